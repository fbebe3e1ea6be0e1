//! The list of a build's files, by which the service worker keeps exactly these and no others.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{self, Files};

const PAGE: &str = "index.html";
const WORKER: &str = "service-worker.js";

/// Writes the version into the page, and version and files into its service worker.
pub(crate) fn write_list(dist: &Path) -> Result<()> {
    let mut files = files::read(dist)?;
    let worker = files.remove(WORKER).with_context(|| format!("the build has no {WORKER}"))?;
    let version = files::version(&files);
    let page = files.get_mut(PAGE).with_context(|| format!("the build has no {PAGE}"))?;
    *page = with_version(&String::from_utf8_lossy(page), &version)?.into_bytes();
    fs::write(dist.join(PAGE), &*page)?;
    fs::write(dist.join(WORKER), with_files(&String::from_utf8_lossy(&worker), &version, &files)?)?;
    Ok(())
}

fn with_version(page: &str, version: &str) -> Result<String> {
    ensure!(page.matches("<html ").count() == 1, "{PAGE} has no <html …>");
    Ok(page.replacen("<html ", &format!("<html data-build=\"{version}\" "), 1))
}

fn with_files(worker: &str, version: &str, files: &Files) -> Result<String> {
    let mut list = String::new();
    for (name, content) in files {
        // The page is asked for by its folder.
        let path = if name == PAGE { "./" } else { name };
        let sound = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"./_-".contains(&byte));
        ensure!(sound, "{name} would need another name in an address");
        writeln!(list, "  \"{path}\": \"{}\",", files::integrity(content))?;
    }
    let mut written = worker.to_owned();
    for (line, value) in [
        ("const version = \"\";", format!("const version = \"{version}\";")),
        ("const files = {};", format!("const files = {{\n{list}}};")),
    ] {
        ensure!(worker.matches(line).count() == 1, "{WORKER} has no line {line}");
        written = written.replacen(line, &value, 1);
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_gets_its_version_and_files() {
        let worker = include_str!("../../src/web/service-worker.js");
        let files = Files::from([
            ("index.html".to_owned(), b"abc".to_vec()),
            ("parts/a_1.wasm".to_owned(), Vec::new()),
        ]);
        let written = with_files(worker, "0123", &files).unwrap();
        assert!(written.contains("const version = \"0123\";\n"));
        assert!(written.contains("  \"./\": \"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\",\n"));
        assert!(
            written
                .contains("  \"parts/a_1.wasm\": \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\n")
        );
        assert!(with_files(&written, "0123", &files).is_err(), "it has them already");
        let strange = Files::from([("a b.js".to_owned(), Vec::new())]);
        assert!(with_files(worker, "0123", &strange).is_err());
    }

    #[test]
    fn the_page_gets_its_version() {
        let page = with_version("<!doctype html><html lang=zh-CN><head>", "0123").unwrap();
        assert_eq!(page, "<!doctype html><html data-build=\"0123\" lang=zh-CN><head>");
        assert!(with_version("<html>", "0123").is_err());
    }
}
