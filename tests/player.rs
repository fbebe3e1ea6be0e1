//! The steps of a computation: their laws, for every grain, and what they say.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use std::time::{Duration, Instant};

use attention_notebook::{
    i18n::Language,
    notebook::{Action, CellId, Document},
    plot::Theme,
    session::{Grain, InspectionMsg, Msg, Number, Player, PlayerMsg, Session, Steps, Store, Story, caption},
    value::Region,
};
use notebooks::{document, formula, matrix};

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn after(store: &Store, msgs: impl IntoIterator<Item = PlayerMsg>) -> Store {
    msgs.into_iter().fold(store.clone(), |store, msg| store.reduce(Msg::Player(msg)))
}

fn step(store: &Store) -> Option<usize> {
    store.session.player.step
}

/// Matrices, a vector, a number, a stack, an empty value and a broken formula.
fn mixed() -> Document {
    document(
        &[("n", 3), ("d", 2)],
        vec![
            matrix("X", "n", "d", &[vec![1.0, -2.0], vec![0.5, 3.0], vec![0.0, 1.0]]),
            formula("S = X @ X.T"),
            formula("A = softmax(S)"),
            formula("m = mean(A, axis=0)"),
            formula("t = sum(m)"),
            formula("H = stack([S, A])"),
            formula("E = X[0:0]"),
            formula("B = X @ X"),
            formula("W = B + 1"),
        ],
    )
}

/// The veil of every formula cell: how many of its numbers are shown, of how many.
fn shown(store: &Store) -> Vec<(CellId, usize, usize)> {
    let steps = store.steps();
    let stations = steps.stations().iter().map(|station| {
        let marks = store.marks.get(&station.cell);
        let reached = marks.and_then(|marks| marks.value.reached).unwrap_or(station.numbers());
        (station.cell.clone(), reached, station.numbers())
    });
    stations.collect()
}

#[test]
fn steps_are_counted_by_cell_row_and_number() {
    let store = store(mixed());
    let count = |grain| Steps::of(&store.program, &store.run, grain).count();
    // S and A have 3 rows of 3, m is one row of 3, t one number, H two members of 3 × 3; E is empty, B and W fail.
    assert_eq!(Grain::ALL.map(count), [5, 3 + 3 + 1 + 1 + 6, 9 + 9 + 3 + 1 + 18]);
    assert_eq!(Grain::ALL.map(|grain| Grain::of_key(grain.key())), Grain::ALL.map(Some));
}

#[test]
fn an_untouched_page_stands_at_the_end() {
    let start = store(mixed());
    assert_eq!((step(&start), start.marks.len()), (None, 0));
    let count = start.steps().count();
    assert_eq!(step(&after(&start, [PlayerMsg::WentForward])), None);
    let back = after(&start, [PlayerMsg::WentBack]);
    assert_eq!(step(&back), Some(count - 1));
    assert_eq!(shown(&back).last().unwrap(), &("H".into(), 0, 18), "in the order of reading");
    let end = after(&back, [PlayerMsg::WentForward]);
    assert_eq!(step(&end), Some(count));
    assert!(shown(&end).iter().all(|(_, reached, numbers)| reached == numbers));
    let left = after(&end, [PlayerMsg::WentLast]);
    assert_eq!((step(&left), left.marks.len()), (None, 0));
}

#[test]
fn every_step_computes_what_the_next_number_is_and_veils_the_rest() {
    for grain in Grain::ALL {
        let store = after(&store(mixed()), [PlayerMsg::GrainChosen(grain), PlayerMsg::WentFirst]);
        let steps = store.steps();
        let mut store = store;
        let mut before = 0;
        assert!(shown(&store).iter().all(|(_, reached, _)| *reached == 0));
        for at in 1..=steps.count() {
            store = after(&store, [PlayerMsg::WentForward]);
            assert_eq!(step(&store), Some(at));
            let shown = shown(&store);
            let reached: usize = shown.iter().map(|(_, reached, _)| reached).sum();
            let (station, numbers) = steps.computed(at).unwrap();
            // One stretch after the other, without gaps, and cells one after the other.
            assert_eq!(reached, before + numbers.len());
            assert_eq!(steps.numbers_at(at), reached);
            assert_eq!(shown.iter().find(|cell| cell.0 == station.cell).unwrap().1, numbers.end);
            let first_open = shown.iter().position(|(_, reached, all)| reached < all).unwrap_or(shown.len());
            assert!(shown.iter().skip(first_open + 1).all(|(_, reached, _)| *reached == 0));
            // What was just computed is marked, and nothing else.
            let computed = store.marks.iter().filter(|(_, marks)| marks.is_computed);
            assert!(computed.map(|(cell, _)| cell).eq([&station.cell]));
            let marked = store.marks[&station.cell].value.computed.as_ref().map(Region::count);
            assert_eq!(marked, (grain != Grain::Cell).then_some(numbers.len()));
            // There and back is nowhere.
            if at < steps.count() {
                let there = after(&store, [PlayerMsg::WentForward, PlayerMsg::WentBack]);
                assert_eq!((step(&there), &there.marks), (Some(at), &store.marks));
            }
            before = reached;
        }
        assert_eq!(before, 40);
        assert_eq!(step(&after(&store, [PlayerMsg::WentForward])), Some(steps.count()));
    }
}

#[test]
fn a_finer_step_lies_within_a_coarser_one() {
    let store = store(mixed());
    let of = |grain| Steps::of(&store.program, &store.run, grain);
    for (coarse, fine) in
        [(Grain::Cell, Grain::Row), (Grain::Row, Grain::Number), (Grain::Cell, Grain::Number)]
    {
        let (coarse, fine) = (of(coarse), of(fine));
        for at in 1..=fine.count() {
            let within = coarse.step_at(fine.numbers_at(at));
            let (outer, inner) = (coarse.computed(within).unwrap(), fine.computed(at).unwrap());
            assert_eq!(outer.0.cell, inner.0.cell);
            assert!(outer.1.start <= inner.1.start && inner.1.end <= outer.1.end);
        }
        for at in 0..=coarse.count() {
            let same = fine.step_at(coarse.numbers_at(at));
            assert_eq!(
                (coarse.numbers_at(at), coarse.step_at(fine.numbers_at(same))),
                (fine.numbers_at(same), at)
            );
        }
    }
}

#[test]
fn changing_the_grain_keeps_the_place() {
    let store = after(&store(mixed()), [PlayerMsg::GrainChosen(Grain::Number), PlayerMsg::Scrubbed(10)]);
    // The first number of A: by row its first row, by cell all of it.
    let by_row = after(&store, [PlayerMsg::GrainChosen(Grain::Row)]);
    assert_eq!(step(&by_row), Some(4));
    let by_cell = after(&by_row, [PlayerMsg::GrainChosen(Grain::Cell)]);
    assert_eq!(step(&by_cell), Some(2));
    assert_eq!(step(&after(&by_cell, [PlayerMsg::GrainChosen(Grain::Number)])), Some(18));
}

#[test]
fn it_plays_from_the_start_and_stops_at_the_end() {
    let start = store(mixed());
    let mut store = after(&start, [PlayerMsg::Played]);
    assert_eq!((step(&store), store.session.player.playing), (Some(0), true));
    let mut ticks = 0;
    while store.session.player.playing {
        store = after(&store, [PlayerMsg::Ticked]);
        ticks += 1;
    }
    assert_eq!((ticks, step(&store)), (5, Some(5)));
    assert_eq!(after(&store, [PlayerMsg::Ticked]).session.player, store.session.player);
    let again = after(&store, [PlayerMsg::Toggled, PlayerMsg::Ticked, PlayerMsg::Toggled]);
    assert_eq!((step(&again), again.session.player.playing), (Some(1), false));
    assert!(!after(&again, [PlayerMsg::Played, PlayerMsg::WentBack]).session.player.playing);
    let slow = after(&start, [PlayerMsg::SpeedChosen(0.25), PlayerMsg::SpeedChosen(7.0)]);
    assert_eq!(slow.session.player.interval(), 8000);
    assert_eq!(Player { grain: Grain::Number, ..Player::default() }.interval(), 1000);
}

#[test]
fn numbers_may_change_while_it_plays_but_not_the_cells() {
    let store = after(&store(mixed()), [PlayerMsg::Played, PlayerMsg::Ticked, PlayerMsg::Ticked]);
    let number = Action::SetNumber { cell: "X".into(), row: 0, column: 0, value: 5.0 };
    let typed = store.reduce(Msg::Edited(number));
    assert_eq!(typed.session.player, store.session.player);
    // A cell before the place goes: the place stays with its cell.
    let gone = store.reduce(Msg::Edited(Action::RemoveCell { cell: "X".into() }));
    assert_eq!((step(&gone), gone.session.player.playing), (None, false), "nothing can be computed any more");
    let added = Action::SetSource { cell: "E".into(), source: "E = X * 2".to_owned() };
    let added = store.reduce(Msg::Edited(added));
    assert!(!added.session.player.playing);
    let at = step(&added).unwrap();
    assert_eq!(&*added.steps().computed(at).unwrap().0.cell, "A");
    assert_eq!(step(&shelf::open(&store, "xiaoming")), None);
}

#[test]
fn sources_are_marked_unless_the_reader_asks_something_else() {
    let store = after(&store(mixed()), [PlayerMsg::GrainChosen(Grain::Number), PlayerMsg::Scrubbed(2)]);
    // S[0, 1] is row 0 of X times row 1.
    let sources = |store: &Store| {
        store.marks.get("X").and_then(|marks| marks.value.sources.as_ref().map(Region::count))
    };
    assert_eq!(sources(&store), Some(4));
    let asked = Number { cell: "S".into(), node: None, at: (0, 0, 0) };
    let asked = store.reduce(Msg::Inspection(InspectionMsg::Selected(asked)));
    assert_eq!(asked.marks["S"].value.computed, None);
    let row = after(&store, [PlayerMsg::GrainChosen(Grain::Row)]);
    assert_eq!(sources(&row), Some(6), "row 0 times every row");
}

/// The captions from a step on, in the default notebook.
fn said(tag: &str, grain: Grain, steps: impl IntoIterator<Item = usize>) -> Vec<String> {
    let store = after(&store(shelf::lesson("xiaoming")), [PlayerMsg::GrainChosen(grain)]);
    let language = Language::of_tag(tag).unwrap();
    let say = |step| {
        let player = Player { grain, step: Some(step), ..Player::default() };
        let story = Story::of(&store.program, &store.run, &store.hidden, &player).unwrap();
        caption(language, &story, &store.document().dimensions)
    };
    steps.into_iter().map(say).collect()
}

#[test]
fn captions_have_the_real_numbers() {
    let steps = |grain: Grain| {
        let store = store(shelf::lesson("xiaoming"));
        0..=Steps::of(&store.program, &store.run, grain).count()
    };
    assert_eq!(
        said("en", Grain::Number, [1, 49, 66, 81, 104]),
        [
            "Q[Xiaoming, who] = 1 · 0 + 0 · 0.5 + 0 · 0 + 0 · 1 = 0.",
            "S[Xiaoming, Xiaoming] = 0 · 2 + 1.5 · 0 + 1 · 0 = 0.",
            "Z[Xiaoming, likes] = 4 / 1.7321 = 2.3094.",
            "A[Xiaoming, Xiaoming] = e^(0 − 2.3094) / 1.4458 = 0.0687.",
            "O[apples, of food] = 0.1086 · 0 + 0.2582 · 0.25 + 0.6139 · 0.5 + 0.0192 · 2 = 0.4100. That was the last step.",
        ]
    );
    assert_eq!(
        said("zh-CN", Grain::Row, [25])[0],
        "A 的“小明”行：0.0687、0.6917、0.2180、0.0217。合计 1.0000。"
    );
    for tag in ["en", "zh-CN"] {
        for grain in Grain::ALL {
            let said = said(tag, grain, steps(grain));
            for text in &said {
                assert!(!text.contains('%') && !text.contains("player.") && !text.is_empty(), "{text}");
            }
        }
    }
}

#[test]
fn captions_of_every_kind() {
    let store = store(document(
        &[("n", 1), ("d", 6)],
        vec![
            matrix("X", "n", "d", &[vec![1.0, -2.0, 3.0, 4.0, 5.0, 6.0]]),
            formula("P = X @ X.T"),
            formula("W = softmax(array([1, -inf]))"),
            formula("N = -X[0, 1]"),
            formula("D = N - X[0, 1]"),
            formula("L = max(X)"),
            formula("C = where(N > 5, 1, N)"),
            formula("Z = zeros(2)"),
            formula("T = mean(array([1, -3]))"),
        ],
    ));
    let say = |step| {
        let player = Player { grain: Grain::Number, step: Some(step), ..Player::default() };
        let story = Story::of(&store.program, &store.run, &store.hidden, &player).unwrap();
        caption(Language::of_tag("en").unwrap(), &story, &store.document().dimensions)
    };
    let said: Vec<String> = (1..=10).map(say).collect();
    assert_eq!(
        said,
        [
            "P[1, 1] = 1 · 1 + (−2) · (−2) + 3 · 3 + … = 91 (6 terms).",
            "W[0] = e^(1 − 1) / 1 = 1.",
            "W[1] = 0: masked, so it gets no weight.",
            "N = −(−2) = 2.",
            "D = 2 − (−2) = 4.",
            "L = max(1, −2, 3, …) = 6 (6 terms).",
            "C = 2: the condition does not hold, so this number is taken.",
            "Z[0] = 0, put there by zeros.",
            "Z[1] = 0, put there by zeros.",
            "T = (1 + (−3)) / 2 = −1. That was the last step.",
        ]
    );
}

#[test]
fn large_notebooks_are_stepped_in_no_time() {
    let side = 128;
    let values: Vec<Vec<f64>> = (0..side).map(|row| vec![f64::from(row) / 128.0; side as usize]).collect();
    let cells = vec![
        matrix("X", "n", "n", &values),
        formula("S = X @ X.T"),
        formula("A = softmax(S)"),
        formula("O = A @ X"),
    ];
    let store = store(document(&[("n", 128)], cells));
    let mut store = after(&store, [PlayerMsg::GrainChosen(Grain::Number), PlayerMsg::Scrubbed(40_000)]);
    assert_eq!(store.steps().count(), 3 * 16_384);
    let start = Instant::now();
    for _ in 0..20 {
        store = after(&store, [PlayerMsg::WentForward]);
    }
    let each = start.elapsed() / 20;
    // Without optimization too; a frame is 16 ms.
    assert!(each < Duration::from_millis(100), "{each:?}");
}
