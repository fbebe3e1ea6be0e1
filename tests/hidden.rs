//! What is practised and what the player has not reached is told by no reader of the notebook.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::rc::Rc;

use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::notebook::{Blanks, Explainer};
use attention_notebook::plot::Theme;
use attention_notebook::session::{
    Answer, Arithmetic, ComparisonMsg, Geometry, Grain, InspectionMsg, Msg, Number, Plan, PlayerMsg,
    PracticeMsg, QueryBars, Session, Store, Story, Told, Veil, caption,
};
use attention_notebook::value::Position;

fn opened() -> Store {
    let language = Language::of_tag("en").unwrap();
    Store::new(lessons::first(), Session::new(language, Theme::Light))
}

fn number(cell: &str, at: Position) -> Number {
    Number { cell: cell.into(), node: None, at }
}

fn practising(cell: &str, blanks: Blanks) -> Store {
    let plan = Plan { cell: cell.into(), slice: 0, blanks, base2: false, asked_by: None };
    opened().reduce(Msg::Practice(PracticeMsg::Begun(plan)))
}

fn answer(store: &Store, cell: &str, at: Position) -> Answer {
    Answer::new(&store.program, &store.run, &store.hidden, &number(cell, at)).unwrap()
}

fn stepped(grain: Grain, step: usize) -> Store {
    let store = opened().reduce(Msg::Player(PlayerMsg::GrainChosen(grain)));
    store.reduce(Msg::Player(PlayerMsg::Scrubbed(step)))
}

fn value(store: &Store, name: &str, (stack, row, column): Position) -> f64 {
    let place = store.program.definitions[name];
    store.run.results[place].fresh().unwrap().get(stack, row, column).unwrap()
}

#[test]
fn open_blanks_are_hidden_and_closed_ones_are_not() {
    let store = practising("a", Blanks::Row(1));
    assert_eq!(store.hidden.holds(&"a".into(), (0, 1, 0)), Some(Veil::Asked));
    assert_eq!(store.hidden.holds(&"a".into(), (0, 0, 0)), None);
    assert_eq!(store.hidden.covers(&"a".into()), Some(Veil::Asked));
    assert_eq!((store.hidden.covers(&"s".into()), store.hidden.asked()), (None, Some(&"a".into())));
    let shown = store.reduce(Msg::Practice(PracticeMsg::GivenUp(0)));
    assert_eq!(shown.hidden.holds(&"a".into(), (0, 1, 0)), None);
    assert_eq!(shown.hidden.holds(&"a".into(), (0, 1, 1)), Some(Veil::Asked));
    // Typing changes nothing that is hidden: views have nothing to do.
    let typed = store.reduce(Msg::Practice(PracticeMsg::Answered(0, "0.5".into())));
    assert!(Rc::ptr_eq(&store.hidden, &typed.hidden));
    assert!(store.reduce(Msg::Practice(PracticeMsg::Ended)).hidden.is_empty());
}

#[test]
fn no_explanation_tells_a_blank() {
    let store = practising("a", Blanks::Chosen(vec![(2, 1)]));
    let itself = answer(&store, "a", (0, 2, 1));
    assert!(itself.term.value.is_nan() && itself.term.veil == Some(Veil::Asked));
    assert_eq!(itself.arithmetic, Arithmetic::Veiled(Veil::Asked));
    assert_eq!(itself.terms().count(), 0);
    // The other weights of the row stand beside it in the arithmetic of one.
    assert_eq!(answer(&store, "a", (0, 2, 0)).arithmetic, Arithmetic::Covered(Veil::Asked));
    assert!(matches!(answer(&store, "a", (0, 1, 0)).arithmetic, Arithmetic::Computed { .. }));
    // An output is made of the weights: the hidden one can be neither seen nor followed.
    let output = answer(&store, "o", (0, 2, 1));
    assert_eq!(output.arithmetic, Arithmetic::Covered(Veil::Asked));
    let hidden: Vec<_> = output.terms().filter(|term| term.veil.is_some()).collect();
    assert!(!hidden.is_empty());
    for term in hidden {
        assert!(term.value.is_nan() && term.number.is_none() && term.at == (0, 2, 1), "{term:?}");
    }
    let followed = store.reduce(Msg::Inspection(InspectionMsg::Selected(number("a", (0, 2, 1)))));
    assert_eq!(followed.session.inspection.number(), None);
}

#[test]
fn a_typed_number_does_not_tell_where_it_goes() {
    let store = practising("q", Blanks::All);
    let Arithmetic::Typed(reaches) = answer(&store, "x", (0, 0, 0)).arithmetic else { unreachable!() };
    let first = |name: &str| reaches.iter().map(|reach| &reach.first).find(|first| &*first.name == name);
    assert!(first("Q").unwrap().value.is_nan() && first("Q").unwrap().number.is_none());
    assert!(first("K").unwrap().value.is_finite());
}

#[test]
fn a_weighted_sum_draws_no_row_with_a_blank_beside() {
    for (cell, at) in [("v", (1, 0)), ("o", (2, 0))] {
        let store = practising(cell, Blanks::Chosen(vec![at]));
        let found = answer(&store, "o", (0, 2, 1)).arithmetic;
        assert!(matches!(found, Arithmetic::Computed { weighted: None, .. }), "{cell}: {found:?}");
    }
    let open = answer(&opened(), "o", (0, 2, 1)).arithmetic;
    assert!(matches!(open, Arithmetic::Computed { weighted: Some(_), .. }));
}

#[test]
fn drawings_and_comparisons_of_blanks_are_closed() {
    let store = practising("a", Blanks::Row(0));
    let bars = QueryBars::of_row(Explainer::new(&store.program, &store.run), "A", 0).unwrap();
    assert_eq!((bars.veil(&store.hidden), bars.veil(&opened().hidden)), (Some(Veil::Asked), None));
    let scores = practising("s", Blanks::Row(0));
    assert_eq!(bars.veil(&scores.hidden), Some(Veil::Asked), "the bars begin with the scores");
    let veil = |store: &Store, name: &str| {
        let geometry = Geometry::of(&store.program, &store.run, &name.into()).unwrap();
        geometry.veil(&store.program, &store.hidden)
    };
    assert_eq!((veil(&store, "O"), veil(&store, "Q")), (Some(Veil::Asked), None));
    assert_eq!(veil(&scores, "Q"), Some(Veil::Asked), "its dot products are the scores");
    let pinned = store.reduce(Msg::Comparison(ComparisonMsg::Pinned));
    assert!(!pinned.compared.contains_key("a") && pinned.compared.contains_key("s"));
    let ended = pinned.reduce(Msg::Practice(PracticeMsg::Ended));
    assert!(ended.compared.contains_key("a"));
    let array = store.run.results[store.program.definitions["A"]].fresh().unwrap();
    let left = store.hidden.without_asked(&"a".into(), array, 0.0).unwrap();
    assert!(left.get(0, 0, 0) == Some(0.0) && left.get(0, 1, 0) == array.get(0, 1, 0));
    assert!(store.hidden.without_asked(&"s".into(), array, 0.0).is_none());
}

#[test]
fn the_caption_tells_no_blank() {
    for grain in [Grain::Row, Grain::Number] {
        let mut store = practising("s", Blanks::All).reduce(Msg::Player(PlayerMsg::GrainChosen(grain)));
        let mut asked = 0;
        for step in 0..=store.steps().count() {
            store = store.reduce(Msg::Player(PlayerMsg::Scrubbed(step)));
            let story = Story::of(&store.program, &store.run, &store.hidden, &store.session.player).unwrap();
            let said = caption(store.session.language, &story, &store.document().dimensions);
            let Story::Computed { cell, told, .. } = story else { continue };
            if &*cell == "s" {
                assert!(matches!(told, Told::Asked { .. }), "{said}");
                assert!(said.starts_with("S[") && !said.contains(" = "), "{said}");
                asked += 1;
            }
            // What is made of the scores is told without them.
            if &*cell == "z" && grain == Grain::Number {
                assert!(matches!(told, Told::Number { explanation: None, .. }), "{said}");
            }
        }
        assert!(asked > 0);
    }
}

#[test]
fn what_is_not_reached_is_not_explained() {
    let store = stepped(Grain::Number, 1);
    let q = |at| answer(&store, "q", at);
    assert!(matches!(q((0, 0, 0)).arithmetic, Arithmetic::Computed { .. }));
    assert_eq!(q((0, 0, 1)).arithmetic, Arithmetic::Veiled(Veil::Unreached));
    assert!(q((0, 0, 1)).term.value.is_nan());
    // Opened before, it is veiled as well when the player begins.
    let asked = opened().reduce(Msg::Inspection(InspectionMsg::Selected(number("a", (0, 0, 0)))));
    let begun = asked.reduce(Msg::Player(PlayerMsg::Scrubbed(1)));
    assert_eq!(begun.session.inspection.number(), Some(&number("a", (0, 0, 0))));
    assert_eq!(answer(&begun, "a", (0, 0, 0)).arithmetic, Arithmetic::Veiled(Veil::Unreached));
    let Arithmetic::Typed(reaches) = answer(&store, "x", (0, 0, 0)).arithmetic else { unreachable!() };
    assert!(reaches.iter().any(|reach| reach.first.veil == Some(Veil::Unreached)));
    let all = store.reduce(Msg::Player(PlayerMsg::WentLast));
    assert!(all.hidden.is_empty());
    assert_eq!(answer(&all, "q", (0, 0, 1)).term.value.to_bits(), value(&all, "Q", (0, 0, 1)).to_bits());
}
