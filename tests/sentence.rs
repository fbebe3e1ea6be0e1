//! Sentences: tokens and rows, what edits of the text do to matrices over the tokens, and the file.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::notebook::{
    Action, CellKind, CodecError, Dimension, Document, Embedding, History, Phrase, Refusal, Sentence, Word,
    decode, encode,
    limits::{Limit, MAX_SENTENCE, MAX_VOCABULARY},
};
use notebooks::{Page, cell, document, formula, matrix, numbers};
use proptest::prelude::*;
/// `X` over the tokens `n` and `d_model`, `M` over n × n, `W` over `d_model` × `d_k`.
const TOKENS: [&str; 4] = ["小明", "喜欢", "吃", "苹果"];

/// X over the tokens n and `d_model`, M over n × n, W over `d_model` × `d_k`.
fn notebook(tokens: &[&str], width: usize) -> Document {
    let n = tokens.len();
    let count = |row: usize, column: usize| (10 * (row + 1) + column + 1) as f64;
    let counted = |rows: usize, columns: usize| -> Vec<Vec<f64>> {
        (0..rows).map(|row| (0..columns).map(|column| count(row, column)).collect()).collect()
    };
    let mut document = document(
        &[("n", n), ("d_model", width), ("d_k", 2)],
        vec![
            matrix("M", "n", "n", &counted(n, n)),
            matrix("W", "d_model", "d_k", &counted(width, 2)),
            formula("Q = X @ W"),
        ],
    );
    let items = tokens.iter().map(|token| Phrase::from(*token)).collect();
    document.dimensions[0] = Rc::new(Dimension { name: "n".into(), items });
    let sentence = Sentence::over(&document, "X".into(), "n".into(), "d_model".into());
    document.cells.insert(0, Rc::new(cell("x", CellKind::Sentence(sentence))));
    document
}

fn sentence(document: &Document) -> &Sentence {
    document.sentences().next().expect("a sentence")
}

fn items(document: &Document, dimension: &str) -> Vec<String> {
    let dimension = document.dimension(dimension).expect("the dimension");
    dimension.items.iter().map(|item| item.text("en").to_owned()).collect()
}

fn write(text: &str, tokens: &[&str]) -> Action {
    let tokens = tokens.iter().map(ToString::to_string).collect();
    Action::SetSentence { cell: "x".into(), text: text.into(), tokens }
}

fn embed(embedding: Embedding) -> Action {
    Action::SetEmbedding { cell: "x".into(), embedding }
}

fn set(row: usize, column: usize, value: f64) -> Action {
    Action::SetNumber { cell: "x".into(), row, column, value }
}

fn rows(page: &Page, name: &str) -> Vec<Vec<f64>> {
    let value = page.value(name);
    let (_, _, columns) = value.shape().view();
    value.iter().collect::<Vec<_>>().chunks(columns).map(<[f64]>::to_vec).collect()
}

#[test]
fn the_tokens_are_the_rows() {
    let mut page = Page::open(notebook(&TOKENS, 3));
    assert_eq!(sentence(&page.document).text.text("zh-CN"), "小明喜欢吃苹果");
    let before = rows(&page, "x");
    assert!(before.iter().all(|row| row.iter().any(|number| *number != 0.0)), "never all zeros: {before:?}");
    page.edit(&write("小明也喜欢吃苹果", &["小明", "也", "喜欢", "吃", "苹果"])).unwrap();
    assert_eq!(items(&page.document, "n"), ["小明", "也", "喜欢", "吃", "苹果"]);
    let after = rows(&page, "x");
    assert_eq!(
        [&after[0], &after[2], &after[3], &after[4]],
        [&before[0], &before[1], &before[2], &before[3]]
    );
    assert_eq!(page.value("x").shape().axes()[0].name.as_deref(), Some("n"));
    assert_eq!(page.value("Q").shape().view(), (1, 5, 2));
}

#[test]
fn matrices_over_the_tokens_keep_the_rows_of_those_that_stay() {
    let mut page = Page::open(notebook(&TOKENS, 3));
    page.edit(&write("喜欢吃梨，小明", &["喜欢", "吃", "梨", "小明"])).unwrap();
    let expected = [[22.0, 23.0, 0.0, 0.0], [32.0, 33.0, 0.0, 0.0], [0.0; 4], [0.0; 4]];
    assert_eq!(numbers(&page.document, "M"), expected, "the longest part that stays in its order");
    assert_eq!(numbers(&page.document, "W").len(), 3, "the columns are others");
}

#[test]
fn equal_tokens_share_a_row() {
    let mut page = Page::open(notebook(&["I", "saw", "a", "saw"], 2));
    page.edit(&set(3, 0, 7.0)).unwrap();
    let now = rows(&page, "x");
    assert_eq!((now[1][0], &now[1]), (7.0, &now[3]));
    let action = Action::SetVector { cell: "x".into(), row: 1, numbers: vec![(0, 1.0), (1, -2.0)] };
    page.edit(&action).unwrap();
    assert_eq!(rows(&page, "x")[3], [1.0, -2.0]);
    for embedding in [Embedding::OneHot, Embedding::Random(5)] {
        page.edit(&embed(embedding)).unwrap();
        let now = rows(&page, "x");
        assert_eq!(now[1], now[3], "{embedding:?}");
        assert!(page.edit(&set(0, 0, 1.0)).is_err(), "{embedding:?} is not typed");
    }
}

#[test]
fn what_was_typed_comes_back_with_its_token() {
    let mut page = Page::open(notebook(&TOKENS, 2));
    page.edit(&set(3, 1, 42.0)).unwrap();
    page.edit(&write("小明喜欢吃", &TOKENS[..3])).unwrap();
    page.edit(&write("苹果", &["苹果"])).unwrap();
    assert_eq!(rows(&page, "x")[0][1], 42.0);
    // What nobody typed is made again as it was, and does not fill the table.
    let words: Vec<&str> =
        sentence(&page.document).vocabulary.iter().map(|word| word.token.text("en")).collect();
    assert_eq!(words, ["苹果"]);
    for number in 0..300 {
        let token = format!("t{number}");
        page.edit(&write(&token, &[&token])).unwrap();
        page.edit(&set(0, 0, 99.0)).unwrap();
    }
    assert_eq!(sentence(&page.document).vocabulary.len(), MAX_VOCABULARY);
}

#[test]
fn a_made_row_depends_on_the_token_alone() {
    let one = Page::open(notebook(&["a", "b", "c"], 4));
    let other = Page::open(notebook(&["c"], 4));
    assert_eq!(rows(&one, "x")[2], rows(&other, "x")[0]);
    let tenths = |number: &f64| ((number * 10.0).round() / 10.0 - number).abs() < 1e-12;
    assert!(rows(&one, "x").iter().flatten().all(tenths));
    assert_ne!(rows(&one, "x")[0], rows(&one, "x")[1]);
}

#[test]
fn one_hot_columns_are_the_tokens() {
    let mut page = Page::open(notebook(&["I", "saw", "a", "saw"], 4));
    page.edit(&embed(Embedding::OneHot)).unwrap();
    assert_eq!(items(&page.document, "d_model"), ["I", "saw", "a"]);
    let hot = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]];
    assert_eq!(rows(&page, "x"), hot);
    assert_eq!(numbers(&page.document, "W"), [[11.0, 12.0], [21.0, 22.0], [31.0, 32.0]]);
    page.edit(&write("saw an I", &["saw", "an", "I"])).unwrap();
    assert_eq!(items(&page.document, "d_model"), ["saw", "an", "I"]);
    assert_eq!(
        numbers(&page.document, "W"),
        [[21.0, 22.0], [0.0, 0.0], [0.0, 0.0]],
        "rows follow their tokens"
    );
    // The columns are not edited by themselves.
    let dimension = || Rc::<str>::from("d_model");
    for action in [
        Action::RenameItem { dimension: dimension(), index: 0, label: "was".into() },
        Action::InsertItem { dimension: dimension(), index: 0 },
        Action::RemoveItem { dimension: dimension(), index: 0 },
    ] {
        assert!(matches!(page.edit(&action), Err(Refusal::OneHot { .. })), "{action:?}");
    }
    // From what is on screen the table goes on.
    let shown = rows(&page, "x");
    page.edit(&embed(Embedding::Table)).unwrap();
    assert_eq!(rows(&page, "x")[1], shown[1], "a token that the table lacks keeps what it showed");
    page.edit(&Action::InsertItem { dimension: dimension(), index: 3 }).unwrap();
    assert_eq!(page.value("x").shape().view(), (1, 3, 4));
}

#[test]
fn random_rows_are_those_of_the_operation() {
    let mut page = Page::open(notebook(&["I", "saw", "a", "saw"], 3));
    page.edit(&embed(Embedding::Random(7))).unwrap();
    let mut by_formula = Page::open(document(&[], vec![formula("R = random_normal((3, 3), 7)")]));
    by_formula.recompute();
    let drawn = rows(&by_formula, "R");
    assert_eq!(rows(&page, "x"), [&drawn[0], &drawn[1], &drawn[2], &drawn[1]].map(Clone::clone));
    page.edit(&embed(Embedding::Random(8))).unwrap();
    assert_ne!(rows(&page, "x")[0], drawn[0]);
}

#[test]
fn only_what_changes_the_numbers_computes() {
    let mut page = Page::open(notebook(&TOKENS, 3));
    let before = page.value("x").clone();
    page.edit(&Action::SetNumber { cell: "W".into(), row: 0, column: 0, value: 5.0 }).unwrap();
    assert!(Rc::ptr_eq(&before, page.value("x")));
    // Random numbers do not depend on what the tokens are called.
    page.edit(&embed(Embedding::Random(1))).unwrap();
    let (drawn, below) = (page.value("x").clone(), page.result("Q").clone());
    page.edit(&write("你喜欢吃苹果", &["你", "喜欢", "吃", "苹果"])).unwrap();
    assert!(Rc::ptr_eq(&drawn, page.value("x")));
    assert!(Rc::ptr_eq(&below, page.result("Q")), "nothing below is computed");
    page.edit(&write("你你吃苹果", &["你", "你", "吃", "苹果"])).unwrap();
    assert!(!Rc::ptr_eq(&below, page.result("Q")), "and what reads it is where the numbers change");
}

#[test]
fn typing_is_one_step_and_can_be_undone() {
    let start = notebook(&TOKENS, 2);
    let mut history = History::new(start.clone());
    for (text, tokens) in [("小", &["小"][..]), ("小红", &["小红"]), ("小红吃", &["小红", "吃"])]
    {
        let action = write(text, tokens);
        let next = action.apply(history.present()).unwrap();
        history.preview(&action.gesture(), next);
    }
    history.commit();
    let end = history.present().clone();
    history.undo();
    assert_eq!(**history.present(), start);
    history.redo();
    assert_eq!(*history.present(), end);
    assert_eq!(embed(Embedding::Random(1)).gesture(), embed(Embedding::Random(12)).gesture());
    assert_eq!(embed(Embedding::OneHot).gesture(), "");
}

#[test]
fn items_that_come_go_and_are_renamed_keep_the_sentence_true() {
    let mut page = Page::open(notebook(&TOKENS, 2));
    let n = || Rc::<str>::from("n");
    let before = rows(&page, "x");
    for (label, text) in [("小", "小喜欢吃苹果"), ("", "喜欢吃苹果"), ("小红", "小红喜欢吃苹果")]
    {
        page.edit(&Action::RenameItem { dimension: n(), index: 0, label: label.into() }).unwrap();
        assert_eq!(sentence(&page.document).text.text("en"), text);
        assert_eq!(rows(&page, "x"), before, "a token takes its row along");
    }
    page.edit(&Action::RenameItem { dimension: n(), index: 0, label: "吃".into() }).unwrap();
    assert_eq!(rows(&page, "x")[0], before[2], "or has that of the token that it becomes");
    page.edit(&Action::InsertItem { dimension: n(), index: 1 }).unwrap();
    assert_eq!(sentence(&page.document).text.text("en"), "吃5喜欢吃苹果");
    assert_eq!(page.value("Q").shape().view(), (1, 5, 2));
    page.edit(&Action::RemoveItem { dimension: n(), index: 0 }).unwrap();
    assert_eq!(sentence(&page.document).text.text("en"), "5喜欢吃苹果");
    let block = Action::SetBlock {
        cell: "x".into(),
        row: 3,
        column: 1,
        values: vec![vec![1.0, 2.0], vec![3.0, 4.0]],
    };
    page.edit(&block).unwrap();
    assert_eq!(page.value("x").shape().view(), (1, 5, 3));
    assert_eq!(rows(&page, "x")[4][1..], [3.0, 4.0]);
    assert_eq!(decode(&encode(&page.document)), Ok(page.document.clone()));
}

#[test]
fn a_built_in_sentence_becomes_the_readers_own_in_every_language() {
    let each = |zh: &str, en: &str| {
        let texts = [("zh-CN", zh), ("en", en)].map(|(tag, text)| (tag.to_owned(), text.into()));
        Phrase::Each(Rc::new(texts.into()))
    };
    let mut document = notebook(&["1", "2"], 2);
    let tokens = vec![each("小明", "Xiaoming"), each("跑", "runs")];
    document.dimensions[0] = Rc::new(Dimension { name: "n".into(), items: tokens.clone() });
    let vocabulary = tokens.iter().zip([[1.0, 2.0], [3.0, 4.0]]);
    let vocabulary = vocabulary.map(|(token, row)| Word { token: token.clone(), values: row.to_vec() });
    let built_in = Sentence {
        text: each("小明跑。", "Xiaoming runs."),
        vocabulary: Rc::new(vocabulary.collect()),
        ..sentence(&document).clone()
    };
    document.cells[0] = Rc::new(cell("x", CellKind::Sentence(built_in)));
    let mut page = Page::open(document.clone());
    page.edit(&write("Xiaoming runs.", &["Xiaoming", "runs"])).unwrap();
    assert_eq!(page.document, document, "as it is in one language");
    page.edit(&write("Xiaoming runs far.", &["Xiaoming", "runs", "far"])).unwrap();
    assert_eq!(sentence(&page.document).text, Phrase::from("Xiaoming runs far."));
    assert_eq!(page.document.dimension("n").unwrap().items[0], Phrase::from("Xiaoming"));
    assert_eq!(rows(&page, "x")[..2], [[1.0, 2.0], [3.0, 4.0]]);
    // An item is renamed in all languages, and both texts follow.
    let mut page = Page::open(document);
    page.edit(&Action::RenameItem { dimension: "n".into(), index: 0, label: "Ann".into() }).unwrap();
    let text = &sentence(&page.document).text;
    assert_eq!((text.text("zh-CN"), text.text("en")), ("Ann跑。", "Ann runs."));
}

#[test]
fn sentences_over_the_same_tokens_are_the_same_sentence() {
    let mut page = Page::open(notebook(&TOKENS, 2));
    let over = |name: &str, columns: &str, document: &Document| {
        let sentence = Sentence::over(document, name.into(), "n".into(), columns.into());
        Action::InsertCell { index: 0, cell: Box::new(cell(name, CellKind::Sentence(sentence))) }
    };
    let second = over("E", "d_k", &page.document);
    page.edit(&second).unwrap();
    page.edit(&Action::SetEmbedding { cell: "E".into(), embedding: Embedding::OneHot }).unwrap();
    page.edit(&write("她吃，她喜欢", &["她", "吃", "她", "喜欢"])).unwrap();
    assert!(page.document.sentences().all(|sentence| sentence.text == Phrase::from("她吃，她喜欢")));
    assert_eq!(items(&page.document, "d_k"), ["她", "吃", "喜欢"]);
    assert_eq!(page.value("E").shape().view(), (1, 4, 3));
    // No dimension follows two things.
    let loops = Action::SetDimensions { cell: "x".into(), rows: "d_k".into(), columns: "d_model".into() };
    assert_eq!(page.edit(&loops), Err(Refusal::TwoUses("d_k".into())));
    let square = Action::SetDimensions { cell: "x".into(), rows: "n".into(), columns: "n".into() };
    assert_eq!(page.edit(&square), Err(Refusal::TwoUses("n".into())));
}

#[test]
fn dimensions_and_names_can_be_changed() {
    let mut page = Page::open(notebook(&TOKENS, 3));
    let before = rows(&page, "x");
    page.edit(&Action::SetDimensions { cell: "x".into(), rows: "n".into(), columns: "d_k".into() }).unwrap();
    assert_eq!(rows(&page, "x")[0], before[0][..2]);
    page.edit(&Action::SetDimensions { cell: "x".into(), rows: "d_model".into(), columns: "d_k".into() })
        .unwrap();
    assert_eq!(sentence(&page.document).text.text("en"), "1 2 3");
    page.edit(&Action::RenameCell { cell: "x".into(), name: "E".into() }).unwrap();
    assert!(
        matches!(&page.document.cell("Q").unwrap().1.kind, CellKind::Formula { source } if &**source == "Q = E @ W")
    );
}

#[test]
fn a_file_says_all_of_a_sentence() {
    let mut document = notebook(&["I", "saw", "a", "saw"], 3);
    for embedding in [Embedding::Table, Embedding::Random(-7), Embedding::OneHot] {
        document = embed(embedding).apply(&document).unwrap();
        assert_eq!(decode(&encode(&document)).as_ref(), Ok(&document), "{embedding:?}");
    }
    let file = |cell: &str| {
        format!(
            r#"{{"format":"attention-notebook","version":1,"dimensions":[{{"name":"n","items":["a","b","a"]}},
            {{"name":"d","items":["a","b"]}}],"cells":[{{"id":"x","kind":"sentence","name":"X","rows":"n",
            "columns":"d","text":"a b a",{cell}}}]}}"#
        )
    };
    let opened =
        decode(&file(r#""embedding":"table","vocabulary":[{"token":"a","values":[1,"inf"]}]"#)).unwrap();
    let page = Page::open(opened);
    assert_eq!(rows(&page, "x")[2], [1.0, f64::INFINITY]);
    assert!(
        rows(&page, "x")[1].iter().any(|number| *number != 0.0),
        "a row that the file leaves out is made"
    );
    assert!(decode(&file(r#""embedding":"one-hot""#)).is_ok());
    assert!(decode(&file(r#""embedding":{"random":7}"#)).is_ok());
    for wrong in [
        r#""embedding":"table","vocabulary":[{"token":"a","values":[1]}]"#,
        r#""embedding":"one-hot","rows":"d""#,
    ] {
        assert!(decode(&file(wrong)).is_err(), "{wrong}");
    }
    let other = file(r#""embedding":"one-hot""#).replace(r#"["a","b"]"#, r#"["b","a"]"#);
    assert_eq!(decode(&other), Err(CodecError::Contents("x".into())), "the columns are not the tokens");
}

#[test]
fn limits_are_refused() {
    let page = Page::open(notebook(&TOKENS, 2));
    let refuse = |action: &Action| action.apply(&page.document).unwrap_err();
    assert_eq!(refuse(&write("，", &[])), Refusal::LastItem);
    assert_eq!(refuse(&write(" ", &[" "])), Refusal::LastItem);
    let many = vec!["a"; 129];
    assert_eq!(refuse(&write(&many.join(" "), &many)), Refusal::Limit(Limit::Side(129)));
    let long = "a".repeat(MAX_SENTENCE + 1);
    assert_eq!(refuse(&write(&long, &["a"])), Refusal::Limit(Limit::Sentence(MAX_SENTENCE + 1)));
    assert_eq!(refuse(&set(0, 0, f64::NAN)), Refusal::NotANumber);
    assert_eq!(refuse(&set(4, 0, 1.0)), Refusal::Missing);
    let large = vec!["t"; 128];
    let full = write(&large.join(" "), &large).apply(&page.document).unwrap();
    assert_eq!(full.size("n"), 128);
}

#[test]
fn a_text_that_its_tokens_would_make_too_long_is_refused() {
    let mut page = Page::open(notebook(&TOKENS, 3));
    let many = vec!["t"; 128];
    page.edit(&write(&many.join(" "), &many)).unwrap();
    let rename = |index| Action::RenameItem { dimension: "n".into(), index, label: "l".repeat(40) };
    let refused = (0..128).find_map(|index| page.edit(&rename(index)).err());
    assert!(matches!(refused, Some(Refusal::Limit(Limit::Sentence(length))) if length > MAX_SENTENCE));
    assert_eq!(decode(&encode(&page.document)).as_ref(), Ok(&page.document));
}

fn any_edit() -> impl Strategy<Value = Action> {
    let token = || prop::sample::select(vec!["a", "b", "c", "大", "小明", ""]);
    let index = 0..6_usize;
    let dimension = || prop::sample::select(vec!["n", "d_model", "d_k"]).prop_map(Rc::<str>::from);
    prop_oneof![
        prop::collection::vec(token(), 0..6).prop_map(|tokens| write(&tokens.join(" "), &tokens)),
        prop::sample::select(vec![Embedding::Table, Embedding::OneHot, Embedding::Random(3)]).prop_map(embed),
        (dimension(), index.clone(), token()).prop_map(|(dimension, index, label)| Action::RenameItem {
            dimension,
            index,
            label: label.into()
        }),
        (dimension(), 0..6_usize).prop_map(|(dimension, index)| Action::RenameItem {
            dimension,
            index,
            label: "long ".repeat(8)
        }),
        (dimension(), index.clone()).prop_map(|(dimension, index)| Action::InsertItem { dimension, index }),
        (dimension(), index.clone()).prop_map(|(dimension, index)| Action::RemoveItem { dimension, index }),
        (dimension(), dimension()).prop_map(|(rows, columns)| Action::SetDimensions {
            cell: "x".into(),
            rows,
            columns
        }),
        (index.clone(), index.clone()).prop_map(|(row, column)| set(row, column, 0.5)),
        (index.clone(), index).prop_map(|(row, column)| Action::SetBlock {
            cell: "x".into(),
            row,
            column,
            values: vec![vec![1.0; 2]; 2],
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever is edited, the file of the notebook can be read and is the notebook; equal tokens have equal rows.
    #[test]
    fn every_edit_leaves_a_sound_notebook(edits in prop::collection::vec(any_edit(), 1..12)) {
        let mut page = Page::open(notebook(&TOKENS, 3));
        for edit in &edits {
            let _refused = page.edit(edit);
            let again = decode(&encode(&page.document));
            prop_assert_eq!(again.as_ref(), Ok(&page.document), "{:?}", edit);
            let sentence = sentence(&page.document);
            let tokens = items(&page.document, &sentence.rows);
            let value = rows(&page, "x");
            prop_assert_eq!(value.len(), tokens.len());
            for (one, left) in tokens.iter().zip(&value) {
                for (other, right) in tokens.iter().zip(&value) {
                    prop_assert!(one != other || left == right);
                }
            }
        }
    }
}
