//! Words that are in the program, by rust-i18n.

use std::{borrow::Cow, sync::OnceLock};

/// A language's tag and its name for itself.
type Entry = (String, String);

fn all() -> &'static [Entry] {
    static ALL: OnceLock<Vec<Entry>> = OnceLock::new();
    ALL.get_or_init(|| {
        let entry = |tag: Cow<'static, str>| {
            let name = crate::translate(&tag, "language.name").into_owned();
            (tag.into_owned(), name)
        };
        crate::catalogues().into_iter().map(entry).collect()
    })
}

/// How many languages there are.
pub(super) fn languages() -> usize {
    all().len()
}

pub(super) fn tag(index: u8) -> Option<&'static str> {
    all().get(usize::from(index)).map(|(tag, _)| tag.as_str())
}

pub(super) fn name(index: u8) -> Option<&'static str> {
    all().get(usize::from(index)).map(|(_, name)| name.as_str())
}

/// The text of a key that may be none.
pub(super) fn known(index: u8, key: &str) -> Option<Cow<'static, str>> {
    // Instead of a text that is not there, rust-i18n gives the key behind the tag.
    Some(text(index, key)).filter(|text| !text.ends_with(key))
}

/// The text of a key.
pub(super) fn text(index: u8, key: &str) -> Cow<'static, str> {
    crate::translate(tag(index).unwrap_or("en"), key)
}
