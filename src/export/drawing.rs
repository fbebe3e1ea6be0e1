//! The drawings of a notebook as SVG: the shapes of `plot` with the words that the page has in HTML around them.

use std::rc::Rc;

use super::{
    Notebook,
    diagrams::{costs, query_bars, row_name, strip, vectors},
    heatmaps::heatmaps,
    sheet::{Anchor, EM, MARGIN, Sheet},
};
use crate::{
    notebook::{Explainer, NotebookCost},
    plot::{Scale, Theme},
    session::{Hidden, QueryBars, has_vectors, is_softmax, scale_of},
    value::{Array, Axis},
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

/// Rows of which bars are offered.
const MOST_ROWS: usize = 32;

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

/// The present values but that of the cell that an exercise asks for, by name, in the order of the document.
pub fn seen<'a>(
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

/// The names of the places of an axis; one without a name where there is no axis.
pub(super) fn names_of(notebook: &Notebook<'_>, axis: Option<&Axis>) -> Vec<String> {
    axis.map_or_else(
        || vec![String::new()],
        |axis| (0..axis.size).map(|index| notebook.item(axis, index)).collect(),
    )
}
