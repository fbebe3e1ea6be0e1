//! Programs as their projects have built them: seconds to fetch, where compiling takes minutes.
//!
//! Where there is no build for this system, or no way to the project's releases, cargo compiles it instead.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{self, exe, program};

/// Where trunk's project keeps a version.
pub(crate) fn trunk(version: &str) -> Option<String> {
    let releases = "https://github.com/trunk-rs/trunk/releases/download";
    let system = system("gnu")?;
    Some(format!("{releases}/v{version}/trunk-{system}.tar.gz"))
}

/// Where wasm-bindgen's project keeps a version.
pub(crate) fn wasm_bindgen(version: &str) -> Option<String> {
    let releases = "https://github.com/wasm-bindgen/wasm-bindgen/releases/download";
    let system = system("musl")?;
    Some(format!("{releases}/{version}/wasm-bindgen-{version}-{system}.tar.gz"))
}

/// Where Firefox's project keeps a version of its driver.
pub(crate) fn geckodriver(version: &str) -> Option<String> {
    let releases = "https://github.com/mozilla/geckodriver/releases/download";
    let system = match (OS, ARCH) {
        ("linux", "x86_64") => "linux64",
        ("linux", "aarch64") => "linux-aarch64",
        ("macos", "x86_64") => "macos",
        ("macos", "aarch64") => "macos-aarch64",
        _ => return None,
    };
    Some(format!("{releases}/v{version}/geckodriver-v{version}-{system}.tar.gz"))
}

fn system(linux_libc: &str) -> Option<String> {
    match (OS, ARCH) {
        ("linux", "x86_64" | "aarch64") => Some(format!("{ARCH}-unknown-linux-{linux_libc}")),
        ("macos", "x86_64" | "aarch64") => Some(format!("{ARCH}-apple-darwin")),
        _ => None,
    }
}

/// Fetches an archive and puts its programs into a folder.
pub(crate) fn fetch(url: &str, programs: &[&str], bin: &Path) -> Result<()> {
    let part = bin.with_extension("part");
    let result = fetch_through(url, programs, bin, &part);
    let removed = fs::remove_dir_all(&part);
    result.and(removed.with_context(|| format!("cannot remove {}", part.display())))
}

fn fetch_through(url: &str, programs: &[&str], bin: &Path, part: &Path) -> Result<()> {
    fs::create_dir_all(part).with_context(|| format!("cannot write {}", part.display()))?;
    let archive = part.join("archive.tar.gz");
    let mut curl = program("curl");
    curl.args([
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--connect-timeout",
        "5",
        "--max-time",
        "300",
    ]);
    process::run(curl.arg("--output").arg(&archive).arg(url))?;
    process::run(program("tar").arg("-xzf").arg(&archive).arg("-C").arg(part))?;
    fs::create_dir_all(bin)?;
    for name in programs {
        let file = exe(name);
        let found = below(part, &file)?.with_context(|| format!("the archive has no {file}"))?;
        fs::rename(&found, bin.join(&file))?;
    }
    Ok(())
}

/// The file in a folder or in one folder within it, as the two projects pack it.
fn below(folder: &Path, file: &str) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name == file) && path.is_file() {
            return Ok(Some(path));
        }
        if path.join(file).is_file() {
            return Ok(Some(path.join(file)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_come_out_of_an_archive_wherever_it_keeps_them() {
        let folder = std::env::temp_dir().join(format!("prebuilt-{}", std::process::id()));
        fs::create_dir_all(folder.join("in/tool-1.0")).unwrap();
        fs::write(folder.join("in/top"), "1").unwrap();
        fs::write(folder.join("in/tool-1.0/nested"), "2").unwrap();
        let archive = folder.join("a.tar.gz");
        process::run(program("tar").arg("-czf").arg(&archive).arg("-C").arg(folder.join("in")).arg("."))
            .unwrap();
        let bin = folder.join("home/bin");

        fetch(&format!("file://{}", archive.display()), &["top", "nested"], &bin).unwrap();

        assert_eq!(fs::read_to_string(bin.join("nested")).unwrap(), "2");
        assert!(!folder.join("home/bin.part").exists());
        assert!(fetch("file:///nowhere.tar.gz", &["top"], &bin).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
