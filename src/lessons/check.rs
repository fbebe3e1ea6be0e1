//! What is to be said of a lesson before it is given to learners: errors, missing languages, claims that do not hold.

use crate::{
    notebook::{Answer, CellKind, Claim, Document, Phrase, Program, Run, State, changed, compile, run},
    prose::{Address, links},
};

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The cell's id; empty for the notebook as a whole.
    pub cell: String,
    /// What is wrong, for who writes the lesson.
    pub what: String,
}

/// Everything that is wrong with a lesson that is to be read in these languages.
pub fn check(document: &Document, languages: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |cell: &str, what: String| findings.push(Finding { cell: cell.to_owned(), what });
    let program = compile(document, &Program::default());
    for result in &run(&program, &Run::default()).results {
        if result.state != State::Fresh {
            say(&result.cell.id, format!("has no value: {:?}", result.state));
        }
        for remark in &result.remarks {
            say(&result.cell.id, format!("opens with a remark: {:?}", remark.kind));
        }
    }
    for Said { cell, phrase, links: linked } in phrases(document) {
        // One text that serves every language is read once.
        let read =
            if phrase.languages().is_none() { languages.get(..1).unwrap_or(languages) } else { languages };
        for language in read {
            let has = phrase.languages().is_none_or(|mut has| has.any(|tag| tag == *language));
            if !has {
                say(cell, format!("has no text in {language}"));
            }
            if !linked {
                continue;
            }
            // As the page reads them.
            for (said, address) in links(phrase.text(language)) {
                let wrong = match Address::read(&address) {
                    Some(Address::Claim { expression, when }) => {
                        let untrue = Claim { said: &said, expression, when }.check(document).err();
                        untrue.map(|untrue| format!("claims {said} of {address}, but: {untrue:?}"))
                    }
                    Some(Address::Try(changes)) => match changed(document, changes) {
                        Err(refusal) => Some(format!("{changes} cannot be made: {refusal:?}")),
                        Ok(after) if after == *document => Some(format!("{changes} changes nothing")),
                        Ok(_) => None,
                    },
                    Some(Address::Web { .. }) | None => None,
                };
                if let Some(wrong) = wrong {
                    say(cell, format!("{language}: {wrong}"));
                }
            }
        }
    }
    findings
}

/// A text of a notebook.
struct Said<'a> {
    /// The cell or dimension that it stands in; empty for the title.
    cell: &'a str,
    phrase: &'a Phrase,
    /// Whether links in it are links: names, labels and sentences are shown as they are.
    links: bool,
}

/// Every text of a notebook.
fn phrases(document: &Document) -> Vec<Said<'_>> {
    let shown = |cell, phrase| Said { cell, phrase, links: false };
    let mut phrases = vec![shown("", &document.title)];
    for dimension in &document.dimensions {
        phrases.extend(dimension.items.iter().map(|item| shown(&*dimension.name, item)));
    }
    for cell in &document.cells {
        let mut add = |phrase| phrases.push(Said { cell: &cell.id, phrase, links: true });
        cell.note.iter().chain(&cell.speaker_notes).for_each(&mut add);
        match &cell.kind {
            CellKind::Text { text } => add(text),
            CellKind::Exercise(exercise) => add(&exercise.text),
            CellKind::Predict(prediction) => {
                add(&prediction.question);
                add(&prediction.reveal);
                if let Answer::Choice { choices, .. } = &prediction.answer {
                    choices.iter().for_each(add);
                }
            }
            CellKind::Sentence(sentence) => {
                phrases.push(shown(&cell.id, &sentence.text));
                phrases.extend(sentence.vocabulary.iter().map(|word| shown(&*cell.id, &word.token)));
            }
            _ => {}
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notebook::decode;

    fn findings(dimension: &str, cell: &str) -> Vec<(String, String)> {
        let file = format!(
            r#"{{"format": "attention-notebook", "version": 1, "title": "T", "cells": [{cell}], "dimensions":
                [{{"name": "n", "items": [{dimension}]}}, {{"name": "d", "items": ["1"]}}]}}"#
        );
        let found = check(&decode(&file).unwrap(), &["en", "zh-CN"]);
        found.into_iter().map(|finding| (finding.cell, finding.what)).collect()
    }

    #[test]
    fn a_sentence_has_its_text_and_tokens_in_every_language() {
        let sentence = |text, words| {
            format!(
                r#"{{"id": "s", "kind": "sentence", "name": "X", "rows": "n", "columns": "d", "embedding": "table",
                    "text": {text}, "vocabulary": [{words}]}}"#
            )
        };
        let word = |token| format!(r#"{{"token": {token}, "values": [1]}}"#);
        let (one, both) = (r#"{"en": "a"}"#, r#"{"en": "a", "zh-CN": "甲"}"#);
        assert_eq!(findings(both, &sentence(both, word(both))), []);
        let missing = [("s".to_owned(), "has no text in zh-CN".to_owned())];
        assert_eq!(findings(both, &sentence(one, word(both))), missing);
        assert_eq!(findings(both, &sentence(both, format!("{}, {}", word(both), word(one)))), missing);
    }

    #[test]
    fn a_text_for_all_languages_is_read_once_and_a_label_has_no_links() {
        let note = r#"{"id": "n1", "kind": "text", "text": "[3](=1+1)"}"#;
        let found = findings(r#""[3](=1+1)""#, note);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "n1");
    }
}
