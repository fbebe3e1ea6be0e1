//! Everything the page shows, and the one function that changes it.

use std::rc::Rc;

use super::{
    ArrangementMsg, ComparisonMsg, CostMsg, DetailsMsg, Dialog, Hidden, InspectionMsg, LessonMsg, LibraryMsg,
    Opening, Origin, PlayerMsg, PracticeMsg, PresentationMsg, Printing, Session, Shelf, Veil, WiggleMsg,
    WritingMsg,
    comparison::{AllCompared, compared_of},
    marks::{AllMarks, marks_of},
};
use crate::{
    i18n::Language,
    notebook::{Action, Document, Doubt, History, NotebookCost, Program, Refusal, Run, compile, doubts, run},
    plot::Theme,
};

/// The state of the page: what the reader owns, its values, and how it is looked at.
#[derive(Debug, Clone)]
pub struct Store {
    /// The document and its versions.
    pub history: History,
    /// The document, compiled.
    pub program: Rc<Program>,
    /// Its values.
    pub run: Rc<Run>,
    /// What the formulas do and few mean, for each cell.
    pub doubts: Vec<Rc<[Doubt]>>,
    /// How it is looked at.
    pub session: Session,
    /// What is not to be seen, which follows from the rest.
    pub hidden: Rc<Hidden>,
    /// What is marked on the values, which follows from the rest.
    pub marks: AllMarks,
    /// What the formulas cost, while that is shown.
    pub costs: Option<Rc<NotebookCost>>,
    /// The pinned results beside the present ones, which follow from the rest.
    pub compared: Rc<AllCompared>,
    /// Why the last edit was not made, until the next one is.
    pub refusal: Option<Rc<Refusal>>,
    /// The built-in notebooks that have been opened.
    pub shelf: Shelf,
    /// The notebooks that were opened, as [`History::opening`] counts them.
    pub openings: Vec<Rc<Opening>>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// An edit, a step of its own.
    Edited(Action),
    /// An edit in the middle of a gesture: every keystroke, every pixel of a drag.
    Previewed(Action),
    /// The gesture is over.
    GestureEnded,
    /// The gesture is over and what it changed is to be taken back.
    GestureCancelled,
    /// One step back.
    UndoPressed,
    /// One step forward.
    RedoPressed,
    /// About the reader's notebooks.
    Library(LibraryMsg),
    /// About the built-in notebooks.
    Lesson(LessonMsg),
    /// A language was chosen.
    LanguageChosen(Language),
    /// Light or dark was chosen.
    ThemeChosen(Theme),
    /// The page is being printed, or no longer.
    Printing(Printing),
    /// Shapes are to be written under symbols, or not any more.
    ShapesToggled,
    /// About the number that is explained.
    Inspection(InspectionMsg),
    /// About what is open in the cells.
    Details(DetailsMsg),
    /// About the steps.
    Player(PlayerMsg),
    /// About the pinned results.
    Comparison(ComparisonMsg),
    /// About the number that is moved.
    Wiggle(WiggleMsg),
    /// About the exercises.
    Practice(PracticeMsg),
    /// About the cost of the formulas.
    Cost(CostMsg),
    /// About cells that come, move and go.
    Writing(WritingMsg),
    /// About the slides.
    Presentation(PresentationMsg),
    /// About how a teacher has set the notebook up.
    Arrangement(ArrangementMsg),
    /// A dialog was opened, or the open one closed.
    DialogChosen(Option<Dialog>),
    /// The message of a refused edit was put away.
    RefusalDismissed,
}

impl Store {
    /// The state with a built-in notebook just opened.
    pub fn new(document: Document, session: Session) -> Self {
        Self::opened(document, Origin::Lesson, session)
    }

    /// The state with a notebook just opened.
    pub fn opened(document: Document, origin: Origin, session: Session) -> Self {
        let lesson = document.lesson.as_ref().filter(|_| origin == Origin::Lesson);
        let mut shelf = Shelf::new();
        shelf.extend(lesson.map(|id| (id.clone(), Rc::new(document.clone()))));
        let history = History::new(document);
        let openings = vec![Rc::new(Opening::new(history.present().clone(), origin))];
        let program = compile(history.present(), &Program::default());
        let run = run(&program, &Run::default());
        let doubts = doubts(&program, &run).into_iter().map(Rc::from).collect();
        Self {
            history,
            program: Rc::new(program),
            run: Rc::new(run),
            doubts,
            session,
            hidden: Rc::default(),
            marks: AllMarks::new(),
            costs: None,
            compared: Rc::default(),
            refusal: None,
            shelf,
            openings,
        }
    }

    /// The document as it stands.
    pub fn document(&self) -> &Rc<Document> {
        self.history.present()
    }

    /// The document that is to be kept: a number that is moved to and fro will be given back.
    pub fn kept_document(&self) -> &Rc<Document> {
        if self.session.wiggle.is_some() { self.history.before_gesture() } else { self.document() }
    }

    /// The state after `msg`. Pure: the same state and message give the same state.
    #[must_use]
    pub fn reduce(&self, msg: Msg) -> Self {
        let mut next = self.clone();
        if self.is_deaf_to(&msg) {
            return next;
        }
        let Some(msg) = next.before_wiggle(msg) else { return next };
        let is_followed = matches!(msg, Msg::Presentation(PresentationMsg::Followed(_)));
        match msg {
            Msg::Edited(action) => next.edit(&action, |history, _, document| history.edit(document)),
            Msg::Previewed(action) => {
                next.edit(&action, History::preview);
            }
            Msg::GestureEnded => next.history.commit(),
            Msg::GestureCancelled => next.history.cancel(),
            Msg::UndoPressed => next.history.undo(),
            Msg::RedoPressed => next.history.redo(),
            Msg::Library(msg) => next.turn_to_library(msg),
            Msg::Lesson(msg) => next.turn_to_lesson(msg),
            Msg::LanguageChosen(language) => next.session.language = language,
            Msg::ThemeChosen(theme) => next.session.theme = theme,
            Msg::Printing(Printing::Hurried) if next.session.printing == Printing::Prepared => {}
            Msg::Printing(printing) => next.session.printing = printing,
            Msg::ShapesToggled => next.session.shapes = !next.session.shapes,
            Msg::Inspection(InspectionMsg::Selected(number) | InspectionMsg::Followed(number))
                if self.hidden.veil(&self.program, &self.run, &number) == Some(Veil::Asked) => {}
            Msg::Inspection(msg) => next.inspect(msg),
            Msg::Details(msg) => next.detail(msg),
            Msg::Player(msg) => next.play(msg),
            Msg::Comparison(msg) => next.compare(msg),
            Msg::Wiggle(msg) => next.wiggle(msg),
            Msg::Practice(msg) => next.practise(msg),
            Msg::Cost(msg) => next.suppose(msg),
            Msg::Writing(msg) => next.write(msg),
            Msg::Presentation(msg) => next.present(msg),
            Msg::Arrangement(msg) => next.arrange(msg),
            Msg::DialogChosen(dialog) => next.turn_to_dialog(dialog),
            Msg::RefusalDismissed => next.refusal = None,
        }
        // A language, a ground, the end of a gesture: nothing to compute.
        if !is_followed && !Rc::ptr_eq(self.document(), next.document()) {
            next.recompute();
            next.settle_comparison(self);
            next.settle_inspection(self);
            next.settle_details(self);
            next.settle_player(self);
            next.settle_wiggle();
            next.settle_practice();
            next.settle_cost();
            next.settle_writing(self);
            next.settle_arrangement(self);
        }
        if !Rc::ptr_eq(&self.run, &next.run) || self.session != next.session {
            let hidden = Hidden::of(&next.program, &next.run, &next.session);
            if hidden != *next.hidden {
                next.hidden = Rc::new(hidden);
            }
            next.marks = marks_of(&next, &self.marks);
            next.compared = compared_of(&next, &self.compared);
        }
        next
    }

    pub(super) fn edit(&mut self, action: &Action, enter: impl FnOnce(&mut History, &str, Document)) {
        match action.apply(self.document()).and_then(|document| self.allowed(document)) {
            Ok(document) => {
                self.refusal = None;
                enter(&mut self.history, &action.gesture(), document);
            }
            Err(refusal) => self.refusal = Some(Rc::new(refusal)),
        }
    }

    pub(super) fn recompute(&mut self) {
        let program = compile(self.document(), &self.program);
        if program != *self.program {
            self.run = Rc::new(run(&program, &self.run));
            self.program = Rc::new(program);
            let kept = |(cell, found): (usize, Vec<Doubt>)| {
                let old = self.doubts.get(cell).filter(|old| ***old == *found);
                old.cloned().unwrap_or_else(|| found.into())
            };
            self.doubts = doubts(&self.program, &self.run).into_iter().enumerate().map(kept).collect();
        }
    }
}
