//! Before an exercise begins: the button, and the line that asks which numbers are to be blanked out.

use yew::prelude::*;

use super::{chooser::ChooserProps, sheet::Sheet, status::base2};
use crate::{
    notebook::{Blanks, CellId},
    session::{Control, Msg, Plan, PracticeMsg},
    ui::{page::Page, shared::Shared},
    value::Array,
    web,
};

/// So many at random, unless the learner wants others.
const FIRST: Blanks = Blanks::Random { count: 3, seed: 0 };

/// The way into an exercise on a grid, and out again before it has begun.
pub(in crate::ui) fn practise_button(
    page: &Page,
    cell: &CellId,
    name: &str,
    slice: usize,
    open: bool,
) -> Html {
    if !page.has(Control::Practice) {
        return html! {};
    }
    let plan = || Plan { cell: cell.clone(), slice, blanks: FIRST, base2: false, asked_by: None };
    let onclick = if open {
        page.on::<MouseEvent>(Msg::Practice(PracticeMsg::PlanDropped))
    } else {
        let (page, plan) = (page.clone(), plan());
        Callback::from(move |_: MouseEvent| {
            let cell = plan.cell.clone();
            web::after_render(move || web::focus::in_cell(&cell, "[data-action='practise-blanks']"));
            page.send(Msg::Practice(PracticeMsg::Planned(plan.clone())));
        })
    };
    html! {
        <button type="button" class="practise" data-action="practise" data-slice={slice.to_string()} aria-expanded={open.to_string()}
            aria-controls={open.then(|| panel_id(cell))} {onclick}
            aria-label={page.fill("practice.begin_label", &[("name", &name)])}>{ page.text("practice.begin") }</button>
    }
}

/// Which numbers, and with which powers.
pub(in crate::ui) fn plan_line(page: &Page, plan: &Shared<Plan>, sheet: &Sheet, is_softmax: bool) -> Html {
    let change = |change: fn(&mut Plan, &str)| {
        let (page, plan) = (page.clone(), plan.clone());
        Callback::from(move |event: Event| {
            let mut plan = (*plan).clone();
            change(&mut plan, &web::choice_of(&event));
            page.send(Msg::Practice(PracticeMsg::Planned(plan)));
        })
    };
    let count = sheet.rows.texts.len() * sheet.columns.texts.len();
    let rows = sheet.rows.texts.iter().enumerate().filter(|_| sheet.rows.texts.len() > 1);
    let option = |value: String, text: AttrValue, selected: bool| html! { <option {value} {selected}>{ text }</option> };
    let chosen = if let Blanks::Chosen(places) = &plan.blanks { Some(places.len()) } else { None };
    let start = page.on::<MouseEvent>(Msg::Practice(PracticeMsg::Begun((**plan).clone())));
    let drop = |page: &Page| {
        let (page, cell, slice) = (page.clone(), plan.cell.clone(), plan.slice);
        move || {
            // The button is drawn anew where numbers were being picked.
            let (cell, button) = (cell.clone(), format!("[data-action='practise'][data-slice='{slice}']"));
            web::after_render(move || web::focus::in_cell(&cell, &button));
            page.send(Msg::Practice(PracticeMsg::PlanDropped));
        }
    };
    let cancel = {
        let drop = drop(page);
        Callback::from(move |_: MouseEvent| drop())
    };
    let onkeydown = {
        let drop = drop(page);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !web::composes(&event) {
                event.prevent_default();
                drop();
            }
        })
    };
    html! {
        <div id={panel_id(&plan.cell)} class="practice__plan" role="group" aria-label={page.fill("practice.begin_label", &[("name", &sheet.name)])} {onkeydown}>
            <label class="practice__choice">
                { page.text("practice.blanks") }
                <select class="cell__dimension" data-action="practise-blanks" onchange={change(choose)}>
                    { option("3".to_owned(), page.fill("practice.random", &[("count", &count.min(3))]), matches!(plan.blanks, Blanks::Random { .. })) }
                    { option("all".to_owned(), page.fill("practice.all", &[("count", &count)]), plan.blanks == Blanks::All) }
                    { for rows.map(|(row, name)| option(format!("row {row}"), page.fill("practice.row", &[("row", name)]), plan.blanks == Blanks::Row(row))) }
                    { option("chosen".to_owned(), page.text("practice.choose"), chosen.is_some()) }
                </select>
            </label>
            if is_softmax {
                { base2(page, plan.base2, "practise-base2", PracticeMsg::Planned(Plan { base2: !plan.base2, ..(**plan).clone() })) }
            }
            <span class="practice__actions">
                <button type="button" class="button" data-action="practise-start" onclick={start} disabled={chosen == Some(0)}>{ page.text("practice.start") }</button>
                <button type="button" class="button" data-action="practise-cancel" onclick={cancel}>{ page.text("practice.cancel") }</button>
            </span>
            if let Some(count) = chosen {
                <p class="practice__rule" role="status">{ page.fill("practice.choose_how", &[("count", &count)]) }</p>
            }
        </div>
    }
}

/// The grid whose numbers are picked for a plan.
pub(in crate::ui) fn chooser(
    page: &Page,
    plan: &Shared<Plan>,
    array: Shared<Array>,
    sheet: Sheet,
) -> ChooserProps {
    let places = if let Blanks::Chosen(places) = &plan.blanks { places.clone() } else { Vec::new() };
    let on_pick = {
        let page = page.clone();
        Callback::from(move |(row, column)| page.send(Msg::Practice(PracticeMsg::Picked(row, column))))
    };
    let on_end = {
        let (page, plan) = (page.clone(), plan.clone());
        Callback::from(move |begins: bool| {
            if begins {
                page.send(Msg::Practice(PracticeMsg::Begun((*plan).clone())));
            } else {
                web::focus::in_cell(&plan.cell, "[data-action='practise']");
                page.send(Msg::Practice(PracticeMsg::PlanDropped));
            }
        })
    };
    ChooserProps { slice: plan.slice, places, array, sheet, on_pick, on_end: Some(on_end) }
}

/// Where the line of a cell stands.
fn panel_id(cell: &CellId) -> String {
    format!("practise-{cell}")
}

fn choose(plan: &mut Plan, text: &str) {
    plan.blanks = match (text, text.strip_prefix("row ").map(str::parse)) {
        (_, Some(Ok(row))) => Blanks::Row(row),
        ("all", _) => Blanks::All,
        ("chosen", _) => Blanks::Chosen(Vec::new()),
        _ => FIRST,
    };
}
