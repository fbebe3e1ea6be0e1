//! Writing a notebook from nothing, and by keys alone.

use anyhow::{Result, bail};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{act_in, assert_focus, attribute, keep_focus, press_with, shown, text},
};

pub(crate) const CLAIMS: Claims = claims![
    a_notebook_is_written_by_keys_alone,
    cells_are_copied_moved_and_deleted_by_keys,
    a_number_keeps_its_keys,
    a_section_folds_and_opens,
    cells_come_between_rows,
    a_slider_gets_other_bounds,
    a_question_is_written_in_its_form,
    the_title_is_written_in_place,
];

/// Whether the focus is on what a selector finds.
async fn is_on(page: &Page, selector: &str) -> Result<bool> {
    let script = "return document.activeElement?.matches(arguments[0]) ?? false";
    Ok(page.script(script, vec![json!(selector)]).await? == Value::Bool(true))
}

/// Presses Tab until the focus is on what a selector finds.
async fn tab_to(page: &Page, selector: &str) -> Result<()> {
    for _ in 0..200 {
        if is_on(page, selector).await? {
            return Ok(());
        }
        page.press(Key::Tab).await?;
    }
    bail!("Tab does not reach {selector}")
}

/// Presses a key while Alt and Shift are held.
async fn press_alt_shift(page: &Page, key: impl Into<thirtyfour::TypingData>) -> Result<()> {
    let chain = page.driver().action_chain().key_down(Key::Alt).key_down(Key::Shift);
    chain.send_keys(key).key_up(Key::Shift).key_up(Key::Alt).perform().await?;
    page.settle().await
}

async fn count(page: &Page, selector: &str) -> Result<u64> {
    let found =
        page.script("return document.querySelectorAll(arguments[0]).length", vec![json!(selector)]).await?;
    Ok(found.as_u64().unwrap_or(0))
}

async fn order(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('section[data-cell-id]')].map(e => e.dataset.defines ?? e.dataset.kind)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

async fn focus(page: &Page, selector: &str) -> Result<()> {
    page.script("document.querySelector(arguments[0]).focus()", vec![json!(selector)]).await?;
    page.settle().await
}

async fn a_notebook_is_written_by_keys_alone(page: &Page) -> Result<()> {
    page.go("lesson=blank&lang=en").await?;
    page.wait_for(
        "the blank notebook",
        "return document.querySelectorAll('section[data-cell-id]').length === 2",
    )
    .await?;
    // A size.
    tab_to(page, "[data-action='add-dimension']").await?;
    page.press(Key::Enter).await?;
    assert!(is_on(page, "[data-action='dimension-name']").await?);
    page.press("k").await?;
    page.press(Key::Tab).await?;
    page.press_ctrl('a').await?;
    page.press("2").await?;
    page.press(Key::Enter).await?;
    assert!((page.value("k", 0, 0).await? - 2.0).abs() < 1e-15);
    // A matrix with numbers, over the new size.
    tab_to(page, ".add [data-action='add-matrix']").await?;
    page.press(Key::Enter).await?;
    assert_focus(page, "B", 0, 0).await?;
    tab_to(page, "section[data-defines='B'] [data-action='cell-menu']").await?;
    page.press(Key::Enter).await?;
    tab_to(page, "section[data-defines='B'] select[data-action='columns']").await?;
    page.press("k").await?;
    page.press(Key::Escape).await?;
    assert_eq!(page.shape("B").await?, (3, 2));
    press_with(page, Key::Shift, Key::Tab).await?;
    focus(page, "section[data-defines='B'] td input").await?;
    for number in ["1", "2", "3", "4", "5", "6"] {
        page.press(number).await?;
        page.press(Key::Tab).await?;
    }
    assert_eq!(page.values("B").await?, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    // A formula below it.
    focus(page, "section[data-defines='B'] td input").await?;
    press_alt_shift(page, Key::Enter).await?;
    assert!(is_on(page, "[data-formula]").await?);
    page.press("C = B @ B.T").await?;
    assert_eq!(page.shape("C").await?, (3, 3));
    // A text, and from it another formula.
    tab_to(page, ".add [data-action='add-text']").await?;
    page.press(Key::Enter).await?;
    page.press("## Results").await?;
    press_with(page, Key::Control, Key::Enter).await?;
    assert!(is_on(page, "[data-formula]").await?);
    page.press("D = sum(C)").await?;
    assert!((page.value("D", 0, 0).await? - 225.0).abs() < 1e-9);
    // An exercise on it.
    tab_to(page, ".add [data-action='add-exercise']").await?;
    page.press(Key::Enter).await?;
    assert!(is_on(page, "[data-action='exercise-text']").await?);
    page.press("Fill in D.").await?;
    tab_to(page, "[data-action='exercise-of']").await?;
    page.press("D").await?;
    tab_to(page, "[data-action='close-form']").await?;
    page.press(Key::Enter).await?;
    assert_eq!(order(page).await?, ["X", "Y", "B", "C", "text", "D", "exercise"]);
    tab_to(page, "[data-action='start-exercise']").await?;
    page.press(Key::Enter).await?;
    assert_eq!(attribute(page, "[data-exercise='running']", "data-name").await?.as_deref(), Some("D"));
    Ok(())
}

async fn cells_are_copied_moved_and_deleted_by_keys(page: &Page) -> Result<()> {
    let before = order(page).await?;
    focus(page, "section[data-defines='Q'] [data-formula]").await?;
    press_alt_shift(page, "d").await?;
    assert_eq!(shown(page).await?, "Q1 = X @ W_Q");
    assert_eq!(order(page).await?.len(), before.len() + 1);
    press_alt_shift(page, Key::Up).await?;
    assert_eq!(shown(page).await?, "Q1 = X @ W_Q", "the focus goes along");
    let moved = order(page).await?;
    let place =
        |order: &[String], name: &str| order.iter().position(|other| other == name).unwrap_or(usize::MAX);
    press_alt_shift(page, Key::Down).await?;
    assert_eq!(place(&order(page).await?, "Q1"), place(&moved, "Q1") + 1);
    press_alt_shift(page, Key::Backspace).await?;
    assert_eq!(order(page).await?, before);
    assert!(is_on(page, "section[data-cell-id]").await?, "a neighbour has the focus");
    page.press_ctrl('z').await?;
    assert_eq!(page.shape("Q1").await?, page.shape("Q").await?);
    for _ in 0..3 {
        page.press_ctrl('z').await?;
    }
    assert_eq!(order(page).await?, before);
    Ok(())
}

async fn a_number_keeps_its_keys(page: &Page) -> Result<()> {
    let before = order(page).await?;
    page.click("table[data-name='W_Q'] td[data-row='0'][data-col='0']").await?;
    press_alt_shift(page, Key::Up).await?;
    assert!((page.value("W_Q", 0, 0).await? - 1.0).abs() < 1e-15);
    assert_eq!(order(page).await?, before);
    press_alt_shift(page, Key::PageUp).await?;
    assert_ne!(order(page).await?, before);
    assert_focus(page, "W_Q", 0, 0).await
}

async fn a_section_folds_and_opens(page: &Page) -> Result<()> {
    page.act("add-text").await?;
    page.press("## The end").await?;
    press_with(page, Key::Control, Key::Enter).await?;
    page.press("E = n + 1").await?;
    let heading =
        "const all = [...document.querySelectorAll('section[data-kind=text]')]; all[all.length - 1].focus()";
    page.script(heading, vec![]).await?;
    press_alt_shift(page, "f").await?;
    assert_eq!(count(page, "section[data-defines='E']").await?, 0);
    assert_eq!(
        count(page, "section[data-kind='text'] [data-action='fold-cell'][aria-expanded='false']").await?,
        1
    );
    press_alt_shift(page, "f").await?;
    assert!((page.value("E", 0, 0).await? - 5.0).abs() < 1e-15);
    // A formula shows its head alone, and what it computes is still there for others.
    focus(page, "section[data-defines='Q'] [data-formula]").await?;
    press_alt_shift(page, "f").await?;
    assert_eq!(count(page, "table[data-name='Q']").await?, 0);
    assert_eq!(page.shape("S").await?, (4, 4));
    assert!(is_on(page, "section[data-defines='Q'] [data-action='fold-cell']").await?);
    page.press_ctrl('z').await?;
    assert_eq!(page.shape("Q").await?, (4, 3));
    Ok(())
}

async fn cells_come_between_rows(page: &Page) -> Result<()> {
    let before = order(page).await?;
    focus(page, "[data-action='insert-below']").await?;
    page.press(Key::Enter).await?;
    assert!(is_on(page, ".insert [data-action='add-formula']").await?);
    page.press(Key::Escape).await?;
    assert!(is_on(page, "[data-action='insert-below'][aria-expanded='false']").await?);
    page.press(Key::Enter).await?;
    page.press(Key::Enter).await?;
    page.press("F = n").await?;
    assert_eq!(order(page).await?[0], "F");
    act_in(page, "q", "add-below").await?;
    assert!(is_on(page, ".insert [data-action='add-formula']").await?);
    page.click(".insert [data-action='add-switch']").await?;
    assert_eq!(order(page).await?.len(), before.len() + 2);
    assert!((page.value("on", 0, 0).await?).abs() < 1e-15);
    Ok(())
}

async fn a_slider_gets_other_bounds(page: &Page) -> Result<()> {
    page.act("add-slider").await?;
    let id = attribute(page, "section[data-defines='t']", "data-cell-id").await?.unwrap_or_default();
    act_in(page, &id, "edit-cell").await?;
    assert!(is_on(page, "[data-action='minimum']").await?);
    page.press_ctrl('a').await?;
    page.press("20").await?;
    page.press(Key::Tab).await?;
    assert_eq!(count(page, "[data-error='bounds']").await?, 1, "20 is more than the maximum");
    assert!((page.value("t", 0, 0).await? - 1.0).abs() < 1e-15);
    page.press_ctrl('a').await?;
    page.press("30").await?;
    page.press(Key::Enter).await?;
    assert_eq!(count(page, "[data-error='bounds']").await?, 0);
    assert!((page.value("t", 0, 0).await? - 20.0).abs() < 1e-15);
    page.press(Key::Escape).await?;
    assert_eq!(count(page, ".fields").await?, 0);
    page.press_ctrl('z').await?;
    assert!((page.value("t", 0, 0).await? - 1.0).abs() < 1e-15);
    Ok(())
}

async fn a_question_is_written_in_its_form(page: &Page) -> Result<()> {
    page.act("add-predict").await?;
    assert!(is_on(page, "[data-action='question']").await?);
    let id = "return document.activeElement.closest('section').dataset.cellId";
    let cell = format!("#cell-{}", page.script(id, vec![]).await?.as_str().unwrap_or_default());
    page.press("How many?").await?;
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    page.press("four").await?;
    page.press(Key::Tab).await?;
    page.press("five").await?;
    page.act("close-form").await?;
    assert_eq!(text(page, &format!("{cell} .predict__question")).await?, "How many?");
    page.click(&format!("{cell} .predict input[value='0']")).await?;
    page.click(&format!("{cell} [data-action='reveal']")).await?;
    assert_eq!(
        attribute(page, &format!("{cell} [data-verdict]"), "data-verdict").await?.as_deref(),
        Some("right")
    );
    Ok(())
}

async fn the_title_is_written_in_place(page: &Page) -> Result<()> {
    focus(page, "[data-action='title']").await?;
    keep_focus(page).await?;
    page.press_ctrl('a').await?;
    page.press("Mine").await?;
    page.press(Key::Enter).await?;
    assert_eq!(text(page, ".notebook__title .cell__symbol").await?, "Mine");
    page.press_ctrl('z').await?;
    Ok(())
}
