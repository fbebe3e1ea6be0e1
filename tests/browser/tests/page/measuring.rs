//! The page of the laboratory: the race, and what is measured on this device.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use browser_tests::Page;
use serde_json::json;

use crate::{
    claim::{Claims, claims},
    hands::{attribute, text, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    the_laboratory_is_fetched_when_its_notebook_is_opened,
    the_race_runs_on_one_clock,
    growth_is_measured_and_fitted,
    a_run_is_cancelled_at_once_and_another_begins,
    what_would_take_long_is_asked_about,
    the_laboratory_follows_language_and_ground,
];

async fn open(page: &Page) -> Result<()> {
    page.go("lesson=laboratory&lang=en").await?;
    page.wait_for("the laboratory", "return document.querySelector('[data-lab]') !== null").await
}

async fn state(page: &Page) -> Result<String> {
    Ok(attribute(page, "[data-lab]", "data-state").await?.unwrap_or_default())
}

/// Waits for a state of the run, as long as it may take.
async fn wait_for_state(page: &Page, wanted: &str, patience: Duration) -> Result<()> {
    let start = Instant::now();
    while state(page).await? != wanted {
        if start.elapsed() > patience {
            bail!("not {wanted} after {patience:?}, but {}", state(page).await?);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Chooses in a list.
async fn choose(page: &Page, action: &str, value: &str) -> Result<()> {
    let script =
        "const list = document.querySelector(`[data-action='${arguments[0]}']`); list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.script(script, vec![json!(action), json!(value)]).await?;
    page.settle().await
}

/// Only these contestants take part.
async fn contestants(page: &Page, kernels: &[&str]) -> Result<()> {
    let script = "for (const box of document.querySelectorAll('[data-action=lab-kernel]')) {
            if (box.checked !== arguments[0].includes(box.dataset.kernel)) box.click();
        }";
    page.script(script, vec![json!(kernels)]).await?;
    page.settle().await
}

async fn the_laboratory_is_fetched_when_its_notebook_is_opened(page: &Page) -> Result<()> {
    // Of this page, whatever the browser has opened before.
    let fetched = async || {
        let script = "return performance.getEntriesByType('resource').some(e => e.name.endsWith('laboratory_bg.wasm'))";
        anyhow::Ok(page.script(script, vec![]).await? == json!(true))
    };
    assert!(!fetched().await?, "it is no part of the first load");
    open(page).await?;
    assert!(fetched().await?);
    assert_eq!(state(page).await?, "idle");
    Ok(())
}

async fn the_race_runs_on_one_clock(page: &Page) -> Result<()> {
    open(page).await?;
    let done = |lane: &'static str| async move {
        let done = attribute(page, &format!("[data-lane={lane}]"), "data-done").await?;
        anyhow::Ok(done.unwrap_or_default().parse::<usize>()?)
    };
    let cells = texts(page, "section.cell").await?.len();
    page.act("race-restart").await?;
    assert_eq!(texts(page, "section.cell").await?.len(), cells, "the notebook hears nothing of it");
    assert_eq!((done("attention").await?, done("rnn").await?), (0, 0));
    for _ in 0..3 {
        page.act("race-step").await?;
    }
    assert_eq!((done("attention").await?, done("rnn").await?), (3, 3), "a tick is a unit for both");
    page.act("race-finish").await?;
    // 16 tokens, d_k = 16: 2 n² and n d_k.
    assert_eq!((done("attention").await?, done("rnn").await?), (512, 256));
    assert!(text(page, "[data-lane=rnn]").await?.contains("Done after 256 ticks."));
    page.act("race-restart").await?;
    page.act("race-play").await?;
    page.wait_for("the clock", "return Number(document.querySelector('[data-race]').dataset.ticks) > 8")
        .await?;
    page.act("race-play").await?;
    let stopped = attribute(page, "[data-race]", "data-ticks").await?;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(attribute(page, "[data-race]", "data-ticks").await?, stopped, "it pauses");
    choose(page, "race-against", "window").await?;
    assert_eq!(texts(page, "[data-action=race-window]").await?.len(), 1);
    Ok(())
}

/// The slope of log time over log n, from 512 on.
async fn slope(page: &Page, kernel: &str) -> Result<f64> {
    let script = "return [...document.querySelectorAll('[data-result]')].filter(row => row.dataset.kernel === arguments[0])
        .map(row => [Number(row.dataset.n), Number(row.dataset.ms)])";
    let rows: Vec<(f64, f64)> = serde_json::from_value(page.script(script, vec![json!(kernel)]).await?)?;
    let points: Vec<(f64, f64)> =
        rows.into_iter().filter(|(n, _)| *n >= 512.0).map(|(n, millis)| (n.ln(), millis.ln())).collect();
    assert!(points.len() >= 4, "{kernel}: {points:?}");
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let (over, under) = points.iter().fold((0.0, 0.0), |(over, under), point| {
        (over + (point.0 - x) * (point.1 - y), under + (point.0 - x).powi(2))
    });
    Ok(over / under)
}

async fn growth_is_measured_and_fitted(page: &Page) -> Result<()> {
    open(page).await?;
    contestants(page, &["stored", "linear", "rnn"]).await?;
    choose(page, "lab-largest", "4096").await?;
    choose(page, "lab-largest-linear", "4096").await?;
    page.act("lab-run").await?;
    assert_eq!(state(page).await?, "running");
    page.wait_for("a first point", "return document.querySelector('[data-result]') !== null").await?;
    wait_for_state(page, "finished", Duration::from_mins(4)).await?;
    let fitted = texts(page, "[data-exponent]").await?;
    assert_eq!(fitted.len(), 3, "{fitted:?}");
    // Of the times that were measured, whatever they are: a busy machine measures anything.
    for kernel in ["stored", "linear", "rnn"] {
        let selector = format!("[data-exponent][data-kernel={kernel}]");
        let told: f64 = attribute(page, &selector, "data-value").await?.unwrap_or_default().parse()?;
        let exponent = slope(page, kernel).await?;
        assert!((told - exponent).abs() < 1e-9, "{kernel}: {told}, but its points say {exponent}");
    }
    let bytes = "return Number(document.querySelector(\"[data-result][data-kernel=stored][data-n='4096']\").dataset.bytes)";
    let bytes = page.script(bytes, vec![]).await?.as_f64().unwrap_or_default();
    assert!(bytes >= 4096.0 * 4096.0 * 4.0, "the n × n matrix is really there: {bytes}");
    assert!(text(page, ".lab__sentence").await?.contains("100,000 tokens"));
    Ok(())
}

async fn a_run_is_cancelled_at_once_and_another_begins(page: &Page) -> Result<()> {
    open(page).await?;
    contestants(page, &["loops"]).await?;
    choose(page, "lab-largest", "4096").await?;
    page.act("lab-run").await?;
    page.wait_for("a first point", "return document.querySelector('[data-result]') !== null").await?;
    let script =
        "const start = performance.now(); document.querySelector('[data-action=lab-cancel]').click();
        return new Promise(done => requestAnimationFrame(() =>
            done([document.querySelector('[data-lab]').dataset.state, performance.now() - start])))";
    let answer: (String, f64) = serde_json::from_value(page.script(script, vec![]).await?)?;
    assert_eq!(answer.0, "idle");
    assert!(answer.1 < 100.0, "{} ms", answer.1);
    assert!(!texts(page, "[data-result]").await?.is_empty(), "what was measured stays");
    page.act("lab-run").await?;
    assert_eq!(state(page).await?, "running");
    page.act("lab-cancel").await
}

async fn what_would_take_long_is_asked_about(page: &Page) -> Result<()> {
    open(page).await?;
    contestants(page, &["loops", "notebook"]).await?;
    choose(page, "lab-largest", "8192").await?;
    page.act("lab-run").await?;
    page.wait_for("the question", "return document.querySelector('[data-action=lab-run-anyway]') !== null")
        .await?;
    assert_eq!(state(page).await?, "idle", "nothing runs unasked");
    page.act("lab-run-anyway").await?;
    assert_eq!(state(page).await?, "running");
    page.act("lab-cancel").await
}

async fn the_laboratory_follows_language_and_ground(page: &Page) -> Result<()> {
    open(page).await?;
    page.act("language").await?;
    page.wait_for(
        "Chinese",
        "return document.querySelector('[data-action=lab-run]').textContent.trim() === '开始测'",
    )
    .await?;
    page.act("theme").await?;
    Ok(())
}
