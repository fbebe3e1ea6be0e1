//! The inspector: the way of the questions, what an edit leaves of it, and the answers, down to what was typed.

mod notebooks;
mod shelf;

use std::collections::BTreeSet;

use attention_notebook::formula::NodeId;
use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::notebook::{Action, Cell, Document};
use attention_notebook::plot::Theme;
use attention_notebook::session::{
    Answer, Arithmetic, Inspection, InspectionMsg, Msg, Number, Obstacle, Session, Store, Term, term_of,
};
use attention_notebook::value::{Position, Region};
use notebooks::{document, formula, matrix};

fn store(document: Document) -> Store {
    let Some(language) = Language::of_tag("en") else { panic!("no English") };
    Store::new(document, Session::new(language, Theme::Light))
}

fn lesson(id: &str) -> Store {
    let document = shelf::lesson(id);
    store(document)
}

fn number(cell: &str, node: Option<NodeId>, at: Position) -> Number {
    Number { cell: cell.into(), node, at }
}

fn small(cells: &[&str]) -> Store {
    let mut all: Vec<Cell> = vec![
        matrix("Q", "n", "d_k", &[vec![1.0, 2.0], vec![3.0, 4.0]]),
        matrix("K", "n", "d_k", &[vec![5.0, 6.0], vec![7.0, 8.0]]),
    ];
    all.extend(cells.iter().map(|source| formula(source)));
    store(document(&[("n", 2), ("d_k", 2)], all))
}

fn after(store: &Store, msg: InspectionMsg) -> Store {
    store.reduce(Msg::Inspection(msg))
}

fn trail(store: &Store) -> &[Number] {
    &store.session.inspection.trail
}

fn answer(store: &Store) -> Option<Answer> {
    Answer::new(&store.program, &store.run, &store.hidden, store.session.inspection.number()?)
}

fn write(store: &Store, cell: &str, source: &str) -> Store {
    store.reduce(Msg::Edited(Action::SetSource { cell: cell.into(), source: source.into() }))
}

#[test]
fn the_trail_leads_down_and_back() {
    let store = small(&["S = Q @ K.T", "A = softmax(S)"]);
    let [a, s, q] = [("A", 0), ("S", 0), ("Q", 1)].map(|(cell, column)| number(cell, None, (0, 0, column)));
    let store = after(&store, InspectionMsg::Visited(a.clone()));
    assert!(trail(&store).is_empty(), "coming by asks nothing while nothing is asked");
    let store = after(&store, InspectionMsg::Selected(a.clone()));
    let store = after(&store, InspectionMsg::Followed(s.clone()));
    let store = after(&store, InspectionMsg::Followed(q.clone()));
    assert_eq!(trail(&store), [a.clone(), s.clone(), q.clone()]);
    let back = after(&store, InspectionMsg::Followed(s.clone()));
    assert_eq!(trail(&back), [a.clone(), s.clone()], "a number of the trail is gone back to");
    assert_eq!(trail(&after(&store, InspectionMsg::WentBack(0))).first(), Some(&a));
    let stays = after(&store, InspectionMsg::Visited(q.clone()));
    assert_eq!(trail(&stays).len(), 3, "coming back to the number itself keeps the way");
    assert_eq!(trail(&after(&store, InspectionMsg::Visited(a.clone()))), [a]);
    assert!(trail(&after(&store, InspectionMsg::Closed)).is_empty());
}

#[test]
fn a_way_has_no_loops() {
    let store = small(&["S = Q @ K.T", "A = softmax(S)", "O = A @ Q"]);
    let way =
        [("O", 0), ("A", 0), ("S", 1), ("Q", 0)].map(|(cell, column)| number(cell, None, (0, 0, column)));
    let start = after(&store, InspectionMsg::Selected(way[0].clone()));
    let down = way.iter().skip(1).fold(start, |store, at| after(&store, InspectionMsg::Followed(at.clone())));
    assert_eq!(trail(&down), way);
    for (place, ancestor) in way.iter().enumerate() {
        for msg in [InspectionMsg::Followed(ancestor.clone()), InspectionMsg::Visited(ancestor.clone())] {
            assert_eq!(trail(&after(&down, msg)), &way[..=place], "back at {ancestor:?}");
        }
        // Round and round is nowhere.
        let up = after(&down, InspectionMsg::Followed(ancestor.clone()));
        let again = way[place + 1..].iter();
        let again = again.fold(up, |store, at| after(&store, InspectionMsg::Followed(at.clone())));
        assert_eq!(trail(&again), way);
    }
}

#[test]
fn a_long_way_is_folded_at_its_start() {
    let folded = |length: usize| {
        let trail = (0..length).map(|at| number("A", None, (0, 0, at))).collect();
        Inspection { trail }.folded()
    };
    assert_eq!([0, 1, 5, 6, 7, 8, 20].map(folded), [0, 0, 0, 0, 2, 3, 15]);
}

#[test]
fn a_number_without_a_value_says_which_cell_is_in_the_way() {
    let store = small(&["S = Q @ K.T", "A = softmax(S)", "O = A @ Q"]);
    let asked = number("O", None, (0, 1, 1));
    let of = |store: &Store, number: &Number| Obstacle::of(&store.program, &store.run, number);
    assert_eq!(of(&store, &asked), None);
    let store = after(&store, InspectionMsg::Selected(asked.clone()));
    let broken = write(&store, "S", "S = Q @ K.T @");
    assert!(answer(&broken).is_none() && trail(&broken).len() == 1);
    let Some(obstacle) = of(&broken, &asked) else { panic!("nothing is in the way") };
    assert_eq!((&*obstacle.term.name, obstacle.term.at), ("O", (0, 1, 1)));
    assert_eq!((&*obstacle.cell, &*obstacle.name), ("S", "S"));
    assert!(obstacle.term.shape.is_some(), "its row and column keep their names");
    let own = of(&write(&store, "O", "O = A @ Q @ Q @ ones((7, 7))"), &asked);
    assert_eq!(own.map(|obstacle| obstacle.cell.to_string()).as_deref(), Some("O"));
}

#[test]
fn marks_are_forward_and_backward() {
    let store = small(&["S = Q @ K.T", "A = softmax(S)"]);
    let store = after(&store, InspectionMsg::Selected(number("S", None, (0, 1, 0))));
    let marks = |cell: &str| store.marks.get(cell).map(|marks| &marks.value);
    let places = |region: Option<&Region>| region.map(|region| region.positions().collect::<Vec<_>>());
    assert_eq!(marks("S").and_then(|marks| marks.selected), Some((0, 1, 0)));
    assert_eq!(places(marks("Q").and_then(|marks| marks.sources.as_ref())), Some(vec![(0, 1, 0), (0, 1, 1)]));
    assert_eq!(places(marks("K").and_then(|marks| marks.sources.as_ref())), Some(vec![(0, 0, 0), (0, 0, 1)]));
    assert_eq!(
        places(marks("A").and_then(|marks| marks.dependents.as_ref())),
        Some(vec![(0, 1, 0), (0, 1, 1)])
    );
    let node = store.marks.get("S").and_then(|marks| marks.nodes.values().next());
    assert_eq!(
        places(node.and_then(|marks| marks.sources.as_ref())),
        Some(vec![(0, 0, 0), (0, 1, 0)]),
        "K.T"
    );
    assert!(after(&store, InspectionMsg::Closed).marks.is_empty());
}

#[test]
fn the_answer_stays_in_step_with_numbers() {
    let store = small(&["S = Q @ K.T"]);
    let store = after(&store, InspectionMsg::Selected(number("S", None, (0, 0, 1))));
    assert_eq!(answer(&store).map(|answer| answer.term.value), Some(23.0));
    let typed = Action::SetNumber { cell: "K".into(), row: 1, column: 0, value: 0.5 };
    let store = store.reduce(Msg::Previewed(typed));
    let answer = answer(&store);
    assert_eq!(answer.as_ref().map(|answer| answer.term.value), Some(16.5));
    assert!(
        answer.is_some_and(|answer| answer.terms().any(|term| term.value.to_bits() == 0.5_f64.to_bits()))
    );
}

#[test]
fn an_edit_drops_what_is_gone() {
    let open = small(&["S = Q @ K.T / 2", "A = softmax(S)"]);
    let open = after(&open, InspectionMsg::Selected(number("A", None, (0, 1, 1))));
    let open = after(&open, InspectionMsg::Followed(number("S", None, (0, 1, 1))));
    let product =
        answer(&open).and_then(|answer| answer.numbers().find(|number| number.node.is_some()).cloned());
    let Some(product) = product else { panic!("no Q @ K.T in the middle") };
    let open = after(&open, InspectionMsg::Followed(product));
    assert_eq!(answer(&open).map(|answer| answer.term.name.to_string()).as_deref(), Some("Q @ K.T"));

    assert_eq!(trail(&write(&open, "S", "S = Q @ K.T  /  2")).len(), 3, "the same tree");
    assert_eq!(trail(&write(&open, "S", "S = Q @ K.T / 3")).len(), 2, "another tree has other nodes");
    let broken = write(&open, "A", "A = softmax(S");
    assert_eq!(trail(&broken).len(), 3, "a cell that is broken may be mended");
    assert!(term_of(&broken.program, &broken.run, &broken.hidden, &trail(&broken)[0]).is_none());

    let without = open.reduce(Msg::Edited(Action::RemoveCell { cell: "A".into() }));
    assert_eq!(trail(&without).first().map(|number| &*number.cell), Some("S"));
    let smaller = open.reduce(Msg::Edited(Action::RemoveItem { dimension: "n".into(), index: 1 }));
    assert!(trail(&smaller).is_empty(), "{:?}", trail(&smaller));
    assert!(trail(&shelf::open(&open, "three-inputs")).is_empty(), "other cells");
}

#[test]
fn copies_are_seen_through() {
    let store = small(&["S = Q @ K.T", "R = Q[1] + stack([K, Q])[0, 1].T"]);
    let store = after(&store, InspectionMsg::Selected(number("S", None, (0, 0, 1))));
    let found = answer(&store).map(|answer| answer.numbers().cloned().collect::<Vec<_>>());
    let places = [("Q", 0, 0), ("K", 1, 0), ("Q", 0, 1), ("K", 1, 1)];
    assert_eq!(found, Some(places.map(|(cell, row, column)| number(cell, None, (0, row, column))).to_vec()));
    let store = after(&store, InspectionMsg::Selected(number("R", None, (0, 0, 1))));
    let found = answer(&store).map(|answer| answer.numbers().cloned().collect::<Vec<_>>());
    assert_eq!(found, Some(vec![number("Q", None, (0, 1, 1)), number("K", None, (0, 1, 1))]));
}

#[test]
fn only_computed_weights_open_as_scaled_rows() {
    let store = lesson(lessons::FIRST);
    let opens = |cell: &str, at: Position| match Answer::new(
        &store.program,
        &store.run,
        &store.hidden,
        &number(cell, None, at),
    ) {
        Some(Answer { arithmetic: Arithmetic::Computed { weighted, .. }, .. }) => weighted,
        other => panic!("{cell}: {other:?}"),
    };
    assert!(opens("q", (0, 0, 0)).is_none(), "a row of X may be one-hot, and weighs nothing");
    assert!(opens("s", (0, 2, 3)).is_none());
    let Some(sum) = opens("o", (0, 2, 1)) else { panic!("no weighted sum") };
    let output = store
        .run
        .results
        .iter()
        .find(|result| &*result.cell.id == "o")
        .and_then(|result| result.value.clone());
    let Some(output) = output else { panic!("no output") };
    let last: Vec<Option<f64>> =
        sum.rows.last().map(|row| row.running.iter().copied().map(Some).collect()).unwrap_or_default();
    assert_eq!(last, [output.get(0, 2, 0), output.get(0, 2, 1)]);
    assert_eq!((sum.column, sum.columns), (1, 0..2));
}

/// Every number of a notebook, and every number that its answer leads to, down to what has no number behind it.
fn follow(store: &Store) -> usize {
    let mut open: Vec<Number> = Vec::new();
    for result in &store.run.results {
        let Some(value) = result.fresh() else { continue };
        open.extend(Region::all(value.shape()).positions().map(|at| number(&result.cell.id, None, at)));
    }
    let mut seen: BTreeSet<Number> = open.iter().cloned().collect();
    let mut typed = 0;
    while let Some(asked) = open.pop() {
        let Some(answer) = Answer::new(&store.program, &store.run, &store.hidden, &asked) else {
            panic!("no answer: {asked:?}")
        };
        assert_eq!(answer.term.number.as_ref(), Some(&asked));
        assert_eq!(term_of(&store.program, &store.run, &store.hidden, &asked), Some(answer.term.clone()));
        typed += usize::from(matches!(answer.arithmetic, Arithmetic::Typed(_)));
        for term in answer.terms() {
            let Term { number: Some(next), value, shape: Some(shape), .. } = term else { continue };
            assert!(shape.holds(next.at), "{term:?}");
            let there = term_of(&store.program, &store.run, &store.hidden, next);
            assert_eq!(
                there.map(|there| there.value.to_bits()),
                Some(value.to_bits()),
                "{term:?} of {asked:?}"
            );
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
        // What is made of something comes after it: a way down has an end.
        assert!(!reaches_itself(store, &asked, &asked, 0), "{asked:?} is made of itself");
    }
    assert!(typed > 0 || seen.is_empty(), "a notebook without numbers has none to ask about");
    seen.len()
}

/// Whether the first operands of a number lead back to it.
fn reaches_itself(store: &Store, from: &Number, asked: &Number, depth: usize) -> bool {
    assert!(depth < 64, "the way down from {asked:?} is long");
    let answer = Answer::new(&store.program, &store.run, &store.hidden, from);
    let next = answer.and_then(|answer| answer.numbers().last().cloned());
    next.is_some_and(|next| next == *asked || reaches_itself(store, &next, asked, depth + 1))
}

#[test]
fn every_number_of_the_lessons_leads_down_to_what_was_typed() {
    for id in shelf::ids() {
        if !["blank", "laboratory"].contains(&&*id) {
            let count = follow(&lesson(&id));
            assert!(count > 50, "{id}: {count}");
        }
    }
}

#[test]
fn typed_numbers_say_where_they_go() {
    let store = small(&["S = Q @ K.T", "A = softmax(S)", "T = K + 1"]);
    let store = after(&store, InspectionMsg::Selected(number("Q", None, (0, 1, 0))));
    let Some(Answer { arithmetic: Arithmetic::Typed(reaches), .. }) = answer(&store) else {
        panic!("not typed")
    };
    let said: Vec<_> =
        reaches.iter().map(|reach| (&*reach.first.name, reach.count, reach.size, reach.first.at)).collect();
    assert_eq!(said, [("S", 2, 4, (0, 1, 0)), ("A", 2, 4, (0, 1, 0))]);
}
