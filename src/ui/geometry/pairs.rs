//! The numbers of a drawing: angles and dot products, or weights and scaled values.

use yew::prelude::*;

use super::{note, piece};
use crate::{
    session::{Angle, Geometry, View},
    ui::{labels::Labels, page::Page},
    value::decimal::{self, Format},
};

/// A number with at most four decimals.
pub(super) fn number(value: f64) -> String {
    Format::of(&[value]).text(value)
}

fn degrees(angle: &Angle) -> String {
    angle.degrees().map_or_else(
        || "–".to_owned(),
        |degrees| format!("{}°", decimal::full((degrees * 10.0).round() / 10.0)),
    )
}

/// The chosen pair in a line: a · b = |a| |b| cos θ.
pub(super) fn dot_product(page: &Page, geometry: &Geometry, view: View) -> Html {
    let (a, b) = if geometry.is_alone() { ("a", "b") } else { ("q", "k") };
    let (all, drawn) = geometry.angles(view);
    let (lengths, dot) = ((number(all.lengths.0), number(all.lengths.1)), number(all.dot));
    if geometry.is_alone() && view.row == view.other {
        return html! { <p class="geometry__line">{ format!("|a| = {}", lengths.0) }</p> };
    }
    let size = geometry.to.width();
    let line = match all.cosine {
        Some(_) => format!(
            "{a} · {b} = |{a}| |{b}| cos θ = {} × {} × cos {} = {dot}",
            lengths.0,
            lengths.1,
            degrees(&all)
        ),
        None => format!("{a} · {b} = {dot}"),
    };
    html! {
        <>
            <p class="geometry__line" data-dot={decimal::shortest(all.dot)}>{ line }</p>
            if all.cosine.is_none() {
                { note(page.text("geometry.no_angle")) }
            }
            if size > 2 {
                { note(page.fill("geometry.two_of", &[
                    ("size", &size), ("angle", &degrees(&drawn)), ("part", &number(drawn.dot)), ("dot", &dot),
                ])) }
            }
        </>
    }
}

/// Every row of `to` beside the chosen row of `from`; pressing one chooses it.
pub(super) fn pairs(
    page: &Page,
    geometry: &Geometry,
    view: View,
    rows: &Labels,
    choose: &Callback<usize>,
) -> Html {
    let sum = geometry.sum(view.row);
    let from = geometry.from.row(view.row);
    let (first, second, third) = if sum.is_some() {
        (page.text("geometry.weight"), "".into(), page.text("geometry.scaled_value"))
    } else {
        (
            page.text("geometry.angle"),
            "cos θ".into(),
            if geometry.is_alone() { "a · b" } else { "q · k" }.into(),
        )
    };
    let row = |index: usize| {
        let texts = if let Some(sum) = &sum {
            let (x, y) = sum.term(index, view.dimensions);
            [number(sum.weight(index)), String::new(), format!("({}, {})", number(x), number(y))]
        } else {
            let angle = Angle::between(&from, &geometry.to.row(index));
            [degrees(&angle), angle.cosine.map_or_else(|| "–".to_owned(), number), number(angle.dot)]
        };
        let pressed = (index == view.other).to_string();
        html! {
            <li>
                <button type="button" class="pairs__row" data-action="choose-arrow" data-row={index.to_string()}
                    aria-pressed={pressed} onclick={choose.reform(move |_: MouseEvent| index)}>
                    { line(rows.text(index), texts.map(AttrValue::from)) }
                </button>
            </li>
        }
    };
    // Beside itself a row says nothing.
    let shown = (0..geometry.to.count()).filter(|index| !geometry.is_alone() || *index != view.row);
    let head: [AttrValue; 3] = [first, second, third];
    html! {
        <div class={if sum.is_some() { "pairs pairs--sum" } else { "pairs" }}>
            <p class="pairs__head">
                { line(geometry.to.name.to_string().into(), head) }
            </p>
            <ul class="pairs__list">{ for shown.map(row) }</ul>
        </div>
    }
}

/// The texts of one line of the table.
fn line(name: AttrValue, texts: [AttrValue; 3]) -> Html {
    let name = piece("pairs__name", name, "");
    [name].into_iter().chain(texts.map(|text| piece("pairs__text", text, ""))).collect()
}
