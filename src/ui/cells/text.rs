//! Words: read, and written in place.

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId, Phrase},
    session::Msg,
    ui::{
        controls::tiny,
        effect::use_effect_on,
        page::use_page,
        piece::{view, view_of},
        prose::ProseProps,
        state::use_kept,
    },
    web,
};

/// What opens the source, or is it.
pub(super) const SOURCE: &str = "[data-action='edit-text'], [data-source]";

/// The words of a text cell.
#[derive(PartialEq)]
pub(super) struct TextProps {
    pub(super) cell: CellId,
    pub(super) phrase: Phrase,
    /// Whether they are only read.
    pub(super) locked: bool,
}

view_of!(TextProps, use_text);

#[hook]
fn use_text(props: &TextProps) -> Html {
    let open = use_kept(bool::default);
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_on(*open, move |open| {
            let root = root.cast::<web::Element>().filter(|root| *open && !web::focus::is_within(root));
            if let Some(root) = root {
                web::focus::inside(&root, "[data-source]");
            }
        });
    }
    {
        // A new text is written at once.
        let root = root.clone();
        use_effect_on((), move |()| {
            web::after_render(move || {
                if let Some(root) = root.cast::<web::Element>() {
                    web::focus::pass_on(&root, "section", "[data-source]");
                }
            });
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let tag = page.language.tag();
    let text: std::rc::Rc<str> = props.phrase.text(tag).into();
    let read = view(ProseProps { text: text.clone() });
    let set = |is_open: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(is_open))
    };
    if props.locked {
        return html! { <div ref={root} class="text"><div>{ read }</div></div> };
    }
    if !*open && !text.is_empty() {
        let ondblclick = {
            let open = open.clone();
            Callback::from(move |event: MouseEvent| {
                if !web::prose::is_on_control(&event) {
                    open.set(true);
                }
            })
        };
        return html! {
            <div ref={root} class="text">
                <div {ondblclick}>{ read }</div>
                { tiny("edit-text", page.text("text.edit"), "✎", set(true).reform(|_| ())) }
            </div>
        };
    }
    let oninput = {
        let (page, cell) = (page.clone(), props.cell.clone());
        Callback::from(move |event: InputEvent| {
            let (language, text) = (page.language.tag().into(), web::text_of(&event));
            page.send(Msg::Previewed(Action::SetText { cell: cell.clone(), language, text }));
        })
    };
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" && !web::composes(&event) {
            event.prevent_default();
            // Leaving closes.
            web::focus::around(&event, "section");
        }
    });
    let onfocusout = {
        let (page, leave, root) = (page.clone(), set(false), root.clone());
        Callback::from(move |event: FocusEvent| {
            // The button that opens it goes, and loses the focus. Another window may have it: then it stays open.
            let is_button =
                web::element_of(&event).is_some_and(|element| element.has_attribute("data-action"));
            let stays =
                is_button || root.cast::<web::Element>().is_some_and(|root| web::focus::is_within(&root));
            if !stays && !web::focus::stays_in(&event, ".text") {
                page.send(Msg::GestureEnded);
                leave.emit(());
            }
        })
    };
    // The source keeps the focus when what is shown beside it is clicked.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div ref={root} class="text is-open" {onfocusout}>
            <div class="text__source" data-text={format!("{text}\n")}>
                <textarea data-source="" value={text.to_string()} {oninput} {onkeydown} onfocus={set(true).reform(|_| ())} rows="1"
                    placeholder={page.text("text.placeholder")} aria-label={page.text("text.source")} />
            </div>
            if !text.is_empty() {
                <div class="text__preview" role="group" aria-label={page.text("text.preview")} {onmousedown}>{ read }</div>
            }
        </div>
    }
}
