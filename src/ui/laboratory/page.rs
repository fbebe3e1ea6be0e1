//! The laboratory as a program of its own, in an element of the notebook's page.

use yew::prelude::*;

use super::{race::RaceView, view::LaboratoryView};
use crate::{
    i18n::Language,
    plot::Theme,
    session::Controls,
    ui::{
        effect::use_effect_on,
        page::{Given, Held, Latest, Page},
        piece::{Piece, PieceProps, view, view_of},
    },
    web::{
        Element,
        laboratory_page::{Dress, dress, nowhere, on_closed},
    },
};

/// Shows a laboratory in an element until that goes.
///
/// Two programs of Yew on one page both number their roots from 1, and take elements of the same number for their own:
/// a click here would press buttons of the notebook. The notebook has one root, so the first number is passed over.
pub fn show_laboratory(root: Element) {
    if let Some(nowhere) = nowhere() {
        let passed_over = PieceProps::new(Nothing);
        yew::Renderer::<Piece>::with_root_and_props(nowhere, passed_over).render().destroy();
    }
    let handle =
        yew::Renderer::<Piece>::with_root_and_props(root.clone(), PieceProps::new(Laboratory)).render();
    on_closed(&root, move || handle.destroy()).forget();
}

#[derive(PartialEq)]
struct Nothing;

view_of!(Nothing, use_nothing());

#[hook]
fn use_nothing() -> Html {
    Html::default()
}

/// The race and the bench, in the page's language and on its ground.
#[derive(PartialEq)]
struct Laboratory;

view_of!(Laboratory, use_program());

#[hook]
fn use_program() -> Html {
    let redraw = use_force_update();
    use_effect_on((), move |()| {
        let dress = Dress::follow(move || redraw.force_update());
        move || drop(dress)
    });
    let (tag, ground) = dress();
    let language = Language::of_tag(&tag).or_else(|| Language::all().next());
    let theme = if ground == Theme::Dark.name() { Theme::Dark } else { Theme::Light };
    // Nothing here edits the notebook.
    let dispatch = use_memo((), |()| Callback::noop());
    let Some(language) = language else { return html! {} };
    let page = Page {
        dispatch: (*dispatch).clone(),
        language,
        words: 0,
        theme,
        printing: false,
        shapes: false,
        costs: None,
        without: Controls::default(),
        program: Latest::default(),
        given: Given::default(),
        held: Held::default(),
    };
    let (race, bench) = (page.text("race.title"), page.text("lab.title"));
    html! {
        <ContextProvider<Page> context={page}>
            <h3 class="lab__heading">{ race }</h3>
            { view(RaceView) }
            <h3 class="lab__heading">{ bench }</h3>
            { view(LaboratoryView) }
        </ContextProvider<Page>>
    }
}
