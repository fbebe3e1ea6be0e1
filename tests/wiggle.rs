//! The laws of moving one number to and fro.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use std::rc::Rc;

use attention_notebook::i18n::Language;
use attention_notebook::notebook::{Action, CellKind, Document};
use attention_notebook::plot::Theme;
use attention_notebook::session::{AMPLITUDES, Msg, Session, Store, WiggleMsg};
use notebooks::{document, formula, matrix, numbers, slider};
use proptest::prelude::*;

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn sample() -> Store {
    let x = [vec![0.1 + 0.2, 2., -1.], vec![0.5, 0., 1.]];
    let cells = vec![
        matrix("X", "n", "d", &x),
        slider("t", 1.0),
        formula("S = X @ X.T / (1 + t * t)"),
        formula("A = softmax(S)"),
        formula("P = (X - 0.3) ** 2"),
        formula("N = X.T"),
        formula("U = ones((2, 2))"),
    ];
    store(document(&[("n", 2), ("d", 3)], cells))
}

fn wiggle(store: &Store, msg: WiggleMsg) -> Store {
    store.reduce(Msg::Wiggle(msg))
}

fn start(store: &Store, cell: &str, at: (usize, usize)) -> Store {
    wiggle(store, WiggleMsg::Started { cell: cell.into(), at, playing: false })
}

fn assert_ranges_hold(store: &Store) {
    for reached in store.session.wiggle.as_ref().unwrap().reached.iter() {
        let result = store.run.results.iter().find(|result| result.cell.id == reached.cell).unwrap();
        let ranges = reached.ranges.as_ref().unwrap();
        assert!(ranges.hold(result.fresh().unwrap()), "{} is outside of its range", reached.cell);
        assert!(store.marks.get(&reached.cell).unwrap().value.ranges.is_some());
    }
}

#[test]
fn it_reaches_what_depends_on_the_number() {
    let started = start(&sample(), "X", (0, 0));
    let reached = started.session.wiggle.as_ref().unwrap().reached.clone();
    let names: Vec<&str> = reached.iter().map(|reached| &*reached.cell).collect();
    assert_eq!(names, ["X", "S", "A", "P", "N"]);
    // Q ↦ (x − 0.3)² from −0.7 to 1.3 is least at its centre, and greatest at both ends.
    let squares = reached[3].ranges.as_ref().unwrap();
    let (low, high) = squares.at((0, 0, 0)).unwrap();
    assert!(low.abs() < 1e-12 && (high - 1.0).abs() < 1e-9, "{low} … {high}");
    assert_eq!(squares.at((0, 1, 2)), Some((0.7 * 0.7, 0.7 * 0.7)));
    assert_eq!(squares.widest().unwrap().0, (0, 0, 0));
    // Nothing has moved yet.
    assert!(Rc::ptr_eq(sample().document(), started.document()) || sample().document() == started.document());
    assert!(!started.history.can_undo());
}

proptest! {
    #[test]
    fn ranges_hold_the_present_value_at_every_position(
        positions in prop::collection::vec(-1.0..=1.0, 1..6), amplitude in 0..AMPLITUDES.len(), of_slider: bool,
    ) {
        let (cell, at) = if of_slider { ("t", (0, 0)) } else { ("X", (0, 1)) };
        let mut store = start(&sample(), cell, at);
        store = wiggle(&store, WiggleMsg::AmplitudeChosen(AMPLITUDES[amplitude]));
        for position in positions.into_iter().chain([-1.0, 1.0, 0.0]) {
            store = wiggle(&store, WiggleMsg::Slid(position));
            assert_ranges_hold(&store);
            let wiggle = store.session.wiggle.as_ref().unwrap();
            let (low, high) = wiggle.ends();
            prop_assert!(low <= wiggle.number() && wiggle.number() <= high);
        }
    }

    #[test]
    fn stopping_restores_the_very_bits(ticks in prop::collection::vec(0.0..0.5, 1..20)) {
        let before = sample();
        let mut store = wiggle(&before, WiggleMsg::Started { cell: "X".into(), at: (0, 0), playing: true });
        for seconds in ticks {
            store = wiggle(&store, WiggleMsg::Ticked(seconds));
            assert_ranges_hold(&store);
        }
        let stopped = wiggle(&store, WiggleMsg::Stopped);
        prop_assert_eq!(numbers(stopped.document(), "X")[0][0].to_bits(), (0.1_f64 + 0.2).to_bits());
        prop_assert_eq!(stopped.document(), before.document());
        prop_assert!(stopped.session.wiggle.is_none() && stopped.marks.is_empty());
        prop_assert!(!stopped.history.can_undo() && !stopped.history.can_redo());
        for (stopped, before) in stopped.run.results.iter().zip(&before.run.results) {
            prop_assert!(stopped.value.as_ref().unwrap().same_bits(before.value.as_ref().unwrap()));
        }
    }
}

#[test]
fn it_swings_in_four_seconds_and_rests_when_told() {
    let mut store = wiggle(&sample(), WiggleMsg::Started { cell: "X".into(), at: (0, 1), playing: true });
    let mut numbers = Vec::new();
    for _ in 0..40 {
        store = wiggle(&store, WiggleMsg::Ticked(0.1));
        numbers.push(store.session.wiggle.as_ref().unwrap().number());
    }
    assert_eq!((numbers[9], numbers[29]), (3.0, 1.0));
    assert!((numbers[39] - 2.0).abs() < 0.02);
    let resting = wiggle(&store, WiggleMsg::PlayToggled);
    assert_eq!(wiggle(&resting, WiggleMsg::Ticked(0.1)).session, resting.session);
    // By hand it goes on from where it was put.
    let slid = wiggle(&store, WiggleMsg::Slid(0.5));
    assert!(!slid.session.wiggle.as_ref().unwrap().playing);
    let on = wiggle(&wiggle(&slid, WiggleMsg::PlayToggled), WiggleMsg::Ticked(0.05));
    assert!((on.session.wiggle.as_ref().unwrap().position - 0.5).abs() < 0.1);
}

#[test]
fn keeping_is_one_step_of_undo() {
    let before = sample();
    let mut store = start(&before, "X", (1, 2));
    for position in [0.1, 0.7, -0.3, 0.5] {
        store = wiggle(&store, WiggleMsg::Slid(position));
    }
    let kept = wiggle(&store, WiggleMsg::Kept);
    assert_eq!(numbers(kept.document(), "X")[1], [0.5, 0.0, 1.5]);
    assert!(kept.session.wiggle.is_none());
    let undone = kept.reduce(Msg::UndoPressed);
    assert_eq!(undone.document(), before.document());
    assert!(!undone.history.can_undo());
}

#[test]
fn another_edit_gives_the_number_back_first() {
    let moved = wiggle(&start(&sample(), "X", (0, 1)), WiggleMsg::Slid(1.0));
    assert_eq!(numbers(moved.document(), "X")[0][1..], [3.0, -1.0]);
    let edit = Action::SetNumber { cell: "X".into(), row: 1, column: 1, value: 7.0 };
    let edited = moved.reduce(Msg::Edited(edit));
    assert_eq!((numbers(edited.document(), "X")[0][1], numbers(edited.document(), "X")[1][1]), (2.0, 7.0));
    assert!(edited.session.wiggle.is_none());
    assert_eq!(edited.reduce(Msg::UndoPressed).document(), sample().document());
    // Undo and Escape only stop it; that the focus leaves the number does nothing.
    for msg in [Msg::UndoPressed, Msg::GestureCancelled] {
        assert_eq!(moved.reduce(msg).document(), sample().document());
    }
    let left = moved.reduce(Msg::GestureEnded);
    assert_eq!((left.document(), &left.session), (moved.document(), &moved.session));
}

#[test]
fn a_slider_stays_between_its_bounds() {
    let mut lessons = sample().document().as_ref().clone();
    let edit = Action::SetSlider { cell: "t".into(), value: -10.0 };
    lessons = edit.apply(&lessons).unwrap();
    let mut store =
        wiggle(&store(lessons), WiggleMsg::Started { cell: "t".into(), at: (0, 0), playing: true });
    assert_eq!(store.session.wiggle.as_ref().unwrap().ends(), (-10.0, 0.0));
    for _ in 0..50 {
        store = wiggle(&store, WiggleMsg::Ticked(0.1));
        let CellKind::Slider(slider) = &store.document().cell("t").unwrap().1.kind else {
            panic!("a slider")
        };
        assert!((-10.0..=0.0).contains(&slider.value));
        assert_ranges_hold(&store);
    }
}

#[test]
fn what_cannot_be_moved_is_not() {
    let infinite = Action::SetNumber { cell: "X".into(), row: 0, column: 0, value: f64::INFINITY };
    let store = sample().reduce(Msg::Edited(infinite));
    for (cell, at) in [("X", (0, 0)), ("X", (9, 0)), ("S", (0, 0)), ("nowhere", (0, 0))] {
        assert!(start(&store, cell, at).session.wiggle.is_none());
    }
}

#[test]
fn other_shapes_on_the_way_have_no_range() {
    let cells = vec![
        slider("t", 3.0),
        formula("Z = zeros(t * 0 + 3)"),
        formula("I = arange(t)"),
        formula("B = 1 / (t - 2)"),
    ];
    let started = start(&store(document(&[], cells)), "t", (0, 0));
    let reached = &started.session.wiggle.as_ref().unwrap().reached;
    let of = |name: &str| reached.iter().find(|reached| *reached.cell == *name).unwrap().ranges.clone();
    assert!(of("I").is_none(), "its size changes");
    assert!(of("Z").is_some_and(|ranges| ranges.widest().is_none()), "it does not move");
    let inverse = of("B").unwrap().at((0, 0, 0)).unwrap();
    assert!(inverse.0 < 0.0 && inverse.1 > 0.0);
}

/// Starting takes no more than some keystrokes: 17 runs of what depends on the number.
#[test]
fn ranges_of_the_first_notebook_are_quick_at_32_tokens() {
    let mut document = shelf::lesson("xiaoming");
    while document.size("n") < 32 {
        document = Action::InsertItem { dimension: "n".into(), index: 0 }.apply(&document).unwrap();
    }
    let x =
        document.cells.iter().find(|cell| cell.name().is_some_and(|name| **name == *"X")).unwrap().id.clone();
    let store = store(document);
    let clock = std::time::Instant::now();
    let started = start(&store, &x, (31, 0));
    let taken = clock.elapsed();
    println!("17 samples at n = 32 took {taken:?}");
    assert!(started.session.wiggle.unwrap().reached.len() > 5);
    assert!(taken.as_millis() < 500, "{taken:?}");
}
