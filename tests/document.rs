//! Edits of a notebook: what they change, what they carry along, and what they refuse.

#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::notebook::limits::{
    Limit, MAX_BLANKS, MAX_CELLS, MAX_LABEL, MAX_LANGUAGES, MAX_SIDE, MAX_SOURCE, MAX_TEXT, MAX_TITLE,
};
use attention_notebook::notebook::{
    Action, Answer, AskedNumber, Blanks, Cell, CellKind, CodecError, Document, Exercise, Phrase, Prediction,
    Refusal, decode, encode,
};
use notebooks::{cell, document, formula, matrix, numbers, slider, switch};

/// X over n × d, and G over n × n.
fn sample() -> Document {
    let cells = vec![
        matrix("X", "n", "d", &[vec![1., 2., 3.], vec![4., 5., 6.]]),
        matrix("G", "n", "n", &[vec![1., 2.], vec![3., 4.]]),
        slider("t", 1.0),
        switch("on", false),
        formula("Y = X @ X.T"),
        cell("words", CellKind::Text { text: "Some words".into() }),
    ];
    document(&[("n", 2), ("d", 3)], cells)
}

fn applied(action: &Action) -> Document {
    action.apply(&sample()).unwrap_or_else(|refusal| panic!("{action:?}: {refusal:?}"))
}

fn kind<'a>(document: &'a Document, id: &str) -> &'a CellKind {
    &document.cell(id).unwrap().1.kind
}

fn labels(document: &Document, dimension: &str) -> Vec<String> {
    document.dimension(dimension).unwrap().items.iter().map(|item| item.text("en").to_owned()).collect()
}

fn block(id: &str, row: usize, column: usize, values: &[&[f64]]) -> Action {
    let values = values.iter().map(|row| row.to_vec()).collect();
    Action::SetBlock { cell: id.into(), row, column, values }
}

fn set_number(id: &str, row: usize, column: usize, value: f64) -> Action {
    Action::SetNumber { cell: id.into(), row, column, value }
}

fn rename(id: &str, name: &str) -> Action {
    Action::RenameCell { cell: id.into(), name: name.into() }
}

#[test]
fn one_number_changes_and_nothing_else() {
    let changed = applied(&set_number("X", 1, 2, -0.5));
    assert_eq!(numbers(&changed, "X"), [[1., 2., 3.], [4., 5., -0.5]]);
    assert_eq!(changed.cells[1..], sample().cells[1..]);
    assert_eq!(numbers(&applied(&set_number("X", 0, 0, f64::NEG_INFINITY)), "X")[0][0], f64::NEG_INFINITY);
}

#[test]
fn a_new_place_of_a_dimension_is_zeros_in_every_matrix_over_it() {
    let grown = applied(&Action::InsertItem { dimension: "n".into(), index: 1 });
    assert_eq!(numbers(&grown, "X"), [[1., 2., 3.], [0., 0., 0.], [4., 5., 6.]]);
    assert_eq!(numbers(&grown, "G"), [[1., 0., 2.], [0., 0., 0.], [3., 0., 4.]]);
    assert_eq!(labels(&grown, "n"), ["1", "3", "2"], "the new label is one that no other item has");
    assert_eq!(labels(&grown, "d"), ["1", "2", "3"]);
}

#[test]
fn a_place_goes_from_every_matrix_and_the_rest_stays() {
    let shrunk = applied(&Action::RemoveItem { dimension: "n".into(), index: 0 });
    assert_eq!(numbers(&shrunk, "X"), [[4., 5., 6.]]);
    assert_eq!(numbers(&shrunk, "G"), [[4.]]);
    let narrow = applied(&Action::RemoveItem { dimension: "d".into(), index: 1 });
    assert_eq!(numbers(&narrow, "X"), [[1., 3.], [4., 6.]]);
    assert_eq!(numbers(&narrow, "G"), numbers(&sample(), "G"));
}

#[test]
fn inserting_and_removing_again_is_nothing() {
    for (dimension, index) in [("n", 0), ("n", 1), ("n", 2), ("d", 3)] {
        let grown = applied(&Action::InsertItem { dimension: dimension.into(), index });
        let back = Action::RemoveItem { dimension: dimension.into(), index }.apply(&grown).unwrap();
        assert_eq!(back, sample(), "{dimension} {index}");
    }
}

#[test]
fn a_pasted_block_stays_in_place_or_grows_the_notebook() {
    let inside = applied(&block("X", 0, 1, &[&[7., 8.], &[9., 10.]]));
    assert_eq!(numbers(&inside, "X"), [[1., 7., 8.], [4., 9., 10.]]);
    let over_both_edges = applied(&block("X", 1, 2, &[&[7., 8.], &[9., 10.]]));
    assert_eq!(numbers(&over_both_edges, "X"), [[1., 2., 3., 0.], [4., 5., 7., 8.], [0., 0., 9., 10.]]);
    assert_eq!(numbers(&over_both_edges, "G"), [[1., 2., 0.], [3., 4., 0.], [0., 0., 0.]]);
    assert_eq!((over_both_edges.size("n"), over_both_edges.size("d")), (3, 4));
    let on_a_square = applied(&block("G", 1, 0, &[&[7., 8., 9.]]));
    assert_eq!(numbers(&on_a_square, "G"), [[1., 2., 0.], [7., 8., 9.], [0., 0., 0.]]);
    assert_eq!(applied(&block("X", 0, 0, &[])), sample());
}

#[test]
fn names_and_labels_change_without_moving_anything() {
    let renamed = applied(&rename("X", " 输入 "));
    assert_eq!(renamed.cell("X").unwrap().1.name().map(|name| &**name), Some("输入"));
    assert_eq!(applied(&rename("t", "temperature")).cells[2].name().map(|name| &**name), Some("temperature"));
    let action = Action::RenameItem { dimension: "n".into(), index: 1, label: "苹果".repeat(99) };
    let long = &labels(&applied(&action), "n")[1];
    assert_eq!((long.chars().count(), long.starts_with("苹果")), (MAX_LABEL, true));
}

#[test]
fn sliders_stay_between_their_bounds() {
    for (value, expected) in [(0.5, 0.5), (99.0, 10.0), (-99.0, -10.0)] {
        let moved = applied(&Action::SetSlider { cell: "t".into(), value });
        assert!(matches!(kind(&moved, "t"), CellKind::Slider(slider) if slider.value == expected), "{value}");
    }
    let on = applied(&Action::SetSwitch { cell: "on".into(), value: true });
    assert!(matches!(kind(&on, "on"), CellKind::Switch { value: true, .. }));
}

#[test]
fn texts_are_kept_as_typed() {
    let typed = applied(&Action::SetSource { cell: "Y".into(), source: "Y = (".into() });
    assert!(matches!(kind(&typed, "Y"), CellKind::Formula { source } if &**source == "Y = ("));
    let endless = applied(&Action::SetSource { cell: "Y".into(), source: "文".repeat(9999) });
    assert!(matches!(kind(&endless, "Y"), CellKind::Formula { source } if source.chars().count() == 1001));
    let text =
        applied(&Action::SetText { cell: "words".into(), language: "en".into(), text: "**苹果**".into() });
    assert_eq!(kind(&text, "words"), &CellKind::Text { text: Phrase::from("**苹果**") });
}

#[test]
fn cells_come_move_and_go() {
    let order =
        |document: &Document| document.cells.iter().map(|cell| cell.id.to_string()).collect::<Vec<_>>();
    let moved = applied(&Action::MoveCell { cell: "Y".into(), index: 0 });
    assert_eq!(order(&moved), ["Y", "X", "G", "t", "on", "words"]);
    assert_eq!(Action::MoveCell { cell: "Y".into(), index: 4 }.apply(&moved), Ok(sample()));
    let last = applied(&Action::MoveCell { cell: "X".into(), index: usize::MAX });
    assert_eq!(order(&last).last().map(String::as_str), Some("X"));
    let id = sample().free_id();
    assert!(sample().cell(&id).is_none());
    let action = Action::InsertCell { index: 1, cell: Box::new(cell(&id, kind(&sample(), "t").clone())) };
    let inserted = applied(&action);
    assert_eq!(inserted.cell(&id).unwrap().0, 1);
    assert_eq!(Action::RemoveCell { cell: id }.apply(&inserted), Ok(sample()));
    assert_eq!(
        [sample().free_name("X"), sample().free_name("n"), sample().free_name("Y")],
        ["X1", "n1", "Y1"]
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let not_a_name = |name: &str| Refusal::NotAName(name.to_owned());
    let item = |dimension: &str, index| Action::RemoveItem { dimension: dimension.into(), index };
    let long = "x".repeat(MAX_LABEL + 1);
    let table = [
        (set_number("X", 2, 0, 1.0), Refusal::Missing),
        (set_number("X", 0, 3, 1.0), Refusal::Missing),
        (set_number("t", 0, 0, 1.0), Refusal::Missing),
        (set_number("nowhere", 0, 0, 1.0), Refusal::Missing),
        (set_number("X", 0, 0, f64::NAN), Refusal::NotANumber),
        (block("X", 0, 0, &[&[1.0, f64::NAN]]), Refusal::NotANumber),
        (block("Y", 0, 0, &[&[1.0]]), Refusal::Missing),
        (block("X", 0, MAX_SIDE, &[&[1.0]]), Refusal::Limit(Limit::Side(MAX_SIDE + 1))),
        (block("X", usize::MAX, 0, &[&[1.0]]), Refusal::Limit(Limit::Side(usize::MAX))),
        (Action::SetSlider { cell: "t".into(), value: f64::INFINITY }, Refusal::NotANumber),
        (Action::SetSlider { cell: "X".into(), value: 1.0 }, Refusal::Missing),
        (Action::SetSwitch { cell: "t".into(), value: true }, Refusal::Missing),
        (Action::SetSource { cell: "X".into(), source: "X = 1".into() }, Refusal::Missing),
        (Action::SetText { cell: "X".into(), language: "en".into(), text: "X".into() }, Refusal::Missing),
        (rename("X", "1x"), not_a_name("1x")),
        (rename("X", ""), not_a_name("")),
        (rename("X", &long), not_a_name(&long)),
        (rename("Y", "Z"), Refusal::Missing),
        (Action::RenameItem { dimension: "n".into(), index: 2, label: String::new() }, Refusal::Missing),
        (Action::InsertItem { dimension: "nowhere".into(), index: 0 }, Refusal::Missing),
        (item("n", 2), Refusal::Missing),
        (item("nowhere", 0), Refusal::Missing),
        (Action::RemoveCell { cell: "nowhere".into() }, Refusal::Missing),
        (Action::MoveCell { cell: "nowhere".into(), index: 0 }, Refusal::Missing),
    ];
    let before = sample();
    for (action, refusal) in table {
        assert_eq!(action.apply(&before), Err(refusal), "{action:?}");
    }
    assert_eq!(before, sample());
}

#[test]
fn the_last_place_and_the_limits_hold() {
    let one = document(&[("n", 1)], vec![]);
    let remove = Action::RemoveItem { dimension: "n".into(), index: 0 };
    assert_eq!(remove.apply(&one), Err(Refusal::LastItem));
    let full = document(&[("n", MAX_SIDE)], vec![]);
    let insert = Action::InsertItem { dimension: "n".into(), index: 0 };
    assert_eq!(insert.apply(&full), Err(Refusal::Limit(Limit::Side(MAX_SIDE + 1))));
    let crowd = document(&[], (0..MAX_CELLS).map(|index| slider(&format!("s{index}"), 0.0)).collect());
    let insert = Action::InsertCell { index: 0, cell: Box::new(slider("one_more", 0.0)) };
    assert_eq!(insert.apply(&crowd), Err(Refusal::Limit(Limit::Cells)));
}

#[test]
fn a_cell_that_would_break_the_notebook_is_not_inserted() {
    let missing = |cell| {
        let insert = Action::InsertCell { index: 0, cell: Box::new(cell) };
        assert_eq!(insert.apply(&sample()), Err(Refusal::Missing), "{insert:?}");
    };
    missing(slider("t", 0.0));
    missing(slider("new", f64::NAN));
    missing(matrix("new", "n", "nowhere", &[vec![0.0], vec![0.0]]));
    missing(matrix("new", "n", "n", &[vec![0.0, 0.0]]));
    missing(matrix("new", "n", "n", &[vec![0.0, 0.0], vec![0.0, f64::NAN]]));
}

#[test]
fn what_is_saved_is_read_back() {
    let infinite =
        applied(&block("X", 0, 0, &[&[f64::INFINITY, f64::NEG_INFINITY, -0.0], &[1e-300, 0.1, 1e300]]));
    let long =
        Action::SetText { cell: "words".into(), language: "en".into(), text: "文".repeat(MAX_TEXT + 1) }
            .apply(&infinite)
            .unwrap();
    for document in [sample(), infinite, long] {
        assert_eq!(decode(&encode(&document)), Ok(document));
    }
    let broken = encode(&sample()).replace("4.0", "\"infinite\"");
    assert!(matches!(decode(&broken), Err(CodecError::Form(_))), "{broken}");
}

fn exercise(of: &str, blanks: Blanks) -> CellKind {
    CellKind::Exercise(Exercise { text: "Fill in".into(), of: of.into(), slice: 0, blanks, base2: true })
}

fn question(answer: Answer) -> CellKind {
    let (question, reveal) = ("How much?".into(), "So much.".into());
    CellKind::Predict(Prediction { question, answer, reveal })
}

fn asked(name: &str, tolerance: f64) -> Answer {
    Answer::Number(AskedNumber { name: name.into(), slice: 0, row: 1, column: 0, tolerance })
}

fn choices(count: usize, right: usize) -> Answer {
    Answer::Choice { choices: vec![Phrase::from("this"); count], right }
}

fn taught(kinds: Vec<CellKind>) -> Document {
    let mut document = sample();
    for (index, kind) in kinds.into_iter().enumerate() {
        document.cells.push(cell(&format!("lesson{index}"), kind).into());
    }
    document
}

#[test]
fn exercises_and_questions_are_read_back() {
    let document = taught(vec![
        exercise("Y", Blanks::All),
        exercise("Y", Blanks::Row(1)),
        exercise("Y", Blanks::Random { count: 3, seed: u64::MAX }),
        exercise("Y", Blanks::Chosen(vec![(0, 0), (1, 1)])),
        question(choices(2, 1)),
        question(asked("Y", 0.5)),
    ]);
    assert_eq!(decode(&encode(&document)), Ok(document));
}

#[test]
fn hostile_exercises_and_questions_are_not_opened() {
    let many = |count| Blanks::Chosen(vec![(0, 0); count]);
    for kind in [
        exercise("Y", Blanks::Random { count: 0, seed: 1 }),
        exercise("Y", Blanks::Random { count: usize::MAX, seed: 1 }),
        exercise("Y", Blanks::Row(MAX_SIDE)),
        exercise("Y", Blanks::Chosen(vec![(0, usize::MAX)])),
        exercise("Y", many(0)),
        exercise("Y", many(MAX_BLANKS + 1)),
        exercise("not a name", Blanks::All),
        question(choices(2, 2)),
        question(choices(1, 0)),
        question(choices(99, 0)),
        question(asked("Y", -1.0)),
        question(asked("", 1.0)),
    ] {
        let saved = encode(&taught(vec![kind.clone()]));
        assert_eq!(decode(&saved), Err(CodecError::Contents("lesson0".to_owned())), "{kind:?}");
        let insert = Action::InsertCell { index: 0, cell: Box::new(cell("new", kind)) };
        assert_eq!(insert.apply(&sample()), Err(Refusal::Missing));
    }
    let saved = encode(&taught(vec![exercise("Y", Blanks::All)]));
    for blanks in
        ["\"some\"", "[[1]]", "[[-1, 0]]", "{\"random\": 1.5}", "{}", "{\"row\": 1, \"random\": 1}", "null"]
    {
        assert!(decode(&saved.replace("\"all\"", blanks)).is_err(), "{blanks}");
    }
    let long = Phrase::from("x".repeat(MAX_TEXT + 1).as_str());
    let wordy = CellKind::Predict(Prediction { question: long, answer: choices(2, 0), reveal: "".into() });
    assert!(decode(&encode(&taught(vec![wordy]))).is_err());
}

#[test]
fn exercises_and_questions_follow_the_name_of_their_cell() {
    let names = |document: &Document| {
        let name = |id: &str| match kind(document, id) {
            CellKind::Exercise(exercise) => exercise.of.to_string(),
            CellKind::Predict(Prediction { answer: Answer::Number(number), .. }) => number.name.to_string(),
            other => panic!("{other:?}"),
        };
        ["lesson0", "lesson1", "lesson2"].map(name)
    };
    let kinds = vec![exercise("Y", Blanks::All), question(asked("Y", 0.1)), question(asked("X", 0.1))];
    let document = taught(kinds);
    let renamed = rename("X", "input").apply(&document).unwrap();
    assert_eq!(names(&renamed), ["Y", "Y", "input"]);
    let set = |source: &str| {
        let source = source.to_owned();
        Action::SetSource { cell: "Y".into(), source }.apply(&document).unwrap()
    };
    assert_eq!(names(&set("Gram = X @ X.T")), ["Gram", "Gram", "X"]);
    assert_eq!(names(&set("Y2 = X @")), ["Y2", "Y2", "X"], "in the middle of being written");
    assert_eq!(names(&set("G = X @ X.T")), ["Y", "Y", "X"], "another cell has the name");
    assert_eq!(names(&set("X @ X.T")), ["Y", "Y", "X"]);
    assert_eq!(names(&Action::RemoveCell { cell: "Y".into() }.apply(&document).unwrap()), ["Y", "Y", "X"]);
}

#[test]
fn a_file_keeps_within_the_limits_of_edits() {
    let long = |count: usize| "a".repeat(count);
    let reads = |change: &dyn Fn(&mut Document)| {
        let mut document = sample();
        change(&mut document);
        decode(&encode(&document)).map(|again| assert_eq!(again, document)).is_ok()
    };
    let set = |document: &mut Document, id: &str, change: &dyn Fn(&mut Cell)| {
        let index = document.cell(id).unwrap().0;
        change(Rc::make_mut(&mut document.cells[index]));
    };
    let spoken = |count: usize| {
        let texts = (0..count).map(|tag| (format!("tag{tag}"), Rc::from("a")));
        Phrase::Each(Rc::new(texts.collect()))
    };
    for (more, fits) in [(0, true), (1, false)] {
        let title = |text: Phrase| reads(&|document| document.title = text.clone());
        assert_eq!(title(long(MAX_TITLE + more).as_str().into()), fits);
        assert_eq!(title(spoken(MAX_LANGUAGES + more)), fits);
        let label = Phrase::from(long(MAX_LABEL + more).as_str());
        assert_eq!(reads(&|it| Rc::make_mut(&mut it.dimensions[0]).items[0] = label.clone()), fits);
        let name: Rc<str> = long(MAX_LABEL + more).into();
        let switch = CellKind::Switch { name, value: true };
        assert_eq!(reads(&|it| set(it, "on", &|cell| cell.kind = switch.clone())), fits);
        let note = Phrase::from(long(MAX_TEXT + more).as_str());
        assert_eq!(reads(&|it| set(it, "on", &|cell| cell.note = Some(note.clone()))), fits);
        let source: Rc<str> = long(MAX_SOURCE + more).into();
        let formula = CellKind::Formula { source };
        assert_eq!(reads(&|it| set(it, "Y", &|cell| cell.kind = formula.clone())), fits);
    }
    let mut full = sample();
    full.title = spoken(MAX_LANGUAGES);
    let titled = Action::SetTitle { language: "en".into(), text: "A".to_owned() }.apply(&full).unwrap();
    assert_eq!((titled.title.text("en"), decode(&encode(&titled)).as_ref()), ("A", Ok(&titled)));
    let named = rename("t", &long(MAX_LABEL)).apply(&sample()).unwrap();
    let copied = Action::DuplicateCell { cell: "t".into(), index: 0 }.apply(&named).unwrap();
    assert_eq!(decode(&encode(&copied)).as_ref(), Ok(&copied), "the name of a copy is a name");
}
