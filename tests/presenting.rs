//! Presenting a notebook: its slides and stops, and what two windows say to each other.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::{
    i18n::Language,
    lessons,
    notebook::{Action, Cell, CellKind, Document, Phrase, decode, encode},
    plot::Theme,
    session::{
        Followed, Grain, Guess, Msg, Number, PlayerMsg, Presentation, PresentationMsg, Prospect, Session,
        Store,
        audience::{Answered, Blank, Given, Scene, Spot, Told},
        presenter::{Extent, Slide, Slides, Stop, clock, largest, speaker_notes, title},
        talk::{Press, Talk},
    },
};
use notebooks::{cell, document, formula, matrix};
use proptest::prelude::*;

fn store(document: Document) -> Store {
    Store::new(document, Session::new(Language::of_tag("en").unwrap(), Theme::Light))
}

fn text(id: &str, words: &str) -> Cell {
    cell(id, CellKind::Text { text: words.into() })
}

fn beside(cell: Cell) -> Cell {
    Cell { beside: true, ..cell }
}

/// A text; X beside W; Q = X W; a text; O, which reads Q and X.
fn sample() -> Document {
    let cells = vec![
        text("intro", "## First\n\nwords"),
        matrix("X", "n", "d", &[vec![1.0, 2.0], vec![3.0, 4.0]]),
        beside(matrix("W", "d", "d", &[vec![1.0, 0.0], vec![0.0, 1.0]])),
        formula("Q = X @ W"),
        text("more", "> then"),
        formula("O = Q + X"),
    ];
    document(&[("n", 2), ("d", 2)], cells)
}

fn slides(store: &Store, extent: Extent, stepped: Option<Grain>) -> Slides {
    Slides::of((&store.program, &store.run), "en", extent, stepped)
}

fn shown(slides: &Slides) -> Vec<String> {
    (0..slides.len()).map(|slide| slides.get(slide).unwrap().shown.join(" ")).collect()
}

#[test]
fn a_slide_is_a_cell_with_what_it_reads_or_a_row() {
    let store = store(sample());
    assert_eq!(shown(&slides(&store, Extent::Cell, None)), ["intro", "X", "W", "X W Q", "more", "X Q O"]);
    assert_eq!(shown(&slides(&store, Extent::Row, None)), ["intro", "X W", "Q", "more", "O"]);
    let empty = Slides::default();
    assert!(
        empty.is_empty()
            && empty.last() == Stop::default()
            && empty.after(Stop::default()) == Stop::default()
    );
}

#[test]
fn what_is_folded_away_is_no_slide() {
    let fold = Action::SetFolded { cell: "intro".into(), folded: true };
    let store = store(sample()).reduce(Msg::Edited(fold));
    assert_eq!(shown(&slides(&store, Extent::Row, None)), ["intro"]);
}

#[test]
fn every_stop_is_passed_once_forwards_and_backwards() {
    let store = store(sample());
    for (grain, of_a_formula) in
        [(None, 0), (Some(Grain::Cell), 1), (Some(Grain::Row), 2), (Some(Grain::Number), 4)]
    {
        let slides = slides(&store, Extent::Cell, grain);
        let mut way = vec![Stop::default()];
        while *way.last().unwrap() != slides.last() {
            way.push(slides.after(*way.last().unwrap()));
        }
        assert_eq!(way.len(), 6 + 2 * of_a_formula);
        assert_eq!(slides.after(slides.last()), slides.last());
        let mut back = vec![slides.last()];
        while *back.last().unwrap() != Stop::default() {
            back.push(slides.before(*back.last().unwrap()));
        }
        back.reverse();
        assert_eq!(way, back);
        assert_eq!(slides.before(Stop::default()), Stop::default());
    }
}

#[test]
fn the_steps_of_a_slide_compute_its_own_cells() {
    let store = store(sample());
    let slides = slides(&store, Extent::Cell, Some(Grain::Row));
    let steps = |slide: usize| {
        let slide: &Slide = slides.get(slide).unwrap();
        (0..=slide.steps()).map(|step| slide.player_step(step)).collect::<Vec<_>>()
    };
    assert_eq!(steps(0), [None], "nothing is stepped at words");
    assert_eq!(steps(3), [Some(0), Some(1), Some(2)]);
    assert_eq!(steps(5), [Some(2), Some(3), Some(4)]);
    let player = store.reduce(Msg::Player(PlayerMsg::GrainChosen(Grain::Row)));
    let player = player.reduce(Msg::Player(PlayerMsg::Scrubbed(3)));
    assert_eq!(player.marks["O"].value.reached, Some(2), "one row of O stands, Q whole");
    assert!(player.marks.get("Q").is_none_or(|marks| marks.value.reached.is_none()));
}

#[test]
fn a_row_that_is_computed_out_of_order_is_stepped_cell_after_cell() {
    let cells = vec![formula("O = Q * 2"), beside(formula("Q = ones((2, 2))"))];
    let store = store(document(&[], cells));
    let slides = slides(&store, Extent::Row, Some(Grain::Cell));
    let slide = slides.get(0).unwrap();
    assert_eq!((0..=2).map(|step| slide.player_step(step)).collect::<Vec<_>>(), [Some(0), Some(2), Some(1)]);
}

#[test]
fn the_stop_stays_with_its_cell_when_slides_change() {
    let store = store(sample());
    let by_cell = slides(&store, Extent::Cell, Some(Grain::Number));
    let by_row = slides(&store, Extent::Row, Some(Grain::Cell));
    let stop = Stop { slide: 5, step: 4 };
    let own = by_cell.get(5).map(|slide| slide.own[0].clone());
    assert_eq!(by_row.settled(stop, own.as_ref()), Stop { slide: 4, step: 1 });
    assert_eq!(by_row.settled(stop, None), Stop { slide: 4, step: 1 });
    assert_eq!(Slides::default().settled(stop, own.as_ref()), Stop::default());
    assert_eq!(by_cell.of_cell("W"), Some(2));
    assert_eq!(by_cell.of_cell("nothing"), None);
}

#[test]
fn keys_lead_through_a_talk() {
    let store = store(sample());
    let slides = slides(&store, Extent::Cell, Some(Grain::Cell));
    let press =
        |talk: &Talk, keys: &[Press]| keys.iter().fold(talk.clone(), |talk, key| talk.pressed(*key, &slides));
    let talk = press(&Talk::default(), &[Press::Next, Press::Next, Press::Next, Press::Next]);
    assert_eq!((talk.stop, talk.cell.as_deref()), (Stop { slide: 3, step: 1 }, Some("Q")));
    assert_eq!(press(&talk, &[Press::Last]).stop, Stop { slide: 5, step: 1 });
    assert_eq!(press(&talk, &[Press::Last, Press::First]).stop, Stop::default());
    let black = press(&talk, &[Press::Black]);
    assert_eq!((black.blank, black.stop), (Some(Blank::Black), talk.stop));
    assert_eq!(press(&black, &[Press::White]).blank, Some(Blank::White));
    assert_eq!(press(&black, &[Press::Black]), talk);
    assert_eq!(press(&black, &[Press::Previous]).blank, None, "what comes is seen");
    assert!(
        press(&talk, &[Press::Pointer]).pointer && !press(&talk, &[Press::Pointer, Press::Pointer]).pointer
    );
    assert_eq!(talk.at_cell(&slides, "W").stop, Stop { slide: 2, step: 0 });
    assert_eq!(talk.at_cell(&slides, "nothing"), talk);
}

#[test]
fn a_slide_has_a_title_and_the_notes_of_its_own_cells() {
    let note = |cell: &str, language: &str, text: &str| {
        Msg::Edited(Action::SetSpeakerNotes {
            cell: cell.into(),
            language: language.into(),
            text: text.into(),
        })
    };
    let store = store(sample()).reduce(note("X", "en", "Ask first.")).reduce(note("W", "en", " Then wait. "));
    let rows = slides(&store, Extent::Row, None);
    let titles: Vec<String> =
        (0..rows.len()).map(|slide| title(store.document(), rows.get(slide).unwrap(), "en")).collect();
    assert_eq!(titles, ["First", "X · W", "Q", "then", "O"]);
    assert_eq!(speaker_notes(store.document(), rows.get(1).unwrap(), "en"), "Ask first.\n\nThen wait.");
    assert_eq!(speaker_notes(store.document(), rows.get(2).unwrap(), "en"), "");
    let none = store.reduce(note("X", "en", "")).reduce(note("W", "en", ""));
    assert_eq!(encode(none.document()), encode(&sample()), "empty notes are none");
    assert_eq!(decode(&encode(store.document())).as_ref(), Ok(&**store.document()));
}

#[test]
fn lessons_have_notes_in_every_language() {
    let first = lessons::first();
    let noted: Vec<&Phrase> = first.cells.iter().filter_map(|cell| cell.speaker_notes.as_ref()).collect();
    assert!(noted.len() > 5);
    for phrase in noted {
        let languages: Vec<&str> = phrase.languages().into_iter().flatten().collect();
        assert_eq!(languages, ["en", "zh-CN"]);
    }
}

#[test]
fn a_clock_and_the_largest_size() {
    assert_eq!([0, 7, 723, 3723].map(clock), ["0:00", "0:07", "12:03", "1:02:03"]);
    assert!((largest(1.0, 4.0, |size| size <= 2.5) - 2.5).abs() < 0.02);
    assert!((largest(1.0, 4.0, |_| true) - 4.0).abs() < 1e-9);
    assert!((largest(1.0, 4.0, |_| false) - 1.0).abs() < 1e-9);
}

fn scene() -> Scene {
    Scene {
        language: "zh-CN".into(),
        dark: true,
        cells: vec!["X".into(), "Q".into()],
        grain: "row".into(),
        step: Some(1),
        asked: Some(("Q".into(), None, (0, 1, 0))),
        answers: vec![Given { cell: "p".into(), choice: Some(1), number: None, revealed: true }],
        blank: Some(Blank::White),
        spot: Some(Spot { cell: "X".into(), number: Some(3), x: 0.5, y: 0.25 }),
        scrolled: 0.5,
        ..Scene::default()
    }
}

fn told(document: Option<Document>) -> Told {
    Told::Shown { revision: 3, document: document.map(Rc::new), pinned: None, scene: Box::new(scene()) }
}

#[test]
fn what_is_sent_is_what_is_read() {
    for message in [told(None), told(Some(sample())), Told::Left] {
        assert_eq!(Told::read(&message.write()), Some(message));
    }
    for message in [
        Answered::Here { revision: 0, pin: 0 },
        Answered::Here { revision: 7, pin: 3 },
        Answered::Pressed(Press::Next),
        Answered::Left,
    ] {
        assert_eq!(Answered::read(&message.write()), Some(message));
    }
    let given = [Guess::None, Guess::Choice(2), Guess::Number("1/3".into())]
        .map(|guess| Prospect { guess, revealed: true });
    let answers = given.iter().map(|prospect| Given::of(&"p".into(), prospect)).collect();
    let heard: Vec<Prospect> =
        Scene { answers, ..scene() }.prospects().into_iter().map(|(_, prospect)| prospect).collect();
    assert_eq!(heard, given);
}

#[test]
fn notes_are_never_sent() {
    let mut secret = sample();
    let words = Some(Phrase::from("do not tell"));
    secret.cells[1] = Rc::new(Cell { speaker_notes: words, ..(*secret.cells[1]).clone() });
    let sent = told(Some(secret)).write();
    assert!(!sent.contains("do not tell") && !sent.contains("speaker_notes"));
    assert_eq!(Told::read(&sent), Some(told(Some(sample()))));
}

#[test]
fn foreign_messages_are_ignored() {
    let good = told(Some(sample())).write();
    let answer = Answered::Here { revision: 1, pin: 1 }.write();
    for (message, what) in [
        (String::new(), "nothing"),
        ("{}".to_owned(), "another object"),
        ("[".repeat(100_000), "a deep one"),
        (good[..good.len() / 2].to_owned(), "half of one"),
        (good.replacen("\"version\":2", "\"version\":3", 1), "of a later version"),
        (good.replacen("attention-notebook-audience", "other", 1), "of another format"),
        (good.replacen("\"from\"", "\"form\"", 1), "with an unknown field"),
        (good.replacen("\\\"cells\\\"", "\\\"sells\\\"", 1), "with a broken notebook"),
        (good.replacen("0.25", "1e999", 1), "with a number that is none"),
        (good.replacen("0.25", "-3", 1), "with a pointer outside"),
        (answer.clone(), "of the audience"),
        (good.replacen("zh-CN", &"x".repeat(5000), 1), "with a long word"),
    ] {
        assert_eq!(Told::read(&message), None, "{what}");
    }
    assert_eq!(Answered::read(&good), None);
    assert_eq!(Answered::read(&answer.replacen('1', "-1", 5)), None);
}

/// An audience's window after a message.
fn follow(store: &Store, message: &str) -> Store {
    let Some(Told::Shown { document, scene, .. }) = Told::read(message) else { return store.clone() };
    let followed = Followed::of((document, None), *scene, store.session.language);
    store.reduce(Msg::Presentation(PresentationMsg::Followed(Box::new(followed))))
}

fn audience() -> Store {
    let mut store = store(lessons::first());
    store.session.presentation = Some(Presentation::audience());
    store
}

#[test]
fn the_audience_sees_what_is_presented() {
    let heard = follow(&audience(), &told(Some(sample())).write());
    assert_eq!(**heard.document(), sample());
    let session = &heard.session;
    assert_eq!((session.language.tag(), session.theme), ("zh-CN", Theme::Dark));
    let presentation = session.presentation.clone().unwrap();
    assert!(presentation.shows(&"X".into()) && !presentation.shows(&"O".into()));
    assert_eq!((session.player.grain, session.player.step), (Grain::Row, Some(1)));
    let asked = Number { cell: "Q".into(), node: None, at: (0, 1, 0) };
    assert_eq!(session.inspection.number(), Some(&asked));
    let again = follow(&heard, &told(None).write());
    assert_eq!(again.session.inspection.number(), Some(&asked));
    assert!(again.session.practice.prospects[&Rc::<str>::from("p")].revealed);
    assert!(Rc::ptr_eq(heard.document(), again.document()), "nothing was computed anew");
    assert_eq!(
        again.reduce(Msg::Presentation(PresentationMsg::Ended)).session.presentation,
        Some(presentation)
    );
}

#[test]
fn only_the_audience_follows() {
    let presenter = store(sample());
    let followed = follow(&presenter, &told(Some(lessons::first())).write());
    assert_eq!((followed.document(), &followed.session), (presenter.document(), &presenter.session));
}

#[test]
fn presenting_begins_with_everything_and_ends_with_it() {
    let send = |store: &Store, msg| store.reduce(Msg::Presentation(msg));
    let store = store(sample());
    assert_eq!(send(&store, PresentationMsg::Shown(Rc::default())).session, store.session);
    let started = send(&store, PresentationMsg::Started);
    assert!(started.session.presentation.clone().unwrap().shows(&"X".into()));
    let shown = send(&started, PresentationMsg::Shown(Rc::from(["Q".into()])));
    assert!(!shown.session.presentation.clone().unwrap().shows(&"X".into()));
    let stepped = shown.reduce(Msg::Player(PlayerMsg::WentFirst));
    assert_eq!(send(&stepped, PresentationMsg::Ended).session, store.session);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_message_breaks_a_window(text in ".{0,200}", at in 0..2000_usize, other in any::<char>()) {
        prop_assert_eq!(Told::read(&text), None);
        let mut message: Vec<char> = told(Some(sample())).write().chars().collect();
        let at = at % message.len();
        message[at] = other;
        let after = follow(&audience(), &message.into_iter().collect::<String>());
        prop_assert!(after.program.cells.len() <= 200);
    }
}
