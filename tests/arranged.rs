//! A notebook as a teacher has set it up: what is locked stays, what is covered is not told, and the reader can leave it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use std::rc::Rc;

use attention_notebook::export::{Drawing, Notebook, drawings, seen, solution, withheld};
use attention_notebook::i18n::{self, Language};
use attention_notebook::lessons;
use attention_notebook::notebook::{Action, Document, Refusal};
use attention_notebook::plot::Theme;
use attention_notebook::session::{
    Arrangement, ArrangementMsg, Control, Controls, Deed, Hidden, LessonMsg, Msg, Number, PlayerMsg, Session,
    Standing, Store, Veil, WritingMsg,
};

fn store() -> Store {
    let language = Language::of_tag("en").unwrap();
    Store::new(lessons::first(), Session::new(language, Theme::Light))
}

fn arranged(cells: &[(&str, Standing)], without: &[Control], step: Option<usize>) -> Store {
    let cells = cells.iter().map(|(cell, standing)| ((*cell).into(), *standing)).collect();
    let without = without.iter().fold(Controls::default(), |all, control| all.toggled(*control));
    store().reduce(Msg::Arrangement(ArrangementMsg::Applied(Rc::new(Arrangement { without, cells, step }))))
}

fn set(cell: &str) -> Msg {
    Msg::Edited(Action::SetNumber { cell: cell.into(), row: 0, column: 0, value: 9.0 })
}

/// The document after a message, where there was an edit, or why there was none.
fn after(store: &Store, msg: Msg) -> Result<Rc<Document>, Refusal> {
    let next = store.reduce(msg);
    match &next.refusal {
        Some(refusal) => {
            assert!(Rc::ptr_eq(store.document(), next.document()));
            Err((**refusal).clone())
        }
        None => Ok(next.document().clone()),
    }
}

#[test]
fn what_is_locked_stays() {
    let store = arranged(&[("x", Standing::Locked), ("s", Standing::Locked)], &[], None);
    let locked = |name: &str| Err(Refusal::Locked(name.to_owned()));
    assert_eq!(after(&store, set("x")), locked("X"));
    assert_eq!(after(&store, Msg::Previewed(Action::RemoveCell { cell: "s".into() })), locked("S"));
    // Also what would change it from elsewhere.
    let rename = Action::RenameCell { cell: "w_q".into(), name: "W".to_owned() };
    assert!(after(&store, Msg::Edited(rename)).is_ok());
    let rename = Action::RenameDimension { dimension: "n".into(), name: "m".to_owned() };
    assert_eq!(after(&store, Msg::Edited(rename)), locked("X"));
    assert_eq!(after(&store, Msg::Lesson(LessonMsg::Tried("X[2,1]=0".into()))), locked("X"));
    assert!(after(&store, set("w_q")).is_ok());
    // The reader can leave it.
    let left = store.reduce(Msg::Arrangement(ArrangementMsg::Left));
    assert!(after(&left, set("x")).is_ok());
    for language in Language::all() {
        assert!(i18n::refusal(language, &Refusal::Locked("X".to_owned())).contains('X'));
        assert!(!i18n::refusal(language, &Refusal::Locked(String::new())).contains("%{"));
    }
}

#[test]
fn what_is_covered_is_not_told() {
    let store = arranged(&[("a", Standing::Veiled)], &[], None);
    let number = |cell: &str| Number { cell: cell.into(), node: None, at: (0, 0, 0) };
    let veil = |store: &Store, cell| store.hidden.veil(&store.program, &store.run, &number(cell));
    assert_eq!(veil(&store, "a"), Some(Veil::Covered));
    assert_eq!(veil(&store, "o"), None);
    assert_eq!(store.hidden.covers(&"a".into()), Some(Veil::Covered));
    assert_eq!(store.marks["a"].value.reached, Some(0));
    assert_eq!(
        after(&store, Msg::Edited(Action::SetSource { cell: "a".into(), source: "A = S".to_owned() })),
        Err(Refusal::Locked("A".to_owned()))
    );
    let left = store.reduce(Msg::Arrangement(ArrangementMsg::Left));
    assert_eq!(veil(&left, "a"), None);
    assert!(left.marks.get("a").is_none_or(|marks| marks.value.reached.is_none()));
}

#[test]
fn what_is_covered_is_not_exported() {
    let store = arranged(&[("z", Standing::Veiled), ("w_v", Standing::Veiled)], &[], None);
    let notebook = Notebook {
        document: store.document(),
        program: &store.program,
        run: &store.run,
        language: Language::all().next().unwrap(),
    };
    let names: Vec<&str> = seen(&notebook, &store.hidden).map(|(name, _)| &**name).collect();
    assert!(names.contains(&"X") && names.contains(&"A"), "{names:?}");
    assert!(!names.contains(&"Z") && !names.contains(&"W_V"), "{names:?}");
    assert_eq!(withheld(&notebook, &store.hidden), [Rc::<str>::from("W_V"), Rc::from("Z")]);
    // Bars would tell the scores, the way of the computation leaves the place empty.
    let drawings = drawings(&notebook, &store.hidden);
    let of = |name: &str| drawings.iter().filter(|it| it.cell().is_some_and(|it| **it == *name)).count();
    assert_eq!((of("Z"), of("W_V"), of("A")), (0, 0, 2), "{drawings:?}");
    assert!(drawings.contains(&Drawing::Strip(vec!["W_V".into(), "Z".into()])));
    assert!(!drawings.contains(&Drawing::Bars("A".into(), 0)));
    let text = solution(&notebook, &store.hidden);
    let told = solution(&notebook, &Hidden::default());
    assert!(told.contains("2.3094") && !text.contains("2.3094"), "{text}");
    assert!(text.contains(&*notebook.language.text("arranged.covered")));
}

#[test]
fn a_control_that_is_not_there_does_nothing() {
    let store = arranged(&[], &[Control::Player, Control::Writing], None);
    let stepped = store.reduce(Msg::Player(PlayerMsg::WentFirst));
    assert_eq!(stepped.session.player.step, None);
    let deleted = store.reduce(Msg::Writing(WritingMsg::Done("x".into(), Deed::Delete)));
    assert!(Rc::ptr_eq(deleted.document(), store.document()));
    let remove = Msg::Edited(Action::RemoveCell { cell: "x".into() });
    assert_eq!(after(&store, remove), Err(Refusal::Locked(String::new())));
    assert!(after(&store, set("x")).is_ok());
    assert!(store.is_without(Control::Player) && !store.is_without(Control::Cost));
}

#[test]
fn it_begins_at_a_step_and_ends_with_the_notebook() {
    let store = arranged(&[("x", Standing::Hidden)], &[], Some(1_000_000));
    assert_eq!(store.session.player.step, Some(store.steps().count()));
    assert_eq!(store.standing(&"x".into()), Some(Standing::Hidden));
    let reset = store.reduce(Msg::Lesson(LessonMsg::Reset));
    assert!(reset.session.arrangement.is_some());
    let other = shelf::open(&store, "masks");
    assert_eq!(other.session.arrangement, None);
    let usual = arranged(&[], &[], Some(2));
    assert_eq!((usual.session.player.step, &usual.session.arrangement.is_some()), (Some(2), &true));
    assert!(arranged(&[], &[], None).session.arrangement.is_none());
}
