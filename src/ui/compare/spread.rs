//! Peak and entropy of each row of weights, as they were and as they are.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::Dimension,
    session::{Compared, Spread},
    ui::{labels::Labels, page::Page},
    value::decimal::{self, Format},
};

/// A small table beside weights; nothing beside other values.
/// Of rows that the player has not reached B is not told.
pub(super) fn spreads(
    page: &Page,
    name: &str,
    compared: &Compared,
    dimensions: &[Rc<Dimension>],
    reached: Option<usize>,
) -> Html {
    let Some(present) = compared.present_value().filter(|_| !compared.rows.is_empty()) else {
        return html! {};
    };
    let (rows, _) = Labels::of_grid(present.shape(), dimensions, page.language);
    let (stack, count, columns) = present.shape().view();
    let is_reached = |index: usize| reached.is_none_or(|reached| (index + 1) * columns <= reached);
    let label = |index: usize| {
        let row = rows.texts.get(index % count.max(1)).cloned().unwrap_or_default();
        if stack > 1 { format!("{} · {row}", index / count.max(1)).into() } else { row }
    };
    let pair = |pinned: Option<f64>, present: Option<f64>| {
        let both: Vec<f64> = pinned.into_iter().chain(present).collect();
        let text = |value: Option<f64>| value.map_or("–".to_owned(), |value| Format::of(&both).text(value));
        if pinned.map(f64::to_bits) == present.map(f64::to_bits) {
            text(present)
        } else {
            format!("{} → {}", text(pinned), text(present))
        }
    };
    let row = |(index, row): (usize, &crate::session::ComparedRow)| {
        let of = |read: fn(&Spread) -> f64| {
            (row.pinned.as_ref().map(read), row.present.as_ref().filter(|_| is_reached(index)).map(read))
        };
        let ((peak_a, peak_b), (entropy_a, entropy_b)) =
            (of(|spread| spread.peak), of(|spread| spread.entropy));
        let exact = |value: Option<f64>| value.map(decimal::shortest);
        html! {
            <tr data-row={index.to_string()} data-peak-a={exact(peak_a)} data-peak-b={exact(peak_b)}
                data-entropy-a={exact(entropy_a)} data-entropy-b={exact(entropy_b)}>
                <th scope="row">{ label(index) }</th>
                <td>{ pair(peak_a, peak_b) }</td>
                <td>{ pair(entropy_a, entropy_b) }</td>
            </tr>
        }
    };
    html! {
        <table class="spread" data-spread={name.to_owned()} aria-label={page.fill("compare.spread", &[("name", &name)])}>
            <thead><tr><td></td>
                <th scope="col">{ page.text("compare.peak") }</th>
                <th scope="col">{ page.text("compare.entropy") }</th>
            </tr></thead>
            <tbody>{ for compared.rows.iter().enumerate().map(row) }</tbody>
        </table>
    }
}
