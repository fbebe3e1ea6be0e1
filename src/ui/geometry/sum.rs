//! A weighted sum as scaled value vectors that add up.

use yew::prelude::*;

use super::{
    piece,
    plane::{Name, Sheet, plane_sheet},
};
use crate::{
    plot::Role,
    session::MixedRow,
    ui::{labels::Labels, page::Page},
};

/// The scaled values of one row of an output, head to tail, in two dimensions. `rows` are the names of the values,
/// `columns` those of the dimensions.
pub(in crate::ui) fn weighted_sum_drawing(
    page: &Page,
    sum: &MixedRow,
    dimensions: (usize, usize),
    rows: &Labels,
    columns: &Labels,
) -> Html {
    let arrows = sum.picture(dimensions, None);
    let (x, y) = (columns.text(dimensions.0), columns.text(dimensions.1));
    let label = page.fill(
        "geometry.picture_mixed",
        &[("from", &sum.output), ("to", &sum.values.name), ("x", &x), ("y", &y)],
    );
    let axis = |text: AttrValue| piece("plane__dimension", text, "");
    let sheet = Sheet {
        label,
        names: names(sum, dimensions, rows, None, None),
        axes: (axis(x), axis(y)),
        over: html! {},
    };
    html! { <div class="geometry">{ plane_sheet(arrows, sheet) }{ hull_note(page, sum) }</div> }
}

/// The names of the values, and of the output.
pub(super) fn names(
    sum: &MixedRow,
    dimensions: (usize, usize),
    rows: &Labels,
    row: Option<&AttrValue>,
    chosen: Option<usize>,
) -> Vec<Name> {
    let value = |index: usize| Name {
        text: format!("{} {}", sum.values.name, rows.text(index)).into(),
        at: sum.value(index, dimensions),
        from: (0.0, 0.0),
        role: sum.values.role,
        chosen: chosen == Some(index),
    };
    let text = row.map_or_else(|| sum.output.to_string(), |row| format!("{} {row}", sum.output)).into();
    let at = sum.chain(dimensions).last().copied().unwrap_or_default();
    let output = Name { text, at, from: (0.0, 0.0), role: Role::Output, chosen: true };
    [output].into_iter().chain((0..sum.count()).map(value)).collect()
}

/// Why the output lies where it does.
pub(super) fn hull_note(page: &Page, sum: &MixedRow) -> Html {
    let hull = if sum.is_convex() {
        page.text("geometry.hull")
    } else {
        page.fill("geometry.no_hull", &[("total", &super::pairs::number(sum.total()))])
    };
    [page.text("geometry.chain"), hull].into_iter().map(super::note).collect()
}
