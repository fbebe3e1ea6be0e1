//! `conv1d(x, w, b=None)`: a convolution along the rows.

use super::explanation::{Derivation, Part, Patch};
use super::sequence::{BIAS, column, dot, element, named, products, row};
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

/// `y[i] = Σ_t x[i + t − (k − 1) // 2] @ w[t] + b`: each row of the result from a window of k rows of x, the same
/// kernel everywhere. Rows beyond the ends are left out, as if they were 0.
///
/// Shapes: x (n × d), w (k × d × `d_out`), b (`d_out`) → n × `d_out`, with x's rows and w's columns. As everywhere in
/// deep learning the kernel is not turned round, so that a mathematician would call it a correlation.
///
/// Source: `LeCun` et al. 1989; padding and orientation as in
/// <https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html> with `padding="same"`.
pub(super) struct Conv1d;

static PARAMETERS: [Parameter; 3] =
    [Parameter::required("x", ParameterKind::Array), Parameter::required("w", ParameterKind::Array), BIAS];

/// What the product with each matrix of the kernel is called; a stack has no more.
static TAPS: [&str; 16] = [
    "x·w₀",
    "x·w₁",
    "x·w₂",
    "x·w₃",
    "x·w₄",
    "x·w₅",
    "x·w₆",
    "x·w₇",
    "x·w₈",
    "x·w₉",
    "x·w₁₀",
    "x·w₁₁",
    "x·w₁₂",
    "x·w₁₃",
    "x·w₁₄",
    "x·w₁₅",
];

/// The arguments, known to fit.
struct Layer<'a> {
    x: &'a Array,
    w: &'a Array,
    b: Option<&'a Array>,
}

impl<'a> Layer<'a> {
    fn of(given: Given<'a, '_>) -> Result<Self, Fault> {
        let (x, w, b) = (given.ranked(0, 2)?, given.ranked(1, 3)?, given.ranked_or_none(2, 1)?);
        let [kernel, _, columns] = w.shape().axes() else { return Ok(Self { x, w, b }) };
        given.check_fit(
            [0, 1],
            Shape::stack(kernel.clone(), x.shape().from_end(1).clone(), columns.clone()),
        )?;
        if b.is_some() {
            given.check_fit([1, 2], Shape::vector(columns.clone()))?;
        }
        Ok(Self { x, w, b })
    }

    /// The matrices of the kernel that meet a row of x, each with that row.
    fn window(&self, at: usize) -> impl Iterator<Item = (usize, usize)> + use<> {
        let (kernel, rows) = (self.w.shape().view().0, self.x.shape().view().1);
        let before = kernel.saturating_sub(1) / 2;
        (0..kernel)
            .filter_map(move |tap| Some((tap, (at + tap).checked_sub(before).filter(|row| *row < rows)?)))
    }
}

impl Operation for Conv1d {
    fn name(&self) -> &'static str {
        "conv1d"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let Layer { x, w, .. } = Layer::of(Given(arguments))?;
        Ok(Shape::matrix(x.shape().from_end(2).clone(), w.shape().from_end(1).clone()))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let layer = Layer::of(Given(arguments))?;
        let rows: Vec<Vec<f64>> = (0..layer.x.shape().view().1).map(|at| row(layer.x, at)).collect();
        let mut elements = Vec::with_capacity(shape.len());
        for to in 0..layer.w.shape().view().2 {
            for at in 0..rows.len() {
                let taps = layer.window(at).map(|(tap, from)| dot(&rows[from], column(layer.w, tap, to)));
                let sum = taps.fold(0.0, |sum, tap| sum + tap);
                elements.push(layer.b.map_or(sum, |b| sum + b.elements()[to]));
            }
        }
        Ok(Array::from_memory(shape, elements))
    }

    /// n · k · d · `d_out`, rows beyond the ends counted like the others, and n · `d_out` for the bias.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let (Ok(x), Ok(w)) = (Given(arguments).array(0), Given(arguments).array(1)) else {
            return Work::copies(shape);
        };
        let (x, w) = (x.shape(), w.shape());
        let products = Work::products(shape, named(x.from_end(1), w.from_end(2))).along(w.from_end(3));
        if matches!(arguments.get(2), Some(Argument::Array(_))) { products.beside(shape) } else { products }
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Conv1d {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let given = Given(arguments);
        let layer = Layer::of(given).ok().filter(|_| shape.holds(at))?;
        let mut derivation = Derivation::default();
        let mut terms = Vec::new();
        for (tap, from) in layer.window(at.1) {
            let symbol = TAPS.get(tap).copied().unwrap_or("x·w");
            terms.push(derivation.line(symbol, products(given, (0, from), (1, tap, at.2))?));
        }
        if layer.b.is_some() {
            terms.push(element(given, 2, (0, 0, at.2))?);
        }
        derivation.line("y", Part::Sum(terms));
        Some(Explanation::Derivation(derivation))
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        let Ok(layer) = Layer::of(Given(arguments)) else { return };
        if !shape.holds(at) {
            return;
        }
        let (inner, to) = (layer.x.shape().view().2, at.2);
        let mut patch = |argument, from, to| see(Patch { argument, part: None, from, to });
        for (tap, from) in layer.window(at.1) {
            patch(0, (0, from, 0), (1, from + 1, inner));
            patch(1, (tap, 0, to), (tap + 1, inner, to + 1));
        }
        if layer.b.is_some() {
            patch(2, (0, 0, to), (1, 1, to + 1));
        }
    }

    fn example(&self) -> &'static str {
        "conv1d(array([[1], [2], [4]]), array([[[1]], [[0]], [[-1]]]))"
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cause;
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;
    use crate::value::Axis;

    fn conv1d(x: &Array, w: &Array, b: Option<&Array>) -> Array {
        call("conv1d", &[Argument::Array(x), Argument::Array(w), b.map_or(Argument::None, Argument::Array)])
    }

    #[test]
    fn each_row_is_made_of_its_window() {
        let x = numbers(&[4, 1], &[1., 2., 4., 8.]);
        let difference = numbers(&[3, 1, 1], &[1., 0., -1.]);
        assert!(conv1d(&x, &difference, None).same_bits(&numbers(&[4, 1], &[-2., -3., -6., 4.])));
        let after = numbers(&[2, 1, 1], &[1., 10.]);
        assert!(conv1d(&x, &after, None).same_bits(&numbers(&[4, 1], &[21., 42., 84., 8.])));
        let wide = conv1d(&counted(&[2, 2]), &counted(&[1, 2, 3]), Some(&numbers(&[3], &[0., 1., -1.])));
        assert!(wide.same_bits(&numbers(&[2, 3], &[3., 5., 4., 9., 15., 18.])), "{wide:?}");
        assert!(conv1d(&x, &counted(&[0, 1, 2]), None).same_bits(&numbers(&[4, 2], &[0.; 8])));
        let beyond = conv1d(&counted(&[1, 1]), &numbers(&[3, 1, 1], &[f64::NAN, 1., f64::INFINITY]), None);
        assert!(beyond.same_bits(&counted(&[1, 1])), "what meets no row counts for nothing");
    }

    #[test]
    fn names_and_costs_flow_to_the_result() {
        let shape = Shape::matrix(Axis::named(4, "n"), Axis::named(2, "d_model"));
        let x = Array::filled(&shape, 1.0);
        let w = Array::filled(&Shape::stack(3, Axis::named(2, "d_model"), Axis::named(5, "d_k")), 1.0);
        let arguments = [Argument::Array(&x), Argument::Array(&w), Argument::None];
        let found = Conv1d.shape(&arguments).unwrap();
        assert_eq!(found, Shape::matrix(Axis::named(4, "n"), Axis::named(5, "d_k")));
        let work = Conv1d.work(&arguments, &found);
        assert_eq!((work.multiply_adds().to_string().as_str(), work.steps()), ("3·n·d_model·d_k", 120));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let [x, w] = [counted(&[4, 2]), counted(&[3, 5, 1])];
        let found = fault("conv1d", &[Argument::Array(&x), Argument::Array(&w), Argument::None]);
        let Fault::Fit { arguments: [0, 1], wanted, .. } = &found else { panic!("{found:?}") };
        assert_eq!(**wanted, Shape::stack(3, 2, 1));
        let [w, b] = [counted(&[3, 2, 1]), counted(&[2])];
        let found = fault("conv1d", &[Argument::Array(&x), Argument::Array(&w), Argument::Array(&b)]);
        assert!(matches!(found, Fault::Fit { arguments: [1, 2], .. }), "{found:?}");
        let found = fault("conv1d", &[Argument::Array(&x), Argument::Array(&x), Argument::None]);
        assert!(matches!(found, Fault::Rank { argument: 1, least: 3, most: 3, .. }), "{found:?}");
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        let inf = f64::INFINITY;
        let cause = |x: &[f64], w: &[f64]| {
            let (x, w) = (numbers(&[x.len(), 1], x), numbers(&[w.len(), 1, 1], w));
            let arguments = [Argument::Array(&x), Argument::Array(&w), Argument::None];
            let value = call("conv1d", &arguments);
            let place = value.first_nan().or(value.first_non_finite().map(|(place, _)| place));
            Conv1d.cause(&arguments, &value, place.unwrap())
        };
        assert_eq!(cause(&[1., inf, 0.], &[0., 0., 1.]), Cause::ZeroTimesInfinity);
        assert_eq!(cause(&[inf, inf, 0.], &[1., -1.]), Cause::InfinityMinusInfinity);
        assert_eq!(cause(&[1e300, 0.], &[1e300]), Cause::Overflow);
    }
}
