//! nginx, with which the sample configuration is tested.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt;
use crate::process::{on_path, step};

/// Finds it, or installs Debian's.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    step("nginx", "20 s", || apt::install(&["nginx"])).context("the tests of hosting/ need nginx")?;
    find().context("nginx is still not there")
}

/// Debian keeps it where only root looks.
fn find() -> Option<PathBuf> {
    let usual = PathBuf::from("/usr/sbin/nginx");
    on_path("nginx").or_else(|| usual.is_file().then_some(usual))
}
