//! `concatenate`, `stack` and `array`: several arrays to one.

use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Along, Array, Axis, Position, Shape};

/// `concatenate(arrays, axis=0)`: one after the other along an axis they have; all other sizes agree. `axis=None`
/// joins their elements in C order. The joined axis is named only if it is that of a single array.
pub(super) struct Concatenate;

/// `stack(arrays, axis=0)`: beside each other along a new axis; all have one shape.
pub(super) struct Stack;

/// `array(object)`: the list as an array, which the evaluator has made of it already.
pub(super) struct Literal;

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("arrays", ParameterKind::Arrays),
    Parameter::optional("axis", ParameterKind::Integer, Default::Integer(0)),
];
static OBJECT: [Parameter; 1] = [Parameter::required("object", ParameterKind::Array)];

/// The first array, once all others have its rank and its sizes, but for the axis at `position`.
fn check_parts<'a>(parts: &[&'a Array], position: Option<usize>) -> Result<&'a Array, Fault> {
    let Some((first, others)) = parts.split_first() else { return Err(Fault::EmptyList { argument: 0 }) };
    let sizes = |array: &Array| {
        let sizes = array.shape().sizes().enumerate();
        sizes.map(|(at, size)| if position == Some(at) { None } else { Some(size) }).collect::<Vec<_>>()
    };
    match others.iter().position(|other| sizes(other) != sizes(first)) {
        None => Ok(first),
        Some(at) => {
            let (left, right) = (first.shape().clone().into(), others[at].shape().clone().into());
            Err(Fault::Parts { argument: 0, parts: [0, at + 1], left, right })
        }
    }
}

/// The axis beside the joined one, named by whichever part has a name.
fn named(parts: &[&Array], at: usize, axis: &Axis) -> Axis {
    let name = parts.iter().find_map(|part| part.shape().axes().get(at)?.name.clone());
    Axis { size: axis.size, name }
}

fn all_truth(parts: &[&Array]) -> bool {
    parts.iter().all(|part| part.is_truth())
}

/// The parts one after the other along the axis at `position` of `shape`, which each of them has, if in other size.
/// `shapes` are theirs with that axis.
fn joined(parts: &[&Array], shapes: &[Shape], shape: &Shape, position: usize) -> Array {
    let mut elements = Vec::with_capacity(shape.len());
    for outer in 0..Along::axis(shape, position).outer {
        for (part, shape) in parts.iter().zip(shapes) {
            let along = Along::axis(shape, position);
            let group = along.size * along.inner;
            elements.extend_from_slice(
                part.elements().get(outer * group..(outer + 1) * group).unwrap_or_default(),
            );
        }
    }
    Array::from_memory(shape, elements).with_truth(all_truth(parts))
}

/// Where `axis` of [`Concatenate`] is; `None` for `axis=None`.
fn existing(given: Given<'_, '_>, shape: &Shape) -> Result<Option<usize>, Fault> {
    let Some(axis) = given.integer_or_none(1)? else { return Ok(None) };
    shape.position(axis).map(Some).ok_or(Fault::Axis { argument: 1, axis, rank: shape.rank() })
}

/// Where the new axis of [`Stack`] goes in the result.
fn inserted(given: Given<'_, '_>, shape: &Shape) -> Result<usize, Fault> {
    let axis = given.integer(1)?;
    let rank = shape.rank() + 1;
    let from_end = if axis < 0 { axis.saturating_add(rank as i64) } else { axis };
    let position = usize::try_from(from_end).ok().filter(|&position| position < rank);
    position.ok_or(Fault::Axis { argument: 1, axis, rank })
}

/// Which part has the member at a place of the joined axis, and where in that part.
fn part_at(sizes: impl Iterator<Item = usize>, place: usize) -> Option<(usize, usize)> {
    let mut left = place;
    for (part, size) in sizes.enumerate() {
        match left.checked_sub(size) {
            None => return Some((part, left)),
            Some(rest) => left = rest,
        }
    }
    None
}

impl Operation for Concatenate {
    fn name(&self) -> &'static str {
        "concatenate"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let parts = Given(arguments).arrays(0)?;
        let Some(first) = parts.first() else { return Err(Fault::EmptyList { argument: 0 }) };
        let total = |size: fn(&Shape, usize) -> usize, at: usize| {
            parts.iter().fold(0, |total: usize, part| total.saturating_add(size(part.shape(), at)))
        };
        if matches!(arguments.get(1), Some(Argument::None)) {
            return Ok(Shape::vector(total(|shape, _| shape.len(), 0)));
        }
        if let Some(part) = parts.iter().position(|part| part.shape().rank() == 0) {
            return Err(Fault::PartRank { argument: 0, part });
        }
        let position = existing(Given(arguments), first.shape())?;
        check_parts(parts, position)?;
        let mut shape = first.shape().clone();
        for (at, axis) in shape.axes_mut().iter_mut().enumerate() {
            if position != Some(at) {
                *axis = named(parts, at, axis);
            } else if parts.len() > 1 {
                *axis = Axis::new(total(|shape, at| shape.sizes().nth(at).unwrap_or(0), at));
            }
        }
        Ok(shape)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let parts = Given(arguments).arrays(0)?;
        let shapes: Vec<Shape> = parts.iter().map(|part| part.shape().clone()).collect();
        if let Some(position) = existing(Given(arguments), shape)? {
            return Ok(joined(parts, &shapes, shape, position));
        }
        let elements = parts.iter().flat_map(|part| part.iter()).collect();
        Ok(Array::from_memory(shape, elements).with_truth(all_truth(parts)))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Concatenate {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let parts = Given(arguments).arrays(0).ok().filter(|_| shape.holds(at))?;
        let shapes = || parts.iter().map(|part| part.shape());
        let (part, from) = if let Some(axis) = existing(Given(arguments), shape).ok()? {
            let sizes = shapes().map(|shape| shape.sizes().nth(axis).unwrap_or(0));
            let (part, place) = part_at(sizes, shape.place_on(at, axis))?;
            (part, shape.moved(at, axis, place))
        } else {
            let (part, index) = part_at(shapes().map(Shape::len), shape.c_index(at))?;
            (part, parts.get(part)?.shape().c_position(index))
        };
        Given(arguments).part_element(0, part, from).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "concatenate([[[1, 2]], [[3, 4]]], axis=1)"
    }
}

impl Operation for Stack {
    fn name(&self) -> &'static str {
        "stack"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let parts = Given(arguments).arrays(0)?;
        let shape = check_parts(parts, None)?.shape();
        let position = inserted(Given(arguments), shape)?;
        let mut axes = Vec::with_capacity(Shape::MOST + 1);
        axes.extend(shape.axes().iter().enumerate().map(|(at, axis)| named(parts, at, axis)));
        axes.insert(position, Axis::new(parts.len()));
        let rank = axes.len();
        Shape::new(axes).ok_or(Fault::TooManyAxes { rank })
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let parts = Given(arguments).arrays(0)?;
        let position = inserted(Given(arguments), check_parts(parts, None)?.shape())?;
        let mut part_shape = shape.clone();
        if let Some(axis) = part_shape.axes_mut().get_mut(position) {
            *axis = Axis::new(1);
        }
        let shapes = vec![part_shape.clone(); parts.len()];
        if parts.iter().all(|part| part.shape().view() == part_shape.view()) {
            return Ok(joined(parts, &shapes, shape, position));
        }
        // A new axis among the last two puts the elements into another order of memory.
        let parts: Vec<Array> = parts.iter().map(|&part| part.clone().reshaped(&part_shape)).collect();
        Ok(joined(&parts.iter().collect::<Vec<_>>(), &shapes, shape, position))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Stack {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let parts = Given(arguments).arrays(0).ok().filter(|_| shape.holds(at))?;
        let axis = inserted(Given(arguments), parts.first()?.shape()).ok()?;
        // What stands before the new axis moves one axis to the back, in the view that ends with the columns.
        let from = match shape.rank().saturating_sub(axis) {
            0 | 1 => (0, at.0, at.1),
            2 => (0, at.0, at.2),
            _ => (0, at.1, at.2),
        };
        Given(arguments).part_element(0, shape.place_on(at, axis), from).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "stack([[1, 2], [3, 4]])"
    }
}

impl Operation for Literal {
    fn name(&self) -> &'static str {
        "array"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &OBJECT
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        Ok(Given(arguments).array(0)?.shape().clone())
    }

    fn value(&self, arguments: &[Argument<'_>], _: &Shape) -> Result<Array, Fault> {
        Ok(Given(arguments).array(0)?.clone())
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Literal {
    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        Given(arguments).element(0, at).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "array([[1, 2], [3, 4]])"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    fn join(name: &str, parts: &[&Array], axis: i64) -> Array {
        call(name, &[Argument::Arrays(parts.to_vec()), Argument::Integer(axis)])
    }

    #[test]
    fn parts_follow_each_other() {
        let [matrix, row] = [counted(&[2, 2]), numbers(&[1, 2], &[8., 9.])];
        assert!(
            join("concatenate", &[&matrix, &row], 0).same_bits(&numbers(&[3, 2], &[0., 1., 2., 3., 8., 9.]))
        );
        let wide = join("concatenate", &[&matrix, &matrix], -1);
        assert!(wide.same_bits(&numbers(&[2, 4], &[0., 1., 0., 1., 2., 3., 2., 3.])));
        let stack = join("concatenate", &[&counted(&[2, 1, 1]), &numbers(&[2, 2, 1], &[5., 6., 7., 8.])], 1);
        assert!(stack.same_bits(&numbers(&[2, 3, 1], &[0., 5., 6., 1., 7., 8.])));
        let flat = call("concatenate", &[Argument::Arrays(vec![&row, &Array::scalar(1.0)]), Argument::None]);
        assert!(flat.same_bits(&numbers(&[3], &[8., 9., 1.])));
    }

    #[test]
    fn parts_stand_beside_each_other() {
        let [one, two] = [numbers(&[2], &[1., 2.]), numbers(&[2], &[3., 4.])];
        assert!(join("stack", &[&one, &two], 0).same_bits(&numbers(&[2, 2], &[1., 2., 3., 4.])));
        assert!(join("stack", &[&one, &two], -1).same_bits(&numbers(&[2, 2], &[1., 3., 2., 4.])));
        let matrix = counted(&[2, 2]);
        for (axis, expected) in [
            (0, [0., 1., 2., 3., 0., 1., 2., 3.]),
            (1, [0., 1., 0., 1., 2., 3., 2., 3.]),
            (2, [0., 0., 1., 1., 2., 2., 3., 3.]),
        ] {
            assert!(
                join("stack", &[&matrix, &matrix], axis).same_bits(&numbers(&[2, 2, 2], &expected)),
                "{axis}"
            );
        }
        let truth = join("stack", &[&Array::truth(true), &Array::truth(false)], 0);
        assert!(truth.same_bits(&numbers(&[2], &[1., 0.]).with_truth(true)));
        assert!(call("array", &[Argument::Array(&truth)]).same_bits(&truth));
    }

    #[test]
    fn names_stay_where_they_mean_something() {
        let named =
            |rows: usize| Array::filled(&Shape::matrix(Axis::named(rows, "n"), Axis::named(2, "d_k")), 0.0);
        let shape = |name: &str, parts: &[&Array], axis| join(name, parts, axis).shape().clone();
        let long = shape("concatenate", &[&named(2), &named(3)], 0);
        assert_eq!(long, Shape::matrix(5, Axis::named(2, "d_k")));
        assert_eq!(shape("concatenate", &[&named(2)], 0), *named(2).shape());
        let heads = Shape::stack(2, Axis::named(3, "n"), Axis::named(2, "d_k"));
        assert_eq!(shape("stack", &[&named(3), &named(3)], 0), heads);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let [matrix, other, number] = [counted(&[2, 2]), counted(&[2, 3]), Array::scalar(1.0)];
        let refuse = |name: &str, parts: &[&Array], axis| {
            fault(name, &[Argument::Arrays(parts.to_vec()), Argument::Integer(axis)])
        };
        for (name, parts) in [("concatenate", [0, 1]), ("stack", [0, 1])] {
            let found = refuse(name, &[&matrix, &other], 0);
            assert!(matches!(&found, Fault::Parts { parts: where_, .. } if *where_ == parts), "{found:?}");
        }
        assert_eq!(refuse("concatenate", &[&matrix, &number], 0), Fault::PartRank { argument: 0, part: 1 });
        assert_eq!(refuse("concatenate", &[], 0), Fault::EmptyList { argument: 0 });
        assert_eq!(refuse("stack", &[&matrix], 3), Fault::Axis { argument: 1, axis: 3, rank: 3 });
        assert_eq!(refuse("stack", &[&counted(&[1, 1, 1])], 0), Fault::TooManyAxes { rank: 4 });
    }
}
