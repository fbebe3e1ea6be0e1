//! How to open the page.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use thirtyfour::WebDriver;

use crate::chromium::{self, Chromium};
use crate::firefox::{self, Firefox};
use crate::remote::Remote;
use crate::{Browser, Driver, Page, Server};

/// A way to open the page: by default in Chromium, on a desktop's window, in Chinese, with its requests watched.
#[derive(Clone, Debug)]
pub struct Visit {
    browser: Browser,
    folder: Option<PathBuf>,
    fragment: String,
    pub(crate) language: String,
    pub(crate) size: (u32, u32),
    pub(crate) watched: bool,
    kept: bool,
}

impl Default for Visit {
    fn default() -> Self {
        let language = "zh-CN".to_owned();
        Self {
            browser: Browser::default(),
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
    /// The browser.
    #[must_use]
    pub fn browser(mut self, browser: Browser) -> Self {
        self.browser = browser;
        self
    }

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
        let folder = match &self.folder {
            Some(folder) => folder.clone(),
            None => env::var_os("ATTENTION_DIST").context("ATTENTION_DIST does not name dist/")?.into(),
        };
        let server = Server::start(&folder)?;
        let process = Driver::start(self.browser)?;
        let capabilities = match self.browser {
            Browser::Chromium => chromium::capabilities(&self)?,
            Browser::Firefox => firefox::capabilities(&self)?,
        };
        let driver = WebDriver::new(process.url(), capabilities).await.context("cannot start the browser")?;
        driver.set_script_timeout(Duration::from_secs(10)).await?;
        let remote = match self.browser {
            Browser::Chromium => Remote::Chromium(Chromium(driver.clone())),
            Browser::Firefox => Remote::Firefox(Box::new(Firefox::connect(&driver, self.watched)?)),
        };
        let page = Page::new(driver, remote, server, process);
        let (width, height) = self.size;
        page.resize(width, height).await?;
        if !self.kept {
            page.inject("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })").await?;
        }
        Ok(page)
    }
}
