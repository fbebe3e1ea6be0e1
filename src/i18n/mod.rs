//! Words: one catalogue for each language, as data.
//!
//! A catalogue is a file `src/i18n/TAG.yml` whose name is the language's tag. Adding a language is adding a file: it
//! appears in the page by itself. Values from the notebook are put in place of `%{name}`.
//!
//! Programs have the catalogues in themselves (`embedded`), but for the page's: with the feature `parts` it fetches them
//! ([`fetched`]).

mod amount;
mod doubt;
#[cfg(not(feature = "parts"))]
mod embedded;
pub mod fetched;
mod file;
mod import;
mod link;
mod message;
mod quantity;

use std::{borrow::Cow, fmt::Display};

pub use amount::{bytes, count, percent};
pub use doubt::doubt;
pub use file::{unopened, unreadable};
pub use import::import_fault;
pub use link::link_error;
pub use message::{Message, problem, refusal, remark, shape, waiting};
pub use quantity::{fixed, seconds};

#[cfg(not(feature = "parts"))]
use embedded as words;
#[cfg(feature = "parts")]
use fetched as words;

/// A language that there is a catalogue for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(u8);

impl Language {
    /// Every language, in the order of their tags.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..words::languages()).map(|index| Self(index as u8))
    }

    /// The language of a tag: the same tag, or the same language in another country (`zh-TW` finds `zh-CN`).
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let exact = Self::all().find(|language| language.tag().eq_ignore_ascii_case(tag));
        exact.or_else(|| Self::all().find(|language| primary(language.tag()) == primary(tag)))
    }

    /// The tag: `zh-CN`, `en`.
    pub fn tag(self) -> &'static str {
        words::tag(self.0).unwrap_or("en")
    }

    /// The language's own name for itself.
    pub fn name(self) -> &'static str {
        words::name(self.0).unwrap_or_default()
    }

    /// The next language in the circle.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1) % words::languages().max(1) as u8)
    }

    /// The text of a key.
    pub fn text(self, key: &str) -> Cow<'static, str> {
        words::text(self.0, key)
    }

    /// The text of a key that may be none: `quantity.Q`, which the glossary has, and `quantity.causal`, which it has not.
    /// The section has to be among the words that the page begins with.
    pub fn known(self, key: &str) -> Option<Cow<'static, str>> {
        words::known(self.0, key)
    }

    /// The members of a list with what stands between them: `X, Q, K` or `X、Q、K`.
    pub fn join(self, items: &[impl AsRef<str>]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&self.text("list.separator"))
    }

    /// The text of a key with values put in.
    pub fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        filled(&self.text(key), values)
    }
}

/// A text with values in its blanks; one that has no value stays as it is.
fn filled(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut pieces = text.split("%{");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let blank = piece.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(found, _)| *found == name)?;
            Some((value, after))
        });
        match blank {
            Some((value, after)) => {
                filled.push_str(&value.to_string());
                filled.push_str(after);
            }
            None => filled.extend(["%{", piece]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_blanks() {
        let values: &[(&str, &dyn Display)] = &[("a", &1), ("b", &"%{a}}")];
        assert_eq!(filled("%{b} %{a}%{a}.", values), "%{a}} 11.");
        assert_eq!(filled("%{c} {a} %a 100 %", values), "%{c} {a} %a 100 %");
        assert_eq!(filled("%{a", values), "%{a");
    }
}
