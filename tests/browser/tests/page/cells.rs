//! Cells that come, move and go.

use anyhow::Result;
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{act_in, attribute, error_in, text, waiting_in, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    a_new_formula_computes_as_it_is_typed,
    a_new_matrix_can_be_typed_into_and_used,
    a_new_slider_and_a_new_switch_work_in_formulas,
    a_new_text_is_written_and_kept,
    a_cell_moves_up_and_down_and_back,
    a_deleted_cell_is_missed_by_those_that_read_it,
    a_cell_can_be_renamed,
    a_name_that_is_none_is_refused_aloud,
    cells_need_not_stand_in_the_order_of_computing,
];

async fn order(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('section[data-cell-id]')].map(e => e.dataset.cellId)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Presses a button that adds a cell, and answers the new cell's id.
async fn add(page: &Page, action: &str) -> Result<String> {
    let before = order(page).await?;
    page.act(action).await?;
    let after = order(page).await?;
    assert_eq!(after.len(), before.len() + 1, "{action}");
    assert_eq!(after[..before.len()], before, "a new cell stands last");
    Ok(after[before.len()].clone())
}

async fn a_new_formula_computes_as_it_is_typed(page: &Page) -> Result<()> {
    let cell = add(page, "add-formula").await?;
    assert_eq!(error_in(page, &cell).await?, None, "an empty cell is no error");
    write_formula(page, &cell, "Y = mean(O, axis=0)").await?;
    assert_eq!(error_in(page, &cell).await?, None);
    assert_eq!(page.shape("Y").await?, (1, 2));
    let output = page.values("O").await?;
    for col in 0..2 {
        let mean = output.iter().map(|row| row[col]).sum::<f64>() / 4.0;
        assert!((page.value("Y", 0, col).await? - mean).abs() < 1e-14);
    }
    page.act("undo").await?;
    page.act("undo").await?;
    assert!(!order(page).await?.contains(&cell));
    Ok(())
}

async fn a_new_matrix_can_be_typed_into_and_used(page: &Page) -> Result<()> {
    add(page, "add-matrix").await?;
    assert_eq!(page.values("B").await?, [[0.0; 4]; 4]);
    page.type_into("B", 1, 2, "5").await?;
    page.press(Key::Enter).await?;
    let cell = add(page, "add-formula").await?;
    write_formula(page, &cell, "C = X + B").await?;
    assert!((page.value("C", 1, 2).await? - 5.0).abs() < 1e-15);
    add(page, "add-matrix").await?;
    assert_eq!(page.shape("B1").await?, (4, 4), "a second one has a name of its own");
    Ok(())
}

async fn a_new_slider_and_a_new_switch_work_in_formulas(page: &Page) -> Result<()> {
    add(page, "add-slider").await?;
    let switch = add(page, "add-switch").await?;
    let cell = add(page, "add-formula").await?;
    write_formula(page, &cell, "Y = where(on, t, -t)").await?;
    assert!((page.value("Y", 0, 0).await? + 1.0).abs() < 1e-15);
    act_in(page, &switch, "toggle").await?;
    page.type_into("t", 0, 0, "2.5").await?;
    assert!((page.value("Y", 0, 0).await? - 2.5).abs() < 1e-15);
    Ok(())
}

async fn a_new_text_is_written_and_kept(page: &Page) -> Result<()> {
    let cell = add(page, "add-text").await?;
    page.click(&format!("section[data-cell-id={cell}] textarea")).await?;
    page.press("What do words look at?").await?;
    page.act("language").await?;
    let words = text(page, &format!("section[data-cell-id={cell}] .prose")).await?;
    assert_eq!(words, "What do words look at?");
    Ok(())
}

async fn a_cell_moves_up_and_down_and_back(page: &Page) -> Result<()> {
    let before = order(page).await?;
    let place = |order: &[String], cell: &str| order.iter().position(|id| id == cell);
    act_in(page, "v", "move-up").await?;
    let after = order(page).await?;
    assert_eq!(place(&after, "v"), place(&before, "k"));
    assert_eq!(place(&after, "k"), place(&before, "v"));
    check_results(page).await?;
    act_in(page, "v", "move-down").await?;
    assert_eq!(order(page).await?, before);
    page.act("undo").await?;
    assert_eq!(order(page).await?, after);
    page.act("undo").await?;
    assert_eq!(order(page).await?, before);
    Ok(())
}

async fn a_deleted_cell_is_missed_by_those_that_read_it(page: &Page) -> Result<()> {
    act_in(page, "k", "delete-cell").await?;
    assert!(!order(page).await?.contains(&"k".to_owned()));
    assert_eq!(error_in(page, "s").await?.as_deref(), Some("unknown-name"));
    assert!(waiting_in(page, "o").await?.is_some());
    page.act("undo").await?;
    assert_eq!((error_in(page, "s").await?, waiting_in(page, "o").await?), (None, None));
    check_results(page).await.map(drop)
}

async fn rename(page: &Page, cell: &str, name: &str) -> Result<()> {
    page.click(&format!("section[data-cell-id={cell}] header input")).await?;
    page.press_ctrl('a').await?;
    page.press(name).await?;
    page.press(Key::Enter).await
}

async fn a_cell_can_be_renamed(page: &Page) -> Result<()> {
    rename(page, "w_v", "U").await?;
    assert_eq!(page.shape("U").await?, (4, 2));
    // Formulas that read the old name either follow or say that it is gone; they never show a wrong number.
    let followed = page.formula("V").await? == "V = X @ U";
    let error = error_in(page, "v").await?;
    assert!(if followed { error.is_none() } else { error.as_deref() == Some("unknown-name") }, "{error:?}");
    page.act("undo").await?;
    check_results(page).await.map(drop)
}

async fn a_name_that_is_none_is_refused_aloud(page: &Page) -> Result<()> {
    rename(page, "w_v", "2 b").await?;
    let refused = attribute(page, "[role=alert][data-error=refused]", "data-error").await?;
    assert!(refused.is_some());
    assert_eq!(page.shape("W_V").await?, (4, 2));
    let shown =
        page.script("return document.querySelector('section[data-cell-id=w_v] header input').value", vec![]);
    assert_eq!(shown.await?, json!("W_V"), "the old name is shown again");
    page.act("dismiss").await?;
    assert_eq!(attribute(page, "[role=alert][data-error=refused]", "data-error").await?, None);
    Ok(())
}

async fn cells_need_not_stand_in_the_order_of_computing(page: &Page) -> Result<()> {
    for _ in 0..8 {
        act_in(page, "o", "move-up").await?;
    }
    check_results(page).await?;
    page.type_into("X", 0, 1, "2").await?;
    check_results(page).await.map(drop)
}
