//! Chromium and the driver that remote-controls it.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt;
use crate::process::{on_path, step};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser for tests and measurements.
#[derive(Debug)]
pub(crate) struct Browser {
    driver: PathBuf,
    /// Left to the driver to find where it is not on PATH, as on macOS.
    chrome: Option<PathBuf>,
}

impl Browser {
    /// Finds it, or installs Debian's.
    pub(crate) fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        step("Chromium and its driver", "1 min", || apt::install(&["chromium", "chromium-driver"])).context(
            "the browser tests need Chromium (or Chrome) and a chromedriver of the same version on PATH",
        )?;
        Self::find().context("Chromium or chromedriver is still not on PATH")
    }

    fn find() -> Option<Self> {
        let named = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
        let driver = named.or_else(|| on_path("chromedriver"))?;
        let chrome = BROWSERS.iter().find_map(|name| on_path(name));
        (chrome.is_some() || !cfg!(target_os = "linux")).then_some(Self { driver, chrome })
    }

    /// Tells a child where the browser is.
    pub(crate) fn choose(&self, command: &mut Command) {
        command.env("CHROMEDRIVER", &self.driver);
        if let Some(chrome) = &self.chrome {
            command.env("ATTENTION_CHROME", chrome);
        }
    }
}
