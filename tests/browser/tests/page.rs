//! The page end to end: what a learner does, and what they then see, all by the page contract.

use anyhow::Result;
use browser_tests::{Page, Visit};
use serde_json::json;
use thirtyfour::Key;

type Matrix = Vec<Vec<f64>>;

/// Every test ends here: whatever was done, nothing went wrong unseen, and nothing left the machine.
async fn nothing_amiss(page: Page) -> Result<()> {
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.foreign_requests().await?, Vec::<String>::new());
    Ok(())
}

fn product(left: &Matrix, right: &Matrix) -> Matrix {
    let entry = |row: &Vec<f64>, col: usize| row.iter().zip(right).map(|(a, b)| a * b[col]).sum();
    left.iter().map(|row| (0..right[0].len()).map(|col| entry(row, col)).collect()).collect()
}

fn assert_close(left: &Matrix, right: &Matrix) {
    assert_eq!(left.len(), right.len());
    for (a, b) in left.iter().flatten().zip(right.iter().flatten()) {
        assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{left:?} is not {right:?}");
    }
}

/// Whether the numbers on screen are what their formulas say of one another.
async fn assert_consistent(page: &Page) -> Result<()> {
    assert_close(&page.values("Q").await?, &product(&page.values("X").await?, &page.values("W_Q").await?));
    assert_close(&page.values("O").await?, &product(&page.values("A").await?, &page.values("V").await?));
    for row in page.values("A").await? {
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12, "weights {row:?}");
    }
    Ok(())
}

#[tokio::test]
async fn it_opens_on_the_sentence_with_attention_computed() -> Result<()> {
    let page = Visit::default().open().await?;
    assert_eq!(page.language().await?, "zh-CN");
    assert_eq!(page.shape("X").await?, (4, 4));
    assert_eq!(page.shape("A").await?, (4, 4));
    assert_consistent(&page).await?;
    nothing_amiss(page).await
}

#[tokio::test]
async fn every_keystroke_reaches_the_output() -> Result<()> {
    let page = Visit::default().open().await?;
    let before = page.values("O").await?;
    page.type_into("W_Q", 0, 0, "1").await?;
    page.press("2").await?;
    assert!((page.value("W_Q", 0, 0).await? - 12.0).abs() < 1e-12);
    assert_consistent(&page).await?;
    let typed = page.values("O").await?;
    assert_ne!(typed, before);

    // Half a number is no error, and takes nothing away.
    page.type_into("X", 0, 0, "-").await?;
    assert_eq!(page.values("O").await?, typed);
    page.press("2.5").await?;
    assert!((page.value("X", 0, 0).await? + 2.5).abs() < 1e-12);
    assert_consistent(&page).await?;

    page.press(Key::Escape).await?;
    assert!((page.value("X", 0, 0).await? - 1.0).abs() < 1e-12);
    assert_eq!(page.values("O").await?, typed);
    nothing_amiss(page).await
}

#[tokio::test]
async fn tab_enter_and_paste_work_as_in_a_spreadsheet() -> Result<()> {
    let page = Visit::default().open().await?;
    page.type_into("X", 0, 0, "7").await?;
    page.press(Key::Tab).await?;
    page.press("8").await?;
    page.press(Key::Enter).await?;
    let values = page.values("X").await?;
    assert_eq!(values[0][..2], [7.0, 8.0]);

    page.click("table[role=grid][data-name=X] td[data-row='2'][data-col='1']").await?;
    page.paste("0.25\t-1\n1e-3\t4\n").await?;
    let values = page.values("X").await?;
    assert_eq!([&values[2][1..3], &values[3][1..3]], [[0.25, -1.0], [1e-3, 4.0]]);
    assert_consistent(&page).await?;
    nothing_amiss(page).await
}

#[tokio::test]
async fn undo_and_redo_take_one_gesture_each() -> Result<()> {
    let page = Visit::default().open().await?;
    let (x, o) = (page.values("X").await?, page.values("O").await?);
    page.type_into("X", 1, 1, "123").await?;
    page.press(Key::Enter).await?;
    let changed = page.values("O").await?;
    assert_ne!(changed, o);

    page.act("undo").await?;
    assert_eq!((page.values("X").await?, page.values("O").await?), (x.clone(), o));
    page.act("redo").await?;
    assert_eq!(page.values("O").await?, changed);

    page.act("reset").await?;
    assert_eq!(page.values("X").await?, x);
    page.act("undo").await?;
    assert_eq!(page.values("O").await?, changed);
    nothing_amiss(page).await
}

#[tokio::test]
async fn a_formula_can_be_another_or_wrong() -> Result<()> {
    let page = Visit::default().open().await?;
    page.set_formula("Z", "Z = S").await?;
    assert_eq!(page.values("Z").await?, page.values("S").await?);
    assert_consistent(&page).await?;

    for (source, code) in [("Z = S @", "parse"), ("Z = S + nobody", "unknown-name"), ("Z = S @ V.T", "shape")]
    {
        page.set_formula("Z", source).await?;
        assert_eq!(page.error("Z").await?.as_deref(), Some(code), "{source}");
        // The other cells keep working.
        assert_eq!(page.error("S").await?, None);
    }
    page.set_formula("Z", "Z = S / 2").await?;
    assert_eq!(page.error("Z").await?, None);
    assert_consistent(&page).await?;
    nothing_amiss(page).await
}

#[tokio::test]
async fn the_language_changes_in_place() -> Result<()> {
    let page = Visit::default().open().await?;
    page.type_into("X", 0, 0, "5").await?;
    page.press(Key::Enter).await?;
    let before = page.values("O").await?;
    page.act("language").await?;
    assert_eq!(page.language().await?, "en");
    assert_eq!(page.values("O").await?, before);
    page.act("language").await?;
    assert_eq!(page.language().await?, "zh-CN");

    let page = {
        nothing_amiss(page).await?;
        Visit::default().language("en-GB").open().await?
    };
    assert_eq!(page.language().await?, "en");
    nothing_amiss(page).await
}

#[tokio::test]
async fn a_phone_shows_it_without_sideways_scrolling() -> Result<()> {
    let page = Visit::default().size(360, 740).open().await?;
    let width = page.script("return document.documentElement.scrollWidth", vec![]).await?;
    assert_eq!(width, json!(360));
    page.type_into("X", 0, 0, "2").await?;
    assert_consistent(&page).await?;
    nothing_amiss(page).await
}
