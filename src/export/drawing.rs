//! The drawings of a notebook as SVG: the shapes of `plot` with the words that the page has in HTML around them.

use std::rc::Rc;

use super::{
    Notebook,
    diagrams::{costs, query_bars, row_name, strip, vectors},
    heatmaps::heatmaps,
    sheet::{Anchor, EM, MARGIN, Sheet},
};
use crate::{
    notebook::{CellId, CompiledCell, Explainer, NotebookCost},
    plot::{Scale, Theme},
    session::{Geometry, Hidden, QueryBars, Veil, has_vectors, is_softmax, scale_of},
    value::{Array, Axis},
};

/// A drawing that a notebook has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// The numbers of a value as colours.
    Heatmap(Rc<str>),
    /// Scores and weights of one row of a softmax.
    Bars(Rc<str>, usize),
    /// The rows of a matrix as arrows, in two of their dimensions: the one across, and the one upwards.
    Arrows(Rc<str>, (usize, usize)),
    /// The matrices in the order of the computation, without those that are named here.
    Strip(Vec<Rc<str>>),
    /// What each formula costs.
    Costs,
}

/// Rows of which bars are offered.
const MOST_ROWS: usize = 32;

/// The drawings that there are, without those that would tell what is not to be seen.
pub fn drawings(notebook: &Notebook<'_>, hidden: &Hidden) -> Vec<Drawing> {
    let mut found = Vec::new();
    let explainer = Explainer::new(notebook.program, notebook.run);
    for (name, array) in seen(notebook, hidden) {
        let rank = array.shape().rank();
        if rank > 0 && !array.shape().is_empty() {
            found.push(Drawing::Heatmap(name.clone()));
        }
        let vectors = (has_vectors(array) && scale(notebook, name, array) != Scale::Mask)
            .then(|| Geometry::of(notebook.program, notebook.run, name))
            .flatten();
        if vectors.is_some_and(|vectors| vectors.veil(notebook.program, hidden).is_none()) {
            found.push(Drawing::Arrows(name.clone(), (0, 1)));
        }
        let softmax = explainer.formula(name).is_some_and(|formula| is_softmax(formula, formula.root()));
        if softmax && rank <= 2 && !tells_scores(notebook, hidden, name) {
            let rows = QueryBars::of_row(explainer, name, 0).map_or(0, |bars| rows_beside(array, bars.axis));
            found.extend((0..rows.min(MOST_ROWS)).map(|row| Drawing::Bars(name.clone(), row)));
        }
    }
    if seen(notebook, hidden).any(|(_, array)| array.shape().rank() >= 2) {
        found.push(Drawing::Strip(withheld(notebook, hidden)));
    }
    if !NotebookCost::of(notebook.program, notebook.run).cells.is_empty() {
        found.push(Drawing::Costs);
    }
    found
}

/// The present values but those that an exercise asks for or a teacher has covered, by name, in the order of the document.
pub fn seen<'a>(
    notebook: &'a Notebook<'_>,
    hidden: &'a Hidden,
) -> impl Iterator<Item = (&'a Rc<str>, &'a Rc<Array>)> {
    let cells = notebook.program.cells.iter().zip(&notebook.run.results);
    let cells = cells.filter(move |(cell, _)| !is_withheld(hidden, &cell.cell.id));
    cells.filter_map(|(cell, result)| Some((cell.name.as_ref()?, result.fresh()?)))
}

/// The names of the values that are not given away.
pub fn withheld(notebook: &Notebook<'_>, hidden: &Hidden) -> Vec<Rc<str>> {
    let cells = notebook.program.cells.iter().filter(|cell| is_withheld(hidden, &cell.cell.id));
    cells.filter_map(|cell| cell.name.clone()).collect()
}

/// What the player has not reached is no secret.
fn is_withheld(hidden: &Hidden, cell: &CellId) -> bool {
    hidden.covers(cell).is_some_and(|veil| veil != Veil::Unreached)
}

/// Whether the bars of a softmax would tell scores that are not to be seen: it reads them, or they are divided before.
fn tells_scores(notebook: &Notebook<'_>, hidden: &Hidden, name: &str) -> bool {
    let cells = &notebook.program.cells;
    let cell = notebook.program.definitions.get(name).and_then(|place| cells.get(*place));
    let reads = |cell: &CompiledCell| cell.reads.clone().into_iter().filter_map(|place| cells.get(place));
    let near = cell.into_iter().flat_map(reads);
    near.flat_map(|cell| reads(cell).chain([cell])).any(|cell| is_withheld(hidden, &cell.cell.id))
}

/// How many rows there are along the axis that softmax does not take.
fn rows_beside(array: &Array, axis: usize) -> usize {
    let other = array.shape().axes().iter().enumerate().find(|(index, _)| *index != axis);
    other.map_or(1, |(_, axis)| axis.size)
}

/// The colours of a value.
pub(super) fn scale(notebook: &Notebook<'_>, name: &str, array: &Array) -> Scale {
    scale_of(name, Explainer::new(notebook.program, notebook.run).formula(name), array)
}

impl Drawing {
    /// What it is called, in words.
    pub fn title(&self, notebook: &Notebook<'_>) -> String {
        let language = notebook.language;
        match self {
            Self::Heatmap(name) => language.fill("export.drawing.heatmap", &[("name", name)]),
            Self::Arrows(name, _) => language.fill("export.drawing.arrows", &[("name", name)]),
            Self::Bars(name, row) => {
                let row = row_name(notebook, name, *row).unwrap_or_default();
                language.fill("export.drawing.bars", &[("name", name), ("row", &row)])
            }
            Self::Strip(_) => language.text("export.drawing.strip").into_owned(),
            Self::Costs => language.text("export.drawing.costs").into_owned(),
        }
    }

    /// The cell that it is of.
    pub fn cell(&self) -> Option<&Rc<str>> {
        match self {
            Self::Heatmap(name) | Self::Arrows(name, _) | Self::Bars(name, _) => Some(name),
            Self::Strip(_) | Self::Costs => None,
        }
    }

    /// The names of the dimensions to choose from; none where nothing is to be chosen.
    pub fn dimensions(&self, notebook: &Notebook<'_>) -> Vec<String> {
        let Self::Arrows(name, _) = self else { return Vec::new() };
        let geometry = Geometry::of(notebook.program, notebook.run, name);
        geometry.map_or_else(Vec::new, |it| names_of(notebook, it.to.array.shape().axes().get(1)))
    }

    /// The same with other dimensions.
    #[must_use]
    pub fn in_dimensions(self, dimensions: (usize, usize)) -> Self {
        if let Self::Arrows(name, _) = self { Self::Arrows(name, dimensions) } else { self }
    }

    /// What names its file.
    pub fn file_part(&self) -> String {
        match self {
            Self::Heatmap(name) => name.to_string(),
            Self::Arrows(name, (0, 1)) => format!("{name}-arrows"),
            Self::Arrows(name, (across, up)) => format!("{name}-arrows-{across}-{up}"),
            Self::Bars(name, row) => format!("{name}-bars-{row}"),
            Self::Strip(_) => "strip".to_owned(),
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
        Drawing::Arrows(name, dimensions) => vectors(&mut sheet, notebook, (name, *dimensions), top)?,
        Drawing::Strip(without) => strip(&mut sheet, notebook, without, top),
        Drawing::Costs => costs(&mut sheet, notebook, top),
    }
    Some(sheet.finish(&title))
}

/// The names of the places of an axis; one without a name where there is no axis.
pub(super) fn names_of(notebook: &Notebook<'_>, axis: Option<&Axis>) -> Vec<String> {
    axis.map_or_else(
        || vec![String::new()],
        |axis| (0..axis.size).map(|index| notebook.item(axis, index)).collect(),
    )
}
