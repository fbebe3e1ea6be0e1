//! Blocks of numbers from the clipboard.

use anyhow::{Result, ensure};
use browser_tests::Page;
use serde_json::json;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{click_place, error_in, focus_is_kept, keep_focus, shown, text},
};

pub(crate) const CLAIMS: Claims = claims![
    a_block_from_a_spreadsheet_is_pasted_with_the_keyboard,
    a_numpy_array_is_pasted,
    a_block_over_the_edge_grows_the_size_everywhere,
    a_paste_is_one_step_of_undo,
    one_number_is_pasted_into_the_input_like_typing,
    a_block_with_a_word_in_it_changes_nothing_and_says_where,
    a_ragged_block_changes_nothing,
];

/// Puts a text on the browser's clipboard.
async fn copy(page: &Page, text: &str) -> Result<()> {
    let permissions = json!({
        "origin": page.server().origin(),
        "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
    });
    page.cdp("Browser.grantPermissions", permissions).await?;
    // Only a page that has the focus may write to it, and of several browsers one has.
    page.cdp("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await?;
    let write = "navigator.clipboard.writeText(arguments[0]).then(() => arguments[1](null), e => arguments[1](`${e}`))";
    let problem = page.driver().execute_async(write, vec![json!(text)]).await?.json().clone();
    ensure!(problem.is_null(), "{problem}");
    Ok(())
}

async fn a_block_from_a_spreadsheet_is_pasted_with_the_keyboard(page: &Page) -> Result<()> {
    copy(page, "1\t2\r\n-3.5\t0.25\r\n").await?;
    click_place(page, "X", 1, 2).await?;
    keep_focus(page).await?;
    page.press_ctrl('v').await?;
    let expected = [[1.0, 0.0, 0.0, 0.0], [0.0, 0.5, 1.0, 2.0], [0.0, 1.0, -3.5, 0.25], [0.0, 0.0, 1.0, 0.0]];
    assert_eq!(page.values("X").await?, expected);
    assert!(focus_is_kept(page).await?);
    check_results(page).await.map(drop)
}

async fn a_numpy_array_is_pasted(page: &Page) -> Result<()> {
    click_place(page, "W_V", 0, 0).await?;
    page.paste("array([[ 1. ,  2. ],\n       [-0.5,  1e-3]])").await?;
    assert_eq!(page.values("W_V").await?[..2], [[1.0, 2.0], [-0.5, 0.001]]);
    assert_eq!(shown(page).await?, "1");
    check_results(page).await.map(drop)
}

async fn a_block_over_the_edge_grows_the_size_everywhere(page: &Page) -> Result<()> {
    click_place(page, "X", 3, 0).await?;
    page.paste("1 2 3 4\n5 6 7 8\n9 10 11 12").await?;
    assert_eq!(page.shape("X").await?, (6, 4));
    assert_eq!(page.values("X").await?[5], [9.0, 10.0, 11.0, 12.0]);
    assert_eq!(page.shape("A").await?, (6, 6));
    assert_eq!(page.shape("O").await?, (6, 2));
    assert!((page.value("n", 0, 0).await? - 6.0).abs() < 1e-15);
    check_results(page).await.map(drop)
}

async fn a_paste_is_one_step_of_undo(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    click_place(page, "X", 0, 0).await?;
    page.paste("[[9, 8, 7, 6], [5, 4, 3, 2], [1, 0, 1, 2], [3, 4, 5, 6], [7, 8, 9, 0]]").await?;
    assert_eq!(page.shape("X").await?, (5, 4));
    page.act("undo").await?;
    assert_eq!(page.values("X").await?, before);
    check_results(page).await?;
    page.act("redo").await?;
    assert_eq!(page.shape("X").await?, (5, 4));
    check_results(page).await.map(drop)
}

async fn one_number_is_pasted_into_the_input_like_typing(page: &Page) -> Result<()> {
    copy(page, "2.5").await?;
    click_place(page, "X", 0, 0).await?;
    page.press_ctrl('v').await?;
    assert_eq!(shown(page).await?, "2.5");
    assert!((page.value("X", 0, 0).await? - 2.5).abs() < 1e-15);
    check_results(page).await.map(drop)
}

async fn a_block_with_a_word_in_it_changes_nothing_and_says_where(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    click_place(page, "X", 0, 0).await?;
    page.paste("1\t2\n3\tcat").await?;
    assert_eq!(page.values("X").await?, before);
    assert_eq!(error_in(page, "x").await?.as_deref(), Some("number"));
    let said = text(page, "section[data-cell-id=x] [data-error]").await?;
    assert!(said.contains("cat") && said.contains("row 2, column 2"), "{said}");
    Ok(())
}

async fn a_ragged_block_changes_nothing(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    click_place(page, "X", 0, 0).await?;
    page.paste("1 2 3\n4 5").await?;
    assert_eq!(page.values("X").await?, before);
    let said = text(page, "section[data-cell-id=x] [data-error]").await?;
    assert!(said.contains("Row 2"), "{said}");
    Ok(())
}
