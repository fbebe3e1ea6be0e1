//! Words: one catalogue for each language, as data.
//!
//! A catalogue is a file `src/i18n/TAG.yml` whose name is the language's tag. Adding a language is adding a file: it
//! appears in the page by itself. Values from the notebook are put in place of `%{name}`.

mod amount;
mod doubt;
mod file;
mod import;
mod link;
mod message;
mod quantity;

use std::{borrow::Cow, fmt::Display, sync::OnceLock};

pub use amount::{bytes, count, percent};
pub use doubt::doubt;
pub use file::{unopened, unreadable};
pub use import::import_fault;
pub use link::link_error;
pub use message::{Message, problem, refusal, remark, shape, waiting};
pub use quantity::{fixed, seconds};

/// A language that there is a catalogue for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(u8);

fn catalogues() -> &'static [String] {
    static CATALOGUES: OnceLock<Vec<String>> = OnceLock::new();
    CATALOGUES.get_or_init(|| crate::catalogues().iter().map(ToString::to_string).collect())
}

impl Language {
    /// Every language, in the order of their tags.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..catalogues().len()).map(|index| Self(index as u8))
    }

    /// The language of a tag: the same tag, or the same language in another country (`zh-TW` finds `zh-CN`).
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let exact = Self::all().find(|language| language.tag().eq_ignore_ascii_case(tag));
        exact.or_else(|| Self::all().find(|language| primary(language.tag()) == primary(tag)))
    }

    /// The tag: `zh-CN`, `en`.
    pub fn tag(self) -> &'static str {
        catalogues().get(usize::from(self.0)).map_or("en", String::as_str)
    }

    /// The language's own name for itself.
    pub fn name(self) -> Cow<'static, str> {
        self.text("language.name")
    }

    /// The next language in the circle.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1) % catalogues().len().max(1) as u8)
    }

    /// The text of a key.
    pub fn text(self, key: &str) -> Cow<'static, str> {
        crate::translate(self.tag(), key)
    }

    /// The members of a list with what stands between them: `X, Q, K` or `X、Q、K`.
    pub fn join(self, items: &[impl AsRef<str>]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&self.text("list.separator"))
    }

    /// The text of a key with values put in.
    pub fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let text = self.text(key);
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        let values: Vec<String> = values.iter().map(|(_, value)| value.to_string()).collect();
        rust_i18n::replace_patterns(&text, &names, &values)
    }
}
