//! `zeros`, `ones` and `eye`: matrices to begin with. The sizes bring their names along: `zeros(X.shape)` is named
//! as X is.

use super::explanation::Reason;
use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Axis, Position, Shape};

/// One number everywhere.
pub(super) struct Fill {
    name: &'static str,
    value: f64,
}

/// `zeros(shape)`.
pub(super) static ZEROS: Fill = Fill { name: "zeros", value: 0.0 };
/// `ones(shape)`.
pub(super) static ONES: Fill = Fill { name: "ones", value: 1.0 };

static SHAPE: [Parameter; 1] = [Parameter::required("shape", ParameterKind::Sizes)];

/// The shape of these sizes.
pub(super) fn shape_of(sizes: &[Axis]) -> Result<Shape, Fault> {
    Shape::new(sizes.iter().cloned()).ok_or(Fault::TooManyAxes { rank: sizes.len() })
}

impl Operation for Fill {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &SHAPE
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        shape_of(Given(arguments).sizes(0)?)
    }

    fn value(&self, _: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        Ok(Array::filled(shape, self.value))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Fill {
    fn explain(&self, _: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        shape.holds(at).then_some(Explanation::Constant { value: self.value, reason: Reason::Filled })
    }

    fn example(&self) -> &'static str {
        match self.name {
            "zeros" => "zeros((2, 3))",
            _ => "ones((2, 3))",
        }
    }
}

/// `eye(N, M=None)`: 1 where row and column agree, else 0; N × M, M = N where it is left out.
pub(super) struct Eye;

static SIDES: [Parameter; 2] = [
    Parameter::required("N", ParameterKind::Size),
    Parameter::optional("M", ParameterKind::Size, Default::None),
];

impl Operation for Eye {
    fn name(&self) -> &'static str {
        "eye"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &SIDES
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        let rows = given.size(0)?;
        Ok(Shape::matrix(rows.clone(), given.size_or_none(1)?.unwrap_or(rows).clone()))
    }

    fn value(&self, _: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        Ok(Array::generate(shape, |_, row, col| f64::from(u8::from(row == col))))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Eye {
    fn explain(&self, _: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (value, reason) =
            if at.1 == at.2 { (1.0, Reason::OnDiagonal) } else { (0.0, Reason::OffDiagonal) };
        shape.holds(at).then_some(Explanation::Constant { value, reason })
    }

    fn example(&self) -> &'static str {
        "eye(3)"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, fault, numbers};
    use super::*;

    #[test]
    fn fills_take_sizes_and_names() {
        let sizes = vec![Axis::named(2, "n"), Axis::new(0)];
        let zeros = call("zeros", &[Argument::Sizes(sizes)]);
        assert_eq!(zeros.shape(), &Shape::matrix(Axis::named(2, "n"), 0));
        assert!(call("ones", &[Argument::Sizes(vec![2.into()])]).same_bits(&numbers(&[2], &[1.0, 1.0])));
        assert!(call("zeros", &[Argument::Sizes(vec![])]).same_bits(&Array::scalar(0.0)));
        let found = fault("zeros", &[Argument::Sizes(vec![Axis::new(1); 4])]);
        assert_eq!(found, Fault::TooManyAxes { rank: 4 });
    }

    #[test]
    fn a_hostile_size_costs_nothing_to_ask_about() {
        let shape = find("zeros", &[usize::MAX, usize::MAX]);
        assert_eq!(shape.len(), usize::MAX);
    }

    fn find(name: &str, sizes: &[usize]) -> Shape {
        let sizes = sizes.iter().copied().map(Axis::new).collect();
        super::super::find(name).unwrap().shape(&[Argument::Sizes(sizes)]).unwrap()
    }

    #[test]
    fn eye_is_one_on_the_diagonal() {
        let eye = call("eye", &[Argument::Size(2.into()), Argument::Size(3.into())]);
        assert!(eye.same_bits(&numbers(&[2, 3], &[1., 0., 0., 0., 1., 0.])));
        let square = call("eye", &[Argument::Size(Axis::named(2, "n")), Argument::None]);
        assert_eq!(square.shape(), &Shape::matrix(Axis::named(2, "n"), Axis::named(2, "n")));
    }
}
