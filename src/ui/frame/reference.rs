//! The reference: every operation with its parameters, what it does, and an example with its value.

use yew::prelude::*;

use crate::{
    session::reference,
    ui::{
        effect::use_effect_on, help::use_help, page::use_page, piece::view_of, state::use_kept, words::words,
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct ReferenceProps {
    pub(in crate::ui) on_close: Callback<()>,
}

view_of!(ReferenceProps, use_reference, reference);

#[hook]
fn use_reference(props: &ReferenceProps) -> Html {
    let search = use_node_ref();
    let sought = use_kept(String::default);
    {
        let search = search.clone();
        use_effect_on((), move |()| {
            if let Some(search) = search.cast::<web::Element>() {
                web::focus::focus(&search);
            }
        });
    }
    let page = use_page();
    let help = use_help(page.as_ref().map(|page| page.language), true);
    let entries = use_memo((), |()| reference());
    let Some(page) = page else { return html! {} };
    let oninput = {
        let sought = sought.clone();
        Callback::from(move |event: InputEvent| sought.set(web::text_of(&event).to_lowercase()))
    };
    let onkeydown = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !web::composes(&event) {
                event.prevent_default();
                on_close.emit(());
            }
        })
    };
    let told = |name: &str| help.as_ref().and_then(|help| help.get(name)).map_or("", String::as_str);
    let fits =
        |name: &str| name.to_lowercase().contains(&**sought) || told(name).to_lowercase().contains(&**sought);
    let shown = entries.iter().filter(|entry| fits(entry.name));
    let rows: Vec<Html> = shown
        .map(|entry| {
            html! {
                <div class="reference__entry" key={entry.name} data-operation={entry.name}>
                    <dt><code>{ entry.signature.clone() }</code></dt>
                    <dd>
                        <p>{ words(told(entry.name)) }</p>
                        <p class="reference__example"><code>{ entry.example }</code>{ " → " }<code>{ entry.result.clone() }</code></p>
                    </dd>
                </div>
            }
        })
        .collect();
    let none = rows.is_empty();
    html! {
        <div class="reference" role="dialog" aria-modal="false" aria-label={page.text("reference.title")} {onkeydown}>
            <div class="keys__head">
                <h2>{ page.text("reference.title") }</h2>
                <button type="button" class="button" data-action="close-reference"
                    onclick={props.on_close.reform(|_: MouseEvent| ())}>{ page.text("page.keys_close") }</button>
            </div>
            <input ref={search} class="reference__search" type="search" data-own-undo="true" data-search="" {oninput}
                placeholder={page.text("reference.search")} aria-label={page.text("reference.search")} />
            if none {
                <p class="reference__none">{ page.text("reference.none") }</p>
            }
            <dl tabindex="0" aria-label={page.text("reference.title")}>{ rows }</dl>
        </div>
    }
}
