//! What depends on a number that is moved, and how far it goes.

use std::rc::Rc;

use super::{Ranges, Store, Wiggle};
use crate::{
    notebook::{CellId, Program, Run, compile, run},
    value::{Array, Position},
};

/// How many samples a range is computed from, both ends among them.
const SAMPLES: usize = 17;
/// The ends and the middle: where the cells that depend on the number have more elements than [`LARGE`], so that
/// starting a wiggle takes no more than a few keystrokes' time.
const FEW_SAMPLES: usize = 3;
const LARGE: usize = 100_000;

/// A cell that depends on the number, or is where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Wiggled {
    /// The cell.
    pub cell: CellId,
    /// Whether the number is one of its own.
    pub is_own: bool,
    /// The range of each element; `None` where the cell has no value somewhere on the way, or another shape.
    pub ranges: Option<Rc<Ranges>>,
}

impl Ranges {
    fn around(value: &Array) -> Self {
        Self { low: value.clone().with_truth(false), high: value.clone().with_truth(false) }
    }

    /// Whether a value is within the range, everywhere; NaN is where the range is NaN.
    pub fn hold(&self, value: &Array) -> bool {
        let ends = self.low.elements().iter().zip(self.high.elements());
        let held = |((low, high), value): ((&f64, &f64), &f64)| {
            (low <= value && value <= high) || low.is_nan() || high.is_nan()
        };
        self.low.shape().same_sizes(value.shape()) && ends.zip(value.elements()).all(held)
    }

    /// Makes the ranges wide enough for a value of the same shape. A NaN makes a range NaN: its ends are not known.
    fn include(&mut self, value: &Array) {
        let widen = |end: &mut Array, wider: fn(f64, f64) -> bool| {
            for (end, value) in end.elements_mut().iter_mut().zip(value.elements()) {
                if wider(*value, *end) || value.is_nan() {
                    *end = *value;
                }
            }
        };
        widen(&mut self.low, |value, low| value < low);
        widen(&mut self.high, |value, high| value > high);
    }

    /// Numbers that need as many decimals as those on the way: the ends, and one step of the way from the low end.
    pub fn written(&self) -> Vec<f64> {
        let (low, high) = (self.low.elements(), self.high.elements());
        let steps = low.iter().zip(high).map(|(low, high)| low + (high - low) / 200.0);
        low.iter().chain(high).copied().chain(steps).collect()
    }

    /// The least and the greatest of an element.
    pub fn at(&self, (stack, row, column): Position) -> Option<(f64, f64)> {
        Some((self.low.get(stack, row, column)?, self.high.get(stack, row, column)?))
    }

    /// The element whose range is the widest, and the range; `None` where nothing moves.
    pub fn widest(&self) -> Option<(Position, (f64, f64))> {
        let (low, high) = (self.low.iter(), self.high.iter());
        let moving = low.zip(high).enumerate().filter(|(_, (low, high))| low < high);
        let widest = moving.reduce(
            |widest, next| {
                if next.1.1 - next.1.0 > widest.1.1 - widest.1.0 { next } else { widest }
            },
        );
        widest.map(|(index, range)| (self.low.shape().c_position(index), range))
    }
}

impl Wiggled {
    /// With ranges that hold the present value, where these do not.
    pub(super) fn grown(&self, run: &Run) -> Option<Self> {
        let ranges = self.ranges.as_ref()?;
        let value = value_of(run, &self.cell)?;
        if !ranges.low.shape().same_sizes(value.shape()) || ranges.hold(value) {
            return None;
        }
        let mut ranges = (**ranges).clone();
        ranges.include(value);
        Some(Self { ranges: Some(Rc::new(ranges)), ..self.clone() })
    }
}

fn value_of<'a>(run: &'a Run, cell: &str) -> Option<&'a Rc<Array>> {
    run.results.iter().find(|result| *result.cell.id == *cell).and_then(|result| result.fresh())
}

/// The places in the program of the number's cell and of the cells that depend on it.
fn dependents(program: &Program, cell: &str) -> Vec<usize> {
    let mut reached: Vec<usize> = Vec::new();
    for index in &program.order {
        if let Some(compiled) = program.cells.get(*index)
            && (*compiled.cell.id == *cell || compiled.reads.iter().any(|read| reached.contains(read)))
        {
            reached.push(*index);
        }
    }
    reached.sort_unstable();
    reached
}

/// The ranges over the whole way of the number, from samples at equal distances, each a run of the program with the
/// number in place; a run computes only the cells that depend on it.
pub(super) fn ranges_of(store: &Store, wiggle: &Wiggle) -> Vec<Wiggled> {
    let reached = dependents(&store.program, &wiggle.cell);
    let elements = reached.iter().filter_map(|index| store.run.results.get(*index)?.value.as_ref());
    let size: usize = elements.map(|value| value.shape().len()).sum();
    let samples = if size > LARGE { FEW_SAMPLES } else { SAMPLES };
    let mut ranges: Vec<Option<Ranges>> = reached
        .iter()
        .map(|index| store.run.results.get(*index)?.fresh().map(|value| Ranges::around(value)))
        .collect();
    // The present value may be off the way, after another choice of how far: the first sample takes its place.
    let (mut program, mut values) = ((*store.program).clone(), (*store.run).clone());
    for sample in 0..samples {
        let number = wiggle.number_at(2.0 * sample as f64 / (samples - 1) as f64 - 1.0);
        let Ok(document) = wiggle.action(number, store.document()).apply(store.document()) else { continue };
        program = compile(&document, &program);
        values = run(&program, &values);
        for (ranges, index) in ranges.iter_mut().zip(&reached) {
            let value = values.results.get(*index).and_then(|result| result.fresh());
            *ranges = match (ranges.take(), value) {
                (Some(_), Some(value)) if sample == 0 => Some(Ranges::around(value)),
                (Some(mut ranges), Some(value)) if ranges.low.shape().same_sizes(value.shape()) => {
                    ranges.include(value);
                    Some(ranges)
                }
                _ => None,
            };
        }
    }
    let wiggled = |(index, ranges): (&usize, Option<Ranges>)| {
        let cell = store.program.cells.get(*index)?.cell.id.clone();
        Some(Wiggled { is_own: cell == wiggle.cell, cell, ranges: ranges.map(Rc::new) })
    };
    reached.iter().zip(ranges).filter_map(wiggled).collect()
}
