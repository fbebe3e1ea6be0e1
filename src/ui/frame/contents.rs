//! The contents: the lessons, each with its question, and the headings of the notebook that is open.

use std::rc::Rc;

use yew::prelude::*;

use super::opened::{Opened, use_opened};
use crate::{
    lessons::{self, Lesson},
    notebook::{Heading, outline},
    session::{LessonMsg, Msg},
    ui::{
        page::{Page, use_page},
        piece::{view, view_of},
        state::State,
        writing::go_to,
    },
    web::{self, style},
};

#[derive(Clone, PartialEq)]
pub(in crate::ui) struct ContentsProps {
    /// The open lesson.
    pub(in crate::ui) lesson: Option<Rc<str>>,
    /// The title of the open notebook.
    pub(in crate::ui) title: AttrValue,
    /// The lesson that is being fetched.
    pub(in crate::ui) awaited: Option<Rc<str>>,
}

view_of!(ContentsProps, use_contents);

#[hook]
fn use_contents(props: &ContentsProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let Opened { open, toggle, onkeydown, onfocusout } = use_opened();
    html! {
        <div class="menu" {onkeydown} {onfocusout}>
            <button type="button" class="button" data-action="notebooks" aria-expanded={open.to_string()}
                aria-controls="notebooks" aria-busy={props.awaited.is_some().to_string()} onclick={toggle}>
                { page.text("action.menu") }<span class="menu__sign" aria-hidden="true">{ "▾" }</span>
            </button>
            if *open {
                { view(ContentsPanel { contents: props.clone(), open: open.clone() }) }
            }
        </div>
    }
}

/// The contents, while they are open.
struct ContentsPanel {
    contents: ContentsProps,
    open: State<bool>,
}

impl PartialEq for ContentsPanel {
    fn eq(&self, other: &Self) -> bool {
        self.contents == other.contents
    }
}

view_of!(ContentsPanel, use_contents_panel, reference);

#[hook]
fn use_contents_panel(panel: &ContentsPanel) -> Html {
    let (props, open) = (&panel.contents, &panel.open);
    let Some(page) = &use_page() else { return html! {} };
    // Read only now: nobody types while the contents are open.
    let program = page.program.now();
    let headings = outline(program.cells.iter().map(|compiled| &*compiled.cell), page.language.tag());
    html! {
        <nav id="notebooks" class="contents" tabindex="-1" aria-label={page.text("action.menu")}>
            <h2 class="contents__title" data-open-title="">
                { if props.title.is_empty() { page.text("course.here") } else { props.title.clone() } }
            </h2>
            if !headings.is_empty() {
                <ul class="contents__headings">
                    { for headings.iter().map(|heading| place(page, heading, open)) }
                </ul>
            }
            <h2 class="contents__title">{ page.text("course.lessons") }</h2>
            <ol class="contents__lessons">
                { for lessons::contents().iter().enumerate().map(|(number, lesson)| entry(page, props, number + 1, lesson, open)) }
            </ol>
        </nav>
    }
}

/// A heading of the open notebook.
fn place(page: &Page, heading: &Heading, open: &State<bool>) -> Html {
    let onclick = {
        let (page, open, cell) = (page.clone(), open.clone(), heading.cell.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            open.set(false);
            go_to(&page, &cell);
        })
    };
    html! {
        <li key={heading.cell.to_string()} ~style={style(&format!("--level:{}", heading.level.saturating_sub(1)))}>
            <a href={format!("#cell-{}", heading.cell)} data-heading={heading.cell.to_string()} {onclick} lang={page.language.tag()}>
                { heading.title.clone() }
            </a>
        </li>
    }
}

fn entry(page: &Page, props: &ContentsProps, number: usize, lesson: &Lesson, open: &State<bool>) -> Html {
    let id = &lesson.id;
    let onclick = {
        let (page, open, id) = (page.clone(), open.clone(), id.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            web::focus::first_in(&event, ".menu");
            page.send(Msg::Lesson(LessonMsg::Chosen(id.clone())));
            open.set(false);
        })
    };
    let current = (props.lesson.as_ref() == Some(id)).then_some("page");
    let tag = page.language.tag();
    html! {
        <li key={id.to_string()}>
            <a href={format!("#lesson={id}")} data-lesson={id.to_string()} aria-current={current} {onclick}>
                <span class="contents__number" aria-hidden="true">{ number }</span>
                <span class="contents__lesson">{ lesson.title.text(tag).to_owned() }</span>
                <span class="contents__question">{ lesson.question.text(tag).to_owned() }</span>
            </a>
        </li>
    }
}
