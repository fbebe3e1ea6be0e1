//! How to open the page.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver};

use crate::{Driver, Page, Server};

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

/// A way to open the page: by default on a desktop's window, in Chinese, with its requests watched.
#[derive(Clone, Debug)]
pub struct Visit {
    folder: Option<PathBuf>,
    fragment: String,
    language: String,
    size: (u32, u32),
    watched: bool,
    kept: bool,
}

impl Default for Visit {
    fn default() -> Self {
        let language = "zh-CN".to_owned();
        Self {
            folder: None,
            fragment: String::new(),
            language,
            size: (1440, 900),
            watched: true,
            kept: false,
        }
    }
}

impl Visit {
    /// The folder to serve instead of `dist/`.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// What stands after `#` in the address, as `lesson=three-inputs`.
    #[must_use]
    pub fn fragment(mut self, fragment: &str) -> Self {
        fragment.clone_into(&mut self.fragment);
        self
    }

    /// The language that the browser asks for.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// The window's size in CSS pixels.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// Without the log of requests, whose writing would be measured with the page.
    #[must_use]
    pub fn unwatched(mut self) -> Self {
        self.watched = false;
        self
    }

    /// With the service worker, which keeps the page for the time without a network. Otherwise every file comes from the
    /// server, every time.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.kept = true;
        self
    }

    /// Opens the page and waits until it is ready.
    pub async fn open(self) -> Result<Page> {
        let fragment = self.fragment.clone();
        let page = self.start().await?;
        page.go(&fragment).await?;
        Ok(page)
    }

    /// Starts server, driver and browser, and leaves the browser's tab empty.
    pub async fn start(self) -> Result<Page> {
        let folder = match self.folder {
            Some(folder) => folder,
            None => env::var_os("ATTENTION_DIST").context("ATTENTION_DIST does not name dist/")?.into(),
        };
        let server = Server::start(&folder)?;
        let process = Driver::start()?;
        let mut chrome = ChromeCapabilities::new();
        for argument in ARGUMENTS {
            chrome.add_arg(argument)?;
        }
        let (width, height) = self.size;
        chrome.add_arg(&format!("--window-size={width},{height}"))?;
        chrome.add_experimental_option(
            "prefs",
            serde_json::json!({ "intl.accept_languages": self.language }),
        )?;
        if let Ok(binary) = env::var("ATTENTION_CHROME") {
            chrome.set_binary(&binary)?;
        }
        chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if self.watched {
            chrome.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        }
        let driver = WebDriver::new(process.url(), chrome).await.context("cannot start the browser")?;
        driver.set_script_timeout(Duration::from_secs(10)).await?;
        let page = Page::new(driver, server, process);
        // A headless window is smaller than it was asked to be, and never narrower than 500 pixels; and a phone
        // has fingers.
        let metrics = serde_json::json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        page.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        if !self.kept {
            let source = "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })";
            page.cdp("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": source }))
                .await?;
        }
        Ok(page)
    }
}
