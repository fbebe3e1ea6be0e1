//! Where the numbers go: into a new cell, or in the place of others.

use yew::prelude::*;

use super::{
    desk::{Desk, Hands},
    part::choice_of,
};
use crate::{
    i18n,
    import::{Choice, Chosen, Over, Side, changes},
    web,
};

pub(super) fn target(hands: &Hands, desk: &Desk, choice: &Choice, on_close: &Callback<()>) -> Html {
    let page = &hands.page;
    let document = &hands.document;
    let matrices = Choice::matrices(document);
    let into: Vec<AttrValue> = std::iter::once(page.text("import.new_cell"))
        .chain(matrices.iter().map(|(_, name)| page.fill("import.replace", &[("name", name)])))
        .collect();
    let replaced = |(cell, _): &(_, _)| Some(cell) == choice.replaced.as_ref();
    let chosen = matrices.iter().position(replaced).map_or(0, |index| index + 1);
    let set = move |index: usize| {
        let cell = index.checked_sub(1).and_then(|index| matrices.get(index));
        Chosen::Into(cell.map(|(cell, _)| cell.clone()))
    };
    let block = desk.block.as_ref().and_then(|block| block.as_ref().ok());
    let edit = block.and_then(|block| choice.action(document, block));
    let after = edit.as_ref().map(|edit| edit.apply(document));
    let refusal = after.as_ref().and_then(|after| after.as_ref().err());
    let grown: Vec<String> = after
        .iter()
        .flatten()
        .flat_map(|after| changes(document, after))
        .map(|(name, before, after)| {
            page.language.fill("import.grows", &[("name", &name), ("before", &before), ("after", &after)])
        })
        .collect();
    let take = {
        let (page, edit, on_close) = (page.clone(), edit.clone(), on_close.clone());
        let id = choice.replaced.clone().unwrap_or_else(|| document.free_id());
        Callback::from(move |_: MouseEvent| {
            if let Some(edit) = &edit {
                page.edit(edit.clone());
                on_close.emit(());
                let id = id.clone();
                web::after_render(move || {
                    web::focus::go_to_cell(&id);
                });
            }
        })
    };
    html! {
        <fieldset class="import__target">
            <legend class="spoken">{ page.text("import.into") }</legend>
            <div class="fields__line">{ choice_of(hands, page.text("import.into"), "import-into", &into, chosen, set) }</div>
            if choice.replaced.is_none() { { new_cell(hands, choice) } }
            <div class="import__said">
                if let Some(refusal) = refusal {
                    <p class="import__fault" role="alert" data-error="refused">{ i18n::refusal(page.language, refusal) }</p>
                }
                if !grown.is_empty() {
                    <p class="import__hint" data-grown="">{ page.fill("import.sizes_follow", &[("sizes", &page.language.join(&grown))]) }</p>
                }
            </div>
            <button type="button" class="button button--main" data-action="import-take" onclick={take}
                disabled={desk.reading || edit.is_none() || refusal.is_some()}>{ page.text("import.take") }</button>
        </fieldset>
    }
}

/// Its name, and what its rows and columns run over.
fn new_cell(hands: &Hands, choice: &Choice) -> Html {
    let page = &hands.page;
    let oninput = {
        let hands = hands.clone();
        Callback::from(move |event: InputEvent| hands.set(Chosen::Name(web::text_of(&event))))
    };
    let over = |side: Side, key: &str, action: &'static str| {
        let overs = choice.overs(&hands.document, side);
        let present = if side == Side::Rows { &choice.over.0 } else { &choice.over.1 };
        let chosen = overs.iter().position(|over| over == present).unwrap_or_default();
        let words: Vec<AttrValue> = overs
            .iter()
            .map(|over| match over {
                Over::Existing(name) => name.to_string().into(),
                Over::New(name) => page.fill("import.new_size", &[("name", name)]),
            })
            .collect();
        let set = move |index: usize| {
            let over = overs.get(index).or(overs.first()).cloned().unwrap_or(Over::New(String::new()));
            if side == Side::Rows { Chosen::RowsOver(over) } else { Chosen::ColumnsOver(over) }
        };
        choice_of(hands, page.text(key), action, &words, chosen, set)
    };
    html! {
        <div class="fields__line">
            <label class="field">
                <span class="field__label">{ page.text("import.name") }</span>
                <input class="field__input" type="text" data-action="import-name" value={choice.name.clone()} {oninput} maxlength="40" autocomplete="off" spellcheck="false" />
            </label>
            { over(Side::Rows, "import.rows_over", "import-rows-over") }
            { over(Side::Columns, "import.columns_over", "import-columns-over") }
        </div>
    }
}
