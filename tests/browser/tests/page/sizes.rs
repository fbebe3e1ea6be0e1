//! Sizes that grow and shrink, and the names of their places.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::texts,
};

pub(crate) const CLAIMS: Claims = claims![
    one_token_more_reaches_every_matrix_over_tokens,
    tokens_can_be_taken_away_down_to_one,
    the_key_width_changes_both_projections_and_the_scale,
    the_value_width_changes_only_values_and_output,
    a_row_is_inserted_and_removed_where_the_button_stands,
    a_renamed_row_is_renamed_on_every_axis,
];

async fn resize(page: &Page, action: &str, dimension: &str) -> Result<()> {
    page.click(&format!("[data-action={action}][data-dimension={dimension}]")).await
}

async fn shapes(page: &Page, expected: &[(&str, (usize, usize))]) -> Result<()> {
    for (name, shape) in expected {
        assert_eq!(page.shape(name).await?, *shape, "{name}");
    }
    check_results(page).await.map(drop)
}

async fn one_token_more_reaches_every_matrix_over_tokens(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    resize(page, "grow", "n").await?;
    shapes(page, &[("X", (5, 4)), ("Q", (5, 3)), ("S", (5, 5)), ("A", (5, 5)), ("O", (5, 2))]).await?;
    let after = page.values("X").await?;
    assert_eq!(after[..4], before);
    assert_eq!(after[4], [0.0; 4]);
    page.type_into("X", 4, 2, "3").await?;
    check_results(page).await.map(drop)
}

async fn tokens_can_be_taken_away_down_to_one(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    for _ in 0..3 {
        resize(page, "shrink", "n").await?;
        check_results(page).await?;
    }
    assert_eq!(page.values("X").await?, before[..1]);
    assert_eq!(page.values("A").await?, [[1.0]]);
    let disabled = "return document.querySelector('[data-action=shrink][data-dimension=n]').disabled";
    assert_eq!(page.script(disabled, vec![]).await?, serde_json::json!(true));
    Ok(())
}

async fn the_key_width_changes_both_projections_and_the_scale(page: &Page) -> Result<()> {
    resize(page, "grow", "d_k").await?;
    shapes(page, &[("W_Q", (4, 4)), ("W_K", (4, 4)), ("W_V", (4, 2)), ("Q", (4, 4)), ("O", (4, 2))]).await?;
    resize(page, "shrink", "d_k").await?;
    resize(page, "shrink", "d_k").await?;
    shapes(page, &[("W_Q", (4, 2)), ("W_K", (4, 2)), ("W_V", (4, 2)), ("K", (4, 2))]).await
}

async fn the_value_width_changes_only_values_and_output(page: &Page) -> Result<()> {
    let weights = page.values("A").await?;
    resize(page, "grow", "d_v").await?;
    shapes(page, &[("W_V", (4, 3)), ("V", (4, 3)), ("O", (4, 3)), ("W_Q", (4, 3)), ("K", (4, 3))]).await?;
    assert_eq!(page.values("A").await?, weights);
    Ok(())
}

async fn a_row_is_inserted_and_removed_where_the_button_stands(page: &Page) -> Result<()> {
    let before = page.values("X").await?;
    let button = |action: &str| format!("table[data-name=X] tbody tr:nth-child(2) th [data-action={action}]");
    // The buttons show while the row's name has the focus.
    page.click("table[data-name=X] tbody tr:nth-child(2) th input").await?;
    page.click(&button("insert-item")).await?;
    let after = page.values("X").await?;
    assert_eq!((after.len(), &after[2]), (5, &vec![0.0; 4]));
    assert_eq!((&after[1], &after[3]), (&before[1], &before[2]));
    check_results(page).await?;
    page.click("table[data-name=X] tbody tr:nth-child(2) th input").await?;
    page.click(&button("remove-item")).await?;
    let after = page.values("X").await?;
    assert_eq!((after.len(), &after[0], &after[2]), (4, &before[0], &before[2]));
    check_results(page).await.map(drop)
}

async fn a_renamed_row_is_renamed_on_every_axis(page: &Page) -> Result<()> {
    page.click("table[data-name=X] tbody tr:nth-child(1) th input").await?;
    page.press_ctrl('a').await?;
    page.press("Alice").await?;
    page.press(Key::Enter).await?;
    for name in ["X", "Q", "A", "O"] {
        let rows =
            texts(page, &format!("table[data-name={name}] th[role=rowheader] :is(input, .grid__label)"))
                .await?;
        assert_eq!(rows[0], "Alice", "{name}");
    }
    let columns = texts(page, "table[data-name=A] th[role=columnheader]").await?;
    assert_eq!(columns[0], "Alice");
    page.act("undo").await?;
    let rows = texts(page, "table[data-name=A] th[role=rowheader]").await?;
    assert_eq!(rows[0], "Xiaoming", "a name is one step");
    Ok(())
}
