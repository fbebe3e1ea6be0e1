//! How the reader looks at the notebook: not undone, not shared.

use std::rc::Rc;

use super::{
    Arrangement, Costing, Details, Dialog, Inspection, Pin, Player, Practice, Presentation, Unopened, Wiggle,
    Writing,
};
use crate::{i18n::Language, plot::Theme};

/// Whether the page is being printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Printing {
    /// No.
    #[default]
    No,
    /// The browser is about to, and waits for nothing: drawings stay as they are.
    Hurried,
    /// The page is made ready for it first, drawings too.
    Prepared,
}

/// The state of the view.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Whether it is being printed.
    pub printing: Printing,
    /// Whether shapes are written under the symbols of formulas.
    pub shapes: bool,
    /// The number that is being asked about.
    pub inspection: Inspection,
    /// What is open in the cells.
    pub details: Details,
    /// How far the computation has been stepped.
    pub player: Player,
    /// The results that the present ones are compared with.
    pub pin: Option<Pin>,
    /// The number that is being moved to and fro.
    pub wiggle: Option<Wiggle>,
    /// The exercise that is being done.
    pub practice: Practice,
    /// What the formulas cost, and at which sizes.
    pub cost: Costing,
    /// What is open for writing.
    pub writing: Writing,
    /// What is shown of the notebook while it is presented.
    pub presentation: Option<Presentation>,
    /// What is open over the notebook.
    pub dialog: Option<Dialog>,
    /// The built-in notebook that was chosen and has not come yet.
    pub awaited: Option<Rc<str>>,
    /// Whether it is awaited so that the open notebook, which came from it, can be as it was.
    pub resets: bool,
    /// The one that could not be had.
    pub unreached: Option<Rc<str>>,
    /// Whether the address names a lesson that there is not.
    pub unknown: bool,
    /// How a teacher has set the notebook up.
    pub arrangement: Option<Rc<Arrangement>>,
    /// The file that could not be opened.
    pub unopened: Option<Rc<Unopened>>,
}

impl Session {
    /// The view when the page opens.
    pub fn new(language: Language, theme: Theme) -> Self {
        Self {
            language,
            theme,
            printing: Printing::default(),
            shapes: false,
            inspection: Inspection::default(),
            details: Details::default(),
            player: Player::default(),
            pin: None,
            wiggle: None,
            practice: Practice::default(),
            cost: Costing::default(),
            writing: Writing::default(),
            presentation: None,
            dialog: None,
            awaited: None,
            resets: false,
            unreached: None,
            unknown: false,
            arrangement: None,
            unopened: None,
        }
    }
}
