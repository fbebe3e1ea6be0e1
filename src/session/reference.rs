//! The operations, each with its example computed.

use std::rc::Rc;

use super::completion::signature;
use crate::{
    formula::{Formula, is_name},
    notebook::{Meaning, Scope, evaluate},
    ops::{self, Operation},
    value::{Array, decimal::Format},
};

/// An operation as the reference shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The name or the symbol.
    pub name: &'static str,
    /// How it is called; an operator is its symbol.
    pub signature: String,
    /// An expression that shows what it does.
    pub example: &'static str,
    /// What that gives.
    pub result: String,
}

/// No names: examples are made of numbers.
struct Nothing;

impl Scope for Nothing {
    fn meaning(&self, _: &str) -> Meaning {
        Meaning::Unknown
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

/// The value of an expression of numbers.
pub fn value_of_example(example: &str) -> Option<Rc<Array>> {
    let formula = Formula::parse(&format!("example = {example}")).ok()?;
    Some(evaluate(&formula, &Nothing).ok()?.value)
}

/// Every operation: the functions in their order, then the operators.
pub fn reference() -> Vec<Entry> {
    let (functions, operators): (Vec<_>, Vec<_>) =
        ops::ALL.iter().copied().partition(|operation| is_name(operation.name()));
    functions.into_iter().chain(operators).map(entry).collect()
}

fn entry(operation: &'static dyn Operation) -> Entry {
    let name = operation.name();
    let signature = if is_name(name) { signature(operation) } else { name.to_owned() };
    let example = ops::explained(operation).map_or("", |explained| explained.example());
    let result = value_of_example(example).map(|value| text(&value)).unwrap_or_default();
    Entry { name, signature, example, result }
}

/// A small array as NumPy would write it: `[[1, 2], [3, 4]]`.
fn text(array: &Array) -> String {
    let numbers: Vec<f64> = array.iter().collect();
    let format = Format::of(&numbers);
    let write = |x: f64| match (array.is_truth(), x != 0.0) {
        (true, true) => "True".to_owned(),
        (true, false) => "False".to_owned(),
        (false, _) => format.text(x),
    };
    let (stack, rows, columns) = array.shape().view();
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let row = |slice: usize, row: usize| {
        list((0..columns).filter_map(|column| Some(write(array.get(slice, row, column)?))).collect())
    };
    let matrix = |slice: usize| list((0..rows).map(|at| row(slice, at)).collect());
    match array.shape().rank() {
        0 => array.as_number().map(write).unwrap_or_default(),
        1 => row(0, 0),
        2 => matrix(0),
        _ => list((0..stack).map(matrix).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_computes_with_its_operation() {
        for entry in reference() {
            assert!(!entry.result.is_empty(), "{}: {}", entry.name, entry.example);
            let used = entry.name.trim_end_matches('x').trim_matches(['[', ']']);
            assert!(entry.example.contains(used), "{}: {}", entry.name, entry.example);
        }
    }

    #[test]
    fn results_read_like_numpy() {
        let of = |example: &str| value_of_example(example).map(|value| text(&value));
        assert_eq!(of("array([[1, 2], [3, 4]]) * 0.5").as_deref(), Some("[[0.5, 1.0], [1.5, 2.0]]"));
        assert_eq!(of("array([1, 2]) < 2").as_deref(), Some("[True, False]"));
        assert_eq!(of("1 + 1").as_deref(), Some("2"));
        assert_eq!(of("stack([ones((1, 2)), zeros((1, 2))])").as_deref(), Some("[[[1, 1]], [[0, 0]]]"));
        assert_eq!(of("X"), None);
    }
}
