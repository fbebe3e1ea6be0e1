//! The words of the page's program, which has none in itself (`i18n::fetched`). `src/web/start.js` fetches the first words
//! of the page's language with the program; the rest and other languages are fetched here, when they are needed.
//!
//! Without the feature `parts` all words are there.

use std::cell::RefCell;

use js_sys::{Array, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::window;

use super::lesson;
use crate::{
    i18n::{
        Language,
        fetched::{self, Extent},
    },
    part::Fetching,
};

/// The words of a language beside the page.
struct Files {
    first: String,
    rest: String,
}

thread_local! {
    /// The files of each language.
    static FILES: RefCell<Vec<Files>> = const { RefCell::new(Vec::new()) };
    /// The files that are on their way.
    static ASKED: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Takes over what `src/web/start.js` has brought; the language that the page begins in.
pub fn begin() -> Option<Language> {
    let window = window()?;
    let brought = Reflect::get(&window, &JsString::from("attentionWords")).ok()?;
    let text = |of: &JsValue, name: &str| Reflect::get(of, &JsString::from(name)).ok()?.as_string();
    if cfg!(feature = "parts") {
        let all: Array = Reflect::get(&brought, &JsString::from("languages")).ok()?.dyn_into().ok()?;
        let (mut languages, mut files) = (Vec::new(), Vec::new());
        for language in all.iter() {
            languages.push((text(&language, "tag")?, text(&language, "name")?));
            files.push(Files { first: text(&language, "first")?, rest: text(&language, "rest")? });
        }
        fetched::introduce(languages);
        FILES.set(files);
    }
    let language = Language::of_tag(&text(&brought, "spoken")?)?;
    let filled = || Some(fetched::fill(language, Extent::First, text(&brought, "first")?));
    (cfg!(not(feature = "parts")) || filled()?).then_some(language)
}

/// Whether a language can be spoken at once.
pub fn is_there(language: Language) -> bool {
    cfg!(not(feature = "parts")) || fetched::has(language, Extent::First)
}

/// Fetches all words of a language; whether it can be spoken now.
pub fn fetch(language: Language) -> Fetching {
    // The first words last: when they are there, nothing is missing.
    bring(vec![(language, Extent::Rest), (language, Extent::First)])
}

/// Fetches the rest of what is spoken; whether it is there.
pub fn complete() -> Fetching {
    if cfg!(not(feature = "parts")) {
        return Box::pin(std::future::ready(true));
    }
    let spoken = Language::all().filter(|language| fetched::has(*language, Extent::First));
    bring(spoken.map(|language| (language, Extent::Rest)).collect())
}

/// Fetches what is not there, all at once and from now on.
fn bring(wanted: Vec<(Language, Extent)>) -> Fetching {
    let missing = wanted.into_iter().filter(|(language, extent)| !fetched::has(*language, *extent));
    let asked: Vec<_> =
        missing.map(|(language, extent)| (language, extent, ask(&address(language, extent)))).collect();
    Box::pin(async move {
        for (language, extent, answer) in asked {
            let text = JsFuture::from(answer).await.ok().and_then(|text| text.as_string());
            let there = || text.is_some_and(|text| fetched::fill(language, extent, text));
            // Others may have waited for the same file.
            if !(fetched::has(language, extent) || there()) {
                return false;
            }
        }
        true
    })
}

fn address(language: Language, extent: Extent) -> String {
    FILES.with_borrow(|files| {
        let files = Language::all().zip(files).find(|(found, _)| *found == language);
        files.map_or_else(String::new, |(_, files)| match extent {
            Extent::First => files.first.clone(),
            Extent::Rest => files.rest.clone(),
        })
    })
}

/// A file's text; who asks while it is on its way gets the same.
fn ask(address: &str) -> Promise {
    let asked = ASKED.with_borrow(|asked| {
        asked.iter().find(|(found, _)| found == address).map(|(_, answer)| answer.clone())
    });
    asked.unwrap_or_else(|| {
        let wanted = address.to_owned();
        let answer = future_to_promise(async move {
            // Never refused: the page would take a refusal that nobody waits for yet for a crash.
            let text = lesson::fetched(&wanted).await.ok().flatten();
            ASKED.with_borrow_mut(|asked| asked.retain(|(found, _)| *found != wanted));
            Ok(text.into())
        });
        ASKED.with_borrow_mut(|asked| asked.push((address.to_owned(), answer.clone())));
        answer
    })
}
