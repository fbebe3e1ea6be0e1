//! Writing a notebook: cells that come, move, fold and go, forms, sizes; by edits and by what the page sends.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::limits::{Limit, MAX_SIDE};
use attention_notebook::notebook::{
    Action, Answer, Blanks, Cell, CellKind, Chart, Document, Exercise, NewCell, Phrase, Prediction, Program,
    Refusal, compile, decode, encode,
};
use attention_notebook::plot::Theme;
use attention_notebook::session::{Deed, Form, LessonMsg, Msg, Place, Session, Store, WritingMsg};
use notebooks::{cell, document, formula, matrix, slider, switch};

fn text(id: &str, words: &str) -> Cell {
    cell(id, CellKind::Text { text: words.into() })
}

fn beside(cell: Cell) -> Cell {
    Cell { beside: true, ..cell }
}

/// A section with a row of two, and a section after it.
fn sample() -> Document {
    let cells = vec![
        text("one", "## One\n\nwords"),
        matrix("X", "n", "d", &[vec![1., 2., 3.], vec![4., 5., 6.]]),
        beside(slider("t", 1.0)),
        formula("Y = X * t + n"),
        text("two", "## Two"),
        switch("on", false),
    ];
    document(&[("n", 2), ("d", 3), ("m", 4)], cells)
}

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn ids(document: &Document) -> Vec<&str> {
    document.cells.iter().map(|cell| &*cell.id).collect()
}

fn find<'a>(document: &'a Document, id: &str) -> &'a Cell {
    document.cell(id).unwrap().1
}

fn done(store: &Store, cell: &str, deed: Deed) -> Store {
    store.reduce(Msg::Writing(WritingMsg::Done(cell.into(), deed)))
}

fn inserted(store: &Store, place: Place, kind: NewCell) -> Store {
    store.reduce(Msg::Writing(WritingMsg::Inserted(place, kind)))
}

fn folded(cell: &str) -> Action {
    Action::SetFolded { cell: cell.into(), folded: true }
}

/// Does it, checks that it can be undone in one step and is saved, and answers the notebook.
fn applied(action: &Action) -> Document {
    let changed = action.apply(&sample()).unwrap_or_else(|refusal| panic!("{action:?}: {refusal:?}"));
    assert_eq!(decode(&encode(&changed)).as_ref(), Ok(&changed), "{action:?}");
    let after = store(sample()).reduce(Msg::Edited(action.clone()));
    assert_eq!(**after.document(), changed);
    assert_eq!(**after.reduce(Msg::UndoPressed).document(), sample(), "{action:?}");
    changed
}

#[test]
fn a_row_whose_first_cell_goes_stays_a_row() {
    let remove = |id: &str| applied(&Action::RemoveCell { cell: id.into() });
    let before = sample();
    let first = before.cells.windows(2).find(|pair| !pair[0].beside && pair[1].beside).unwrap();
    let after = remove(&first[0].id);
    assert!(!find(&after, &first[1].id).beside);
    assert!(
        remove(&first[1].id)
            .cells
            .iter()
            .zip(&before.cells)
            .all(|(left, was)| left.beside == was.beside || left.id != was.id)
    );
}

#[test]
fn cells_are_folded_set_beside_drawn_and_noted() {
    assert!(find(&applied(&folded("Y")), "Y").folded);
    assert!(find(&applied(&Action::SetBeside { cell: "Y".into(), beside: true }), "Y").beside);
    let chart = Some(Chart::Heatmap);
    assert_eq!(find(&applied(&Action::SetChart { cell: "Y".into(), chart }), "Y").chart, chart);
    let note = |document: &Document, text: &str| {
        let note = Action::SetNote { cell: "t".into(), language: "en".into(), text: text.into() };
        note.apply(document).unwrap()
    };
    let noted = note(&sample(), "A *number*");
    assert_eq!(find(&noted, "t").note, Some("A *number*".into()));
    assert_eq!(note(&noted, ""), sample(), "an empty note is none");
}

#[test]
fn a_note_in_two_languages_is_written_in_one() {
    let saved = encode(&sample()).replacen(
        "\"kind\":\"slider\"",
        "\"kind\":\"slider\",\"note\":{\"zh-CN\":\"热\",\"en\":\"hot\"}",
        1,
    );
    let action = Action::SetNote { cell: "t".into(), language: "en".into(), text: "cold".into() };
    let noted = action.apply(&decode(&saved).unwrap()).unwrap();
    let note = find(&noted, "t").note.clone().unwrap();
    assert_eq!((note.text("en"), note.text("zh-CN")), ("cold", "热"));
    let title = Action::SetTitle { language: "en".into(), text: "Mine".into() };
    assert_eq!(applied(&title).title, Phrase::from("Mine"));
}

#[test]
fn a_copy_has_a_free_name_and_stands_below() {
    let copy = |id: &str| applied(&Action::DuplicateCell { cell: id.into(), index: 4 });
    let copied = copy("Y");
    assert_eq!(copied.cells.len(), 7);
    assert!(matches!(&copied.cells[4].kind, CellKind::Formula { source } if &**source == "Y1 = X * t + n"));
    assert_eq!(copy("X").cells[4].name().map(|name| &**name), Some("X1"));
    assert_eq!((copy("t").cells[4].beside, copy("one").cells[4].name()), (false, None));
    let twice = Action::DuplicateCell { cell: copied.cells[4].id.clone(), index: 5 }.apply(&copied).unwrap();
    assert!(matches!(&twice.cells[5].kind, CellKind::Formula { source } if source.starts_with("Y2 =")));
}

#[test]
fn the_bounds_of_a_slider_are_sound_at_every_moment() {
    let set = |minimum, maximum, step| Action::SetBounds { cell: "t".into(), minimum, maximum, step };
    let CellKind::Slider(slider) = find(&applied(&set(2.0, 5.0, 0.5)), "t").kind.clone() else { panic!() };
    assert_eq!((slider.value, slider.minimum, slider.maximum, slider.step), (2.0, 2.0, 5.0, 0.5));
    for (minimum, maximum, step) in [
        (1.0, 1.0, 1.0),
        (2.0, 1.0, 1.0),
        (0.0, 1.0, 0.0),
        (0.0, 1.0, -1.0),
        (0.0, f64::INFINITY, 1.0),
        (f64::NAN, 1.0, 1.0),
    ] {
        assert_eq!(set(minimum, maximum, step).apply(&sample()), Err(Refusal::Bounds));
    }
    let not_one = Action::SetBounds { cell: "X".into(), minimum: 0.0, maximum: 1.0, step: 0.1 };
    assert_eq!(not_one.apply(&sample()), Err(Refusal::Missing));
}

#[test]
fn sizes_come_are_renamed_and_go() {
    let add = |name: &str, size| Action::AddDimension { name: name.into(), size };
    assert_eq!(applied(&add(" k ", 2)).size("k"), 2);
    for (action, refusal) in [
        (add("X", 2), Refusal::NameTaken("X".into())),
        (add("n", 2), Refusal::NameTaken("n".into())),
        (add("sum", 2), Refusal::NameTaken("sum".into())),
        (add("1", 2), Refusal::NotAName("1".into())),
        (add("k", 0), Refusal::LastItem),
        (add("k", 999), Refusal::Limit(Limit::Side(999))),
        (add("k", MAX_SIDE + 1), Refusal::Limit(Limit::Side(MAX_SIDE + 1))),
        (Action::RemoveDimension { dimension: "n".into() }, Refusal::InUse("n".into())),
        (Action::RemoveDimension { dimension: "d".into() }, Refusal::InUse("d".into())),
        (Action::RemoveDimension { dimension: "nowhere".into() }, Refusal::Missing),
        (Action::RenameDimension { dimension: "n".into(), name: "Y".into() }, Refusal::NameTaken("Y".into())),
        (Action::RenameDimension { dimension: "k".into(), name: "l".into() }, Refusal::Missing),
        (Action::SetChart { cell: "X".into(), chart: None }, Refusal::Missing),
        (Action::DuplicateCell { cell: "nowhere".into(), index: 0 }, Refusal::Missing),
        (Action::MoveSection { cell: "on".into(), count: 2, index: 0 }, Refusal::Missing),
    ] {
        assert_eq!(action.apply(&sample()), Err(refusal.clone()), "{action:?}");
        let before = store(sample());
        let refused = before.reduce(Msg::Edited(action));
        assert_eq!((refused.document(), refused.refusal.as_deref()), (before.document(), Some(&refusal)));
        assert!(!i18n::refusal(before.session.language, &refusal).is_empty());
    }
    assert_eq!(applied(&Action::RemoveDimension { dimension: "m".into() }).size("m"), 0);
    let renamed = applied(&Action::RenameDimension { dimension: "n".into(), name: "长度".into() });
    assert_eq!((renamed.size("长度"), renamed.size("n")), (2, 0));
    assert!(matches!(&find(&renamed, "Y").kind, CellKind::Formula { source } if source.ends_with("+ 长度")));
    assert!(matches!(&find(&renamed, "X").kind, CellKind::Matrix(matrix) if &*matrix.rows == "长度"));
    let unfinished =
        Action::SetSource { cell: "Y".into(), source: "Y = (m".into() }.apply(&sample()).unwrap();
    assert!(unfinished.uses("m"), "also while the formula is being written");
    for document in [sample(), unfinished, renamed] {
        let names = document.dimensions.iter().map(|dimension| dimension.name.clone());
        let unused: Vec<_> = names.filter(|name| !document.uses(name)).collect();
        assert_eq!(compile(&document, &Program::default()).unused(), unused);
    }
}

#[test]
fn several_edits_are_one_or_none() {
    let add = Action::AddDimension { name: "k".into(), size: 2 };
    let over =
        |columns: &str| Action::SetDimensions { cell: "X".into(), rows: "n".into(), columns: columns.into() };
    let changed = applied(&Action::Several(vec![add.clone(), over("k")]));
    assert!(matches!(&find(&changed, "X").kind, CellKind::Matrix(matrix) if matrix.values[0] == [1.0, 2.0]));
    assert_eq!(Action::Several(vec![add, over("nowhere")]).apply(&sample()), Err(Refusal::Missing));
    assert_eq!(Action::Several(Vec::new()).apply(&sample()), Ok(sample()));
}

#[test]
fn exercises_and_questions_are_written() {
    let mut store = store(sample());
    let end = Place::Below("on".into());
    store = inserted(&store, end.clone(), NewCell::Exercise);
    let id = store.document().cells.last().unwrap().id.clone();
    assert_eq!(store.session.writing.form, Some((id.clone(), Form::Fields)), "its form is open");
    let CellKind::Exercise(exercise) = find(store.document(), &id).kind.clone() else { panic!() };
    assert_eq!(&*exercise.of, "Y", "the first formula that has a value");
    let set = |exercise: Exercise| Action::SetExercise { cell: id.clone(), exercise: Box::new(exercise) };
    let typed = ["Fill", "Fill in"].map(|text| Exercise { text: text.into(), ..exercise.clone() });
    let mut written =
        typed.iter().fold(store.clone(), |store, typed| store.reduce(Msg::Previewed(set(typed.clone()))));
    written = written.reduce(Msg::GestureEnded);
    assert_eq!(find(written.document(), &id).kind, CellKind::Exercise(typed[1].clone()));
    assert_eq!(written.reduce(Msg::UndoPressed).document(), store.document(), "one step a gesture");
    let none = Exercise { blanks: Blanks::Chosen(Vec::new()), ..exercise };
    assert_eq!(set(none).apply(written.document()), Err(Refusal::Missing));

    written = inserted(&written, end, NewCell::Predict);
    let id = written.session.writing.form.clone().unwrap().0;
    let CellKind::Predict(prediction) = find(written.document(), &id).kind.clone() else { panic!() };
    assert!(matches!(&prediction.answer, Answer::Choice { choices, right: 0 } if choices.len() == 2));
    let set = |prediction: &Prediction| Action::SetPrediction {
        cell: id.clone(),
        prediction: Box::new(prediction.clone()),
    };
    let asked = Prediction { question: "How much?".into(), ..prediction.clone() };
    let document = set(&asked).apply(written.document()).unwrap();
    assert_eq!(decode(&encode(&document)), Ok(document));
    let wrong = Prediction { answer: Answer::Choice { choices: vec!["".into()], right: 0 }, ..prediction };
    assert_eq!(set(&wrong).apply(written.document()), Err(Refusal::Missing));
    assert_eq!(
        Action::SetPrediction { cell: "X".into(), prediction: Box::new(asked) }.apply(written.document()),
        Err(Refusal::Missing)
    );
    let gone = written.reduce(Msg::UndoPressed);
    assert_eq!(gone.session.writing.form, None, "the form goes with its cell");
}

#[test]
fn every_kind_of_cell_can_be_new_anywhere() {
    for kind in NewCell::ALL {
        for place in [Place::Top, Place::Below("X".into()), Place::Below("on".into())] {
            let after = inserted(&store(sample()), place.clone(), kind);
            assert_eq!((after.document().cells.len(), after.refusal.as_deref()), (7, None), "{kind:?}");
            let at = match &place {
                Place::Top => 0,
                Place::Below(id) if &**id == "X" => 3,
                Place::Below(_) => 6,
            };
            assert!(
                sample().cell(&after.document().cells[at].id).is_none(),
                "{kind:?} at {place:?}, below the row"
            );
            assert_eq!(decode(&encode(after.document())).as_ref(), Ok(&**after.document()));
        }
    }
    let empty = inserted(&store(document(&[], vec![])), Place::Top, NewCell::Matrix);
    assert_eq!((empty.document().cells.len(), empty.document().size("n")), (1, 3), "with a size of its own");
    assert!(empty.reduce(Msg::UndoPressed).document().cells.is_empty());
}

#[test]
fn keys_move_copy_and_delete() {
    let start = store(sample());
    let order = |cell, deed| {
        let after = done(&start, cell, deed);
        assert_eq!(after.reduce(Msg::UndoPressed).document(), start.document());
        after.document().clone()
    };
    assert_eq!(ids(&order("Y", Deed::MoveUp)), ["one", "X", "Y", "t", "two", "on"]);
    assert_eq!(ids(&order("Y", Deed::MoveDown)), ["one", "X", "t", "two", "Y", "on"]);
    assert_eq!(ids(&order("Y", Deed::Delete)), ["one", "X", "t", "two", "on"]);
    assert_eq!(ids(&order("X", Deed::Duplicate))[..4], ["one", "X", "t", "c1"], "below the whole row");
    assert_eq!(ids(&order("X", Deed::AddFormula))[3], "c1");
    assert!(find(&order("Y", Deed::ToggleBeside), "Y").beside);
    assert!(!find(&order("t", Deed::ToggleBeside), "t").beside);
    assert!(find(&order("Y", Deed::ToggleChart), "Y").chart.is_some());
    for (cell, deed) in [
        ("one", Deed::MoveUp),
        ("on", Deed::MoveDown),
        ("one", Deed::ToggleBeside),
        ("nowhere", Deed::Delete),
    ] {
        assert_eq!(done(&start, cell, deed).document(), start.document(), "{cell} {deed:?}");
    }
}

#[test]
fn a_form_does_not_stay_open_in_another_lesson() {
    let of = |lesson: &str| Document { lesson: Some(lesson.into()), ..sample() };
    let start = store(of("a"));
    let open = start.reduce(Msg::Writing(WritingMsg::Opened(Some(("t".into(), Form::Fields)))));
    assert!(open.session.writing.form.is_some());
    let edited = open.reduce(Msg::Edited(Action::SetSlider { cell: "t".into(), value: 2.0 }));
    assert_eq!(edited.session.writing, open.session.writing);
    let chosen = open.reduce(Msg::Lesson(LessonMsg::Chosen("b".into())));
    let other = chosen.reduce(Msg::Lesson(LessonMsg::Read(of("b").into())));
    assert_eq!(other.document().lesson.as_deref(), Some("b"));
    assert_eq!(other.session.writing.form, None);
}

#[test]
fn a_folded_section_moves_as_one_and_opens_when_it_is_looked_at() {
    let start = done(&store(sample()), "one", Deed::ToggleFold);
    let value = |store: &Store| {
        store.run.results.iter().find(|result| &*result.cell.id == "Y").unwrap().fresh().cloned()
    };
    assert!(value(&start).is_some(), "what is folded away is computed");
    let down = done(&start, "one", Deed::MoveDown);
    assert_eq!(ids(down.document()), ["two", "on", "one", "X", "t", "Y"], "over the whole section");
    assert!(find(down.document(), "t").beside, "its rows stay");
    assert_eq!(done(&down, "one", Deed::MoveUp).document(), start.document());
    assert_eq!(ids(done(&start, "on", Deed::MoveUp).document())[0], "on", "not into what is folded");
    assert_eq!(ids(done(&start, "one", Deed::AddFormula).document())[4], "c1", "below the section");
    let shown = done(&start, "Y", Deed::Show);
    assert!(!find(shown.document(), "one").folded);
    assert_eq!(done(&shown, "Y", Deed::Show).document(), shown.document());
}

#[test]
fn a_place_for_a_new_cell_is_that_of_its_row() {
    let offer = |store: &Store, place| store.reduce(Msg::Writing(WritingMsg::Offered(place)));
    let open = offer(&store(sample()), Some(Place::Below("X".into())));
    assert_eq!(open.session.writing.place, Some(Place::Below("t".into())));
    assert_eq!(offer(&open, None).session.writing.place, None);
    let chosen = inserted(&open, Place::Below("t".into()), NewCell::Text);
    assert_eq!((chosen.session.writing.place, ids(&chosen.history.present().clone())[3]), (None, "c1"));
    assert_eq!(done(&open, "t", Deed::Delete).session.writing.place, None);
}
