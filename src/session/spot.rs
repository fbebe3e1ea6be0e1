//! The places of the notebook that a hint speaks of, as a formula would write them: `Q[2]`, `K.T[:, 1]`, `d_k`.

use crate::{
    formula::{Expr, Formula, NodeId},
    notebook::{Explainer, NodeExplanation, NodeValue, Source},
    ops::explanation::Operand,
    value::Position,
};

/// Writes where the operands of one explanation are.
pub(super) struct Spots<'a> {
    explainer: &'a Explainer<'a>,
    found: &'a NodeExplanation,
}

impl<'a> Spots<'a> {
    pub(super) fn new(explainer: &'a Explainer<'a>, found: &'a NodeExplanation) -> Self {
        Self { explainer, found }
    }

    pub(super) fn source(&self, operand: &Operand) -> Option<Source> {
        self.found.source(operand)
    }

    /// The element itself: `Q[2, 0]`.
    pub(super) fn element(&self, operand: &Operand) -> String {
        let (name, rank) = self.named(operand);
        subscripted(name, operand.at, rank, None)
    }

    /// The row (axis 1 from the end) or the column (2) through the element: `Q[2]`, `K.T[:, 1]`.
    pub(super) fn lane(&self, operand: &Operand, from_end: usize) -> String {
        let (name, rank) = self.named(operand);
        subscripted(name, operand.at, rank, Some(rank.saturating_sub(from_end.min(rank))))
    }

    /// What lies along an axis through the element; everything where there is none.
    pub(super) fn along(&self, operand: &Operand, axis: Option<usize>) -> String {
        let (name, rank) = self.named(operand);
        if axis.is_none() { name } else { subscripted(name, operand.at, rank, axis) }
    }

    /// The array of the element: `K.T`.
    pub(super) fn name(&self, operand: &Operand) -> String {
        self.named(operand).0
    }

    /// The array and its rank.
    fn named(&self, operand: &Operand) -> (String, usize) {
        match self.source(operand) {
            Some(Source::Cell { name, .. }) => {
                let rank = self.explainer.value_of(&name).map_or(0, |value| value.shape().rank());
                (name.to_string(), rank)
            }
            Some(Source::Node { node, .. }) => {
                let value = self.explainer.node_of(&self.found.name, node);
                let Some((formula, value)) = value else { return (String::new(), 0) };
                let rank = match value {
                    NodeValue::Array(array) => array.shape().rank(),
                    _ => 0,
                };
                // The whole formula's value has the cell's name.
                let is_value = node == formula.root();
                (if is_value { formula.name.to_string() } else { text_of(formula, node) }, rank)
            }
            Some(Source::Dimension { name }) => (name.to_string(), 0),
            Some(Source::Literal { node }) => {
                let value = self.explainer.node_of(&self.found.name, node);
                (value.map_or_else(String::new, |(formula, _)| text_of(formula, node)), 0)
            }
            None => (String::new(), 0),
        }
    }
}

/// The text of a node, in brackets where a subscript would else belong to a part of it.
fn text_of(formula: &Formula, node: NodeId) -> String {
    let Some(node) = formula.nodes.get(node) else { return String::new() };
    let text = node.span.text(&formula.source);
    if matches!(node.expr, Expr::Unary(..) | Expr::Binary(..)) {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

fn subscripted(name: String, at: Position, rank: usize, free: Option<usize>) -> String {
    let (stack, row, col) = at;
    let indices = &[stack, row, col][3 - rank.min(3)..];
    let index = |(axis, index): (usize, &usize)| {
        if free == Some(axis) { ":".to_owned() } else { index.to_string() }
    };
    let mut subscripts: Vec<String> = indices.iter().enumerate().map(index).collect();
    while subscripts.last().is_some_and(|last| last == ":") {
        subscripts.pop();
    }
    if subscripts.is_empty() { name } else { format!("{name}[{}]", subscripts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::subscripted;

    #[test]
    fn places_are_written_as_a_formula_would() {
        let spot = |rank, free| subscripted("K.T".to_owned(), (1, 2, 3), rank, free);
        assert_eq!(spot(2, None), "K.T[2, 3]");
        assert_eq!(spot(2, Some(0)), "K.T[:, 3]");
        assert_eq!(spot(2, Some(1)), "K.T[2]");
        assert_eq!(spot(3, Some(1)), "K.T[1, :, 3]");
        assert_eq!(spot(1, Some(0)), "K.T");
        assert_eq!(spot(0, None), "K.T");
    }
}
