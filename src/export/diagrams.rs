//! Bars, arrows, the way of the computation, and costs, each with its words.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{
    Notebook,
    drawing::{names_of, scale},
    sheet::{Anchor, EM, Ink, MARGIN, Sheet, widest, width_of},
};
use crate::{
    i18n,
    notebook::{Explainer, NotebookCost},
    plot::{
        Point, Role, Scale, arrows, bars, placement,
        plane::can_be_drawn,
        shares::{self, Share},
        thumbnail,
    },
    session::{Geometry, QueryBars, View},
    value::{Array, decimal::Format},
};

/// The side of the drawing of arrows.
const PLANE: u32 = 420;
/// The height of a bar with its name.
const BAR: f64 = 24.0;
/// A value by its name.
type Named<'a> = (&'a Rc<str>, &'a Rc<Array>);

/// More names than these cover each other.
const MOST_NAMES: usize = 16;

/// The name of a row of a softmax: along the axis that it does not take.
pub(super) fn row_name(notebook: &Notebook<'_>, name: &str, row: usize) -> Option<String> {
    let array = notebook.value(name)?;
    let bars = QueryBars::of_row(Explainer::new(notebook.program, notebook.run), name, row)?;
    let axis = array.shape().axes().iter().enumerate().find(|(index, _)| *index != bars.axis);
    axis.map(|(_, axis)| notebook.item(axis, row))
}

/// Scores and weights as bars, a line for each key.
pub(super) fn query_bars(
    sheet: &mut Sheet,
    notebook: &Notebook<'_>,
    name: &str,
    row: usize,
    top: f64,
) -> Option<()> {
    let array = notebook.value(name)?;
    let found = QueryBars::of_row(Explainer::new(notebook.program, notebook.run), name, row)?;
    let keys = names_of(notebook, array.shape().axes().get(found.axis));
    let (ink, quiet, theme) = (sheet.ink(), sheet.quiet(), sheet.theme);
    let count = found.weights.values.len();
    let high = BAR * count as f64;
    let first = top + EM * 2.4;
    for (index, key) in keys.iter().enumerate().take(count) {
        let middle = first + BAR * (index as f64 + 0.65);
        let right = MARGIN + widest(keys.iter().map(String::as_str), EM);
        sheet.text((right, middle), key, ink, Anchor::End, 0);
    }
    let mut left = MARGIN + widest(keys.iter().map(String::as_str), EM) + 12.0;
    // What is not divided is not scaled.
    let scaled = if found.scores.is_some() { "quantity.Z" } else { "quantity.S" };
    let titles = found.scores.iter().map(|_| "quantity.S").chain([scaled, "quantity.A"]);
    for ((series, drawn), title) in found.panels().into_iter().zip(titles) {
        let text = notebook.language.text(title);
        let colored = Ink { color: sheet.palette().role(drawn.role), ..ink };
        sheet.text((left, top), &text, colored, Anchor::Start, 0);
        sheet.text((left, top + EM * 1.3), &series.code, quiet, Anchor::Start, 0);
        sheet.shapes((left, first), (140, high as u32), |area| drop(bars::draw(area, &drawn, theme)));
        let format = Format::of(&series.values);
        let numbers: Vec<String> = series.values.iter().map(|value| format.text(*value)).collect();
        let wide = widest(numbers.iter().map(String::as_str), EM);
        for (index, number) in numbers.iter().enumerate() {
            let middle = first + BAR * (index as f64 + 0.65);
            sheet.text((left + 148.0 + wide, middle), number, ink, Anchor::End, 0);
        }
        let heads = width_of(&text, EM).max(widest([series.code.as_str()], quiet.size));
        left += (148.0 + wide).max(heads) + 28.0;
    }
    Some(())
}

/// Arrows with the names at their tips.
pub(super) fn vectors(
    sheet: &mut Sheet,
    notebook: &Notebook<'_>,
    (name, dimensions): (&Rc<str>, (usize, usize)),
    top: f64,
) -> Option<()> {
    let geometry = Geometry::of(notebook.program, notebook.run, name)?;
    let view = geometry.fit(View { dimensions, row: 0, other: usize::from(geometry.is_alone()) });
    let picture = geometry.picture(view, None);
    let (quiet, theme) = (sheet.quiet(), sheet.theme);
    let (rows_of, columns_of) = (
        |array: &Array| names_of(notebook, array.shape().axes().first()),
        names_of(notebook, geometry.to.array.shape().axes().get(1)),
    );
    // Ticks, and the names of the dimensions.
    let (across, up): (Vec<f64>, Vec<f64>) =
        (picture.plane.ticks_across().collect(), picture.plane.ticks_up().collect());
    let side = f64::from(PLANE);
    let up_format = Format::of(&up);
    let up_texts: Vec<String> = up.iter().map(|value| up_format.text(*value)).collect();
    let left = MARGIN + widest(up_texts.iter().map(String::as_str), quiet.size) + 8.0;
    let column = |index: usize| columns_of.get(index).cloned().unwrap_or_default();
    let above = top + EM * 1.2;
    sheet.text((left, above - 6.0), &column(view.dimensions.1), quiet, Anchor::Start, 0);
    let plane = picture.plane;
    for (value, text) in up.iter().zip(&up_texts) {
        let y = above + plane.to_unit((0.0, *value)).1 * side;
        sheet.text((left - 6.0, y + quiet.size * 0.35), text, quiet, Anchor::End, 0);
    }
    let format = Format::of(&across);
    for value in &across {
        let x = left + plane.to_unit((*value, 0.0)).0 * side;
        sheet.text((x, above + side + quiet.size * 1.3), &format.text(*value), quiet, Anchor::Middle, 0);
    }
    sheet.text(
        (left + side, above + side + quiet.size * 2.7),
        &column(view.dimensions.0),
        quiet,
        Anchor::End,
        0,
    );
    sheet.shapes((left, above), (PLANE, PLANE), |area| drop(arrows::draw(area, &picture, theme)));
    // The names at the tips.
    let from = |index: usize| rows_of(&geometry.from.array).get(index).cloned().unwrap_or_default();
    let mut tips: Vec<(String, Point, Role)> = Vec::new();
    if geometry.weights.is_some() || !geometry.is_alone() {
        tips.push((
            format!("{} {}", geometry.from.name, from(view.row)),
            geometry.from.tip(view.row, view.dimensions),
            geometry.from.role,
        ));
    }
    let to_names = rows_of(&geometry.to.array);
    let to_name =
        |index: usize| format!("{} {}", geometry.to.name, to_names.get(index).cloned().unwrap_or_default());
    tips.extend(
        (0..geometry.to.count())
            .map(|index| (to_name(index), geometry.to.tip(index, view.dimensions), geometry.to.role)),
    );
    tips.retain(|(_, at, _)| can_be_drawn(*at));
    tips.truncate(MOST_NAMES);
    let origin = plane.to_unit((0.0, 0.0));
    let tag = |(text, at, _): &(String, Point, Role)| {
        let at = plane.to_unit(*at);
        let width = (width_of(text, quiet.size) + 6.0) / side;
        placement::Tag {
            at,
            toward: (at.0 - origin.0, at.1 - origin.1),
            width,
            height: quiet.size * 1.3 / side,
        }
    };
    let places = placement::place(&tips.iter().map(tag).collect::<Vec<_>>());
    for ((text, _, role), (x, y)) in tips.iter().zip(places) {
        let colored = Ink { color: sheet.palette().role(*role), ..quiet };
        let at = (left + x * side, above + y * side + quiet.size * 0.35);
        sheet.text(at, text, colored, Anchor::Middle, 0);
    }
    Some(())
}

/// The matrices as thumbnails, in columns by how far they are from what is typed; of those `without`, only the places.
pub(super) fn strip(sheet: &mut Sheet, notebook: &Notebook<'_>, without: &[Rc<str>], top: f64) {
    const HIGH: f64 = 56.0;
    let (ink, quiet, theme) = (sheet.ink(), sheet.quiet(), sheet.theme);
    let mut stages: BTreeMap<usize, Vec<Named<'_>>> = BTreeMap::new();
    for (cell, result) in notebook.program.cells.iter().zip(&notebook.run.results) {
        let (Some(name), Some(array)) = (&cell.name, result.fresh()) else { continue };
        if array.shape().rank() >= 2 {
            stages.entry(cell.depth).or_default().push((name, array));
        }
    }
    let mut left = MARGIN;
    for (index, stage) in stages.into_values().enumerate() {
        if index > 0 {
            sheet.text((left + 10.0, top + HIGH * 0.6), "→", quiet, Anchor::Middle, 0);
            left += 28.0;
        }
        let mut widest: f64 = 0.0;
        for (place, (name, array)) in stage.into_iter().enumerate() {
            let (_, rows, columns) = array.shape().view();
            let ratio = (columns.max(1) as f64 / rows.max(1) as f64).clamp(0.5, 2.0);
            let above = top + place as f64 * (HIGH + EM * 2.4);
            let is_covered = without.contains(name);
            let scale = if is_covered { Scale::Mask } else { scale(notebook, name, array) };
            sheet.shapes((left, above), ((HIGH * ratio) as u32, HIGH as u32), |area| {
                let number = |row, column| array.get(0, row, column).unwrap_or(f64::NAN);
                let value = |row, column| if is_covered { 1.0 } else { number(row, column) };
                drop(thumbnail::draw(area, (rows, columns), value, scale, theme));
            });
            let role = Role::of_name(name).map_or(ink.color, |role| sheet.palette().role(role));
            let colored = Ink { color: role, ..ink };
            sheet.text(
                (left + HIGH * ratio / 2.0, above + HIGH + EM * 1.2),
                name,
                colored,
                Anchor::Middle,
                0,
            );
            widest = widest.max(HIGH * ratio).max(width_of(name, EM));
        }
        left += widest + 8.0;
    }
}

/// What each formula costs, and its share of the whole.
pub(super) fn costs(sheet: &mut Sheet, notebook: &Notebook<'_>, top: f64) {
    let costs = NotebookCost::of(notebook.program, notebook.run);
    let shares = costs.shares(&costs.sizes);
    let (ink, quiet, theme) = (sheet.ink(), sheet.quiet(), sheet.theme);
    let polynomials: Vec<String> =
        costs.cells.iter().map(|cell| cell.cost.multiply_adds.to_string()).collect();
    let names = widest(costs.cells.iter().map(|cell| &*cell.name), EM);
    let formulas = widest(polynomials.iter().map(String::as_str), quiet.size);
    let head = notebook.language.text("cost.multiply_adds");
    let second = MARGIN + names + 16.0;
    sheet.text((second, top), &head, quiet, Anchor::Start, 0);
    let bars = second + formulas.max(width_of(&head, quiet.size)) + 16.0;
    let first = top + EM * 0.8;
    for (index, (cell, polynomial)) in costs.cells.iter().zip(&polynomials).enumerate() {
        let middle = first + BAR * (index as f64 + 0.65);
        let role = Role::of_name(&cell.name).map_or(ink.color, |role| sheet.palette().role(role));
        sheet.text((MARGIN, middle), &cell.name, Ink { color: role, ..ink }, Anchor::Start, 0);
        sheet.text((second, middle), polynomial, quiet, Anchor::Start, 0);
        let share = i18n::percent(shares.get(index).copied().unwrap_or(0.0));
        sheet.text((bars + 212.0 + 44.0, middle), &share, ink, Anchor::End, 0);
    }
    let parts = costs.cells.iter().zip(&shares);
    let parts: Vec<Share> =
        parts.map(|(cell, share)| Share { share: *share, role: Role::of_name(&cell.name) }).collect();
    let size = (200, (BAR * parts.len() as f64) as u32);
    sheet.shapes((bars, first), size, |area| drop(shares::draw(area, &parts, theme)));
    let sizes: Vec<String> = costs
        .sizes
        .names()
        .map(|name| {
            format!("{name} = {}", i18n::count(notebook.language, costs.sizes.get(name).unwrap_or(0)))
        })
        .collect();
    let below = first + BAR * parts.len() as f64 + EM * 1.4;
    sheet.text((MARGIN, below), &notebook.language.join(&sizes), quiet, Anchor::Start, 0);
}
