//! axe-core, which looks for what keeps people out of a page.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::place;
use crate::process::step;
use crate::tool::npm_install;

const VERSION: &str = "4.14.1";

/// The script; fetched through npm where it is missing.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    let home = place::cache()?.join(format!("axe-core-{VERSION}"));
    let script = home.join("node_modules/axe-core/axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    step(&format!("axe-core {VERSION}, through npm"), "5 s", || {
        npm_install(&format!("axe-core@{VERSION}"), &home)
    })?;
    if script.is_file() {
        Ok(script)
    } else {
        bail!("axe-core was installed, but there is no {}", script.display())
    }
}
