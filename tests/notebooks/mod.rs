//! Small notebooks for the tests: cells from few words, and a page without a browser that runs them.

#![allow(dead_code, reason = "each test file uses a part")]

use std::rc::Rc;

use attention_notebook::notebook::{
    Action, Cell, CellKind, CellResult, Dimension, Document, Matrix, Phrase, Problem, Program, Refusal, Run,
    Slider, State, compile, run,
};
use attention_notebook::value::Array;

/// A document; the items of a dimension are labelled `1`, `2`, …
pub(crate) fn document(dimensions: &[(&str, usize)], cells: Vec<Cell>) -> Document {
    let dimension = |&(name, size): &(&str, usize)| {
        let items = (1..=size).map(|item| Phrase::from(item.to_string().as_str())).collect();
        Rc::new(Dimension { name: name.into(), items })
    };
    Document {
        title: "A notebook".into(),
        lesson: None,
        dimensions: dimensions.iter().map(dimension).collect(),
        cells: cells.into_iter().map(Rc::new).collect(),
    }
}

/// A cell whose id is given.
pub(crate) fn cell(id: &str, kind: CellKind) -> Cell {
    Cell::new(id.into(), kind)
}

/// A matrix cell whose id is its name.
pub(crate) fn matrix(name: &str, rows: &str, columns: &str, values: &[Vec<f64>]) -> Cell {
    let values = Rc::new(values.to_vec());
    cell(
        name,
        CellKind::Matrix(Matrix { name: name.into(), rows: rows.into(), columns: columns.into(), values }),
    )
}

/// A formula cell whose id is the text before `=`.
pub(crate) fn formula(source: &str) -> Cell {
    let id = source.split('=').next().unwrap_or_default().trim();
    cell(id, CellKind::Formula { source: source.into() })
}

/// A slider from −10 to 10 whose id is its name.
pub(crate) fn slider(name: &str, value: f64) -> Cell {
    let slider = Slider { name: name.into(), value, minimum: -10.0, maximum: 10.0, step: 0.1 };
    cell(name, CellKind::Slider(slider))
}

/// A switch cell whose id is its name.
pub(crate) fn switch(name: &str, value: bool) -> Cell {
    cell(name, CellKind::Switch { name: name.into(), value })
}

/// The typed numbers of a matrix cell.
pub(crate) fn numbers(document: &Document, id: &str) -> Vec<Vec<f64>> {
    match document.cell(id).map(|(_, cell)| &cell.kind) {
        Some(CellKind::Matrix(matrix)) => matrix.values.to_vec(),
        other => panic!("{id} is no matrix but {other:?}"),
    }
}

/// A notebook that recomputes after each edit, as the page does.
pub(crate) struct Page {
    pub(crate) document: Document,
    pub(crate) program: Program,
    pub(crate) run: Run,
}

impl Page {
    pub(crate) fn open(document: Document) -> Self {
        let program = compile(&document, &Program::default());
        let run = run(&program, &Run::default());
        Self { document, program, run }
    }

    pub(crate) fn edit(&mut self, action: &Action) -> Result<(), Refusal> {
        self.document = action.apply(&self.document)?;
        self.recompute();
        Ok(())
    }

    pub(crate) fn recompute(&mut self) {
        self.program = compile(&self.document, &self.program);
        self.run = run(&self.program, &self.run);
    }

    /// Types a formula.
    pub(crate) fn write(&mut self, id: &str, source: &str) {
        let outcome = self.edit(&Action::SetSource { cell: id.into(), source: source.into() });
        assert_eq!(outcome, Ok(()), "{source}");
    }

    /// Moves a slider.
    pub(crate) fn slide(&mut self, id: &str, value: f64) {
        assert_eq!(self.edit(&Action::SetSlider { cell: id.into(), value }), Ok(()));
    }

    pub(crate) fn result(&self, id: &str) -> &Rc<CellResult> {
        let result = self.run.results.iter().find(|result| *result.cell.id == *id);
        result.unwrap_or_else(|| panic!("no cell {id}"))
    }

    /// The present value of a cell.
    pub(crate) fn value(&self, id: &str) -> &Rc<Array> {
        let result = self.result(id);
        result.fresh().unwrap_or_else(|| panic!("{id} is {:?}", result.state))
    }

    /// The present value of a cell, a number.
    pub(crate) fn number(&self, id: &str) -> f64 {
        self.value(id).as_number().unwrap_or_else(|| panic!("{id} is no number"))
    }

    /// What is wrong with a cell.
    pub(crate) fn problem(&self, id: &str) -> &Problem {
        match &self.result(id).state {
            State::Failed(problem) => problem,
            other => panic!("{id} has no problem: {other:?}"),
        }
    }

    /// The stable code of what is wrong with a cell.
    pub(crate) fn code(&self, id: &str) -> &'static str {
        self.problem(id).kind.code()
    }

    /// Asserts that a cell waits for another.
    pub(crate) fn assert_waits(&self, id: &str, name: &str) {
        assert_eq!(self.result(id).state, State::Waiting(name.into()), "{id}");
    }
}
