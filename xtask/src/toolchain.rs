//! A Rust toolchain with the wasm32 target: the active one where possible.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{self, program, step};
use crate::{debian, place};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain that builds for wasm32.
#[derive(Clone, Debug)]
pub(crate) struct Toolchain {
    /// Its name for rustup, where it is not the active one.
    name: Option<&'static str>,
}

impl Toolchain {
    /// Finds one, or makes one.
    pub(crate) fn find_or_install() -> Result<Self> {
        let active = Self { name: None };
        let linked = Self { name: Some(debian::NAME) };
        if active.has_target() {
            return Ok(active);
        }
        if linked.has_target() {
            return Ok(linked);
        }
        let added = step("the wasm32 target, through rustup", "10 s", || {
            process::run(program("rustup").args(["target", "add", TARGET]))
        });
        let Err(error) = added else { return Ok(active) };
        println!("setup: {error:#}: trying Debian's own Rust instead");
        debian::install().with_context(|| {
            format!("no Rust toolchain here can build for {TARGET}; run `rustup target add {TARGET}`")
        })?;
        ensure!(linked.has_target(), "Debian's Rust is installed, but cannot build for {TARGET}");
        Ok(linked)
    }

    /// Makes a child use this toolchain.
    pub(crate) fn choose(&self, command: &mut Command) {
        if let Some(name) = self.name {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
    }

    /// Whether an empty module builds: that takes a standard library which fits the compiler, and a linker.
    fn has_target(&self) -> bool {
        let target = place::target();
        let out = target.join("probe.wasm");
        // Where it cannot be made, rustc says so too.
        let _ = fs::create_dir_all(target);
        let mut rustc = program("rustc");
        rustc.args(["--target", TARGET, "--crate-type", "cdylib", "-o"]).arg(out).arg("-");
        self.choose(&mut rustc);
        process::answer(&mut rustc).is_some()
    }
}
