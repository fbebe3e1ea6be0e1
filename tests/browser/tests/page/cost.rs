//! What the formulas cost, and what they would cost at other sizes.

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
};

pub(crate) const CLAIMS: Claims = claims![
    costs_are_those_counted_by_hand,
    the_slider_asks_without_changing_the_notebook,
    costs_follow_the_notebook,
    costs_are_worked_by_keyboard_in_both_languages,
];

/// The rows as they are told: name, multiply-adds, exponentials, bytes.
async fn rows(page: &Page) -> Result<Vec<(String, u64, u64, u64)>> {
    let script = "return [...document.querySelectorAll('[data-cost]')].map(row =>
        [row.dataset.name, +row.dataset.multiplyAdds, +row.dataset.exponentials, +row.dataset.bytes])";
    serde_json::from_value(page.script(script, vec![]).await?).context("rows of costs")
}

/// The default notebook's, by hand, at n tokens; `d_model` is 4, `d_k` 3, `d_v` 2.
fn by_hand(n: u64) -> Vec<(String, u64, u64, u64)> {
    let (projection, values) = (n * 4 * 3, n * 4 * 2);
    let rows = [
        ("Q", projection, 0, 8 * n * 3),
        ("K", projection, 0, 8 * n * 3),
        ("V", values, 0, 8 * n * 2),
        // Ones, their lower triangle, the choice.
        ("M", 0, 0, 3 * 8 * n * n),
        // K turned, the scores.
        ("S", n * n * 3, 0, 8 * (n * 3 + n * n)),
        // A root, a product, and a quotient for each score.
        ("Z", n * n + 2, 0, 8 * (n * n + 2)),
        ("A", 4 * n * n, n * n, 2 * 8 * n * n),
        ("O", n * n * 2, 0, 8 * n * 2),
    ];
    let mut rows: Vec<_> = rows.into_iter().map(|(name, a, b, c)| (name.to_owned(), a, b, c)).collect();
    let total = rows
        .iter()
        .fold(("total".to_owned(), 0, 0, 0), |(name, a, b, c), row| (name, a + row.1, b + row.2, c + row.3));
    rows.push(total);
    rows
}

async fn crossover(page: &Page) -> Result<String> {
    let script = "return document.querySelector('[data-crossover]').dataset.crossover";
    Ok(page.script(script, vec![]).await?.as_str().context("no crossover")?.to_owned())
}

async fn costs_are_those_counted_by_hand(page: &Page) -> Result<()> {
    ensure!(rows(page).await?.is_empty(), "costs are told before they are asked for");
    page.act("cost").await?;
    assert_eq!(rows(page).await?, by_hand(4));
    assert_eq!(crossover(page).await?, "4");
    let line = "return document.querySelector('[data-defines=S] .cost-line').textContent.includes('48')";
    assert_eq!(page.script(line, vec![]).await?, json!(true));
    page.act("cost").await?;
    ensure!(rows(page).await?.is_empty(), "costs are still there");
    assert_eq!(page.script("return document.querySelectorAll('.cost-line').length", vec![]).await?, json!(0));
    Ok(())
}

async fn the_slider_asks_without_changing_the_notebook(page: &Page) -> Result<()> {
    let before = page.values("A").await?;
    page.act("cost").await?;
    // The slider's steps from 1,000 up are those of every decade.
    let slide = "const slider = document.querySelector('[data-action=cost-slider]');
        slider.value = 49; slider.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.script(slide, vec![]).await?;
    page.settle().await?;
    assert_eq!(rows(page).await?, by_hand(1000));
    assert_eq!(page.values("A").await?, before);
    let undo = "return document.querySelector('[data-action=undo]').disabled";
    assert_eq!(page.script(undo, vec![]).await?, json!(true), "asking is no edit");
    assert_eq!(crossover(page).await?, "4");
    page.act("cost-return").await?;
    assert_eq!(rows(page).await?, by_hand(4));
    check_results(page).await.map(drop)
}

async fn costs_follow_the_notebook(page: &Page) -> Result<()> {
    page.act("cost").await?;
    page.click("[data-action=grow][data-dimension=n]").await?;
    assert_eq!(rows(page).await?, by_hand(5));
    page.set_formula("Z", "Z = S").await?;
    let z = rows(page).await?.into_iter().find(|row| row.0 == "Z").context("no Z")?;
    assert_eq!(z, ("Z".to_owned(), 0, 0, 0));
    page.set_formula("Z", "Z = S /").await?;
    ensure!(rows(page).await?.iter().all(|row| row.0 != "Z"), "what has no value has no cost");
    Ok(())
}

async fn costs_are_worked_by_keyboard_in_both_languages(page: &Page) -> Result<()> {
    page.act("cost").await?;
    for language in ["en", "zh-CN"] {
        assert_eq!(page.language().await?, language);
        page.script("document.querySelector('[data-action=cost-slider]').focus()", vec![]).await?;
        page.press(Key::Right).await?;
        assert_eq!(rows(page).await?, by_hand(5));
        page.press(Key::End).await?;
        assert_eq!(rows(page).await?, by_hand(100_000));
        page.press(Key::Home).await?;
        assert_eq!(rows(page).await?, by_hand(1));
        page.act("cost-return").await?;
        page.act("language").await?;
    }
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
