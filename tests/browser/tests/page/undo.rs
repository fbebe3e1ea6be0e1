//! Undo and redo.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{act_in, can_undo_and_redo, click_place, drag, press_with, shown, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    a_typed_number_is_one_step_however_many_keys_it_took,
    undo_by_keys_works_in_the_middle_of_typing,
    redo_has_two_keys,
    a_dragged_slider_is_one_step,
    a_typed_formula_is_one_step,
    a_new_change_forgets_what_could_be_redone,
    a_cancelled_number_leaves_no_step,
    undo_reaches_every_kind_of_change,
];

async fn x(page: &Page, expected: f64) -> Result<()> {
    let found = page.value("X", 0, 0).await?;
    assert!((found - expected).abs() < 1e-15, "X[0, 0] is {found}, not {expected}");
    check_results(page).await.map(drop)
}

async fn a_typed_number_is_one_step_however_many_keys_it_took(page: &Page) -> Result<()> {
    assert_eq!(can_undo_and_redo(page).await?, (false, false));
    page.type_into("X", 0, 0, "12.75").await?;
    page.press(Key::Enter).await?;
    page.type_into("X", 0, 0, "-3").await?;
    page.press(Key::Enter).await?;
    assert_eq!(can_undo_and_redo(page).await?, (true, false));
    page.act("undo").await?;
    x(page, 12.75).await?;
    page.act("undo").await?;
    x(page, 1.0).await?;
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    page.act("redo").await?;
    x(page, 12.75).await?;
    page.act("redo").await?;
    x(page, -3.0).await?;
    assert_eq!(can_undo_and_redo(page).await?, (true, false));
    Ok(())
}

/// The number, and the text in the input: they must not drift apart.
async fn undo_by_keys_works_in_the_middle_of_typing(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "12.75").await?;
    page.press_ctrl('z').await?;
    x(page, 1.0).await?;
    assert_eq!(shown(page).await?, "1");
    page.press_ctrl('y').await?;
    x(page, 12.75).await?;
    assert_eq!(shown(page).await?, "12.75");
    page.press("6").await?;
    x(page, 6.0).await?;
    page.press(Key::Enter).await?;
    page.press_ctrl('z').await?;
    x(page, 12.75).await?;
    page.type_into("temperature", 0, 0, "2").await?;
    page.press_ctrl('z').await?;
    assert!((page.value("temperature", 0, 0).await? - 1.0).abs() < 1e-15);
    assert_eq!(shown(page).await?, "1");
    Ok(())
}

async fn redo_has_two_keys(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "2").await?;
    page.press(Key::Enter).await?;
    page.press_ctrl('z').await?;
    x(page, 1.0).await?;
    page.press_ctrl('y').await?;
    x(page, 2.0).await?;
    page.press_ctrl('z').await?;
    x(page, 1.0).await?;
    let chain = page.driver().action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("z");
    chain.key_up(Key::Shift).key_up(Key::Control).perform().await?;
    page.settle().await?;
    x(page, 2.0).await
}

async fn a_dragged_slider_is_one_step(page: &Page) -> Result<()> {
    let before = page.value("temperature", 0, 0).await?;
    let thumb = "section[data-cell-id=temperature] input[type=range]";
    drag(page, thumb, &[5, 5, 5, 5, 5]).await?;
    let first = page.value("temperature", 0, 0).await?;
    assert!((first - before).abs() > 0.05, "{first}");
    check_results(page).await?;
    drag(page, thumb, &[-10, -10, -10]).await?;
    let second = page.value("temperature", 0, 0).await?;
    assert!((first - second).abs() > 0.05, "{second}");
    page.act("undo").await?;
    assert!((page.value("temperature", 0, 0).await? - first).abs() < 1e-15);
    page.act("undo").await?;
    assert!((page.value("temperature", 0, 0).await? - before).abs() < 1e-15);
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    check_results(page).await.map(drop)
}

async fn a_typed_formula_is_one_step(page: &Page) -> Result<()> {
    write_formula(page, "z", "Z = S / 2").await?;
    page.press(Key::Enter).await?;
    assert_eq!(page.formula("Z").await?, "Z = S / 2");
    page.act("undo").await?;
    assert_eq!(page.formula("Z").await?, "Z = S / (sqrt(d_k) * temperature)");
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    check_results(page).await?;
    page.act("redo").await?;
    assert_eq!(page.formula("Z").await?, "Z = S / 2");
    Ok(())
}

async fn a_new_change_forgets_what_could_be_redone(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "2").await?;
    page.press(Key::Enter).await?;
    page.act("undo").await?;
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    page.type_into("X", 0, 0, "3").await?;
    page.press(Key::Enter).await?;
    assert_eq!(can_undo_and_redo(page).await?, (true, false));
    Ok(())
}

async fn a_cancelled_number_leaves_no_step(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "2").await?;
    page.press(Key::Escape).await?;
    click_place(page, "X", 0, 1).await?;
    assert_eq!(can_undo_and_redo(page).await?, (false, false));
    press_with(page, Key::Alt, Key::Up).await?;
    press_with(page, Key::Alt, Key::Down).await?;
    page.press(Key::Enter).await?;
    assert_eq!(can_undo_and_redo(page).await?, (false, false), "there and back is no change");
    Ok(())
}

async fn undo_reaches_every_kind_of_change(page: &Page) -> Result<()> {
    let cells =
        "return [...document.querySelectorAll('section[data-cell-id]')].map(e => e.dataset.cellId).join()";
    let before = (page.values("X").await?, page.script(cells, vec![]).await?);
    page.click("[data-action=grow][data-dimension=n]").await?;
    act_in(page, "causal", "toggle").await?;
    act_in(page, "k", "delete-cell").await?;
    act_in(page, "q", "move-down").await?;
    page.act("add-matrix").await?;
    for _ in 0..5 {
        page.act("undo").await?;
    }
    assert_eq!((page.values("X").await?, page.script(cells, vec![]).await?), before);
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    check_results(page).await.map(drop)
}
