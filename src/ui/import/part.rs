//! Which part of a tensor is taken: the matrix, its rows and columns, the head.

use yew::prelude::*;

use super::{
    desk::{Desk, Hands},
    shape,
};
use crate::{
    i18n,
    import::{Choice, Chosen, Side},
    notebook::limits::MAX_SIDE,
    web,
};

/// The controls.
pub(super) fn part(hands: &Hands, desk: &Desk, choice: &Choice) -> Html {
    let page = &hands.page;
    let (tensor, selection) = (&choice.tensor, &choice.selection);
    let (rows, columns) = selection.sides(tensor);
    let span = |side: Side| {
        let (key, at, size, from, to) = match side {
            Side::Rows => ("import.rows", selection.rows, rows, "import-rows-from", "import-rows-to"),
            Side::Columns => {
                ("import.columns", selection.columns, columns, "import-columns-from", "import-columns-to")
            }
        };
        let chosen = match side {
            Side::Rows => Chosen::Rows,
            Side::Columns => Chosen::Columns,
        };
        let end = at.0 + at.1;
        // Another beginning keeps the count.
        let begin = move |from: u64| chosen(from, from.saturating_add(at.1));
        let label = page.fill("import.from", &[("side", &page.text(key))]);
        html! {
            <>
                { number(hands, label, from, at.0, size.saturating_sub(1), begin) }
                { number(hands, page.text("import.to"), to, end, size, move |to| chosen(at.0, to)) }
            </>
        }
    };
    let axis = |(axis, place): (usize, &u64)| {
        let last = tensor.shape.get(axis).map_or(0, |size| size.saturating_sub(1));
        let label = page.fill("import.axis", &[("axis", &axis), ("last", &last)]);
        let set = move |place| Chosen::Leading(axis, place);
        html! { <span key={axis} data-axis={axis.to_string()}>{ number(hands, label, "import-axis", *place, last, set) }</span> }
    };
    let turn = {
        let hands = hands.clone();
        Callback::from(move |_: MouseEvent| hands.set(Chosen::Turned))
    };
    let (taken, whole) =
        (shape(page, &[selection.rows.1, selection.columns.1]), shape(page, &[rows, columns]));
    let has_heads = !desk.is_text && !tensor.shape.is_empty();
    html! {
        <fieldset class="import__part">
            <legend>
                <code>{ &tensor.name }</code>{ " " }{ shape(page, &tensor.shape) }{ " " }{ &tensor.dtype }
            </legend>
            if has_heads { { heads(hands, choice) } }
            <div class="fields__line import__axes">{ for selection.leading.iter().enumerate().map(axis) }</div>
            <div class="import__spans">
                <div class="fields__line">{ span(Side::Rows) }</div>
                <div class="fields__line">{ span(Side::Columns) }</div>
            </div>
            <div class="fields__line import__turn" data-transposed={selection.transposed.to_string()}>
                <button type="button" class="button" data-action="import-transpose" aria-pressed={selection.transposed.to_string()} onclick={turn}>
                    { page.text("import.transpose") }
                </button>
                <span data-taken="">{ page.fill("import.part_of", &[("shape", &taken), ("whole", &whole)]) }</span>
            </div>
            if choice.layout.is_some_and(|layout| layout.transposed) {
                <p class="import__hint">{ page.text("import.linear") }</p>
            }
            if choice.is_clipped() {
                <p class="import__hint" data-clipped="">{ page.fill("import.clipped", &[("most", &MAX_SIDE)]) }</p>
            }
        </fieldset>
    }
}

/// Which of the matrices in one, and which head.
fn heads(hands: &Hands, choice: &Choice) -> Html {
    let page = &hands.page;
    let heads = choice.heads;
    let (rows, columns) = choice.selection.sides(&choice.tensor);
    let size = if heads.along == Side::Rows { rows } else { columns };
    let parts = ["import.part_query", "import.part_key", "import.part_value"].map(|key| page.text(key));
    let sides = [page.text("import.rows"), page.text("import.columns")];
    let side = usize::from(heads.along == Side::Columns);
    html! {
        <>
            <div class="fields__line">
                if heads.parts > 1 {
                    { choice_of(hands, page.text("import.part"), "import-part", &parts, heads.part as usize, |part| Chosen::Part(part as u64)) }
                }
                { number(hands, page.text("import.heads"), "import-heads", heads.count, size, Chosen::Heads) }
                if heads.count > 1 {
                    { number(hands, page.text("import.head"), "import-head", heads.head, heads.count - 1, Chosen::Head) }
                    { choice_of(hands, page.text("import.along"), "import-along", &sides, side, |side| {
                        Chosen::Along(if side == 0 { Side::Rows } else { Side::Columns })
                    }) }
                }
            </div>
            if !choice.divides {
                <p class="import__fault" role="alert" data-error="heads">
                    { page.fill("import.no_heads", &[("size", &(size / heads.parts.max(1))), ("heads", &i18n::count(page.language, u128::from(heads.count)))]) }
                </p>
            }
        </>
    }
}

/// A whole number from 0 to `last`; what is none is put back.
fn number(
    hands: &Hands,
    label: AttrValue,
    action: &'static str,
    value: u64,
    last: u64,
    set: impl Fn(u64) -> Chosen + 'static,
) -> Html {
    let onchange = {
        let hands = hands.clone();
        Callback::from(move |event: Event| {
            let typed = web::text_of(&event).trim().parse::<u64>();
            web::set_text(&event, &value.to_string());
            if let Ok(typed) = typed {
                hands.set(set(typed.min(last)));
            }
        })
    };
    html! {
        <label class="field">
            <span class="field__label">{ label }</span>
            <input class="field__input" type="number" inputmode="numeric" min="0" max={last.to_string()} data-action={action} value={value.to_string()} {onchange} />
        </label>
    }
}

/// A list to choose from, by the places of its entries.
pub(super) fn choice_of(
    hands: &Hands,
    label: AttrValue,
    action: &'static str,
    options: &[AttrValue],
    chosen: usize,
    set: impl Fn(usize) -> Chosen + 'static,
) -> Html {
    let onchange = {
        let hands = hands.clone();
        Callback::from(move |event: Event| {
            if let Ok(index) = web::choice_of(&event).parse() {
                hands.set(set(index));
            }
        })
    };
    let option = |(index, text): (usize, &AttrValue)| {
        html! { <option key={index} value={index.to_string()} selected={index == chosen}>{ text }</option> }
    };
    html! {
        <label class="field">
            <span class="field__label">{ label }</span>
            <select class="field__input" data-action={action} {onchange}>{ for options.iter().enumerate().map(option) }</select>
        </label>
    }
}
