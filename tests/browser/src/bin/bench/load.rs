//! The first load: how much comes over the wire, when something is seen, when it can be used.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::json;

use crate::report::{Report, Row};
use crate::sample::median;

const LOADS: usize = 11;

/// First contentful paint by the browser, usable by the page's own mark `ready`, both since the navigation began;
/// every load with an empty cache.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().start().await?;
    report.browser(page.cdp("Browser.getVersion", json!({})).await?["product"].as_str().unwrap_or_default());
    page.cdp("Network.enable", json!({})).await?;
    page.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    let (mut paints, mut readies) = (Vec::new(), Vec::new());
    for load in 0..LOADS {
        page.go("").await?;
        let (paint, ready) = times(&page).await?;
        // The first also starts the browser's own parts.
        if load > 0 {
            paints.push(paint);
            readies.push(ready);
        }
    }
    let kilobytes = page.server().weight()? as f64 / 1000.0;
    report.add(Row::new("first load, everything, gzip -9", kilobytes, "KB").at_most(400.0));
    let paint = Row::new("first contentful paint on localhost", median(&paints), "ms").at_most(150.0);
    report.add(paint.peers("TensorFlow Playground 276, transformer-explainer 318"));
    let ready = Row::new("usable on localhost", median(&readies), "ms").at_most(300.0);
    report.add(ready.peers("transformer-explainer 1,105"));
    Ok(())
}

async fn times(page: &Page) -> Result<(f64, f64)> {
    let entry = |name: &str| format!("performance.getEntriesByName('{name}')[0]?.startTime");
    let (paint, ready) = (entry("first-contentful-paint"), entry("ready"));
    let both = format!("return ({paint} ?? -1) >= 0 && ({ready} ?? -1) >= 0");
    page.wait_for("a first contentful paint and performance.mark('ready')", &both).await?;
    let times = page.script(&format!("return [{paint}, {ready}]"), vec![]).await?;
    serde_json::from_value(times).context("no times")
}
