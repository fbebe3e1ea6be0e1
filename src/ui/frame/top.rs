//! The bar at the top: which notebook, undo and redo, language, ground.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    lessons,
    plot::Theme,
    session::{Msg, Player},
    ui::{
        compare::pin_button,
        controls::sign_button,
        page::{Page, use_page},
        piece::view_of,
        player::controls,
        state::{State, use_kept},
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct TopBarProps {
    pub(in crate::ui) lesson: Option<Rc<str>>,
    pub(in crate::ui) can_undo: bool,
    pub(in crate::ui) can_redo: bool,
    pub(in crate::ui) player: Player,
    /// How many steps there are.
    pub(in crate::ui) steps: usize,
    /// Whether results are pinned.
    pub(in crate::ui) pinned: bool,
    pub(in crate::ui) on_keys: Callback<()>,
}

view_of!(TopBarProps, use_top_bar);

#[hook]
fn use_top_bar(props: &TopBarProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let menu_open = use_kept(bool::default);
    let close = menu_open.clone();
    let next = page.language.next();
    let (theme_key, theme) = match page.theme {
        Theme::Light => ("action.theme_to_dark", Theme::Dark),
        Theme::Dark => ("action.theme_to_light", Theme::Light),
    };
    let toggle_menu = {
        let (open, menu_open) = (*menu_open, menu_open.clone());
        Callback::from(move |_: MouseEvent| menu_open.set(!open))
    };
    let onkeydown = {
        let close = close.clone();
        let open = *menu_open;
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && open {
                event.prevent_default();
                close.set(false);
                web::focus::first_in(&event, ".menu");
            }
        })
    };
    let onfocusout = {
        let close = close.clone();
        Callback::from(move |event: FocusEvent| {
            if !web::focus::stays_in(&event, ".menu") {
                close.set(false);
            }
        })
    };
    let on_keys = props.on_keys.reform(|_: MouseEvent| ());
    html! {
        <header class="top">
            <h1 class="top__title">{ page.text("page.title") }</h1>
            <div class="menu" {onkeydown} {onfocusout}>
                <button type="button" class="button" data-action="notebooks" aria-expanded={menu_open.to_string()}
                    aria-controls="notebooks" onclick={toggle_menu}>
                    { page.text("action.menu") }<span class="menu__sign" aria-hidden="true">{ "▾" }</span>
                </button>
                if *menu_open {
                    <ul id="notebooks" class="menu__list">
                        { for lessons::ALL.iter().map(|lesson| entry(&page, lesson.id, props.lesson.as_deref(), &close)) }
                    </ul>
                }
            </div>
            { button(&page, "undo", page.text("action.undo"), "↶", Msg::UndoPressed, !props.can_undo) }
            { button(&page, "redo", page.text("action.redo"), "↷", Msg::RedoPressed, !props.can_redo) }
            <button type="button" class="button" data-action="reset" title={page.text("action.reset_help")}
                onclick={page.on(Msg::ResetPressed)}>{ page.text("action.reset") }</button>
            <div class="top__player" role="group" aria-label={page.text("player.label")} data-player=""
                data-step={props.player.step.unwrap_or(props.steps).to_string()} data-steps={props.steps.to_string()}
                data-playing={props.player.playing.to_string()}>
                { controls(&page, props.player, props.steps) }
            </div>
            { pin_button(&page, props.pinned) }
            <span class="top__space"></span>
            { sign_button("button button--icon", "keys", page.text("action.keys"), "?", on_keys, false) }
            { button(&page, "theme", page.text(theme_key), if theme == Theme::Dark { "☾" } else { "☀" },
                Msg::ThemeChosen(theme), false) }
            <button type="button" class="button" data-action="language" onclick={page.on(Msg::LanguageChosen(next))}
                lang={next.tag()} aria-label={page.fill("action.language", &[("name", &next.name())])}>
                { next.name().into_owned() }
            </button>
        </header>
    }
}

fn button(
    page: &Page,
    action: &'static str,
    label: AttrValue,
    sign: &'static str,
    msg: Msg,
    disabled: bool,
) -> Html {
    sign_button("button button--icon", action, label, sign, page.on(msg), disabled)
}

fn entry(page: &Page, id: &'static str, open: Option<&str>, close: &State<bool>) -> Html {
    let onclick = {
        let (page, close) = (page.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            web::focus::first_in(&event, ".menu");
            page.send(Msg::LessonChosen(id.into()));
            close.set(false);
        })
    };
    let current = (open == Some(id)).then_some("page");
    html! {
        <li><a href={format!("#lesson={id}")} data-lesson={id} aria-current={current} {onclick}>
            { lessons::title(id).text(page.language.tag()).to_owned() }
        </a></li>
    }
}
