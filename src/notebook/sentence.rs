//! The sentence cell: text in, tokens out, and a row of numbers for each token.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{
    Dimension, Document, Phrase,
    limits::{MAX_LABEL, MAX_SENTENCE, MAX_VOCABULARY},
    tokens::joined,
};
use crate::{
    ops::standard_normal,
    value::{Array, Axis, Shape},
};

/// A sentence and how its tokens become numbers. It defines the matrix whose rows are the tokens.
///
/// The tokens are the items of the dimension [`rows`](Self::rows), which all sentences over it share. The numbers are
/// not kept but follow from the rest: equal tokens have equal rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The name in formulas.
    pub name: Rc<str>,
    /// The dimension whose items are the tokens.
    pub rows: Rc<str>,
    /// The dimension that its columns run over; another than that of the rows.
    pub columns: Rc<str>,
    /// What the tokens were cut from, with white space and punctuation.
    pub text: Phrase,
    /// Where the numbers come from.
    pub embedding: Embedding,
    /// A row for each token of the table, also for tokens that have left the sentence: they may come back.
    pub vocabulary: Rc<Vec<Word>>,
}

/// Where the numbers of a sentence come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Embedding {
    /// From the vocabulary, set by hand.
    Table,
    /// 1 in the column of the token's own item, 0 elsewhere: the columns are the distinct tokens, in the order in which
    /// they first appear.
    OneHot,
    /// Row v of `random_normal((vocabulary, d), seed)` for token number v among the distinct ones.
    Random(i64),
}

/// A token and its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The token.
    pub token: Phrase,
    /// One number for each column; none is NaN.
    pub values: Vec<f64>,
}

/// Where one number of a sentence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was set by hand, in the table.
    Set,
    /// It was made from the token's text, since nobody set it.
    Made,
    /// One-hot: whether the column is the token's own.
    Hot(bool),
    /// A draw.
    Drawn {
        /// From which it is drawn.
        seed: i64,
        /// How many distinct tokens there are.
        vocabulary: usize,
        /// The token's number among them.
        number: usize,
    },
}

/// For each item the number of the first one that equals it, counted among the distinct ones.
pub fn token_numbers(items: &[Phrase]) -> Vec<usize> {
    let mut firsts: Vec<&Phrase> = Vec::new();
    let number = |item| {
        firsts.iter().position(|first| *first == item).unwrap_or_else(|| {
            firsts.push(item);
            firsts.len() - 1
        })
    };
    items.iter().map(number).collect()
}

/// The distinct items in the order in which they first appear.
pub(super) fn distinct(items: &[Phrase]) -> Vec<Phrase> {
    let mut firsts: Vec<Phrase> = Vec::new();
    for item in items {
        if !firsts.contains(item) {
            firsts.push(item.clone());
        }
    }
    firsts
}

/// The row of a token that no table has: drawn from the token's text alone, with deviation 0.5, rounded to one decimal,
/// never all 0.
pub(super) fn made_row(token: &Phrase, width: usize) -> Vec<f64> {
    // FNV-1a.
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let seed = token.text("en").bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    // + 0.0 makes 0 of −0.
    let rounded = |number: f64| (number * 5.0).round() / 10.0 + 0.0;
    let mut row: Vec<f64> = standard_normal(seed as i64).take(width).map(rounded).collect();
    if row.iter().all(|number| *number == 0.0)
        && let Some(first) = row.first_mut()
    {
        *first = 1.0;
    }
    row
}

impl Sentence {
    /// A sentence over two dimensions whose tokens are the items that are there, with rows made for them.
    pub fn over(document: &Document, name: Rc<str>, rows: Rc<str>, columns: Rc<str>) -> Self {
        let (text, embedding) = (text_of(document, &rows), Embedding::Table);
        let mut sentence = Self { name, rows, columns, text, embedding, vocabulary: Rc::default() };
        sentence.fill(document);
        sentence
    }

    /// The tokens.
    pub fn tokens<'a>(&self, document: &'a Document) -> &'a [Phrase] {
        document.dimension(&self.rows).map_or(&[], |dimension| &dimension.items)
    }

    /// Whether the numbers are set by hand.
    pub fn is_table(&self) -> bool {
        self.embedding == Embedding::Table
    }

    /// The row of a token in the table.
    pub(super) fn row(&self, token: &Phrase) -> Option<&Vec<f64>> {
        self.vocabulary.iter().find(|word| word.token == *token).map(|word| &word.values)
    }

    /// A number that is set by hand.
    pub fn number(&self, document: &Document, row: usize, column: usize) -> Option<f64> {
        let token = self.tokens(document).get(row).filter(|_| self.is_table())?;
        self.row(token)?.get(column).copied()
    }

    /// Where the number at a row and column comes from; `None` where there is none.
    pub fn origin(&self, tokens: &[Phrase], row: usize, column: usize) -> Option<Origin> {
        let token = tokens.get(row)?;
        let numbers = token_numbers(tokens);
        let number = *numbers.get(row)?;
        Some(match self.embedding {
            Embedding::Table => {
                let values = self.row(token)?;
                let made = made_row(token, values.len());
                let same = values.get(column)?.to_bits() == made.get(column)?.to_bits();
                if same { Origin::Made } else { Origin::Set }
            }
            Embedding::OneHot => Origin::Hot(number == column),
            Embedding::Random(seed) => Origin::Drawn { seed, vocabulary: distinct(tokens).len(), number },
        })
    }

    /// The numbers, row by row.
    pub(super) fn values(&self, rows: &Dimension, columns: &Dimension) -> Vec<Vec<f64>> {
        let width = columns.size();
        let numbers = token_numbers(&rows.items);
        match self.embedding {
            Embedding::Table => {
                let row = |token| self.row(token).cloned().unwrap_or_else(|| vec![0.0; width]);
                rows.items.iter().map(row).collect()
            }
            Embedding::OneHot => {
                let row = |number: &usize| (0..width).map(|at| f64::from(u8::from(at == *number))).collect();
                numbers.iter().map(row).collect()
            }
            Embedding::Random(seed) => {
                let count = numbers.iter().max().map_or(0, |most| most + 1);
                let draws: Vec<f64> = standard_normal(seed).take(count * width).collect();
                numbers.iter().map(|number| draws[number * width..][..width].to_vec()).collect()
            }
        }
    }

    /// The numbers as an array over the two dimensions.
    pub(super) fn array(&self, rows: &Dimension, columns: &Dimension) -> Option<Array> {
        let axis =
            |dimension: &Dimension| Axis { size: dimension.size(), name: Some(dimension.name.clone()) };
        let values = self.values(rows, columns).into_iter().flatten().collect();
        Array::from_c_order(Shape::matrix(axis(rows), axis(columns)), values)
    }

    /// Changes numbers of the table: `edit` is given the rows of the sentence, and what it changed goes into the row
    /// of its token.
    pub(super) fn edit_rows<E>(
        &mut self,
        items: &[Phrase],
        edit: impl FnOnce(&mut Vec<Vec<f64>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let before: Vec<Vec<f64>> =
            items.iter().map(|token| self.row(token).cloned().unwrap_or_default()).collect();
        let mut after = before.clone();
        edit(&mut after)?;
        for ((token, old), new) in items.iter().zip(&before).zip(after) {
            if *old != new {
                self.set_row(token, new);
            }
        }
        Ok(())
    }

    /// Gives a token a row of the table.
    pub(super) fn set_row(&mut self, token: &Phrase, values: Vec<f64>) {
        let words = Rc::make_mut(&mut self.vocabulary);
        match words.iter_mut().find(|word| word.token == *token) {
            Some(word) => word.values = values,
            None => words.push(Word { token: token.clone(), values }),
        }
    }

    /// Gives every token that the table lacks a row; whether there was one.
    pub(super) fn fill(&mut self, document: &Document) -> bool {
        let width = document.size(&self.columns);
        let missing: Vec<Phrase> =
            self.tokens(document).iter().filter(|token| self.row(token).is_none()).cloned().collect();
        let missing = if self.is_table() { missing } else { Vec::new() };
        for token in &missing {
            self.set_row(token, made_row(token, width));
        }
        !missing.is_empty()
    }

    /// Forgets rows of tokens that have left the sentence: those that would be made again as they are, and the oldest
    /// where there are too many.
    pub(super) fn prune(&mut self, document: &Document) -> bool {
        let items = self.tokens(document);
        let gone = |word: &Word| !items.contains(&word.token);
        let made = |word: &Word| word.values == made_row(&word.token, word.values.len());
        let mut kept: Vec<Word> =
            self.vocabulary.iter().filter(|word| !gone(word) || !made(word)).cloned().collect();
        while kept.len() > MAX_VOCABULARY
            && let Some(oldest) = kept.iter().position(gone)
        {
            kept.remove(oldest);
        }
        let fewer = kept.len() < self.vocabulary.len();
        if fewer {
            self.vocabulary = Rc::new(kept);
        }
        fewer
    }

    /// Whether the sentence keeps its promises in the document.
    pub(super) fn is_sound(&self, document: &Document) -> bool {
        let (Some(rows), Some(columns)) = (document.dimension(&self.rows), document.dimension(&self.columns))
        else {
            return false;
        };
        let whole = |word: &Word| {
            word.token.fits(MAX_LABEL)
                && word.values.len() == columns.size()
                && !word.values.iter().any(|value| value.is_nan())
        };
        let follows = match self.embedding {
            Embedding::Table => rows.items.iter().all(|token| self.row(token).is_some()),
            Embedding::OneHot => columns.items == distinct(&rows.items),
            Embedding::Random(_) => true,
        };
        let short = self.vocabulary.len() <= MAX_VOCABULARY && self.text.fits(MAX_SENTENCE);
        short && rows.name != columns.name && self.vocabulary.iter().all(whole) && follows
    }
}

/// The text of a dimension's tokens: that of a sentence over it, or the tokens in a row.
pub(super) fn text_of(document: &Document, rows: &str) -> Phrase {
    let shared = document.sentences().find(|sentence| *sentence.rows == *rows);
    let spelled = || {
        let items = document.dimension(rows).map_or(&[][..], |dimension| &dimension.items);
        Phrase::of_all(items, |language| {
            joined(&items.iter().map(|item| item.text(language)).collect::<Vec<_>>())
        })
    };
    shared.map_or_else(spelled, |sentence| sentence.text.clone())
}
