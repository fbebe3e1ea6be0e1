//! What the operations do, in words: a file for each language beside the page, fetched when it is first asked for.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use yew::prelude::*;

use super::{effect::use_effect_on, shared::Shared, state::use_kept};
use crate::{i18n::Language, part::of_part, web};

/// A sentence or two for each operation, by its name.
pub(super) type Help = BTreeMap<String, String>;

thread_local! {
    /// What has come, by the language's tag.
    static KNOWN: RefCell<BTreeMap<&'static str, Rc<Help>>> = const { RefCell::new(BTreeMap::new()) };
}

of_part!(
    reference,
    READ,
    /// The help from its file.
    fn read(text: &str) -> Option<Help> {
        serde_json::from_str(text).ok()
    }
);

async fn fetched(tag: &str) -> Option<Help> {
    let text = web::lesson::text("operations", tag).await?;
    if READ.fetch().await { read(&text).flatten() } else { None }
}

/// The help in a language, from when it is wanted and has come.
#[hook]
pub(super) fn use_help(language: Option<Language>, wanted: bool) -> Option<Shared<Help>> {
    let help = use_kept(|| None::<(&'static str, Shared<Help>)>);
    let tag = language.map(Language::tag);
    let found = help.as_ref().filter(|(known, _)| Some(*known) == tag).map(|(_, help)| help.clone());
    let missing = wanted && found.is_none();
    use_effect_on((tag, missing), move |(tag, missing)| {
        let Some(tag) = tag.filter(|_| *missing) else { return };
        if let Some(known) = KNOWN.with_borrow(|known| known.get(tag).cloned()) {
            help.set(Some((tag, Shared::from(&known))));
            return;
        }
        web::spawn(async move {
            // Without it the names speak for themselves.
            if let Some(read) = fetched(tag).await.map(Rc::new) {
                KNOWN.with_borrow_mut(|known| known.insert(tag, read.clone()));
                help.set(Some((tag, Shared::from(&read))));
            }
        });
    });
    found
}
