//! Every tool's version is written once, where the tool itself or cargo reads it; these functions look there.

use std::fs;

use anyhow::{Context, Result};

use crate::place;

/// The version of a crate in Cargo.lock.
///
/// wasm-bindgen's command line tool must be of exactly the crate's version.
pub(crate) fn locked(krate: &str) -> Result<String> {
    let lock = read("Cargo.lock")?;
    in_lock(&lock, krate).with_context(|| format!("Cargo.lock has no {krate}"))
}

/// The value of a key in Trunk.toml, such as `trunk-version`.
pub(crate) fn in_trunk_toml(key: &str) -> Result<String> {
    let toml = read("Trunk.toml")?;
    value_of(&toml, key).with_context(|| format!("Trunk.toml has no {key}"))
}

/// The value of a key in Cargo.toml, such as a tool of `[package.metadata.tools]`.
pub(crate) fn in_cargo_toml(key: &str) -> Result<String> {
    let toml = read("Cargo.toml")?;
    value_of(&toml, key).with_context(|| format!("Cargo.toml has no {key}"))
}

fn read(name: &str) -> Result<String> {
    let path = place::root().join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn in_lock(lock: &str, krate: &str) -> Option<String> {
    let package =
        lock.split("[[package]]").find(|package| value_of(package, "name").as_deref() == Some(krate))?;
    value_of(package, "version")
}

/// The text in quotes of the first line `key = "…"`.
fn value_of(toml: &str, key: &str) -> Option<String> {
    toml.lines().find_map(|line| {
        let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_name_is_another_crate() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.76\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";
        assert_eq!(in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.126"));
        assert_eq!(in_lock(lock, "yew"), None);
    }

    #[test]
    fn the_pinned_tools_are_found() {
        assert!(locked("wasm-bindgen").unwrap().starts_with("0.2."));
        assert!(in_trunk_toml("trunk-version").unwrap().starts_with("0."));
        assert!(in_trunk_toml("wasm_opt").unwrap().starts_with("version_"));
        assert!(in_cargo_toml("wasm_split_cli_support").unwrap().starts_with("0."));
    }
}
