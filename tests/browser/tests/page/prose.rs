//! Texts in Markdown: written, read, and what can be clicked in them.

use anyhow::Result;
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{assert_focus, attribute, can_undo_and_redo},
};

pub(crate) const CLAIMS: Claims = claims![
    a_formula_is_written_by_keyboard_and_set,
    raw_html_stays_text,
    a_try_changes_the_number_and_undo_takes_it_back,
    a_claim_goes_to_its_number,
    a_built_in_text_is_edited_in_the_language_of_the_page,
    the_reader_of_markdown_is_fetched_at_its_first_use_only,
];

const TEXT: &str = "section[data-kind=text]:has(.text.is-open)";

/// Adds a text and types its lines; the text area stays open.
async fn write(page: &Page, lines: &[&str]) -> Result<()> {
    page.act("add-text").await?;
    page.wait_for("the text area", "return document.activeElement.matches('[data-source]')").await?;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            page.press(Key::Enter).await?;
        }
        page.press(*line).await?;
    }
    Ok(())
}

/// The words of the only element that a selector finds, also where it is off the screen.
async fn words(page: &Page, selector: &str) -> Result<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)";
    let found: Vec<String> = serde_json::from_value(page.script(script, vec![json!(selector)]).await?)?;
    assert_eq!(found.len(), 1, "{selector} finds {found:?}");
    Ok(found.concat())
}

async fn count(page: &Page, selector: &str) -> Result<u64> {
    let count =
        page.script("return document.querySelectorAll(arguments[0]).length", vec![json!(selector)]).await?;
    Ok(count.as_u64().unwrap_or_default())
}

async fn is_read(page: &Page) -> Result<()> {
    let script = "return document.querySelector('[data-prose]:not([data-prose=read])') === null";
    page.wait_for("the texts to be read", script).await
}

async fn a_formula_is_written_by_keyboard_and_set(page: &Page) -> Result<()> {
    write(page, &["## Scores", "", "They are $\\frac{q k^\\top}{\\sqrt{d_k}}$, and **not** more."]).await?;
    is_read(page).await?;
    assert_eq!(words(page, &format!("{TEXT} .text__preview h3")).await?, "Scores");
    assert_eq!(count(page, &format!("{TEXT} .text__preview math mfrac msqrt")).await?, 1);
    let grown = "const area = document.activeElement; return area.scrollHeight <= area.clientHeight + 1";
    page.wait_for("the text area to be as high as its text", grown).await?;
    page.press(Key::Escape).await?;
    assert_eq!(count(page, "[data-source]").await?, 0, "Escape closes");
    assert_eq!(count(page, ".prose math mfrac msqrt").await?, 1);
    // The cell has the focus, and Enter opens its text again.
    page.press(Key::Enter).await?;
    page.press(" Indeed.").await?;
    page.wait_for("the words", "return document.activeElement.value.endsWith('more. Indeed.')").await?;
    page.click("h1, h2").await?;
    assert_eq!(count(page, "[data-source]").await?, 0, "leaving closes");
    page.act("undo").await?;
    page.act("undo").await?;
    assert_eq!(count(page, ".prose math").await?, 0, "each time of writing is a step");
    Ok(())
}

async fn raw_html_stays_text(page: &Page) -> Result<()> {
    let hostile = "<script>document.title = 'broken'</script> <img src=x onerror=\"document.title='broken'\"> [x](javascript:document.title='broken') *a*";
    write(page, &[hostile]).await?;
    is_read(page).await?;
    page.press(Key::Escape).await?;
    let shown =
        page.script("return [...document.querySelectorAll('.prose')].at(-1).textContent", vec![]).await?;
    assert!(shown.as_str().is_some_and(|shown| shown.starts_with("<script>document.title")), "{shown}");
    assert_eq!(count(page, ".prose :is(script, img, a[href^=javascript])").await?, 0);
    assert_eq!(page.script("return document.title === 'broken'", vec![]).await?, json!(false));
    Ok(())
}

async fn a_try_changes_the_number_and_undo_takes_it_back(page: &Page) -> Result<()> {
    write(page, &["[Set `X[0, 0]` to 5](try:X[0,0]=5) and look."]).await?;
    page.press(Key::Escape).await?;
    let before = page.value("X", 0, 0).await?;
    let tried = "[data-try='X[0,0]=5']";
    assert_eq!(words(page, tried).await?, "Set X[0, 0] to 5");
    page.click(tried).await?;
    assert!((page.value("X", 0, 0).await? - 5.0).abs() < 1e-15);
    page.act("undo").await?;
    assert!((page.value("X", 0, 0).await? - before).abs() < 1e-15);
    assert_eq!(can_undo_and_redo(page).await?, (true, true));
    Ok(())
}

async fn a_claim_goes_to_its_number(page: &Page) -> Result<()> {
    write(page, &["It is [0.5](=A[1,2]), [1](=sum(A[0])) and [0.3](=X[2,1]?X[0,0]=5)."]).await?;
    page.press(Key::Escape).await?;
    assert_eq!(attribute(page, "[data-claim='X[2,1]']", "data-when").await?.as_deref(), Some("X[0,0]=5"));
    page.click("[data-claim='X[2,1]']").await?;
    assert_focus(page, "X", 2, 1).await?;
    page.click("[data-claim='A[1,2]']").await?;
    assert_focus(page, "A", 1, 2).await?;
    page.click("[data-claim='sum(A[0])']").await?;
    assert_focus(page, "A", 0, 0).await?;
    Ok(())
}

async fn a_built_in_text_is_edited_in_the_language_of_the_page(page: &Page) -> Result<()> {
    let lead = "section[data-cell-id='lead']";
    let english = words(page, &format!("{lead} .prose")).await?;
    page.script("document.querySelector(arguments[0]).focus()", vec![json!(lead)]).await?;
    page.press(Key::Enter).await?;
    page.press_ctrl('a').await?;
    page.press("Mine").await?;
    page.press(Key::Escape).await?;
    assert_eq!(words(page, &format!("{lead} .prose")).await?, "Mine");
    page.act("language").await?;
    let chinese = words(page, &format!("{lead} .prose")).await?;
    assert!(chinese != "Mine" && chinese != english, "{chinese}");
    page.act("language").await?;
    assert_eq!(words(page, &format!("{lead} .prose")).await?, "Mine");
    page.act("undo").await?;
    assert_eq!(words(page, &format!("{lead} .prose")).await?, english);
    Ok(())
}

async fn the_reader_of_markdown_is_fetched_at_its_first_use_only(page: &Page) -> Result<()> {
    let fetched = async || -> Result<bool> {
        let script =
            "return performance.getEntriesByType('resource').some(e => e.name.endsWith('prose_bg.wasm'))";
        Ok(page.script(script, vec![]).await? == json!(true))
    };
    assert!(!fetched().await?, "the first page needs none");
    write(page, &["Plain words."]).await?;
    assert!(!fetched().await?, "nor do plain texts");
    page.press(" *Emphasis*").await?;
    is_read(page).await?;
    assert!(fetched().await?);
    Ok(())
}
