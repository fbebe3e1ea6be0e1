//! A text that belongs to a notebook.

use std::{collections::BTreeMap, rc::Rc};

use serde::{Deserialize, Serialize};

/// A text of a notebook: the same in every language, or one for each.
///
/// In a file it is a string, or an object from language tags to strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Phrase {
    /// What somebody typed: shown as it is, whatever the language.
    Own(Rc<str>),
    /// A text for each language tag (`zh-CN`, `en`).
    Each(Rc<BTreeMap<String, Rc<str>>>),
}

impl Phrase {
    /// The text in a language; in English, then in any, where that language has none.
    pub fn text(&self, language: &str) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Each(texts) => {
                texts.get(language).or_else(|| texts.get("en")).or_else(|| texts.values().next()).map_or("", |text| text)
            }
        }
    }

    /// The languages it has a text for; `None` where one text serves all.
    pub fn languages(&self) -> Option<impl Iterator<Item = &str>> {
        match self {
            Self::Own(_) => None,
            Self::Each(texts) => Some(texts.keys().map(String::as_str)),
        }
    }
}

impl Default for Phrase {
    fn default() -> Self {
        Self::Own("".into())
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Self::Own(text.into())
    }
}
