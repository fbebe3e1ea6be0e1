//! What several claims do with the page, beyond the harness.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::{Key, prelude::*};

/// The place of a grid that has the focus: its name, row and column.
pub(crate) async fn focused_place(page: &Page) -> Result<Option<(String, usize, usize)>> {
    let script = "const td = document.activeElement?.closest('td[data-row]');
        return td && [td.closest('table').dataset.name, +td.dataset.row, +td.dataset.col]";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Checks which place of a grid has the focus.
pub(crate) async fn assert_focus(page: &Page, name: &str, row: usize, col: usize) -> Result<()> {
    assert_eq!(focused_place(page).await?, Some((name.to_owned(), row, col)));
    Ok(())
}

/// Clicks a place of a grid.
pub(crate) async fn click_place(page: &Page, name: &str, row: usize, col: usize) -> Result<()> {
    page.click(&format!("table[data-name='{name}'] td[data-row='{row}'][data-col='{col}']")).await
}

/// What concerns a cell as a whole is in its menu.
const IN_MENU: [&str; 6] =
    ["move-up", "move-down", "delete-cell", "duplicate-cell", "add-below", "edit-cell"];

/// Clicks a control inside a cell of the notebook.
pub(crate) async fn act_in(page: &Page, cell: &str, action: &str) -> Result<()> {
    let section = format!("section[data-cell-id='{cell}']");
    // Some controls show only under the pointer.
    let element = page.driver().find(By::Css(section.as_str())).await?;
    element.scroll_into_view().await?;
    page.driver().action_chain().move_to_element_center(&element).perform().await?;
    if IN_MENU.contains(&action) {
        let menu = format!("{section} [data-action='cell-menu']");
        if attribute(page, &menu, "aria-expanded").await?.as_deref() != Some("true") {
            page.click(&menu).await?;
        }
    }
    page.click(&format!("{section} [data-action='{action}']")).await
}

/// The text that the focused input shows.
pub(crate) async fn shown(page: &Page) -> Result<String> {
    let text = page.script("return document.activeElement.value ?? null", vec![]).await?;
    text.as_str().map(str::to_owned).context("nothing that has a text has the focus")
}

/// Remembers the element that has the focus.
pub(crate) async fn keep_focus(page: &Page) -> Result<()> {
    page.script("window.keptFocus = document.activeElement", vec![]).await.map(drop)
}

/// Whether the very same element still has the focus.
pub(crate) async fn focus_is_kept(page: &Page) -> Result<bool> {
    let kept = page.script("return window.keptFocus === document.activeElement", vec![]).await?;
    Ok(kept == Value::Bool(true))
}

/// Sends a key while another is held.
pub(crate) async fn press_with(page: &Page, held: Key, key: Key) -> Result<()> {
    page.driver().action_chain().key_down(held.clone()).send_keys(key).key_up(held).perform().await?;
    page.settle().await
}

/// The texts of all elements that a selector finds.
pub(crate) async fn texts(page: &Page, selector: &str) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll(arguments[0])].map(e => (e.value ?? e.innerText).trim())";
    Ok(serde_json::from_value(page.script(script, vec![json!(selector)]).await?)?)
}

/// The text of the only element that a selector finds.
pub(crate) async fn text(page: &Page, selector: &str) -> Result<String> {
    let mut texts = texts(page, selector).await?;
    assert_eq!(texts.len(), 1, "{selector} finds {texts:?}");
    texts.pop().context("nothing found")
}

/// An attribute of the first element that a selector finds.
pub(crate) async fn attribute(page: &Page, selector: &str, name: &str) -> Result<Option<String>> {
    let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null";
    let value = page.script(script, vec![json!(selector), json!(name)]).await?;
    Ok(value.as_str().map(str::to_owned))
}

/// The code of the first error inside a cell of the notebook.
pub(crate) async fn error_in(page: &Page, cell: &str) -> Result<Option<String>> {
    let alert = format!("section[data-cell-id='{cell}'] [role=alert][data-error]");
    attribute(page, &alert, "data-error").await
}

/// The name that a cell of the notebook waits for.
pub(crate) async fn waiting_in(page: &Page, cell: &str) -> Result<Option<String>> {
    attribute(page, &format!("section[data-cell-id='{cell}'] [data-waiting]"), "data-waiting").await
}

/// Whether undo and redo can be pressed.
pub(crate) async fn can_undo_and_redo(page: &Page) -> Result<(bool, bool)> {
    let script = "return ['undo', 'redo'].map(a => !document.querySelector(`[data-action=${a}]`).disabled)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Drags from the middle of an element sideways, in several moves.
pub(crate) async fn drag(page: &Page, selector: &str, steps: &[i64]) -> Result<()> {
    let element = page.driver().find(By::Css(selector)).await?;
    element.scroll_into_view().await?;
    let mut chain = page.driver().action_chain().move_to_element_center(&element).click_and_hold();
    for step in steps {
        chain = chain.move_by_offset(*step, 0);
    }
    chain.release().perform().await?;
    page.settle().await
}

/// Opens a formula cell's source and replaces it.
pub(crate) async fn write_formula(page: &Page, cell: &str, source: &str) -> Result<()> {
    page.click(&format!("section[data-cell-id='{cell}'] [data-formula]")).await?;
    page.press_ctrl('a').await?;
    page.press(source).await
}
