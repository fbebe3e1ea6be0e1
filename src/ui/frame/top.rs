//! The bar at the top: contents, undo and redo, steps, language, ground.

use yew::prelude::*;

use super::{contents::ContentsProps, file::FileMenu};
use crate::{
    plot::Theme,
    session::{Control, LessonMsg, Msg, Player},
    ui::{
        compare::pin_button,
        controls::sign_button,
        page::{Page, use_page},
        piece::{view, view_of},
        player::controls,
    },
};

#[derive(PartialEq)]
pub(in crate::ui) struct TopBarProps {
    pub(in crate::ui) contents: ContentsProps,
    pub(in crate::ui) can_undo: bool,
    pub(in crate::ui) can_redo: bool,
    pub(in crate::ui) player: Player,
    /// How many steps there are.
    pub(in crate::ui) steps: usize,
    /// Whether results are pinned.
    pub(in crate::ui) pinned: bool,
    pub(in crate::ui) on_keys: Callback<()>,
    pub(in crate::ui) on_reference: Callback<()>,
}

view_of!(TopBarProps, use_top_bar);

#[hook]
fn use_top_bar(props: &TopBarProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let next = page.language.next();
    let (theme_key, theme) = match page.theme {
        Theme::Light => ("action.theme_to_dark", Theme::Dark),
        Theme::Dark => ("action.theme_to_light", Theme::Light),
    };
    let on_reference = props.on_reference.reform(|_: MouseEvent| ());
    let on_keys = props.on_keys.reform(|_: MouseEvent| ());
    html! {
        <header class="top">
            <h1 class="top__title">{ page.text("page.title") }</h1>
            if page.has(Control::Lessons) { { view(props.contents.clone()) } }
            { view(FileMenu) }
            { button(&page, "undo", page.text("action.undo"), "↶", Msg::UndoPressed, !props.can_undo) }
            { button(&page, "redo", page.text("action.redo"), "↷", Msg::RedoPressed, !props.can_redo) }
            <button type="button" class="button" data-action="reset" title={page.text("action.reset_help")}
                onclick={page.on(Msg::Lesson(LessonMsg::Reset))}>{ page.text("action.reset") }</button>
            if page.has(Control::Player) { <div class="top__player" role="group" aria-label={page.text("player.label")} data-player=""
                data-step={props.player.step.unwrap_or(props.steps).to_string()} data-steps={props.steps.to_string()}
                data-playing={props.player.playing.to_string()}>
                { controls(&page, props.player, props.steps) }
            </div> }
            if page.has(Control::Compare) { { pin_button(&page, props.pinned) } }
            <span class="top__space"></span>
            if page.has(Control::Reference) {
                { sign_button("button button--icon button--formula", "reference", page.text("reference.title"), "ƒ", on_reference, false) }
            }
            { sign_button("button button--icon", "keys", page.text("action.keys"), "?", on_keys, false) }
            { button(&page, "theme", page.text(theme_key), if theme == Theme::Dark { "☾" } else { "☀" },
                Msg::ThemeChosen(theme), false) }
            <button type="button" class="button" data-action="language" onclick={page.on(Msg::LanguageChosen(next))}
                lang={next.tag()} aria-label={page.fill("action.language", &[("name", &next.name())])}>
                { next.name() }
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
