//! Real NumPy and Jupyter, in a virtual environment of its own: what formulas and exported files are tested against.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{self, exe, program, step};
use crate::{apt, place};

/// Any NumPy of the second generation gives the same numbers; exported notebooks are run by nbclient in a kernel.
const REQUIREMENTS: &[&str] = &["numpy>=2,<3", "nbclient>=0.10", "nbformat>=5.10", "ipykernel>=6.29"];

/// The Python that has them; made where something is missing.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    let folder = place::target().join("numpy");
    let python = folder.join(if cfg!(windows) { "Scripts" } else { "bin" }).join(exe("python"));
    // Written last, with what there is: a set-up that was interrupted, or wanted less, is begun again.
    let (complete, wanted) = (folder.join("complete"), REQUIREMENTS.join("\n"));
    if python.exists() && fs::read_to_string(&complete).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    step("NumPy and Jupyter, in a virtual environment", "30 s", || {
        create(&folder)?;
        process::run(program(&python).args(["-m", "pip", "install", "--quiet"]).args(REQUIREMENTS))?;
        fs::write(&complete, &wanted).with_context(|| format!("cannot write {}", complete.display()))
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
