//! The line under a grid: its range, or the number in focus in full; and what is to be said of the last entry.

use yew::prelude::*;

use super::{row::room, state::EntryNote};
use crate::{
    notebook::{BlockFault, limits::MAX_SIDE},
    plot::Scale,
    ui::{
        page::Page,
        probe::{range_text, wiggle_button},
        shared::Shared,
    },
    value::{
        Array,
        decimal::{self, Format},
    },
    web::style,
};

/// What the line shows.
pub(super) struct Line {
    pub(super) name: AttrValue,
    pub(super) array: Shared<Array>,
    pub(super) scale: Scale,
    /// The number in focus: names of its row and column, and its value.
    pub(super) focus: Option<(AttrValue, AttrValue, f64)>,
    /// For editable grids: called with a step.
    pub(super) on_step: Option<Callback<f64>>,
    /// For editable grids: called to move the number to and fro.
    pub(super) on_wiggle: Option<Callback<()>>,
    /// The least and the greatest of the number in focus, while another is moved.
    pub(super) range: Option<(f64, f64)>,
    /// Where the numbers can be asked about: called to ask about the one in focus.
    pub(super) on_explain: Option<Callback<MouseEvent>>,
    /// Whether the number in focus is the one that is explained.
    pub(super) is_explained: bool,
    pub(super) note: Option<EntryNote>,
    /// The way into an exercise.
    pub(super) practise: Option<Html>,
    /// Called when the focus leaves the line.
    pub(super) on_leave: Callback<FocusEvent>,
    /// What is said instead of a number that is not to be seen.
    pub(super) veil: &'static str,
    /// Whether the player has not reached what the line would tell.
    pub(super) is_veiled: bool,
}

/// The line, and the note under it.
pub(super) fn readout(page: &Page, props: &Line) -> Html {
    let line = match &props.focus {
        Some((row, column, value)) => in_focus(page, props, row, column, *value),
        None => legend(page, props),
    };
    html! {
        <>
            <div class="grid__readout" tabindex="-1" onfocusout={props.on_leave.clone()}>{ line }{ for props.practise.clone() }</div>
            { for props.note.as_ref().map(|note| self::note(page, note)) }
        </>
    }
}

fn in_focus(page: &Page, props: &Line, row: &AttrValue, column: &AttrValue, value: f64) -> Html {
    let place = page.fill("grid.place", &[("name", &props.name), ("row", row), ("column", column)]);
    // The press must not take the focus from the number that it steps.
    let keep_focus = Callback::from(|event: MouseEvent| event.prevent_default());
    let step = |label: &'static str, by: f64, action: &'static str| {
        let onclick = props.on_step.clone().map(|on_step| on_step.reform(move |_: MouseEvent| by));
        html! {
            <button type="button" class="tiny" tabindex="-1" data-action={action} {onclick}
                onmousedown={keep_focus.clone()} aria-label={label}>{ label }</button>
        }
    };
    let wiggle = props.on_wiggle.clone().map(|on_wiggle| wiggle_button(page, &place, true, on_wiggle));
    let steps = props.on_step.is_some().then(|| {
        html! { <span class="grid__steps">{ step("−", -0.1, "step-down") }{ step("+", 0.1, "step-up") }{ for wiggle }</span> }
    });
    let range = props.range.filter(|(least, most)| least < most).map(|range| {
        html! { <span class="grid__range">{ range_text(page, range) }</span> }
    });
    if props.is_veiled {
        return html! { <><span class="grid__place">{ place }</span><span>{ page.text(props.veil) }</span></> };
    }
    // The explanation says every digit.
    let exact = if props.is_explained { Format::of(&[value]).text(value) } else { decimal::full(value) };
    let explain = props.on_explain.clone().filter(|_| !props.is_explained).map(|onclick| {
        let text = page.text(if props.on_step.is_some() { "explain.where_to" } else { "explain.why" });
        html! {
            <button type="button" class="tiny tiny--text" data-action="explain" {onclick}
                onmousedown={keep_focus.clone()}>{ text }</button>
        }
    });
    html! {
        <>
            <span class="grid__place">{ place }</span>
            <span class="grid__exact">{ "= " }{ exact }</span>
            { for range }
            { for explain }
            { for steps }
        </>
    }
}

fn legend(page: &Page, props: &Line) -> Html {
    let (array, scale): (&Array, _) = (&props.array, props.scale);
    let finite = || array.elements().iter().copied().filter(|value| value.is_finite());
    // A single number has no range.
    if finite().next().is_none() || array.shape().len() == 1 {
        return html! {};
    }
    let (least, most) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let format = Format::of(&[least, most]);
    // Its room is kept while its numbers are not to be known.
    let text = |value| if props.is_veiled { room(format, value) } else { format.text(value) };
    let hidden = props.is_veiled.then_some("is-veiled");
    let masked = array.elements().contains(&f64::NEG_INFINITY).then(|| {
        html! { <span class="legend__masked">{ page.text("legend.masked") }</span> }
    });
    // The bar runs from the least to the greatest value in the colours that they have in the grid.
    let (bar, ends, range) = match scale {
        Scale::Mask => {
            return html! { <span class={classes!("legend", hidden)}>{ page.text("legend.mask") }</span> };
        }
        Scale::Weights => {
            let range = page.fill("grid.from_to", &[("least", &text(least)), ("most", &text(most))]);
            ("--low:0;--high:1;--zero:0%".to_owned(), ("0".to_owned(), "1".to_owned()), Some(range))
        }
        Scale::Signed { extent } => {
            let share = |value: f64| if extent > 0.0 { value.abs() / extent } else { 0.0 };
            let zero = if most > least { (-least / (most - least)).clamp(0.0, 1.0) * 100.0 } else { 0.0 };
            let bar = format!("--low:{:.3};--high:{:.3};--zero:{zero:.1}%", share(least), share(most));
            (bar, (text(least), text(most)), None)
        }
    };
    let class = match scale {
        Scale::Weights => "legend__bar legend__bar--weights",
        _ if least < 0.0 && most <= 0.0 => "legend__bar legend__bar--below",
        _ if least < 0.0 => "legend__bar legend__bar--both",
        _ => "legend__bar legend__bar--above",
    };
    html! {
        <span class={classes!("legend", hidden)}>
            <span>{ ends.0 }</span>
            <span {class} ~style={style(if props.is_veiled { "" } else { &bar })} aria-hidden="true"></span>
            <span>{ ends.1 }</span>
            { for range.map(|range| html! { <span class="legend__range">{ range }</span> }) }
            { for masked }
        </span>
    }
}

fn note(page: &Page, note: &EntryNote) -> Html {
    let most: &dyn std::fmt::Display = &MAX_SIDE;
    let text = match note {
        EntryNote::Wrong(text, kept) => {
            page.fill("entry.wrong", &[("text", text), ("value", &decimal::full(*kept))])
        }
        EntryNote::Pasted(rows, columns) => {
            let text = page.fill("entry.pasted", &[("rows", rows), ("columns", columns)]);
            return html! { <p class="note-line" role="status">{ text }</p> };
        }
        EntryNote::Block(BlockFault::Empty) => page.text("entry.block_empty"),
        EntryNote::Block(BlockFault::NotANumber { row, column, text }) => {
            page.fill("entry.block", &[("row", &(row + 1)), ("column", &(column + 1)), ("text", text)])
        }
        EntryNote::Block(BlockFault::Ragged { row, found, expected }) => {
            page.fill("entry.block_ragged", &[("row", &(row + 1)), ("found", found), ("expected", expected)])
        }
        EntryNote::Block(BlockFault::TooLarge) => page.fill("entry.block_large", &[("most", most)]),
        EntryNote::Block(BlockFault::Brackets) => page.text("entry.block_brackets"),
    };
    html! { <p class="note-line note-line--wrong" role="alert" data-error="number">{ text }</p> }
}
