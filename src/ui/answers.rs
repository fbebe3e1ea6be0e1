//! What the page does with a message. It is of a part of its own, which is fetched at the first sign of the reader:
//! before that, nothing changes. Messages that come earlier wait for it, and keep their order.

use std::{cell::Cell, rc::Rc};

use yew::prelude::*;

use super::{
    effect::use_effect_on,
    page::{Held, Page, PageStore},
    state::{State, use_kept},
};
use crate::{
    notebook::CAUSES,
    ops::OTHERS,
    part::of_part,
    session::{Msg, Store},
    web,
};

of_part!(
    answers,
    ANSWERS,
    /// The store after a message.
    fn answer(store: &Store, msg: Msg) -> Store {
        store.reduce(msg)
    }
);

async fn fetch() -> bool {
    // What an answer shows may need them, and then asks for them itself.
    web::spawn(async {
        web::sheets().await;
    });
    fetch_operations().await && ANSWERS.fetch().await
}

/// Fetches all of the formulas' language, and the style sheets of parts, which every notebook but the first may need.
pub(super) async fn fetch_language() -> bool {
    // Both at once.
    let sheets = web::sheets();
    fetch_operations().await && sheets.await
}

async fn fetch_operations() -> bool {
    OTHERS.fetch().await && CAUSES.fetch().await
}

impl Reducible for PageStore {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        answer(&self.0, msg).map_or(self, |next| Rc::new(Self(next)))
    }
}

/// Where the messages go.
#[derive(Clone)]
pub(super) struct Answers {
    dispatcher: UseReducerDispatcher<PageStore>,
    pub(super) held: Held,
    /// Whether the part is on its way.
    asked: Rc<Cell<bool>>,
    waiting: State<Waiting>,
}

#[derive(Clone, Copy, PartialEq, Default)]
enum Waiting {
    /// Nothing waits.
    #[default]
    No,
    /// Messages wait for the part.
    ForPart,
    /// It could not be had, so many times.
    InVain(u8),
}

impl Answers {
    fn take(&self, msg: Msg) {
        if ANSWERS.is_there() && self.held.is_empty() {
            return self.dispatcher.dispatch(msg);
        }
        self.held.hold(msg);
        self.fetch(0);
    }

    /// Fetches the part, once at a time, and sends what has come to wait for it; it failed so many times before.
    fn fetch(&self, failures: u8) {
        if !self.held.is_empty() {
            self.waiting.set(Waiting::ForPart);
        }
        if self.asked.replace(true) {
            return;
        }
        let answers = self.clone();
        web::spawn(async move {
            let there = fetch().await;
            answers.asked.set(false);
            if there {
                answers.waiting.set(Waiting::No);
                answers.held.release(|msg| answers.dispatcher.dispatch(msg));
            } else if !answers.held.is_empty() {
                answers.waiting.set(Waiting::InVain(failures.saturating_add(1)));
            }
        });
    }

    /// Says that something waits, or could not be had.
    pub(super) fn waiting(&self, page: &Page) -> Html {
        match *self.waiting {
            Waiting::No => html! {},
            Waiting::ForPart => {
                html! {
                    <div class="toast toast--waiting" data-part={ANSWERS.name} aria-busy="true"><p>{ page.text("part.loading") }</p></div>
                }
            }
            Waiting::InVain(failures) => {
                let answers = self.clone();
                let again = Callback::from(move |_: MouseEvent| answers.fetch(failures));
                html! {
                    <div class="toast">
                        <p role="alert" data-error="part">{ page.text("part.failed") }</p>
                        <button type="button" class="button" data-action="fetch-again" onclick={again}>{ page.text("part.again") }</button>
                        // Another version may be there now, without the files of this one. What waits would be lost.
                        if failures > 1 {
                            <button type="button" class="button" data-reload="">{ page.text("part.reload") }</button>
                        }
                    </div>
                }
            }
        }
    }
}

/// What takes the messages of the page.
#[hook]
pub(super) fn use_answers(dispatcher: UseReducerDispatcher<PageStore>) -> (Answers, Callback<Msg>) {
    let held = (*use_memo((), |()| Held::default())).clone();
    let asked = use_memo((), |()| Cell::new(false));
    let waiting = use_kept(Waiting::default);
    let answers = Answers { dispatcher, held, asked, waiting };
    {
        let answers = answers.clone();
        use_effect_on((), move |()| {
            let sign = web::page::on_first_sign(move || answers.fetch(0));
            move || drop(sign)
        });
    }
    let dispatch = {
        let answers = answers.clone();
        use_memo((), move |()| Callback::from(move |msg| answers.take(msg)))
    };
    (answers, (*dispatch).clone())
}
