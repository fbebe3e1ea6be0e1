//! What the audience's window makes of what the lecturer's says: the same state, found anew from the same notebook.

use std::rc::Rc;

use super::{
    Arrangement, Attempt, CellDetails, Grain, Inspection, Number, Pin, Player, Prospect, Standing, Store,
    Wiggle,
    audience::{Exercised, Moved, Scene},
};
use crate::{
    i18n::Language,
    notebook::{CellId, Document, History, compile, run},
    plot::Theme,
};

/// What another window shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// The notebook, where it is not the one that is here.
    pub document: Option<Rc<Document>>,
    /// Its language.
    pub language: Language,
    /// Its ground.
    pub theme: Theme,
    /// The cells that are shown.
    pub cells: Rc<[CellId]>,
    /// How far the computation has been stepped, and what a step computes.
    pub step: (Grain, Option<usize>),
    /// The number that is explained.
    pub asked: Option<Number>,
    /// What was answered to the questions.
    pub answers: Vec<(CellId, Prospect)>,
    /// Whether shapes are written under symbols.
    pub shapes: bool,
    /// The cells that a teacher has covered, locked or left out.
    pub standings: Vec<(CellId, Standing)>,
    /// What is open in the cells.
    pub details: Vec<(CellId, Rc<CellDetails>)>,
    /// The notebook that was pinned.
    pub pinned: Option<Rc<Document>>,
    /// The number that is moved.
    pub moved: Option<Moved>,
    /// The exercise that is being done.
    pub exercise: Option<Exercised>,
}

impl Followed {
    /// What is said of another window, in a page of this language: the notebook, where it is another one, and the pinned
    /// one, where there is one.
    pub fn of(
        (document, pinned): (Option<Rc<Document>>, Option<Rc<Document>>),
        scene: Scene,
        language: Language,
    ) -> Self {
        Self {
            document,
            pinned: pinned.filter(|_| scene.pin.is_some()),
            language: Language::of_tag(&scene.language).unwrap_or(language),
            theme: scene.theme(),
            step: scene.step(),
            asked: scene.number(),
            answers: scene.prospects(),
            cells: scene.cells.into(),
            shapes: scene.shapes,
            standings: scene.standings,
            details: scene.details,
            moved: scene.moved,
            exercise: scene.exercise,
        }
    }
}

impl Store {
    /// Shows what another window shows. Nothing is left to be settled: it is all of one moment there.
    pub(super) fn follow(&mut self, followed: Followed) {
        if !self.session.presentation.as_ref().is_some_and(|presentation| presentation.is_audience) {
            return;
        }
        if let Some(document) = followed.document {
            self.session.wiggle = None;
            self.history = History::new((*document).clone());
            self.recompute();
        }
        self.follow_pin(followed.pinned);
        self.follow_wiggle(followed.moved.as_ref());
        let answers = followed.answers.into_iter().map(|(cell, answer)| (cell, Rc::new(answer)));
        self.answered(answers.collect());
        let uncovered = self.follow_exercise(followed.exercise.as_ref());
        let session = &mut self.session;
        session.language = followed.language;
        session.theme = followed.theme;
        session.shapes = followed.shapes;
        let arrangement =
            Arrangement { cells: followed.standings.into_iter().collect(), ..Arrangement::default() };
        if session.arrangement.as_deref().cloned().unwrap_or_default() != arrangement {
            session.arrangement = Some(Rc::new(arrangement)).filter(|arrangement| !arrangement.is_usual());
        }
        let (grain, step) = followed.step;
        session.player = Player { grain, step, playing: false, ..session.player };
        session.inspection = Inspection { trail: followed.asked.into_iter().collect() };
        let open = &mut session.details.cells;
        open.retain(|cell, _| followed.details.iter().any(|(told, _)| told == cell));
        for (cell, details) in followed.details {
            // What is open as it was keeps its allocation, and its view has nothing to do.
            if open.get(&cell) != Some(&details) {
                open.insert(cell, details);
            }
        }
        if let Some(presentation) = &mut session.presentation {
            let cells = followed.cells.iter().filter(|cell| Some(*cell) != uncovered);
            presentation.cells = Some(cells.cloned().collect());
        }
        self.keep_what_is_there();
    }

    /// Compares with the pinned notebook, whose values are found here.
    fn follow_pin(&mut self, pinned: Option<Rc<Document>>) {
        let is_same = |pin: &Pin| pinned.as_ref().is_some_and(|document| Rc::ptr_eq(&pin.document, document));
        if !self.session.pin.as_ref().is_some_and(is_same) {
            self.session.pin = pinned.map(|document| {
                let program = compile(&document, &self.program);
                Pin { run: Rc::new(run(&program, &self.run)), document }
            });
        }
    }

    /// Moves a number as the other window does. Its ranges are found when it begins, or is moved farther.
    fn follow_wiggle(&mut self, told: Option<&Moved>) {
        let is_it = |wiggle: &Wiggle| {
            let same =
                |told: &Moved| Moved { position: wiggle.position, ..told.clone() } == Moved::of(wiggle);
            told.is_some_and(same)
        };
        if told.is_none() && self.session.wiggle.is_none() {
            return;
        }
        if !self.session.wiggle.as_ref().is_some_and(is_it) {
            self.stop_wiggle();
            self.recompute();
            if let Some(told) = told {
                self.start_wiggle(told.cell.clone(), told.at, Some(told.amplitude));
            }
        }
        if let Some(told) = told {
            self.put_number(told.position);
            self.recompute();
            self.settle_wiggle();
        }
    }

    /// Covers what the exercise asks for. Where that cannot be done, the cell, which is then not to be seen at all.
    fn follow_exercise<'a>(&mut self, told: Option<&'a Exercised>) -> Option<&'a CellId> {
        let before = self.session.practice.attempt.take();
        let told = told?;
        let before = before.filter(|before| before.plan.cell == told.cell);
        let attempt = match Attempt::told(&self.program, &self.run, told) {
            Some(attempt) => {
                Some(before.filter(|before| **before == attempt).unwrap_or_else(|| Rc::new(attempt)))
            }
            // While the cell is broken the exercise waits.
            None => before,
        };
        let is_bare = attempt.is_none() && !told.ended;
        self.session.practice.attempt = attempt;
        is_bare.then_some(&told.cell)
    }
}
