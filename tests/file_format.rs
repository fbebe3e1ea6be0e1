//! The file format: its schema says what the page reads and writes, and every file of an older version opens.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use std::{collections::BTreeSet, fs, path::PathBuf};

use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::limits::{
    MAX_BLANKS, MAX_CELLS, MAX_CHOICES, MAX_DIMENSIONS, MAX_FILE, MAX_LABEL, MAX_LANGUAGES, MAX_SENTENCE,
    MAX_SIDE, MAX_SOURCE, MAX_STACK, MAX_TEXT, MAX_TITLE, MAX_VOCABULARY,
};
use attention_notebook::notebook::{
    Action, CodecError, Document, Refusal, VERSION, decode, encode, limits::Limit,
};
use jsonschema::Validator;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../src/notebook/notebook.schema.json");

fn schema() -> Validator {
    jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

/// The files that every later version of the page must open.
fn corpus() -> Vec<(PathBuf, String)> {
    let folder = |version: u32| format!("{}/tests/data/notebooks/v{version}", env!("CARGO_MANIFEST_DIR"));
    let files = (1..=VERSION).flat_map(|version| fs::read_dir(folder(version)).unwrap());
    let files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    assert!(files.len() >= 3);
    files
}

fn file() -> Value {
    json!({
        "format": "attention-notebook",
        "version": 1,
        "dimensions": [{"name": "n", "items": ["1", "2"]}],
        "cells": [
            {"id": "X", "kind": "matrix", "name": "X", "rows": "n", "columns": "n", "values": [[1, 2], [3, 4]]},
            {"id": "Y", "kind": "formula", "source": "Y = X"}
        ]
    })
}

#[test]
fn every_old_file_opens_and_comes_back_exactly() {
    let schema = schema();
    for (path, text) in corpus() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
        let document = decode(&text).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let written = encode(&document);
        assert_eq!(decode(&written).as_ref(), Ok(&document), "{}", path.display());
        assert_eq!(encode(&decode(&written).unwrap()), written);
    }
}

#[test]
fn numbers_come_back_to_the_bit() {
    let (_, text) = corpus().into_iter().find(|(path, _)| path.ends_with("numbers.json")).unwrap();
    assert_eq!(encode(&decode(&text).unwrap()), text.trim(), "this file is as the page wrote it");
}

#[test]
fn the_corpus_has_every_kind_of_cell() {
    let mut kinds = BTreeSet::new();
    for (_, text) in corpus() {
        let file: Value = serde_json::from_str(&text).unwrap();
        kinds.extend(
            file["cells"].as_array().unwrap().iter().map(|cell| cell["kind"].as_str().unwrap().to_owned()),
        );
    }
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let said = schema["$defs"].as_object().unwrap().values();
    let said: BTreeSet<String> =
        said.filter_map(|said| Some(said["properties"]["kind"]["const"].as_str()?.to_owned())).collect();
    assert_eq!(kinds, said);
}

#[test]
fn the_schema_holds_for_what_the_page_writes() {
    let schema = schema();
    for id in shelf::ids() {
        let source = format!("{}/src/lessons/notebooks/{id}.json", env!("CARGO_MANIFEST_DIR"));
        let source: Value = serde_json::from_str(&fs::read_to_string(source).unwrap()).unwrap();
        let written: Value = serde_json::from_str(&encode(&shelf::lesson(&id))).unwrap();
        for file in [source, written] {
            let faults: Vec<String> = schema.iter_errors(&file).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{id}: {faults:?}");
        }
    }
}

#[test]
fn the_schema_refuses_what_the_page_refuses() {
    let schema = schema();
    assert!(schema.is_valid(&file()) && decode(&file().to_string()).is_ok());
    let long = |most: usize| Value::from("x".repeat(most + 1));
    let many = |most: usize, item: Value| Value::from(vec![item; most + 1]);
    let cell = |cell: Value| (vec!["cells", "0"], cell);
    let wrong: Vec<(Vec<&str>, Value)> = vec![
        (vec!["format"], json!("another")),
        (vec!["version"], json!(2)),
        (vec!["version"], json!("1")),
        (vec!["title"], long(MAX_TITLE)),
        (vec!["title"], json!(["a"])),
        (vec!["cells"], json!({})),
        (vec!["cells"], many(MAX_CELLS, json!({"id": "a", "kind": "laboratory"}))),
        (vec!["dimensions"], many(MAX_DIMENSIONS, json!({"name": "n", "items": ["1"]}))),
        (vec!["dimensions", "0", "items"], json!([])),
        (vec!["dimensions", "0", "items"], many(MAX_SIDE, json!("1"))),
        (vec!["dimensions", "0", "items", "0"], long(MAX_LABEL)),
        (vec!["dimensions", "0", "name"], long(MAX_LABEL)),
        (vec!["cells", "0", "id"], json!("")),
        (vec!["cells", "0", "kind"], json!("other")),
        (vec!["cells", "0", "name"], Value::Null),
        (vec!["cells", "0", "values", "0", "0"], json!("infinite")),
        (vec!["cells", "0", "values", "0", "0"], Value::Null),
        (vec!["cells", "0", "chart"], json!("pie")),
        (vec!["cells", "0", "note"], long(MAX_TEXT)),
        (vec!["cells", "0", "beside"], json!(1)),
        (vec!["cells", "1", "source"], long(MAX_SOURCE)),
        cell(json!({"id": "a", "kind": "text"})),
        cell(json!({"id": "a", "kind": "text", "text": long(MAX_TEXT)})),
        cell(json!({"id": "a", "kind": "formula"})),
        cell(
            json!({"id": "a", "kind": "slider", "name": "t", "value": 0, "minimum": 0, "maximum": 1, "step": 0}),
        ),
        cell(json!({"id": "a", "kind": "slider", "name": "t", "value": 0, "minimum": 0, "maximum": 1})),
        cell(json!({"id": "a", "kind": "switch", "name": "t"})),
        cell(json!({"id": "a", "kind": "exercise", "of": "Y", "blanks": "some"})),
        cell(json!({"id": "a", "kind": "exercise", "of": "Y", "blanks": {"row": MAX_SIDE}})),
        cell(json!({"id": "a", "kind": "exercise", "of": "Y", "blanks": {"random": MAX_BLANKS + 1}})),
        cell(json!({"id": "a", "kind": "exercise", "of": "Y", "blanks": many(MAX_BLANKS, json!([0, 0]))})),
        cell(json!({"id": "a", "kind": "exercise", "of": "Y", "blanks": "all", "slice": MAX_STACK})),
        cell(json!({"id": "a", "kind": "predict", "question": "?"})),
        cell(json!({"id": "a", "kind": "predict", "question": "?", "choices": ["a", "b"]})),
        cell(
            json!({"id": "a", "kind": "predict", "question": "?", "choices": many(MAX_CHOICES, json!("a")), "right": 0}),
        ),
        cell(
            json!({"id": "a", "kind": "predict", "question": "?", "number": {"name": "Y", "tolerance": -1}}),
        ),
        cell(
            json!({"id": "a", "kind": "sentence", "name": "S", "rows": "n", "columns": "n", "text": long(MAX_SENTENCE), "embedding": "table"}),
        ),
        cell(
            json!({"id": "a", "kind": "sentence", "name": "S", "rows": "n", "columns": "n", "text": "a", "embedding": "none"}),
        ),
        cell(
            json!({"id": "a", "kind": "sentence", "name": "S", "rows": "n", "columns": "n", "text": "a", "embedding": "table",
            "vocabulary": many(MAX_VOCABULARY, json!({"token": "a", "values": [1]}))}),
        ),
    ];
    for (path, value) in wrong {
        let mut file = file();
        let pointer = format!("/{}", path.join("/"));
        if let Some(place) = file.pointer_mut(&pointer) {
            *place = value.clone();
        } else {
            let (last, parent) = path.split_last().unwrap();
            let parent = if parent.is_empty() { String::new() } else { format!("/{}", parent.join("/")) };
            file.pointer_mut(&parent).unwrap()[*last] = value.clone();
        }
        let text = value.to_string();
        let shown = text.get(..80).unwrap_or(&text);
        assert!(decode(&file.to_string()).is_err(), "the page opens {pointer} = {shown}");
        assert!(!schema.is_valid(&file), "the schema lets pass {pointer} = {shown}");
    }
    let languages: serde_json::Map<_, _> =
        (0..=MAX_LANGUAGES).map(|tag| (tag.to_string(), json!("a"))).collect();
    let mut file = file();
    file["title"] = Value::Object(languages);
    assert!(decode(&file.to_string()).is_err() && !schema.is_valid(&file));
}

#[test]
fn a_file_of_a_later_version_is_called_that_whatever_its_form() {
    assert_eq!(
        decode(r#"{"format": "attention-notebook", "version": 2, "pages": []}"#),
        Err(CodecError::Version(2))
    );
    assert_eq!(decode(r#"{"format": "another", "version": 2, "pages": []}"#), Err(CodecError::Format));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_eq!(decode(&" ".repeat(MAX_FILE + 1)), Err(CodecError::TooLarge));
}

#[test]
fn every_language_says_why_a_file_is_not_opened() {
    let texts = [
        "",
        "no JSON",
        "[1, 2",
        "{}",
        r#"{"format": "another", "version": 1, "cells": []}"#,
        r#"{"format": "attention-notebook", "version": 9}"#,
        "{\"format\": \"attention-notebook\", \"version\": 1, \"cells\": [{\"id\": \"a\\u0000\\u202e\", \"kind\": \"no\"}]}",
    ];
    let errors = texts.iter().map(|text| decode(text).unwrap_err()).chain([CodecError::TooLarge]);
    for error in errors {
        for language in Language::all() {
            let said = i18n::unreadable(language, &error);
            assert!(said.len() > 8 && !said.contains("%{") && !said.contains("notebooks."), "{said}");
            assert!(!said.chars().any(char::is_control), "{said:?}");
        }
    }
}

#[test]
fn a_notebook_gets_no_more_dimensions_than_its_file_may_have() {
    let mut document =
        Document { dimensions: Vec::new(), cells: Vec::new(), title: "a".into(), lesson: None };
    for number in 0..MAX_DIMENSIONS {
        document = Action::AddDimension { name: format!("n{number}"), size: 1 }.apply(&document).unwrap();
    }
    assert_eq!(decode(&encode(&document)).as_ref(), Ok(&document));
    let one_more = Action::AddDimension { name: "n".to_owned(), size: 1 }.apply(&document);
    assert_eq!(one_more, Err(Refusal::Limit(Limit::Dimensions)));
}
