//! The laws of undo, for random edits; and what of the page can be undone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;
mod shelf;

use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::notebook::limits::MAX_UNDO;
use attention_notebook::notebook::{Action, Chart, Document, History, decode, encode};
use attention_notebook::plot::Theme;
use attention_notebook::session::{LessonMsg, Msg, Session, Store};
use notebooks::{document, formula, matrix, slider, switch};
use proptest::prelude::*;

fn sample() -> Document {
    let cells = vec![
        matrix("X", "n", "d", &[vec![1., 2., 3.], vec![4., 5., 6.]]),
        slider("t", 1.0),
        switch("on", false),
        formula("Y = X / t"),
    ];
    document(&[("n", 2), ("d", 3)], cells)
}

/// Edits of [`sample`] and of what it becomes; some are refused, some change nothing.
fn action() -> impl Strategy<Value = Action> {
    let dimension = prop_oneof![Just("n"), Just("d"), Just("nowhere")];
    let numbers = prop::collection::vec(prop::collection::vec(-2.0..2.0, 0..3), 0..3);
    let source = prop_oneof!["Y = X( @ X\\.T)?", "Z = t \\* [0-9]", "[XYt]? ?=?.{0,3}"];
    prop_oneof![
        (0..4_usize, 0..4_usize, 0..3_i32).prop_map(|(row, column, value)| Action::SetNumber {
            cell: "X".into(),
            row,
            column,
            value: value.into()
        }),
        (0..4_usize, 0..4_usize, numbers).prop_map(|(row, column, values)| Action::SetBlock {
            cell: "X".into(),
            row,
            column,
            values
        }),
        (-1..3_i32).prop_map(|value| Action::SetSlider { cell: "t".into(), value: value.into() }),
        any::<bool>().prop_map(|value| Action::SetSwitch { cell: "on".into(), value }),
        source.prop_map(|source| Action::SetSource { cell: "Y".into(), source }),
        "[tuv]".prop_map(|name| Action::RenameCell { cell: "t".into(), name }),
        (dimension.clone(), 0..4_usize)
            .prop_map(|(dimension, index)| Action::InsertItem { dimension: dimension.into(), index }),
        (dimension.clone(), 0..4_usize)
            .prop_map(|(dimension, index)| Action::RemoveItem { dimension: dimension.into(), index }),
        (dimension, 0..4_usize, "[ab]").prop_map(|(dimension, index, label)| Action::RenameItem {
            dimension: dimension.into(),
            index,
            label
        }),
        ("[XYt]|on", 0..5_usize).prop_map(|(cell, index)| Action::MoveCell { cell: cell.into(), index }),
        "[Yt]|on".prop_map(|cell| Action::RemoveCell { cell: cell.into() }),
        writing(),
    ]
}

/// Edits of where cells stand, how they are shown, and of sizes.
fn writing() -> impl Strategy<Value = Action> {
    let cell = "[XYt]|on|c1";
    let bound = -2..12_i32;
    prop_oneof![
        (cell, 0..6_usize).prop_map(|(cell, index)| Action::DuplicateCell { cell: cell.into(), index }),
        (cell, 0..4_usize, 0..6_usize).prop_map(|(cell, count, index)| Action::MoveSection {
            cell: cell.into(),
            count,
            index
        }),
        (cell, any::<bool>()).prop_map(|(cell, beside)| Action::SetBeside { cell: cell.into(), beside }),
        (cell, any::<bool>()).prop_map(|(cell, folded)| Action::SetFolded { cell: cell.into(), folded }),
        (cell, any::<bool>()).prop_map(|(cell, drawn)| Action::SetChart {
            cell: cell.into(),
            chart: drawn.then_some(Chart::Heatmap)
        }),
        (cell, "[ab]?").prop_map(|(cell, text)| Action::SetNote {
            cell: cell.into(),
            language: "en".into(),
            text
        }),
        (cell, "[ab]?").prop_map(|(cell, text)| Action::SetSpeakerNotes {
            cell: cell.into(),
            language: "en".into(),
            text
        }),
        (bound.clone(), bound, -1..3_i32).prop_map(|(minimum, maximum, step)| Action::SetBounds {
            cell: "t".into(),
            minimum: minimum.into(),
            maximum: maximum.into(),
            step: step.into()
        }),
        "[ab]?".prop_map(|text| Action::SetTitle { language: "en".into(), text }),
        ("[ndk]", 0..3_usize).prop_map(|(name, size)| Action::AddDimension { name, size }),
        ("[ndk]", "[ndk]")
            .prop_map(|(dimension, name)| Action::RenameDimension { dimension: dimension.into(), name }),
        "[ndk]".prop_map(|dimension| Action::RemoveDimension { dimension: dimension.into() }),
    ]
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec(action(), 1..30)
}

/// The history after the edits that were not refused.
fn edited(actions: &[Action]) -> History {
    let mut history = History::new(sample());
    for action in actions {
        if let Ok(document) = action.apply(history.present()) {
            history.edit(document);
        }
    }
    history
}

proptest! {
    #[test]
    fn undo_takes_an_edit_back_and_redo_makes_it_again(before in actions(), action in action()) {
        let start = edited(&before);
        let mut history = start.clone();
        let Ok(document) = action.apply(history.present()) else { return Ok(()) };
        let changes = document != **history.present();
        history.edit(document.clone());
        prop_assert_eq!(&**history.present(), &document);
        if changes {
            history.undo();
            prop_assert_eq!(history.present(), start.present());
            history.redo();
            prop_assert_eq!(&**history.present(), &document);
            prop_assert!(!history.can_redo());
        } else {
            prop_assert_eq!(history, start, "what changes nothing is no step");
        }
    }

    #[test]
    fn every_notebook_on_the_way_is_sound(actions in actions()) {
        let mut history = edited(&actions);
        loop {
            let present = history.present();
            let saved = decode(&encode(present));
            prop_assert_eq!(saved.map(|saved| saved.cells.len()), Ok(present.cells.len()));
            if !history.can_undo() {
                break;
            }
            history.undo();
        }
    }

    #[test]
    fn every_step_back_leads_to_the_start_and_forward_to_the_end(actions in actions()) {
        let end = edited(&actions);
        let mut history = end.clone();
        let mut steps = 0;
        while history.can_undo() {
            let before = history.present().clone();
            history.undo();
            prop_assert_ne!(&before, history.present(), "a step that changes nothing");
            steps += 1;
        }
        prop_assert!(steps <= actions.len());
        prop_assert_eq!(&**history.present(), &sample());
        history.undo();
        prop_assert_eq!(&**history.present(), &sample(), "there is nothing before the start");
        while history.can_redo() {
            history.redo();
        }
        prop_assert_eq!(history, end);
    }

    #[test]
    fn a_gesture_is_one_step(before in actions(), values in prop::collection::vec(-3..3_i32, 1..8)) {
        let mut history = edited(&before);
        let start = history.present().clone();
        let could_undo = history.can_undo();
        for value in values {
            let action = Action::SetNumber { cell: "X".into(), row: 0, column: 0, value: value.into() };
            let document = action.apply(history.present()).unwrap();
            history.preview(&action.gesture(), document);
        }
        let mut cancelled = history.clone();
        cancelled.cancel();
        prop_assert_eq!(cancelled.present(), &start);
        prop_assert_eq!(cancelled.can_undo(), could_undo);
        let changed = *history.present() != start;
        let end = history.present().clone();
        history.commit();
        prop_assert_eq!(history.present(), &end);
        if changed {
            history.undo();
        }
        prop_assert_eq!(history.present(), &start);
        prop_assert_eq!(history.can_undo(), could_undo);
    }

    #[test]
    fn refused_edits_leave_the_page_as_it_was(before in actions(), action in action()) {
        let store = before.into_iter().fold(store(sample()), |store, action| store.reduce(Msg::Edited(action)));
        let after = store.reduce(Msg::Edited(action.clone()));
        if let Err(refusal) = action.apply(store.document()) {
            prop_assert_eq!(after.document(), store.document());
            prop_assert_eq!(&after.history, &store.history);
            prop_assert_eq!(after.refusal.as_deref(), Some(&refusal));
            prop_assert_eq!(after.reduce(Msg::RefusalDismissed).refusal, None);
        } else {
            prop_assert_eq!(after.refusal, None);
        }
    }
}

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn slide(value: f64) -> Action {
    Action::SetSlider { cell: "t".into(), value }
}

fn after(store: &Store, messages: impl IntoIterator<Item = Msg>) -> Store {
    messages.into_iter().fold(store.clone(), |store, msg| store.reduce(msg))
}

#[test]
fn a_new_edit_forgets_what_could_be_redone() {
    let edits = [Msg::Edited(slide(2.0)), Msg::UndoPressed];
    let undone = after(&store(sample()), edits);
    assert!(undone.history.can_redo());
    assert!(!undone.reduce(Msg::Edited(slide(3.0))).history.can_redo());
    assert!(undone.reduce(Msg::Edited(slide(1.0))).history.can_redo(), "nothing has changed");
}

#[test]
fn gestures_on_two_cells_are_two_steps() {
    let on = Action::SetSwitch { cell: "on".into(), value: true };
    let start = store(sample());
    let both = after(&start, [slide(2.0), slide(3.0)].map(Msg::Previewed)).reduce(Msg::Previewed(on));
    let back = after(&both, [Msg::GestureEnded, Msg::UndoPressed]);
    assert_eq!(**back.document(), slide(3.0).apply(&sample()).unwrap());
    assert_eq!(back.reduce(Msg::UndoPressed).document(), start.document());
    let cancelled = both.reduce(Msg::GestureCancelled);
    assert_eq!(cancelled.document(), back.document(), "only the second is taken back");
}

#[test]
fn two_switches_are_two_steps() {
    let twin = document(&[], vec![switch("a", false), switch("b", false)]);
    let set = |cell: &str| Msg::Previewed(Action::SetSwitch { cell: cell.into(), value: true });
    let back = after(&store(twin.clone()), [set("a"), set("b"), Msg::UndoPressed]);
    assert_eq!(**back.document(), Action::SetSwitch { cell: "a".into(), value: true }.apply(&twin).unwrap());
}

#[test]
fn opening_and_resetting_are_undone_with_their_values() {
    let start = store(lessons::first());
    let edit = Action::SetNumber { cell: "x".into(), row: 0, column: 0, value: 9.0 };
    let edited = start.reduce(Msg::Edited(edit));
    let reset = edited.reduce(Msg::Lesson(LessonMsg::Reset));
    assert_eq!(reset.document(), start.document());
    let opened = shelf::open(&reset, "three-inputs");
    assert_eq!(opened.document().lesson.as_deref(), Some("three-inputs"));
    assert_eq!(
        opened.reduce(Msg::Lesson(LessonMsg::Reset)).document(),
        opened.document(),
        "reset returns to its own lesson"
    );
    let back = after(&opened, [Msg::UndoPressed, Msg::UndoPressed]);
    assert_eq!(back.document(), edited.document());
    for (found, expected) in back.run.results.iter().zip(&edited.run.results) {
        let [found, expected] = [found, expected].map(|result| result.fresh());
        assert!(found.zip(expected).is_none_or(|(found, expected)| found.same_bits(expected)));
    }
    assert_eq!(
        start.reduce(Msg::Lesson(LessonMsg::Unreached("nowhere".into()))).document(),
        start.document()
    );
}

#[test]
fn a_notebook_that_comes_after_all_is_opened() {
    let of = |lesson: &str| std::rc::Rc::new(Document { lesson: Some(lesson.into()), ..sample() });
    let choose = |id: &str| Msg::Lesson(LessonMsg::Chosen(id.into()));
    let twice = after(&store(sample()), [choose("a"), choose("b"), choose("a")]);
    let failed = twice.reduce(Msg::Lesson(LessonMsg::Unreached("a".into())));
    assert_eq!(failed.session.unreached.as_deref(), Some("a"));
    let other = failed.reduce(Msg::Lesson(LessonMsg::Read(of("b"))));
    assert_eq!((other.document(), other.session.unreached.as_deref()), (failed.document(), Some("a")));
    let come = failed.reduce(Msg::Lesson(LessonMsg::Read(of("a"))));
    assert_eq!((come.document(), come.session.unreached.as_deref()), (&of("a"), None));
}

#[test]
fn how_the_page_looks_is_not_undone() {
    let chinese = Language::of_tag("zh-CN").unwrap();
    let looks = [Msg::LanguageChosen(chinese), Msg::ThemeChosen(Theme::Dark)];
    let changed = after(&store(sample()).reduce(Msg::Edited(slide(2.0))), looks);
    let back = changed.reduce(Msg::UndoPressed);
    assert_eq!(back.session, Session::new(chinese, Theme::Dark));
    assert_eq!(**back.document(), sample());
    assert_eq!(back.reduce(Msg::UndoPressed).session, back.session);
}

#[test]
fn the_oldest_steps_are_let_go() {
    let mut history = History::new(sample());
    for step in 0..MAX_UNDO + 10 {
        let value = step as f64 / 1000.0;
        history.edit(slide(value).apply(&sample()).unwrap());
    }
    let mut steps = 0;
    while history.can_undo() {
        history.undo();
        steps += 1;
    }
    assert_eq!(steps, MAX_UNDO);
}
