//! Where things are: the repository, what cargo builds, what is cached between checkouts.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// The page as built.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder, wherever the user has put it.
pub(crate) fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Tools that outlive a checkout: one folder for each tool and version.
pub(crate) fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => env::home_dir()
            .context("no home folder: set XDG_CACHE_HOME to a folder for tools")?
            .join(".cache"),
    };
    Ok(base.join("attention-notebook"))
}
