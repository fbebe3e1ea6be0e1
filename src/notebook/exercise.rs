//! Exercises and predictions that a notebook carries: what is asked, as data. What a reader answers is not in here.

use std::rc::Rc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use super::{
    Phrase,
    limits::{MAX_BLANKS, MAX_CHOICES, MAX_SIDE, MAX_STACK, MAX_TEXT},
};
use crate::formula::is_name;

/// Numbers of a computed cell that are to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// What is to be done, in words.
    pub text: Phrase,
    /// The name that the cell defines.
    pub of: Rc<str>,
    /// The member of a stack; 0 where there is but one.
    pub slice: usize,
    /// Which numbers.
    pub blanks: Blanks,
    /// Whether a softmax is to be done with powers of 2 instead of e.
    pub base2: bool,
}

/// Which numbers of a grid are blanked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blanks {
    /// All of them.
    All,
    /// Those of one row.
    Row(usize),
    /// So many, drawn from a seed: the same seed draws the same places.
    Random {
        /// How many.
        count: usize,
        /// The seed.
        seed: u64,
    },
    /// These (row, column).
    Chosen(Vec<(usize, usize)>),
}

/// A question to be answered before the reader looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The question.
    pub question: Phrase,
    /// What the answer can be.
    pub answer: Answer,
    /// What is said once the answer is given.
    pub reveal: Phrase,
}

/// The kinds of answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One of some.
    Choice {
        /// They, in order.
        choices: Vec<Phrase>,
        /// The position of the right one.
        right: usize,
    },
    /// A number of the notebook, whatever it is when it is asked for.
    Number(AskedNumber),
}

/// A number of the notebook that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedNumber {
    /// The name of its cell.
    pub name: Rc<str>,
    /// The member of a stack.
    #[serde(default, skip_serializing_if = "is_first")]
    pub slice: usize,
    /// From 0.
    #[serde(default)]
    pub row: usize,
    /// From 0.
    #[serde(default)]
    pub column: usize,
    /// How far an answer may be from it.
    pub tolerance: f64,
}

// serde passes a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_first(slice: &usize) -> bool {
    *slice == 0
}

impl Exercise {
    /// Whether it keeps within the limits. The cell and the places need not be there.
    pub(super) fn is_sound(&self) -> bool {
        let blanks = match &self.blanks {
            Blanks::All => true,
            Blanks::Row(row) => *row < MAX_SIDE,
            Blanks::Random { count, .. } => (1..=MAX_BLANKS).contains(count),
            Blanks::Chosen(places) => {
                (1..=MAX_BLANKS).contains(&places.len())
                    && places.iter().all(|(row, column)| *row < MAX_SIDE && *column < MAX_SIDE)
            }
        };
        blanks && is_name(&self.of) && self.slice < MAX_STACK && self.text.fits(MAX_TEXT)
    }
}

impl Prediction {
    /// Whether it keeps within the limits, and its right choice is there. The number need not be.
    pub(super) fn is_sound(&self) -> bool {
        let answer = match &self.answer {
            Answer::Choice { choices, right } => {
                (2..=MAX_CHOICES).contains(&choices.len())
                    && *right < choices.len()
                    && choices.iter().all(|choice| choice.fits(MAX_TEXT))
            }
            Answer::Number(number) => {
                let place = number.slice < MAX_STACK && number.row < MAX_SIDE && number.column < MAX_SIDE;
                place && is_name(&number.name) && number.tolerance.is_finite() && number.tolerance >= 0.0
            }
        };
        answer && [&self.question, &self.reveal].iter().all(|text| text.fits(MAX_TEXT))
    }

    /// The name of the cell that it reads, to be kept in step with it.
    pub(super) fn name_mut(&mut self) -> Option<&mut Rc<str>> {
        match &mut self.answer {
            Answer::Choice { .. } => None,
            Answer::Number(number) => Some(&mut number.name),
        }
    }
}

impl Blanks {
    /// The places in a grid of so many rows and columns, in reading order, among those that `may` be asked for: at most
    /// [`MAX_BLANKS`], and in no more rows than `most_rows`.
    pub fn places(
        &self,
        rows: usize,
        columns: usize,
        most_rows: usize,
        may: impl Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut wanted = vec![false; rows * columns];
        let mut want = |row: usize, column: usize| {
            if let Some(slot) = wanted.get_mut(row * columns + column).filter(|_| column < columns) {
                *slot = may(row, column);
            }
        };
        match self {
            Self::All => (0..rows * columns).for_each(|place| want(place / columns, place % columns)),
            Self::Row(row) => (0..columns).for_each(|column| want(*row, column)),
            Self::Chosen(places) => places.iter().for_each(|(row, column)| want(*row, *column)),
            Self::Random { count, seed } => {
                let rows = rows.min(most_rows);
                let mut free: Vec<usize> =
                    (0..rows * columns).filter(|place| may(place / columns, place % columns)).collect();
                let mut draw = *seed;
                for _ in 0..(*count).min(MAX_BLANKS).min(free.len()) {
                    let place = free.swap_remove(mixed(&mut draw) as usize % free.len());
                    want(place / columns, place % columns);
                }
            }
        }
        let mut places = Vec::new();
        let mut left = most_rows;
        for row in 0..rows {
            let before = places.len();
            let line = (0..columns).filter(|column| wanted[row * columns + column]);
            places.extend(line.map(|column| (row, column)).take(MAX_BLANKS - before));
            left -= usize::from(places.len() > before);
            if left == 0 || places.len() == MAX_BLANKS {
                break;
            }
        }
        places
    }
}

/// The next number of a generator: `SplitMix64`. The upper half, which fits every `usize`.
fn mixed(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) >> 32
}

impl Serialize for Blanks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Chosen(places) => serializer.collect_seq(places),
            Self::Row(row) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("row", row)?;
                map.end()
            }
            Self::Random { count, seed } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("random", count)?;
                map.serialize_entry("seed", seed)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Blanks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Blanks;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(
                    "\"all\", a list of [row, column], {\"row\": …} or {\"random\": …, \"seed\": …}",
                )
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Blanks, E> {
                let unknown = || E::invalid_value(de::Unexpected::Str(text), &self);
                if text == "all" { Ok(Blanks::All) } else { Err(unknown()) }
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Blanks, A::Error> {
                let mut places = Vec::new();
                while let Some(place) = sequence.next_element::<(usize, usize)>()? {
                    places.push(place);
                }
                Ok(Blanks::Chosen(places))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Blanks, A::Error> {
                let (mut row, mut random, mut seed) = (None, None, None);
                while let Some((key, number)) = map.next_entry::<String, u64>()? {
                    match key.as_str() {
                        "row" => row = Some(number),
                        "random" => random = Some(number),
                        "seed" => seed = Some(number),
                        _ => return Err(de::Error::unknown_field(&key, &["row", "random", "seed"])),
                    }
                }
                let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
                match (row, random) {
                    (Some(row), None) => Ok(Blanks::Row(size(row))),
                    (None, Some(count)) => {
                        Ok(Blanks::Random { count: size(count), seed: seed.unwrap_or_default() })
                    }
                    _ => Err(de::Error::missing_field("random")),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(count: usize, seed: u64) -> Blanks {
        Blanks::Random { count, seed }
    }

    #[test]
    fn places_lie_in_the_grid() {
        let places = |blanks: &Blanks| blanks.places(2, 3, 99, |_, _| true);
        assert_eq!(places(&Blanks::All).len(), 6);
        assert_eq!(places(&Blanks::Row(1)), [(1, 0), (1, 1), (1, 2)]);
        assert_eq!(places(&Blanks::Row(2)), []);
        assert_eq!(places(&Blanks::Chosen(vec![(1, 2), (0, 0), (1, 2), (2, 0)])), [(0, 0), (1, 2)]);
        assert_eq!(places(&random(9, 1)).len(), 6);
        assert_eq!(Blanks::All.places(2, 3, 99, |row, column| row == column), [(0, 0), (1, 1)]);
    }

    #[test]
    fn a_seed_draws_the_same_places_and_another_others() {
        let places = |seed| random(3, seed).places(8, 8, 99, |_, _| true);
        assert_eq!(places(1), places(1));
        assert_eq!(places(1).len(), 3);
        assert_ne!(places(1), places(2));
    }

    #[test]
    fn a_large_grid_is_asked_for_in_part() {
        assert_eq!(Blanks::All.places(128, 128, 16, |_, _| true).len(), MAX_BLANKS);
        let rows = random(100, 5).places(128, 128, 16, |_, _| true);
        assert!(rows.len() == 100 && rows.iter().all(|(row, _)| *row < 16));
        let column = Blanks::Chosen((0..99).map(|row| (row, 0)).collect());
        assert_eq!(column.places(128, 128, 16, |_, _| true).len(), 16);
        assert_eq!(random(3, 0).places(0, 0, 1, |_, _| true), []);
    }
}
