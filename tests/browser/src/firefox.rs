//! Firefox: how it is started, and what it does beyond WebDriver, by WebDriver BiDi.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::{Capabilities, CapabilitiesHelper, FirefoxCapabilities, WebDriver};

use crate::bidi::{Bidi, Event};
use crate::{Browser, Visit};

/// What WebDriver BiDi does not count as an error in the console.
const TELL_VIOLATIONS: &str = "addEventListener('securitypolicyviolation', (violation) =>
    console.error(`${violation.violatedDirective} forbids ${violation.blockedURI}`))";

/// What to ask of the driver for a visit.
pub(crate) fn capabilities(visit: &Visit) -> Result<Capabilities> {
    let mut firefox = FirefoxCapabilities::new();
    let (width, height) = visit.size;
    for argument in ["-headless", &format!("--width={width}"), &format!("--height={height}")] {
        firefox.add_arg(argument)?;
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("intl.accept_languages", &visit.language)?;
    firefox.set_preferences(preferences)?;
    if let Some(binary) = Browser::Firefox.program() {
        firefox.set_firefox_binary(&binary)?;
    }
    firefox.enable_bidi()?;
    Ok(firefox.into())
}

/// An open Firefox.
pub(crate) struct Firefox {
    driver: WebDriver,
    bidi: Bidi,
}

impl Firefox {
    /// Connects to the browser of a session.
    pub(crate) fn connect(driver: &WebDriver, watched: bool) -> Result<Self> {
        let url = driver.handle().capabilities().get("webSocketUrl").and_then(Value::as_str);
        let bidi = Bidi::connect(url.context("the driver does not speak WebDriver BiDi")?)?;
        let mut events = vec!["log.entryAdded", "network.responseCompleted", "network.fetchError"];
        if watched {
            events.push("network.beforeRequestSent");
        }
        bidi.send("session.subscribe", &json!({ "events": events }))?;
        let firefox = Self { driver: driver.clone(), bidi };
        firefox.inject(TELL_VIOLATIONS)?;
        Ok(firefox)
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<()> {
        // The two protocols call a window by the same name.
        let window = self.driver.window().await?.to_string();
        let viewport = json!({ "width": width, "height": height });
        let params = json!({ "context": window, "viewport": viewport, "devicePixelRatio": 1 });
        self.bidi.send("browsingContext.setViewport", &params).map(drop)
    }

    pub(crate) fn inject(&self, source: &str) -> Result<String> {
        let function = json!({ "functionDeclaration": format!("() => {{ {source} }}") });
        let added = self.bidi.send("script.addPreloadScript", &function)?;
        added["script"].as_str().map(str::to_owned).context("no identifier")
    }

    pub(crate) fn withdraw(&self, id: &str) -> Result<()> {
        self.bidi.send("script.removePreloadScript", &json!({ "script": id })).map(drop)
    }

    pub(crate) async fn unplug(&self) -> Result<()> {
        let window = self.driver.window().await?.to_string();
        let params = json!({ "networkConditions": { "type": "offline" }, "contexts": [window] });
        self.bidi.send("emulation.setNetworkConditions", &params).map(drop)
    }

    pub(crate) fn save_to(&self, folder: &str) -> Result<()> {
        let params = json!({ "downloadBehavior": { "type": "allowed", "destinationFolder": folder } });
        self.bidi.send("browser.setDownloadBehavior", &params).map(drop)
    }

    /// Exceptions, failed requests, `console.error`.
    pub(crate) fn errors(&self) -> Result<Vec<String>> {
        let events = self.bidi.take(|event| event.method != "network.beforeRequestSent")?;
        Ok(events.iter().filter_map(error).collect())
    }

    /// Where requests went.
    pub(crate) fn requests(&self) -> Result<Vec<String>> {
        let events = self.bidi.take(|event| event.method == "network.beforeRequestSent")?;
        Ok(events.iter().map(|event| text(&event.params["request"]["url"]).to_owned()).collect())
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What an event says, if it tells of an error.
fn error(event: &Event) -> Option<String> {
    let params = &event.params;
    let url = text(&params["request"]["url"]);
    let status = &params["response"]["status"];
    match event.method.as_str() {
        "log.entryAdded" if params["level"] == "error" => Some(text(&params["text"]).to_owned()),
        "network.responseCompleted" if status.as_u64().is_some_and(|status| status >= 400) => {
            Some(format!("{url}: {status}"))
        }
        // Whoever leaves a page does not wait for its files.
        "network.fetchError" if params["errorText"] != "NS_BINDING_ABORTED" => {
            Some(format!("{url}: {}", text(&params["errorText"])))
        }
        _ => None,
    }
}
