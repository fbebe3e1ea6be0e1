//! What an exercise asks for: which formula, which of its numbers, in which words.

use std::rc::Rc;

use yew::prelude::*;

use super::field::{Edit, choice_field, number_field, text_field};
use crate::{
    notebook::{Action, Blanks, CellId, Exercise, limits::MAX_BLANKS},
    ui::{
        labels::Labels,
        page::{Page, Values, use_page},
        piece::{view, view_of},
        practice::{ChooserProps, Sheet},
        shared::Shared,
    },
    value::Array,
};

#[derive(PartialEq)]
pub(super) struct ExerciseProps {
    pub(super) id: CellId,
    pub(super) exercise: Exercise,
}

view_of!(ExerciseProps, use_exercise, write);

#[hook]
fn use_exercise(props: &ExerciseProps) -> Html {
    let (page, values) = (use_page(), use_context::<Values>());
    let (Some(page), Some(values)) = (page, values) else { return html! {} };
    let exercise = &props.exercise;
    let names = values
        .program
        .cells
        .iter()
        .filter(|cell| cell.formula.is_some())
        .filter_map(|cell| cell.name.clone());
    let mut names: Vec<Rc<str>> = names.collect();
    if !names.contains(&exercise.of) {
        names.insert(0, exercise.of.clone());
    }
    let place = values.program.definitions.get(&exercise.of);
    let value = place.and_then(|place| values.run.results.get(*place)).and_then(|result| result.fresh());
    let set = |change: fn(&mut Exercise, &str) -> Option<()>| {
        let (cell, exercise) = (props.id.clone(), exercise.clone());
        Edit::from(move |typed: String| {
            let mut exercise = exercise.clone();
            change(&mut exercise, &typed)?;
            Some(Action::SetExercise { cell: cell.clone(), exercise: Box::new(exercise) })
        })
    };
    let text = {
        let (cell, exercise, language) = (props.id.clone(), exercise.clone(), page.language.tag());
        Edit::from(move |typed: String| {
            let exercise = Exercise { text: exercise.text.with_text(language, &typed), ..exercise.clone() };
            Some(Action::SetExercise { cell: cell.clone(), exercise: Box::new(exercise) })
        })
    };
    let option = |name: Rc<str>| (name.to_string(), name.to_string().into(), name == exercise.of);
    let of = set(|exercise, name| {
        exercise.of = name.into();
        exercise.slice = 0;
        Some(())
    });
    let stack = value.map_or(1, |value| if value.shape().rank() == 3 { value.shape().view().0 } else { 1 });
    let slices =
        (0..stack).map(|slice| (slice.to_string(), (slice + 1).to_string().into(), slice == exercise.slice));
    let slice = set(|exercise, slice| {
        exercise.slice = slice.parse().ok()?;
        Some(())
    });
    html! {
        <>
            { text_field(&page, (page.text("writing.task"), "exercise-text", 2), exercise.text.text(page.language.tag()), text) }
            <div class="fields__line">
                { choice_field(&page, page.text("writing.of"), "exercise-of", names.into_iter().map(option).collect(), of) }
                if stack > 1 { { choice_field(&page, page.text("writing.slice"), "exercise-slice", slices.collect(), slice) } }
                { for value.map(|value| blanks(&page, props, &values, value)) }
            </div>
            if let Some(value) = value {
                { for matches!(exercise.blanks, Blanks::Chosen(_)).then(|| picker(&page, props, &values, value)) }
            }
        </>
    }
}

fn set_blanks(props: &ExerciseProps, blanks: Blanks) -> Action {
    let exercise = Box::new(Exercise { blanks, ..props.exercise.clone() });
    Action::SetExercise { cell: props.id.clone(), exercise }
}

/// All, a row, some drawn from a seed, or chosen ones.
fn blanks(page: &Page, props: &ExerciseProps, values: &Values, value: &Rc<Array>) -> Html {
    let now = &props.exercise.blanks;
    let (_, rows, columns) = value.shape().view();
    let (labels, _) = Labels::of_grid(value.shape(), &values.dimensions, page.language);
    let mut options = vec![
        ("all".to_owned(), page.fill("practice.all", &[("count", &(rows * columns))]), *now == Blanks::All),
        ("random".to_owned(), page.text("writing.random"), matches!(now, Blanks::Random { .. })),
        ("chosen".to_owned(), page.text("writing.chosen"), matches!(now, Blanks::Chosen(_))),
    ];
    let row = |row: usize| {
        (row.to_string(), page.fill("practice.row", &[("row", &labels.text(row))]), *now == Blanks::Row(row))
    };
    options.splice(1..1, (0..rows).filter(|_| rows > 1).map(row));
    let choose = {
        // Those that are asked for now can be changed one by one.
        let mut places = now.places(rows, columns, rows, |_, _| true);
        places.truncate(MAX_BLANKS);
        if matches!(now, Blanks::All) || places.is_empty() {
            places = vec![(0, 0)];
        }
        let props = ExerciseProps { id: props.id.clone(), exercise: props.exercise.clone() };
        Edit::from(move |chosen: String| {
            let blanks = match &*chosen {
                "all" => Blanks::All,
                "random" => Blanks::Random { count: 3, seed: 1 },
                "chosen" => Blanks::Chosen(places.clone()),
                row => Blanks::Row(row.parse().ok()?),
            };
            Some(set_blanks(&props, blanks))
        })
    };
    let number = |key: &str, action: &'static str, of_count: bool| {
        let Blanks::Random { count, seed } = *now else { return html! {} };
        let value = if of_count { count as u64 } else { seed };
        let props = ExerciseProps { id: props.id.clone(), exercise: props.exercise.clone() };
        let edit = Edit::from(move |typed: String| {
            let blanks = if of_count {
                Blanks::Random { count: typed.parse().ok()?, seed }
            } else {
                Blanks::Random { count, seed: typed.parse().ok()? }
            };
            let in_limit =
                matches!(blanks, Blanks::Random { count, .. } if (1..=MAX_BLANKS).contains(&count));
            in_limit.then(|| set_blanks(&props, blanks))
        });
        number_field(page, page.text(key), action, value.to_string(), edit)
    };
    html! {
        <>
            { choice_field(page, page.text("practice.blanks"), "exercise-blanks", options, choose) }
            { number("writing.count", "exercise-count", true) }
            { number("writing.seed", "exercise-seed", false) }
        </>
    }
}

/// The numbers of the formula, to be clicked.
fn picker(page: &Page, props: &ExerciseProps, values: &Values, value: &Rc<Array>) -> Html {
    let Blanks::Chosen(places) = &props.exercise.blanks else { return html! {} };
    let (rows, columns) = Labels::of_grid(value.shape(), &values.dimensions, page.language);
    let label = page.text("writing.chosen");
    let name = format!("blanks:{}", props.exercise.of).into();
    let sheet = Sheet { name, label, rows, columns, slice: None, headed: value.shape().rank() > 0 };
    let on_pick = {
        let (page, places) = (page.clone(), places.clone());
        let props = ExerciseProps { id: props.id.clone(), exercise: props.exercise.clone() };
        Callback::from(move |place| {
            let mut places = places.clone();
            let before = places.len();
            places.retain(|other| *other != place);
            if places.len() == before {
                places.push(place);
            }
            // An exercise asks for one number at least.
            if !places.is_empty() {
                page.edit(set_blanks(&props, Blanks::Chosen(places)));
            }
        })
    };
    let (slice, array) = (props.exercise.slice, Shared::from(value));
    view(ChooserProps { slice, places: places.clone(), array, sheet, on_pick, on_end: None })
}
