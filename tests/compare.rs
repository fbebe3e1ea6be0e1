//! The laws of comparing: B − A, swapping, peak and entropy.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use std::rc::Rc;

use attention_notebook::i18n::Language;
use attention_notebook::notebook::{Action, Document};
use attention_notebook::plot::{Scale, Theme};
use attention_notebook::session::{
    Compared, ComparisonMsg, LessonMsg, Msg, Session, Spread, Store, WiggleMsg, difference,
};
use notebooks::{document, formula, matrix, slider};
use proptest::prelude::*;

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn compare(store: &Store, msg: ComparisonMsg) -> Store {
    store.reduce(Msg::Comparison(msg))
}

fn number(store: &Store, cell: &str, row: usize, column: usize, value: f64) -> Store {
    store.reduce(Msg::Edited(Action::SetNumber { cell: cell.into(), row, column, value }))
}

fn source(store: &Store, cell: &str, source: &str) -> Store {
    store.reduce(Msg::Edited(Action::SetSource { cell: cell.into(), source: source.into() }))
}

fn of<'a>(store: &'a Store, cell: &str) -> &'a Rc<Compared> {
    &store.compared[cell]
}

fn weights() -> Store {
    let rows = [vec![1., 2., 3.], vec![3., 2., 1.], vec![0., 0., 0.]];
    store(document(
        &[("n", 3)],
        vec![matrix("S", "n", "n", &rows), slider("t", 1.0), formula("A = softmax(S / t)")],
    ))
}

#[test]
fn nothing_is_compared_until_something_is_pinned() {
    let store = store(shelf::lesson("xiaoming"));
    assert!(store.compared.is_empty());
    let pinned = compare(&store, ComparisonMsg::Pinned);
    assert!(!pinned.compared.is_empty());
    assert!(compare(&pinned, ComparisonMsg::Unpinned).compared.is_empty());
}

#[test]
fn equal_runs_differ_by_zero_everywhere() {
    for lesson in shelf::ids() {
        let pinned = compare(&store(shelf::lesson(&lesson)), ComparisonMsg::Pinned);
        for compared in pinned.compared.values() {
            let zeros = compared.difference.as_ref().unwrap();
            assert!(
                zeros.elements().iter().all(|element| element.to_bits() == 0),
                "{}",
                compared.present.cell.id
            );
            assert!(compared.is_same() && compared.greatest == 0.0 && compared.undefined == 0);
            assert!(compared.rows.iter().all(|row| row.pinned == row.present));
        }
    }
}

#[test]
fn only_what_a_change_reaches_is_compared_again() {
    let pinned = compare(&store(shelf::lesson("xiaoming")), ComparisonMsg::Pinned);
    let id = |name: &str| {
        pinned
            .run
            .results
            .iter()
            .find(|result| result.name().is_some_and(|found| **found == *name))
            .unwrap()
            .cell
            .id
            .clone()
    };
    let changed = number(&pinned, &id("W_V"), 0, 0, 9.0);
    for name in ["X", "Q", "K", "A"] {
        assert!(Rc::ptr_eq(of(&pinned, &id(name)), of(&changed, &id(name))), "{name} was compared again");
    }
    for name in ["W_V", "V", "O"] {
        let compared = of(&changed, &id(name));
        let (a, b) = (compared.pinned_value().unwrap(), compared.present.value.as_ref().unwrap());
        let expected = a.elements().iter().zip(b.elements()).map(|(a, b)| b - a);
        assert!(compared.difference.as_ref().unwrap().elements().iter().copied().eq(expected), "{name}");
        assert!(!compared.is_same() && compared.greatest > 0.0);
    }
    let looked_at = changed.reduce(Msg::ThemeChosen(Theme::Dark));
    assert!(Rc::ptr_eq(&changed.compared, &looked_at.compared));
}

#[test]
fn swapping_twice_is_the_identity() {
    let first = compare(&store(shelf::lesson("xiaoming")), ComparisonMsg::Pinned);
    let x = first.run.results.iter().find(|result| result.name().is_some_and(|name| **name == *"X")).unwrap();
    let second = number(&first, &x.cell.id.clone(), 0, 0, 5.0);
    let swapped = compare(&second, ComparisonMsg::Swapped);
    assert_eq!(swapped.document(), first.document());
    assert_eq!(swapped.session.pin.as_ref().unwrap().document, *second.document());
    for (id, compared) in swapped.compared.iter() {
        let there = of(&second, id).difference.as_ref().unwrap();
        let back = compared.difference.as_ref().unwrap();
        let negated = back.elements().iter().map(|back| -back);
        assert!(there.elements().iter().copied().eq(negated), "{id}");
    }
    let again = compare(&swapped, ComparisonMsg::Swapped);
    assert_eq!(again.document(), second.document());
    assert_eq!(again.session.pin.as_ref().unwrap().document, *first.document());
    // One undoable edit.
    assert_eq!(swapped.reduce(Msg::UndoPressed).document(), second.document());
}

#[test]
fn infinities_and_nan_are_told_apart() {
    let infinity = f64::INFINITY;
    let pairs = [(infinity, infinity), (-infinity, -infinity), (-infinity, infinity), (1.0, -infinity)];
    let differences = pairs.map(|(a, b)| difference(a, b).to_bits());
    assert_eq!(differences, [0.0, 0.0, infinity, -infinity].map(f64::to_bits));
    assert!(difference(f64::NAN, 1.0).is_nan() && difference(f64::NAN, f64::NAN).is_nan());

    let cells = vec![
        matrix("X", "n", "n", &[vec![1., 0.], vec![0., 0.]]),
        formula("Y = 1 / X"),
        formula("N = log(-X)"),
    ];
    let pinned = compare(&store(document(&[("n", 2)], cells)), ComparisonMsg::Pinned);
    assert_eq!((of(&pinned, "N").undefined, of(&pinned, "N").is_same()), (1, true));
    let changed = number(&pinned, "X", 1, 1, 4.0);
    let inverse = of(&changed, "Y");
    assert_eq!((inverse.changed, inverse.undefined, inverse.greatest), (1, 0, infinity));
    assert_eq!(inverse.difference.as_ref().unwrap().get(0, 0, 1), Some(0.0));
    let logarithm = of(&changed, "N");
    assert_eq!((logarithm.changed, logarithm.undefined), (1, 2));
}

#[test]
fn other_shapes_new_cells_and_gone_ones_are_said() {
    let pinned = compare(&weights(), ComparisonMsg::Pinned);
    let grown = pinned.reduce(Msg::Edited(Action::InsertItem { dimension: "n".into(), index: 3 }));
    let compared = of(&grown, "A");
    assert!(compared.difference.is_none() && !compared.is_same() && compared.pinned_value().is_some());
    assert_eq!((compared.rows.len(), compared.rows[3].pinned), (4, None));

    let cell = Box::new(formula("B = A + 1"));
    let more = pinned.reduce(Msg::Edited(Action::InsertCell { index: 3, cell }));
    assert!(of(&more, "B").pinned.is_none());
    let fewer = more.reduce(Msg::Edited(Action::RemoveCell { cell: "t".into() }));
    let gone = fewer.session.pin.as_ref().unwrap().gone(&fewer.run);
    assert_eq!(gone, [Rc::from("t")]);
    // Another cell of the same name is compared with the old one.
    let mut again = slider("t", 2.0);
    again.id = "other".into();
    let again = fewer.reduce(Msg::Edited(Action::InsertCell { index: 0, cell: Box::new(again) }));
    assert_eq!((of(&again, "other").greatest, of(&again, "other").changed), (1.0, 1));
    assert!(again.session.pin.as_ref().unwrap().gone(&again.run).is_empty());
}

#[test]
fn weights_have_peak_and_entropy() {
    let pinned = compare(&weights(), ComparisonMsg::Pinned);
    let rows = &of(&pinned, "A").rows;
    let uniform = rows[2].present.unwrap();
    assert!((uniform.entropy - 3f64.log2()).abs() < 1e-12 && (uniform.peak - 1.0 / 3.0).abs() < 1e-12);
    assert!(rows[0].present.unwrap().entropy < uniform.entropy);
    // Inputs and scores are no weights.
    assert!(of(&pinned, "S").rows.is_empty());
    // Softmax over the other axis has columns that sum to 1: its rows are said to be none.
    let other = source(&pinned, "A", "A = softmax(S, axis=0)");
    let row = of(&other, "A").rows[0];
    assert!(row.pinned.is_some() && row.present.is_none());
}

#[test]
fn a_value_that_goes_or_comes_is_a_difference() {
    let pinned = compare(&weights(), ComparisonMsg::Pinned);
    let names = |store: &Store| store.session.pin.as_ref().unwrap().differing(&store.run, &store.compared);
    assert!(names(&pinned).is_empty());
    let broken = source(&pinned, "A", "A = softmax(S");
    let lost = of(&broken, "A");
    assert!(lost.differs() && !lost.is_same() && lost.difference.is_none());
    assert!(lost.pinned_value().is_some() && lost.present_value().is_none(), "the last good value is none");
    assert_eq!(names(&broken), [Rc::from("A")]);
    // The other way round it appears.
    let swapped = compare(&broken, ComparisonMsg::Swapped);
    assert!(of(&swapped, "A").differs() && of(&swapped, "A").pinned_value().is_none());
    assert_eq!(names(&swapped), [Rc::from("A")]);
    // A cell that waits for one that has gone.
    let waiting = pinned.reduce(Msg::Edited(Action::RemoveCell { cell: "t".into() }));
    assert_eq!(names(&waiting), [Rc::from("A")]);
    assert_eq!(waiting.session.pin.as_ref().unwrap().gone(&waiting.run), [Rc::from("t")]);
    // What has no value in either is no difference.
    let still = compare(&broken, ComparisonMsg::Pinned);
    assert!(names(&still).is_empty() && !of(&still, "A").differs());
}

#[test]
fn another_notebook_ends_the_comparison() {
    let pinned = compare(&store(shelf::lesson("xiaoming")), ComparisonMsg::Pinned);
    let other = shelf::open(&pinned, "three-inputs");
    assert!(other.session.pin.is_none() && other.compared.is_empty());
    let pinned_there = compare(&other, ComparisonMsg::Pinned);
    assert!(pinned_there.reduce(Msg::UndoPressed).session.pin.is_none(), "so does the way back");
    let x =
        pinned.run.results.iter().find(|result| result.name().is_some_and(|name| **name == *"X")).unwrap();
    let changed = number(&pinned, &x.cell.id, 0, 0, 5.0);
    assert!(changed.reduce(Msg::Lesson(LessonMsg::Reset)).session.pin.is_some());
}

#[test]
fn the_scale_of_a_difference_is_that_of_the_whole_wiggle() {
    let pinned = compare(&weights(), ComparisonMsg::Pinned);
    let started = WiggleMsg::Started { cell: "S".into(), at: (0, 0), playing: false };
    let mut store = pinned.reduce(Msg::Wiggle(started));
    let mut seen = Vec::new();
    for position in [-1.0, -0.3, 0.0, 0.6, 1.0] {
        store = store.reduce(Msg::Wiggle(WiggleMsg::Slid(position)));
        let ranges = store.marks["S"].value.ranges.clone().unwrap();
        let compared = of(&store, "S");
        let difference = compared.difference.as_ref().unwrap();
        seen.push(Scale::signed(difference.elements()).covering(&compared.ends(&ranges)));
    }
    assert!(seen.iter().all(|scale| *scale == Scale::Signed { extent: 1.0 }), "{seen:?}");
}

proptest! {
    #[test]
    fn entropy_lies_between_one_hot_and_uniform(weights in prop::collection::vec(0.01..1.0, 1..40)) {
        let sum: f64 = weights.iter().sum();
        let row: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        let spread = Spread::of(&row).unwrap();
        prop_assert!(spread.entropy >= 0.0 && spread.entropy <= (row.len() as f64).log2() + 1e-9);
        prop_assert!(row.iter().all(|weight| *weight <= spread.peak));
        let size = row.len();
        let uniform = Spread::of(&vec![1.0 / size as f64; size]).unwrap();
        prop_assert!((uniform.entropy - (size as f64).log2()).abs() < 1e-12);
        let one_hot: Vec<f64> = (0..size).map(|place| f64::from(u8::from(place == size / 2))).collect();
        prop_assert_eq!(Spread::of(&one_hot).unwrap(), Spread { peak: 1.0, entropy: 0.0 });
    }
}

#[test]
fn what_is_no_distribution_has_no_entropy() {
    for row in [&[0.5, 0.6][..], &[1.5, -0.5], &[f64::NAN, 1.0], &[f64::INFINITY, 0.0], &[]] {
        assert_eq!(Spread::of(row), None, "{row:?}");
    }
    assert_eq!(Spread::of(&[0.0, 0.0]), Some(Spread { peak: 0.0, entropy: 0.0 }), "everything masked");
}
