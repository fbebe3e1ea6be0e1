//! The notebooks the page offers compute what their texts say.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod shelf;

use std::collections::BTreeMap;

use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::notebook::{CellKind, Program, Run, State, compile, run};
use attention_notebook::ops;
use attention_notebook::share;
use attention_notebook::value::Array;

/// The results of the lesson, without and with its switches on.
fn results(name: &str, switched: bool) -> Vec<(String, Array)> {
    let mut document = shelf::lesson(name);
    for cell in &mut document.cells {
        if let CellKind::Switch { name, .. } = &cell.kind {
            let kind = CellKind::Switch { name: name.clone(), value: switched };
            *cell = cell.with_kind(kind).into();
        }
    }
    let program = compile(&document, &Program::default());
    let results = run(&program, &Run::default()).results;
    for (compiled, result) in program.cells.iter().zip(&results) {
        assert_eq!(result.state, State::Fresh, "{} of {name}", compiled.cell.id);
    }
    let values = program.cells.iter().zip(&results);
    values
        .filter_map(|(compiled, result)| {
            Some((compiled.name.as_ref()?.to_string(), result.value.as_deref()?.clone()))
        })
        .collect()
}

/// To four decimals, as the page shows them.
fn row(results: &[(String, Array)], name: &str, row: usize) -> Vec<f64> {
    let (_, value) = results.iter().find(|(defined, _)| defined == name).expect("a result");
    (0..).map_while(|col| value.get(0, row, col)).map(|value| (value * 1e4).round() / 1e4).collect()
}

#[test]
fn attention_of_the_default_notebook_means_something() {
    let results = results("xiaoming", false);
    let (xiaoming, likes, eats, apples) = (0, 1, 2, 3);
    assert_eq!(row(&results, "A", xiaoming), [0.0687, 0.6917, 0.2180, 0.0217]);
    assert_eq!(row(&results, "A", likes), [0.3934, 0.1912, 0.3934, 0.0219]);
    assert_eq!(row(&results, "A", eats), [0.2218, 0.0524, 0.0220, 0.7038]);
    assert_eq!(row(&results, "A", apples), [0.1086, 0.2582, 0.6139, 0.0192]);
    // The note at O: from 0.5 to about 1.43.
    assert_eq!(row(&results, "V", eats), [0.5, 0.5]);
    assert_eq!(row(&results, "O", eats), [0.5201, 1.4317]);
}

#[test]
fn masked_the_default_notebook_turns_to_the_person() {
    let results = results("xiaoming", true);
    assert_eq!(row(&results, "A", 0), [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(row(&results, "A", 2), [0.7488, 0.1768, 0.0744, 0.0]);
}

#[test]
fn three_inputs_are_exact_and_can_be_scaled() {
    let unscaled = results("three-inputs", false);
    assert_eq!(row(&unscaled, "A", 0), [0.0634, 0.4683, 0.4683]);
    assert_eq!(row(&unscaled, "A", 1)[1..], [0.9820, 0.0180]);
    assert_eq!(row(&unscaled, "O", 0), [1.9366, 6.6831, 1.5951]);
    let scaled = results("three-inputs", true);
    assert_eq!(row(&scaled, "Z", 0), [1.1547, 2.3094, 2.3094]);
}

#[test]
fn blank_is_transposed_zeros() {
    assert_eq!(row(&results("blank", false), "Y", 2), [0.0; 3]);
}

#[test]
fn nothing_is_wrong_with_a_lesson() {
    let languages: Vec<&str> = Language::all().map(Language::tag).collect();
    for id in shelf::ids() {
        let document = shelf::lesson(&id);
        let findings = lessons::check(&document, &languages);
        assert!(findings.is_empty(), "{id}: {findings:#?}");
    }
}

#[test]
fn the_contents_name_every_file_by_its_title() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lessons/notebooks"));
    let files = folder.expect("the lessons").filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut files: Vec<String> = files.map(|file| file.trim_end_matches(".json").to_owned()).collect();
    let mut ids = shelf::ids();
    files.sort_unstable();
    ids.sort_unstable();
    assert_eq!(files, ids);
    for lesson in lessons::contents() {
        assert_eq!(lesson.title, shelf::lesson(&lesson.id).title, "{}", lesson.id);
    }
}

#[test]
fn the_lesson_in_the_readme_is_one() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let lesson =
        readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a lesson");
    let document = lessons::read("two-words", lesson).expect("a notebook");
    assert_eq!(lessons::check(&document, &["zh-CN", "en"]), []);
    let wrong = lesson.replace("[0.94]", "[0.95]").replace("try:X[0,0]=1", "try:X[0,0]=2");
    let document = lessons::read("two-words", &wrong).expect("a notebook");
    assert_eq!(
        lessons::check(&document, &["zh-CN", "en"]).len(),
        4,
        "a number and a change, in each language"
    );
}

#[test]
fn every_operation_has_its_help_in_every_language() {
    let known: Vec<&str> = ops::ALL.iter().map(|operation| operation.name()).collect();
    for language in Language::all() {
        let path = format!("{}/src/lessons/operations/{}.json", env!("CARGO_MANIFEST_DIR"), language.tag());
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let help: BTreeMap<String, String> = serde_json::from_str(&text).expect("names and texts");
        for name in &known {
            assert!(help.get(*name).is_some_and(|help| !help.is_empty()), "{name} in {path}");
        }
        let unknown: Vec<_> = help.keys().filter(|name| !known.contains(&name.as_str())).collect();
        assert!(unknown.is_empty(), "{unknown:?} in {path}");
    }
}

/// The page begins with the first lesson as its file has it.
#[test]
fn the_first_lesson_is_packed_as_it_is() {
    let lesson = shelf::lesson(lessons::FIRST);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lessons/first.packed");
    if std::env::var("PACK").is_ok_and(|value| value == "1") {
        // The program has to be built again before it can be asked.
        return std::fs::write(path, share::pack(&lesson)).expect("the packed lesson is written");
    }
    let packed = share::unpack(&std::fs::read(path).expect("a packed lesson"));
    assert_eq!(packed.as_ref(), Some(&lesson), "PACK=1 cargo test --test lessons");
    assert_eq!(packed, Some(lessons::first()), "what the program was built with");
}
