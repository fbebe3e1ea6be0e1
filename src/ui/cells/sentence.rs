//! The sentence cell: a text, its tokens, and where their numbers come from. The grid of the numbers stands below.

use yew::prelude::*;

use super::embedding::{embedding, repeated};
use crate::{
    notebook::{
        Action, Cell, CellId, CellKind, cut_by_character_or_space, join_tokens,
        limits::{MAX_SENTENCE, MAX_SIDE},
        segmented_again, split_token, tokens_of,
    },
    session::Msg,
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
        shared::Shared,
        state::{State, use_kept},
    },
    web,
};

#[derive(PartialEq)]
pub(super) struct SentenceProps {
    pub(super) cell: Shared<Cell>,
    /// The tokens in the language of the page.
    pub(super) tokens: Vec<String>,
}

view_of!(SentenceProps, use_sentence, write);

/// A text that is no edit yet: an input method composes it, nothing in it is a token, or it is too long.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    text: String,
    /// The text that stands meanwhile. Where another does, the draft is out of date.
    over: String,
    fault: Option<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    NoToken,
    Tokens(usize),
    Length(usize),
}

#[hook]
fn use_sentence(props: &SentenceProps) -> Html {
    let draft = use_kept(|| None::<Draft>);
    let split = use_kept(|| None::<usize>);
    let stop = use_kept(usize::default);
    let input = use_node_ref();
    {
        let input = input.clone();
        use_effect_on((), move |()| {
            let listener = input.cast::<web::Element>().map(|input| web::segmenter::tell_composed(&input));
            move || drop(listener)
        });
    }
    let (Some(page), CellKind::Sentence(sentence)) = (use_page(), &props.cell.kind) else {
        return html! {};
    };
    let hands = Hands {
        page: page.clone(),
        cell: props.cell.id.clone(),
        text: sentence.text.text(page.language.tag()).to_owned(),
        tokens: props.tokens.clone(),
        draft: draft.clone(),
        split,
        stop,
    };
    let draft = draft.as_ref().filter(|draft| draft.over == hands.text);
    let text = draft.map_or(&hands.text, |draft| &draft.text).clone();
    let oninput = hands.on(|hands, event: InputEvent| {
        hands.write(web::text_of(&event), event.is_composing());
    });
    let onkeydown = hands.on(|hands, event: KeyboardEvent| match event.key().as_str() {
        _ if web::composes(&event) => {}
        "Enter" => {
            event.prevent_default();
            hands.page.send(Msg::GestureEnded);
        }
        "Escape" => {
            hands.draft.set(None);
            hands.page.send(Msg::GestureCancelled);
        }
        _ => {}
    });
    let onblur = hands.on(|hands, _: FocusEvent| {
        hands.draft.set(None);
        hands.page.send(Msg::GestureEnded);
    });
    let fault = draft.and_then(|draft| draft.fault).map(|fault| match fault {
        Fault::NoToken => ("empty", page.text("sentence.no_token")),
        Fault::Tokens(count) => {
            ("limit", page.fill("sentence.too_many", &[("count", &count), ("most", &MAX_SIDE)]))
        }
        Fault::Length(length) => {
            ("limit", page.fill("sentence.refused_length", &[("length", &length), ("most", &MAX_SENTENCE)]))
        }
    });
    html! {
        <div class="sentence">
            <div class="sentence__text" data-text={format!("{text} ")}>
                <textarea ref={input} data-sentence="true" rows="1" value={text} {oninput} {onkeydown} {onblur}
                    placeholder={page.text("sentence.placeholder")} autocomplete="off" spellcheck="false"
                    aria-label={page.fill("sentence.label", &[("name", &sentence.name)])} />
            </div>
            <div class="sentence__part">
                { for fault.map(|(code, text)| html! { <p class="sentence__line" role="alert" data-error={code}>{ text }</p> }) }
                { hands.tokens_row() }
                { hands.split_line() }
                if !web::segmenter::is_there() {
                    <p class="sentence__line" data-segmenter="missing">{ page.text("sentence.no_segmenter") }</p>
                }
            </div>
            { embedding(&page, &props.cell.id, sentence) }
            <div class="sentence__part">{ repeated(&page, &props.tokens, sentence) }</div>
        </div>
    }
}

#[derive(Clone)]
struct Hands {
    page: Page,
    cell: CellId,
    /// The text as it stands.
    text: String,
    tokens: Vec<String>,
    draft: State<Option<Draft>>,
    /// The token whose characters are shown, to be split between them.
    split: State<Option<usize>>,
    /// What Tab enters the row of tokens at: 2i is token i, 2i + 1 the gap behind it.
    stop: State<usize>,
}

impl Hands {
    fn on<E: 'static>(&self, handle: impl Fn(&Self, E) + 'static) -> Callback<E> {
        let hands = self.clone();
        Callback::from(move |event| handle(&hands, event))
    }

    fn cut(&self, text: &str) -> Vec<String> {
        match web::segmenter::pieces(text, self.page.language.tag()) {
            Some(pieces) => tokens_of(pieces.iter().map(String::as_str)),
            None => cut_by_character_or_space(text),
        }
    }

    /// What was typed becomes the sentence, if it can.
    fn write(&self, text: String, composing: bool) {
        let text = text.replace(['\n', '\r'], " ");
        let length = text.chars().count();
        let tokens = if composing || length > MAX_SENTENCE || text == self.text {
            Vec::new()
        } else {
            let was = self.cut(&self.text);
            segmented_again((&self.text, &self.tokens, &was), (&text, &self.cut(&text)))
        };
        let fault = match tokens.len() {
            _ if composing || text == self.text => None,
            _ if length > MAX_SENTENCE => Some(Fault::Length(length)),
            0 => Some(Fault::NoToken),
            count if count > MAX_SIDE => Some(Fault::Tokens(count)),
            _ => {
                self.draft.set(None);
                self.split.set(None);
                self.page.send(Msg::Previewed(self.action(text, tokens)));
                return;
            }
        };
        self.draft.set(Some(Draft { text, over: self.text.clone(), fault }));
    }

    fn action(&self, text: String, tokens: Vec<String>) -> Action {
        Action::SetSentence { cell: self.cell.clone(), text, tokens }
    }

    /// Puts other tokens in, and the focus on one of them.
    fn recut(&self, tokens: Option<Vec<String>>, focus: usize) {
        if let Some(tokens) = tokens {
            self.split.set(None);
            self.page.edit(self.action(self.text.clone(), tokens));
            self.go_to(2 * focus);
        }
    }

    /// Moves the focus in the row, once what is being drawn is there.
    fn go_to(&self, stop: usize) {
        self.stop.set(stop);
        self.focus(format!(".sentence__tokens [data-stop='{stop}']"));
    }

    fn focus(&self, selector: String) {
        let cell = self.cell.clone();
        web::after_render(move || web::focus::in_cell(&cell, &selector));
    }

    fn join(&self, index: usize) {
        self.recut(join_tokens(&self.text, &self.tokens, index), index);
    }

    /// The tokens and the gaps between them: one stop for Tab, arrow keys from one to the next.
    fn tokens_row(&self) -> Html {
        let stops = (2 * self.tokens.len()).saturating_sub(1);
        let now = (*self.stop).min(stops.saturating_sub(1));
        let onkeydown = self.on(move |hands, event: KeyboardEvent| {
            let Some(stop) = web::element_of(&event).and_then(|element| stop_of(&element)) else { return };
            match event.key().as_str() {
                "ArrowRight" => hands.go_to((stop + 1).min(stops - 1)),
                "ArrowLeft" => hands.go_to(stop.saturating_sub(1)),
                "Home" => hands.go_to(0),
                "End" => hands.go_to(stops - 1),
                "Delete" | "Backspace" if stop % 2 == 1 => hands.join(stop / 2),
                _ => return,
            }
            event.prevent_default();
        });
        let onfocusin = self.on(|hands, event: FocusEvent| {
            if let Some(stop) = web::element_of(&event).and_then(|element| stop_of(&element)) {
                hands.stop.set(stop);
            }
        });
        let tab = |stop: usize| if stop == now { "0" } else { "-1" };
        let token = |(index, token): (usize, &String)| {
            let long = token.chars().nth(1).is_some();
            let open = (*self.split == Some(index)).to_string();
            let onclick = self.on(move |hands, _: MouseEvent| {
                let open = long && *hands.split != Some(index);
                hands.split.set(open.then_some(index));
                if open {
                    hands.focus(".sentence__split button".into());
                }
            });
            let gap = self.tokens.get(index + 1).map(|next| {
                let label = self.page.fill("sentence.join", &[("left", token), ("right", next)]);
                let onclick = self.on(move |hands, _: MouseEvent| hands.join(index));
                html! {
                    <button key={format!("gap {index}")} type="button" class="sentence__gap" data-action="join-tokens"
                        data-stop={(2 * index + 1).to_string()} tabindex={tab(2 * index + 1)} {onclick}
                        aria-label={label.clone()} title={label}></button>
                }
            });
            let title = long.then(|| self.page.fill("sentence.open", &[("token", token)]));
            let chip = html! {
                <button key={format!("token {index}")} type="button" class="sentence__token" data-token={token.clone()}
                    data-stop={(2 * index).to_string()} tabindex={tab(2 * index)} {onclick} {title}
                    aria-expanded={long.then_some(open)}>{ token.clone() }</button>
            };
            [Some(chip), gap].into_iter().flatten().collect::<Vec<_>>()
        };
        html! {
            <div class="sentence__tokens" role="toolbar" aria-label={self.page.text("sentence.tokens")} {onkeydown} {onfocusin}>
                { for self.tokens.iter().enumerate().flat_map(token) }
            </div>
        }
    }

    /// The characters of the chosen token with a place to split at between each two.
    fn split_line(&self) -> Html {
        let chosen = self.split.and_then(|index| Some((index, self.tokens.get(index)?.clone())));
        let Some((index, token)) = chosen.filter(|(_, token)| token.chars().nth(1).is_some()) else {
            return html! {};
        };
        let last = token.chars().count() - 1;
        let onkeydown = self.on(move |hands, event: KeyboardEvent| {
            let at =
                web::element_of(&event).and_then(|element| element.get_attribute("data-at")?.parse().ok());
            let at: usize = at.unwrap_or(1);
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1).min(last),
                "ArrowLeft" => at.saturating_sub(1).max(1),
                "Escape" => {
                    event.prevent_default();
                    hands.split.set(None);
                    return hands.go_to(2 * index);
                }
                _ => return,
            };
            event.prevent_default();
            hands.focus(format!(".sentence__split [data-at='{to}']"));
        });
        let character = |(at, character): (usize, char)| {
            let gap = (at > 0).then(|| {
                let parts = split_token(std::slice::from_ref(&token), 0, at);
                let part = |side: usize| parts.as_ref().map_or_else(String::new, |parts| parts[side].clone());
                let label = self.page.fill("sentence.split", &[("left", &part(0)), ("right", &part(1))]);
                let onclick = self.on(move |hands, _: MouseEvent| {
                    hands.recut(split_token(&hands.tokens, index, at), index);
                });
                html! {
                    <button key={format!("at {at}")} type="button" class="sentence__cut" data-action="split-token"
                        data-at={at.to_string()} {onclick} disabled={parts.is_none()} aria-label={label.clone()} title={label}></button>
                }
            });
            let shown = html! { <span key={format!("character {at}")}>{ character.to_string() }</span> };
            gap.into_iter().chain([shown]).collect::<Vec<_>>()
        };
        html! {
            <div class="sentence__split" role="group" {onkeydown} aria-label={self.page.fill("sentence.open", &[("token", &token)])}>
                { for token.chars().enumerate().flat_map(character) }
            </div>
        }
    }
}

fn stop_of(element: &web::Element) -> Option<usize> {
    element.get_attribute("data-stop")?.parse().ok()
}
