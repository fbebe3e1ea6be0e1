//! The drawings of a notebook as SVG: the shapes of `plot` with the words that the page has in HTML around them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{
    Notebook,
    sheet::{Anchor, EM, Ink, MARGIN, Sheet, widest, width_of},
};
use crate::{
    i18n,
    notebook::{Explainer, NotebookCost},
    plot::{
        Point, Role, Scale, Theme, arrows, bars,
        heat::heat,
        heatmap, placement,
        plane::can_be_drawn,
        shares::{self, Share},
        thumbnail,
    },
    session::{Geometry, Hidden, QueryBars, View, has_vectors, is_softmax, scale_of},
    value::{Array, Axis, decimal::Format},
};

/// A drawing that a notebook has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// The numbers of a value as colours.
    Heatmap(Rc<str>),
    /// Scores and weights of one row of a softmax.
    Bars(Rc<str>, usize),
    /// The rows of a matrix as arrows.
    Arrows(Rc<str>),
    /// The matrices in the order of the computation.
    Strip,
    /// What each formula costs.
    Costs,
}

/// The sides of the squares of a heat map.
const SIDES: (f64, f64) = (6.0, 36.0);
/// How wide a heat map becomes, about.
const WIDE: f64 = 420.0;
/// Heat maps of a stack beside each other.
const BESIDE: usize = 4;
/// Rows of which bars are offered.
const MOST_ROWS: usize = 32;
/// The side of the drawing of arrows.
const PLANE: u32 = 420;
/// The height of a bar with its name.
const BAR: f64 = 24.0;
/// More names than these cover each other.
const MOST_NAMES: usize = 16;

/// The drawings that there are, without those of what is not to be seen.
pub fn drawings(notebook: &Notebook<'_>, hidden: &Hidden) -> Vec<Drawing> {
    let mut found = Vec::new();
    for (name, array) in seen(notebook, hidden) {
        let rank = array.shape().rank();
        if rank > 0 && !array.shape().is_empty() {
            found.push(Drawing::Heatmap(name.clone()));
        }
        if has_vectors(array) && scale(notebook, name, array) != Scale::Mask {
            found.push(Drawing::Arrows(name.clone()));
        }
        let explainer = Explainer::new(notebook.program, notebook.run);
        let softmax = explainer.formula(name).is_some_and(|formula| is_softmax(formula, formula.root()));
        if softmax && rank <= 2 {
            let rows = QueryBars::of_row(explainer, name, 0).map_or(0, |bars| rows_beside(array, bars.axis));
            found.extend((0..rows.min(MOST_ROWS)).map(|row| Drawing::Bars(name.clone(), row)));
        }
    }
    if seen(notebook, hidden).any(|(_, array)| array.shape().rank() >= 2) {
        found.push(Drawing::Strip);
    }
    if !NotebookCost::of(notebook.program, notebook.run).cells.is_empty() {
        found.push(Drawing::Costs);
    }
    found
}

/// The values that are to be seen, all of them.
pub(super) fn seen<'a>(
    notebook: &'a Notebook<'_>,
    hidden: &'a Hidden,
) -> impl Iterator<Item = (&'a Rc<str>, &'a Rc<Array>)> {
    let asked = hidden.asked();
    let cells = notebook.program.cells.iter().zip(&notebook.run.results);
    let cells = cells.filter(move |(cell, _)| Some(&cell.cell.id) != asked);
    cells.filter_map(|(cell, result)| Some((cell.name.as_ref()?, result.fresh()?)))
}

/// How many rows there are along the axis that softmax does not take.
fn rows_beside(array: &Array, axis: usize) -> usize {
    let other = array.shape().axes().iter().enumerate().find(|(index, _)| *index != axis);
    other.map_or(1, |(_, axis)| axis.size)
}

fn scale(notebook: &Notebook<'_>, name: &str, array: &Array) -> Scale {
    scale_of(name, Explainer::new(notebook.program, notebook.run).formula(name), array)
}

impl Drawing {
    /// What it is called, in words.
    pub fn title(&self, notebook: &Notebook<'_>) -> String {
        let language = notebook.language;
        match self {
            Self::Heatmap(name) => language.fill("export.drawing.heatmap", &[("name", name)]),
            Self::Arrows(name) => language.fill("export.drawing.arrows", &[("name", name)]),
            Self::Bars(name, row) => {
                let row = row_name(notebook, name, *row).unwrap_or_default();
                language.fill("export.drawing.bars", &[("name", name), ("row", &row)])
            }
            Self::Strip => language.text("export.drawing.strip").into_owned(),
            Self::Costs => language.text("export.drawing.costs").into_owned(),
        }
    }

    /// The cell that it is of.
    pub fn cell(&self) -> Option<&Rc<str>> {
        match self {
            Self::Heatmap(name) | Self::Arrows(name) | Self::Bars(name, _) => Some(name),
            Self::Strip | Self::Costs => None,
        }
    }

    /// What names its file.
    pub fn file_part(&self) -> String {
        match self {
            Self::Heatmap(name) => name.to_string(),
            Self::Arrows(name) => format!("{name}-arrows"),
            Self::Bars(name, row) => format!("{name}-bars-{row}"),
            Self::Strip => "strip".to_owned(),
            Self::Costs => "costs".to_owned(),
        }
    }
}

/// The drawing as SVG and its size in pixels; `None` where there is nothing to draw any more.
pub fn svg(notebook: &Notebook<'_>, drawing: &Drawing, theme: Theme) -> Option<(String, (u32, u32))> {
    let mut sheet = Sheet::new(theme, notebook.language.tag());
    let title = drawing.title(notebook);
    let bold = sheet.bold();
    sheet.text((MARGIN, MARGIN + EM), &title, bold, Anchor::Start, 0);
    let top = MARGIN + 2.2 * EM;
    match drawing {
        Drawing::Heatmap(name) => heatmaps(&mut sheet, notebook, name, top)?,
        Drawing::Bars(name, row) => query_bars(&mut sheet, notebook, name, *row, top)?,
        Drawing::Arrows(name) => vectors(&mut sheet, notebook, name, top)?,
        Drawing::Strip => strip(&mut sheet, notebook, top),
        Drawing::Costs => costs(&mut sheet, notebook, top),
    }
    Some(sheet.finish(&title))
}

fn names_of(notebook: &Notebook<'_>, axis: Option<&Axis>) -> Vec<String> {
    axis.map_or_else(
        || vec![String::new()],
        |axis| (0..axis.size).map(|index| notebook.item(axis, index)).collect(),
    )
}

fn heatmaps(sheet: &mut Sheet, notebook: &Notebook<'_>, name: &str, top: f64) -> Option<()> {
    let array = notebook.value(name)?;
    let scale = scale(notebook, name, array);
    let axes = array.shape().axes();
    let (stack, rows, columns) = array.shape().view();
    let from_end = |number: usize| axes.len().checked_sub(number).and_then(|at| axes.get(at));
    let (row_names, column_names) = (names_of(notebook, from_end(2)), names_of(notebook, from_end(1)));
    let (quiet, theme) = (sheet.quiet(), sheet.theme);
    let shape = i18n::shape(notebook.language, array.shape());
    sheet.text((MARGIN, top), &shape, quiet, Anchor::Start, 0);
    let side = (WIDE / rows.max(columns).max(1) as f64).clamp(SIDES.0, SIDES.1).floor();
    let size = ((side * columns as f64) as u32 + 1, (side * rows as f64) as u32 + 1);
    // Names of places that are smaller than a letter would cover each other.
    let is_named = side >= EM * 0.9;
    let (row_width, column_width) = if is_named {
        (
            widest(row_names.iter().map(String::as_str), quiet.size),
            widest(column_names.iter().map(String::as_str), quiet.size),
        )
    } else {
        (0.0, 0.0)
    };
    let turned = column_width > side - 4.0;
    let head = match (is_named, turned) {
        (false, _) => 4.0,
        (true, true) => column_width * 0.71 + quiet.size,
        (true, false) => quiet.size * 1.5,
    };
    let caption = if stack > 1 { EM * 1.6 } else { 0.0 };
    let overhang = if turned { column_width * 0.71 } else { 0.0 };
    let (wide, high) = (f64::from(size.0) + overhang + 20.0, f64::from(size.1) + head + caption + 20.0);
    for member in 0..stack {
        let (across, down) = (member % BESIDE, member / BESIDE);
        let left = MARGIN + row_width + 8.0 + across as f64 * wide;
        let above = top + EM * 0.8 + down as f64 * high;
        if let Some(axis) = from_end(3) {
            let text = member_name(notebook, axis, member);
            let ink = sheet.ink();
            sheet.text((left, above + EM), &text, ink, Anchor::Start, 0);
        }
        let field = above + caption + head;
        sheet.shapes((left, field), size, |area| {
            let value = |row, column| array.get(member, row, column).unwrap_or(f64::NAN);
            drop(heatmap::draw(area, (rows, columns), value, scale, theme));
        });
        if !is_named {
            continue;
        }
        for (column, text) in column_names.iter().enumerate() {
            let middle = left + (column as f64 + 0.5) * side;
            if turned {
                sheet.text((middle + quiet.size * 0.3, field - 5.0), text, quiet, Anchor::Start, -45);
            } else {
                sheet.text((middle, field - 5.0), text, quiet, Anchor::Middle, 0);
            }
        }
        for (row, text) in row_names.iter().enumerate().filter(|_| across == 0) {
            let middle = field + (row as f64 + 0.5) * side + quiet.size * 0.35;
            sheet.text((left - 8.0, middle), text, quiet, Anchor::End, 0);
        }
    }
    let lines = stack.div_ceil(BESIDE) as f64;
    legend(sheet, notebook, array, scale, top + EM * 0.8 + lines * high + 4.0);
    Some(())
}

/// `n = 小明`, or the index of a member of a stack.
fn member_name(notebook: &Notebook<'_>, axis: &Axis, member: usize) -> String {
    let item = notebook.item(axis, member);
    axis.name.as_ref().map_or_else(|| format!("[{item}]"), |name| format!("{name} = {item}"))
}

/// What the colours mean.
fn legend(sheet: &mut Sheet, notebook: &Notebook<'_>, array: &Array, scale: Scale, top: f64) {
    let (quiet, theme) = (sheet.quiet(), sheet.theme);
    let mut left = MARGIN;
    let baseline = top + 12.0;
    let ends = match scale {
        Scale::Weights => Some((0.0, 1.0)),
        Scale::Signed { extent } => Some((-extent, extent)),
        Scale::Mask => None,
    };
    if let Some((low, high)) = ends {
        let format = Format::of(&[low, high]);
        let (low_text, high_text) = (format.text(low), format.text(high));
        sheet.text((left, baseline), &low_text, quiet, Anchor::Start, 0);
        left += width_of(&low_text, quiet.size) + 6.0;
        for step in 0..=10 {
            let value = low + (high - low) * f64::from(step) / 10.0;
            sheet.rectangle((left, top + 2.0), (12.0, 12.0), heat(theme, scale, value));
            left += 12.0;
        }
        left += 6.0;
        sheet.text((left, baseline), &high_text, quiet, Anchor::Start, 0);
        left += width_of(&high_text, quiet.size) + 20.0;
    }
    let is_masked = |value: f64| value == f64::NEG_INFINITY || (scale == Scale::Mask && value == 0.0);
    let mut swatch = |value: f64, key: &str| {
        sheet.shapes((left, top), (15, 15), |area| {
            drop(heatmap::draw(area, (1, 1), |_, _| value, scale, theme));
        });
        let text = notebook.language.text(key);
        sheet.text((left + 21.0, baseline), &text, quiet, Anchor::Start, 0);
        left += 21.0 + width_of(&text, quiet.size) + 20.0;
    };
    if scale == Scale::Mask {
        swatch(1.0, "export.drawing.seen");
    }
    if array.elements().iter().any(|value| is_masked(*value)) {
        swatch(if scale == Scale::Mask { 0.0 } else { f64::NEG_INFINITY }, "export.drawing.masked");
    }
    if array.elements().iter().any(|value| value.is_nan()) {
        swatch(f64::NAN, "export.drawing.invalid");
    }
}

/// The name of a row of a softmax: along the axis that it does not take.
fn row_name(notebook: &Notebook<'_>, name: &str, row: usize) -> Option<String> {
    let array = notebook.value(name)?;
    let bars = QueryBars::of_row(Explainer::new(notebook.program, notebook.run), name, row)?;
    let axis = array.shape().axes().iter().enumerate().find(|(index, _)| *index != bars.axis);
    axis.map(|(_, axis)| notebook.item(axis, row))
}

fn query_bars(sheet: &mut Sheet, notebook: &Notebook<'_>, name: &str, row: usize, top: f64) -> Option<()> {
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

fn vectors(sheet: &mut Sheet, notebook: &Notebook<'_>, name: &Rc<str>, top: f64) -> Option<()> {
    let geometry = Geometry::of(notebook.program, notebook.run, name)?;
    let view =
        geometry.fit(View { dimensions: (0, 1), row: 0, other: if geometry.is_alone() { 1 } else { 0 } });
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

/// The matrices as thumbnails, in columns by how far they are from what is typed.
fn strip(sheet: &mut Sheet, notebook: &Notebook<'_>, top: f64) {
    const HIGH: f64 = 56.0;
    let (ink, quiet, theme) = (sheet.ink(), sheet.quiet(), sheet.theme);
    let mut stages: BTreeMap<usize, Vec<(&Rc<str>, &Rc<Array>)>> = BTreeMap::new();
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
            let scale = scale(notebook, name, array);
            sheet.shapes((left, above), ((HIGH * ratio) as u32, HIGH as u32), |area| {
                let value = |row, column| array.get(0, row, column).unwrap_or(f64::NAN);
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
fn costs(sheet: &mut Sheet, notebook: &Notebook<'_>, top: f64) {
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
