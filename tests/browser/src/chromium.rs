//! Chromium: how it is started, and what it does beyond WebDriver, by its `DevTools` protocol.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::{
    Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver,
};

use crate::{Browser, Visit};

/// No first-run pages, no updates, no network of its own: nothing but the page.
const ARGUMENTS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// What to ask of the driver for a visit.
pub(crate) fn capabilities(visit: &Visit) -> Result<Capabilities> {
    let mut chrome = ChromeCapabilities::new();
    for argument in ARGUMENTS {
        chrome.add_arg(argument)?;
    }
    let (width, height) = visit.size;
    chrome.add_arg(&format!("--window-size={width},{height}"))?;
    chrome.add_experimental_option("prefs", json!({ "intl.accept_languages": visit.language }))?;
    if let Some(binary) = Browser::Chromium.program() {
        chrome.set_binary(&binary)?;
    }
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    if visit.watched {
        chrome.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    }
    Ok(chrome.into())
}

/// An open Chromium.
pub(crate) struct Chromium(pub(crate) WebDriver);

impl Chromium {
    pub(crate) async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.0.cdp().send_raw(command, parameters).await.with_context(|| command.to_owned())
    }

    /// A headless window is smaller than it was asked to be, and never narrower than 500 pixels; and a phone has fingers.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    pub(crate) async fn inject(&self, source: &str) -> Result<String> {
        let added = self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        added["identifier"].as_str().map(str::to_owned).context("no identifier")
    }

    pub(crate) async fn withdraw(&self, id: &str) -> Result<()> {
        let script = json!({ "identifier": id });
        self.cdp("Page.removeScriptToEvaluateOnNewDocument", script).await.map(drop)
    }

    pub(crate) async fn unplug(&self) -> Result<()> {
        let offline =
            json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.emulateNetworkConditions", offline).await.map(drop)
    }

    pub(crate) async fn save_to(&self, folder: &str) -> Result<()> {
        let behavior = json!({ "behavior": "allow", "downloadPath": folder });
        self.cdp("Browser.setDownloadBehavior", behavior).await.map(drop)
    }

    /// What the console calls severe: exceptions, failed requests, `console.error`.
    pub(crate) async fn errors(&self) -> Result<Vec<String>> {
        let log = self.0.browser_log().await?;
        Ok(log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// Where requests went.
    pub(crate) async fn requests(&self) -> Result<Vec<String>> {
        let mut requests = Vec::new();
        for entry in self.0.get_log("performance").await? {
            let entry: Value = serde_json::from_str(&entry.message)?;
            let event = &entry["message"];
            let url = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated") => &event["params"]["url"],
                _ => continue,
            };
            requests.push(url.as_str().unwrap_or_default().to_owned());
        }
        Ok(requests)
    }
}
