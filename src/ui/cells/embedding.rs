//! Where the numbers of a sentence come from, and what its tokens share.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId, Dimension, Embedding, Sentence},
    session::Msg,
    ui::page::Page,
    web,
};

/// The list of where the numbers come from, and the seed where they are drawn.
pub(super) fn embedding(page: &Page, id: &CellId, sentence: &Sentence) -> Html {
    let seed = if let Embedding::Random(seed) = sentence.embedding { Some(seed) } else { None };
    let now = match sentence.embedding {
        Embedding::Table => "table",
        Embedding::OneHot => "one-hot",
        Embedding::Random(_) => "random",
    };
    let set = |embedding: Embedding| Action::SetEmbedding { cell: id.clone(), embedding };
    let onchange = {
        let (page, actions) =
            (page.clone(), [set(Embedding::Table), set(Embedding::OneHot), set(Embedding::Random(1))]);
        Callback::from(move |event: Event| {
            let chosen = web::choice_of(&event);
            web::settle_choice(&event);
            let [table, one_hot, random] = actions.clone();
            page.edit(match chosen.as_str() {
                "one-hot" => one_hot,
                "random" => random,
                _ => table,
            });
        })
    };
    let write_seed = {
        let (page, cell) = (page.clone(), id.clone());
        Callback::from(move |event: InputEvent| {
            if let Ok(seed) = web::text_of(&event).trim().replace('−', "-").parse() {
                let embedding = Embedding::Random(seed);
                page.send(Msg::Previewed(Action::SetEmbedding { cell: cell.clone(), embedding }));
            }
        })
    };
    let leave_seed = {
        let (page, seed) = (page.clone(), seed.unwrap_or_default().to_string());
        Callback::from(move |event: FocusEvent| {
            web::set_text(&event, &seed);
            page.send(Msg::GestureEnded);
        })
    };
    let option = |value: &'static str, key: &str| {
        html! { <option {value} selected={value == now}>{ page.text(key) }</option> }
    };
    let help = match sentence.embedding {
        Embedding::Table => page.text("sentence.table_help"),
        Embedding::OneHot => page.fill("sentence.one_hot_help", &[("dimension", &sentence.columns)]),
        Embedding::Random(_) => page.text("sentence.random_help"),
    };
    html! {
        <div class="sentence__embedding">
            <label>
                { page.text("sentence.embedding") }
                <select data-action="embedding" {onchange}>
                    { option("table", "sentence.table") }
                    { option("one-hot", "sentence.one_hot") }
                    { option("random", "sentence.random") }
                </select>
            </label>
            if let Some(seed) = seed {
                <label>
                    { page.text("sentence.seed") }
                    <input type="text" inputmode="numeric" data-action="seed" value={seed.to_string()} oninput={write_seed}
                        onblur={leave_seed} autocomplete="off" size="6" maxlength="19" />
                </label>
            }
            <p class="sentence__line">{ help }</p>
        </div>
    }
}

/// Says of tokens that stand in the sentence more than once that they share a row.
pub(super) fn repeated(page: &Page, tokens: &[String], sentence: &Sentence) -> Html {
    let mut several: Vec<&String> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if tokens[..index].contains(token) && !several.contains(&token) {
            several.push(token);
        }
    }
    let key = if sentence.is_table() { "sentence.shared" } else { "sentence.equal" };
    let text = page.fill(key, &[("tokens", &page.language.join(&several))]);
    html! {
        if !several.is_empty() {
            <p class="sentence__line" data-shared="true">{ text }</p>
        }
    }
}

/// The tokens in the language of the page.
pub(super) fn tokens(page: &Page, dimensions: &[Rc<Dimension>], sentence: &Sentence) -> Vec<String> {
    let rows = dimensions.iter().find(|dimension| dimension.name == sentence.rows);
    rows.map_or_else(Vec::new, |rows| {
        rows.items.iter().map(|item| item.text(page.language.tag()).to_owned()).collect()
    })
}
