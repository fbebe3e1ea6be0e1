//! Before the page's own code runs, and where it cannot.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::claim::{Claims, claims};

pub(crate) const CLAIMS: Claims = claims![
    the_page_works_from_a_folder_of_a_server,
    without_webassembly_the_page_says_so_in_both_languages,
    without_javascript_the_page_says_so_in_both_languages,
    a_module_that_does_not_arrive_is_said_too,
];

async fn the_page_works_from_a_folder_of_a_server(page: &Page) -> Result<()> {
    let script = "return [location.pathname, performance.getEntriesByType('resource').map(e => e.name)]";
    let seen = page.script(script, vec![]).await?;
    assert_eq!(seen[0], json!("/notebook/"));
    let start = page.server().page();
    let files = seen[1].as_array().context("no files")?;
    assert!(files.iter().filter_map(Value::as_str).any(|file| file.contains("_bg.wasm")), "{files:?}");
    for file in files.iter().filter_map(Value::as_str) {
        assert!(file.starts_with(&start) || file.starts_with("data:"), "{file}");
    }
    Ok(())
}

/// Loads the page without waiting for it to be ready.
async fn load(page: &Page) -> Result<()> {
    page.driver().goto("about:blank").await?;
    page.driver().goto(page.server().page()).await?;
    Ok(())
}

async fn without_webassembly_the_page_says_so_in_both_languages(page: &Page) -> Result<()> {
    let injected = page.inject("delete window.WebAssembly").await?;
    load(page).await?;
    let said = "const text = document.body.innerText;
        return /不能运行 WebAssembly/.test(text) && /cannot run WebAssembly/.test(text) && !/Loading/.test(text)";
    page.wait_for("the page to say why", said).await?;
    page.withdraw(&injected).await?;
    // The browser's own complaint is expected here.
    page.console_errors().await?;
    page.go("").await
}

/// Without scripts the page cannot be asked by scripts: what a screen reader finds is.
async fn without_javascript_the_page_says_so_in_both_languages(page: &Page) -> Result<()> {
    page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
    load(page).await?;
    let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?;
    page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
    let nodes = tree["nodes"].as_array().context("no tree")?;
    let heard: String = nodes.iter().filter_map(|node| node["name"]["value"].as_str()).collect();
    assert!(heard.contains("打开 JavaScript") && heard.contains("allow JavaScript"), "{heard}");
    page.go("").await
}

async fn a_module_that_does_not_arrive_is_said_too(page: &Page) -> Result<()> {
    page.cdp("Network.enable", json!({})).await?;
    page.cdp("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await?;
    load(page).await?;
    let said = "const text = document.body.innerText;
        return /没能下载/.test(text) && /could not be downloaded/.test(text) && !/Loading/.test(text)";
    page.wait_for("the page to say why", said).await?;
    page.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
    page.console_errors().await?;
    page.go("").await
}
