//! The lessons: opened from the contents, their first change made, and the effect seen that their text promises.

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::texts,
};

pub(crate) const CLAIMS: Claims = claims![
    every_lesson_keeps_its_first_promise,
    every_lesson_keeps_its_first_promise_in_chinese,
    a_claim_leads_to_its_number,
    a_claim_that_is_no_longer_true_is_marked,
    the_contents_list_the_headings_of_the_notebook,
    a_lesson_that_cannot_be_fetched_is_said,
    a_name_is_completed_by_keys,
    the_reference_finds_operations,
];

/// What a text says of its first change.
#[derive(Deserialize)]
struct Promise {
    /// The change.
    changes: String,
    /// Numbers after it: the expression, and as the text writes it.
    claims: Vec<(String, String)>,
}

/// Chooses a lesson in the contents and waits for it.
pub(crate) async fn open(page: &Page, lesson: &str) -> Result<()> {
    page.act("notebooks").await?;
    page.click(&format!("[data-lesson='{lesson}']")).await?;
    let there = format!("return location.hash.split(/[#&]/).includes('lesson={lesson}')");
    page.wait_for("the lesson", &there).await?;
    page.settle().await
}

async fn lessons(page: &Page) -> Result<Vec<String>> {
    page.act("notebooks").await?;
    let ids = page
        .script("return [...document.querySelectorAll('[data-lesson]')].map(a => a.dataset.lesson)", vec![]);
    let ids = serde_json::from_value(ids.await?)?;
    page.act("notebooks").await?;
    Ok(ids)
}

async fn first_promise(page: &Page) -> Result<Promise> {
    page.wait_for("the text", "return document.querySelector('[data-try]') !== null").await?;
    let script = "const changes = document.querySelector('[data-try]').dataset.try;
        const claims = [...document.querySelectorAll('[data-claim]')].filter(claim => claim.dataset.when === changes);
        return {changes, claims: claims.map(claim => [claim.dataset.claim, claim.textContent])}";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// The number that `A[2,3]`, `c[1]` or `peak` means on the page; `None` for other expressions.
async fn number(page: &Page, expression: &str) -> Result<Option<f64>> {
    let (name, place) = expression.split_once('[').map_or((expression, ""), |(name, place)| (name, place));
    let place: Option<Vec<usize>> = place
        .trim_end_matches(']')
        .split(',')
        .filter(|at| !at.is_empty())
        .map(|at| at.parse().ok())
        .collect();
    let plain = name.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    let Some(place) = place.filter(|_| plain) else { return Ok(None) };
    let (row, column) = match place[..] {
        [] => (0, 0),
        [column] => (0, column),
        [row, column] => (row, column),
        _ => return Ok(None),
    };
    page.value(name, row, column).await.map(Some)
}

/// The number that a text writes, and one unit of its last digit.
fn written(text: &str) -> Option<(f64, f64)> {
    let plain = text.replace('−', "-").replace(',', "");
    let (plain, part) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |plain| (plain, 0.01));
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some((plain.parse::<f64>().ok()? * part, 0.1_f64.powi(i32::try_from(decimals).ok()?) * part))
}

/// Makes the first change of the open lesson and looks at the numbers that its text promises.
async fn keep_first_promise(page: &Page, lesson: &str) -> Result<()> {
    let promise = first_promise(page).await?;
    page.click("[data-try]").await?;
    let mut seen = 0;
    for (expression, text) in &promise.claims {
        let Some(found) = number(page, expression).await? else { continue };
        let (said, unit) = written(text).with_context(|| format!("{text} is no number"))?;
        ensure!(
            (found - said).abs() <= unit * 0.5 + 1e-9,
            "{lesson}: after {} {expression} is {found}, not {text}",
            promise.changes
        );
        seen += 1;
    }
    ensure!(seen > 0, "{lesson} promises no number after {}", promise.changes);
    let mut errors = texts(page, "[role=alert][data-error]").await?;
    // The laboratory keeps an empty place for its own.
    errors.retain(|error| !error.trim().is_empty());
    ensure!(errors.is_empty(), "{lesson}: {errors:?}");
    Ok(())
}

async fn every_lesson_keeps_its_first_promise(page: &Page) -> Result<()> {
    let ids = lessons(page).await?;
    assert_eq!(ids.len(), 15);
    for lesson in ids.iter().filter(|id| *id != "blank") {
        open(page, lesson).await?;
        keep_first_promise(page, lesson).await.with_context(|| lesson.clone())?;
    }
    Ok(())
}

async fn every_lesson_keeps_its_first_promise_in_chinese(page: &Page) -> Result<()> {
    for lesson in lessons(page).await?.iter().filter(|id| *id != "blank") {
        page.go(&format!("lesson={lesson}&lang=zh-CN")).await?;
        keep_first_promise(page, lesson).await.with_context(|| lesson.clone())?;
    }
    Ok(())
}

async fn a_claim_leads_to_its_number(page: &Page) -> Result<()> {
    let claim = page.script("return document.querySelector('[data-claim]').dataset.claim", vec![]).await?;
    let claim = claim.as_str().context("a claim")?.to_owned();
    page.click("[data-claim]").await?;
    let focused = "const place = document.activeElement.closest('td');
        return `${place.closest('table').dataset.name}[${place.dataset.row},${place.dataset.col}]`";
    assert_eq!(page.script(focused, vec![]).await?, json!(claim));
    Ok(())
}

async fn a_claim_that_is_no_longer_true_is_marked(page: &Page) -> Result<()> {
    let outdated =
        "return [...document.querySelectorAll('.claim.is-outdated')].map(claim => claim.dataset.claim)";
    assert_eq!(page.script(outdated, vec![]).await?, json!([]));
    page.type_into("X", 2, 1, "0").await?;
    page.press(Key::Enter).await?;
    page.wait_for("the mark", "return document.querySelectorAll('.claim.is-outdated').length > 0").await?;
    let marked: Vec<String> = serde_json::from_value(page.script(outdated, vec![]).await?)?;
    let is_marked = |claim: &str| marked.iter().any(|marked| marked == claim);
    // It is 0.25 now; what "apples" answers is as before.
    assert!(is_marked("A[2,3]") && !is_marked("K[3,2]"), "{marked:?}");
    page.act("undo").await?;
    page.wait_for("no mark", "return document.querySelectorAll('.claim.is-outdated').length === 0").await
}

async fn the_contents_list_the_headings_of_the_notebook(page: &Page) -> Result<()> {
    open(page, "masks").await?;
    page.act("notebooks").await?;
    let headings = texts(page, "[data-heading]").await?;
    assert!(headings.len() >= 3, "{headings:?}");
    page.click("[data-heading]").await?;
    let cell = page.script("return document.activeElement.dataset.kind", vec![]).await?;
    assert_eq!(cell, json!("text"));
    Ok(())
}

async fn a_lesson_that_cannot_be_fetched_is_said(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "3").await?;
    page.act("notebooks").await?;
    page.script("window.fetch = () => Promise.reject(new TypeError('no network'))", vec![]).await?;
    page.click("[data-lesson=heads]").await?;
    page.wait_for("the message", "return document.querySelector('[data-error=lesson]') !== null").await?;
    assert!((page.value("X", 0, 0).await? - 3.0).abs() < 1e-15, "what was open stays");
    page.act("dismiss").await?;
    assert!(texts(page, "[data-error=lesson]").await?.is_empty());
    Ok(())
}

async fn a_name_is_completed_by_keys(page: &Page) -> Result<()> {
    page.click("[data-defines=O] [data-formula]").await?;
    page.press_ctrl('a').await?;
    page.press("O = sof").await?;
    page.wait_for("the help", "return document.querySelector('.proposals__help') !== null").await?;
    assert_eq!(texts(page, "[data-proposal] code").await?, ["softmax"]);
    page.press(thirtyfour::Key::Tab).await?;
    page.press("A, ").await?;
    assert_eq!(texts(page, "[data-call=softmax] mark").await?, ["axis=-1"]);
    page.press("axis=0) @ V").await?;
    page.press(thirtyfour::Key::Enter).await?;
    assert_eq!(page.formula("O").await?, "O = softmax(A, axis=0) @ V");
    assert_eq!(page.error("O").await?, None);
    Ok(())
}

async fn the_reference_finds_operations(page: &Page) -> Result<()> {
    page.act("reference").await?;
    page.wait_for("the help", "return document.querySelector('.reference dd p').textContent !== ''").await?;
    assert!(texts(page, "[data-operation]").await?.len() > 55);
    page.press("causal").await?;
    let found = texts(page, "[data-operation]").await?;
    assert!(
        found.len() == 1 && found[0].contains("causal_mask(") && found[0].contains("True, False"),
        "{found:?}"
    );
    page.press(thirtyfour::Key::Escape).await?;
    assert!(texts(page, "[data-operation]").await?.is_empty());
    Ok(())
}
