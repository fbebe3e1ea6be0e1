//! Selecting a number where every matrix is 32 × 32: how long it keeps the main thread, and when it is painted.
//!
//! Numbers of A, S and O are clicked in turn, each another one, with frames ticking at 60 Hz throughout. `work` is
//! from the click to the end of the frame's style, layout and paint less the time that was spent waiting for that
//! frame to begin; `paint` counts the waiting too, which is half a frame on average and says more of the clock than
//! of the page.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::Page;

use crate::keystroke::enlarge;
use crate::report::{Report, Row};
use crate::sample::{median, quantile};

const NUMBERS: usize = 60;

const WATCH: &str = "
    window.selections = [];
    const tick = () => requestAnimationFrame(tick);
    tick();
    window.selectNumber = index => {
        const name = 'ASO'[index % 3], row = index * 7 % 32, col = index * 11 % 32;
        const place = document.querySelector(
            `table[role=grid][data-name=${name}] td[data-row='${row}'][data-col='${col}']`);
        const start = performance.now();
        place.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
        // The page renders in a microtask after the event: the next task finds it done.
        const handled = new MessageChannel();
        handled.port1.onmessage = () => {
            const rendered = performance.now();
            requestAnimationFrame(() => {
                const frame = performance.now();
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => {
                    const asked = document.querySelector('[data-explain]').dataset;
                    const end = performance.now();
                    selections.push([rendered - start + end - frame, end - start,
                        asked.name === name && +asked.row === row && +asked.col === col]);
                };
                port2.postMessage(0);
            });
        };
        handled.port2.postMessage(0);
    }";

/// The default notebook with every size 32.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().open().await?;
    enlarge(&page).await?;
    page.script(WATCH, vec![]).await?;
    for index in 0..NUMBERS {
        select(&page, index).await?;
    }
    let found: Vec<(f64, f64, bool)> =
        serde_json::from_value(page.script("return selections", vec![]).await?).context("no times")?;
    ensure!(found.iter().all(|(_, _, answered)| *answered), "a number was selected and another explained");
    // The first ones open the panel, which happens once.
    let found = found.get(3..).unwrap_or_default();
    let work: Vec<f64> = found.iter().map(|(work, ..)| *work).collect();
    let paint: Vec<f64> = found.iter().map(|(_, paint, _)| *paint).collect();
    report.add(Row::new("selecting a number, n = d = 32: median", median(&work), "ms").at_most(16.0));
    report.add(Row::new("selecting a number, n = d = 32: 95 %", quantile(&work, 0.95), "ms").at_most(16.0));
    report.add(Row::new("  with waiting for the frame: median", median(&paint), "ms"));
    Ok(())
}

async fn select(page: &Page, index: usize) -> Result<()> {
    page.script("selectNumber(arguments[0])", vec![index.into()]).await?;
    // 7.3 and 16.7 have no small common multiple: clicks fall on all parts of a frame.
    tokio::time::sleep(Duration::from_secs_f64((150.0 + index as f64 * 7.3 % 16.7) / 1000.0)).await;
    page.wait_for("the number to be explained", &format!("return selections.length === {}", index + 1)).await
}
