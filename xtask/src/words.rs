//! The words of the page, as files beside its program: each catalogue in two, of which the page begins with the first.
//!
//! A file has a key, a tab and a text on each line, in the order of the keys; `src/i18n/fetched.rs` reads it. The page
//! names the files in links, by which `src/web/start.js` and the program know which languages there are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::files::{self, Files};
use crate::place;
use crate::tags;

/// What the first screen, the first edit and the menus say: whole sections, and single keys of the others. The rest
/// comes with the first part of the program. What is missing here comes too, but a moment late.
const FIRST: &[&str] = &[
    "action.",
    "arranged.",
    "cell.",
    "compare.button",
    "compare.pin",
    "compare.pinned",
    "compare.unpin",
    "completion.label",
    "cost.open",
    "cost.title",
    "course.unknown",
    "course.unreached",
    "dialog.",
    "dimension.",
    "entry.",
    "explain.where_to",
    "explain.why",
    "export.cell",
    "file.",
    "formula.",
    "geometry.arrows",
    "geometry.bars",
    "grid.",
    "language.",
    "legend.",
    "list.",
    "notebooks.choose",
    "notebooks.new_title",
    "offline.",
    "page.how",
    "page.skip",
    "page.title",
    "part.",
    "parts.",
    "player.back",
    "player.forward",
    "player.label",
    "player.pause",
    "player.play",
    "practice.begin",
    "practice.begin_label",
    "practice.go_on_at",
    "practice.reveal",
    "practice.reveal_unanswered",
    "practice.start_again_at",
    "practice.start_at",
    "present.write",
    "quantity.",
    "reference.title",
    "refusal.",
    "shape.",
    "share.opening",
    "sizes.",
    "strip.",
    "switch.",
    "text.",
    "wiggle.start",
    "writing.add_below",
    "writing.add_dimension",
    "writing.alone",
    "writing.beside",
    "writing.chart",
    "writing.delete",
    "writing.dimension_name",
    "writing.done",
    "writing.down",
    "writing.duplicate",
    "writing.edit",
    "writing.fold",
    "writing.insert",
    "writing.menu",
    "writing.new_dimension",
    "writing.no_chart",
    "writing.note",
    "writing.note_placeholder",
    "writing.remove_dimension",
    "writing.title",
    "writing.unfold",
    "writing.up",
];

/// A language's texts by their keys.
type Catalogue = BTreeMap<String, String>;

/// Writes the words into the folder of the program's parts, and their links into the page.
pub(crate) fn write(staging: &Path, parts: &Path) -> Result<()> {
    let folder = parts.file_name().and_then(|name| name.to_str()).context("the parts have no folder")?;
    let mut links = String::new();
    for (tag, catalogue) in catalogues(&place::root().join("src/i18n"))? {
        let (first, rest): (Catalogue, Catalogue) = catalogue.into_iter().partition(|(key, _)| is_first(key));
        let name = first.get("language.name").with_context(|| format!("{tag} has no language.name"))?;
        let files = [lines(&first)?, lines(&rest)?].map(|lines| (named(&tag, &lines), lines));
        links.push_str(&link(&tag, name, files.each_ref().map(|(file, _)| format!("{folder}/{file}")))?);
        for (file, lines) in files {
            fs::write(parts.join(file), lines)?;
        }
    }
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    fs::write(&page, with_links(&html, &links)?)?;
    Ok(())
}

fn is_first(key: &str) -> bool {
    FIRST.iter().any(|first| if first.ends_with('.') { key.starts_with(first) } else { key == *first })
}

/// The languages, each by its tag, in the order of the tags.
fn catalogues(folder: &Path) -> Result<BTreeMap<String, Catalogue>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(tag) = name.strip_suffix(".yml") else { continue };
        all.insert(tag.to_owned(), catalogue(&fs::read_to_string(&path)?).with_context(|| name.to_owned())?);
    }
    Ok(all)
}

fn catalogue(text: &str) -> Result<Catalogue> {
    let mut texts = Catalogue::new();
    flatten("", serde_saphyr::from_str(text)?, &mut texts)?;
    Ok(texts)
}

fn flatten(name: &str, value: Value, texts: &mut Catalogue) -> Result<()> {
    match value {
        Value::String(text) => {
            texts.insert(name.to_owned(), text);
        }
        Value::Object(section) => {
            for (key, value) in section {
                let name = if name.is_empty() { key } else { format!("{name}.{key}") };
                flatten(&name, value, texts)?;
            }
        }
        // Of the form.
        Value::Number(_) if name == "_version" => {}
        other => bail!("{name} is {other}, and no text"),
    }
    Ok(())
}

/// The file of these texts.
fn lines(texts: &Catalogue) -> Result<String> {
    let mut lines = String::new();
    for (key, text) in texts {
        ensure!(!text.is_empty() && !text.contains(['\n', '\r', '\t']), "the text of {key} is not one line");
        lines.extend([key, "\t", text, "\n"]);
    }
    Ok(lines)
}

/// The name of a file: servers let browsers keep it for ever, so another text is another file.
fn named(tag: &str, lines: &str) -> String {
    let version = files::version(&Files::from([(String::new(), lines.as_bytes().to_vec())]));
    format!("{tag}-{version}.txt")
}

/// The link of a language: its tag, its name for itself, and where its words are.
fn link(tag: &str, name: &str, [first, rest]: [String; 2]) -> Result<String> {
    let plain = |text: &str| !text.contains(['"', '&', '<', '>']);
    ensure!(plain(tag) && plain(name), "{tag}, {name:?}: cannot stand in an attribute");
    Ok(format!(
        "<link rel=\"words\" hreflang=\"{tag}\" title=\"{name}\" href=\"{first}\" data-rest=\"{rest}\">"
    ))
}

/// The page with the links behind its base address.
fn with_links(html: &str, links: &str) -> Result<String> {
    let (_, _, after) = tags::next(html, &["<base"]).context("the page has no <base>")?;
    let (before, after) = html.split_at(html.len() - after.len());
    ensure!(!html.contains("rel=\"words\""), "the page has the links of its words already");
    Ok([before, links, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_becomes_lines() {
        let text = "_version: 1\n\nb:\n  on: \"C: “d”\"\n# note\na:\n  c:\n    one: A %{x}, \\n\n";
        let texts = catalogue(text).unwrap();
        assert_eq!(lines(&texts).unwrap(), "a.c.one\tA %{x}, \\n\nb.on\tC: “d”\n");
        assert!(catalogue("a:\n  b: 1\n").is_err());
        assert!(lines(&catalogue("a:\n  b: \"c\\td\"\n").unwrap()).is_err());
    }

    #[test]
    fn every_first_key_is_in_every_catalogue() {
        let all = catalogues(&place::root().join("src/i18n")).unwrap();
        assert!(all.len() >= 2);
        for (tag, texts) in all {
            for first in FIRST {
                let found =
                    texts.keys().any(|key| key == first || first.ends_with('.') && key.starts_with(first));
                assert!(found, "{tag} has no {first}");
            }
            assert!(texts.keys().any(|key| !is_first(key)), "{tag} has no rest");
        }
        assert!(FIRST.is_sorted());
    }

    #[test]
    fn the_page_names_the_words() {
        let files = ["app-1-parts/zh-CN-2.txt", "app-1-parts/zh-CN-3.txt"];
        let link = link("zh-CN", "中文", files.map(str::to_owned)).unwrap();
        let page = with_links("<!doctype html><title>T</title><base href=./><link href=a>", &link).unwrap();
        let (before, tag, after) = tags::next(&page, &["<link"]).unwrap();
        assert!(before.ends_with("<base href=./>") && after == "<link href=a>");
        for (name, value) in [
            ("rel", "words"),
            ("hreflang", "zh-CN"),
            ("title", "中文"),
            ("href", files[0]),
            ("data-rest", files[1]),
        ] {
            assert_eq!(tag.attribute(name), Some(value));
        }
        assert!(with_links(&page, &link).is_err(), "it has them already");
    }
}
