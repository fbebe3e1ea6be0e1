//! Firefox and the driver that remote-controls it: the page's main flows are tested in another engine, too.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt;
use crate::process::{exe, on_path, step};
use crate::tool::Tool;

const BROWSERS: [&str; 2] = ["firefox-esr", "firefox"];

/// The other browser for tests.
#[derive(Debug)]
pub(crate) struct Firefox {
    driver: PathBuf,
    /// Left to the driver to find where it is not on PATH, as on macOS.
    program: Option<PathBuf>,
}

impl Firefox {
    /// Finds it, or installs Debian's; its driver comes from its own project.
    pub(crate) fn find_or_install() -> Result<Self> {
        let mut program = find();
        if program.is_none() && cfg!(target_os = "linux") {
            step("Firefox", "1 min", || apt::install(&["firefox-esr"]))
                .context("the browser tests need Firefox on PATH")?;
            program = Some(find().context("Firefox is still not on PATH")?);
        }
        let name = exe("geckodriver");
        let folder = Tool::geckodriver().find_or_install()?;
        let driver = folder.map(|folder| folder.join(&name)).or_else(|| on_path("geckodriver"));
        Ok(Self { driver: driver.unwrap_or_else(|| name.into()), program })
    }

    /// Tells a child where the browser is.
    pub(crate) fn choose(&self, command: &mut Command) {
        command.env("GECKODRIVER", &self.driver);
        if let Some(program) = &self.program {
            command.env("ATTENTION_FIREFOX", program);
        }
    }
}

fn find() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| on_path(name))
}
