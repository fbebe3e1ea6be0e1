//! The dialog `library`: the reader's notebooks, to be opened, renamed, copied and deleted; and what could not be read.

use std::rc::Rc;

use yew::prelude::*;

use super::frame::{framed, use_modal};
use crate::{
    lessons,
    library::{Entry, Fault, Shelf},
    notebook::{Action, Phrase},
    session::{LessonMsg, Msg},
    ui::{
        effect::use_effect_on,
        keep::{any_writer, download, library, open},
        page::{Page, use_page},
        piece::view_of,
        state::{State, use_kept},
    },
    web::{
        self,
        storage::{moment, now, on_change, random},
    },
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct LibraryDialog {
    /// The notebook that is open.
    pub(super) open: Option<Rc<str>>,
    /// Its title, which may not have been written yet.
    pub(super) title: Phrase,
}

view_of!(LibraryDialog, use_library_dialog, library);

/// A notebook that was deleted, and can be put back.
#[derive(Clone, PartialEq)]
struct Deleted {
    id: Rc<str>,
    title: String,
    text: Rc<str>,
}

#[derive(Clone)]
struct Hands {
    page: Page,
    shelf: State<Result<Shelf, Fault>>,
    deleted: State<Option<Deleted>>,
    open: Option<(Rc<str>, Phrase)>,
}

#[hook]
fn use_library_dialog(view: &LibraryDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let shelf = use_kept(|| library(0).list());
    let deleted = use_kept(Option::<Deleted>::default);
    let hands = Hands {
        page: page.clone(),
        shelf: shelf.clone(),
        deleted: deleted.clone(),
        open: view.open.clone().map(|id| (id, view.title.clone())),
    };
    {
        let hands = hands.clone();
        use_effect_on((), move |()| {
            let changed = on_change(move |_| hands.list());
            move || drop(changed)
        });
    }
    let body = match &*shelf {
        Err(_) => {
            html! { <p role="alert" data-error="storage-blocked">{ page.text("notebooks.blocked") }</p> }
        }
        Ok(shelf) => html! {
            <>
                <div class="library__deleted" role="status">
                    if let Some(deleted) = &*deleted {
                        <p>{ page.fill("notebooks.deleted", &[("title", &deleted.title)]) }</p>
                        <button type="button" class="button" data-action="put-back" onclick={hands.on(Hands::put_back)}>
                            { page.text("notebooks.put_back") }
                        </button>
                    }
                </div>
                if shelf.notebooks.is_empty() {
                    <p>{ page.text("notebooks.none") }</p>
                }
                <ul class="library">
                    { for shelf.notebooks.iter().map(|entry| row(&hands, entry, view.open.as_ref() == Some(&entry.id))) }
                </ul>
                if !shelf.aside.is_empty() {
                    <h3>{ page.text("notebooks.aside") }</h3>
                    <p>{ page.text("notebooks.aside_help") }</p>
                    <ul class="library">{ for shelf.aside.iter().map(|name| aside(&hands, name)) }</ul>
                }
            </>
        },
    };
    framed(&page, &window, ("library", "file.library"), body)
}

fn row(hands: &Hands, entry: &Entry, is_open: bool) -> Html {
    let page = &hands.page;
    let id = &entry.id;
    let title = hands.title(entry);
    let says = |key: &str| page.fill(key, &[("title", &title)]);
    let act = |act: fn(&Hands, &Entry, bool)| {
        let (hands, entry) = (hands.clone(), entry.clone());
        Callback::from(move |_: MouseEvent| act(&hands, &entry, is_open))
    };
    let rename = {
        let (hands, entry) = (hands.clone(), entry.clone());
        Callback::from(move |event: Event| hands.rename(&entry, is_open, web::text_of(&event)))
    };
    html! {
        <li key={id.to_string()} class="library__row" data-notebook={id.to_string()}>
            <input class="library__title" type="text" data-action="rename-notebook" data-own-undo="true" value={title.clone()}
                onchange={rename} autocomplete="off" spellcheck="false" maxlength="200" aria-label={says("notebooks.rename")} />
            <span class="library__when">
                { if is_open { page.text("notebooks.current") } else { moment(entry.changed, page.language.tag()).into() } }
            </span>
            <span class="library__acts">
                <button type="button" class="button" data-action="open-notebook" aria-label={says("notebooks.open_this")}
                    aria-current={is_open.then_some("true")} onclick={act(Hands::open)}>{ page.text("notebooks.open") }</button>
                <button type="button" class="button" data-action="duplicate-notebook" aria-label={says("notebooks.duplicate")}
                    onclick={act(Hands::duplicate)}>{ page.text("notebooks.make_copy") }</button>
                <button type="button" class="button" data-action="delete-notebook" aria-label={says("notebooks.delete")}
                    onclick={act(Hands::delete)}>{ page.text("notebooks.remove") }</button>
            </span>
        </li>
    }
}

/// What could not be read.
fn aside(hands: &Hands, name: &Rc<str>) -> Html {
    let page = &hands.page;
    let save = {
        let name = name.clone();
        Callback::from(move |_: MouseEvent| download(&name))
    };
    let discard = {
        let (hands, name) = (hands.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            library(0).discard_aside(&name).ok();
            hands.list();
        })
    };
    html! {
        <li key={name.to_string()} class="library__row" data-aside={name.to_string()}>
            <code class="library__title">{ name.to_string() }</code>
            <button type="button" class="button" data-action="download-aside" onclick={save}>{ page.text("notebooks.download") }</button>
            <button type="button" class="button" data-action="discard-aside" onclick={discard}>{ page.text("notebooks.discard") }</button>
        </li>
    }
}

impl Hands {
    fn on(&self, act: fn(&Self)) -> Callback<MouseEvent> {
        let hands = self.clone();
        Callback::from(move |_| act(&hands))
    }

    fn list(&self) {
        self.shelf.set(library(0).list());
    }

    fn title(&self, entry: &Entry) -> String {
        let open = self.open.as_ref().filter(|(id, _)| *id == entry.id);
        let title = open.map_or(&entry.title, |(_, title)| title).text(self.page.language.tag());
        if title.is_empty() { self.page.text("notebooks.untitled").to_string() } else { title.to_owned() }
    }

    fn open(&self, entry: &Entry, is_open: bool) {
        if is_open {
            self.page.send(Msg::DialogChosen(None));
        } else if !open(&self.page, &entry.id) {
            self.list();
        }
    }

    fn rename(&self, entry: &Entry, is_open: bool, text: String) {
        let rename = Action::SetTitle { language: self.page.language.tag().into(), text };
        if is_open {
            // It is written as every edit is.
            return self.page.edit(rename);
        }
        let library = library(any_writer());
        if let Ok((document, revision)) = library.read(&entry.id)
            && let Ok(document) = rename.apply(&document)
        {
            library.write(&entry.id, Some(revision), &document, now()).ok();
        }
        self.list();
    }

    fn duplicate(&self, entry: &Entry, _: bool) {
        let library = library(any_writer());
        let Ok((document, _)) = library.read(&entry.id) else { return self.list() };
        let title = self.title(entry);
        let taken = |text: &str| {
            let language = self.page.language.tag();
            self.shelf
                .as_ref()
                .is_ok_and(|shelf| shelf.notebooks.iter().any(|one| one.title.text(language) == text))
        };
        let numbered =
            |number: usize| self.page.fill("notebooks.copy", &[("title", &title), ("number", &number)]);
        let free = (2..1000).map(numbered).find(|text| !taken(text)).unwrap_or_default();
        let rename = Action::SetTitle { language: self.page.language.tag().into(), text: free.to_string() };
        if let Ok(document) = rename.apply(&document) {
            library.write(&library.free_id(random()), None, &document, now()).ok();
        }
        self.list();
    }

    fn delete(&self, entry: &Entry, is_open: bool) {
        if let Ok(text) = library(0).take_out(&entry.id) {
            let title = self.title(entry);
            self.deleted.set(Some(Deleted { id: entry.id.clone(), title, text: text.into() }));
            if is_open {
                // What is open would be kept again.
                self.page.send(Msg::Lesson(LessonMsg::Chosen(lessons::FIRST.into())));
            }
        }
        self.list();
        web::after_render(|| web::focus::action("put-back"));
    }

    fn put_back(&self) {
        if let Some(deleted) = &*self.deleted
            && library(0).put_back(&deleted.id, &deleted.text).is_ok()
        {
            self.deleted.set(None);
        }
        self.list();
    }
}
