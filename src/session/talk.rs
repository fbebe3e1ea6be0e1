//! A talk: where the lecturer is, and what he has the screen do.

use serde::{Deserialize, Serialize};

use super::{
    Grain, Number, Session,
    audience::{Blank, Exercised, Given, Moved, Scene},
    presenter::{Extent, Slide, Slides, Stop},
};
use crate::{notebook::CellId, plot::Theme};

/// The state of a talk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Talk {
    /// The slide and its step.
    pub stop: Stop,
    /// What the slide is about; it is found again by this.
    pub cell: Option<CellId>,
    /// What a slide shows.
    pub extent: Extent,
    /// What a step computes, where the slides are stepped.
    pub stepped: Option<Grain>,
    /// What covers the screen.
    pub blank: Option<Blank>,
    /// Whether the pointer is a large spot.
    pub pointer: bool,
    /// Whether the notes are shown; `None`: while an audience's window is there, for then nobody else sees them.
    pub notes: Option<bool>,
}

/// What a key does to a talk, whichever of the two windows it is pressed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Press {
    /// One stop on.
    Next,
    /// One stop back.
    Previous,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// A black screen, or no longer.
    Black,
    /// A white one.
    White,
    /// The large pointer, or no longer.
    Pointer,
}

impl Talk {
    /// After a key.
    #[must_use]
    pub fn pressed(&self, press: Press, slides: &Slides) -> Self {
        match press {
            Press::Next => self.at(slides, slides.after(self.now(slides))),
            Press::Previous => self.at(slides, slides.before(self.now(slides))),
            Press::First => self.at(slides, Stop::default()),
            Press::Last => self.at(slides, slides.last()),
            Press::Black => self.blanked(Blank::Black),
            Press::White => self.blanked(Blank::White),
            Press::Pointer => Self { pointer: !self.pointer, ..self.clone() },
        }
    }

    /// At a stop, with nothing over it.
    #[must_use]
    pub fn at(&self, slides: &Slides, stop: Stop) -> Self {
        let cell = slides.get(stop.slide).and_then(|slide| slide.own.first().cloned());
        Self { stop, cell, blank: None, ..self.clone() }
    }

    /// Where the talk is now, whatever became of the slides.
    pub fn now(&self, slides: &Slides) -> Stop {
        slides.settled(self.stop, self.cell.as_ref())
    }

    /// At the slide of a cell, if it has one.
    #[must_use]
    pub fn at_cell(&self, slides: &Slides, cell: &str) -> Self {
        slides.of_cell(cell).map_or_else(|| self.clone(), |slide| self.at(slides, slides.whole(slide)))
    }

    fn blanked(&self, blank: Blank) -> Self {
        Self { blank: Some(blank).filter(|blank| self.blank != Some(*blank)), ..self.clone() }
    }
}

/// What the audience is to see.
pub fn scene((slide, step): (Option<&Slide>, Option<usize>), talk: &Talk, session: &Session) -> Scene {
    let asked = session.inspection.number().cloned().map(|Number { cell, node, at }| (cell, node, at));
    let practice = &session.practice;
    Scene {
        language: session.language.tag().to_owned(),
        dark: session.theme == Theme::Dark,
        cells: slide.map(|slide| slide.shown.to_vec()).unwrap_or_default(),
        grain: talk.stepped.unwrap_or(session.player.grain).key().to_owned(),
        step,
        asked,
        answers: practice.prospects.iter().map(|(cell, answer)| Given::of(cell, answer)).collect(),
        blank: talk.blank,
        spot: None,
        scrolled: 0.0,
        shapes: session.shapes,
        standings: session.arrangement.iter().flat_map(|it| it.cells.clone()).collect(),
        details: session.details.of(slide.map(|slide| &*slide.shown).unwrap_or_default()),
        // The window that says it counts them.
        pin: None,
        moved: session.wiggle.as_ref().map(Moved::of),
        exercise: practice.attempt.as_deref().map(Exercised::of),
    }
}
