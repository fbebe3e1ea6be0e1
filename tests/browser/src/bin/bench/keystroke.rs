//! One keystroke in a matrix cell: how long it keeps the page's main thread.
//!
//! `TaskDuration` is Chromium's sum of all tasks on that thread: event, recompute, render, style, layout, paint. It
//! is read before a key and again some frames later; what the same span costs without a key is taken off.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::report::{Report, Row};
use crate::sample::{median, quantile};

/// Frames enough for a keystroke to have done its work.
const SPAN: Duration = Duration::from_millis(60);
const LARGE_SPAN: Duration = Duration::from_millis(250);

/// The default notebook, and one where every matrix is 32 × 32.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().open().await?;
    let times = Typist::begin(&page).await?.times(200, SPAN).await?;
    report.add(Row::new("one keystroke: median", median(&times), "ms").at_most(10.0));
    report.add(Row::new("one keystroke: 95 %", quantile(&times, 0.95), "ms").at_most(16.0));

    let what = "one keystroke, n = d = 32: 95 %";
    page.go("lesson=bench-32").await?;
    if page.shape("X").await? != (32, 32) {
        report.add(Row::missing(what, "ms", "there is no lesson bench-32").at_most(50.0));
        return Ok(());
    }
    let times = Typist::begin(&page).await?.times(60, LARGE_SPAN).await?;
    report.add(Row::new("one keystroke, n = d = 32: median", median(&times), "ms"));
    report.add(Row::new(what, quantile(&times, 0.95), "ms").at_most(50.0));
    Ok(())
}

/// Types into the first cell of X, so that each key gives another number: `1`, `13`, `1`, `14`, …
pub(crate) struct Typist<'page> {
    page: &'page Page,
    typed: usize,
}

impl<'page> Typist<'page> {
    /// Opens the cell, and makes sure that typing there reaches the result.
    pub(crate) async fn begin(page: &'page Page) -> Result<Self> {
        page.cdp("Performance.enable", json!({})).await?;
        page.click("table[role=grid][data-name=X] td[data-row='0'][data-col='0']").await?;
        let mut typist = Self { page, typed: 0 };
        // The first key replaces the number.
        press(page, "1").await?;
        page.settle().await?;
        let before = page.values("O").await?;
        typist.press().await?;
        page.settle().await?;
        ensure!(page.values("O").await? != before, "a key in X[0, 0] does not change O");
        Ok(typist)
    }

    /// The next key.
    pub(crate) async fn press(&mut self) -> Result<()> {
        let digit = (self.typed / 2 % 10).to_string();
        let key = if self.typed.is_multiple_of(2) { &digit } else { "Backspace" };
        self.typed += 1;
        press(self.page, key).await
    }

    /// Main-thread time of each of so many keystrokes, in milliseconds.
    pub(crate) async fn times(&mut self, count: usize, span: Duration) -> Result<Vec<f64>> {
        let mut idle = Vec::new();
        for _ in 0..20 {
            let before = task_time(self.page).await?;
            tokio::time::sleep(span).await;
            idle.push(task_time(self.page).await? - before);
        }
        let idle = median(&idle);
        let mut times = Vec::new();
        for _ in 0..count {
            let before = task_time(self.page).await?;
            self.press().await?;
            tokio::time::sleep(span).await;
            times.push((task_time(self.page).await? - before - idle).max(0.0));
        }
        Ok(times)
    }
}

async fn task_time(page: &Page) -> Result<f64> {
    let metrics = page.metrics().await?;
    Ok(metrics.get("TaskDuration").context("Chromium has no TaskDuration")? * 1000.0)
}

/// A key down and up, as the browser gets it from a keyboard.
pub(crate) async fn press(page: &Page, key: &str) -> Result<()> {
    let mut event = match key {
        "Backspace" => json!({ "type": "rawKeyDown", "code": key, "windowsVirtualKeyCode": 8 }),
        digit => {
            let code = digit.bytes().next().unwrap_or_default();
            let name = format!("Digit{digit}");
            json!({ "type": "keyDown", "code": name, "windowsVirtualKeyCode": code, "text": digit })
        }
    };
    event["key"] = Value::from(key);
    page.cdp("Input.dispatchKeyEvent", event.clone()).await?;
    event["type"] = Value::from("keyUp");
    if let Some(fields) = event.as_object_mut() {
        fields.remove("text");
    }
    page.cdp("Input.dispatchKeyEvent", event).await.map(drop)
}
