//! The keys of the page, in one table.

use yew::prelude::*;

use crate::ui::{effect::use_effect_on, page::use_page, piece::view_of};

#[derive(PartialEq)]
pub(in crate::ui) struct KeysProps {
    pub(in crate::ui) on_close: Callback<()>,
}

view_of!(KeysProps, use_keys, reference);

#[hook]
fn use_keys(props: &KeysProps) -> Html {
    let close = use_node_ref();
    {
        let close = close.clone();
        use_effect_on((), move |()| {
            if let Some(close) = close.cast::<crate::web::Element>() {
                crate::web::focus::focus(&close);
            }
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let rows: [(AttrValue, &str); 19] = [
        (page.text("keys.names.arrows"), "keys.move"),
        (page.text("keys.digits"), "keys.replace"),
        ("F2".into(), "keys.edit"),
        (page.text("keys.names.enter"), "keys.commit"),
        (page.text("keys.names.escape"), "keys.cancel"),
        (page.text("keys.names.scrub"), "keys.scrub"),
        ("~".into(), "wiggle.key"),
        (page.text("explain.keys.name"), "explain.keys.meaning"),
        ("Ctrl + V".into(), "keys.paste"),
        ("Ctrl + Z, Ctrl + Y".into(), "keys.undo"),
        (page.text("writing.keys.move"), "writing.keys.moves"),
        ("Alt + Shift + Enter".into(), "writing.keys.adds"),
        ("Ctrl + Enter".into(), "writing.keys.goeson"),
        ("Alt + Shift + D".into(), "writing.keys.duplicates"),
        ("Alt + Shift + Backspace".into(), "writing.keys.deletes"),
        ("Alt + Shift + B, Alt + Shift + F".into(), "writing.keys.shows"),
        (page.text("keys.names.step"), "keys.step"),
        ("Page Up, Page Down".into(), "keys.clicker"),
        (". / B, W, P, N".into(), "present.keys"),
    ];
    let onkeydown = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                on_close.emit(());
            }
        })
    };
    html! {
        <div class="keys" role="dialog" aria-modal="false" aria-label={page.text("page.keys")} {onkeydown}>
            <div class="keys__head">
                <h2>{ page.text("page.keys") }</h2>
                <button ref={close} type="button" class="button" data-action="close-keys"
                    onclick={props.on_close.reform(|_: MouseEvent| ())}>{ page.text("page.keys_close") }</button>
            </div>
            <dl>{ for rows.iter().map(|(key, meaning)| html! {
                <div class="keys__row"><dt><kbd>{ key.clone() }</kbd></dt><dd>{ page.text(meaning) }</dd></div>
            }) }</dl>
        </div>
    }
}
