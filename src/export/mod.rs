//! What is taken away: values as tables, the notebook as Python, the worked solution, drawings with their names. All of
//! it is text or bytes made of a document and its run; the page fetches this code when something is first exported.

mod arrays;
mod calls;
mod diagrams;
mod drawing;
mod file_name;
mod heatmaps;
mod jupyter;
mod latex;
mod names;
mod npy;
mod plain_text;
mod preamble;
mod python;
mod sheet;
mod solution;
mod table;
mod writer;

pub use drawing::{Drawing, drawings, seen, svg, withheld};
pub use file_name::file_name;
pub use jupyter::jupyter;
pub use latex::{formula_in_latex, matrix_in_latex, name_in_latex};
pub use names::{Names, python_name};
pub use npy::npy;
pub use preamble::{Library, definitions};
pub use python::{Block, python, script};
pub use solution::solution;
pub use table::{Separator, numpy_text, table};
pub use writer::expression;

use std::rc::Rc;

use crate::{
    i18n::Language,
    notebook::{Dimension, Document, Program, Run},
    value::{Array, Axis, Position},
};

/// A notebook as it is exported: what it says, what it computes, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Notebook<'a> {
    /// The document.
    pub document: &'a Document,
    /// The document, compiled.
    pub program: &'a Program,
    /// Its values.
    pub run: &'a Run,
    /// The language of the reader.
    pub language: Language,
}

impl Notebook<'_> {
    /// The title, in the reader's language.
    pub fn title(&self) -> &str {
        self.document.title.text(self.language.tag())
    }

    /// The cells that have a present value: their names and values, in the order of the document.
    pub fn values(&self) -> impl Iterator<Item = (&Rc<str>, &Rc<Array>)> {
        let cells = self.program.cells.iter().zip(&self.run.results);
        cells.filter_map(|(cell, result)| Some((cell.name.as_ref()?, result.fresh()?)))
    }

    /// The present value of a name.
    pub fn value(&self, name: &str) -> Option<&Rc<Array>> {
        self.run.results.get(*self.program.definitions.get(name)?)?.fresh()
    }

    fn dimension(&self, axis: &Axis) -> Option<&Rc<Dimension>> {
        self.document.dimension(axis.name.as_deref()?).filter(|dimension| dimension.size() == axis.size)
    }

    /// The names of the places of an axis; `None` where its dimension gives none.
    fn items(&self, axis: &Axis) -> Option<Vec<&str>> {
        let items = &self.dimension(axis)?.items;
        Some(items.iter().map(|item| item.text(self.language.tag())).collect())
    }

    /// The name of one place of an axis, or its index.
    fn item(&self, axis: &Axis, index: usize) -> String {
        let item = self.dimension(axis).and_then(|dimension| dimension.items.get(index));
        item.map_or_else(|| index.to_string(), |item| item.text(self.language.tag()).to_owned())
    }

    /// `[吃, 谁]`: the places of an element; nothing for a number.
    fn place(&self, axes: &[Axis], at: Position) -> String {
        let places = [at.0, at.1, at.2];
        let places = places.iter().skip(3 - axes.len().min(3));
        let items: Vec<String> =
            axes.iter().zip(places).map(|(axis, index)| self.item(axis, *index)).collect();
        if items.is_empty() {
            String::new()
        } else {
            format!("[{}]", items.join(&self.language.text("explain.comma")))
        }
    }
}
