//! `cargo xtask single-file`: the page in one HTML file that opens from a disk.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};

use crate::files::{self, Files, integrity};
use crate::module::as_function;
use crate::tags::{self, Tag};
use crate::{build, place};

const NAME: &str = "attention-notebook.html";
/// What links modules and answers requests in the file.
const LINKER: &str = include_str!("../../src/web/single-file.js");
/// Scripts that have nothing to do there.
const LEFT_OUT: &str = "offline-";

/// Builds the page and writes the file beside it.
pub(crate) fn run() -> Result<()> {
    build::run(&build::Options { release: true, public_url: None })?;
    let (path, size) = write(&place::dist())?;
    println!("written: {}, {:.1} MB", path.display(), size as f64 / 1e6);
    Ok(())
}

/// Writes the file of a build, and answers where and how large.
pub(crate) fn write(dist: &Path) -> Result<(PathBuf, usize)> {
    let html = in_one(&files::read(dist)?)?;
    let path = dist.join(NAME);
    fs::write(&path, &html).with_context(|| format!("cannot write {}", path.display()))?;
    Ok((path, html.len()))
}

/// What becomes of the page's tags.
#[derive(Default)]
struct Parts {
    html: String,
    styles: String,
    /// Before everything else, as they stand.
    scripts: Vec<String>,
    /// The modules that the page itself names.
    roots: Vec<String>,
}

fn in_one(files: &Files) -> Result<String> {
    let page = text(files, "index.html")?;
    let mut parts = Parts::default();
    let mut rest = page;
    while let Some((before, tag, after)) = tags::next(rest, &["<base", "<link", "<meta", "<script"]) {
        parts.html.push_str(before);
        rest = parts.take(&tag, after, files)?;
    }
    parts.html.push_str(rest);
    parts.scripts.push(linked(files, &parts.roots)?);
    let Parts { html, styles, scripts, .. } = parts;
    ensure!(
        !styles.contains("</") && scripts.iter().all(|script| !script.contains("</script")),
        "a text ends its own element"
    );

    let scripts_allowed: Vec<_> =
        scripts.iter().map(|script| format!("'{}'", integrity(script.as_bytes()))).collect();
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src '{}'; img-src data: blob:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        scripts_allowed.join(" "),
        integrity(styles.as_bytes()),
    );
    let head =
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><style>{styles}</style>");
    let foot = format!(
        "<script type=\"application/octet-stream\" id=\"files\">{}</script>{}",
        packed(files)?,
        scripts.iter().map(|script| format!("<script>{script}</script>")).collect::<Vec<_>>().concat()
    );
    let charset = html.find("<title").context("the page has no title")?;
    let end = html.find("</body>").unwrap_or(html.len());
    ensure!(charset < end, "the title stands behind the page");
    Ok([&html[..charset], &head, &html[charset..end], &foot, &html[end..]].concat())
}

impl Parts {
    /// Keeps a tag, or what it stands for; answers what comes after it.
    fn take<'a>(&mut self, tag: &Tag<'_>, after: &'a str, files: &Files) -> Result<&'a str> {
        let value = |name: &str| tag.attribute(name).unwrap_or_default();
        match tag.name {
            "meta" if value("http-equiv").eq_ignore_ascii_case("Content-Security-Policy") => {}
            "meta" => self.html.push_str(tag.text),
            "link" if value("rel") == "stylesheet" => self.styles.push_str(text(files, value("href"))?),
            "link" if value("rel") == "icon" => {
                let icon = STANDARD.encode(text(files, value("href"))?);
                let icon = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">");
                self.html.push_str(&icon);
            }
            // What the words of a language are called in the file.
            "link" if value("rel") == "words" => self.html.push_str(tag.text),
            // What the page starts by; there is nothing to be fetched before.
            "link" if !value("id").is_empty() => {
                let link = format!("<link id=\"{}\" href=\"{}\">", value("id"), value("href"));
                self.html.push_str(&link);
            }
            "base" | "link" => {}
            _ => {
                let (inside, behind) = after.split_once("</script>").context("a script does not end")?;
                ensure!(inside.trim().is_empty(), "a script stands in the page itself");
                let name = path(value("src"));
                if value("type") == "module" {
                    self.roots.extend((!name.starts_with(LEFT_OUT)).then(|| name.to_owned()));
                } else {
                    self.scripts.push(text(files, name)?.to_owned());
                }
                return Ok(behind);
            }
        }
        Ok(after)
    }
}

/// Whether a file of the build has the extension; we name them, in small letters.
fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

/// The linker with all modules.
fn linked(files: &Files, roots: &[String]) -> Result<String> {
    let is_module = |name: &str| {
        has_extension(name, "js")
            && name != "service-worker.js"
            && !name.starts_with("loading-")
            && !name.starts_with(LEFT_OUT)
    };
    let mut modules = Vec::new();
    for name in files.keys().filter(|name| is_module(name)) {
        let function = as_function(text(files, name)?).with_context(|| name.clone())?;
        modules.push(format!("{name:?}: {function},\n"));
    }
    let mut script = LINKER.to_owned();
    for (line, value) in [
        ("const modules = {};", format!("const modules = {{\n{}}};", modules.concat())),
        ("const roots = [];", format!("const roots = {roots:?};")),
    ] {
        ensure!(script.matches(line).count() == 1, "the linker has no line {line}");
        script = script.replacen(line, &value, 1);
    }
    Ok(script)
}

/// Programs, lessons and the like: a line with names and lengths, then all of them, compressed, in base64.
fn packed(files: &Files) -> Result<String> {
    let is_data = |name: &str| ["wasm", "json", "txt"].iter().any(|extension| has_extension(name, extension));
    let files = || files.iter().filter(|(name, _)| is_data(name));
    let list: Vec<_> = files().map(|(name, content)| format!("[{name:?},{}]", content.len())).collect();
    let list = format!("[{}]\n", list.join(","));
    ensure!(list.len() < 65536, "the list is longer than the page reads");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(list.as_bytes())?;
    for (_, content) in files() {
        gzip.write_all(content)?;
    }
    Ok(STANDARD.encode(gzip.finish()?))
}

/// A path without the `./` before it.
fn path(address: &str) -> &str {
    address.strip_prefix("./").unwrap_or(address)
}

fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str> {
    let content = files.get(path(name)).with_context(|| format!("the build has no {name}"))?;
    std::str::from_utf8(content).with_context(|| format!("{name} is no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Files {
        let page = "<!doctype html><html data-build=\"01\" lang=zh-CN><meta charset=utf-8>\
            <meta content=\"default-src 'none'\" http-equiv=Content-Security-Policy><title>T</title><base href=./>\
            <link href=icon.svg rel=icon type=image/svg+xml><link href=a.webmanifest rel=manifest>\
            <link href=./a-1.css integrity=sha384-x rel=stylesheet><link href=./b-1.css rel=stylesheet>\
            <link rel=words hreflang=en href=app-1-parts/en.txt>\
            <link crossorigin=anonymous href=./app-1.js id=program rel=modulepreload><body><div id=app></div>\
            <script src=./loading-1.js></script><script src=./start-1.js type=module></script>\
            <script src=./offline-1.js type=module></script></body></html>";
        let files = [
            ("index.html", page),
            ("icon.svg", "<svg/>"),
            ("a-1.css", "a{}"),
            ("b-1.css", "b{}"),
            ("loading-1.js", "one();"),
            ("start-1.js", "import(two);"),
            ("offline-1.js", "three();"),
            ("service-worker.js", "four();"),
            ("app-1.js", "export default 5;"),
            ("x.wasm", "asm"),
        ];
        files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn all_that_the_page_names_is_in_the_file() {
        let html = in_one(&page()).unwrap();
        assert!(html.contains("<style>a{}b{}</style>"), "{html}");
        assert!(html.contains("<script>one();</script>"), "{html}");
        assert!(html.contains("\"start-1.js\": ($module) => {$module.load(two);\n}"), "{html}");
        assert!(html.contains("const roots = [\"start-1.js\"];"), "{html}");
        assert!(html.contains("<link id=\"program\" href=\"./app-1.js\">"), "{html}");
        assert!(html.contains("<link rel=words hreflang=en href=app-1-parts/en.txt>"), "{html}");
        for gone in
            ["three()", "four()", "manifest", "<base", "integrity=", "src=", "default-src 'none'\" http"]
        {
            assert!(!html.contains(gone), "{gone}: {html}");
        }
        let hash = integrity(b"a{}b{}");
        assert!(html.contains(&format!("style-src '{hash}'")), "{html}");
    }

    #[test]
    fn a_page_that_is_not_understood_is_refused() {
        let mut broken = page();
        broken.insert("app-1.js".to_owned(), b"const a = 1; export * from './x.js'".to_vec());
        assert!(in_one(&broken).is_err());
        let mut broken = page();
        broken.remove("b-1.css");
        assert!(in_one(&broken).is_err());
    }
}
