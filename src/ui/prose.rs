//! A text of the notebook, as it is read.
//!
//! Most texts are plain, and drawn at once. The others are read by a program of its own; until that is there, and where
//! it cannot be had, they stand as they were typed.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    prose,
    session::{LessonMsg, Msg},
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
        state::use_kept,
        writing::go_to_place,
    },
    web::{self, prose::Asked},
};

/// A text in Markdown.
#[derive(PartialEq)]
pub(super) struct ProseProps {
    pub(super) text: Rc<str>,
}

view_of!(ProseProps, use_prose);

/// Whether the program that reads the text has come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Reader {
    #[default]
    Awaited,
    Here,
    Missing,
}

#[hook]
fn use_prose(props: &ProseProps) -> Html {
    let reader = use_kept(Reader::default);
    let plain = prose::plain(&props.text).map(|blocks| prose::html(&blocks));
    let html = plain.or_else(|| web::prose::rendered(&props.text));
    // After a failure each change of the text tries again.
    let unread = html.is_none().then(|| props.text.clone());
    {
        let reader = reader.clone();
        use_effect_on(unread, move |unread| {
            if unread.is_some() {
                web::prose::fetch(move |there| {
                    reader.set(if there { Reader::Here } else { Reader::Missing });
                });
            }
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let state = match (&html, *reader) {
        (Some(_), _) => "read",
        (None, Reader::Awaited) => "awaited",
        (None, _) => "typed",
    };
    let html = html.unwrap_or_else(|| prose::html(&prose::loosely(&props.text)));
    html! {
        <div class="prose" data-prose={state}>
            { Html::from_html_unchecked(html.into()) }
            if state == "typed" {
                <p class="prose__missing" role="status">{ page.text("text.unread") }</p>
            }
        </div>
    }
}

/// Follows the clicks on claims and tries, wherever in the notebook they stand.
pub(super) fn follow(page: &Page) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |event: MouseEvent| match web::prose::asked(&event) {
        Some(Asked::Try(changes)) => page.send(Msg::Lesson(LessonMsg::Tried(changes.into()))),
        Some(Asked::Claim(expression)) => {
            let program = page.program.now();
            // The first name may be that of an operation.
            let found = prose::target(&expression).into_iter().find_map(|target| {
                let defined = program.definitions.get(target.name)?;
                Some((program.cells.get(*defined)?.cell.id.clone(), target))
            });
            if let Some((cell, target)) = found {
                go_to_place(&page, &cell, target.name, &target.at);
            }
        }
        None => {}
    })
}
