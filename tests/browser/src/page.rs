//! The page as a person finds it: read and worked by the page contract, never by its insides.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{Key, TypingData};

use crate::remote::Remote;
use crate::{Browser, Driver, Server, Visit};

/// How long anything on the page may take before it counts as broken.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open page.
pub struct Page {
    driver: WebDriver,
    remote: Remote,
    process: Driver,
    server: Server,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, remote: Remote, server: Server, process: Driver) -> Self {
        Self { driver, remote, process, server }
    }

    /// The browser that it is open in.
    pub fn browser(&self) -> Browser {
        self.remote.browser()
    }

    /// A visit to the page in another browser of the same kind, by somebody who has never been here.
    pub fn elsewhere(&self) -> Visit {
        Visit::default().browser(self.browser())
    }

    /// The driver, for what only one test needs.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The server that the page comes from.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Loads the page anew, with this text after `#` in its address, as somebody who has never been here.
    pub async fn go(&self, fragment: &str) -> Result<()> {
        // What the page keeps when it is left is forgotten, too.
        self.driver.goto("about:blank").await?;
        let forgetting = self.remote.forget(self.server.origin()).await?;
        let opened = self.come_back(fragment).await;
        if let Some(script) = forgetting {
            self.withdraw(&script).await?;
        }
        opened
    }

    /// Loads the page anew, as somebody who has been here before.
    pub async fn come_back(&self, fragment: &str) -> Result<()> {
        let hash = if fragment.is_empty() { "" } else { "#" };
        let url = format!("{}{hash}{fragment}", self.server.page());
        // Another fragment alone would load nothing.
        self.driver.goto("about:blank").await?;
        self.driver.goto(url).await?;
        self.wait_ready().await
    }

    /// Waits for `<html data-ready="true">`.
    pub async fn wait_ready(&self) -> Result<()> {
        self.wait_for("the page to be ready", "return document.documentElement.dataset.ready === 'true'")
            .await
    }

    /// Waits until a script answers `true`.
    pub async fn wait_for(&self, what: &str, script: &str) -> Result<()> {
        let start = Instant::now();
        while self.script(script, vec![]).await? != Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                bail!("waited {PATIENCE:?} for {what}; console: {:?}", self.console_errors().await?);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Waits until all that the last event caused is painted.
    pub async fn settle(&self) -> Result<()> {
        let script = "const done = arguments[0];
            const settle = () => requestAnimationFrame(() => requestAnimationFrame(() =>
                document.querySelector('[data-part][aria-busy]') ? settle() : done()));
            settle()";
        self.driver.execute_async(script, vec![]).await?;
        Ok(())
    }

    // Reading

    /// A number on screen.
    pub async fn value(&self, name: &str, row: usize, col: usize) -> Result<f64> {
        let text = self.driver.find(By::Css(cell(name, row, col))).await?.attr("data-value").await?;
        let text = text.with_context(|| format!("{name}[{row}, {col}] has no data-value"))?;
        text.parse().with_context(|| format!("{name}[{row}, {col}] is {text:?}"))
    }

    /// All numbers of a matrix on screen, row by row.
    pub async fn values(&self, name: &str) -> Result<Vec<Vec<f64>>> {
        let script = "const rows = {};
            for (const td of document.querySelectorAll(arguments[0]))
                (rows[td.dataset.row] ??= [])[td.dataset.col] = td.dataset.value;
            return Object.values(rows)";
        let rows = self.script(script, vec![json!(format!("{} td[data-value]", grid(name)))]).await?;
        let rows: Vec<Vec<String>> =
            serde_json::from_value(rows).with_context(|| format!("{name} has gaps"))?;
        let number = |text: &String| text.parse().with_context(|| format!("{name} holds {text:?}"));
        rows.iter().map(|row| row.iter().map(number).collect()).collect()
    }

    /// Rows and columns of a matrix on screen, as it states them.
    pub async fn shape(&self, name: &str) -> Result<(usize, usize)> {
        let grid = self.driver.find(By::Css(grid(name))).await?;
        let size = async |key: &str| -> Result<usize> {
            let text = grid.attr(key).await?.with_context(|| format!("{name} has no {key}"))?;
            text.parse().with_context(|| format!("{key} of {name} is {text:?}"))
        };
        Ok((size("data-rows").await?, size("data-cols").await?))
    }

    /// The source of the formula that defines a name.
    pub async fn formula(&self, name: &str) -> Result<String> {
        let script = "const e = document.querySelector(arguments[0]); return e.value ?? e.textContent";
        self.text(script, &formula(name)).await
    }

    /// The code of the error in the cell that defines a name.
    pub async fn error(&self, name: &str) -> Result<Option<String>> {
        let script = "return document.querySelector(arguments[0])?.dataset.error ?? null";
        let alert = format!("{} [role=alert][data-error]", section(name));
        Ok(self.script(script, vec![json!(alert)]).await?.as_str().map(str::to_owned))
    }

    /// The page's language.
    pub async fn language(&self) -> Result<String> {
        self.text("return document.documentElement.lang", "").await
    }

    // Working

    /// Replaces a matrix cell's number as a person does: click, type. The cell stays open.
    pub async fn type_into(&self, name: &str, row: usize, col: usize, text: &str) -> Result<()> {
        self.click(&cell(name, row, col)).await?;
        self.replace_by(text).await
    }

    /// Replaces a formula: click, select all, type. The cell stays open.
    pub async fn set_formula(&self, name: &str, source: &str) -> Result<()> {
        self.click(&formula(name)).await?;
        self.settle().await?;
        self.replace_by(source).await
    }

    /// Clicks the control of this `data-action`.
    pub async fn act(&self, action: &str) -> Result<()> {
        self.click(&format!("[data-action='{action}']")).await
    }

    /// Clicks the first element that a selector finds.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.driver.find(By::Css(selector)).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("cannot click {selector}"))?;
        self.settle().await
    }

    /// Sends keys to whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.driver.action_chain().send_keys(keys).perform().await?;
        self.settle().await
    }

    /// Sends a key while Control is held.
    pub async fn press_ctrl(&self, key: char) -> Result<()> {
        let chain = self.driver.action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control);
        chain.perform().await?;
        self.settle().await
    }

    /// Pastes a text into whatever has the focus, as the browser's own paste event.
    pub async fn paste(&self, text: &str) -> Result<()> {
        // Firefox makes its own DataTransfer, from a type and a text.
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data,
                dataType: 'text/plain', data: arguments[0], bubbles: true, cancelable: true }))";
        self.script(script, vec![json!(text)]).await?;
        self.settle().await
    }

    async fn replace_by(&self, text: &str) -> Result<()> {
        // A grid's cell is replaced by typing; a text field only what is selected of it.
        let script = "return document.activeElement.matches('input, textarea, [contenteditable]')";
        if self.script(script, vec![]).await? == Value::Bool(true) {
            self.press_ctrl('a').await?;
        }
        self.press(text).await
    }

    // Watching

    /// Errors in the console since the last call: exceptions, failed requests, `console.error`.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        self.remote.errors().await
    }

    /// Requests to anywhere but the page's own server since the last call.
    pub async fn foreign_requests(&self) -> Result<Vec<String>> {
        let own = |url: &String| {
            url.starts_with(self.server.origin())
                || ["data:", "blob:", "about:"].iter().any(|start| url.starts_with(start))
        };
        Ok(self.remote.requests().await?.into_iter().filter(|url| !own(url)).collect())
    }

    // Arranging

    /// Gives the window a size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.remote.resize(width, height).await?;
        self.settle().await
    }

    /// Runs a script in every page from now on, before any of its own; answers by which name to withdraw it.
    pub async fn inject(&self, source: &str) -> Result<String> {
        self.remote.inject(source).await
    }

    /// Runs such a script no more.
    pub async fn withdraw(&self, script: &str) -> Result<()> {
        self.remote.withdraw(script).await
    }

    /// Takes the network away from the tab.
    pub async fn unplug(&self) -> Result<()> {
        self.remote.unplug().await
    }

    /// Puts what is downloaded into a folder.
    pub async fn save_to(&self, folder: &Path) -> Result<()> {
        self.remote.save_to(&folder.to_string_lossy()).await
    }

    // Measuring

    /// Runs a script and answers what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    async fn text(&self, script: &str, argument: &str) -> Result<String> {
        let answer = self.script(script, vec![json!(argument)]).await?;
        answer.as_str().map(str::to_owned).ok_or_else(|| anyhow!("not a text: {answer}"))
    }

    /// Sends a command of the `DevTools` protocol; only to Chromium.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.remote.cdp(command, parameters).await
    }

    /// Slows the page's processor by a factor.
    pub async fn slow_down(&self, factor: f64) -> Result<()> {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await.map(drop)
    }

    /// Chromium's counters of the page, as `TaskDuration` in seconds; after `Performance.enable`.
    pub async fn metrics(&self) -> Result<BTreeMap<String, f64>> {
        let answer = self.cdp("Performance.getMetrics", json!({})).await?;
        let list = answer["metrics"].as_array().context("no metrics")?;
        let pair = |entry: &Value| Some((entry["name"].as_str()?.to_owned(), entry["value"].as_f64()?));
        Ok(list.iter().filter_map(pair).collect())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // Ends the session here and now, also where a failed test unwinds: the browser must not outlive it. What
        // the crate itself does at this point can wait two minutes for an answer.
        let _ = self.process.end_session(&self.driver.session_id().to_string());
        let _ = self.driver.clone().leak();
    }
}

fn grid(name: &str) -> String {
    format!("table[role=grid][data-name='{name}']")
}

fn cell(name: &str, row: usize, col: usize) -> String {
    format!("{} td[data-row='{row}'][data-col='{col}']", grid(name))
}

fn section(name: &str) -> String {
    format!("section[data-cell-id][data-defines='{name}']")
}

fn formula(name: &str) -> String {
    format!("{} [data-formula]", section(name))
}
