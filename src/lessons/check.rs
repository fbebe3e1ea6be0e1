//! What is to be said of a lesson before it is given to learners: errors, missing languages, claims that do not hold.

use crate::notebook::{
    Answer, CellKind, Document, Phrase, Program, Run, State, changed, compile, links, run,
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
    for (cell, phrase) in phrases(document) {
        for language in languages {
            let has = phrase.languages().is_none_or(|mut has| has.any(|tag| tag == *language));
            if !has {
                say(&cell, format!("has no text in {language}"));
            }
            for link in links(phrase.text(language)) {
                let text = link.text;
                if let Some(claim) = link.claim()
                    && let Err(untrue) = claim.check(document)
                {
                    say(&cell, format!("{language}: claims {text} of {}, but: {untrue:?}", link.address));
                }
                if let Some(changes) = link.proposal() {
                    match changed(document, changes) {
                        Err(refusal) => {
                            say(&cell, format!("{language}: {changes} cannot be made: {refusal:?}"));
                        }
                        Ok(after) if after == *document => {
                            say(&cell, format!("{language}: {changes} changes nothing"));
                        }
                        Ok(_) => {}
                    }
                }
            }
        }
    }
    findings
}

/// Every text of a notebook, with the cell that it stands in.
fn phrases(document: &Document) -> Vec<(String, Phrase)> {
    let mut phrases = vec![(String::new(), document.title.clone())];
    for dimension in &document.dimensions {
        phrases.extend(dimension.items.iter().map(|item| (dimension.name.to_string(), item.clone())));
    }
    for cell in &document.cells {
        let mut add = |phrase: &Phrase| phrases.push((cell.id.to_string(), phrase.clone()));
        cell.note.iter().for_each(&mut add);
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
            _ => {}
        }
    }
    phrases
}
