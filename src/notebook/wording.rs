//! Edits of sentences, and what sentences do when dimensions are edited: their texts, tables and one-hot columns
//! follow the tokens.

use std::{ops::Range, rc::Rc};

use super::{
    Cell, CellKind, Dimension, Document, Embedding, Phrase, Refusal, Sentence,
    limits::{Limit, MAX_LABEL, MAX_SENTENCE, MAX_SIDE},
    resize::{edit_dimension, set_items},
    sentence::{distinct, text_of},
    tokens::respelled,
};

/// The sentence of a cell.
fn sentence_of<'a>(document: &'a Document, id: &str) -> Result<&'a Sentence, Refusal> {
    match document.cell(id).map(|(_, cell)| &cell.kind) {
        Some(CellKind::Sentence(sentence)) => Ok(sentence),
        _ => Err(Refusal::Missing),
    }
}

/// Changes sentences; those that `edit` does not change stay as they are.
fn edit_sentences(document: &mut Document, mut edit: impl FnMut(&Document, &Cell, &mut Sentence) -> bool) {
    for index in 0..document.cells.len() {
        let cell = document.cells[index].clone();
        let CellKind::Sentence(sentence) = &cell.kind else { continue };
        let mut sentence = sentence.clone();
        if edit(document, &cell, &mut sentence) {
            document.cells[index] = Rc::new(cell.with_kind(CellKind::Sentence(sentence)));
        }
    }
}

/// Another text with its tokens. Matrices over the tokens keep the rows of those that stay.
pub(super) fn set_sentence(
    document: &Document,
    id: &str,
    text: &str,
    tokens: &[String],
) -> Result<Document, Refusal> {
    let sentence = sentence_of(document, id)?;
    check_length(&text.into())?;
    let short = |token: &String| token.trim().chars().take(MAX_LABEL).collect::<String>();
    let tokens: Vec<String> = tokens.iter().map(short).filter(|token| !token.is_empty()).collect();
    if tokens.is_empty() {
        return Err(Refusal::LastItem);
    }
    if tokens.len() > MAX_SIDE {
        return Err(Refusal::Limit(Limit::Side(tokens.len())));
    }
    let (rows, items) = (sentence.rows.clone(), sentence.tokens(document));
    // A built-in sentence that stands as it is stays in every language.
    if sentence.text.says(text)
        && items.len() == tokens.len()
        && items.iter().zip(&tokens).all(|(item, token)| item.says(token))
    {
        return Ok(document.clone());
    }
    let items: Vec<Phrase> = tokens.iter().map(|token| Phrase::from(token.as_str())).collect();
    let mut document = follow_items(document, &rows, items.clone())?;
    let text = Phrase::from(text);
    edit_sentences(&mut document, |_, _, sentence| {
        if sentence.rows != rows {
            return false;
        }
        sentence.text = text.clone();
        adopt(sentence, &items);
        true
    });
    settle(document)
}

/// The rows of built-in tokens become those of the reader's own tokens of the same text.
fn adopt(sentence: &mut Sentence, items: &[Phrase]) {
    let words = Rc::make_mut(&mut sentence.vocabulary);
    for item in items {
        if !words.iter().any(|word| word.token == *item)
            && let Some(word) = words.iter_mut().find(|word| word.token.says(item.text("en")))
        {
            word.token = item.clone();
        }
    }
}

/// Another source of the numbers. A table begins with what is on screen where it has no rows yet.
pub(super) fn set_embedding(
    document: &Document,
    id: &str,
    embedding: Embedding,
) -> Result<Document, Refusal> {
    let old = sentence_of(document, id)?;
    let (Some(rows), Some(columns)) = (document.dimension(&old.rows), document.dimension(&old.columns))
    else {
        return Err(Refusal::Missing);
    };
    let shown = old.values(rows, columns);
    let mut document = document.clone();
    edit_sentences(&mut document, |_, cell, sentence| {
        if *cell.id != *id {
            return false;
        }
        if embedding == Embedding::Table {
            for (token, values) in rows.items.iter().zip(&shown) {
                if sentence.row(token).is_none() {
                    sentence.set_row(token, values.clone());
                }
            }
        }
        sentence.embedding = embedding;
        true
    });
    settle(document)
}

/// Other dimensions: the tokens are the items of the new one. The table keeps what lies within both sizes.
pub(super) fn set_dimensions(
    document: &Document,
    id: &str,
    rows: &Rc<str>,
    columns: &Rc<str>,
) -> Result<Document, Refusal> {
    let old = sentence_of(document, id)?;
    let width = document.size(columns);
    let text = if old.rows == *rows { old.text.clone() } else { text_of(document, rows) };
    check_length(&text)?;
    let mut document = document.clone();
    edit_sentences(&mut document, |_, cell, sentence| {
        if *cell.id != *id {
            return false;
        }
        (sentence.rows, sentence.columns, sentence.text) = (rows.clone(), columns.clone(), text.clone());
        for word in Rc::make_mut(&mut sentence.vocabulary) {
            word.values.resize(width, 0.0);
        }
        true
    });
    settle(document)
}

/// Another label for an item. A token takes its row along, unless the table has one for the new text.
pub(super) fn rename_item(
    document: &Document,
    name: &str,
    index: usize,
    label: &str,
) -> Result<Document, Refusal> {
    refuse_vocabulary(document, name)?;
    let label = Phrase::Own(label.chars().take(MAX_LABEL).collect::<String>().into());
    let mut old = Phrase::default();
    let renamed = edit_dimension(document, name, |items| {
        old = std::mem::replace(items.get_mut(index).ok_or(Refusal::Missing)?, label.clone());
        Ok(())
    })?;
    let mut renamed = respell(document, renamed, name, index..index + 1, 1)?;
    edit_sentences(&mut renamed, |document, _, sentence| {
        let over = *sentence.rows == *name && sentence.row(&label).is_none();
        let Some(values) = sentence.row(&old).filter(|_| over).cloned() else { return false };
        if !sentence.tokens(document).contains(&old) {
            Rc::make_mut(&mut sentence.vocabulary).retain(|word| word.token != old);
        }
        sentence.set_row(&label, values);
        true
    });
    settle(renamed)
}

/// That the text of a sentence is no longer than one that is typed.
pub(super) fn check_length(text: &Phrase) -> Result<(), Refusal> {
    let length = text.texts().map(|text| text.chars().count()).max().unwrap_or(0);
    if length > MAX_SENTENCE { Err(Refusal::Limit(Limit::Sentence(length))) } else { Ok(()) }
}

/// The texts of the sentences over a dimension, some of whose items were replaced by so many new ones.
///
/// # Errors
/// A refusal where a text would be too long.
pub(super) fn respell(
    before: &Document,
    mut after: Document,
    dimension: &str,
    replaced: Range<usize>,
    count: usize,
) -> Result<Document, Refusal> {
    let items = |document: &Document| {
        document.dimension(dimension).map_or_else(Vec::new, |dimension| dimension.items.clone())
    };
    let (old, new) = (items(before), items(&after));
    let mut fits = Ok(());
    edit_sentences(&mut after, |_, _, sentence| {
        let Some(new) = new.get(replaced.start..replaced.start + count) else { return false };
        if *sentence.rows != *dimension {
            return false;
        }
        let text = &sentence.text;
        let respelled = Phrase::of_all(std::slice::from_ref(text), |language| {
            let words = |items: &[Phrase]| -> Vec<String> {
                items.iter().map(|item| item.text(language).to_owned()).collect()
            };
            let (old, new) = (words(&old), words(new));
            let (old, new): (Vec<&str>, Vec<&str>) =
                (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
            respelled(text.text(language), &old, replaced.clone(), &new)
        });
        if fits.is_ok() {
            fits = check_length(&respelled);
        }
        sentence.text = respelled;
        true
    });
    fits.map(|()| after)
}

/// The columns of a one-hot sentence are its tokens: they are not edited by themselves.
///
/// # Errors
/// A refusal where the dimension is such columns.
pub(super) fn refuse_vocabulary(document: &Document, dimension: &str) -> Result<(), Refusal> {
    let follows =
        |sentence: &Sentence| sentence.embedding == Embedding::OneHot && *sentence.columns == *dimension;
    match document.sentences().find(|sentence| follows(sentence)) {
        Some(sentence) => {
            Err(Refusal::OneHot { dimension: dimension.to_owned(), sentence: sentence.name.to_string() })
        }
        None => Ok(()),
    }
}

/// Makes sentences sound again after their tokens, or what they are over, have changed.
///
/// # Errors
/// A refusal where sentences want different things of one dimension.
pub(super) fn settle(document: Document) -> Result<Document, Refusal> {
    agree(&document).map_err(|dimension| Refusal::TwoUses(dimension.to_string()))?;
    let one_hot = |sentence: &&Sentence| sentence.embedding == Embedding::OneHot;
    let wanted = document
        .sentences()
        .filter(one_hot)
        .map(|sentence| (sentence.columns.clone(), distinct(sentence.tokens(&document))));
    let wanted: Vec<(Rc<str>, Vec<Phrase>)> = wanted.collect();
    let mut document = document;
    for (columns, items) in wanted {
        if document.dimension(&columns).is_some_and(|dimension| dimension.items != items) {
            document = follow_items(&document, &columns, items)?;
        }
    }
    edit_sentences(&mut document, |document, _, sentence| {
        let filled = sentence.fill(document);
        sentence.prune(document) || filled
    });
    Ok(document)
}

/// Gives every table the rows that its file leaves out.
pub(super) fn fill(document: &mut Document) {
    edit_sentences(document, |document, _, sentence| sentence.fill(document));
}

/// That no dimension is asked to follow two things: the tokens of a sentence are not its columns, and one-hot columns
/// are neither the tokens of a sentence nor the columns of another one-hot sentence with other tokens.
///
/// # Errors
/// The dimension.
pub(super) fn agree(document: &Document) -> Result<(), Rc<str>> {
    for one in document.sentences() {
        let follows = one.embedding == Embedding::OneHot;
        let clashes = |other: &Sentence| {
            let both = other.embedding == Embedding::OneHot && other.columns == one.columns;
            other.rows == one.columns || (both && other.rows != one.rows)
        };
        if one.rows == one.columns || (follows && document.sentences().any(clashes)) {
            return Err(one.columns.clone());
        }
    }
    Ok(())
}

/// Other items for a dimension; matrices over it keep what they have for the items that stay. Where none does, the
/// places stay.
fn follow_items(document: &Document, name: &str, items: Vec<Phrase>) -> Result<Document, Refusal> {
    let old: &Dimension = document.dimension(name).ok_or(Refusal::Missing)?;
    let mut places = kept(&old.items, &items);
    if places.iter().all(Option::is_none) && document.sentences().all(|sentence| *sentence.rows != *name) {
        places = (0..items.len()).map(|place| (place < old.size()).then_some(place)).collect();
    }
    set_items(document, name, items, &places)
}

/// For each new item the place of the old one that it was: a longest common subsequence of the two lists.
fn kept(old: &[Phrase], new: &[Phrase]) -> Vec<Option<usize>> {
    let same = |a: &Phrase, b: &Phrase| {
        a == b
            || matches!(b, Phrase::Own(text) if a.says(text))
            || matches!(a, Phrase::Own(text) if b.says(text))
    };
    // lengths[i][j]: how many items old[i..] and new[j..] have in common.
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            lengths[i][j] =
                if same(a, b) { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let mut places = vec![None; new.len()];
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if same(&old[i], &new[j]) {
            places[j] = Some(i);
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}
