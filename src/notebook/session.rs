//! How the reader looks at the notebook: not undone, not shared.

use crate::{i18n::Language, plot::Theme};

/// The state of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}
