//! What keeps a number from having a value: the cell that is in the way.

use std::rc::Rc;

use super::{Number, Term, inspection::cell_of};
use crate::{
    formula::Style,
    notebook::{CellId, Program, Run, State},
};

/// A number without a value, and why it has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// The number by its name; its value is NaN.
    pub term: Term,
    /// The cell that cannot be computed, and its name: the number's own, or one that it is made of.
    pub cell: CellId,
    /// The name of that cell.
    pub name: Rc<str>,
}

impl Obstacle {
    /// What is in the way of a number; `None` where its cell has a value or is not there.
    pub fn of(program: &Program, run: &Run, number: &Number) -> Option<Self> {
        let (own, compiled) = cell_of(program, &number.cell)?;
        let result = run.results.get(own)?;
        if result.state == State::Fresh {
            return None;
        }
        let formula = result.formula.as_ref().or(compiled.formula.as_ref());
        let part = number.node.zip(formula).map(|(node, formula)| formula.print_node(node, Style::Plain));
        let name = compiled.name.clone().or_else(|| result.name().cloned())?;
        // The last good value has the shape that the number was asked about in.
        let shape = result.value.as_ref().filter(|_| number.node.is_none()).map(|it| it.shape().clone());
        let term = Term {
            compound: part.is_some(),
            name: part.map_or_else(|| name.clone(), Rc::from),
            shape,
            at: number.at,
            value: f64::NAN,
            number: Some(number.clone()),
            typed: false,
            veil: None,
        };
        let mut place = own;
        // A cell waits for one that waits for another; formulas that read each other in a circle have failed.
        for _ in 0..program.cells.len() {
            let Some(State::Waiting(name)) = run.results.get(place).map(|result| &result.state) else {
                break;
            };
            let Some(next) = program.definitions.get(name) else { break };
            place = *next;
        }
        let found = program.cells.get(place)?;
        Some(Self { term, cell: found.cell.id.clone(), name: found.name.clone().unwrap_or(name) })
    }
}
