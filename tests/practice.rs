//! Exercises: what is right, what the hints say and do not say, and what becomes of an exercise when the notebook
//! changes under it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod drawn;
mod formulas;
mod notebooks;
mod shelf;

use std::rc::Rc;

use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::notebook::{
    Action, Blanks, CellKind, Exercise, Explainer, NodeExplanation, Phrase, decode, encode,
};
use attention_notebook::ops::Explanation;
use attention_notebook::plot::Theme;
use attention_notebook::session::{
    Attempt, Guess, Hint, HintKind, InspectionMsg, Msg, Number, Plan, PracticeMsg, Session, Store, Summary,
    Veil, Verdict, fits, hints_of, weights,
};
use drawn::{formulas, page, positions};
use notebooks::{Page, cell, document, formula};

/// What the explanation gives when it is done again, with powers of 2 where these are wanted.
fn solution(found: &NodeExplanation, base2: bool) -> f64 {
    match &found.explanation {
        Explanation::Softmax(softmax) if base2 => weights(softmax, true)[softmax.chosen],
        explanation => explanation.recompute(),
    }
}

/// No hint says the number, and all of them lead to it.
fn check_hints(page: &Page, name: &str, found: &NodeExplanation, base2: bool) -> Vec<Hint> {
    let hints = hints_of(&Explainer::new(&page.program, &page.run), found, base2);
    let solution = solution(found, base2);
    let told = format!("{name} at {:?}: {hints:?}", found.at);
    assert!((1..=10).contains(&hints.len()), "{told}");
    for line in hints.iter().flat_map(|hint| &hint.lines) {
        let value = line.calculation.value();
        if let Some(result) = line.result {
            assert!(!fits(result, solution), "{told} has {solution}");
            assert!(result.to_bits() == value.to_bits(), "{told}: {result} is not {value}");
        }
        assert!(!line.text().is_empty());
    }
    let last = hints.last().unwrap();
    match last.lines.last() {
        Some(line) => {
            let (value, room) = (line.calculation.value(), 1e-9 * solution.abs().max(1.0));
            assert!(line.result.is_none(), "{told}");
            assert!((value - solution).abs() <= room || !solution.is_finite(), "{told}: {value}");
        }
        None => assert!(
            matches!(found.explanation, Explanation::Copy(_) | Explanation::Constant { .. })
                || matches!(found.explanation, Explanation::Size { .. } | Explanation::Choice { .. })
                || matches!(found.explanation, Explanation::OneHot { .. } | Explanation::Lookup { .. })
                || last.kind == HintKind::AllMasked,
            "{told}"
        ),
    }
    hints
}

#[test]
fn hints_lead_to_every_number_and_never_say_it() {
    let mut checked = 0;
    for text in formulas() {
        let Some(page) = page(&text) else { continue };
        let explainer = Explainer::new(&page.program, &page.run);
        for at in positions(page.value("Y").shape()) {
            let found = explainer.explain("Y", None, at).unwrap();
            if !found.value.is_nan() {
                check_hints(&page, &text, &found, false);
                checked += 1;
            }
        }
    }
    assert!(checked > 3_000, "{checked}");
}

#[test]
fn hints_of_the_lessons_speak_of_what_is_on_the_page() {
    for lesson in shelf::ids() {
        let page = Page::open(shelf::lesson(&lesson));
        let explainer = Explainer::new(&page.program, &page.run);
        for name in page.program.definitions.keys() {
            let Some(value) = explainer.value_of(name) else { continue };
            for at in positions(value.shape()) {
                let Some(found) = explainer.explain(name, None, at) else { continue };
                for base2 in [false, true] {
                    for hint in check_hints(&page, name, &found, base2) {
                        let spots = hint.spots.iter().all(|spot| !spot.is_empty() && !spot.contains("()"));
                        assert!(spots, "{name}: {hint:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_steps_are_those_of_the_operation() {
    let page = Page::open(lessons::first());
    let explainer = Explainer::new(&page.program, &page.run);
    let steps = |name: &str, base2: bool| {
        let found = explainer.explain(name, None, (0, 1, 0)).unwrap();
        hints_of(&explainer, &found, base2)
    };
    let kinds = |hints: &[Hint]| hints.iter().map(|hint| hint.kind.key()).collect::<Vec<_>>();
    let scores = steps("S", false);
    assert_eq!(kinds(&scores), ["pair", "products", "products", "products", "running", "last"]);
    assert_eq!(scores[0].spots, ["Q[1]", "K.T[:, 0]"]);
    let softmax = ["greatest", "shifted", "powers", "total", "last"];
    assert_eq!(kinds(&steps("A", false)), softmax);
    let powers = steps("A", true);
    assert_eq!(kinds(&powers), softmax);
    assert!(powers[2].lines[0].text().starts_with("2^"), "{powers:?}");
}

#[test]
fn near_is_near_enough() {
    for (answer, expected, right) in [
        (0.48, 0.47, true),
        (0.481, 0.47, false),
        (0.75, 0.7597, true),
        (-3.0, -3.03, true),
        (-3.0, -3.04, false),
        (101.0, 100.0, true),
        (102.0, 100.0, false),
        (f64::NEG_INFINITY, f64::NEG_INFINITY, true),
        (f64::INFINITY, f64::NEG_INFINITY, false),
        (1e300, f64::INFINITY, false),
        (f64::INFINITY, 1e300, false),
        (0.0, f64::NAN, false),
    ] {
        assert_eq!(fits(answer, expected), right, "{answer} for {expected}");
    }
}

fn store() -> Store {
    let language = Language::of_tag("en").unwrap();
    Store::new(lessons::first(), Session::new(language, Theme::Light))
}

fn plan(cell: &str, blanks: Blanks) -> Plan {
    Plan { cell: cell.into(), slice: 0, blanks, base2: false, asked_by: None }
}

fn after(store: &Store, messages: impl IntoIterator<Item = PracticeMsg>) -> Store {
    messages.into_iter().fold(store.clone(), |store, msg| store.reduce(Msg::Practice(msg)))
}

fn attempt(store: &Store) -> &Rc<Attempt> {
    store.session.practice.attempt.as_ref().unwrap()
}

fn typed(index: usize, text: &str) -> [PracticeMsg; 2] {
    [PracticeMsg::Answered(index, text.to_owned()), PracticeMsg::Checked(index)]
}

#[test]
fn an_exercise_runs_from_start_to_summary() {
    let begun = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Row(1)))]);
    assert_eq!((attempt(&begun).left(), attempt(&begun).current), (4, 0));
    let solutions: Vec<f64> =
        attempt(&begun).blanks.iter().map(|blank| attempt(&begun).expected(blank.at)).collect();

    let right = after(&begun, typed(0, &solutions[0].to_string()));
    assert_eq!((attempt(&right).blanks[0].verdict, attempt(&right).current), (Verdict::Right, 1));
    let wrong = after(&right, typed(1, "99"));
    assert_eq!((attempt(&wrong).blanks[1].verdict, attempt(&wrong).current), (Verdict::Wrong, 1));
    assert_eq!(attempt(&wrong).hints().len(), 1);
    let unread = after(&wrong, typed(1, "9,9"));
    assert_eq!((attempt(&unread).blanks[1].verdict, attempt(&unread).blanks[1].tries), (Verdict::Unread, 1));
    assert_eq!(attempt(&unread).hints().len(), 1, "a slip of the finger brings no step");
    let helped = after(&unread, [PracticeMsg::HintAsked(1)]);
    assert_eq!(attempt(&helped).hints().len(), 2);
    let second = after(&helped, typed(1, &format!("{}/2", solutions[1] * 2.0)));
    assert_eq!((attempt(&second).blanks[1].verdict, attempt(&second).current), (Verdict::Right, 2));
    let empty = after(&second, typed(2, " "));
    assert_eq!((attempt(&empty).blanks[2].tries, attempt(&empty).current), (0, 3), "nothing was answered");
    let shown = after(&empty, [PracticeMsg::GivenUp(3)]);
    assert_eq!((attempt(&shown).left(), attempt(&shown).current, attempt(&shown).ended), (1, 2, false));
    let early = after(&shown, [PracticeMsg::Ended]);
    assert_eq!(attempt(&early).summary(), Summary { at_once: 1, later: 1, shown: 1, open: 1 });
    let all = after(&shown, typed(2, &solutions[2].to_string()));
    assert!(attempt(&all).ended);
    assert_eq!(attempt(&all).summary(), Summary { at_once: 2, later: 1, shown: 1, open: 0 });

    let again = after(&all, [PracticeMsg::Again]);
    assert_eq!((attempt(&again).left(), attempt(&again).ended), (4, false));
    assert!(after(&again, [PracticeMsg::Done]).session.practice.attempt.is_none());
}

#[test]
fn again_asks_for_other_numbers() {
    let random = Blanks::Random { count: 3, seed: 0 };
    let first = after(&store(), [PracticeMsg::Begun(plan("a", random))]);
    let places = |store: &Store| attempt(store).blanks.iter().map(|blank| blank.at).collect::<Vec<_>>();
    let second = after(&first, [PracticeMsg::Again]);
    assert_ne!(places(&first), places(&second));
    assert_eq!(places(&second).len(), 3);
}

#[test]
fn blanks_can_be_picked() {
    let chosen = PracticeMsg::Planned(plan("a", Blanks::Chosen(vec![])));
    let picked = [(0, 1), (2, 2), (0, 1), (3, 0)].map(|(row, column)| PracticeMsg::Picked(row, column));
    let store = after(&store(), [chosen].into_iter().chain(picked));
    let plan = store.session.practice.plan.clone().unwrap();
    assert_eq!(plan.blanks, Blanks::Chosen(vec![(2, 2), (3, 0)]));
    let begun = after(&store, [PracticeMsg::Begun((*plan).clone())]);
    assert_eq!((attempt(&begun).left(), begun.session.practice.plan.is_none()), (2, true));
    assert!(after(&store, [PracticeMsg::PlanDropped]).session.practice.plan.is_none());
}

#[test]
fn base_two_has_other_right_answers() {
    let begun = after(&store(), [PracticeMsg::Begun(plan("a", Blanks::All))]);
    let two = after(&begun, [PracticeMsg::BaseSwitched(true)]);
    let row = |store: &Store| (0..4).map(|column| attempt(store).expected((1, column))).collect::<Vec<_>>();
    let open = store();
    let scores = |column| {
        let z = open.run.results.iter().find(|z| &*z.cell.id == "z").unwrap();
        z.value.as_ref().unwrap().get(0, 1, column).unwrap()
    };
    let sum: f64 = (0..4).map(|column| f64::exp2(scores(column))).sum();
    for (column, expected) in row(&two).into_iter().enumerate() {
        assert!((expected - f64::exp2(scores(column)) / sum).abs() < 1e-12, "{column}");
    }
    assert!((row(&two).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_ne!(row(&begun), row(&two));
    assert_eq!(row(&after(&two, [PracticeMsg::BaseSwitched(false)])), row(&begun));
    // What is no softmax has no base.
    let scores = after(&store(), [PracticeMsg::Begun(Plan { base2: true, ..plan("s", Blanks::All) })]);
    assert!(!attempt(&scores).plan.base2 && !attempt(&scores).is_softmax);
}

#[test]
fn blanked_numbers_cannot_be_asked_about() {
    let begun = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Row(1)))]);
    let number = |row, node| Number { cell: "s".into(), node, at: (0, row, 0) };
    let root =
        begun.run.results.iter().find(|s| &*s.cell.id == "s").unwrap().formula.as_ref().unwrap().root();
    let veil = |store: &Store, number: &Number| store.hidden.veil(&store.program, &store.run, number);
    assert_eq!(veil(&begun, &number(1, None)), Some(Veil::Asked));
    assert_eq!(veil(&begun, &number(1, Some(root))), Some(Veil::Asked));
    assert_eq!((veil(&begun, &number(0, None)), veil(&begun, &number(1, Some(0)))), (None, None));
    let asked = begun.reduce(Msg::Inspection(InspectionMsg::Selected(number(1, None))));
    assert_eq!(asked.session.inspection.number(), None);
    let shown = after(&begun, [PracticeMsg::GivenUp(0)]);
    assert_eq!(veil(&shown, &number(1, None)), None);
    // What was asked before is put away.
    let asked = store().reduce(Msg::Inspection(InspectionMsg::Selected(number(1, None))));
    let begun = after(&asked, [PracticeMsg::Begun(plan("s", Blanks::Row(1)))]);
    assert_eq!(begun.session.inspection.number(), None);
}

#[test]
fn right_answers_change_with_the_numbers() {
    let begun = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Row(1)))]);
    let first = attempt(&begun).expected((1, 0));
    let right = after(&begun, typed(0, &first.to_string()));
    let doubled = Action::SetSource { cell: "s".into(), source: "S = Q @ K.T * 2 + 1".into() };
    let changed = right.reduce(Msg::Edited(doubled.clone()));
    assert!((attempt(&changed).expected((1, 0)) - (2.0 * first + 1.0)).abs() < 1e-12);
    assert_eq!((attempt(&changed).blanks[0].verdict, attempt(&changed).left()), (Verdict::Open, 4));
    // While the formula is being written the exercise waits.
    let broken = right.reduce(Msg::Edited(Action::SetSource { cell: "s".into(), source: "S = Q @ ".into() }));
    assert_eq!((attempt(&broken).blanks[0].verdict, attempt(&broken).left()), (Verdict::Right, 3));
    let deleted = right.reduce(Msg::Edited(Action::RemoveCell { cell: "s".into() }));
    assert_eq!(deleted.session.practice.attempt, None);
    let other = shelf::open(&right, "three-inputs");
    assert_eq!(other.session.practice.attempt, None);
}

#[test]
fn blanks_outside_a_smaller_grid_go() {
    let begun = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::All))]);
    let smaller = begun.reduce(Msg::Edited(Action::RemoveItem { dimension: "n".into(), index: 3 }));
    assert_eq!(attempt(&smaller).left(), 9);
    let last = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Row(3)))]);
    let gone = last.reduce(Msg::Edited(Action::RemoveItem { dimension: "n".into(), index: 3 }));
    assert_eq!(gone.session.practice.attempt, None);
}

#[test]
fn what_cannot_be_practised_is_not_begun() {
    for plan in [
        plan("nowhere", Blanks::All),
        plan("x", Blanks::All),
        plan("s", Blanks::Row(9)),
        plan("s", Blanks::Chosen(vec![])),
        Plan { slice: 1, ..plan("s", Blanks::All) },
    ] {
        assert!(
            after(&store(), [PracticeMsg::Begun(plan.clone())]).session.practice.attempt.is_none(),
            "{plan:?}"
        );
    }
    // Whatever comes without an exercise, or beyond its blanks, does nothing.
    for store in [store(), after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Row(0)))])] {
        let far = usize::MAX;
        after(
            &store,
            typed(far, "1").into_iter().chain([
                PracticeMsg::Entered(far),
                PracticeMsg::HintAsked(far),
                PracticeMsg::GivenUp(far),
                PracticeMsg::Picked(far, far),
            ]),
        );
    }
}

#[test]
fn arrows_lead_to_the_nearest_blank() {
    let places = vec![(0, 0), (0, 3), (1, 2), (3, 0)];
    let begun = after(&store(), [PracticeMsg::Begun(plan("s", Blanks::Chosen(places)))]);
    let beside = |from, rows, columns| attempt(&begun).beside(from, rows, columns);
    assert_eq!([beside(0, 0, 1), beside(1, 0, -1), beside(1, 1, 0)], [Some(1), Some(0), Some(2)]);
    assert_eq!([beside(2, 1, 0), beside(3, -1, 0), beside(3, 1, 0)], [Some(3), Some(2), None]);
}

#[test]
fn an_exercise_of_the_notebook_is_bound_to_its_cell() {
    let exercise = Exercise {
        text: Phrase::from("Fill in"),
        of: "Y".into(),
        slice: 0,
        blanks: Blanks::Chosen(vec![(0, 0)]),
        base2: false,
    };
    let cells = vec![formula("Y = [[1 + 1, 2]]"), cell("task", CellKind::Exercise(exercise.clone()))];
    let notebook = document(&[], cells);
    assert_eq!(decode(&encode(&notebook)).unwrap(), notebook);
    let language = Language::of_tag("en").unwrap();
    let store = Store::new(notebook, Session::new(language, Theme::Light));
    let plan = store.plan_of(&"task".into(), &exercise).unwrap();
    let begun = after(&store, [PracticeMsg::Begun(plan)]);
    assert_eq!(attempt(&begun).plan.asked_by.as_deref(), Some("task"));
    let nowhere = Exercise { blanks: Blanks::Row(5), ..exercise.clone() };
    assert_eq!(store.plan_of(&"task".into(), &nowhere), None);
    assert_eq!(store.plan_of(&"task".into(), &Exercise { of: "Z".into(), ..exercise }), None);
}

#[test]
fn answers_to_questions_last_as_long_as_the_question() {
    let id: Rc<str> = "x".into();
    let guessed = PracticeMsg::Guessed(id.clone(), Guess::Choice(1));
    let store = after(&store(), [guessed, PracticeMsg::Revealed(id.clone())]);
    let prospect = &store.session.practice.prospects[&id];
    assert!(prospect.revealed && prospect.guess == Guess::Choice(1));
    let again = after(&store, [PracticeMsg::AskedAgain(id.clone())]);
    assert!(again.session.practice.prospects.is_empty());
    let deleted = store.reduce(Msg::Edited(Action::RemoveCell { cell: id }));
    assert!(deleted.session.practice.prospects.is_empty());
}
