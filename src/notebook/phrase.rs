//! A text that belongs to a notebook.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::limits::{MAX_LABEL, MAX_LANGUAGES};

/// A text of a notebook: the same in every language, or one for each.
///
/// In a file it is a string, or an object from language tags to strings.
#[derive(Debug, Clone, PartialEq, Eq)]
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
            Self::Each(texts) => texts
                .get(language)
                .or_else(|| texts.get("en"))
                .or_else(|| texts.values().next())
                .map_or("", |text| text),
        }
    }

    /// Whether it is this text, in some language.
    pub(super) fn says(&self, text: &str) -> bool {
        match self {
            Self::Own(own) => **own == *text,
            Self::Each(texts) => texts.values().any(|own| **own == *text),
        }
    }

    /// Whether no language's text has more characters than that, and there are no more languages than a notebook has.
    pub(super) fn fits(&self, limit: usize) -> bool {
        let short = |text: &str, limit| text.chars().nth(limit).is_none();
        let mut languages = self.languages().into_iter().flatten();
        languages.by_ref().take(MAX_LANGUAGES).all(|tag| short(tag, MAX_LABEL))
            && languages.next().is_none()
            && self.texts().all(|text| short(text, limit))
    }

    /// A text made of several: one for each language that any of them has a text for.
    pub(super) fn of_all(parts: &[Self], text: impl Fn(&str) -> String) -> Self {
        let mut languages = BTreeSet::new();
        languages.extend(parts.iter().filter_map(Self::languages).flatten());
        if languages.is_empty() {
            return Self::Own(text("en").into());
        }
        let texts = languages
            .into_iter()
            .take(MAX_LANGUAGES)
            .map(|language| (language.to_owned(), text(language).into()));
        let mut each = BTreeMap::new();
        each.extend(texts);
        Self::Each(Rc::new(each))
    }

    /// The same with another text: the one of a language, where there is one for each. Where there are as many as can
    /// be, the last gives way to a new one.
    #[must_use]
    pub fn with_text(&self, language: &str, text: &str) -> Self {
        match self {
            Self::Own(_) => Self::Own(text.into()),
            Self::Each(texts) => {
                let mut texts = (**texts).clone();
                if texts.len() >= MAX_LANGUAGES && !texts.contains_key(language) {
                    texts.pop_last();
                }
                texts.insert(language.to_owned(), text.into());
                Self::Each(Rc::new(texts))
            }
        }
    }

    /// Whether it says nothing in any language.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Own(text) => text.is_empty(),
            Self::Each(texts) => texts.values().all(|text| text.is_empty()),
        }
    }

    /// Its texts, in whichever languages.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (own, each) = match self {
            Self::Own(text) => (Some(&**text), None),
            Self::Each(texts) => (None, Some(texts.values().map(|text| &**text))),
        };
        own.into_iter().chain(each.into_iter().flatten())
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

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Own(text) => serializer.serialize_str(text),
            Self::Each(texts) => serializer.collect_map(texts.iter()),
        }
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Phrase;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a text, or an object from language tags to texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<Phrase, E> {
                Ok(Phrase::from(text))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Phrase, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((tag, text)) = map.next_entry()? {
                    texts.insert(tag, text);
                }
                Ok(Phrase::Each(Rc::new(texts)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
