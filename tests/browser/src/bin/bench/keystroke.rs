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
const SIDE: usize = 32;
const LARGE_SPAN: Duration = Duration::from_millis(800);

/// The default notebook, and the same with every matrix 32 × 32.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().open().await?;
    let keys = Typist::begin(&page).await?.keys(200, SPAN).await?;
    add(report, "one keystroke", &keys, Some(10.0), 16.0);
    page.go("").await?;
    enlarge(&page).await?;
    let keys = Typist::begin(&page).await?.keys(40, LARGE_SPAN).await?;
    add(report, "one keystroke, n = d = 32", &keys, None, 50.0);
    Ok(())
}

fn add(report: &mut Report, what: &str, keys: &[Work], median_at_most: Option<f64>, at_most: f64) {
    let of = |part: fn(&Work) -> f64| keys.iter().map(part).collect::<Vec<_>>();
    let row = Row::new(&format!("{what}: median"), median(&of(|work| work.task)), "ms");
    report.add(median_at_most.into_iter().fold(row, Row::at_most));
    report.add(
        Row::new(&format!("{what}: 95 %"), quantile(&of(|work| work.task), 0.95), "ms").at_most(at_most),
    );
    report.add(Row::new("  of it script: median", median(&of(|work| work.script)), "ms"));
    report.add(Row::new("  of it style: median", median(&of(|work| work.style)), "ms"));
    report.add(Row::new("  of it layout: median", median(&of(|work| work.layout)), "ms"));
}

/// Main-thread time in milliseconds, and some of its parts.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    pub(crate) task: f64,
    script: f64,
    style: f64,
    layout: f64,
}

impl Work {
    /// All since the page began.
    async fn so_far(page: &Page) -> Result<Self> {
        let metrics = page.metrics().await?;
        let metric = |name: &str| {
            metrics
                .get(name)
                .map(|seconds| seconds * 1000.0)
                .with_context(|| format!("Chromium has no {name}"))
        };
        Ok(Self {
            task: metric("TaskDuration")?,
            script: metric("ScriptDuration")?,
            style: metric("RecalcStyleDuration")?,
            layout: metric("LayoutDuration")?,
        })
    }

    fn since(self, before: Self) -> Self {
        Self {
            task: self.task - before.task,
            script: self.script - before.script,
            style: self.style - before.style,
            layout: self.layout - before.layout,
        }
    }
}

/// Makes every size of the notebook 32 by its own buttons, and fills the matrices by pasting.
pub(crate) async fn enlarge(page: &Page) -> Result<()> {
    for name in ["n", "d_model", "d_k", "d_v"] {
        // Every size is a number on screen, in a grid of its own.
        while page.value(name, 0, 0).await? < SIDE as f64 {
            page.click(&format!("[data-action=grow][data-dimension='{name}']")).await?;
        }
    }
    // Small numbers without a pattern: steps of 1/16 between -0.5 and 0.5.
    let number = |row: usize, col: usize| ((row * 7 + col * 11 + row * col * 3) % 17) as f64 / 16.0 - 0.5;
    let line = |row: usize| (0..SIDE).map(|col| number(row, col).to_string()).collect::<Vec<_>>().join("\t");
    let block = (0..SIDE).map(line).collect::<Vec<_>>().join("\n");
    for name in ["X", "W_Q", "W_K", "W_V"] {
        page.click(&format!("table[role=grid][data-name={name}] td[data-row='0'][data-col='0']")).await?;
        page.paste(&block).await?;
        ensure!(page.shape(name).await? == (SIDE, SIDE), "{name} has not grown to 32 × 32");
    }
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

    /// What each of so many keystrokes costs, the idle frames' share of `task` taken off.
    pub(crate) async fn keys(&mut self, count: usize, span: Duration) -> Result<Vec<Work>> {
        let mut idle = Vec::new();
        for _ in 0..20 {
            let before = Work::so_far(self.page).await?;
            tokio::time::sleep(span).await;
            idle.push(Work::so_far(self.page).await?.since(before).task);
        }
        let idle = median(&idle);
        let mut keys = Vec::new();
        for _ in 0..count {
            let before = Work::so_far(self.page).await?;
            self.press().await?;
            tokio::time::sleep(span).await;
            let mut work = Work::so_far(self.page).await?.since(before);
            work.task = (work.task - idle).max(0.0);
            keys.push(work);
        }
        Ok(keys)
    }
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
