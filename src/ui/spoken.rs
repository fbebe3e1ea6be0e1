//! The language of the page changes when its words are there: they are fetched first, since the program has none
//! ([`web::words`]).

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use yew::prelude::*;

use super::{
    page::Page,
    state::{State, use_kept},
};
use crate::{
    i18n::{Language, fetched},
    session::{Msg, PresentationMsg},
    web,
};

/// What the page knows of its words.
pub(super) struct Spoken {
    /// Sends a message, and one that changes the language when that can be spoken.
    pub(super) dispatch: Callback<Msg>,
    /// Another number whenever texts have come that were missing: who shows texts draws again.
    pub(super) words: usize,
    fetching: State<Fetching>,
}

/// A language on its way.
#[derive(Clone, Copy, PartialEq, Default)]
enum Fetching {
    #[default]
    Nothing,
    Words,
    Failed(Language),
}

/// Messages wait here for the words of their language, each behind the one before it.
type Queue = Rc<RefCell<VecDeque<Msg>>>;

#[hook]
pub(super) fn use_spoken(dispatch: &Callback<Msg>, spoken: Language) -> Spoken {
    let fetching = use_kept(Fetching::default);
    let come = use_kept(usize::default);
    let queue = use_mut_ref(VecDeque::new);
    let now = use_mut_ref(|| spoken);
    now.replace(spoken);
    let words = *come;
    // Before anything is drawn.
    use_memo((), move |()| complete_when_missing(come));
    let send = {
        let (dispatch, fetching) = (dispatch.clone(), fetching.clone());
        use_callback((), move |msg: Msg, ()| {
            let waits = language_of(&msg)
                .is_some_and(|language| !queue.borrow().is_empty() || !web::words::is_there(language));
            if !waits {
                return dispatch.emit(msg);
            }
            queue.borrow_mut().push_back(msg);
            if queue.borrow().len() == 1 {
                fetching.set(Fetching::Words);
                let (queue, now) = (queue.clone(), now.clone());
                let (dispatch, fetching) = (dispatch.clone(), fetching.clone());
                web::spawn(async move { fetching.set(deliver(&queue, &dispatch, &now).await) });
            }
        })
    };
    Spoken { dispatch: send, words, fetching }
}

/// The language that a message brings.
fn language_of(msg: &Msg) -> Option<Language> {
    match msg {
        Msg::LanguageChosen(language) => Some(*language),
        Msg::Presentation(PresentationMsg::Followed(followed)) => Some(followed.language),
        _ => None,
    }
}

/// Sends what waits, in its order.
async fn deliver(queue: &Queue, dispatch: &Callback<Msg>, now: &RefCell<Language>) -> Fetching {
    let mut end = Fetching::Nothing;
    loop {
        // It stays in the queue, so that what comes meanwhile waits behind it.
        let Some(mut msg) = queue.borrow().front().cloned() else { return end };
        if let Some(language) = language_of(&msg)
            && !web::words::fetch(language).await
        {
            end = Fetching::Failed(language);
            if let Msg::Presentation(PresentationMsg::Followed(followed)) = &mut msg {
                // A slide is worth more than its language.
                followed.language = *now.borrow();
            }
        }
        let spoken = language_of(&msg).is_none_or(web::words::is_there);
        if spoken {
            dispatch.emit(msg);
        }
        queue.borrow_mut().pop_front();
    }
}

/// A text that has not come makes all of them come, and the page is drawn again.
fn complete_when_missing(come: State<usize>) {
    fetched::when_missing(move || {
        web::spawn(async move {
            web::words::complete().await;
            come.set(fetched::count());
            complete_when_missing(come);
        });
    });
}

impl Spoken {
    /// What is said of a language on its way.
    pub(super) fn told(&self, page: &Page) -> Html {
        match *self.fetching {
            Fetching::Nothing => html! {},
            Fetching::Words => html! {
                <p class="spoken" role="status" data-part="words" aria-busy="true">{ page.text("part.loading") }</p>
            },
            Fetching::Failed(language) => {
                let fetching = self.fetching.clone();
                let dismiss = Callback::from(move |_: MouseEvent| fetching.set(Fetching::Nothing));
                html! {
                    <div class="toast">
                        <p role="alert" data-error="language">{ page.fill("language.unreached", &[("name", &language.name())]) }</p>
                        <button type="button" class="button" data-action="dismiss" onclick={dismiss}>
                            { page.text("action.dismiss") }
                        </button>
                    </div>
                }
            }
        }
    }
}
