//! The sentence cell: text in, tokens out, and where their numbers come from.

use anyhow::Result;
use browser_tests::{Page, Visit};
use serde_json::json;
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{assert_focus, attribute, click_place, focus_is_kept, keep_focus, text, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    a_typed_sentence_is_cut_into_the_rows_of_x,
    what_an_input_method_composes_is_cut_when_it_is_done,
    tokens_are_split_and_joined_by_keyboard,
    equal_tokens_change_together,
    one_hot_columns_are_the_tokens,
    random_numbers_come_from_a_seed,
    a_sentence_without_a_word_says_so,
    without_a_segmenter_the_cell_says_so,
];

const INPUT: &str = "section[data-kind=sentence] [data-sentence]";

/// The blank notebook with a sentence `X1` over `n` × `d_model`, its text selected.
async fn add(page: &Page) -> Result<()> {
    page.go("lesson=blank").await?;
    page.act("add-sentence").await?;
    select_all(page).await
}

async fn select_all(page: &Page) -> Result<()> {
    page.click(INPUT).await?;
    page.press_ctrl('a').await
}

async fn tokens(page: &Page) -> Result<String> {
    let script = "return [...document.querySelectorAll('[data-token]')].map(e => e.dataset.token).join('|')";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// The names of the rows of X1.
async fn row_names(page: &Page) -> Result<String> {
    let names = texts(page, "table[data-name=X1] th[scope=row] .grid__label").await?;
    Ok(names.join("|"))
}

/// What has the focus: its token, its action, or neither.
async fn focused(page: &Page) -> Result<String> {
    let script = "const {token, action} = document.activeElement.dataset; return token ?? action ?? ''";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

async fn a_typed_sentence_is_cut_into_the_rows_of_x(page: &Page) -> Result<()> {
    add(page).await?;
    keep_focus(page).await?;
    page.press("小明喜欢吃苹果。").await?;
    assert!(focus_is_kept(page).await?);
    assert_eq!(tokens(page).await?, "小明|喜欢|吃|苹果");
    assert_eq!(row_names(page).await?, "小明|喜欢|吃|苹果");
    assert_eq!(page.shape("X1").await?, (4, 3));
    assert_eq!(page.shape("X").await?, (4, 3), "other matrices over n follow");
    let before = page.values("X1").await?;
    page.press(" I really do").await?;
    assert_eq!(tokens(page).await?, "小明|喜欢|吃|苹果|I|really|do");
    assert_eq!(page.values("X1").await?[..4], before[..], "the rows of tokens that stay");
    assert!(focus_is_kept(page).await?);
    page.press_ctrl('z').await?;
    assert_eq!(row_names(page).await?, "1|2|3", "typing is one step");
    page.press_ctrl('y').await?;
    assert_eq!(tokens(page).await?, "小明|喜欢|吃|苹果|I|really|do");
    assert_eq!(text(page, INPUT).await?, "小明喜欢吃苹果。 I really do");
    Ok(())
}

async fn what_an_input_method_composes_is_cut_when_it_is_done(page: &Page) -> Result<()> {
    add(page).await?;
    keep_focus(page).await?;
    let composing =
        |text: &str| json!({"text": text, "selectionStart": text.len(), "selectionEnd": text.len()});
    page.cdp("Input.imeSetComposition", composing("b")).await?;
    page.cdp("Input.imeSetComposition", composing("bing")).await?;
    page.settle().await?;
    assert_eq!(tokens(page).await?, "1|2|3", "not while it is being composed");
    assert_eq!(text(page, INPUT).await?, "bing");
    page.cdp("Input.insertText", json!({"text": "冰淇淋"})).await?;
    page.settle().await?;
    assert_eq!(tokens(page).await?, "冰淇淋");
    assert_eq!(text(page, INPUT).await?, "冰淇淋");
    assert!(focus_is_kept(page).await?);
    Ok(())
}

async fn tokens_are_split_and_joined_by_keyboard(page: &Page) -> Result<()> {
    add(page).await?;
    page.press("小明喜欢苹果").await?;
    page.press(Key::Tab).await?;
    assert_eq!(focused(page).await?, "小明");
    page.press(Key::Right).await?;
    assert_eq!(focused(page).await?, "join-tokens");
    page.press(Key::Right).await?;
    assert_eq!(focused(page).await?, "喜欢");
    page.press(Key::Enter).await?;
    assert_eq!(focused(page).await?, "split-token");
    assert_eq!(attribute(page, "[data-token='喜欢']", "aria-expanded").await?.as_deref(), Some("true"));
    page.press(Key::Enter).await?;
    assert_eq!(tokens(page).await?, "小明|喜|欢|苹果");
    assert_eq!(row_names(page).await?, "小明|喜|欢|苹果");
    assert_eq!(focused(page).await?, "喜");
    // A cut of the reader's own stands while he writes on.
    page.click(INPUT).await?;
    page.press(Key::End).await?;
    page.press("吗").await?;
    assert_eq!(tokens(page).await?, "小明|喜|欢|苹果|吗");
    page.click("[data-token='喜']").await?;
    page.press(Key::Right).await?;
    page.press(Key::Delete).await?;
    assert_eq!(tokens(page).await?, "小明|喜欢|苹果|吗");
    assert_eq!(focused(page).await?, "喜欢");
    page.press_ctrl('z').await?;
    assert_eq!(tokens(page).await?, "小明|喜|欢|苹果|吗");
    Ok(())
}

async fn equal_tokens_change_together(page: &Page) -> Result<()> {
    add(page).await?;
    page.press("I saw a saw").await?;
    assert_eq!(row_names(page).await?, "I|saw|a|saw");
    assert!(text(page, "[data-shared]").await?.contains("saw"));
    click_place(page, "X1", 1, 0).await?;
    page.press("7").await?;
    assert_focus(page, "X1", 1, 0).await?;
    let now = page.values("X1").await?;
    assert!((now[3][0] - 7.0).abs() < 1e-15 && now[1] == now[3], "{now:?}");
    Ok(())
}

async fn choose(page: &Page, embedding: &str) -> Result<()> {
    let script = "const list = document.querySelector('[data-action=embedding]'); list.value = arguments[0];
        list.dispatchEvent(new Event('change', {bubbles: true}))";
    page.script(script, vec![json!(embedding)]).await?;
    page.settle().await
}

async fn one_hot_columns_are_the_tokens(page: &Page) -> Result<()> {
    add(page).await?;
    page.press("I saw a saw").await?;
    choose(page, "one-hot").await?;
    assert_eq!(text(page, "[data-action=embedding]").await?, "one-hot");
    let hot = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]];
    assert_eq!(page.values("X1").await?, hot);
    assert_eq!(texts(page, "table[data-name=X1] thead .grid__label").await?, ["I", "saw", "a"]);
    assert_eq!(attribute(page, "table[data-name=X1]", "aria-readonly").await?.as_deref(), Some("true"));
    click_place(page, "X1", 3, 1).await?;
    let said = text(page, "[data-explain] .inspector__sentence").await?;
    assert!(said.starts_with('1') && said.contains("saw"), "{said}");
    // The columns follow the sentence, and only it.
    page.click("[data-action=grow][data-dimension=d_model]").await?;
    assert!(text(page, "[data-error=refused]").await?.contains("X1"));
    assert_eq!(page.values("X1").await?, hot);
    Ok(())
}

async fn random_numbers_come_from_a_seed(page: &Page) -> Result<()> {
    add(page).await?;
    page.press("I saw a saw").await?;
    choose(page, "random").await?;
    page.click("[data-action=seed]").await?;
    page.press_ctrl('a').await?;
    page.press("7").await?;
    let now = page.values("X1").await?;
    assert!((now[0][0] - 1.364_992_297).abs() < 1e-8, "{now:?}");
    assert_eq!(now[1], now[3]);
    page.set_formula("Y", "Y = random_normal((3, 3), 7)").await?;
    assert_eq!(page.values("Y").await?, now[..3]);
    click_place(page, "X1", 1, 2).await?;
    let said = text(page, "[data-explain] .inspector__sentence").await?;
    assert!(said.contains("random_normal((3, 3), 7)[1, 2]"), "{said}");
    choose(page, "table").await?;
    assert_eq!(attribute(page, "table[data-name=X1]", "aria-readonly").await?.as_deref(), Some("false"));
    Ok(())
}

async fn a_sentence_without_a_word_says_so(page: &Page) -> Result<()> {
    add(page).await?;
    page.press("…").await?;
    assert_eq!(
        attribute(page, "section[data-kind=sentence] [data-error]", "data-error").await?.as_deref(),
        Some("empty")
    );
    assert_eq!((text(page, INPUT).await?.as_str(), tokens(page).await?.as_str()), ("…", "1|2|3"));
    page.press("好").await?;
    assert_eq!(attribute(page, "section[data-kind=sentence] [data-error]", "data-error").await?, None);
    assert_eq!(tokens(page).await?, "好");
    select_all(page).await?;
    let many = "a ".repeat(129);
    let script = "const input = document.querySelector('[data-sentence]'); input.value = arguments[0];
        input.dispatchEvent(new InputEvent('input', {bubbles: true}))";
    page.script(script, vec![json!(many)]).await?;
    page.settle().await?;
    let said = text(page, "section[data-kind=sentence] [data-error=limit]").await?;
    assert!(said.contains("129") && said.contains("128"), "{said}");
    assert_eq!(tokens(page).await?, "好");
    Ok(())
}

async fn without_a_segmenter_the_cell_says_so(page: &Page) -> Result<()> {
    assert_eq!(texts(page, "[data-segmenter]").await?.len(), 0);
    let page = &Visit::default().language("en").start().await?;
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": "delete Intl.Segmenter"})).await?;
    add(page).await?;
    page.press("小明 really 糟糕。").await?;
    assert_eq!(tokens(page).await?, "小|明|really|糟|糕");
    assert!(text(page, "[data-segmenter=missing]").await?.contains("character by character"));
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
