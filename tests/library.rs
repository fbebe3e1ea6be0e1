//! The reader's notebooks: nothing is lost, whatever the storage, other tabs and the contents do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use attention_notebook::i18n::Language;
use attention_notebook::lessons;
use attention_notebook::library::{
    Fault, Keeper, Library, Outcome, Record, Revision, Start, Storage, Unread, Unwritten,
};
use attention_notebook::notebook::{Action, CodecError, Document, encode};
use attention_notebook::plot::Theme;
use attention_notebook::session::{Kept, LessonMsg, LibraryMsg, Msg, Origin, Session, Store, WiggleMsg};
use notebooks::{document, matrix};

/// What all tabs share.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<BTreeMap<String, String>>>, Rc<RefCell<Option<Fault>>>);

impl Shared {
    fn fault(&self, full: bool) -> Result<(), Fault> {
        match *self.1.borrow() {
            Some(Fault::Full) if !full => Ok(()),
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn fail(&self, fault: Option<Fault>) {
        *self.1.borrow_mut() = fault;
    }

    fn texts(&self) -> BTreeMap<String, String> {
        self.0.borrow().clone()
    }

    fn plant(&self, id: &str, text: &str) {
        self.0.borrow_mut().insert(format!("attention-notebook/notebook/{id}"), text.to_owned());
    }
}

impl Storage for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        self.fault(false)?;
        Ok(self.0.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Fault> {
        self.fault(true)?;
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.fault(false)?;
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        self.fault(false)?;
        Ok(self.0.borrow().keys().cloned().collect())
    }
}

fn sample(title: &str) -> Document {
    let document = document(&[("n", 2)], vec![matrix("X", "n", "n", &[vec![1., 2.], vec![3., 4.]])]);
    Document { title: title.into(), ..document }
}

fn set(value: f64) -> Msg {
    Msg::Edited(Action::SetNumber { cell: "X".into(), row: 0, column: 0, value })
}

/// A tab: the page, and what it does to keep the open notebook.
struct Tab {
    store: Store,
    keeper: Keeper,
    library: Library<Shared>,
    random: u64,
}

impl Tab {
    fn new(storage: &Shared, writer: u32, document: Document, origin: Origin) -> Self {
        let language = Language::of_tag("en").unwrap();
        let store = Store::opened(document, origin, Session::new(language, Theme::Light));
        let library = Library::new(storage.clone(), writer);
        Self { store, keeper: Keeper::default(), library, random: u64::from(writer) * 1000 }
    }

    /// A tab that opens with what was worked on last.
    fn again(storage: &Shared, writer: u32) -> Self {
        let library = Library::new(storage.clone(), writer);
        let id = library.last().unwrap();
        let (document, revision) = library.read(&id).unwrap();
        Self::new(storage, writer, document, Origin::Library(Kept { id, revision }))
    }

    fn send(&mut self, msg: Msg) {
        self.store = self.store.reduce(msg);
    }

    fn save(&mut self) -> Outcome {
        self.random += 1;
        let number = self.store.history.opening();
        let opening = self.store.opening().unwrap().clone();
        let document = self.store.document().clone();
        let outcome =
            self.keeper.save(&self.library, (number, &opening), &document, (self.random as f64, self.random));
        if let Outcome::Saved(id) | Outcome::Copied { id, .. } = &outcome {
            self.send(Msg::Library(LibraryMsg::Kept(number, id.clone())));
        }
        outcome
    }

    fn id(&self) -> Option<Rc<str>> {
        self.store.opening().unwrap().kept.clone()
    }

    fn is_behind(&self) -> bool {
        self.keeper.is_behind(&self.library, (self.store.history.opening(), self.store.opening().unwrap()))
    }

    fn read(&self, id: &str) -> Document {
        self.library.read(id).unwrap().0
    }
}

#[test]
fn a_lesson_is_kept_from_the_first_edit_and_found_again() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, lessons::first(), Origin::Lesson);
    assert_eq!(tab.save(), Outcome::Unchanged);
    assert!(storage.texts().is_empty());
    let title = Action::SetTitle { language: "en".into(), text: "Mine".into() };
    tab.send(Msg::Edited(title));
    assert!(matches!(tab.save(), Outcome::Saved(_)));
    let again = Tab::again(&storage, 2);
    assert_eq!(again.store.document(), tab.store.document());
    assert_eq!(again.store.document().lesson.as_deref(), Some(lessons::FIRST));
    // What is undone is kept, too.
    tab.send(Msg::UndoPressed);
    let id = tab.id().unwrap();
    assert_eq!(tab.save(), Outcome::Saved(id.clone()));
    assert_eq!(tab.read(&id), lessons::first());
}

#[test]
fn a_link_and_a_new_notebook_are_kept_when_they_are_edited_and_a_file_at_once() {
    for (origin, at_once) in [(Origin::Link, false), (Origin::New, false), (Origin::File, true)] {
        let storage = Shared::default();
        let mut tab = Tab::new(&storage, 1, lessons::first(), Origin::Lesson);
        tab.send(Msg::Library(LibraryMsg::Opened { document: sample("a").into(), origin }));
        assert_eq!(matches!(tab.save(), Outcome::Saved(_)), at_once);
        tab.send(set(9.0));
        assert!(matches!(tab.save(), Outcome::Saved(_)));
        assert_eq!(storage.texts().len(), 2, "the notebook, and which was the last");
    }
}

#[test]
fn the_notebook_that_the_page_was_opened_with_has_none_before_it() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, lessons::first(), Origin::Lesson);
    let linked: Rc<Document> = sample("linked").into();
    tab.send(Msg::Library(LibraryMsg::Began(linked.clone())));
    assert!(!tab.store.history.can_undo() && !tab.store.history.can_redo());
    assert_eq!(tab.store.opening().unwrap().origin, Origin::Link);
    tab.send(set(9.0));
    tab.send(Msg::UndoPressed);
    tab.send(Msg::UndoPressed);
    assert_eq!(*tab.store.document(), linked);
    // One that is opened later is a step.
    tab.send(Msg::Library(LibraryMsg::Opened { document: sample("other").into(), origin: Origin::Link }));
    tab.send(Msg::UndoPressed);
    assert_eq!(*tab.store.document(), linked);
}

#[test]
fn opening_another_notebook_keeps_the_one_before() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, sample("one"), Origin::File);
    tab.save();
    let one = tab.id().unwrap();
    // The same contents are another notebook, where another was opened.
    tab.send(Msg::Library(LibraryMsg::Opened { document: sample("one").into(), origin: Origin::File }));
    tab.save();
    let two = tab.id().unwrap();
    assert_ne!(one, two);
    tab.send(set(9.0));
    tab.save();
    assert_eq!((tab.read(&one), &tab.read(&two)), (sample("one"), &**tab.store.document()));
    tab.send(Msg::UndoPressed);
    tab.send(Msg::UndoPressed);
    assert_eq!(tab.id(), Some(one.clone()), "the way back leads to the other notebook");
    tab.send(set(7.0));
    tab.save();
    assert_eq!(&tab.read(&one), &**tab.store.document());
    assert_eq!(tab.read(&two), edited(&sample("one"), 9.0));
}

fn edited(document: &Document, value: f64) -> Document {
    Action::SetNumber { cell: "X".into(), row: 0, column: 0, value }.apply(document).unwrap()
}

#[test]
fn two_tabs_never_overwrite_each_other() {
    let storage = Shared::default();
    let mut one = Tab::new(&storage, 1, sample("a"), Origin::File);
    one.save();
    let id = one.id().unwrap();
    let mut two = Tab::again(&storage, 2);
    assert!(!one.is_behind() && !two.is_behind());
    two.send(set(5.0));
    assert_eq!(two.save(), Outcome::Saved(id.clone()));
    assert!(one.is_behind() && !two.is_behind());
    one.send(set(6.0));
    let Outcome::Copied { id: copy, other } = one.save() else { panic!("not copied") };
    assert_eq!((&other, one.id().as_ref()), (&id, Some(&copy)));
    assert_eq!((one.read(&id), one.read(&copy)), (edited(&sample("a"), 5.0), edited(&sample("a"), 6.0)));
    // From here on each has its own.
    one.send(set(7.0));
    assert_eq!(one.save(), Outcome::Saved(copy));
    two.send(set(8.0));
    assert_eq!(two.save(), Outcome::Saved(id));
}

#[test]
fn a_tab_goes_on_from_the_other_tabs_version_once_it_has_taken_it() {
    let storage = Shared::default();
    let mut one = Tab::new(&storage, 1, sample("a"), Origin::File);
    one.save();
    let id = one.id().unwrap();
    let mut two = Tab::again(&storage, 2);
    two.send(set(5.0));
    two.save();
    let (document, revision) = one.library.read(&id).unwrap();
    one.keeper.has_read(one.store.history.opening(), &id, revision);
    one.send(Msg::Library(LibraryMsg::Taken(document.into())));
    assert_eq!((one.id(), one.is_behind()), (Some(id.clone()), false));
    one.send(set(6.0));
    assert_eq!(one.save(), Outcome::Saved(id));
    assert!(two.is_behind());
    one.send(Msg::UndoPressed);
    one.send(Msg::UndoPressed);
    assert_eq!(**one.store.document(), sample("a"), "what was there before can be had again");
}

#[test]
fn the_same_writing_by_two_tabs_is_no_conflict() {
    let storage = Shared::default();
    let mut one = Tab::new(&storage, 1, sample("a"), Origin::File);
    one.save();
    let mut two = Tab::again(&storage, 2);
    two.send(set(5.0));
    two.save();
    one.send(set(5.0));
    assert!(matches!(one.save(), Outcome::Saved(_)));
    assert!(!one.is_behind());
}

#[test]
fn a_notebook_that_another_tab_deleted_is_there_again_with_the_next_edit() {
    let storage = Shared::default();
    let mut one = Tab::new(&storage, 1, sample("a"), Origin::File);
    one.save();
    let id = one.id().unwrap();
    let two = Tab::again(&storage, 2);
    let taken = two.library.take_out(&id).unwrap();
    assert_eq!(two.library.read(&id), Err(Unread::Missing));
    one.send(set(5.0));
    assert_eq!(one.save(), Outcome::Saved(id.clone()));
    assert_eq!(two.library.put_back(&id, &taken), Err(Unwritten::Behind), "what has come since stays");
    assert_eq!(one.read(&id), edited(&sample("a"), 5.0));
}

#[test]
fn a_deleted_notebook_is_put_back_as_it_was() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, sample("a"), Origin::File);
    tab.save();
    let before = storage.texts();
    let id = tab.id().unwrap();
    let text = tab.library.take_out(&id).unwrap();
    assert!(tab.library.list().unwrap().notebooks.is_empty());
    tab.library.put_back(&id, &text).unwrap();
    assert_eq!(storage.texts(), before);
}

#[test]
fn a_storage_that_is_full_or_blocked_is_told_and_loses_nothing() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, sample("a"), Origin::File);
    for fault in [Fault::Full, Fault::Blocked] {
        storage.fail(Some(fault));
        tab.send(set(5.0));
        assert_eq!(tab.save(), Outcome::Failed(fault));
    }
    storage.fail(None);
    tab.save();
    let kept = storage.texts();
    for fault in [Fault::Full, Fault::Blocked] {
        storage.fail(Some(fault));
        tab.send(set(6.0));
        assert_eq!(tab.save(), Outcome::Failed(fault));
        assert_eq!(storage.texts(), kept, "what was kept stays");
        storage.fail(None);
    }
    assert!(matches!(tab.save(), Outcome::Saved(_)), "with the next attempt it is there");
}

#[test]
fn the_list_has_the_latest_first_and_puts_aside_what_cannot_be_read() {
    let storage = Shared::default();
    let library = Library::new(storage.clone(), 1);
    for (id, changed) in [("a", 2.0), ("b", 3.0), ("c", 1.0)] {
        library.write(id, None, &sample(id), changed).unwrap();
    }
    let revision = Revision { count: 1, writer: 1 };
    let later =
        Record { revision, changed: 9.0, file: r#"{"format": "attention-notebook", "version": 99}"# }.write();
    let broken = Record { revision, changed: 9.0, file: &encode(&sample("x"))[..50] }.write();
    storage.plant("later", &later);
    storage.plant("broken", &broken);
    storage.plant("strange", "🦊");
    storage.0.borrow_mut().insert("another page's".to_owned(), "its own".to_owned());
    let shelf = library.list().unwrap();
    let ids: Vec<&str> = shelf.notebooks.iter().map(|entry| &*entry.id).collect();
    assert_eq!(ids, ["b", "a", "c"]);
    assert_eq!(shelf.notebooks[0].title, "b".into());
    assert_eq!(shelf.aside, ["broken".into(), "strange".into()]);
    assert_eq!(library.aside("broken"), Some(broken));
    assert_eq!(library.aside("strange").as_deref(), Some("🦊"));
    assert_eq!(
        library.read("later"),
        Err(Unread::Unreadable(CodecError::Version(99))),
        "a newer page reads it"
    );
    assert_eq!(library.list().unwrap(), shelf);
    // Another of the same name does not take its place.
    storage.plant("strange", "🐺");
    assert_eq!(library.list().unwrap().aside.len(), 3);
    library.discard_aside("strange").unwrap();
    assert_eq!(library.list().unwrap().aside, ["broken".into(), "strange_".into()]);
    assert_eq!(library.aside("strange_").as_deref(), Some("🐺"));
}

#[test]
fn what_cannot_be_put_aside_stays_where_it_is() {
    let storage = Shared::default();
    storage.plant("broken", "broken");
    storage.fail(Some(Fault::Full));
    let library = Library::new(storage.clone(), 1);
    assert_eq!(library.put_aside("broken"), None);
    assert_eq!(storage.texts().into_values().collect::<Vec<_>>(), ["broken"]);
    assert_eq!(
        library.write("broken", None, &sample("a"), 1.0),
        Err(Unwritten::Behind),
        "and is not written over"
    );
}

#[test]
fn ids_are_free() {
    let storage = Shared::default();
    let library = Library::new(storage.clone(), 1);
    let id = library.free_id(35);
    assert_eq!(&*id, "z");
    storage.plant(&id, "");
    assert_eq!(&*library.free_id(35), "10");
    assert_eq!(&*library.free_id(0), "0");
    assert_eq!(library.free_id(u64::MAX).len(), 13);
}

#[test]
fn a_notebook_of_a_lesson_is_reset_where_it_is_and_the_lesson_opens_beside_it() {
    let storage = Shared::default();
    let mut tab = Tab::new(&storage, 1, lessons::first(), Origin::Lesson);
    let title = Action::SetTitle { language: "en".into(), text: "Mine".into() };
    tab.send(Msg::Edited(title));
    tab.save();
    let id = tab.id().unwrap();
    let mine = tab.store.document().clone();
    tab.send(Msg::Lesson(LessonMsg::Chosen(lessons::FIRST.into())));
    assert_eq!((tab.id(), &**tab.store.document()), (None, &lessons::first()));
    assert_eq!(tab.save(), Outcome::Unchanged);
    assert_eq!(tab.read(&id), *mine);
    let mut again = Tab::again(&storage, 2);
    again.send(Msg::Lesson(LessonMsg::Reset));
    assert_eq!((again.id(), &**again.store.document()), (Some(id), &lessons::first()));
}

#[test]
fn a_notebook_is_reset_when_its_lesson_has_come() {
    let lesson = Rc::new(Document { lesson: Some("far".into()), ..sample("a") });
    let mine = edited(&lesson, 5.0);
    let kept = Kept { id: "x".into(), revision: Revision { count: 1, writer: 1 } };
    let mut tab = Tab::new(&Shared::default(), 1, mine.clone(), Origin::Library(kept));
    tab.send(Msg::Lesson(LessonMsg::Reset));
    assert_eq!((&**tab.store.document(), tab.store.session.awaited.as_deref()), (&mine, Some("far")));
    let waiting = tab.store.clone();
    tab.send(Msg::Lesson(LessonMsg::Read(lesson.clone())));
    assert_eq!((tab.id().as_deref(), tab.store.document()), (Some("x"), &lesson));
    assert_eq!(tab.store.session.awaited, None);
    // Who has gone on to something else meanwhile is left alone.
    let other = Rc::new(sample("other"));
    let opened =
        waiting.reduce(Msg::Library(LibraryMsg::Opened { document: other.clone(), origin: Origin::New }));
    let come = opened.reduce(Msg::Lesson(LessonMsg::Read(lesson)));
    assert_eq!(come.document(), &other);
}

#[test]
fn a_notebook_without_a_lesson_is_reset_to_how_it_was_opened() {
    let mut tab = Tab::new(&Shared::default(), 1, sample("a"), Origin::File);
    tab.send(set(5.0));
    tab.send(Msg::Lesson(LessonMsg::Reset));
    assert_eq!(**tab.store.document(), sample("a"));
    tab.send(Msg::UndoPressed);
    assert_eq!(**tab.store.document(), edited(&sample("a"), 5.0));
}

#[test]
fn the_page_begins_with_what_the_address_names_or_what_was_last() {
    let storage = Shared::default();
    let library = Library::new(storage.clone(), 1);
    assert_eq!(library.start(None, false), Start::default());
    for id in ["a", "b"] {
        library.write(id, None, &sample(id), 1.0).unwrap();
        library.note_last(id);
    }
    let opened = |named, names| {
        library.start(named, names).opened.map(|(document, kept)| (document.title, kept.id.to_string()))
    };
    let of = |id: &str| Some((id.into(), id.to_owned()));
    assert_eq!(opened(None, false), of("b"));
    assert_eq!(opened(Some("a"), false), of("a"));
    assert_eq!(opened(Some("a"), true), of("a"), "beside the lesson that it came from");
    assert_eq!(opened(Some("elsewhere"), false), of("b"));
    assert_eq!(opened(Some("elsewhere"), true), None, "the lesson is opened");
    assert_eq!(opened(None, true), None);
    storage.plant("b", "broken");
    assert_eq!(library.start(None, false), Start { opened: None, lost: Some("b".into()) });
    assert_eq!(library.found("b").as_deref(), Some("broken"));
    let name = library.put_aside("b").unwrap();
    assert_eq!(library.found(&name).as_deref(), Some("broken"));
    storage.fail(Some(Fault::Blocked));
    assert_eq!(library.start(Some("a"), false), Start::default());
}

#[test]
fn a_number_that_is_wiggled_is_kept_as_it_was() {
    let mut tab = Tab::new(&Shared::default(), 1, sample("a"), Origin::File);
    let started = WiggleMsg::Started { cell: "X".into(), at: (0, 0), playing: false };
    tab.send(Msg::Wiggle(started));
    tab.send(Msg::Wiggle(WiggleMsg::Slid(0.5)));
    assert_ne!(**tab.store.document(), sample("a"));
    assert_eq!(**tab.store.kept_document(), sample("a"));
    tab.send(Msg::Library(LibraryMsg::Opened { document: sample("b").into(), origin: Origin::New }));
    tab.send(Msg::UndoPressed);
    assert_eq!((&**tab.store.document(), tab.store.session.wiggle.is_none()), (&sample("a"), true));
}
