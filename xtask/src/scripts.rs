//! The scripts of a release, made small by esbuild.
//!
//! trunk's own minifier is not asked: it gives up what wasm-bindgen writes, and the scripts that start the page are
//! older browsers' too.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process;
use crate::setup::Setup;

/// What `cargo xtask build` writes its list into.
const LEFT: &str = "service-worker.js";
/// What old browsers read, to be told that they are too old: nothing in it may be said in newer words.
const OLD: &str = "loading-";

/// Makes the scripts in these folders small, in their places.
pub(crate) fn minify(setup: &Setup, folders: &[&Path]) -> Result<()> {
    for folder in folders {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            if path.extension() != Some(OsStr::new("js")) || name == LEFT {
                continue;
            }
            let mut esbuild = setup.program("esbuild");
            esbuild.arg(&path).args(["--log-level=error", "--charset=utf8", "--legal-comments=none"]);
            if name.starts_with(OLD) {
                esbuild.args(["--minify-whitespace", "--minify-identifiers", "--target=es5"]);
            } else {
                esbuild.args(["--minify", "--format=esm"]);
            }
            esbuild.arg("--allow-overwrite").arg(format!("--outfile={}", path.display()));
            process::run_quietly(&mut esbuild)?;
        }
    }
    Ok(())
}
