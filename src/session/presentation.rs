//! What is shown of the notebook while it is presented: some of its cells, in the lecturer's window and in the one that
//! follows it on the projector.

use std::rc::Rc;

use super::{Followed, Player, Store};
use crate::notebook::CellId;

/// A notebook that is presented.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// The cells that are shown; `None` until the first slide is there, and everything is shown.
    pub cells: Option<Rc<[CellId]>>,
    /// The cell that the reader asked for, and that its slide does not show.
    pub sought: Option<CellId>,
    /// Whether this is the audience's window, which follows another and is not touched.
    pub is_audience: bool,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum PresentationMsg {
    /// The notebook is presented from now on.
    Started,
    /// These cells are shown, and nothing else.
    Shown(Rc<[CellId]>),
    /// It is over.
    Ended,
    /// The window that this one follows shows something else.
    Followed(Box<Followed>),
}

impl Presentation {
    /// The audience's window, before it has heard anything.
    pub fn audience() -> Self {
        Self { cells: Some(Rc::default()), is_audience: true, ..Self::default() }
    }

    /// Whether a cell is shown.
    pub fn shows(&self, cell: &CellId) -> bool {
        self.cells.as_ref().is_none_or(|cells| cells.contains(cell))
    }
}

impl Store {
    pub(super) fn present(&mut self, msg: PresentationMsg) {
        let session = &mut self.session;
        match msg {
            PresentationMsg::Started => session.presentation = Some(Presentation::default()),
            PresentationMsg::Shown(cells) => {
                if let Some(presentation) = &mut session.presentation {
                    presentation.cells = Some(cells);
                    presentation.sought = None;
                }
            }
            // The steps belong to the slides.
            PresentationMsg::Ended => {
                if session.presentation.take_if(|presentation| !presentation.is_audience).is_some() {
                    session.player = Player { step: None, playing: false, ..session.player };
                }
            }
            PresentationMsg::Followed(followed) => self.follow(*followed),
        }
    }

    /// Shows a cell that the reader asks for, at once: its slide comes after it.
    pub(super) fn seek(&mut self, cell: &CellId) {
        let presentation = self.session.presentation.as_mut();
        if let Some(presentation) = presentation.filter(|presentation| !presentation.shows(cell)) {
            let cells = presentation.cells.iter().flat_map(|cells| cells.iter()).chain([cell]);
            presentation.cells = Some(cells.cloned().collect());
            presentation.sought = Some(cell.clone());
        }
    }
}
