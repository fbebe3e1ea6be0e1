//! The steps of a computation: how many there are, and what each of them computes. Counted, never listed.

use std::ops::Range;

use crate::{
    notebook::{CellId, CellKind, Program, Run},
    value::Position,
};

/// What is computed in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// The value of a cell.
    #[default]
    Cell,
    /// A row of it.
    Row,
    /// A number of it.
    Number,
}

/// The steps of the formula cells that have a present value, each cell after those it reads. What is typed is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    grain: Grain,
    stations: Vec<Station>,
}

/// A cell on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its place in the program.
    pub place: usize,
    /// Its id.
    pub cell: CellId,
    /// Its sizes: stack, rows, columns; see [`Shape::view`](crate::value::Shape::view). None of them is 0.
    pub view: (usize, usize, usize),
    /// The numbers and the steps of the cells before it.
    before: (usize, usize),
}

impl Grain {
    /// All of them, from the coarsest.
    pub const ALL: [Self; 3] = [Self::Cell, Self::Row, Self::Number];

    /// What names it in the catalogue and in the page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Row => "row",
            Self::Number => "number",
        }
    }

    /// The grain of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grain| grain.key() == key)
    }
}

impl Station {
    /// How many numbers its value has.
    pub fn numbers(&self) -> usize {
        self.view.0 * self.view.1 * self.view.2
    }

    /// Where the number stands that is the n-th in C order, from 0.
    pub fn position(&self, number: usize) -> Position {
        let (_, rows, columns) = self.view;
        (number / (rows * columns), number / columns % rows, number % columns)
    }

    /// How many numbers one step computes.
    fn stride(&self, grain: Grain) -> usize {
        match grain {
            Grain::Cell => self.numbers(),
            Grain::Row => self.view.2,
            Grain::Number => 1,
        }
    }

    fn steps(&self, grain: Grain) -> usize {
        self.numbers() / self.stride(grain)
    }
}

impl Steps {
    /// The steps of a run, which is of the program.
    pub fn of(program: &Program, run: &Run, grain: Grain) -> Self {
        let mut before = (0, 0);
        let mut stations = Vec::new();
        for place in reading_order(program) {
            let (Some(compiled), Some(result)) = (program.cells.get(place), run.results.get(place)) else {
                continue;
            };
            let value = result.fresh().filter(|value| !value.shape().is_empty());
            if let (CellKind::Formula { .. }, Some(value)) = (&compiled.cell.kind, value) {
                let (cell, view) = (compiled.cell.id.clone(), value.shape().view());
                let station = Station { place, cell, view, before };
                before = (before.0 + station.numbers(), before.1 + station.steps(grain));
                stations.push(station);
            }
        }
        Self { grain, stations }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.stations.last().map_or(0, |last| last.before.1 + last.steps(self.grain))
    }

    /// How many steps are done before a station, and how many are when it is done.
    pub fn range(&self, station: &Station) -> Range<usize> {
        station.before.1..station.before.1 + station.steps(self.grain)
    }

    /// The cells in the order of computing.
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// After so many steps: each cell, and how many of its numbers are computed.
    pub fn reached(&self, step: usize) -> impl Iterator<Item = (&Station, usize)> {
        self.stations.iter().map(move |station| {
            let steps = step.saturating_sub(station.before.1);
            (station, steps.saturating_mul(station.stride(self.grain)).min(station.numbers()))
        })
    }

    /// What the step computes that makes it so many: the cell, and which of its numbers in C order. `None` at the start
    /// and beyond the end.
    pub fn computed(&self, step: usize) -> Option<(&Station, Range<usize>)> {
        let next = self.stations.partition_point(|station| station.before.1 < step);
        let station = self.stations.get(next.checked_sub(1)?)?;
        let stride = station.stride(self.grain);
        let end = (step - station.before.1) * stride;
        (end <= station.numbers()).then(|| (station, end - stride..end))
    }

    /// How many numbers of all cells are computed after so many steps.
    pub fn numbers_at(&self, step: usize) -> usize {
        self.computed(step.min(self.count())).map_or(0, |(station, numbers)| station.before.0 + numbers.end)
    }

    /// The fewest steps after which so many numbers are computed.
    pub fn step_at(&self, numbers: usize) -> usize {
        let next = self.stations.partition_point(|station| station.before.0 < numbers);
        let Some(station) = next.checked_sub(1).and_then(|at| self.stations.get(at)) else { return 0 };
        let steps = (numbers - station.before.0).div_ceil(station.stride(self.grain));
        (station.before.1 + steps).min(self.count())
    }

    /// The step that is nearest to a step of other steps, after an edit: as far in the same cell, if it is still there.
    pub fn nearest(&self, other: &Self, step: usize) -> usize {
        let found = other.computed(step).and_then(|(old, _)| {
            let new = self.stations.iter().find(|station| station.cell == old.cell)?;
            Some(new.before.1 + (step - old.before.1).min(new.steps(self.grain)))
        });
        found.unwrap_or(step).min(self.count())
    }

    /// Whether these compute the same cells of the same sizes, so that a step means what it meant.
    pub fn same_way(&self, other: &Self) -> bool {
        let way = |steps: &Self| -> Vec<_> {
            steps.stations.iter().map(|station| (station.cell.clone(), station.view)).collect()
        };
        way(self) == way(other)
    }
}

/// The cells that can be computed as the document has them, each after those it reads.
fn reading_order(program: &Program) -> Vec<usize> {
    let mut is_left = vec![false; program.cells.len()];
    for place in &program.order {
        if let Some(is_left) = is_left.get_mut(*place) {
            *is_left = true;
        }
    }
    let mut order = Vec::with_capacity(program.order.len());
    for place in 0..program.cells.len() {
        visit(program, place, &mut is_left, &mut order);
    }
    order
}

fn visit(program: &Program, place: usize, is_left: &mut [bool], order: &mut Vec<usize>) {
    let taken = is_left.get_mut(place).map(std::mem::take);
    if let (Some(true), Some(cell)) = (taken, program.cells.get(place)) {
        cell.reads.iter().for_each(|read| visit(program, *read, is_left, order));
        order.push(place);
    }
}
