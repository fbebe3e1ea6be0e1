//! The texts of a lesson, which a link names instead of saying them.

use std::{collections::BTreeMap, rc::Rc};

use serde::Deserialize;

use crate::notebook::{Answer, CellKind, Document, Phrase};

/// What names a text of a lesson.
pub(super) type Hash = [u8; 4];

/// The texts that a lesson's file holds: those that it says, and those that it said in an earlier release.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// `None` where two have one hash: neither is named by it.
    phrases: BTreeMap<Hash, Option<Phrase>>,
    words: BTreeMap<Hash, Option<Rc<str>>>,
}

/// What a lesson's file holds beside the notebook.
#[derive(Deserialize)]
struct Earlier {
    #[serde(default)]
    earlier: Vec<Phrase>,
}

/// FNV-1a in 64 bits, folded to 32.
fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> Hash {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    // A byte that no text has stands behind each part.
    let part = |hash, part: &str| part.as_bytes().iter().chain(&[0xff]).fold(hash, mix);
    let long = parts.into_iter().fold(0xcbf2_9ce4_8422_2325, part);
    ((long >> 32) as u32 ^ long as u32).to_le_bytes()
}

fn hash_of(phrase: &Phrase) -> Hash {
    match phrase {
        Phrase::Own(text) => hash([&**text]),
        Phrase::Each(texts) => hash(texts.iter().flat_map(|(tag, text)| [tag.as_str(), text])),
    }
}

/// The long texts of a cell, its notes left out.
fn of_cell(kind: &CellKind) -> Vec<&Phrase> {
    match kind {
        CellKind::Text { text } => vec![text],
        CellKind::Exercise(exercise) => vec![&exercise.text],
        CellKind::Predict(prediction) => {
            let mut found = vec![&prediction.question, &prediction.reveal];
            if let Answer::Choice { choices, .. } = &prediction.answer {
                found.extend(choices);
            }
            found
        }
        _ => Vec::new(),
    }
}

/// The texts of a notebook that are long: its title, its words and notes, what it asks. Sentences, tokens and labels are always in
/// the link: numbers hang on them.
fn phrases(document: &Document) -> impl Iterator<Item = &Phrase> {
    let cells = document
        .cells
        .iter()
        .flat_map(move |cell| of_cell(&cell.kind).into_iter().chain(&cell.note).chain(&cell.speaker_notes));
    std::iter::once(&document.title).chain(cells)
}

/// Adds what may be there already; where something else is, neither stays.
fn add<T: PartialEq>(found: &mut BTreeMap<Hash, Option<T>>, hash: Hash, value: T) {
    match found.get_mut(&hash) {
        Some(other) if other.as_ref() != Some(&value) => *other = None,
        Some(_) => {}
        None => {
            found.insert(hash, Some(value));
        }
    }
}

impl Texts {
    /// Those of a lesson as it stands.
    pub fn of(lesson: &Document) -> Self {
        let mut texts = Self::default();
        phrases(lesson).for_each(|phrase| texts.add(phrase));
        texts
    }

    /// Those of a lesson and, from its file, those that it said earlier.
    pub fn of_file(lesson: &Document, source: &str) -> Self {
        let mut texts = Self::of(lesson);
        let earlier = serde_json::from_str::<Earlier>(source).map(|file| file.earlier);
        earlier.unwrap_or_default().iter().for_each(|phrase| texts.add(phrase));
        texts
    }

    fn add(&mut self, phrase: &Phrase) {
        // An empty text is shorter than its hash.
        if phrase.is_empty() {
            return;
        }
        add(&mut self.phrases, hash_of(phrase), phrase.clone());
        if let Phrase::Each(texts) = phrase {
            for text in texts.values().filter(|text| text.len() > 8) {
                add(&mut self.words, hash([&**text]), text.clone());
            }
        }
    }

    /// The hash of each text, as hexadecimal digits.
    pub fn hashes(&self) -> Vec<String> {
        let named = self.phrases.iter().filter(|(_, phrase)| phrase.is_some()).map(|(hash, _)| hash);
        named.map(|hash| format!("{:08x}", u32::from_be_bytes(*hash))).collect()
    }

    pub(super) fn name_of(&self, phrase: &Phrase) -> Option<Hash> {
        let hash = hash_of(phrase);
        (self.phrase(hash)? == phrase).then_some(hash)
    }

    pub(super) fn name_of_words(&self, words: &Rc<str>) -> Option<Hash> {
        let hash = hash([&**words]);
        (self.words(hash)? == words).then_some(hash)
    }

    pub(super) fn phrase(&self, hash: Hash) -> Option<&Phrase> {
        self.phrases.get(&hash)?.as_ref()
    }

    pub(super) fn words(&self, hash: Hash) -> Option<&Rc<str>> {
        self.words.get(&hash)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_text_never_changes() {
        assert_eq!(hash(["a"]), hash_of(&"a".into()));
        assert_eq!(hash(["注意力"]), 0x44ad_b050_u32.to_le_bytes());
        assert_ne!(hash(["a", "b"]), hash(["ab"]));
    }

    #[test]
    fn texts_of_one_hash_are_not_named() {
        let mut found = BTreeMap::new();
        add(&mut found, [0; 4], 1);
        add(&mut found, [0; 4], 1);
        assert_eq!(found[&[0; 4]], Some(1));
        add(&mut found, [0; 4], 2);
        add(&mut found, [0; 4], 2);
        assert_eq!(found[&[0; 4]], None);
    }

    #[test]
    fn earlier_texts_come_from_the_file() {
        let lesson = crate::lessons::first();
        let texts = Texts::of_file(&lesson, r#"{"earlier": ["So it was."]}"#);
        assert!(texts.name_of(&"So it was.".into()).is_some());
        assert!(texts.name_of(&lesson.title).is_some());
        assert_eq!(texts.name_of(&"New".into()), None);
    }
}
