//! What is open over the notebook.

use crate::notebook::CellId;

use super::Store;

/// A dialog over the notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// The reader's own notebooks.
    Library,
    /// The notebook as a file of its own format: it is offered, and nothing stays open.
    Save,
    /// The link to the notebook.
    Share,
    /// The notebook, or one cell of it, as files of other programs.
    Export(Option<CellId>),
    /// Numbers from files of other programs.
    Import,
}

impl Dialog {
    /// The stable name of the dialog.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Save => "save",
            Self::Share => "share",
            Self::Export(_) => "export",
            Self::Import => "import",
        }
    }
}

impl Store {
    pub(super) fn turn_to_dialog(&mut self, dialog: Option<Dialog>) {
        self.session.dialog = dialog;
    }
}
