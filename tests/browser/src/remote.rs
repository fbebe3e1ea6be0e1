//! What WebDriver alone cannot do, in the words of each browser.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::Browser;
use crate::chromium::Chromium;
use crate::firefox::Firefox;

/// An open browser.
pub(crate) enum Remote {
    Chromium(Chromium),
    Firefox(Box<Firefox>),
}

impl Remote {
    pub(crate) fn browser(&self) -> Browser {
        match self {
            Self::Chromium(_) => Browser::Chromium,
            Self::Firefox(_) => Browser::Firefox,
        }
    }

    /// A command of the `DevTools` protocol, which only Chromium understands.
    pub(crate) async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        match self {
            Self::Chromium(chromium) => chromium.cdp(command, parameters).await,
            Self::Firefox(_) => bail!("{command}: Firefox does not know this"),
        }
    }

    /// The size of the window in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.resize(width, height).await,
            Self::Firefox(firefox) => firefox.resize(width, height).await,
        }
    }

    /// Forgets what an origin keeps; at the latest when its next page begins, until the script that may be answered is
    /// withdrawn.
    pub(crate) async fn forget(&self, origin: &str) -> Result<Option<String>> {
        match self {
            Self::Chromium(chromium) => {
                let storage = json!({ "origin": origin, "storageTypes": "local_storage" });
                chromium.cdp("Storage.clearDataForOrigin", storage).await?;
                Ok(None)
            }
            Self::Firefox(firefox) => {
                let source = format!(
                    "try {{ if (location.origin === {}) localStorage.clear() }} catch {{}}",
                    json!(origin)
                );
                firefox.inject(&source).map(Some)
            }
        }
    }

    /// Runs a script in every page from now on, before any of its own.
    pub(crate) async fn inject(&self, source: &str) -> Result<String> {
        match self {
            Self::Chromium(chromium) => chromium.inject(source).await,
            Self::Firefox(firefox) => firefox.inject(source),
        }
    }

    /// Takes such a script back.
    pub(crate) async fn withdraw(&self, id: &str) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.withdraw(id).await,
            Self::Firefox(firefox) => firefox.withdraw(id),
        }
    }

    /// Takes the network away.
    pub(crate) async fn unplug(&self) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.unplug().await,
            Self::Firefox(firefox) => firefox.unplug().await,
        }
    }

    /// Puts downloads into a folder, without asking.
    pub(crate) async fn save_to(&self, folder: &str) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.save_to(folder).await,
            Self::Firefox(firefox) => firefox.save_to(folder),
        }
    }

    /// Errors since the last call.
    pub(crate) async fn errors(&self) -> Result<Vec<String>> {
        match self {
            Self::Chromium(chromium) => chromium.errors().await,
            Self::Firefox(firefox) => firefox.errors(),
        }
    }

    /// Where requests went since the last call.
    pub(crate) async fn requests(&self) -> Result<Vec<String>> {
        match self {
            Self::Chromium(chromium) => chromium.requests().await,
            Self::Firefox(firefox) => firefox.requests(),
        }
    }
}
