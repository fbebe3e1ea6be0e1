//! From the key to the frame that shows its result.
//!
//! Frames tick at 60 Hz throughout, as they do where anything moves; a page at rest would get its frame at once.
//! The clock starts with the event's own time stamp, and stops when the frame is made: a message posted from
//! `requestAnimationFrame` arrives once that frame's style, layout and paint are done. If the result has not
//! changed by then, the next frame counts. Keys come at all points of a frame's 16.7 ms, so that waiting for the
//! next frame costs 8 ms on average: an empty page, measured in the same way, shows what of the time is the
//! browser's own. Event Timing, which ends with the presentation but is rounded to 8 ms and silent below 16, is a check on it.

use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::Page;

use crate::keystroke::{Typist, press};
use crate::report::{Report, Row};
use crate::sample::median;

const KEYS: u32 = 120;

const WATCH: &str = "
    const tick = () => requestAnimationFrame(tick);
    tick();
    const result = () =>
        [...document.querySelectorAll('table[role=grid][data-name=O] td')].map(td => td.dataset.value).join();
    window.paints = [];
    window.presented = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (entry.name === 'keydown') presented.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    addEventListener('keydown', event => {
        const before = result();
        const frame = () => requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                if (before !== '' && result() === before) frame();
                else paints.push(performance.now() - event.timeStamp);
            };
            port2.postMessage(0);
        });
        frame();
    }, true)";

/// The default notebook and an empty page, at full speed and with the processor slowed four times.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().open().await?;
    let mut typist = Typist::begin(&page).await?;
    page.script(WATCH, vec![]).await?;
    let full = pass(&page, 1.0, async || typist.press().await).await?;
    let slow = pass(&page, 4.0, async || typist.press().await).await?;

    page.driver().goto(page.server().empty()).await?;
    page.click("input").await?;
    page.script(WATCH, vec![]).await?;
    let empty = pass(&page, 1.0, async || press(&page, "1").await).await?;
    let empty_slow = pass(&page, 4.0, async || press(&page, "1").await).await?;

    let row = Row::new("edit to paint at 60 Hz: median", full.paint, "ms").at_most(16.0);
    report.add(row.peers("TensorFlow Playground's slider 20"));
    report.add(Row::new("  the same by Event Timing, in steps of 8", full.presented, "ms"));
    report.add(Row::new("  an empty page", empty.paint, "ms").peers("12"));
    let row = Row::new("edit to paint, CPU slowed 4 ×: median", slow.paint, "ms").at_most(33.0);
    report.add(row.peers("TensorFlow Playground's slider 91"));
    report.add(Row::new("  the same by Event Timing, in steps of 8", slow.presented, "ms"));
    report.add(Row::new("  an empty page", empty_slow.paint, "ms").peers("7"));
    Ok(())
}

struct Pass {
    paint: f64,
    presented: f64,
}

async fn pass(page: &Page, slowed: f64, mut press: impl AsyncFnMut() -> Result<()>) -> Result<Pass> {
    page.slow_down(slowed).await?;
    page.script("paints.length = presented.length = 0", vec![]).await?;
    for key in 0..KEYS {
        press().await?;
        // 7.3 and 16.7 have no small common multiple: keys fall on all parts of a frame.
        let part = f64::from(key) * 7.3 % 16.7;
        tokio::time::sleep(Duration::from_secs_f64((80.0 + part) / 1000.0)).await;
    }
    let every = format!("return paints.length === {KEYS}");
    page.wait_for("every key to be painted", &every).await?;
    let (paints, mut presented): (Vec<f64>, Vec<f64>) =
        serde_json::from_value(page.script("return [paints, presented]", vec![]).await?)
            .context("no times")?;
    page.slow_down(1.0).await?;
    // Event Timing tells only of events that took 16 ms or more.
    presented.resize(paints.len().max(presented.len()), 8.0);
    Ok(Pass { paint: median(&paints), presented: median(&presented) })
}
