//! `gru(x, w, u, b=None)`: a recurrent network with gates, all its states.

use std::ops::Range;

use super::explanation::{Derivation, Part, Patch};
use super::sequence::{
    BIAS, column, dot, element, named, products, reached, see_state_before, state_before, states,
};
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Axis, Position, Shape};

/// Row by row, with a state of 0 before the first:
/// - `z = σ(x[t] @ w[0] + h[t − 1] @ u[0] + b[0])`, how much of the state is kept,
/// - `r = σ(x[t] @ w[1] + h[t − 1] @ u[1] + b[1])`, how much of it the candidate sees,
/// - `h̃ = tanh(x[t] @ w[2] + (r * h[t − 1]) @ u[2] + b[2])`, the candidate,
/// - `h[t] = z * h[t − 1] + (1 − z) * h̃`.
///
/// The result is every state, one row for each row of x. Shapes: x (n × d), w (3 × d × `d_h`), u (3 × `d_h` × `d_h`), b
/// (3 × `d_h`) → n × `d_h`, with x's rows and w's columns.
///
/// Source: Cho et al., "Learning phrase representations using RNN encoder–decoder", 2014, equations 5 to 8. PyTorch's
/// `nn.GRU` applies r after the product with u\[2\] instead.
pub(super) struct Gru;

static PARAMETERS: [Parameter; 4] = [
    Parameter::required("x", ParameterKind::Array),
    Parameter::required("w", ParameterKind::Array),
    Parameter::required("u", ParameterKind::Array),
    BIAS,
];

/// Which matrices of the stacks belong to which gate.
const UPDATE: usize = 0;
const RESET: usize = 1;
const CANDIDATE: usize = 2;

/// What the reset gates of the first components of the state are called; those of others `r`.
static RESETS: [&str; 10] = ["r₀", "r₁", "r₂", "r₃", "r₄", "r₅", "r₆", "r₇", "r₈", "r₉"];

/// The arguments, known to fit.
struct Cell<'a> {
    x: &'a Array,
    w: &'a Array,
    u: &'a Array,
    b: Option<&'a Array>,
}

impl<'a> Cell<'a> {
    fn of(given: Given<'a, '_>) -> Result<Self, Fault> {
        let (x, w) = (given.ranked(0, 2)?, given.ranked(1, 3)?);
        let (u, b) = (given.ranked(2, 3)?, given.ranked_or_none(3, 2)?);
        let width = w.shape().from_end(1);
        given.check_fit([0, 1], Shape::stack(3, x.shape().from_end(1).clone(), width.clone()))?;
        given.check_fit([1, 2], Shape::stack(3, width.clone(), width.clone()))?;
        if b.is_some() {
            given.check_fit([1, 3], Shape::matrix(3, width.clone()))?;
        }
        Ok(Self { x, w, u, b })
    }

    fn width(&self) -> usize {
        self.w.shape().view().2
    }

    /// Some rows of x, and the columns of the weights that belong to some components of the state; of those of the
    /// reset gate all, because the candidate takes every component of the state before through its own.
    fn patches(&self, rows: Range<usize>, columns: Range<usize>, see: &mut dyn FnMut(Patch)) {
        let (inner, width) = (self.x.shape().view().2, self.width());
        let mut patch = |argument, from, to| see(Patch { argument, part: None, from, to });
        patch(0, (0, rows.start, 0), (1, rows.end, inner));
        for gate in [UPDATE, RESET, CANDIDATE] {
            let columns = if gate == RESET { 0..width } else { columns.clone() };
            patch(1, (gate, 0, columns.start), (gate + 1, inner, columns.end));
            patch(2, (gate, 0, columns.start), (gate + 1, width, columns.end));
            if self.b.is_some() {
                patch(3, (0, gate, columns.start), (1, gate + 1, columns.end));
            }
        }
    }

    /// x @ w + h @ u + b of a gate, for one component.
    fn sum(&self, gate: usize, to: usize, token: &[f64], state: &[f64]) -> f64 {
        let sum = dot(token, column(self.w, gate, to)) + dot(state, column(self.u, gate, to));
        self.b.and_then(|b| b.get(0, gate, to)).map_or(sum, |b| sum + b)
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Operation for Gru {
    fn name(&self) -> &'static str {
        "gru"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let Cell { x, w, u, .. } = Cell::of(Given(arguments))?;
        let width: &Axis = named(w.shape().from_end(1), u.shape().from_end(1));
        Ok(Shape::matrix(x.shape().from_end(2).clone(), width.clone()))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let cell = Cell::of(Given(arguments))?;
        Ok(states(cell.x, cell.width(), shape, |token, before| {
            let reset = |(to, state): (usize, &f64)| sigmoid(cell.sum(RESET, to, token, before)) * state;
            let seen: Vec<f64> = before.iter().enumerate().map(reset).collect();
            let state = |(to, state): (usize, &f64)| {
                let z = sigmoid(cell.sum(UPDATE, to, token, before));
                z * state + (1.0 - z) * cell.sum(CANDIDATE, to, token, &seen).tanh()
            };
            before.iter().enumerate().map(state).collect()
        }))
    }

    /// 3 · n · d · `d_h` for the rows of x, 3 · n · `d_h` · `d_h` for the states. For each element three times the two
    /// are added, and the bias too; two sigmoids, a tanh; r · h; and the mixing: 1 − z and two products.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let (Ok(x), Ok(w)) = (Given(arguments).array(0), Given(arguments).array(1)) else {
            return Work::copies(shape);
        };
        let bias = if matches!(arguments.get(3), Some(Argument::Array(_))) { 3 } else { 0 };
        let tokens = Work::each(shape, 3, 0).along(named(x.shape().from_end(1), w.shape().from_end(2)));
        let states = Work::each(shape, 3, 0).along(shape.from_end(1));
        tokens.and(states).and(Work::each(shape, 17 + bias, 3))
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Gru {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        self.explain_within(arguments, &self.value(arguments, shape).ok()?, at)
    }

    fn explain_within(
        &self,
        arguments: &[Argument<'_>],
        states: &Array,
        at: Position,
    ) -> Option<Explanation> {
        let given = Given(arguments);
        let cell = Cell::of(given).ok().filter(|_| states.shape().holds(at))?;
        let (_, row, to) = at;
        let before = |from: usize| state_before(states, row, from);
        let sum = |gate: usize, to: usize, state: &dyn Fn(usize) -> Option<Part>| {
            let product = |from: usize| {
                let weight = element(given, 2, (gate, from, to))?;
                Some(match state(from)? {
                    Part::Product(mut parts) => {
                        parts.push(weight);
                        Part::Product(parts)
                    }
                    state => state.times(weight),
                })
            };
            let states = (0..cell.width()).map(product).collect::<Option<_>>()?;
            let mut terms = vec![products(given, (0, row), (1, gate, to))?, Part::Sum(states)];
            if cell.b.is_some() {
                terms.push(element(given, 3, (0, gate, to))?);
            }
            Some(Part::Sum(terms))
        };
        let mut derivation = Derivation { is_state: true, ..Derivation::default() };
        let resets = (0..cell.width()).map(|from| {
            let symbol = RESETS.get(from).copied().unwrap_or("r");
            Some(derivation.line(symbol, sum(RESET, from, &before)?.under("sigmoid")))
        });
        let resets: Vec<Part> = resets.collect::<Option<_>>()?;
        let seen = |from: usize| Some(resets.get(from)?.clone().times(before(from)?));
        let candidate = derivation.line("h̃", sum(CANDIDATE, to, &seen)?.under("tanh"));
        let z = derivation.line("z", sum(UPDATE, to, &before)?.under("sigmoid"));
        let kept = z.clone().times(before(to)?);
        derivation.line("h", Part::Sum(vec![kept, Part::Number(1.0).minus(z).times(candidate)]));
        Some(Explanation::Derivation(derivation))
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some(cell) = Cell::of(Given(arguments)).ok().filter(|_| shape.holds(at)) {
            let (rows, columns) = reached(at, cell.width());
            cell.patches(rows, columns, see);
        }
    }

    fn made_of(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        let (_, row, to) = at;
        if let Some(cell) = Cell::of(Given(arguments)).ok().filter(|_| shape.holds(at)) {
            cell.patches(row..row + 1, to..to + 1, see);
            see_state_before(row, cell.width(), see);
        }
    }

    fn example(&self) -> &'static str {
        "gru(array([[1], [0]]), array([[[0]], [[0]], [[2]]]), array([[[0]], [[0]], [[1]]]))"
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cause;
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;
    use crate::ops::explanation::Operand;

    fn arguments<'a>(arrays: [&'a Array; 3], b: Option<&'a Array>) -> Vec<Argument<'a>> {
        let arrays = arrays.into_iter().map(Argument::Array);
        arrays.chain([b.map_or(Argument::None, Argument::Array)]).collect()
    }

    #[test]
    fn gates_mix_the_state_before_with_a_candidate() {
        let (x, w, u) = (
            numbers(&[2, 1], &[1., -1.]),
            numbers(&[3, 1, 1], &[1., 2., 3.]),
            numbers(&[3, 1, 1], &[4., 5., 6.]),
        );
        let b = numbers(&[3, 1], &[0.5, 0.25, 0.125]);
        let states = call("gru", &arguments([&x, &w, &u], Some(&b)));
        let z = sigmoid(1.5);
        let first = (1.0 - z) * 3.125_f64.tanh();
        let (z, r) = (sigmoid(-0.5 + 4.0 * first), sigmoid(-1.75 + 5.0 * first));
        let second = z * first + (1.0 - z) * (-2.875 + 6.0 * r * first).tanh();
        assert!(states.iter().zip([first, second]).all(|(x, y)| (x - y).abs() < 1e-15), "{states:?}");
    }

    #[test]
    fn a_state_is_explained_gate_by_gate() {
        let [x, w, u] =
            [counted(&[3, 2]), counted(&[3, 2, 2]), counted(&[3, 2, 2])].map(|a| a.map(|x| x / 9.0));
        let arguments = arguments([&x, &w, &u], None);
        let states = call("gru", &arguments);
        let found = Gru.explain(&arguments, states.shape(), (0, 2, 1)).unwrap();
        assert_eq!(found.recompute().to_bits(), states.get(0, 2, 1).unwrap().to_bits());
        let Explanation::Derivation(derivation) = &found else { panic!("{found:?}") };
        let symbols: Vec<&str> = derivation.lines.iter().map(|line| line.symbol).collect();
        assert_eq!(symbols, ["r₀", "r₁", "h̃", "z", "h"]);
        let own = found.operands().into_iter().filter(|operand| operand.argument == Operand::OWN);
        assert!(own.clone().count() > 0 && own.clone().all(|operand| operand.at.1 == 1));
    }

    #[test]
    fn costs_are_those_of_three_gates() {
        let axes = |size: usize, name: &str| Axis::named(size, name);
        let x = Array::filled(&Shape::matrix(axes(4, "n"), axes(2, "d_model")), 1.0);
        let w = Array::filled(&Shape::stack(3, axes(2, "d_model"), axes(5, "d_h")), 1.0);
        let u = Array::filled(&Shape::stack(3, axes(5, "d_h"), axes(5, "d_h")), 1.0);
        let b = counted(&[3, 5]);
        let arguments = arguments([&x, &w, &u], Some(&b));
        let shape = Gru.shape(&arguments).unwrap();
        assert_eq!(shape, Shape::matrix(axes(4, "n"), axes(5, "d_h")));
        let work = Gru.work(&arguments, &shape);
        assert_eq!(work.multiply_adds().to_string(), "3·n·d_model·d_h + 3·n·d_h² + 20·n·d_h");
        assert_eq!((work.exponentials().to_string(), work.steps()), ("3·n·d_h".into(), 300 + 120 + 460));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let [x, w, u, b] = [counted(&[4, 2]), counted(&[3, 2, 5]), counted(&[3, 5, 5]), counted(&[5, 3])];
        let refuse = |arrays: [&Array; 3], b: Option<&Array>| match fault("gru", &arguments(arrays, b)) {
            Fault::Fit { arguments, wanted, .. } => (arguments, *wanted),
            other => panic!("{other:?}"),
        };
        assert_eq!(refuse([&x, &counted(&[2, 2, 5]), &u], None), ([0, 1], Shape::stack(3, 2, 5)));
        assert_eq!(refuse([&x, &w, &w], None), ([1, 2], Shape::stack(3, 5, 5)));
        assert_eq!(refuse([&x, &w, &u], Some(&b)), ([1, 3], Shape::matrix(3, 5)));
    }

    #[test]
    fn what_is_not_a_number_has_its_cause() {
        let [x, w, u] =
            [counted(&[1, 1]), numbers(&[3, 1, 1], &[0., f64::INFINITY, 0.]), counted(&[3, 1, 1])];
        let arguments = arguments([&x, &w, &u], None);
        let value = call("gru", &arguments);
        let cause = Gru.cause(&arguments, &value, value.first_nan().unwrap());
        assert_eq!(cause, Cause::ZeroTimesInfinity);
    }
}
