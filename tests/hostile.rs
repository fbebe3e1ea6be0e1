//! Whatever is typed: no panic, an answer in bounded time, and text that says what the tree says.

#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]

mod notebooks;

use std::time::{Duration, Instant};

use attention_notebook::formula::{Expr, Formula, Keyword, MAX_CHARACTERS, Style, Subscript};
use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::{
    Action, Blanks, Cell, CellKind, CodecError, Document, Exercise, State, decode,
};
use notebooks::{Page, cell, document, formula, matrix, slider, switch};
use proptest::prelude::*;
use proptest::{collection::vec, sample::select};

/// Far above what any formula takes, far below what would be felt as hanging.
const LONGEST: Duration = Duration::from_secs(5);

const TOKENS: &str = "+ - * / @ ** < <= > >= == != ( ) [ ] , : . = .T .shape [0] [:,\u{20}1] [::-1] X Y Z t on n d inf pi \
    None True axis= axis=-1 keepdims=True 0 1 2 -1 0.5 1e308 1e999 9999999999 128 17 softmax( exp( log( \
    sqrt( abs( tanh( sigmoid( relu( sum( mean( max( min( argmax( where( zeros( ones( eye( arange( tril( \
    causal_mask( window_mask( padding_mask( positional_encoding( rope( alibi( split_heads( merge_heads( layer_norm( \
    std( var( entropy( one_hot( take( triu( concatenate( stack( array( transpose( minimum( maximum( random_normal( \
    conv1d( rnn( gru( np （ ， ） ² 注意力";

fn token() -> impl Strategy<Value = &'static str> {
    select(TOKENS.split(' ').collect::<Vec<_>>())
}

fn soup() -> impl Strategy<Value = String> {
    let tokens = vec(token(), 0..40).prop_map(|tokens| format!("Y = {}", tokens.concat()));
    let spaced = vec(token(), 0..12).prop_map(|tokens| format!("Y = {}", tokens.join(" ")));
    prop_oneof![tokens, spaced]
}

/// Text of every kind, a good part of it valid.
fn source() -> impl Strategy<Value = String> {
    prop_oneof![3 => expression().prop_map(|text| format!("Y = {text}")), 2 => soup(), 1 => any::<String>(), 1 => ".{0,1200}"]
}

/// Text that parses, in the spaces and brackets that people write.
fn expression() -> impl Strategy<Value = String> {
    let leaf = select(
        &[
            "X",
            "Y",
            "t",
            "n",
            "d",
            "1",
            "0.5",
            "2",
            "1e999",
            "inf",
            "None",
            "zeros(3)",
            "注意力",
            "X.shape",
            "[1, 2]",
        ][..],
    );
    leaf.prop_map(str::to_owned).prop_recursive(6, 48, 4, |inner| {
        let operator = select(&["+", " - ", "*", " / ", " @ ", "**", " ** ", " < ", "==", " >= "][..]);
        let function = select(
            &[
                "softmax",
                "sum",
                "exp",
                "where",
                "stack",
                "concatenate",
                "zeros",
                "tril",
                "argmax",
                "take",
                "one_hot",
                "causal_mask",
                "padding_mask",
                "alibi",
                "rope",
                "split_heads",
                "layer_norm",
                "var",
                "entropy",
                "nothing",
            ][..],
        );
        let subscript =
            select(&["[0]", "[:, 1]", "[::-1]", "[1:, None]", ".T", ".shape", ".shape[0]", "[t]"][..]);
        let comma = select(&[", ", ",", ", axis=", " ,keepdims = "][..]);
        prop_oneof![
            (inner.clone(), operator.clone(), inner.clone()).prop_map(|(a, o, b)| format!("{a}{o}{b}")),
            (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("({a}){o}({b})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.clone().prop_map(|a| format!("+(-{a})")),
            (inner.clone(), subscript.clone()).prop_map(|(a, s)| format!("{a}{s}")),
            (inner.clone(), subscript).prop_map(|(a, s)| format!("({a}){s}")),
            (function, inner.clone(), comma, inner.clone())
                .prop_map(|(f, a, c, b)| format!("{f}({a}{c}{b})")),
            vec(inner.clone(), 1..4).prop_map(|items| format!("[{}]", items.join(", "))),
            vec(inner, 1..4).prop_map(|items| format!("({},)", items.join(", "))),
        ]
    })
}

/// The tree without its places: each node as text that names its operands by number.
fn shape_of(formula: &Formula) -> Vec<String> {
    let node = |expr: &Expr| match expr.clone() {
        Expr::Call { function, arguments, keywords, .. } => {
            let keywords: Vec<_> =
                keywords.into_iter().map(|Keyword { name, value, .. }| (name, value)).collect();
            format!("{function} {arguments:?} {keywords:?}")
        }
        Expr::Index(array, subscripts) => {
            let subscript = |subscript: &Subscript| format!("{subscript:?}");
            format!("index {array} {:?}", subscripts.iter().map(subscript).collect::<Vec<_>>())
        }
        other => format!("{other:?}"),
    };
    formula.nodes.iter().map(|found| node(&found.expr)).collect()
}

fn page() -> Page {
    let cells = vec![
        matrix("X", "n", "d", &[vec![1., 0., -2.], vec![0.5, f64::INFINITY, 3.]]),
        slider("t", 2.0),
        switch("on", true),
        formula("Z = X @ X.T"),
        formula("Y = X"),
    ];
    Page::open(document(&[("n", 2), ("d", 3)], cells))
}

/// Every problem has its place in the text and a sentence in every language.
fn assert_told(page: &Page) {
    for result in &page.run.results {
        let State::Failed(problem) = &result.state else { continue };
        if let CellKind::Formula { source } = &result.cell.kind {
            let whole = problem.span.end <= source.len()
                && source.get(problem.span.start..problem.span.end).is_some();
            assert!(whole, "{problem:?} lies outside {source:?}");
        }
        for language in Language::all() {
            assert!(!i18n::problem(language, problem).text.contains("%{"), "{problem:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_parsed_or_refused(source in source()) {
        let start = Instant::now();
        match Formula::parse(&source) {
            Ok(formula) => prop_assert!(formula.nodes.len() <= source.chars().count()),
            Err(problem) => prop_assert!(source.get(problem.span.start..problem.span.end).is_some()),
        }
        prop_assert!(start.elapsed() < LONGEST);
    }

    #[test]
    fn what_is_printed_reads_as_the_same_tree(source in source()) {
        let Ok(formula) = Formula::parse(&source) else { return Ok(()) };
        for style in [Style::Plain, Style::Grouped] {
            let printed = formula.print(style);
            if printed.chars().count() > MAX_CHARACTERS || (style == Style::Grouped && printed.contains("(((((((")) {
                continue;
            }
            let again = Formula::parse(&printed);
            let Ok(again) = again else { panic!("{source:?} is printed as {printed:?}: {again:?}") };
            prop_assert_eq!(shape_of(&again), shape_of(&formula), "{} is printed as {}", source, printed);
            prop_assert_eq!(again.print(style), printed);
        }
    }

    #[test]
    fn any_text_is_computed_or_refused(source in source()) {
        let start = Instant::now();
        let mut page = page();
        page.write("Y", &source);
        assert_told(&page);
        prop_assert!(page.number("t") == 2.0 && page.result("Z").fresh().is_some() == (page.result("Z").state == State::Fresh));
        prop_assert!(start.elapsed() < LONGEST, "{:?} for {}", start.elapsed(), source);
    }

    #[test]
    fn any_file_is_read_or_refused(text in any::<String>()) {
        prop_assert!(decode(&text).is_err());
        let file = format!("{{\"format\": \"attention-notebook\", \"version\": 1, {text}}}");
        prop_assert!(decode(&file).is_err());
    }
}

/// A cell of a notebook in which names clash, cells wait for each other and go in circles.
fn hostile_cell(id: usize) -> impl Strategy<Value = Cell> {
    let name = select(&["a", "b", "c", "d", "n", "softmax", "inf"][..]);
    let id = format!("c{id}");
    let numbers = vec(vec(prop_oneof![Just(0.0), Just(f64::INFINITY), -1e300..1e300], 2), 2);
    let kind = prop_oneof![
        4 => (name.clone(), expression()).prop_map(|(name, text)| {
            let text = text.replace('X', "a").replace('Y', "b");
            CellKind::Formula { source: format!("{name} = {text}").into() }
        }),
        1 => (name.clone(), numbers).prop_map(|(name, values)| matrix(name, "n", "n", &values).kind),
        1 => name.prop_map(|name| slider(name, 1.0).kind),
        1 => any::<String>().prop_map(|source| CellKind::Formula { source: source.into() }),
        1 => select(&["a", "b", "z"][..]).prop_map(|of| CellKind::Exercise(Exercise {
            text: "".into(), of: of.into(), slice: 1, blanks: Blanks::All, base2: true,
        })),
    ];
    kind.prop_map(move |kind| cell(&id, kind))
}

fn hostile_document() -> impl Strategy<Value = Document> {
    let cells: Vec<_> = (0..8).map(hostile_cell).collect();
    cells.prop_map(|cells| document(&[("n", 2)], cells))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_notebook_runs_and_running_on_is_running_anew(documents in vec(hostile_document(), 2), moves in vec((0..8_usize, 0..8_usize), 0..4)) {
        let start = Instant::now();
        let mut page = Page::open(documents[0].clone());
        assert_told(&page);
        let mut cells = documents[0].cells.clone();
        cells.truncate(4);
        cells.extend_from_slice(&documents[1].cells[4..]);
        page.document.cells = cells;
        page.recompute();
        for (from, to) in moves {
            let _ = page.edit(&Action::MoveCell { cell: format!("c{from}").into(), index: to });
        }
        assert_told(&page);
        let anew = Page::open(page.document.clone());
        for (found, expected) in page.run.results.iter().zip(&anew.run.results) {
            prop_assert_eq!(&found.state, &expected.state, "{:?}", found.cell);
            let values = found.fresh().zip(expected.fresh());
            prop_assert!(values.is_none_or(|(found, expected)| found.same_bits(expected)), "{:?}", found.cell);
        }
        prop_assert!(start.elapsed() < LONGEST);
    }
}

#[test]
fn the_worst_that_fits_is_quick() {
    let start = Instant::now();
    let sums = format!("Y = {}1", "1+".repeat(490));
    let cells = (0..198).map(|index| Cell {
        id: format!("c{index}").into(),
        ..formula(&format!("a{index} = a{}", (index + 1) % 198))
    });
    let ring = Page::open(document(&[], cells.collect()));
    assert!(ring.run.results.iter().all(|result| matches!(result.state, State::Failed(_))));
    let random = "Y = random_normal((16, 128, 128), 1) + 1".to_owned();
    for source in [
        sums,
        random,
        "Y = ones((128, 128)) @ ones((128, 128))".to_owned(),
        format!("Y = {}", "[".repeat(999)),
    ] {
        let mut page = page();
        page.write("Y", &source);
        assert_told(&page);
    }
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

#[test]
fn files_that_would_grow_are_refused_by_their_size() {
    let items = |count: usize| vec!["\"a\""; count].join(",");
    let table = r#"{"id": "X", "kind": "sentence", "name": "X", "rows": "n", "columns": "d", "text": "a", "embedding": "table"}"#;
    let wide = format!(
        r#"{{"format": "attention-notebook", "version": 1, "cells": [{table}], "dimensions":
            [{{"name": "n", "items": [{}]}}, {{"name": "d", "items": [{}]}}]}}"#,
        items(20_000),
        items(40_000)
    );
    assert_eq!(decode(&wide), Err(CodecError::Contents("n".to_owned())));
    let many = format!(
        r#"{{"format": "attention-notebook", "version": 1, "cells": [{}], "dimensions":
            [{{"name": "n", "items": ["a"]}}, {{"name": "d", "items": ["a"]}}]}}"#,
        vec![table.replace("table", "one-hot"); 24_000].join(",")
    );
    assert_eq!(decode(&many), Err(CodecError::Contents("cells".to_owned())));
}
