//! Where learners go wrong without an error: the axis of softmax, what stands under the root, transposes.
//!
//! A formula that does such a thing is computed as it stands. The doubt says what it does and what is usual, and goes
//! when the formula does something else.

use std::rc::Rc;

use super::{NodeValue, Program, Run};
use crate::{
    formula::{BinaryOperator, Expr, Formula, NodeId, Span, Subscript},
    plot::Role,
    value::{Array, Axis},
};

/// Something that a formula does, and few mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The part of the formula that does it.
    pub span: Span,
    /// What it does.
    pub kind: DoubtKind,
}

/// The kinds of doubt.
#[derive(Debug, Clone, PartialEq)]
pub enum DoubtKind {
    /// `softmax` along another axis than the last: not the rows add up to 1.
    SoftmaxAxis {
        /// The axis, counted from 0.
        axis: usize,
        /// Whether it runs through the stack and not down the columns.
        stack: bool,
    },
    /// Scores divided by a size and not by its root.
    Unrooted {
        /// The size as written.
        size: Rc<str>,
    },
    /// Scores divided by the root of something else than the number of their products.
    OtherDivisor {
        /// What stands under the root.
        under: Rc<str>,
        /// The dimension that the products run over, or its size.
        summed: Rc<str>,
    },
    /// Dot products that go into softmax as they are.
    Unscaled {
        /// The dimension that the products run over, or its size.
        summed: Rc<str>,
    },
    /// A matrix product over two different dimensions that happen to be equally long.
    ChanceMatch {
        /// The last axis of the left operand.
        left: Rc<str>,
        /// The axis of the right operand that it is multiplied with.
        right: Rc<str>,
        /// How long both are.
        size: usize,
    },
    /// `K @ Q.T`: rows are keys.
    KeysFirst,
    /// `A.T @ V`: an output mixes by a column of weights.
    WeightsTransposed,
}

impl DoubtKind {
    /// The stable code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SoftmaxAxis { .. } => "softmax-axis",
            Self::Unrooted { .. } => "unrooted",
            Self::OtherDivisor { .. } => "other-divisor",
            Self::Unscaled { .. } => "unscaled",
            Self::ChanceMatch { .. } => "chance-match",
            Self::KeysFirst => "keys-first",
            Self::WeightsTransposed => "weights-transposed",
        }
    }
}

/// The doubts of each cell, in the program's order. A formula without a present value has none.
pub fn doubts(program: &Program, run: &Run) -> Vec<Vec<Doubt>> {
    let page = Page { program, run };
    (0..program.cells.len()).map(|cell| page.of_cell(cell)).collect()
}

struct Page<'a> {
    program: &'a Program,
    run: &'a Run,
}

/// A node of a cell's formula.
#[derive(Clone, Copy)]
struct Place {
    cell: usize,
    node: NodeId,
}

impl<'a> Page<'a> {
    fn of_cell(&self, cell: usize) -> Vec<Doubt> {
        let Some(formula) = self.formula(cell) else { return Vec::new() };
        let doubt = |(node, written): (NodeId, &crate::formula::Node)| {
            let kind = self.of_node(Place { cell, node }, &written.expr)?;
            Some(Doubt { span: written.span, kind })
        };
        formula.nodes.iter().enumerate().filter_map(doubt).collect()
    }

    fn of_node(&self, place: Place, expr: &Expr) -> Option<DoubtKind> {
        let at = |node| Place { node, ..place };
        match expr {
            Expr::Call { function, arguments, keywords, .. } if &**function == "softmax" => {
                let given = |position: usize, name: &str| {
                    let by_name = || keywords.iter().find(|keyword| &*keyword.name == name);
                    arguments.get(position).copied().or_else(|| by_name().map(|keyword| keyword.value))
                };
                let array = at(given(0, "x")?);
                let axis = given(1, "axis").and_then(|node| self.array(at(node))?.as_number());
                let rank = self.array(array)?.shape().rank();
                match axis.map(|axis| if axis < 0.0 { axis + rank as f64 } else { axis }) {
                    Some(axis) if axis + 1.0 < rank as f64 => {
                        Some(DoubtKind::SoftmaxAxis { axis: axis as usize, stack: axis + 2.0 < rank as f64 })
                    }
                    _ => self
                        .dot_products(self.unmasked(array))
                        .map(|axis| DoubtKind::Unscaled { summed: axis_text(&axis) }),
                }
            }
            Expr::Binary(BinaryOperator::Divide, scores, divisor) => {
                let summed = self.dot_products(at(*scores))?;
                self.divisor(at(*divisor), &summed)
            }
            Expr::Binary(BinaryOperator::MatrixMultiply, left, right) => self.product(at(*left), at(*right)),
            _ => None,
        }
    }

    /// What is to be said of a divisor of scores that are sums over an axis.
    fn divisor(&self, divisor: Place, summed: &Axis) -> Option<DoubtKind> {
        let divisor = self.resolved(divisor);
        if let Some(size) = self.size(divisor) {
            return Some(DoubtKind::Unrooted { size: axis_text(&size) });
        }
        let under = self.under_root(divisor)?;
        let number = self.array(under)?.as_number()?;
        let other = match self.size(self.resolved(under)) {
            Some(Axis { name: Some(name), .. }) => summed.name.as_ref().is_some_and(|summed| *summed != name),
            _ => (number - summed.size as f64).abs() > 1e-9,
        };
        let text = || self.formula(under.cell).map_or("", |formula| formula.text(under.node)).into();
        other.then(|| DoubtKind::OtherDivisor { under: text(), summed: axis_text(summed) })
    }

    fn product(&self, left: Place, right: Place) -> Option<DoubtKind> {
        let (rows, columns) = (self.array(left)?.shape(), self.array(right)?.shape());
        let axes = (rows.from_end(1), columns.from_end(columns.rank().min(2)));
        if let (Some(one), Some(other)) = (&axes.0.name, &axes.1.name)
            && one != other
        {
            let (left, right) = (one.clone(), other.clone());
            return Some(DoubtKind::ChanceMatch { left, right, size: axes.0.size });
        }
        let role = |place: Place| match self.expr(place) {
            Some(Expr::Name(name)) => Role::of_name(name),
            _ => None,
        };
        if role(left) == Some(Role::Key) && self.transposed(right).and_then(role) == Some(Role::Query) {
            return Some(DoubtKind::KeysFirst);
        }
        let weights = self.resolved(self.transposed(left)?);
        let softmax =
            matches!(self.expr(weights), Some(Expr::Call { function, .. }) if &**function == "softmax");
        softmax.then_some(DoubtKind::WeightsTransposed)
    }

    /// The axis that a product of rows with rows, `Q @ K.T`, sums over; `None` for anything else, and for sums of one.
    fn dot_products(&self, place: Place) -> Option<Axis> {
        let place = self.resolved(place);
        let Some(Expr::Binary(BinaryOperator::MatrixMultiply, left, right)) = self.expr(place) else {
            return None;
        };
        self.transposed(self.resolved(Place { node: *right, ..place }))?;
        let axis = self.array(Place { node: *left, ..place })?.shape().from_end(1).clone();
        (axis.size > 1).then_some(axis)
    }

    /// What is left of scores without their mask: S of `where(M, S, -inf)` and of `S + M`.
    fn unmasked(&self, place: Place) -> Place {
        let place = self.resolved(place);
        match self.expr(place) {
            Some(Expr::Call { function, arguments, .. }) if &**function == "where" => {
                arguments.get(1).map_or(place, |scores| Place { node: *scores, ..place })
            }
            Some(Expr::Binary(BinaryOperator::Add, scores, _)) => Place { node: *scores, ..place },
            _ => place,
        }
    }

    fn transposed(&self, place: Place) -> Option<Place> {
        match self.expr(place)? {
            Expr::Transpose(array) => Some(Place { node: *array, ..place }),
            Expr::Call { function, arguments, .. } if &**function == "transpose" => {
                arguments.first().map(|array| Place { node: *array, ..place })
            }
            _ => None,
        }
    }

    /// d of `sqrt(d)` and of `d ** 0.5`.
    fn under_root(&self, place: Place) -> Option<Place> {
        match self.expr(place)? {
            Expr::Call { function, arguments, .. } if &**function == "sqrt" => {
                arguments.first().map(|under| Place { node: *under, ..place })
            }
            Expr::Binary(BinaryOperator::Power, under, exponent) => {
                let exponent = self.array(Place { node: *exponent, ..place })?.as_number()?;
                ((exponent - 0.5).abs() < 1e-9).then_some(Place { node: *under, ..place })
            }
            _ => None,
        }
    }

    /// The axis whose size a node is: `d_k`, `K.shape[1]`.
    fn size(&self, place: Place) -> Option<Axis> {
        match self.expr(place)? {
            Expr::Name(name) if !self.program.definitions.contains_key(name) => {
                let (name, size) = self.program.dimensions.iter().find(|(dimension, _)| dimension == name)?;
                Some(Axis { size: *size, name: Some(name.clone()) })
            }
            Expr::Index(shape, subscripts) => {
                let (Some(NodeValue::Sizes(axes)), [Subscript::At(index)]) =
                    (self.node(Place { node: *shape, ..place }), subscripts.as_slice())
                else {
                    return None;
                };
                let index = self.array(Place { node: *index, ..place })?.as_number()?;
                let from = if index < 0.0 { axes.len() as f64 } else { 0.0 };
                axes.get((index + from) as usize).cloned()
            }
            _ => None,
        }
    }

    /// What a name stands for, through the cells.
    fn resolved(&self, mut place: Place) -> Place {
        // Cells have no cycles: each step goes to an earlier one.
        while let Some(Expr::Name(name)) = self.expr(place)
            && let Some(cell) = self.program.definitions.get(name).copied()
            && let Some(formula) = self.formula(cell)
        {
            place = Place { cell, node: formula.root() };
        }
        place
    }

    fn formula(&self, cell: usize) -> Option<&'a Formula> {
        let result = self.run.results.get(cell)?;
        result.fresh()?;
        result.formula.as_deref()
    }

    fn expr(&self, place: Place) -> Option<&'a Expr> {
        self.formula(place.cell)?.nodes.get(place.node).map(|node| &node.expr)
    }

    fn node(&self, place: Place) -> Option<&'a NodeValue> {
        self.run.results.get(place.cell)?.nodes.get(place.node)
    }

    fn array(&self, place: Place) -> Option<&'a Array> {
        match self.node(place)? {
            NodeValue::Array(array) => Some(array),
            _ => None,
        }
    }
}

fn axis_text(axis: &Axis) -> Rc<str> {
    axis.name.clone().unwrap_or_else(|| axis.size.to_string().into())
}
