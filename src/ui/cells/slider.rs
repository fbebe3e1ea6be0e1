//! A number between two bounds.

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId, Entry, Slider},
    session::Msg,
    ui::{
        page::use_page,
        piece::view_of,
        probe::{start_wiggle, wiggle_button},
        state::use_kept,
    },
    value::decimal,
    web,
};

#[derive(PartialEq)]
pub(super) struct SliderInputProps {
    pub(super) id: CellId,
    pub(super) slider: Slider,
}

view_of!(SliderInputProps, use_slider_input);

/// A slider, and its number in a grid of one place that can be typed into.
#[hook]
fn use_slider_input(props: &SliderInputProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let slider = &props.slider;
    // What is typed, and the number that the slider has while it stands.
    let draft = use_kept(|| None::<(AttrValue, f64)>);
    let preview = {
        let (page, cell) = (page.clone(), props.id.clone());
        Callback::from(move |text: String| {
            if let Entry::Number(value) = Entry::read(&text) {
                page.send(Msg::Previewed(Action::SetSlider { cell: cell.clone(), value }));
            }
        })
    };
    let slide = preview.reform(|event: InputEvent| web::text_of(&event));
    let type_in = {
        let (page, draft, preview, typed) = (page.clone(), draft.clone(), preview.clone(), slider.clone());
        Callback::from(move |event: InputEvent| {
            let text = web::text_of(&event);
            let number = match Entry::read(&text) {
                Entry::Number(value) => typed.clamp(value),
                _ => {
                    (*draft).as_ref().filter(|_| page.is_behind()).map_or(typed.value, |(_, number)| *number)
                }
            };
            draft.set(Some((text.clone().into(), number)));
            preview.emit(text);
        })
    };
    let end = |commit: bool| {
        let (draft, page) = (draft.clone(), page.clone());
        move || {
            // What has not been heard yet stands until then.
            if !(commit && page.is_behind()) {
                draft.set(None);
            }
            page.send(if commit { Msg::GestureEnded } else { Msg::GestureCancelled });
        }
    };
    let onkeydown = {
        let (commit, cancel, draft) = (end(true), end(false), draft.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => commit(),
            "Escape" => cancel(),
            // The page undoes or redoes: what was typed is no longer what is meant.
            "z" | "Z" | "y" | "Y" if event.ctrl_key() || event.meta_key() => draft.set(None),
            _ => {}
        })
    };
    let onblur = {
        let commit = end(true);
        Callback::from(move |_: FocusEvent| commit())
    };
    let exact = decimal::shortest(slider.value);
    let stands = |(_, number): &(_, f64)| page.is_behind() || number.to_bits() == slider.value.to_bits();
    let draft = (*draft).clone().filter(stands);
    let draft = draft.map(|(text, _)| text);
    let shown = draft.clone().unwrap_or_else(|| exact.clone().into());
    let outside = draft.as_ref().is_some_and(|text| match Entry::read(text) {
        Entry::Number(number) => !(slider.minimum..=slider.maximum).contains(&number),
        _ => false,
    });
    let wrong = draft.as_ref().is_some_and(|text| Entry::read(text) == Entry::Wrong);
    let name = slider.name.to_string();
    let wiggle = {
        let (page, cell) = (page.clone(), props.id.clone());
        Callback::from(move |()| start_wiggle(&page, cell.clone(), (0, 0)))
    };
    html! {
        <>
        <div class="slider">
            <input class="slider__range" type="range" min={slider.minimum.to_string()} max={slider.maximum.to_string()}
                step={slider.step.to_string()} value={exact.clone()} oninput={slide} onchange={page.on(Msg::GestureEnded)}
                aria-label={name.clone()} />
            <table class="slider__value" role="grid" data-name={name.clone()} data-rows="1" data-cols="1" aria-readonly="false"
                aria-label={name.clone()}>
                <tbody><tr role="row">
                    <td role="gridcell" data-row="0" data-col="0" data-value={exact}>
                        <input class="grid__input" type="text" inputmode="decimal" autocomplete="off" value={shown.clone()}
                            oninput={type_in} {onkeydown} {onblur} aria-label={name.clone()} aria-invalid={wrong.to_string()} />
                    </td>
                </tr></tbody>
            </table>
            { wiggle_button(&page, &AttrValue::from(name.clone()), false, wiggle) }
        </div>
        if outside {
            <p class="note-line note-line--wrong" role="alert" data-error="number">
                { page.fill("entry.outside", &[
                    ("least", &decimal::full(slider.minimum)),
                    ("most", &decimal::full(slider.maximum)),
                ]) }
            </p>
        }
        if wrong {
            <p class="note-line note-line--wrong" role="alert" data-error="number">
                { page.fill("entry.wrong", &[("text", &shown), ("value", &decimal::full(slider.value))]) }
            </p>
        }
        </>
    }
}
