//! The first things that a reader does, while the part of the program that answers them is still on its way.

use anyhow::Result;
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::{By, Key, TypingData};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
};

pub(crate) const CLAIMS: Claims =
    claims![what_is_typed_meanwhile_stays_and_counts, what_cannot_be_had_is_said_and_asked_for_again];

/// Holds the bundle of parts until the page is told what becomes of it.
const HELD: &str = "const real = WebAssembly.compileStreaming;
    const told = new Promise((done) => (window.goOn = done));
    WebAssembly.compileStreaming = async (...all) => {
        await told;
        if (window.lineBreaks) {
            throw new TypeError('the line is broken');
        }
        return real.apply(WebAssembly, all);
    };";
/// What is typed into the field in focus.
const TYPED: &str = "return document.activeElement.value";
const IS_WAITING: &str = "return !!document.querySelector('[data-part=answers][aria-busy]')";

/// Presses keys and waits for the next picture, but for no part.
async fn press(page: &Page, keys: impl Into<TypingData>) -> Result<()> {
    page.driver().action_chain().send_keys(keys).perform().await?;
    drawn(page).await
}

async fn drawn(page: &Page) -> Result<()> {
    let script =
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
    page.driver().execute_async(script, vec![]).await?;
    Ok(())
}

async fn click(page: &Page, selector: &str) -> Result<()> {
    let element = page.driver().find(By::Css(selector)).await?;
    element.scroll_into_view().await?;
    element.click().await?;
    drawn(page).await
}

async fn step_up(page: &Page) -> Result<()> {
    let chain = page.driver().action_chain().key_down(Key::Alt).send_keys(Key::Up).key_up(Key::Alt);
    chain.perform().await?;
    drawn(page).await
}

async fn held(page: &Page) -> Result<String> {
    let script = page.inject(HELD).await?;
    page.go("").await?;
    Ok(script)
}

async fn what_is_typed_meanwhile_stays_and_counts(page: &Page) -> Result<()> {
    let script = held(page).await?;
    let (before, formula) = (page.value("X", 1, 0).await?, page.formula("Z").await?);
    click(page, "[data-name=X] [data-row='0'][data-col='0']").await?;
    for key in ["2", ".", "5"] {
        press(page, key).await?;
    }
    assert_eq!(page.script(TYPED, vec![]).await?, json!("2.5"));
    click(page, "[data-name=X] [data-row='1'][data-col='0']").await?;
    for _ in 0..3 {
        step_up(page).await?;
    }
    click(page, "[data-defines=Z] [data-formula]").await?;
    press(page, Key::End).await?;
    for key in [" ", "*", " ", "1"] {
        press(page, key).await?;
    }
    // What was left is not put back meanwhile.
    let shown = "return [0, 1].map(row => document.querySelector(`[data-name=X] [data-row='${row}'][data-col='0'] input`).value)";
    assert_eq!(page.script(shown, vec![]).await?, json!(["2.5", format!("{}", before + 0.3)]));
    let written = format!("{formula} * 1");
    assert_eq!(page.script(TYPED, vec![]).await?, json!(written));
    assert_eq!(page.script(IS_WAITING, vec![]).await?, Value::Bool(true));
    page.script("window.goOn()", vec![]).await?;
    page.settle().await?;
    assert_eq!(page.script(IS_WAITING, vec![]).await?, Value::Bool(false));
    assert!((page.value("X", 0, 0).await? - 2.5).abs() < 1e-12);
    assert!((page.value("X", 1, 0).await? - before - 0.3).abs() < 1e-12);
    assert_eq!(page.formula("Z").await?, written);
    check_results(page).await?;
    page.withdraw(&script).await
}

async fn what_cannot_be_had_is_said_and_asked_for_again(page: &Page) -> Result<()> {
    let script = held(page).await?;
    click(page, "[data-name=X] [data-row='0'][data-col='0']").await?;
    press(page, "7").await?;
    page.script("window.lineBreaks = true; window.goOn()", vec![]).await?;
    page.wait_for("the page to say so", "return !!document.querySelector('.toast [data-error=part]')")
        .await?;
    press(page, "5").await?;
    assert_eq!(page.script(TYPED, vec![]).await?, json!("75"));
    page.wait_for("the page to say so", "return !!document.querySelector('.toast [data-error=part]')")
        .await?;
    page.script("window.lineBreaks = false", vec![]).await?;
    page.act("fetch-again").await?;
    page.wait_for("the answer", "return !document.querySelector('.toast [data-error=part]')").await?;
    assert!((page.value("X", 0, 0).await? - 75.0).abs() < 1e-12);
    check_results(page).await?;
    // They tell of the broken line.
    page.console_errors().await?;
    page.withdraw(&script).await
}
