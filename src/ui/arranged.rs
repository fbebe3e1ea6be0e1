//! What a reader is told of a notebook that a teacher has set up, and the way out.

use yew::prelude::*;

use super::page::Page;
use crate::session::{ArrangementMsg, Controls, Msg, Standing, Store};

/// One line under the bar; nothing where everything is as usual.
pub(super) fn arranged(page: &Page, store: &Store) -> Html {
    let Some(arrangement) = &store.session.arrangement else { return html! {} };
    let cells = || store.document().cells.iter();
    let of = |standing| cells().filter(move |cell| arrangement.standing(&cell.id) == Some(standing));
    let names = |key: &str, standing: Standing| {
        let names: Vec<&str> = of(standing).filter_map(|cell| cell.written_name()).collect();
        let names = page.language.join(&names);
        (!names.is_empty()).then(|| page.fill(key, &[("names", &names)]))
    };
    let fewer = arrangement.without != Controls::default() || of(Standing::Hidden).next().is_some();
    let mut told = page.text("arranged.told").to_string();
    // Sentences stand apart as the language sets them: the gap is the sentence's own.
    told.extend(names("arranged.locked", Standing::Locked).iter().map(|text| &**text));
    told.extend(names("arranged.veiled", Standing::Veiled).iter().map(|text| &**text));
    if fewer {
        told += &page.text("arranged.without");
    }
    html! {
        <div class="arranged" role="note" data-arranged="">
            <p class="arranged__text">{ told }</p>
            <button type="button" class="button" data-action="show-everything"
                onclick={page.on(Msg::Arrangement(ArrangementMsg::Left))}>{ page.text("arranged.leave") }</button>
        </div>
    }
}
