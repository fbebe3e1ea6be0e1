//! The rows of a cell as vectors, with those that they belong to: queries with keys, outputs with the values that they
//! are made of.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Hidden, MixedRow, Veil};
use crate::{
    formula::{BinaryOperator, Expr, Formula, NodeId},
    notebook::{CellResult, NodeValue, Program, Run},
    plot::{Arrow, Arrows, Emphasis, Plane, Point, Role, plane},
    value::Array,
};

/// Rows that are drawn, at most.
pub const MAX_ARROWS: usize = 64;

/// The rows of a cell.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// The name of the cell.
    pub name: Rc<str>,
    /// What it is for.
    pub role: Role,
    /// Its value, a matrix.
    pub array: Rc<Array>,
}

/// Vectors and those that they are looked at with.
#[derive(Debug, Clone)]
pub struct Geometry {
    /// One of these is chosen: queries, outputs, or the rows of the cell.
    pub from: Vectors,
    /// And one of these beside it: keys, values, or the rows of the cell again.
    pub to: Vectors,
    /// Where `from` is `weights @ to`: the weights.
    pub weights: Option<Rc<Array>>,
}

/// How the vectors are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// The column that runs to the right, and the one that runs upwards.
    pub dimensions: (usize, usize),
    /// The chosen row of `from`.
    pub row: usize,
    /// The chosen row of `to`.
    pub other: usize,
}

impl Default for View {
    /// The first two columns, the first row beside the second.
    fn default() -> Self {
        Self { dimensions: (0, 1), row: 0, other: 1 }
    }
}

/// Two vectors: a · b = |a| |b| cos θ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Angle {
    /// a · b.
    pub dot: f64,
    /// |a| and |b|.
    pub lengths: (f64, f64),
    /// cos θ; `None` where a length is 0 or beyond all measure.
    pub cosine: Option<f64>,
}

impl Angle {
    /// Between two vectors of equal width.
    pub fn between(a: &[f64], b: &[f64]) -> Self {
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let dot = product(a, b);
        let lengths = (product(a, a).sqrt(), product(b, b).sqrt());
        let cosine = dot / (lengths.0 * lengths.1);
        Self { dot, lengths, cosine: cosine.is_finite().then_some(cosine.clamp(-1.0, 1.0)) }
    }

    /// θ, from 0° to 180°.
    pub fn degrees(&self) -> Option<f64> {
        self.cosine.map(|cosine| cosine.acos().to_degrees())
    }
}

impl Vectors {
    /// The present or last good value of a cell, if it is a matrix with vectors to draw.
    fn of(program: &Program, run: &Run, name: &Rc<str>) -> Option<Self> {
        let array = result_of(program, run, name)?.value.clone()?;
        let role = Role::of_name(name).unwrap_or(Role::Input);
        has_vectors(&array).then(|| Self { name: name.clone(), role, array })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.array.shape().view().1
    }

    /// How many numbers each has.
    pub fn width(&self) -> usize {
        self.array.shape().view().2
    }

    /// The numbers of one.
    pub fn row(&self, row: usize) -> Vec<f64> {
        (0..self.width()).filter_map(|column| self.array.get(0, row, column)).collect()
    }

    /// Its tip in two dimensions.
    pub fn tip(&self, row: usize, (x, y): (usize, usize)) -> Point {
        let number = |column| self.array.get(0, row, column).unwrap_or(f64::NAN);
        (number(x), number(y))
    }

    fn tips(&self, dimensions: (usize, usize)) -> impl Iterator<Item = Point> {
        (0..self.count()).map(move |row| self.tip(row, dimensions))
    }
}

/// Whether the rows of a value can be drawn as arrows: a matrix of 2 to 64 rows and at least 2 columns.
pub fn has_vectors(array: &Array) -> bool {
    let (_, rows, columns) = array.shape().view();
    array.shape().rank() == 2 && (2..=MAX_ARROWS).contains(&rows) && columns >= 2
}

/// Two decimals, which is as fine as a hand is.
pub fn rounded(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.is_finite() { rounded } else { value }
}

impl Geometry {
    /// What to draw for a cell; `None` where it has no vectors.
    pub fn of(program: &Program, run: &Run, name: &Rc<str>) -> Option<Self> {
        let own = Vectors::of(program, run, name)?;
        let outputs = output_of(program, run, name).or_else(|| {
            let mut names = program.cells.iter().filter_map(|cell| cell.name.as_ref());
            names.find_map(|name| output_of(program, run, name).filter(|found| found.1.name == own.name))
        });
        if let Some((from, to, weights)) = outputs {
            return Some(Self { from, to, weights: Some(weights) });
        }
        let companion = |role: Role| {
            let suffix = name.get(1..).unwrap_or_default();
            let same_width = |other: &Rc<str>| {
                let is_it = Role::of_name(other) == Some(role) && !other.starts_with("W_");
                is_it
                    .then(|| Vectors::of(program, run, other))
                    .flatten()
                    .filter(|it| it.width() == own.width())
            };
            let all = || program.cells.iter().filter_map(|cell| cell.name.as_ref());
            // Q2 belongs to K2 before it belongs to K.
            all().filter(|other| other.get(1..) == Some(suffix)).chain(all()).find_map(same_width)
        };
        let (from, to) = match own.role {
            Role::Query if !name.starts_with("W_") => (Some(own.clone()), companion(Role::Key)),
            Role::Key if !name.starts_with("W_") => (companion(Role::Query), Some(own.clone())),
            _ => (None, None),
        };
        Some(match (from, to) {
            (Some(from), Some(to)) => Self { from, to, weights: None },
            _ => Self { from: own.clone(), to: own, weights: None },
        })
    }

    /// Whether a cell is looked at by itself.
    pub fn is_alone(&self) -> bool {
        self.from.name == self.to.name
    }

    /// The view with everything in it brought to what there is.
    pub fn fit(&self, view: View) -> View {
        let dimension = |chosen: usize| chosen.min(self.to.width().saturating_sub(1));
        View {
            dimensions: (dimension(view.dimensions.0), dimension(view.dimensions.1)),
            row: view.row.min(self.from.count().saturating_sub(1)),
            other: view.other.min(self.to.count().saturating_sub(1)),
        }
    }

    /// Whether the drawing would tell numbers that are not to be seen, and why: its own, the weights, or the dot products
    /// that an exercise asks for.
    pub fn veil(&self, program: &Program, hidden: &Hidden) -> Option<Veil> {
        let cell = |name: &str| program.cells.get(*program.definitions.get(name)?);
        let (from, to) = (cell(&self.from.name), cell(&self.to.name));
        let weights = from.filter(|_| self.weights.is_some()).into_iter().flat_map(|from| &from.reads);
        let shown = weights.filter_map(|place| program.cells.get(*place)).chain(from).chain(to);
        let mut shown = shown.map(|cell| &cell.cell.id);
        let products = || {
            let asked = program.cells.iter().find(|cell| Some(&cell.cell.id) == hidden.asked())?;
            let reads =
                |name: &str| program.definitions.get(name).is_some_and(|place| asked.reads.contains(place));
            (!self.is_alone() && reads(&self.from.name) && reads(&self.to.name)).then_some(Veil::Asked)
        };
        shown.find_map(|id| hidden.covers(id)).or_else(products)
    }

    /// The chosen output as a sum of weighted values.
    pub fn sum(&self, row: usize) -> Option<MixedRow> {
        let weights = self.weights.clone()?;
        Some(MixedRow { output: self.from.name.clone(), values: self.to.clone(), weights, at: (0, row) })
    }

    /// The chosen vectors: their angle in all dimensions, and in those that are drawn.
    pub fn angles(&self, view: View) -> (Angle, Angle) {
        let all = Angle::between(&self.from.row(view.row), &self.to.row(view.other));
        let (a, b) = (self.from.tip(view.row, view.dimensions), self.to.tip(view.other, view.dimensions));
        (all, Angle::between(&[a.0, a.1], &[b.0, b.1]))
    }

    /// The drawing, in a given part of the plane or in one that holds it all.
    pub fn picture(&self, view: View, part: Option<Plane>) -> Arrows {
        let View { dimensions, row, other } = view;
        if let Some(sum) = self.sum(row) {
            let mut picture = sum.picture(dimensions, Some(other));
            let all = self.from.tips(dimensions).chain(self.to.tips(dimensions));
            picture.plane = part.unwrap_or_else(|| Plane::around(all.chain(sum.chain(dimensions))));
            let others = self.from.tips(dimensions).enumerate().filter(|(index, _)| *index != row);
            picture.points.extend(others.map(|(_, tip)| (tip, self.from.role)));
            return picture;
        }
        let arrow = |vectors: &Vectors, index: usize, dashed: bool, emphasis: Emphasis| Arrow {
            from: (0.0, 0.0),
            to: vectors.tip(index, dimensions),
            role: vectors.role,
            dashed,
            emphasis,
        };
        let alone = self.is_alone();
        let froms = (0..self.from.count()).map(|index| {
            let emphasis = match index {
                _ if index == row => Emphasis::Chosen,
                _ if alone => Emphasis::Plain,
                _ => Emphasis::Faded,
            };
            arrow(&self.from, index, false, emphasis)
        });
        let tos = (0..self.to.count()).filter(|_| !alone).map(|index| {
            let emphasis = if index == other { Emphasis::Chosen } else { Emphasis::Plain };
            arrow(&self.to, index, true, emphasis)
        });
        let arrows: Vec<Arrow> = froms.chain(tos).collect();
        let angle = (self.from.tip(row, dimensions), self.to.tip(other, dimensions));
        Arrows {
            plane: part.unwrap_or_else(|| Plane::around(arrows.iter().map(|arrow| arrow.to))),
            arrows,
            area: None,
            points: Vec::new(),
            angle: (!alone || row != other).then_some(angle),
        }
    }

    /// The rows that no arrow can show, because a number is infinite or NaN: of `from`, then of `to`.
    pub fn missing(&self, dimensions: (usize, usize)) -> Vec<(bool, usize)> {
        let of = |vectors: &Vectors| {
            let tips: Vec<Point> = vectors.tips(dimensions).collect();
            (0..tips.len()).filter(move |row| !plane::can_be_drawn(tips[*row]))
        };
        let tos = of(&self.to).filter(|_| !self.is_alone());
        of(&self.from).map(|row| (true, row)).chain(tos.map(|row| (false, row))).collect()
    }
}

pub(super) fn result_of<'a>(program: &Program, run: &'a Run, name: &str) -> Option<&'a CellResult> {
    run.results.get(*program.definitions.get(name)?).map(Rc::as_ref)
}

/// A cell whose formula is weights @ values: its rows, the values and the weights.
fn output_of(program: &Program, run: &Run, name: &Rc<str>) -> Option<(Vectors, Vectors, Rc<Array>)> {
    let (values, weights) = mixed(program, run, name)?;
    let (from, to) = (Vectors::of(program, run, name)?, Vectors::of(program, run, &values)?);
    (weights.shape().rank() == 2).then_some((from, to, weights))
}

/// The name of the values and the weights, where a cell is a weighted sum: `A @ V`, or `softmax(…) @ V`.
pub(super) fn mixed(program: &Program, run: &Run, name: &str) -> Option<(Rc<str>, Rc<Array>)> {
    let result = result_of(program, run, name)?;
    result.fresh()?;
    let formula = result.formula.as_deref()?;
    let Expr::Binary(BinaryOperator::MatrixMultiply, left, right) = formula.nodes.get(formula.root())?.expr
    else {
        return None;
    };
    let Expr::Name(values) = &formula.nodes.get(right)?.expr else { return None };
    let NodeValue::Array(weights) = result.nodes.get(left)? else { return None };
    let are_weights = is_softmax(formula, left)
        || matches!(&formula.nodes.get(left)?.expr, Expr::Name(name) if {
            let root_is = |formula: &Rc<Formula>| is_softmax(formula, formula.root());
            let computed = result_of(program, run, name).and_then(|result| result.formula.as_ref()).is_some_and(root_is);
            computed || (Role::of_name(name) == Some(Role::Weights) && !name.starts_with("W_"))
        });
    are_weights.then(|| (values.clone(), weights.clone()))
}

/// Whether a node of a formula is a softmax.
pub fn is_softmax(formula: &Formula, node: NodeId) -> bool {
    let expr = formula.nodes.get(node).map(|node| &node.expr);
    matches!(expr, Some(Expr::Call { function, .. }) if &**function == "softmax")
}
