//! The slides of a notebook: which cells are shown together, and how far the computation is stepped on each.
//!
//! A slide is a cell with the cells that it reads, as on a blackboard: what is computed stands beside what it is computed
//! from, and a number that is changed is seen to arrive. Or it is a row, as the notebook's writer set it. A slide has
//! stops: one where nothing is stepped; otherwise one before its first step and one after each.

use std::{ops::Range, rc::Rc};

use super::{Grain, Steps};
use crate::{
    notebook::{Cell, CellId, CellKind, Document, Program, Run, first_words, folded_away},
    prose,
};

/// What a slide shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// A cell and what it reads.
    #[default]
    Cell,
    /// The cells beside each other.
    Row,
}

/// The slides, in the order of the notebook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slides {
    slides: Vec<Slide>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    /// The cells that it is about.
    pub own: Vec<CellId>,
    /// The cells that are shown, in the order of the notebook.
    pub shown: Rc<[CellId]>,
    /// The steps that compute its own cells: how many are done before each cell, and after it.
    steps: Vec<Range<usize>>,
}

/// Where the lecturer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stop {
    /// The slide, from 0.
    pub slide: usize,
    /// How many of its steps are done.
    pub step: usize,
}

impl Extent {
    /// What names it in the catalogue and in the page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Row => "row",
        }
    }

    /// The extent of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Cell, Self::Row].into_iter().find(|extent| extent.key() == key)
    }
}

impl Slide {
    /// How many steps it has.
    pub fn steps(&self) -> usize {
        self.steps.iter().map(Range::len).sum()
    }

    /// The step of the player after so many steps of the slide; `None` where nothing is stepped.
    pub fn player_step(&self, step: usize) -> Option<usize> {
        let first = self.steps.iter().map(|range| range.start).min()?;
        let mut left = step.min(self.steps());
        if left == 0 {
            return Some(first);
        }
        let mut end = first;
        for range in &self.steps {
            end = range.start + left.min(range.len());
            if left <= range.len() {
                break;
            }
            left -= range.len();
        }
        Some(end)
    }
}

impl Slides {
    /// The slides of a notebook, stepped or not. What is folded away under a heading is left out.
    pub fn of(
        (program, run): (&Program, &Run),
        language: &str,
        extent: Extent,
        stepped: Option<Grain>,
    ) -> Self {
        let cells: Vec<Rc<Cell>> = program.cells.iter().map(|compiled| compiled.cell.clone()).collect();
        let away = folded_away(&cells, language);
        let steps = stepped.map(|grain| Steps::of(program, run, grain));
        let ranges = |place: usize| {
            let stations = steps.iter().flat_map(|steps| steps.stations().iter().map(move |it| (steps, it)));
            let own = stations.filter(move |(_, station)| station.place == place);
            own.map(|(steps, station)| steps.range(station)).collect::<Vec<_>>()
        };
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (place, cell) in cells.iter().enumerate().filter(|(place, _)| away.get(*place) != Some(&true)) {
            match groups.last_mut() {
                Some(row) if extent == Extent::Row && cell.beside => row.push(place),
                _ => groups.push(vec![place]),
            }
        }
        let slide = |own: Vec<usize>| {
            let mut shown = own.clone();
            if extent == Extent::Cell {
                shown.extend(
                    own.iter().filter_map(|place| program.cells.get(*place)).flat_map(|it| &it.reads),
                );
                shown.sort_unstable();
                shown.dedup();
            }
            let id = |place: &usize| cells.get(*place).map(|cell| cell.id.clone());
            Slide {
                shown: shown.iter().filter_map(id).collect(),
                steps: own.iter().copied().flat_map(ranges).collect(),
                own: own.iter().filter_map(id).collect(),
            }
        };
        Self { slides: groups.into_iter().map(slide).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.slides.len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.slides.is_empty()
    }

    /// A slide.
    pub fn get(&self, slide: usize) -> Option<&Slide> {
        self.slides.get(slide)
    }

    /// The slide that is about a cell, or else the first that shows it.
    pub fn of_cell(&self, cell: &str) -> Option<usize> {
        let find = |cells: fn(&Slide) -> &[CellId]| {
            self.slides.iter().position(|slide| cells(slide).iter().any(|id| **id == *cell))
        };
        find(|slide| &slide.own).or_else(|| find(|slide| &slide.shown))
    }

    /// The stop after one: the next step, then the next slide. The last stays.
    #[must_use]
    pub fn after(&self, stop: Stop) -> Stop {
        match self.get(stop.slide) {
            Some(slide) if stop.step < slide.steps() => Stop { step: stop.step + 1, ..stop },
            _ if stop.slide + 1 < self.len() => Stop { slide: stop.slide + 1, step: 0 },
            _ => stop,
        }
    }

    /// The stop before one: the step before it, then the slide before it with all its steps done. The first stays.
    #[must_use]
    pub fn before(&self, stop: Stop) -> Stop {
        match stop {
            Stop { step: 1.., .. } => Stop { step: stop.step - 1, ..stop },
            Stop { slide: 1.., .. } => self.whole(stop.slide - 1),
            _ => stop,
        }
    }

    /// The last stop.
    pub fn last(&self) -> Stop {
        self.whole(self.len().saturating_sub(1))
    }

    /// A slide with all its steps done.
    pub fn whole(&self, slide: usize) -> Stop {
        Stop { slide, step: self.get(slide).map_or(0, Slide::steps) }
    }

    /// The stop that is there of one, after the slides have become others: that about the same cell, if it is known, with
    /// no more steps than it has.
    #[must_use]
    pub fn settled(&self, stop: Stop, cell: Option<&CellId>) -> Stop {
        let found = cell.and_then(|cell| self.of_cell(cell));
        let slide = found.unwrap_or(stop.slide).min(self.len().saturating_sub(1));
        Stop { slide, step: stop.step.min(self.get(slide).map_or(0, Slide::steps)) }
    }
}

/// What a slide is called: the first words of its text, the name of what it computes. Empty where it has none.
pub fn title(document: &Document, slide: &Slide, language: &str) -> String {
    let names = slide.own.iter().filter_map(|id| {
        let (_, cell) = document.cell(id)?;
        let words = match &cell.kind {
            CellKind::Text { text } => first_words(text.text(language)),
            CellKind::Exercise(exercise) => first_words(exercise.text.text(language)),
            CellKind::Predict(prediction) => first_words(prediction.question.text(language)),
            _ => return cell.written_name().map(str::to_owned),
        };
        words.map(prose::words)
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What is to be said at a slide, in Markdown; empty where nothing is.
pub fn speaker_notes(document: &Document, slide: &Slide, language: &str) -> String {
    let notes = slide.own.iter().filter_map(|id| {
        let (_, cell) = document.cell(id)?;
        Some(cell.speaker_notes.as_ref()?.text(language).trim())
    });
    notes.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A time as a clock shows it: `0:07`, `12:03`, `1:02:03`.
pub fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The largest of the sizes between two that fits, to a hundredth; the smallest where none does.
pub fn largest(least: f64, most: f64, mut fits: impl FnMut(f64) -> bool) -> f64 {
    if fits(most) {
        return most;
    }
    let (mut low, mut high) = (least, most);
    while high - low > 0.01 {
        let middle = f64::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}
