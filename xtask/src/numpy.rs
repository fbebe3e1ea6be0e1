//! Real NumPy, in a virtual environment of its own: what the formulas are tested against.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{self, exe, program, step};
use crate::{apt, place};

/// Any NumPy of the second generation gives the same numbers.
const REQUIREMENT: &str = "numpy>=2,<3";

/// The Python that has NumPy; made where it is missing.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    let folder = place::target().join("numpy");
    let python = folder.join(if cfg!(windows) { "Scripts" } else { "bin" }).join(exe("python"));
    // Written last: a set-up that was interrupted is begun again.
    let complete = folder.join("complete");
    if complete.is_file() && python.exists() {
        return Ok(python);
    }
    step("NumPy, in a virtual environment", "15 s", || {
        create(&folder)?;
        process::run(program(&python).args(["-m", "pip", "install", "--quiet", REQUIREMENT]))?;
        fs::write(&complete, REQUIREMENT).with_context(|| format!("cannot write {}", complete.display()))
    })?;
    Ok(python)
}

fn create(folder: &Path) -> Result<()> {
    let host = ["python3", "python"].into_iter().find(|name| process::on_path(name).is_some());
    let mut venv = program(host.unwrap_or("python3"));
    venv.args(["-m", "venv", "--clear"]).arg(folder);
    if host.is_some() && process::run(&mut venv).is_ok() {
        return Ok(());
    }
    // Debian keeps the module apart from Python.
    apt::install(&["python3", "python3-venv"]).context("the tests need Python 3 with its venv module")?;
    process::run(&mut venv)
}
