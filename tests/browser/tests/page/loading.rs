//! Before the page's own code runs, and where it cannot.

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::claim::{Claims, claims};

pub(crate) const CLAIMS: Claims = claims![
    the_page_works_from_a_folder_of_a_server,
    the_first_load_is_small,
    the_first_screen_is_there_before_the_program_and_stays,
    the_page_asks_for_few_style_sheets_and_parts_have_theirs,
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

/// All that comes before the reader does anything, in a browser whose pointer is not on the page.
async fn the_first_load_is_small(page: &Page) -> Result<()> {
    for language in ["en", "zh-CN"] {
        let other = page.elsewhere().language(language).open().await?;
        let weight = other.server().weight()?;
        ensure!((100_000..400_000).contains(&weight), "{language}: {weight} bytes");
    }
    Ok(())
}

/// Loads the page without waiting for it to be ready.
async fn load(page: &Page) -> Result<()> {
    page.driver().goto("about:blank").await?;
    page.driver().goto(page.server().page()).await?;
    Ok(())
}

/// Holds the program until the page is told to go on.
const HELD: &str = "const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
        await new Promise((done) => (window.goOn = done));
        return real.apply(WebAssembly, all);
    };";
/// The language, and what is seen and where.
const SEEN: &str = "const places = ['.top__title', '.notebook__title .cell__symbol', '.notebook__how', '.prose p', 'td.has-input'];
    return [document.documentElement.lang, document.documentElement.dataset.theme, ...places.map((place) => {
        const found = [...document.querySelectorAll(place)].find((element) => element.checkVisibility());
        const { x, y, width, height } = found.getBoundingClientRect();
        return [found.textContent, ...[x, y, width, height].map(Math.round)].join(' ');
    })]";

async fn the_first_screen_is_there_before_the_program_and_stays(page: &Page) -> Result<()> {
    let added = page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HELD })).await?;
    load(page).await?;
    page.wait_for("the program to be held", "return window.goOn !== undefined").await?;
    let before = page.script(SEEN, vec![]).await?;
    let controls = "return [...document.querySelectorAll('button.button')].filter((button) =>
        button.checkVisibility({ visibilityProperty: true })).length";
    assert_eq!(page.script(controls, vec![]).await?, json!(0), "none of them would answer");
    page.script("window.goOn()", vec![]).await?;
    page.wait_for("the page", "return document.documentElement.dataset.ready === 'true'").await?;
    assert_eq!(page.script(SEEN, vec![]).await?, before);
    let script = json!({ "identifier": added["identifier"] });
    page.cdp("Page.removeScriptToEvaluateOnNewDocument", script).await?;
    page.go("").await
}

async fn the_page_asks_for_few_style_sheets_and_parts_have_theirs(page: &Page) -> Result<()> {
    page.go("").await?;
    let sheets = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => name.endsWith('.css')).map((name) => name.split('/').pop().split('-')[0])
        .filter((name) => name !== 'print').sort()";
    assert_eq!(page.script(sheets, vec![]).await?, json!(["page"]));
    page.act("reference").await?;
    let shown = "const found = document.querySelector('.reference'); return found && getComputedStyle(found).position";
    page.wait_for("the reference", &format!("return (() => {{ {shown} }})() !== null")).await?;
    assert_eq!(page.script(shown, vec![]).await?, json!("fixed"), "it has never been seen without its style");
    assert_eq!(page.script(sheets, vec![]).await?, json!(["later", "page"]));
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
