//! What the audience's window shows of what the lecturer does: exercises, drawings, parts of formulas, the pinned results,
//! the number that is moved.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::{
    i18n::Language,
    notebook::{Action, Blanks, Cell, Document, Phrase},
    plot::Theme,
    session::{
        Arrangement, ArrangementMsg, ComparisonMsg, DetailsMsg, Followed, Msg, Plan, PracticeMsg,
        Presentation, PresentationMsg, Session, Standing, Store, Veil, Verdict, View, WiggleMsg,
        audience::{Moved, Scene, Told},
        presenter::{Extent, Slides},
        talk::{Talk, scene},
    },
};
use notebooks::{document, formula, matrix};

fn sample() -> Document {
    let x = [vec![1.0, 2.0], vec![0.5, -1.0], vec![0.0, 1.0]];
    let cells = vec![
        matrix("X", "n", "d", &x),
        formula("S = X @ X.T / sqrt(2)"),
        formula("A = softmax(S)"),
        formula("O = A @ X"),
    ];
    document(&[("n", 3), ("d", 2)], cells)
}

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

/// The lecturer's window, and the audience's with another notebook.
fn windows() -> (Store, Store) {
    let mut audience = store(document(&[], Vec::new()));
    audience.session.presentation = Some(Presentation::audience());
    (store(sample()), audience)
}

/// What the lecturer's window says.
fn said(lecturer: &Store) -> Scene {
    let slides = Slides::of((&lecturer.program, &lecturer.run), "en", Extent::default(), None);
    let shown: Rc<[_]> = lecturer.document().cells.iter().map(|cell| cell.id.clone()).collect();
    let mut slide = slides.get(0).unwrap().clone();
    slide.shown = shown;
    scene((Some(&slide), lecturer.session.player.step), &Talk::default(), &lecturer.session)
}

/// The audience's window after a message.
fn hear(audience: &Store, document: Option<Rc<Document>>, scene: Scene) -> Store {
    hear_pinned(audience, (document, None), scene)
}

fn hear_pinned(
    audience: &Store,
    notebooks: (Option<Rc<Document>>, Option<Rc<Document>>),
    scene: Scene,
) -> Store {
    let (document, pinned) = notebooks;
    let told = Told::Shown { revision: 1, document, pinned, scene: Box::new(scene) };
    let Some(Told::Shown { document, pinned, scene, .. }) = Told::read(&told.write()) else {
        panic!("not understood")
    };
    let followed = Followed::of((document, pinned), *scene, audience.session.language);
    audience.reduce(Msg::Presentation(PresentationMsg::Followed(Box::new(followed))))
}

fn follow(audience: &Store, lecturer: &Store) -> Store {
    hear(audience, Some(lecturer.kept_document().clone()), said(lecturer))
}

/// Whether a scene is refused.
fn is_refused(scene: Scene) -> bool {
    Told::read(&Told::Shown { revision: 1, document: None, pinned: None, scene: Box::new(scene) }.write())
        .is_none()
}

fn send(store: &Store, msgs: impl IntoIterator<Item = Msg>) -> Store {
    msgs.into_iter().fold(store.clone(), |store, msg| store.reduce(msg))
}

fn practise(msgs: impl IntoIterator<Item = PracticeMsg>) -> Vec<Msg> {
    msgs.into_iter().map(Msg::Practice).collect()
}

fn plan(blanks: Blanks) -> Plan {
    Plan { cell: "A".into(), slice: 0, blanks, base2: false, asked_by: None }
}

#[test]
fn an_exercise_is_covered_and_shows_what_was_typed() {
    let (lecturer, audience) = windows();
    let begun = practise([PracticeMsg::Begun(plan(Blanks::Random { count: 4, seed: 3 }))]);
    let lecturer = send(&lecturer, begun);
    let seen = follow(&audience, &lecturer);
    let (here, there) = (&lecturer.session.practice.attempt, &seen.session.practice.attempt);
    let (here, there) = (here.as_ref().unwrap(), there.as_ref().unwrap());
    assert_eq!((&here.blanks, &here.steps, here.left()), (&there.blanks, &there.steps, 4));
    for blank in &here.blanks {
        assert!(seen.hidden.holds(&"A".into(), (0, blank.at.0, blank.at.1)).is_some());
    }
    // Typed, wrong, with a hint, right, shown.
    let right = here.expected(here.blanks[1].at).to_string();
    let lecturer = send(
        &lecturer,
        practise([
            PracticeMsg::Answered(0, "7".into()),
            PracticeMsg::Checked(0),
            PracticeMsg::Answered(1, right.clone()),
            PracticeMsg::Checked(1),
            PracticeMsg::GivenUp(2),
            PracticeMsg::HintAsked(3),
            PracticeMsg::Answered(3, "0.".into()),
        ]),
    );
    let seen = hear(&seen, None, said(&lecturer));
    let (here, there) = (&lecturer.session.practice.attempt, &seen.session.practice.attempt);
    let (here, there) = (here.as_ref().unwrap(), there.as_ref().unwrap());
    let verdicts = there.blanks.iter().map(|blank| blank.verdict).collect::<Vec<_>>();
    assert_eq!(verdicts, [Verdict::Wrong, Verdict::Right, Verdict::Shown, Verdict::Open]);
    assert_eq!((there.blanks[1].text.as_str(), there.blanks[3].text.as_str()), (right.as_str(), "0."));
    assert_eq!((&here.blanks, here.current, here.checked), (&there.blanks, there.current, there.checked));
    assert_eq!((here.hints(), seen.hidden.asked()), (there.hints(), Some(&"A".into())));
    // Said again, nothing is drawn again.
    let again = hear(&seen, None, said(&lecturer));
    assert!(Rc::ptr_eq(there, again.session.practice.attempt.as_ref().unwrap()));
    // A number is changed: both ask for the new ones.
    let edit = Action::SetNumber { cell: "X".into(), row: 0, column: 0, value: 3.0 };
    let lecturer = send(&lecturer, [Msg::Edited(edit)]);
    let seen = follow(&again, &lecturer);
    let (here, there) = (&lecturer.session.practice.attempt, &seen.session.practice.attempt);
    assert_eq!(here.as_ref().unwrap().blanks, there.as_ref().unwrap().blanks);
    // The summary, and the end.
    let lecturer = send(&lecturer, practise([PracticeMsg::Ended]));
    let seen = hear(&seen, None, said(&lecturer));
    assert!(seen.session.practice.attempt.as_ref().unwrap().ended && seen.hidden.is_empty());
    let lecturer = send(&lecturer, practise([PracticeMsg::Done]));
    assert_eq!(hear(&seen, None, said(&lecturer)).session.practice.attempt, None);
}

#[test]
fn what_cannot_be_covered_is_not_shown() {
    let (lecturer, audience) = windows();
    let lecturer = send(&lecturer, practise([PracticeMsg::Begun(plan(Blanks::All))]));
    let mut scene = said(&lecturer);
    let exercise = scene.exercise.as_mut().unwrap();
    exercise.blanks[8].at = (100, 100);
    let seen = hear(&audience, Some(lecturer.document().clone()), scene);
    let shown = seen.session.presentation.as_ref().unwrap();
    assert!(!shown.shows(&"A".into()) && shown.shows(&"S".into()));
    // A formula that is broken for a moment: the exercise waits.
    let seen = follow(&audience, &lecturer);
    let broken = Action::SetSource { cell: "A".into(), source: "A = softmax(".into() };
    let lecturer = send(&lecturer, [Msg::Previewed(broken)]);
    let seen = follow(&seen, &lecturer);
    assert_eq!(seen.session.practice.attempt.as_ref().unwrap().left(), 9);
    assert!(seen.session.presentation.as_ref().unwrap().shows(&"A".into()));
}

#[test]
fn hostile_exercises_are_refused() {
    let (lecturer, _) = windows();
    let lecturer = send(&lecturer, practise([PracticeMsg::Begun(plan(Blanks::All))]));
    assert!(!is_refused(said(&lecturer)));
    let changed = |change: fn(&mut attention_notebook::session::audience::Exercised)| {
        let mut scene = said(&lecturer);
        change(scene.exercise.as_mut().unwrap());
        scene
    };
    for scene in [
        changed(|exercise| exercise.blanks.clear()),
        changed(|exercise| exercise.blanks.swap(0, 1)),
        changed(|exercise| exercise.blanks[1].at = exercise.blanks[0].at),
        changed(|exercise| exercise.blanks[8].at.0 = 128),
        changed(|exercise| exercise.blanks[0].text = "9".repeat(2000)),
        changed(|exercise| exercise.blanks = vec![exercise.blanks[0].clone(); 300]),
        changed(|exercise| exercise.current = 9),
        changed(|exercise| exercise.checked = Some(9)),
        changed(|exercise| exercise.slice = 16),
        changed(|exercise| exercise.cell = "x".repeat(2000).into()),
    ] {
        assert!(is_refused(scene.clone()), "{scene:?}");
    }
}

fn detail(msgs: impl IntoIterator<Item = DetailsMsg>) -> Vec<Msg> {
    msgs.into_iter().map(Msg::Details).collect()
}

#[test]
fn what_is_open_in_a_cell_is_open_for_the_audience() {
    let (lecturer, audience) = windows();
    let view = View { dimensions: (1, 0), row: 2, other: 1 };
    let lecturer = send(
        &lecturer,
        detail([
            DetailsMsg::ArrowsToggled("O".into()),
            DetailsMsg::ArrowsViewed("O".into(), view),
            DetailsMsg::BarsToggled("A".into()),
            DetailsMsg::BarsViewed("A".into(), 2),
            DetailsMsg::PartsToggled("S".into()),
        ]),
    );
    let seen = follow(&audience, &lecturer);
    assert_eq!(seen.session.details, lecturer.session.details);
    let of = |store: &Store, cell: &str| store.session.details.cells.get(cell).cloned().unwrap_or_default();
    assert_eq!((of(&seen, "O").arrows, of(&seen, "A").bars), (Some(view), Some(2)));
    assert_eq!(of(&seen, "S").parts.of("S = X @ X.T / sqrt(2)").len(), 2);
    // What is open as it was keeps its allocation.
    let again = hear(&seen, None, said(&lecturer));
    assert!(Rc::ptr_eq(&of(&seen, "S"), &of(&again, "S")));
    let lecturer = send(&lecturer, detail([DetailsMsg::ArrowsToggled("O".into())]));
    assert_eq!(hear(&seen, None, said(&lecturer)).session.details, lecturer.session.details);
}

#[test]
fn what_is_open_stays_with_its_cell_and_its_formula() {
    let (lecturer, _) = windows();
    let of = |store: &Store, cell: &str| store.session.details.cells.get(cell).cloned().unwrap_or_default();
    let lecturer = send(
        &lecturer,
        detail([
            DetailsMsg::ArrowsViewed("O".into(), View::default()),
            DetailsMsg::BarsViewed("A".into(), 1),
            DetailsMsg::ArrowsToggled("none".into()),
            DetailsMsg::PartToggled("S".into(), 400),
        ]),
    );
    assert!(lecturer.session.details.cells.is_empty(), "nothing of that can be open");
    let parts = lecturer.run.results[1].parts();
    let node = parts[0].0;
    let open = send(
        &lecturer,
        detail([DetailsMsg::PartToggled("S".into(), node), DetailsMsg::BarsToggled("A".into())]),
    );
    assert_eq!(of(&open, "S").parts.of("S = X @ X.T / sqrt(2)"), [node]);
    let edit = Action::SetSource { cell: "S".into(), source: "S = X @ X.T".into() };
    let edited = send(&open, [Msg::Edited(edit)]);
    assert_eq!(of(&edited, "S").parts.of("S = X @ X.T"), [0; 0]);
    assert_eq!(of(&send(&edited, [Msg::UndoPressed]), "S"), of(&open, "S"));
    let closed =
        send(&open, detail([DetailsMsg::PartsToggled("S".into()), DetailsMsg::BarsToggled("A".into())]));
    assert!(closed.session.details.cells.is_empty());
    let removed = send(&open, [Msg::Edited(Action::RemoveCell { cell: "A".into() })]);
    assert_eq!((of(&removed, "A").bars, of(&removed, "S").parts.nodes.len()), (None, 1));
}

#[test]
fn hostile_details_are_refused() {
    let (lecturer, _) = windows();
    let lecturer = send(
        &lecturer,
        detail([DetailsMsg::ArrowsToggled("O".into()), DetailsMsg::PartsToggled("S".into())]),
    );
    let good = said(&lecturer);
    assert!(!is_refused(good.clone()));
    let far = View { row: 128, ..View::default() };
    let lecturer = send(&lecturer, detail([DetailsMsg::ArrowsViewed("O".into(), far)]));
    assert!(is_refused(said(&lecturer)), "a row beyond all");
    let many = Scene { details: vec![good.details[0].clone(); 201], ..good.clone() };
    assert!(is_refused(many), "more cells than there can be");
    let named = Scene { details: vec![("x".repeat(2000).into(), good.details[0].1.clone())], ..good };
    assert!(is_refused(named), "a long id");
}

/// The same values, place by place.
fn assert_same_values(here: &Store, there: &Store) {
    assert_eq!(here.run.results.len(), there.run.results.len());
    for (here, there) in here.run.results.iter().zip(&there.run.results) {
        let same = match (&here.value, &there.value) {
            (Some(here), Some(there)) => here.same_bits(there),
            (here, there) => here.is_none() && there.is_none(),
        };
        assert!(same, "{}", here.cell.id);
    }
}

#[test]
fn the_comparison_is_the_same_in_both_windows() {
    let (lecturer, audience) = windows();
    let set = |value| Msg::Edited(Action::SetNumber { cell: "X".into(), row: 0, column: 0, value });
    let lecturer = send(&lecturer, [Msg::Comparison(ComparisonMsg::Pinned), set(3.0)]);
    let pinned = lecturer.session.pin.as_ref().map(|pin| pin.document.clone());
    let scene = || Scene { pin: Some(1), ..said(&lecturer) };
    let seen = hear_pinned(&audience, (Some(lecturer.document().clone()), pinned), scene());
    assert_same_values(&lecturer, &seen);
    assert_eq!(lecturer.compared.len(), 4);
    for (cell, here) in lecturer.compared.iter() {
        let there = &seen.compared[cell];
        assert!(here.difference.as_ref().unwrap().same_bits(there.difference.as_ref().unwrap()), "{cell}");
        assert_eq!((here.changed, &here.rows), (there.changed, &there.rows));
    }
    // The window keeps the pinned notebook; said again, nothing is computed again.
    let kept = seen.session.pin.as_ref().map(|pin| pin.document.clone());
    let followed = Followed::of((None, kept), scene(), seen.session.language);
    let again = seen.reduce(Msg::Presentation(PresentationMsg::Followed(Box::new(followed))));
    assert!(Rc::ptr_eq(&again.compared, &seen.compared));
    let lecturer = send(&lecturer, [Msg::Comparison(ComparisonMsg::Unpinned)]);
    let seen = hear(&again, None, said(&lecturer));
    assert!(seen.session.pin.is_none() && seen.compared.is_empty());
    // Pinned notes are not sent, either.
    let noted = Cell { speaker_notes: Some(Phrase::from("do not tell")), ..(*sample().cells[0]).clone() };
    let pinned = Some(Rc::new(Document { cells: vec![Rc::new(noted)], ..sample() }));
    let told = Told::Shown { revision: 1, document: None, pinned, scene: Box::default() };
    assert!(!told.write().contains("do not tell"));
}

fn wiggle(msg: WiggleMsg) -> Msg {
    Msg::Wiggle(msg)
}

#[test]
fn a_wiggle_moves_the_same_numbers_in_both_windows() {
    let (lecturer, audience) = windows();
    let start = || WiggleMsg::Started { cell: "X".into(), at: (1, 0), playing: true };
    let lecturer = send(&lecturer, [wiggle(start()), wiggle(WiggleMsg::Ticked(0.2))]);
    let notebook = lecturer.kept_document().clone();
    let seen = follow(&audience, &lecturer);
    assert_same_values(&lecturer, &seen);
    assert_eq!(seen.marks, lecturer.marks);
    assert!(!seen.session.wiggle.as_ref().unwrap().playing);
    // It goes on: the notebook is not said again, and the ranges are not found again.
    let lecturer = send(&lecturer, [wiggle(WiggleMsg::Ticked(0.2))]);
    assert!(Rc::ptr_eq(&notebook, lecturer.kept_document()));
    let next = hear(&seen, None, said(&lecturer));
    assert_same_values(&lecturer, &next);
    let reached = |store: &Store| store.session.wiggle.as_ref().unwrap().reached.clone();
    assert!(Rc::ptr_eq(&reached(&seen), &reached(&next)));
    // Farther: other ranges.
    let lecturer = send(&lecturer, [wiggle(WiggleMsg::AmplitudeChosen(5.0)), wiggle(WiggleMsg::Slid(-1.0))]);
    let next = hear(&next, None, said(&lecturer));
    assert_same_values(&lecturer, &next);
    assert_eq!(reached(&next), reached(&lecturer));
    // Another number; then it goes back to what it was.
    let other = WiggleMsg::Started { cell: "X".into(), at: (0, 1), playing: false };
    let lecturer = send(&lecturer, [wiggle(other), wiggle(WiggleMsg::Slid(0.5))]);
    let next = hear(&next, None, said(&lecturer));
    assert_same_values(&lecturer, &next);
    let lecturer = send(&lecturer, [wiggle(WiggleMsg::Stopped)]);
    let next = hear(&next, None, said(&lecturer));
    assert_same_values(&lecturer, &next);
    assert_eq!((&next.session.wiggle, **next.document() == sample()), (&None, true));
}

#[test]
fn hostile_wiggles_are_refused() {
    let (lecturer, audience) = windows();
    let start = WiggleMsg::Started { cell: "X".into(), at: (1, 0), playing: false };
    let lecturer = send(&lecturer, [wiggle(start)]);
    let moved = said(&lecturer).moved.unwrap();
    let scene = |moved: Moved| Scene { moved: Some(moved), ..said(&lecturer) };
    assert!(!is_refused(scene(moved.clone())));
    for moved in [
        Moved { position: 1.5, ..moved.clone() },
        Moved { position: f64::NAN, ..moved.clone() },
        Moved { amplitude: 1e300, ..moved.clone() },
        Moved { amplitude: 0.0, ..moved.clone() },
        Moved { at: (0, 300), ..moved.clone() },
        Moved { cell: "x".repeat(2000).into(), ..moved.clone() },
    ] {
        assert!(is_refused(scene(moved.clone())), "{moved:?}");
    }
    // What is not there is not moved.
    for moved in [Moved { cell: "S".into(), ..moved.clone() }, Moved { at: (9, 9), ..moved }] {
        let seen = hear(&audience, Some(lecturer.document().clone()), scene(moved));
        assert_eq!((&seen.session.wiggle, **seen.document() == sample()), (&None, true));
    }
}

#[test]
fn what_a_teacher_has_covered_is_covered_for_the_audience() {
    let (lecturer, audience) = windows();
    let cells = [("A".into(), Standing::Veiled), ("O".into(), Standing::Hidden)].into();
    let arrangement = Rc::new(Arrangement { cells, ..Arrangement::default() });
    let lecturer = send(&lecturer, [Msg::Arrangement(ArrangementMsg::Applied(arrangement))]);
    let seen = follow(&audience, &lecturer);
    assert_eq!(seen.session.arrangement, lecturer.session.arrangement);
    assert_eq!(seen.hidden.holds(&"A".into(), (0, 0, 0)), Some(Veil::Covered));
    assert_eq!(seen.marks, lecturer.marks);
    let left = send(&lecturer, [Msg::Arrangement(ArrangementMsg::Left)]);
    assert_eq!(hear(&seen, None, said(&left)).session.arrangement, None);
    let many = vec![("A".into(), Standing::Veiled); 201];
    assert!(is_refused(Scene { standings: many, ..said(&lecturer) }));
}
