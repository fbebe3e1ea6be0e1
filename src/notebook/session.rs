//! How the reader looks at the notebook: not undone, not shared.

use crate::i18n::Language;

/// The state of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

/// The ground that the page is set on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on near-black.
    Dark,
}

impl Theme {
    /// The name in style sheets and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}
