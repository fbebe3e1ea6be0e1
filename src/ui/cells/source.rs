//! The source of a formula: typed, completed, and with the parameters of the call that is being written.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId, Program},
    part::of_part,
    session::{Call, Completion, Msg, Proposal, ProposalKind, byte_of, call_at, complete},
    ui::{
        effect::use_effect_on,
        help::use_help,
        page::{Page, use_page},
        piece::view_of,
        state::{State, use_kept},
        words::words,
    },
    web,
};

#[derive(Clone, PartialEq)]
pub(super) struct SourceProps {
    pub(super) id: CellId,
    pub(super) source: Rc<str>,
    pub(super) label: AttrValue,
    pub(super) failed: bool,
    /// Whether it is only read.
    pub(super) locked: bool,
}

view_of!(SourceProps, use_source);

/// What is known of the typing.
#[derive(Debug, Clone, Default, PartialEq)]
struct Typing {
    /// Where the caret is, in bytes, while there is something to propose.
    caret: Option<usize>,
    /// Whether everything is to be proposed.
    asked: bool,
    /// Which proposal is chosen.
    chosen: usize,
    /// Whether the reader chose it.
    moved: bool,
}

/// What stands under the source while it is written.
#[derive(Clone, Default)]
struct Proposed {
    completion: Option<Completion>,
    call: Option<Call>,
}

of_part!(
    write,
    PROPOSED,
    /// What is proposed at the caret.
    fn proposed(program: &Program, props: &SourceProps, caret: usize, asked: bool) -> Proposed {
        let completion = complete(program, &props.id, &props.source, caret, asked);
        Proposed { completion, call: call_at(&props.source, caret) }
    }
);

#[hook]
fn use_source(props: &SourceProps) -> Html {
    let typing = use_kept(Typing::default);
    let input = use_node_ref();
    let page = use_page();
    let language = page.as_ref().map(|page| page.language);
    let help = use_help(language, typing.caret.is_some());
    let come = use_kept(bool::default);
    use_effect_on(typing.caret.is_some(), move |is_writing| {
        if *is_writing && !PROPOSED.is_there() {
            web::spawn(async move { come.set(PROPOSED.fetch().await) });
        }
    });
    let Some(page) = page else { return html! {} };
    // What was typed stands in the input alone, while the page is behind.
    let typed = input.cast::<web::Element>().filter(|_| page.is_behind()).map(|input| web::text_in(&input));
    let caret = typing.caret.filter(|caret| *caret <= props.source.len() && !props.locked && typed.is_none());
    let text = typed.unwrap_or_else(|| props.source.to_string());
    let Proposed { completion, call } =
        caret.and_then(|caret| proposed(&page.program.now(), props, caret, typing.asked)).unwrap_or_default();
    let id = &props.id;
    let list = format!("proposals-{id}");
    let chosen = completion.as_ref().map(|completion| typing.chosen.min(completion.items.len() - 1));
    let described = props.failed.then(|| format!("problem-{id}"));
    let told = |name: &str| help.as_ref().and_then(|help| help.get(name).cloned());
    let writer =
        Writer { page: page.clone(), props: props.clone(), typing: typing.clone(), input: input.clone() };
    html! {
        <div class="source">
            <input ref={input.clone()} class="formula" type="text" data-formula="true" value={text} readonly={props.locked}
                oninput={on_input(&page, id, &typing)} onkeydown={on_key(&writer, completion.as_ref(), chosen, call.is_some())}
                onclick={on_click(&typing)} onblur={on_blur(&page, &typing)} aria-label={props.label.clone()}
                placeholder={page.text("formula.placeholder")} aria-invalid={props.failed.to_string()}
                aria-describedby={described} autocomplete="off" autocapitalize="off" spellcheck="false" role="combobox"
                aria-autocomplete="list" aria-expanded={completion.is_some().to_string()} aria-controls={list.clone()}
                aria-activedescendant={chosen.map(|chosen| format!("{list}-{chosen}"))} />
            <div class="proposals" hidden={completion.is_none() && call.is_none()}>
                if let Some(call) = &call {
                    { calling(call, told(call.name)) }
                }
                <ul id={list.clone()} class="proposals__list" role="listbox" aria-label={page.text("completion.label")}>
                    { for completion.iter().flat_map(|completion| {
                        (0..completion.items.len())
                            .map(|at| proposal(&writer, &list, completion, at, chosen == Some(at)))
                    }) }
                </ul>
                if let Some(told) = completion.as_ref().zip(chosen).and_then(|(completion, at)| told(&completion.items[at].name)) {
                    <p class="proposals__help">{ words(&told) }</p>
                }
            </div>
        </div>
    }
}

/// `softmax(x, axis=-1)`, the parameter at the caret marked.
fn calling(call: &Call, told: Option<String>) -> Html {
    let parameter = |(at, text): (usize, &String)| {
        let comma = if at == 0 { "" } else { ", " };
        let text = text.clone();
        if call.at == Some(at) {
            html! { <>{ comma }<mark>{ text }</mark></> }
        } else {
            html! { <>{ comma }{ text }</> }
        }
    };
    html! {
        <p class="proposals__call" data-call={call.name}>
            <code>{ call.name }{ "(" }{ for call.parameters.iter().enumerate().map(parameter) }{ ")" }</code>
            { for told.map(|told| html! { <span>{ words(&told) }</span> }) }
        </p>
    }
}

/// What writes a proposal.
#[derive(Clone)]
struct Writer {
    page: Page,
    props: SourceProps,
    typing: State<Typing>,
    input: NodeRef,
}

impl Writer {
    fn write(&self, Completion { from, to, items }: &Completion, at: usize) {
        let Some(text) = items.get(at).map(Proposal::text) else { return };
        let (before, after) = (&self.props.source[..*from], &self.props.source[*to..]);
        let source = format!("{before}{text}{after}");
        let caret = before.len() + text.len();
        if let Some(input) = self.input.cast::<web::Element>() {
            web::caret::place(&input, source[..caret].encode_utf16().count());
        }
        // After a call's parenthesis its parameters are shown; after a name nothing is left to propose.
        let caret = text.ends_with(['(', '=']).then_some(caret);
        self.typing.set(Typing { caret, ..Typing::default() });
        self.page.send(Msg::Previewed(Action::SetSource { cell: self.props.id.clone(), source }));
    }
}

/// One proposal of the list.
fn proposal(writer: &Writer, list: &str, completion: &Completion, at: usize, is_chosen: bool) -> Html {
    let (page, item) = (&writer.page, &completion.items[at]);
    // Before the focus leaves the input.
    let onmousedown = {
        let (writer, completion) = (writer.clone(), completion.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            writer.write(&completion, at);
        })
    };
    let detail = match &item.kind {
        // A name that the glossary does not know is a cell's own.
        ProposalKind::Cell => {
            page.known(&format!("quantity.{}", item.name)).unwrap_or_else(|| page.text("completion.cell"))
        }
        ProposalKind::Dimension(size) => page.fill("completion.dimension", &[("size", size)]),
        ProposalKind::Operation(signature) => signature.clone().into(),
        ProposalKind::Parameter => page.text("completion.parameter"),
    };
    html! {
        <li id={format!("{list}-{at}")} key={format!("{at} {}", item.name)} role="option" aria-selected={is_chosen.to_string()}
            data-proposal={item.name.to_string()} {onmousedown}>
            <code>{ item.name.to_string() }</code><span>{ detail }</span>
        </li>
    }
}

fn on_input(page: &Page, id: &CellId, typing: &State<Typing>) -> Callback<InputEvent> {
    let (page, cell, typing) = (page.clone(), id.clone(), typing.clone());
    Callback::from(move |event: InputEvent| {
        let source = web::text_of(&event);
        let caret = web::caret::of(&event).map(|units| byte_of(&source, units));
        typing.set(Typing { caret, ..Typing::default() });
        page.send(Msg::Previewed(Action::SetSource { cell: cell.clone(), source }));
    })
}

fn on_click(typing: &State<Typing>) -> Callback<MouseEvent> {
    let typing = typing.clone();
    Callback::from(move |_| typing.set(Typing::default()))
}

fn on_blur(page: &Page, typing: &State<Typing>) -> Callback<FocusEvent> {
    let (page, typing) = (page.clone(), typing.clone());
    Callback::from(move |_| {
        typing.set(Typing::default());
        page.send(Msg::GestureEnded);
    })
}

fn on_key(
    writer: &Writer,
    completion: Option<&Completion>,
    chosen: Option<usize>,
    is_calling: bool,
) -> Callback<KeyboardEvent> {
    let writer = writer.clone();
    let completion = completion.cloned();
    Callback::from(move |event: KeyboardEvent| {
        // With Alt it is a key of the cell.
        if web::composes(&event) || event.alt_key() {
            return;
        }
        let Writer { page, props, typing, .. } = &writer;
        let open = completion.as_ref().zip(chosen);
        let choose = |by: usize| {
            let Some((completion, chosen)) = open else { return };
            event.prevent_default();
            let chosen = (chosen + by) % completion.items.len();
            typing.set(Typing { chosen, moved: true, ..(**typing).clone() });
        };
        match event.key().as_str() {
            "ArrowDown" => choose(1),
            "ArrowUp" => choose(completion.as_ref().map_or(1, |completion| completion.items.len() - 1)),
            " " if event.ctrl_key() => {
                event.prevent_default();
                let caret = web::caret::of(&event).map(|units| byte_of(&props.source, units));
                typing.set(Typing { caret, asked: true, ..Typing::default() });
            }
            // Enter ends the formula, unless something was chosen for it to write.
            "Tab" | "Enter"
                if open.is_some()
                    && !event.shift_key()
                    && !event.ctrl_key()
                    && (event.key() == "Tab" || typing.moved || typing.asked) =>
            {
                event.prevent_default();
                if let Some((completion, at)) = open {
                    writer.write(completion, at);
                }
            }
            // First the proposals go, then what was typed.
            "Escape" if open.is_some() || is_calling => {
                event.prevent_default();
                typing.set(Typing::default());
            }
            "Escape" => page.send(Msg::GestureCancelled),
            "Enter" => {
                typing.set(Typing::default());
                page.send(Msg::GestureEnded);
            }
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => typing.set(Typing::default()),
            _ => {}
        }
    })
}
