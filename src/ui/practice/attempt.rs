//! An exercise that is being done: the grid with its blanks, and what is to be said under it.

use yew::prelude::*;

use super::{
    sheet::Sheet,
    status::{status, summary},
};
use crate::{
    session::{Attempt, Blank, Msg, PracticeMsg, Verdict},
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
        shared::Shared,
    },
    value::decimal::{self, Format},
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct AttemptProps {
    pub(in crate::ui) attempt: Shared<Attempt>,
    pub(in crate::ui) sheet: Sheet,
}

view_of!(AttemptProps, use_attempt, practise);

#[hook]
fn use_attempt(props: &AttemptProps) -> Html {
    let (around, begun) = (use_node_ref(), use_mut_ref(|| false));
    let page = use_page();
    let attempt = &props.attempt;
    {
        // Where the learner is, the focus is; unless it has been taken elsewhere.
        let around = around.clone();
        let seed = attempt.plan.clone();
        use_effect_on((attempt.current, attempt.ended, seed), move |(current, ended, _)| {
            let Some(around) = around.cast::<web::Element>() else { return };
            if !begun.replace(true) || web::focus::is_within(&around) || web::focus::is_nowhere() {
                let blank = format!("[data-blank='{current}']");
                web::focus::inside(&around, if *ended { "[data-action='practise-again']" } else { &blank });
            }
        });
    }
    let Some(page) = page else { return html! {} };
    let sheet = &props.sheet;
    let columns = sheet.columns.texts.len();
    let format = Format::of(attempt.values.0.elements());
    let row = |row: usize| {
        let place = |column: usize| place(&page, props, format, row, column);
        sheet.row(row, (0..columns).map(place).collect())
    };
    html! {
        <div ref={around} class="practice" data-exercise={if attempt.ended { "ended" } else { "running" }}
            data-name={sheet.name.clone()} data-left={attempt.left().to_string()} role="group"
            aria-label={page.fill("practice.exercise", &[("name", &sheet.name)])}>
            <div class="grid">
                <div class="grid__scroll">
                    <table class="practice__grid" role="grid" data-name={sheet.name.clone()} data-rows={sheet.rows.texts.len().to_string()}
                        data-cols={columns.to_string()} data-slice={sheet.slice.map(|slice| slice.to_string())}
                        data-base={attempt.plan.base2.then_some("2")} aria-label={sheet.label.clone()}
                        aria-readonly={attempt.ended.to_string()}
                        onkeydown={keys(&page, attempt)} oninput={typing(&page)} onfocusin={entering(&page, attempt)}>
                        { sheet.head() }
                        <tbody>{ for attempt.rows().into_iter().map(row) }</tbody>
                    </table>
                </div>
            </div>
            if attempt.ended {
                { summary(&page, attempt) }
            } else {
                { status(&page, attempt) }
            }
        </div>
    }
}

fn place(page: &Page, props: &AttemptProps, format: Format, row: usize, column: usize) -> Html {
    let attempt = &props.attempt;
    let value = attempt.expected((row, column));
    let (data_row, data_col) = (row.to_string(), column.to_string());
    match attempt.blank_at(row, column) {
        Some((index, blank)) if !attempt.ended => html! {
            <td key={column} role="gridcell" class={classes!("has-input", "blank", format!("is-{}", blank.verdict.key()))}
                data-row={data_row.clone()} data-col={data_col.clone()}>
                { self::blank(page, props, index, blank, format.text(value)) }
            </td>
        },
        found => {
            let masked = value == f64::NEG_INFINITY;
            let verdict = found.map(|(_, blank)| format!("is-{}", blank.verdict.key()));
            html! {
                <td key={column} role="gridcell" class={classes!(masked.then_some("is-masked"), found.map(|_| "blank"), verdict)}
                    data-row={data_row} data-col={data_col} data-value={decimal::shortest(value)}>
                    { for found.map(|(_, blank)| sign(blank.verdict)) }{ format.text(value) }
                </td>
            }
        }
    }
}

fn blank(page: &Page, props: &AttemptProps, index: usize, blank: &Blank, solution: String) -> Html {
    let (row, column) = blank.at;
    let place = props.sheet.place(row, column);
    let verdict = page.text(match blank.verdict {
        Verdict::Open => "practice.open",
        Verdict::Unread | Verdict::Wrong => "practice.is_wrong",
        Verdict::Right => "practice.is_right",
        Verdict::Shown => "practice.is_shown",
    });
    let label = page.fill("practice.blank", &[("place", &place), ("verdict", &verdict)]);
    let shown = if blank.verdict == Verdict::Shown { solution } else { blank.text.clone() };
    let closed = blank.verdict.is_closed();
    html! {
        <>
            <input class="grid__input" type="text" inputmode="text" autocomplete="off" autocapitalize="off" spellcheck="false"
                enterkeyhint="done" maxlength="40" data-own-undo="true" data-blank={index.to_string()} data-row={row.to_string()}
                data-col={column.to_string()} data-verdict={blank.verdict.key()} value={shown} readonly={closed}
                tabindex={if closed { "-1" } else { "0" }} aria-label={label}
                aria-invalid={(blank.verdict.key() == "wrong").to_string()} />
            { sign(blank.verdict) }
        </>
    }
}

/// How an answer stands, not by colour alone.
fn sign(verdict: Verdict) -> Html {
    let sign = match verdict {
        Verdict::Open => "?",
        Verdict::Unread | Verdict::Wrong => "≠",
        Verdict::Right => "✓",
        Verdict::Shown => "→",
    };
    html! { <span class="blank__sign" aria-hidden="true">{ sign }</span> }
}

/// The blank that an event comes from.
fn blank_of(event: &Event) -> Option<usize> {
    web::element_of(event)?.get_attribute("data-blank")?.parse().ok()
}

fn typing(page: &Page) -> Callback<InputEvent> {
    let page = page.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(index) = blank_of(&event) {
            page.send(Msg::Practice(PracticeMsg::Answered(index, web::text_of(&event))));
        }
    })
}

fn entering(page: &Page, attempt: &Shared<Attempt>) -> Callback<FocusEvent> {
    let (page, current) = (page.clone(), attempt.current);
    Callback::from(move |event: FocusEvent| {
        if let Some(index) = blank_of(&event).filter(|index| *index != current) {
            page.send(Msg::Practice(PracticeMsg::Entered(index)));
        }
    })
}

fn keys(page: &Page, attempt: &Shared<Attempt>) -> Callback<KeyboardEvent> {
    let (page, attempt) = (page.clone(), attempt.clone());
    Callback::from(move |event: KeyboardEvent| {
        let own = !(web::composes(&event) || event.alt_key());
        let Some(index) = blank_of(&event).filter(|_| own) else { return };
        let to = |rows, columns| attempt.beside(index, rows, columns).map(PracticeMsg::Entered);
        let msg = match event.key().as_str() {
            "Enter" => Some(PracticeMsg::Checked(index)),
            "?" | "？" => Some(PracticeMsg::HintAsked(index)),
            "ArrowUp" => to(-1, 0),
            "ArrowDown" => to(1, 0),
            "ArrowLeft" if web::focus::caret_is_at_start(&event) => to(0, -1),
            "ArrowRight" if web::focus::caret_is_at_end(&event) => to(0, 1),
            "Escape" => {
                if let Some(around) =
                    web::element_of(&event).and_then(|blank| blank.closest(".practice").ok()?)
                {
                    web::focus::inside(&around, ".practice__rule");
                }
                None
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(msg) = msg {
            page.send(Msg::Practice(msg));
        }
    })
}
