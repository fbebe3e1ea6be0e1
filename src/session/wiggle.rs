//! One number moved to and fro, and the range of everything that depends on it.

use std::{collections::BTreeMap, f64::consts::TAU, rc::Rc};

use super::{CellMarks, LibraryMsg, Msg, Store, Wiggled, wiggled::ranges_of};
use crate::notebook::{Action, CellId, CellKind, Document, History};

/// How far a number may be moved to each side.
pub const AMPLITUDES: [f64; 7] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];
/// How far a number of a matrix is moved to begin with.
const AMPLITUDE: f64 = 1.0;
/// Turns in a second.
const FREQUENCY: f64 = 0.25;
/// The longest step of time: a page that slept does not jump.
const LONGEST: f64 = 0.2;

/// The number that is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Wiggle {
    /// The matrix or slider.
    pub cell: CellId,
    /// Its row and column; (0, 0) for a slider.
    pub at: (usize, usize),
    /// The number as it was, and is again when the wiggle ends.
    pub centre: f64,
    /// How far it is moved to each side; one of [`AMPLITUDES`].
    pub amplitude: f64,
    /// Where it is: −1 at the low end, 0 at the centre, 1 at the high end.
    pub position: f64,
    /// Whether it moves by itself.
    pub playing: bool,
    /// The least and the greatest that it may be: the bounds of a slider.
    bounds: (f64, f64),
    /// How much of a turn is done.
    phase: f64,
    /// The cells that depend on it, with the range of each of their elements.
    pub reached: Rc<Vec<Wiggled>>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum WiggleMsg {
    /// A typed number is to be moved.
    Started {
        /// The matrix or slider.
        cell: CellId,
        /// Its row and column; (0, 0) for a slider.
        at: (usize, usize),
        /// Whether it moves by itself at once.
        playing: bool,
    },
    /// So many seconds have passed.
    Ticked(f64),
    /// It was moved by hand to a position from −1 to 1, and rests there.
    Slid(f64),
    /// It is to move by itself, or to rest.
    PlayToggled,
    /// It is to be moved farther, or less far.
    AmplitudeChosen(f64),
    /// The number stays where it is, as one step of undo.
    Kept,
    /// The number goes back to what it was.
    Stopped,
}

impl Wiggle {
    /// The ends between which the number moves.
    pub fn ends(&self) -> (f64, f64) {
        (self.number_at(-1.0), self.number_at(1.0))
    }

    /// The number at a position.
    ///
    /// −1 … 0 runs from the low end to the centre, 0 … 1 from there to the high end. At 0 it is the centre, to the bit;
    /// elsewhere it is whole [`step`](Self::step)s away, so that the number stays short.
    pub fn number_at(&self, position: f64) -> f64 {
        let position = position.clamp(-1.0, 1.0);
        let (least, most) = (self.bounds.0 - self.centre, self.bounds.1 - self.centre);
        let reach = if position < 0.0 { self.amplitude.min(-least) } else { self.amplitude.min(most) };
        let steps = 100.0 / self.amplitude;
        let distance = (position * reach * steps).round() / steps;
        if distance == 0.0 {
            return self.centre;
        }
        let sum = self.centre + distance;
        // Without the noise of binary fractions: 0.1 + 0.2 is 0.3.
        let short = (sum * 1e9).round() / 1e9;
        if short.is_finite() { short.clamp(self.bounds.0, self.bounds.1) } else { sum }
    }

    /// The least distance that the number is moved by.
    pub fn step(&self) -> f64 {
        self.amplitude / 100.0
    }

    /// The number as it is now.
    pub fn number(&self) -> f64 {
        self.number_at(self.position)
    }

    /// The edit that gives the number a value.
    pub(super) fn action(&self, value: f64, document: &Document) -> Action {
        let cell = self.cell.clone();
        match document.cell(&cell).map(|(_, cell)| &cell.kind) {
            Some(CellKind::Slider(_)) => Action::SetSlider { cell, value },
            _ => Action::SetNumber { cell, row: self.at.0, column: self.at.1, value },
        }
    }

    /// A gesture of its own, also for a number that was being typed.
    fn gesture(&self) -> String {
        format!("wiggle {} {} {}", self.cell, self.at.0, self.at.1)
    }

    fn advance(&mut self, seconds: f64) {
        self.phase = (self.phase + seconds.clamp(0.0, LONGEST) * FREQUENCY).fract();
        let position = libm::sin(self.phase * TAU);
        // At the bound of a slider there is one side to move to.
        let (low, high) = self.ends();
        self.position = match (low < self.centre, high > self.centre) {
            (false, true) => position.abs(),
            (true, false) => -position.abs(),
            _ => position,
        };
    }
}

/// The number at a place of a matrix, or of a slider, and the bounds that it has.
fn number_of(document: &Document, cell: &str, (row, column): (usize, usize)) -> Option<(f64, (f64, f64))> {
    let (number, bounds) = match &document.cell(cell)?.1.kind {
        CellKind::Matrix(matrix) => {
            (*matrix.values.get(row)?.get(column)?, (f64::NEG_INFINITY, f64::INFINITY))
        }
        CellKind::Sentence(sentence) => {
            (sentence.number(document, row, column)?, (f64::NEG_INFINITY, f64::INFINITY))
        }
        CellKind::Slider(slider) => (slider.value, (slider.minimum, slider.maximum)),
        _ => return None,
    };
    // An infinity cannot be moved.
    number.is_finite().then_some((number, bounds))
}

impl Store {
    pub(super) fn wiggle(&mut self, msg: WiggleMsg) {
        match (msg, &mut self.session.wiggle) {
            (WiggleMsg::Started { cell, at, playing }, _) => {
                self.start_wiggle(cell, at, None);
                if let Some(wiggle) = &mut self.session.wiggle {
                    wiggle.playing = playing;
                }
            }
            (_, None) => {}
            (WiggleMsg::Ticked(seconds), Some(wiggle)) => {
                if wiggle.playing {
                    wiggle.advance(seconds);
                    self.move_number();
                }
            }
            (WiggleMsg::Slid(position), Some(_)) => self.put_number(position),
            (WiggleMsg::PlayToggled, Some(wiggle)) => wiggle.playing = !wiggle.playing,
            (WiggleMsg::AmplitudeChosen(amplitude), Some(wiggle)) => {
                let nearer = |a: &&f64, b: &&f64| (**a - amplitude).abs().total_cmp(&(**b - amplitude).abs());
                wiggle.amplitude = AMPLITUDES.iter().min_by(nearer).copied().unwrap_or(AMPLITUDE);
                self.find_ranges();
                self.move_number();
            }
            (WiggleMsg::Kept, Some(_)) => {
                self.session.wiggle = None;
                self.history.commit();
            }
            (WiggleMsg::Stopped, Some(_)) => self.stop_wiggle(),
        }
    }

    /// Begins to move a number, so far if that is known.
    pub(super) fn start_wiggle(&mut self, cell: CellId, at: (usize, usize), amplitude: Option<f64>) {
        self.history.commit();
        let Some((centre, bounds)) = number_of(self.document(), &cell, at) else { return };
        let room = (bounds.1 - bounds.0) / 2.0;
        let fitting = AMPLITUDES.iter().copied().filter(|amplitude| *amplitude <= room);
        let usual = if room.is_finite() { fitting.fold(AMPLITUDES[0], f64::max) } else { AMPLITUDE };
        let amplitude = amplitude.unwrap_or(usual);
        let (playing, reached) = (false, Rc::default());
        let wiggle =
            Wiggle { cell, at, centre, amplitude, position: 0.0, playing, bounds, phase: 0.0, reached };
        self.session.wiggle = Some(wiggle);
        self.find_ranges();
    }

    /// Moves the number to a position, where it rests.
    pub(super) fn put_number(&mut self, position: f64) {
        if let Some(wiggle) = &mut self.session.wiggle {
            wiggle.position = if position.is_nan() { 0.0 } else { position.clamp(-1.0, 1.0) };
            wiggle.phase = wiggle.position.asin() / TAU;
            wiggle.playing = false;
            self.move_number();
        }
    }

    /// Computes the ranges from samples of the whole way, whatever of it has been shown.
    fn find_ranges(&mut self) {
        if let Some(mut wiggle) = self.session.wiggle.take() {
            wiggle.reached = Rc::new(ranges_of(self, &wiggle));
            self.session.wiggle = Some(wiggle);
        }
    }

    /// Shows the number where it is now. All of it is one gesture, which is kept or taken back as a whole.
    fn move_number(&mut self) {
        let Some(wiggle) = &self.session.wiggle else { return };
        let (gesture, number) = (wiggle.gesture(), wiggle.number());
        let shown = number_of(self.document(), &wiggle.cell, wiggle.at).map(|(number, _)| number.to_bits());
        if shown == Some(number.to_bits()) {
            return;
        }
        if let Ok(document) = wiggle.action(number, self.document()).apply(self.document()) {
            History::preview(&mut self.history, &gesture, document);
        }
    }

    pub(super) fn stop_wiggle(&mut self) {
        if self.session.wiggle.take().is_some() {
            self.history.cancel();
        }
    }

    /// What a message means while a number is moved: an edit of something else first gives the number back, undo and
    /// Escape do only that, and that the focus leaves a number ends nothing. `None` where there is nothing to do.
    pub(super) fn before_wiggle(&mut self, msg: Msg) -> Option<Msg> {
        if self.session.wiggle.is_none() {
            return Some(msg);
        }
        match msg {
            Msg::GestureEnded => None,
            Msg::GestureCancelled | Msg::UndoPressed | Msg::RedoPressed => {
                Some(Msg::Wiggle(WiggleMsg::Stopped))
            }
            Msg::Edited(_)
            | Msg::Previewed(_)
            | Msg::Writing(_)
            | Msg::Lesson(_)
            | Msg::Library(LibraryMsg::Opened { .. } | LibraryMsg::Taken(_))
            | Msg::Comparison(super::ComparisonMsg::Swapped)
            | Msg::Wiggle(WiggleMsg::Started { .. }) => {
                self.stop_wiggle();
                Some(msg)
            }
            msg => Some(msg),
        }
    }

    /// Ends the wiggle of a number that is no longer there or that something else has changed, and lets a range grow
    /// that the present value is outside of: between two samples it may be, by a little.
    pub(super) fn settle_wiggle(&mut self) {
        let Some(wiggle) = &mut self.session.wiggle else { return };
        let number = number_of(self.history.present(), &wiggle.cell, wiggle.at).map(|(number, _)| number);
        if number.map(f64::to_bits) != Some(wiggle.number().to_bits()) {
            self.session.wiggle = None;
            return;
        }
        let outside = |reached: &Wiggled| reached.grown(&self.run);
        if wiggle.reached.iter().any(|reached| outside(reached).is_some()) {
            let grown =
                wiggle.reached.iter().map(|reached| outside(reached).unwrap_or_else(|| reached.clone()));
            wiggle.reached = Rc::new(grown.collect());
        }
    }

    pub(super) fn mark_ranges(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let Some(wiggle) = &self.session.wiggle else { return };
        for reached in wiggle.reached.iter() {
            if let Some(ranges) = &reached.ranges {
                marks.entry(reached.cell.clone()).or_default().value.ranges = Some(ranges.clone());
            }
        }
    }
}
