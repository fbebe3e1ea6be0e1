//! A long lesson: 1,000 edits, and whether the page slows down or grows.

use std::time::Duration;

use anyhow::Result;
use browser_tests::Page;
use serde_json::{Value, json};

use crate::keystroke::Typist;
use crate::report::{Report, Row};
use crate::sample::median;

const EDITS: usize = 1000;

/// The first hundred edits against the last; memory after garbage collection, before and after.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().start().await?;
    // trunk hands the module's exports to whoever listens.
    let listen = "addEventListener('TrunkApplicationStarted', e => window.wasmMemory = e.detail.wasm.memory)";
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": listen })).await?;
    page.go("").await?;
    let mut typist = Typist::begin(&page).await?;
    let before = Memory::of(&page).await?;
    let keys = typist.keys(EDITS, Duration::from_millis(30)).await?;
    let times: Vec<_> = keys.iter().map(|work| work.task).collect();
    let after = Memory::of(&page).await?;

    let ratio = median(&times[EDITS - 100..]) / median(&times[..100]);
    report.add(Row::new("1,000 edits: time of the last 100 to the first 100", ratio, "×").at_most(1.1));
    let megabytes = |bytes: f64| bytes / 1e6;
    report
        .add(Row::new("  JavaScript heap grown by", megabytes(after.heap - before.heap), "MB").at_most(1.0));
    report.add(
        Row::new("  WebAssembly memory grown by", megabytes(after.wasm - before.wasm), "MB").at_most(1.0),
    );
    report.add(Row::new("  elements and texts more", after.nodes - before.nodes, "").at_most(0.0));
    Ok(())
}

struct Memory {
    heap: f64,
    wasm: f64,
    nodes: f64,
}

impl Memory {
    async fn of(page: &Page) -> Result<Self> {
        // Once for what is unreachable, and once more for what that had held.
        for _ in 0..2 {
            page.cdp("HeapProfiler.collectGarbage", Value::Object(serde_json::Map::new())).await?;
        }
        let metrics = page.metrics().await?;
        let metric = |name: &str| metrics.get(name).copied().unwrap_or(f64::NAN);
        let wasm = page.script("return window.wasmMemory?.buffer.byteLength ?? null", vec![]).await?;
        Ok(Self {
            heap: metric("JSHeapUsedSize"),
            wasm: wasm.as_f64().unwrap_or(f64::NAN),
            nodes: metric("Nodes"),
        })
    }
}
