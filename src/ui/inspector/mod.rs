//! The number that is asked about: its arithmetic, with real numbers.

mod derivation;
mod line;
mod pieces;
mod sheet;
mod teller;
mod weighted;

use std::rc::Rc;

use yew::prelude::*;

use super::{
    controls::tiny,
    dock::DockProps,
    effect::use_effect_on,
    page::{Page, use_page},
    piece::view_of,
    writing::go_to,
};
use crate::{
    notebook::{Program, Run},
    session::{Answer, Hidden, InspectionMsg, Msg, Number, Obstacle, Term, leads_on, term_of},
    value::decimal,
    web,
};
use pieces::{element, words};
use teller::{Teller, place};

/// The explanation, while a number is asked about.
#[derive(PartialEq)]
pub(super) struct Inspector(pub(in crate::ui) DockProps);

view_of!(Inspector, use_inspector, explain);

#[hook]
fn use_inspector(view: &Inspector) -> Html {
    let props = &view.0;
    let page = use_page();
    let trail = props.session.inspection.trail.clone();
    let shown = use_memo(
        (props.program.clone(), props.run.clone(), props.hidden.clone(), trail.clone()),
        |(program, run, hidden, trail)| shown(program, run, hidden, trail),
    );
    use_effect_on((), |()| {
        web::page::mark_explaining(true);
        || web::page::mark_explaining(false)
    });
    use_effect_on(trail.clone(), |trail| {
        if !trail.is_empty() {
            web::after_render(web::focus::reveal_selected);
        }
    });
    let (way, answer, leads_on) = &*shown;
    // Where the questions began: that is what they return to.
    let start = trail.first().cloned().map(|first| {
        let name = way.first().cloned().flatten().filter(|_| first.node.is_none());
        (first, name.map(|term| term.name))
    });
    let close = page.as_ref().zip(start.clone()).map(|(page, (first, name))| {
        let page = page.clone();
        Callback::from(move |()| {
            page.send(Msg::Inspection(InspectionMsg::Closed));
            web::focus::number(&first.cell, name.as_deref().unwrap_or_default(), first.at);
        })
    });
    {
        let close = close.clone();
        use_effect_on(start, move |_| {
            let escape = close.and_then(|close| web::keyboard::on_escape(move || close.emit(())));
            move || drop(escape)
        });
    }
    let (Some(page), Some(close)) = (page, close) else { return html! {} };
    let onkeydown = {
        let (page, depth) = (page.clone(), trail.len());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Backspace" && depth > 1 {
                event.prevent_default();
                go_back(&page, depth - 2);
            }
        })
    };
    let head = html! {
        <header class="inspector__head">
            { breadcrumb(&page, props, &trail, way) }
            { tiny("close-explanation", page.text("explain.close"), "×", close.reform(|_: MouseEvent| ())) }
        </header>
    };
    let label = page.text("explain.region");
    let Some(answer) = answer else {
        let obstacle = trail.last().and_then(|number| Obstacle::of(&props.program, &props.run, number));
        let name = obstacle.as_ref().map(|obstacle| obstacle.term.name.to_string());
        return html! {
            <section class="inspector" role="region" aria-label={label} data-explain="true" data-name={name} {onkeydown}>
                { head }
                <h2 tabindex="-1" aria-live="polite">
                    { for obstacle.as_ref().map(|obstacle| place(&page, &props.dimensions, &obstacle.term)) }
                </h2>
                { said(page.text("explain.no_value")) }
                { for obstacle.as_ref().map(|obstacle| in_the_way(&page, obstacle)) }
            </section>
        };
    };
    let teller = Teller {
        page: &page,
        dimensions: &props.dimensions,
        answer,
        program: &props.program,
        run: &props.run,
    };
    let term = &answer.term;
    let slice = term.shape.as_ref().filter(|shape| shape.rank() == 3).map(|_| term.at.0.to_string());
    let (sentence, arithmetic) = teller.arithmetic();
    html! {
        <section class="inspector" role="region" aria-label={label} data-explain="true" data-name={term.name.to_string()}
            data-row={term.at.1.to_string()} data-col={term.at.2.to_string()} data-slice={slice}
            data-value={term.veil.is_none().then(|| decimal::shortest(term.value))} {onkeydown}>
            { head }
            <div class="inspector__body">
                <div class="inspector__words">
                    <h2 tabindex="-1" aria-live="polite">
                        <span>{ teller.place(term) }</span>
                        if term.veil.is_none() { { " = " }<strong>{ decimal::full(term.value) }</strong> }
                    </h2>
                    { for teller.indices(term).map(|indices| element("code", "inspector__indices", vec![words(indices)])) }
                    { for [Some(sentence), teller.not_finite()].into_iter().flatten().map(said) }
                </div>
                <div class="inspector__arithmetic">{ arithmetic }</div>
                { legend(&page, answer.numbers().next().is_some(), *leads_on) }
            </div>
        </section>
    }
}

/// The cell that keeps a number from its value, and the way there.
fn in_the_way(page: &Page, obstacle: &Obstacle) -> Html {
    let (cell, name) = (obstacle.cell.clone(), obstacle.name.to_string());
    let onclick = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| go_to(&page, &cell))
    };
    html! {
        <p class="inspector__sentence">
            { page.text("explain.in_the_way") }{ " " }
            <button type="button" class="tiny tiny--text" data-action="go-to" data-target={name.clone()} {onclick}>{ name }</button>
        </p>
    }
}

fn said(text: AttrValue) -> Html {
    element("p", "inspector__sentence", vec![words(text)])
}

/// The terms of the trail, the answer for its last number, and whether anything is computed from that.
type Shown = (Vec<Option<Term>>, Option<Answer>, bool);

fn shown(program: &Program, run: &Run, hidden: &Hidden, trail: &[Number]) -> Shown {
    let way = trail.iter().map(|number| term_of(program, run, hidden, number)).collect();
    let last = trail.last();
    let answer = last.and_then(|number| Answer::new(program, run, hidden, number));
    (way, answer, last.is_some_and(|number| leads_on(program, run, number)))
}

fn go_back(page: &Page, place: usize) {
    page.send(Msg::Inspection(InspectionMsg::WentBack(place)));
    web::after_render(web::focus::explanation);
}

/// The numbers that led here, each a way back.
fn breadcrumb(page: &Page, props: &DockProps, trail: &[Number], way: &[Option<Term>]) -> Html {
    let text = |number: &Number, term: &Option<Term>| -> Rc<str> {
        match term {
            Some(term) => place(page, &props.dimensions, term).into(),
            None => match Obstacle::of(&props.program, &props.run, number) {
                Some(obstacle) => place(page, &props.dimensions, &obstacle.term).into(),
                None => number.cell.clone(),
            },
        }
    };
    // The heading names the last one; alone it is no way.
    let before = trail.len().saturating_sub(1);
    let last = trail.last().zip(way.last()).filter(|_| before > 0);
    let folded = props.session.inspection.folded();
    let step = |(index, (number, term)): (usize, (&Number, &Option<Term>))| {
        let page = page.clone();
        let onclick = Callback::from(move |_: MouseEvent| go_back(&page, index));
        let text = text(number, term).to_string();
        // Those before are folded into one, which leads to the last of them.
        let (shown, label) = if index + 1 == folded { ("…".to_owned(), Some(text)) } else { (text, None) };
        let button = html! { <button type="button" class="inspector__step" data-action="explain-back" {onclick} aria-label={label.clone()} title={label}>{ shown }</button> };
        element("li", "", vec![button])
    };
    let first = folded.saturating_sub(1);
    let mut steps: Vec<Html> = trail.iter().zip(way).enumerate().take(before).skip(first).map(step).collect();
    if let Some((number, term)) = last {
        steps.push(element("li", "", vec![words(text(number, term).to_string())]));
    }
    html! {
        <nav class="inspector__trail" aria-label={page.text("explain.trail")}>
            { element("ol", "", steps) }
        </nav>
    }
}

/// What the marks on the page mean.
fn legend(page: &Page, has_sources: bool, leads_on: bool) -> Html {
    let sign = |class: &'static str, key: &'static str| {
        element("span", "marks__one", vec![element("span", class, Vec::new()), words(page.text(key))])
    };
    let signs = [
        has_sources.then(|| sign("marks__sign is-source", "explain.legend.source")),
        Some(sign("marks__sign is-selected", "explain.legend.selected")),
        leads_on.then(|| sign("marks__sign is-dependent", "explain.legend.dependent")),
    ];
    element("p", "marks", signs.into_iter().flatten().collect())
}
