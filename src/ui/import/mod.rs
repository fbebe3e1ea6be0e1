//! Bringing numbers in: a file or a text, what is in it, the part that is taken, and where it goes.

mod desk;
mod part;
mod preview;
mod target;

use yew::prelude::*;

use self::{
    desk::{Desk, Hands},
    part::part,
    preview::preview,
    target::target,
};
use super::{
    effect::use_effect_on,
    page::{Page, use_page},
    piece::view_of,
    shared::Shared,
};
use crate::{
    i18n,
    import::{Fault, Tensor},
    notebook::Document,
    web::{self, picked::Picked},
};

/// Numbers are brought into a notebook.
#[derive(PartialEq)]
pub(in crate::ui) struct ImportProps {
    pub(in crate::ui) document: Shared<Document>,
    /// The file that was opened or dropped elsewhere on the page.
    pub(in crate::ui) given: Option<Picked>,
    pub(in crate::ui) on_close: Callback<()>,
}

view_of!(ImportProps, use_import);

/// Tensors that are listed at once.
const LISTED: usize = 100;

#[hook]
fn use_import(props: &ImportProps) -> Html {
    let desk = use_mut_ref(Desk::default);
    let redraw = use_force_update();
    let page = use_page();
    let document = props.document.clone();
    let hands = page.map(|page| Hands { page, document, desk: desk.clone(), redraw });
    {
        let hands = hands.clone();
        use_effect_on(props.given.clone(), move |given| {
            if let (Some(hands), Some(file)) = (hands, given.clone()) {
                hands.open(file);
            }
        });
    }
    let Some(hands) = hands else { return html! {} };
    let page = &hands.page;
    let desk = desk.borrow();
    let onchange = {
        let hands = hands.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = web::picked::chosen(&event) {
                hands.open(file);
            }
        })
    };
    let ondrop = {
        let hands = hands.clone();
        Callback::from(move |event: DragEvent| {
            // The page takes notebooks that are dropped on it; here everything is numbers.
            event.prevent_default();
            event.stop_propagation();
            if let Some(file) = web::picked::dropped(&event) {
                hands.open(file);
            }
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let onpaste = {
        let hands = hands.clone();
        Callback::from(move |event: InputEvent| hands.paste(web::text_of(&event)))
    };
    let state = match (&desk.found, desk.reading) {
        (_, true) => "reading",
        (None, _) => "empty",
        (Some(Ok(_)), _) => "read",
        (Some(Err(_)), _) => "refused",
    };
    html! {
        <div class="import" data-import={state} {ondrop} {ondragover}>
            <p class="import__what">{ page.text("import.what") }</p>
            <div class="import__from">
                <label class="button import__file">
                    { page.text("import.choose") }
                    <input type="file" accept=".csv,.tsv,.txt,.npy,.npz,.safetensors" data-action="import-file" {onchange} />
                </label>
                <span class="import__drop">{ page.text("import.drop") }</span>
            </div>
            <label class="field">
                <span class="field__label">{ page.text("import.paste") }</span>
                <textarea class="field__input import__paste" rows="2" spellcheck="false" data-action="import-paste" value={desk.typed.clone()} oninput={onpaste} placeholder={page.text("import.paste_hint")} />
            </label>
            <div class="import__found" role="status">{ found(page, &desk) }</div>
            <div class="import__list">{ list(&hands, &desk) }</div>
            if let Some(choice) = &desk.choice {
                { part(&hands, &desk, choice) }
                { preview(page, &desk, choice) }
                { target(&hands, &desk, choice, &props.on_close) }
            }
        </div>
    }
}

/// What was found, or why nothing was.
fn found(page: &Page, desk: &Desk) -> Html {
    let name = &desk.name;
    match &desk.found {
        None if desk.reading => html! { <p>{ page.fill("import.reading", &[("name", name)]) }</p> },
        None => html! {},
        Some(Err(fault)) => {
            let why = i18n::import_fault(page.language, fault);
            let text = if name.is_empty() {
                why.into()
            } else {
                page.fill("import.wrong", &[("name", name), ("why", &why)])
            };
            html! { <p class="import__fault" role="alert" data-error="import">{ text }</p> }
        }
        Some(Ok(_)) if name.is_empty() => html! {},
        Some(Ok(tensors)) => {
            let size = i18n::bytes(page.language, u128::from(desk.size));
            if tensors.len() == 1 {
                return html! { <p>{ page.fill("import.found_one", &[("name", name), ("size", &size)]) }</p> };
            }
            html! { <p>{ page.fill("import.found", &[("name", name), ("size", &size), ("count", &tensors.len())]) }</p> }
        }
    }
}

/// The tensors, where there are several: those whose name has what is looked for in it.
fn list(hands: &Hands, desk: &Desk) -> Html {
    let page = &hands.page;
    let Some(Ok(tensors)) = &desk.found else { return html! {} };
    if tensors.len() < 2 {
        return html! {};
    }
    let wanted = desk.filter.to_lowercase();
    let fits =
        |tensor: &Tensor| wanted.split_whitespace().all(|part| tensor.name.to_lowercase().contains(part));
    let fitting: Vec<usize> = (0..tensors.len()).filter(|index| fits(&tensors[*index])).collect();
    let more = fitting.len().saturating_sub(LISTED);
    let chosen = desk.choice.as_ref().map(|choice| choice.tensor.clone());
    let entry = |index: &usize| {
        let tensor = tensors[*index].clone();
        let is_chosen = chosen.as_ref().is_some_and(|chosen| std::rc::Rc::ptr_eq(chosen, &tensor));
        let onclick = {
            let (hands, tensor) = (hands.clone(), tensor.clone());
            Callback::from(move |_: MouseEvent| hands.choose(&tensor))
        };
        html! {
            <li key={*index}>
                <button type="button" class="import__tensor" data-tensor={tensor.name.clone()} aria-pressed={is_chosen.to_string()} {onclick}>
                    <span class="import__name">{ &tensor.name }</span>
                    <span class="import__shape">{ shape(page, &tensor.shape) }{ " " }{ &tensor.dtype }</span>
                </button>
            </li>
        }
    };
    let oninput = {
        let hands = hands.clone();
        Callback::from(move |event: InputEvent| hands.find(web::text_of(&event)))
    };
    html! {
        <>
            if tensors.len() > 8 {
                <label class="field">
                    <span class="field__label">{ page.text("import.filter") }</span>
                    <input class="field__input field__input--wide" type="search" data-action="import-filter" value={desk.filter.clone()} {oninput} autocomplete="off" spellcheck="false" />
                </label>
            }
            <ul class="import__tensors">{ for fitting.iter().take(LISTED).map(entry) }</ul>
            <p class="import__more" role="status">
                if fitting.is_empty() { { page.text("import.no_match") } }
                if more > 0 { { page.fill("import.more", &[("count", &more)]) } }
            </p>
        </>
    }
}

/// `12 × 36`
fn shape(page: &Page, sizes: &[u64]) -> AttrValue {
    if sizes.is_empty() {
        return page.text("import.scalar");
    }
    let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    sizes.join(" × ").into()
}

/// Why a part cannot be taken.
fn fault(page: &Page, fault: &Fault) -> Html {
    html! { <p class="import__fault" role="alert" data-error="import">{ i18n::import_fault(page.language, fault) }</p> }
}
