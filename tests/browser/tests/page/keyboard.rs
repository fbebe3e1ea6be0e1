//! Without a mouse.

use anyhow::{Result, bail};
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{assert_focus, attribute, click_place, focused_place, press_with, shown},
};

pub(crate) const CLAIMS: Claims = claims![
    tab_reaches_a_grid_and_arrows_move_in_it,
    arrows_reach_the_names_of_rows_and_columns,
    typing_replaces_and_enter_keeps,
    tab_keeps_and_goes_right,
    f2_puts_a_caret_into_the_number,
    escape_takes_back_and_then_leaves_the_grid,
    after_leaving_a_grid_tab_goes_on_behind_it,
    alt_and_arrows_change_a_number_gradually,
    tab_leaves_a_grid_at_its_end,
    a_large_grid_feels_like_a_small_one,
    results_can_be_walked_through_but_not_changed,
    everything_can_be_reached_with_tab,
    the_skip_link_leads_past_the_frame,
    the_table_of_keys_opens_and_closes_by_keys,
    a_dialog_gives_the_focus_back,
];

/// Presses Tab until a grid has the focus.
async fn tab_into(page: &Page, name: &str) -> Result<()> {
    for _ in 0..60 {
        page.press(Key::Tab).await?;
        if focused_place(page).await?.is_some_and(|(found, ..)| found == name) {
            return Ok(());
        }
    }
    bail!("60 times Tab do not reach {name}")
}

async fn value_is(page: &Page, row: usize, col: usize, expected: f64) -> Result<()> {
    let found = page.value("X", row, col).await?;
    assert!((found - expected).abs() < 1e-15, "X[{row}, {col}] is {found}, not {expected}");
    Ok(())
}

async fn tab_reaches_a_grid_and_arrows_move_in_it(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    assert_focus(page, "X", 0, 0).await?;
    for (key, row, col) in [
        (Key::Right, 0, 1),
        (Key::Down, 1, 1),
        (Key::Left, 1, 0),
        (Key::Up, 0, 0),
        (Key::End, 0, 3),
        (Key::Home, 0, 0),
    ] {
        page.press(key).await?;
        assert_focus(page, "X", row, col).await?;
    }
    press_with(page, Key::Control, Key::End).await?;
    assert_focus(page, "X", 3, 3).await
}

async fn arrows_reach_the_names_of_rows_and_columns(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    page.press(Key::Left).await?;
    assert_eq!(shown(page).await?, "Xiaoming");
    page.press(Key::Down).await?;
    assert_eq!(shown(page).await?, "likes");
    page.press(Key::Right).await?;
    assert_focus(page, "X", 1, 0).await?;
    page.press(Key::Up).await?;
    page.press(Key::Up).await?;
    assert_eq!(shown(page).await?, "person");
    page.press(Key::Down).await?;
    assert_focus(page, "X", 0, 0).await
}

async fn typing_replaces_and_enter_keeps(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    page.press(Key::Down).await?;
    page.press(Key::Right).await?;
    page.press("7").await?;
    assert_eq!(shown(page).await?, "7");
    value_is(page, 1, 1, 7.0).await?;
    page.press(Key::Enter).await?;
    assert_focus(page, "X", 2, 1).await?;
    value_is(page, 1, 1, 7.0).await?;
    check_results(page).await?;
    press_with(page, Key::Shift, Key::Enter).await?;
    assert_focus(page, "X", 1, 1).await
}

async fn tab_keeps_and_goes_right(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    page.press("4").await?;
    page.press(Key::Tab).await?;
    assert_focus(page, "X", 0, 1).await?;
    page.press("5").await?;
    page.press(Key::Tab).await?;
    assert_eq!(page.values("X").await?[0], [4.0, 5.0, 0.0, 0.0]);
    press_with(page, Key::Shift, Key::Tab).await?;
    assert_focus(page, "X", 0, 1).await?;
    check_results(page).await.map(drop)
}

async fn f2_puts_a_caret_into_the_number(page: &Page) -> Result<()> {
    page.type_into("X", 1, 1, "7").await?;
    page.press(Key::Enter).await?;
    page.press(Key::Up).await?;
    page.press(Key::F2).await?;
    page.press(Key::Left).await?;
    assert_focus(page, "X", 1, 1).await?;
    page.press("1").await?;
    assert_eq!(shown(page).await?, "17");
    page.press(Key::Right).await?;
    page.press("0").await?;
    value_is(page, 1, 1, 170.0).await?;
    page.press(Key::Enter).await?;
    assert_focus(page, "X", 2, 1).await?;
    value_is(page, 1, 1, 170.0).await?;
    check_results(page).await.map(drop)
}

async fn escape_takes_back_and_then_leaves_the_grid(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    page.press("99").await?;
    value_is(page, 0, 0, 99.0).await?;
    page.press(Key::Escape).await?;
    value_is(page, 0, 0, 1.0).await?;
    assert_eq!(shown(page).await?, "1");
    assert_focus(page, "X", 0, 0).await?;
    check_results(page).await?;
    page.press(Key::Escape).await?;
    assert_eq!(focused_place(page).await?, None);
    value_is(page, 0, 0, 1.0).await
}

async fn after_leaving_a_grid_tab_goes_on_behind_it(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    page.press(Key::Escape).await?;
    page.press(Key::Tab).await?;
    assert_eq!(focused_place(page).await?, None);
    let script = "const grid = document.querySelector('table[data-name=X]');
        const after = grid.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING;
        return after !== 0 && document.activeElement !== document.body";
    assert_eq!(page.script(script, vec![]).await?, serde_json::json!(true), "Tab went back");
    Ok(())
}

async fn alt_and_arrows_change_a_number_gradually(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    for expected in [1.1, 1.2, 1.3] {
        press_with(page, Key::Alt, Key::Up).await?;
        value_is(page, 0, 0, expected).await?;
        check_results(page).await?;
    }
    press_with(page, Key::Alt, Key::Down).await?;
    value_is(page, 0, 0, 1.2).await?;
    assert_eq!(shown(page).await?, "1.2");
    page.press(Key::Enter).await?;
    page.act("undo").await?;
    value_is(page, 0, 0, 1.0).await
}

async fn tab_leaves_a_grid_at_its_end(page: &Page) -> Result<()> {
    tab_into(page, "X").await?;
    press_with(page, Key::Control, Key::End).await?;
    page.press(Key::Down).await?;
    press_with(page, Key::Control, Key::End).await?;
    assert_focus(page, "X", 3, 3).await?;
    page.press(Key::Tab).await?;
    assert_eq!(focused_place(page).await?, None);
    Ok(())
}

async fn a_large_grid_feels_like_a_small_one(page: &Page) -> Result<()> {
    page.go("lesson=blank").await?;
    click_place(page, "X", 0, 0).await?;
    page.paste(&vec![vec!["1"; 24].join(" "); 24].join("\n")).await?;
    assert_eq!(page.shape("Y").await?, (24, 24));
    page.type_into("X", 20, 3, "12").await?;
    assert_eq!(shown(page).await?, "12");
    page.press(Key::Tab).await?;
    assert_focus(page, "X", 20, 4).await?;
    page.press("-").await?;
    page.press("5").await?;
    page.press(Key::Enter).await?;
    assert_focus(page, "X", 21, 4).await?;
    page.press("9").await?;
    page.press(Key::Escape).await?;
    press_with(page, Key::Alt, Key::Up).await?;
    assert_eq!(shown(page).await?, "1.1");
    page.press(Key::F2).await?;
    page.press("5").await?;
    page.press(Key::Up).await?;
    page.press(Key::Up).await?;
    assert_focus(page, "X", 19, 4).await?;
    let flipped = page.values("Y").await?;
    let found = (flipped[3][20], flipped[4][20], flipped[4][21], flipped[4][19]);
    assert_eq!(found, (12.0, -5.0, 1.15, 1.0));
    press_with(page, Key::Shift, Key::Tab).await?;
    assert_focus(page, "X", 19, 3).await?;
    page.paste("2 3\n4 5").await?;
    assert_eq!(page.values("X").await?[20][3..5], [4.0, 5.0]);
    page.press_ctrl('z').await?;
    assert_eq!(page.values("X").await?[20][3..5], [12.0, -5.0]);
    page.press(Key::Escape).await?;
    assert_eq!(focused_place(page).await?, None);
    page.press(Key::Tab).await?;
    assert_eq!(focused_place(page).await?, None);
    Ok(())
}

async fn results_can_be_walked_through_but_not_changed(page: &Page) -> Result<()> {
    let before = page.values("O").await?;
    page.click("table[data-name=O] td[data-row='1'][data-col='0']").await?;
    page.press(Key::Down).await?;
    assert_focus(page, "O", 2, 0).await?;
    page.press("5").await?;
    press_with(page, Key::Alt, Key::Up).await?;
    page.press(Key::F2).await?;
    page.press("6").await?;
    assert_eq!(page.values("O").await?, before);
    assert_eq!(attribute(page, "table[data-name=O]", "aria-readonly").await?.as_deref(), Some("true"));
    Ok(())
}

/// Tab goes once around the page: every control that it should meet is met, and no grid holds it for ever.
async fn everything_can_be_reached_with_tab(page: &Page) -> Result<()> {
    let focused = "const e = document.activeElement, grid = e.closest('table')?.dataset.name;
        return e === document.body ? null
            : e.dataset.action ?? e.dataset.formula ?? grid ?? e.tagName";
    let mut met = Vec::new();
    for _ in 0..400 {
        page.driver().action_chain().send_keys(Key::Tab).perform().await?;
        match page.script(focused, vec![]).await?.as_str() {
            Some(name) => met.push(name.to_owned()),
            None => break,
        }
    }
    assert!(met.len() < 400, "Tab never leaves the page");
    for name in [
        "notebooks",
        "reset",
        "theme",
        "language",
        "keys",
        "go-to",
        "grow",
        "shrink",
        "X",
        "W_Q",
        "W_K",
        "W_V",
        "Q",
        "K",
        "V",
        "S",
        "Z",
        "A",
        "O",
        "toggle",
        "temperature",
        "true",
        "cell-menu",
        "add-formula",
    ] {
        assert!(met.iter().any(|met| met == name), "Tab does not reach {name}");
    }
    Ok(())
}

async fn the_skip_link_leads_past_the_frame(page: &Page) -> Result<()> {
    page.press(Key::Tab).await?;
    page.press(Key::Enter).await?;
    let script = "return document.activeElement.id";
    assert_eq!(page.script(script, vec![]).await?, serde_json::json!("notebook"));
    Ok(())
}

async fn the_table_of_keys_opens_and_closes_by_keys(page: &Page) -> Result<()> {
    let open = "return document.querySelector('[role=dialog]') !== null";
    page.press("?").await?;
    assert_eq!(page.script(open, vec![]).await?, serde_json::json!(true));
    page.press(Key::Escape).await?;
    assert_eq!(page.script(open, vec![]).await?, serde_json::json!(false));
    Ok(())
}

async fn a_dialog_gives_the_focus_back(page: &Page) -> Result<()> {
    let focused = "return document.activeElement.dataset.action ?? document.activeElement.tagName";
    let open = "return document.querySelector('dialog[open]') !== null";
    let closed =
        "return document.querySelector('dialog[open]') === null && document.activeElement !== document.body";
    for dialog in ["library", "share", "export", "import"] {
        for way_out in ["Escape", "close-dialog"] {
            page.script("document.querySelector('[data-action=file]').focus()", vec![]).await?;
            page.press(Key::Enter).await?;
            for _ in 0..12 {
                if page.script(focused, vec![]).await? == dialog {
                    break;
                }
                page.press(Key::Tab).await?;
            }
            page.press(Key::Enter).await?;
            page.wait_for(dialog, open).await?;
            match way_out {
                "Escape" => page.press(Key::Escape).await?,
                _ => page.act(way_out).await?,
            }
            page.wait_for("the focus", closed).await?;
            assert_eq!(page.script(focused, vec![]).await?, "file", "after {dialog}, left by {way_out}");
        }
    }
    Ok(())
}
