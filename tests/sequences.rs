//! Recurrent states step by step: what the page shows, asks and tells of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::time::{Duration, Instant};

use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::{Blanks, Document, Explainer, State};
use attention_notebook::plot::Theme;
use attention_notebook::session::{
    Answer, Arithmetic, Grain, HintKind, InspectionMsg, Line, Msg, Number, Plan, PlayerMsg, PracticeMsg,
    Session, Store, Story, Veil, caption,
};
use attention_notebook::value::Position;
use notebooks::{Page, document, formula, matrix};

fn sequence() -> Document {
    document(
        &[("n", 3), ("d", 2), ("d_h", 2)],
        vec![
            matrix("X", "n", "d", &[vec![1.0, 0.0], vec![0.0, 1.0], vec![-1.0, 2.0]]),
            matrix("W", "d", "d_h", &[vec![0.5, -1.0], vec![1.0, 0.25]]),
            matrix("U", "d_h", "d_h", &[vec![0.5, 0.0], vec![-0.5, 1.0]]),
            formula("H = rnn(X, W, U)"),
            formula("G = gru(X, [W, W, W], [U, U, U])"),
            formula("C = conv1d(X, [W, W, W])"),
        ],
    )
}

fn store(tag: &str) -> Store {
    Store::new(sequence(), Session::new(Language::of_tag(tag).unwrap(), Theme::Light))
}

fn number(cell: &str, at: Position) -> Number {
    Number { cell: cell.into(), node: None, at }
}

fn answer(store: &Store, number: &Number) -> Answer {
    Answer::new(&store.program, &store.run, &store.hidden, number).unwrap()
}

#[test]
fn the_inspector_leads_from_a_state_to_the_state_before() {
    for cell in ["H", "G"] {
        let store = store("en");
        let mut asked = number(cell, (0, 2, 1));
        for row in [1, 0] {
            let found = answer(&store, &asked);
            let before = found.terms().find(|term| &*term.name == cell).unwrap();
            assert_eq!((before.at.1, before.typed), (row, false), "{cell}");
            asked = before.number.clone().unwrap();
            assert_eq!(asked, number(cell, before.at), "the cell itself, not a part of its formula");
        }
        assert!(
            answer(&store, &asked).terms().all(|term| &*term.name != cell),
            "before the first is nothing"
        );
        let selected = store.reduce(Msg::Inspection(InspectionMsg::Selected(number(cell, (0, 2, 1)))));
        let lit =
            |cell: &str| selected.marks[cell].value.sources.as_ref().unwrap().positions().collect::<Vec<_>>();
        assert_eq!(lit("X"), [(0, 2, 0), (0, 2, 1)]);
        assert_eq!(lit(cell), [(0, 1, 0), (0, 1, 1)]);
        assert!(lit("U").contains(&(0, 0, 1)));
    }
}

#[test]
fn blanks_of_states_are_filled_in_from_the_first() {
    let plan = Plan { cell: "H".into(), slice: 0, blanks: Blanks::All, base2: false, asked_by: None };
    let begun = store("en").reduce(Msg::Practice(PracticeMsg::Begun(plan)));
    let steps = |store: &Store| store.session.practice.attempt.as_ref().unwrap().steps.clone();
    let first = steps(&begun);
    assert_eq!((first[0].kind, &first[0].spots[..]), (HintKind::MadeOf, &["X[0]".to_owned()][..]));
    let second = begun.reduce(Msg::Practice(PracticeMsg::Entered(2)));
    let told = steps(&second);
    assert_eq!((told.len(), told[0].kind, &*told[0].spots[0]), (1, HintKind::Before, "H[0]"));
    assert_eq!(answer(&begun, &number("H", (0, 1, 0))).arithmetic, Arithmetic::Veiled(Veil::Asked));
    let given = [0, 1]
        .into_iter()
        .fold(begun, |store, blank| store.reduce(Msg::Practice(PracticeMsg::GivenUp(blank))));
    let told = steps(&given.reduce(Msg::Practice(PracticeMsg::Entered(2))));
    assert_eq!(
        (told[0].kind, &told[0].spots[..]),
        (HintKind::MadeOfTwo, &["X[1]".to_owned(), "H[0]".into()][..])
    );
    let lines: Vec<String> = told.iter().flat_map(|hint| &hint.lines).map(Line::text).collect();
    // tanh(0.5) = 0.4621 and tanh(−1) = −0.7616
    assert_eq!(
        lines,
        ["a = 0 · 0.5 + 1 · 1 + 0.4621 · 0.5 + (−0.7616) · (−0.5) = 1.6119", "h = tanh(1.6119) = ?",]
    );
    // A state that is to be seen would tell the blank that it is made of.
    let plan = Plan {
        cell: "H".into(),
        slice: 0,
        blanks: Blanks::Chosen(vec![(1, 0)]),
        base2: false,
        asked_by: None,
    };
    let one = store("en").reduce(Msg::Practice(PracticeMsg::Begun(plan)));
    let after = answer(&one, &number("H", (0, 2, 1)));
    assert_eq!(after.arithmetic, Arithmetic::Covered(Veil::Asked));
    let blank = after.terms().find(|term| term.veil.is_some()).unwrap();
    assert!(blank.value.is_nan() && blank.number.is_none() && blank.at == (0, 1, 0));
}

fn said(tag: &str, grain: Grain, cell: &str) -> Vec<String> {
    let store = store(tag).reduce(Msg::Player(PlayerMsg::GrainChosen(grain)));
    let steps = 1..=store.steps().count();
    let told = steps.filter_map(|step| {
        let store = store.reduce(Msg::Player(PlayerMsg::Scrubbed(step)));
        let story = Story::of(&store.program, &store.run, &store.hidden, &store.session.player)?;
        let Story::Computed { name, .. } = &story else { return None };
        (&**name == cell).then(|| caption(store.session.language, &story, &store.document().dimensions))
    });
    told.collect()
}

#[test]
fn the_player_says_what_a_state_is_made_of() {
    assert_eq!(
        said("en", Grain::Row, "H")[..2],
        [
            "Row “1” of H: 0.4621, −0.7616. This step reads “1”; before it, the state is 0.",
            "Row “2” of H: 0.9234, −0.4712. This step reads “2” and the state before, that of “1”.",
        ]
    );
    assert_eq!(
        said("zh-CN", Grain::Row, "G")[1].split_once('。').unwrap().1,
        "这一步读入“2”，接着上一步“1”的状态往下算。"
    );
    assert_eq!(said("en", Grain::Number, "H")[0], "H[1, 1] = tanh(0.5) = 0.4621.");
    assert!(said("en", Grain::Cell, "H")[0].contains("each state from a row of X and the state before it"));
    assert!(said("en", Grain::Cell, "C")[0].contains("each row from a window of rows of X"));
}

#[test]
fn what_does_not_fit_is_said_with_both_shapes() {
    let mut document = sequence();
    for (cell, source) in
        [("H", "H = rnn(X, W, W.T[0:1])"), ("C", "C = conv1d(X, stack([W.T[:1], W.T[:1]]))")]
    {
        let place = document.cells.iter().position(|found| &*found.id == cell).unwrap();
        document.cells[place] = formula(source).into();
    }
    let page = Page::open(document);
    let text = |cell: &str, tag: &str| match &page.result(cell).state {
        State::Failed(problem) => i18n::problem(Language::of_tag(tag).unwrap(), problem).text,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        text("H", "en"),
        "W is 2 × 2 (d × d_h), W.T[0:1] is 1 × 2 (1 × d): here W.T[0:1] has to be 2 × 2 (d_h × d_h)."
    );
    assert!(text("C", "zh-CN").ends_with("应该是 2 × 2 × 2（2 × d × d）。"), "{}", text("C", "zh-CN"));
}

#[test]
fn many_steps_are_explained_in_no_time() {
    let cells = vec![
        formula("X = random_normal((n, d), 1)"),
        formula("W = random_normal((d, d_h), 2) / 4"),
        formula("U = random_normal((d_h, d_h), 3) / 4"),
        formula("H = rnn(X, W, U)"),
        formula("G = gru(X, [W, W, W], [U, U, U])"),
    ];
    let page = Page::open(document(&[("n", 128), ("d", 16), ("d_h", 32)], cells));
    let start = Instant::now();
    let explainer = Explainer::new(&page.program, &page.run);
    for name in ["H", "G"] {
        for row in 0..128 {
            let found = explainer.explain(name, None, (0, row, 31)).unwrap();
            assert!((found.explanation.recompute() - found.value).abs() < 1e-12);
            let sources = explainer.sources_of(name, None, (0, row, 31));
            assert_eq!(
                sources.iter().any(|reached| &*reached.name == name && reached.node.is_none()),
                row > 0
            );
        }
        assert!(!explainer.dependents_of("X", None, (0, 0, 0)).is_empty());
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
