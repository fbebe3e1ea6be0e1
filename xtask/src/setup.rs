//! Set-up: find or install each tool, and start programs that find them.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::firefox::Firefox;
use crate::process::{self, program};
use crate::tool::Tool;
use crate::toolchain::Toolchain;
use crate::{axe, nginx, numpy};

/// What is needed to build for wasm32.
#[derive(Debug)]
pub(crate) struct Setup {
    toolchain: Toolchain,
    path: OsString,
}

impl Setup {
    /// For compiling: the target, no tools.
    pub(crate) fn for_target() -> Result<Self> {
        Self::with(&[])
    }

    /// For tests in the browser: the target and wasm-bindgen.
    pub(crate) fn for_wasm_tests() -> Result<Self> {
        Self::with(&[Tool::wasm_bindgen()?])
    }

    /// For the page: everything that trunk calls, and trunk.
    pub(crate) fn for_page() -> Result<Self> {
        let mut tools = Tool::for_parts()?;
        tools.push(Tool::trunk()?);
        Self::with(&tools)
    }

    /// For taking the program apart.
    pub(crate) fn for_parts() -> Result<Self> {
        Self::with(&Tool::for_parts()?)
    }

    fn with(tools: &[Tool]) -> Result<Self> {
        let toolchain = Toolchain::find_or_install()?;
        let folders = tools.iter().map(Tool::find_or_install).collect::<Result<Vec<_>>>()?;
        let folders: Vec<_> = folders.into_iter().flatten().collect();
        Ok(Self { toolchain, path: process::path_with(&folders)? })
    }

    /// A program that builds for wasm32.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = program(name);
        command.env("PATH", &self.path);
        self.toolchain.choose(&mut command);
        command
    }

    /// trunk, which asks nothing of the network: every tool it would download is on its PATH.
    pub(crate) fn trunk(&self, command: &str) -> Command {
        let mut trunk = self.program("trunk");
        trunk.arg(command).env("TRUNK_SKIP_VERSION_CHECK", "true");
        // trunk takes this as its own option, and refuses the usual value "1".
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
        }
        trunk
    }
}

/// `cargo xtask setup`: all that any command needs.
pub(crate) fn everything() -> Result<()> {
    Setup::for_page()?;
    Browser::find_or_install()?;
    Firefox::find_or_install()?;
    numpy::find_or_install()?;
    nginx::find_or_install()?;
    axe::find_or_install()?;
    println!("setup: everything is there");
    Ok(())
}
