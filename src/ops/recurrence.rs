//! `rnn(x, w_x, w_h, b=None)`: a recurrent network, all its states.

use std::ops::Range;

use super::explanation::{Derivation, Part, Patch};
use super::sequence::{
    BIAS, column, dot, element, named, products, reached, see_state_before, state_before, states,
};
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

/// `h[t] = tanh(x[t] @ w_x + h[t − 1] @ w_h + b)`, row by row, with a state of 0 before the first row. The result is
/// every state, one row for each row of x.
///
/// Shapes: x (n × d), `w_x` (d × `d_h`), `w_h` (`d_h` × `d_h`), b (`d_h`) → n × `d_h`, with x's rows and `w_x`'s
/// columns.
///
/// Source: Elman, "Finding structure in time", 1990, with tanh, as in
/// <https://pytorch.org/docs/stable/generated/torch.nn.RNN.html>.
pub(super) struct Rnn;

static PARAMETERS: [Parameter; 4] = [
    Parameter::required("x", ParameterKind::Array),
    Parameter::required("w_x", ParameterKind::Array),
    Parameter::required("w_h", ParameterKind::Array),
    BIAS,
];

/// The arguments, known to fit.
struct Cell<'a> {
    x: &'a Array,
    input: &'a Array,
    state: &'a Array,
    b: Option<&'a Array>,
}

impl<'a> Cell<'a> {
    fn of(given: Given<'a, '_>) -> Result<Self, Fault> {
        let (x, input) = (given.ranked(0, 2)?, given.ranked(1, 2)?);
        let (state, b) = (given.ranked(2, 2)?, given.ranked_or_none(3, 1)?);
        let width = input.shape().from_end(1);
        given.check_fit([0, 1], Shape::matrix(x.shape().from_end(1).clone(), width.clone()))?;
        given.check_fit([1, 2], Shape::matrix(width.clone(), width.clone()))?;
        if b.is_some() {
            given.check_fit([1, 3], Shape::vector(width.clone()))?;
        }
        Ok(Self { x, input, state, b })
    }

    fn width(&self) -> usize {
        self.input.shape().view().2
    }

    /// Some rows of x, and the columns of the weights that belong to some components of the state.
    fn patches(&self, rows: Range<usize>, columns: Range<usize>, see: &mut dyn FnMut(Patch)) {
        let (inner, width) = (self.x.shape().view().2, self.width());
        let mut patch = |argument, from, to| see(Patch { argument, part: None, from, to });
        patch(0, (0, rows.start, 0), (1, rows.end, inner));
        patch(1, (0, 0, columns.start), (1, inner, columns.end));
        patch(2, (0, 0, columns.start), (1, width, columns.end));
        if self.b.is_some() {
            patch(3, (0, 0, columns.start), (1, 1, columns.end));
        }
    }
}

impl Operation for Rnn {
    fn name(&self) -> &'static str {
        "rnn"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let Cell { x, input, state, .. } = Cell::of(Given(arguments))?;
        let width = named(input.shape().from_end(1), state.shape().from_end(1));
        Ok(Shape::matrix(x.shape().from_end(2).clone(), width.clone()))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let cell = Cell::of(Given(arguments))?;
        Ok(states(cell.x, cell.width(), shape, |token, before| {
            let state = |to: usize| {
                let sum = dot(token, column(cell.input, 0, to)) + dot(before, column(cell.state, 0, to));
                cell.b.map_or(sum, |b| sum + b.elements()[to]).tanh()
            };
            (0..cell.width()).map(state).collect()
        }))
    }

    /// n · d · `d_h` for the rows of x, n · `d_h` · `d_h` for the states; for each element the two are added, the bias
    /// too, and tanh is taken.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let (Ok(x), Ok(input)) = (Given(arguments).array(0), Given(arguments).array(1)) else {
            return Work::copies(shape);
        };
        let bias = u16::from(matches!(arguments.get(3), Some(Argument::Array(_))));
        let tokens = Work::products(shape, named(x.shape().from_end(1), input.shape().from_end(2)));
        tokens.and(Work::products(shape, shape.from_end(1))).and(Work::each(shape, 5 + bias, 1))
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Rnn {
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
        let state =
            |from: usize| Some(state_before(states, row, from)?.times(element(given, 2, (0, from, to))?));
        let states = (0..cell.width()).map(state).collect::<Option<_>>()?;
        let mut terms = vec![products(given, (0, row), (1, 0, to))?, Part::Sum(states)];
        if cell.b.is_some() {
            terms.push(element(given, 3, (0, 0, to))?);
        }
        let mut derivation = Derivation { is_state: true, ..Derivation::default() };
        let sum = derivation.line("a", Part::Sum(terms));
        derivation.line("h", sum.under("tanh"));
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
        "rnn(array([[1], [0], [0]]), array([[1]]), array([[0.5]]))"
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cause;
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;
    use crate::ops::explanation::Operand;
    use crate::value::Axis;

    fn arguments<'a>(arrays: [&'a Array; 3], b: Option<&'a Array>) -> Vec<Argument<'a>> {
        let arrays = arrays.into_iter().map(Argument::Array);
        arrays.chain([b.map_or(Argument::None, Argument::Array)]).collect()
    }

    #[test]
    fn each_state_is_made_of_a_row_and_the_state_before() {
        let x = numbers(&[3, 1], &[1., 0., 2.]);
        let [w_x, w_h, b] = [&[0.5], &[-1.0], &[0.25]].map(|number| numbers(&[1, 1], number));
        let b = b.with_shape(Shape::vector(1)).unwrap();
        let states = call("rnn", &arguments([&x, &w_x, &w_h], Some(&b)));
        let first = 0.75_f64.tanh();
        let second = (0.25 - first).tanh();
        let third = (1.25 - second).tanh();
        assert!(states.iter().zip([first, second, third]).all(|(x, y)| (x - y).abs() < 1e-15), "{states:?}");
        let none = call("rnn", &arguments([&counted(&[0, 1]), &w_x, &w_h], None));
        assert_eq!(none.shape(), &Shape::matrix(0, 1));
    }

    #[test]
    fn a_state_leads_to_the_state_before() {
        let [x, w_x, w_h] = [counted(&[3, 2]), counted(&[2, 2]), counted(&[2, 2])];
        let arguments = arguments([&x, &w_x, &w_h], None);
        let states = call("rnn", &arguments);
        let own = |row: usize| {
            let found = Rnn.explain_within(&arguments, &states, (0, row, 1)).unwrap();
            let own = found.operands().into_iter().filter(|operand| operand.argument == Operand::OWN);
            own.map(|operand| operand.at).collect::<Vec<_>>()
        };
        assert_eq!(own(0), []);
        assert_eq!(own(2), [(0, 1, 0), (0, 1, 1)]);
        let again = Rnn.explain(&arguments, states.shape(), (0, 2, 1)).unwrap();
        assert_eq!(Some(again), Rnn.explain_within(&arguments, &states, (0, 2, 1)));
        let mut rows = 0;
        Rnn.reads(&arguments, states.shape(), (0, 1, 0), &mut |patch| {
            rows += if patch.argument == 0 { patch.to.1 } else { 0 };
        });
        assert_eq!(rows, 2, "through the state before, the rows before");
    }

    #[test]
    fn names_and_costs_flow_to_the_result() {
        let named = |rows: (usize, &str), columns: (usize, &str)| {
            let axis = |(size, name): (usize, &str)| Axis::named(size, name);
            Array::filled(&Shape::matrix(axis(rows), axis(columns)), 1.0)
        };
        let (n, d, d_h) = ((4, "n"), (2, "d_model"), (3, "d_h"));
        let [x, w_x, w_h] = [named(n, d), named(d, d_h), named(d_h, d_h)];
        let arguments = arguments([&x, &w_x, &w_h], None);
        let shape = Rnn.shape(&arguments).unwrap();
        assert_eq!(shape, Shape::matrix(Axis::named(4, "n"), Axis::named(3, "d_h")));
        let work = Rnn.work(&arguments, &shape);
        assert_eq!(work.multiply_adds().to_string(), "n·d_model·d_h + n·d_h² + 5·n·d_h");
        assert_eq!((work.exponentials().to_string(), work.steps()), ("n·d_h".into(), 36 + 24 + 72));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let [x, w_x, w_h, b] = [counted(&[4, 2]), counted(&[2, 3]), counted(&[3, 3]), counted(&[2])];
        let refuse = |arrays: [&Array; 3], b: Option<&Array>| match fault("rnn", &arguments(arrays, b)) {
            Fault::Fit { arguments, wanted, .. } => (arguments, *wanted),
            other => panic!("{other:?}"),
        };
        assert_eq!(refuse([&x, &w_h, &w_h], None), ([0, 1], Shape::matrix(2, 3)));
        assert_eq!(refuse([&x, &w_x, &w_x], None), ([1, 2], Shape::matrix(3, 3)));
        assert_eq!(refuse([&x, &w_x, &w_h], Some(&b)), ([1, 3], Shape::vector(3)));
        let found = fault("rnn", &arguments([&b, &w_x, &w_h], None));
        assert!(matches!(found, Fault::Rank { argument: 0, .. }), "{found:?}");
    }

    #[test]
    fn what_is_not_a_number_has_its_cause() {
        let inf = f64::INFINITY;
        let cause = |x: &[f64], w_x: &[f64]| {
            let (x, w_x) = (numbers(&[1, x.len()], x), numbers(&[w_x.len(), 1], w_x));
            let w_h = counted(&[1, 1]);
            let arguments = arguments([&x, &w_x, &w_h], None);
            let value = call("rnn", &arguments);
            Rnn.cause(&arguments, &value, value.first_nan().unwrap())
        };
        assert_eq!(cause(&[0., 1.], &[inf, 1.]), Cause::ZeroTimesInfinity);
        assert_eq!(cause(&[1., 1.], &[inf, -inf]), Cause::InfinityMinusInfinity);
    }
}
