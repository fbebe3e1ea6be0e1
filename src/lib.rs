//! Attention Notebook: the map of the code.

pub mod formula;
pub mod i18n;
pub mod lessons;
pub mod notebook;
pub mod ops;
pub mod plot;
pub mod ui;
pub mod value;
pub mod web;

use std::borrow::Cow;

rust_i18n::i18n!("src/i18n", fallback = "en");

/// The tags of the catalogues; here because the macro above keeps them at the crate's root.
pub(crate) fn catalogues() -> Vec<Cow<'static, str>> {
    rust_i18n::available_locales!()
}

/// The text of a key in a language.
pub(crate) fn translate(tag: &str, key: &str) -> Cow<'static, str> {
    let text = rust_i18n::t!(key, locale = tag);
    Cow::Owned(text.into_owned())
}
