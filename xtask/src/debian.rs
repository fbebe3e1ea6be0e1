//! wasm32 where rustup cannot download it, as behind a closed network: Debian's own Rust.
//!
//! Debian ships a current compiler (`rustc-web`) without a wasm32 standard library, but with its source. That
//! builds in a minute, and once it lies where the compiler looks, `/usr` is an ordinary toolchain with the
//! target, no unstable flag needed afterwards.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::{self, program, step};
use crate::toolchain::TARGET;
use crate::{apt, place};

/// What rustup calls the toolchain.
pub(crate) const NAME: &str = "debian-web";

const PACKAGES: [&str; 7] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "rust-web-llvm", "lld-22"];

/// Installs the packages, builds the standard library, and links the toolchain.
pub(crate) fn install() -> Result<()> {
    ensure!(process::on_path("rustup").is_some(), "rustup is not on PATH: install it from https://rustup.rs");
    step("Debian's Rust", "1 min", || apt::install(&PACKAGES))?;
    let built = step("the standard library for wasm32", "1 min", build_std)?;
    put_in_place(&built)?;
    process::run(program("rustup").args(["toolchain", "link", NAME, "/usr"]))
}

/// Builds `std` in an empty crate and answers the folder of its parts.
fn build_std() -> Result<PathBuf> {
    let folder = place::target().join(NAME);
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    fs::write(source.join("lib.rs"), "")?;
    // The empty [workspace] keeps cargo from looking for one in the folders above.
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n")?;
    let mut cargo = program("/usr/bin/cargo");
    cargo.current_dir(&folder).args(["build", "--release", "--target", TARGET]);
    // `test` is there for `cargo test --target wasm32-unknown-unknown`.
    cargo.args(["-Z", "build-std=std,panic_abort,test"]);
    cargo.env("PATH", process::path_with(&["/usr/bin".into()])?);
    cargo
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder.join("target"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1");
    // Without bitcode a later `lto = true` has nothing to work on.
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes").env_remove("RUSTUP_TOOLCHAIN");
    process::run(&mut cargo)?;
    Ok(folder.join("target").join(TARGET).join("release/deps"))
}

fn put_in_place(built: &Path) -> Result<()> {
    let library = Path::new("/usr/lib/rustlib").join(TARGET).join("lib");
    if library.exists() {
        // Parts of an earlier compiler's library would only confuse this one.
        fs::remove_dir_all(&library).with_context(|| format!("cannot empty {}", library.display()))?;
    }
    fs::create_dir_all(&library).with_context(|| format!("cannot write {}", library.display()))?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(OsStr::to_str) else { continue };
        let is_part = path.extension() == Some(OsStr::new("rlib")) && !name.starts_with("libempty-");
        if is_part {
            fs::copy(&path, library.join(name))?;
        }
    }
    Ok(())
}
