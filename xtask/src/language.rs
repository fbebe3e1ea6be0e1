//! A third language from data files alone: a copy of the repository with a catalogue and a text more, and its tests.

use std::fs;

use anyhow::{Context, Result};

use crate::place;
use crate::process::{self, program};

/// A tag that no language has.
const TAG: &str = "qaa";
/// Another package than the repository's own: cargo would take the one for the other, in one target folder.
const PACKAGE: &str = "attention-notebook-language";

/// Copies what git knows into the target folder, adds a language, and tests the copy.
pub(crate) fn test() -> Result<()> {
    let copy = place::target().join("language");
    let listed =
        process::answer(program("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]));
    for file in listed.context("git does not list the files")?.lines() {
        let (from, to) = (place::root().join(file), copy.join(file));
        // A file that is deleted and not committed yet.
        let Ok(new) = fs::read(&from) else { continue };
        if fs::read(&to).is_ok_and(|old| old == new) {
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&to, new)?;
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        let text = fs::read_to_string(copy.join(file))?;
        let named = text.replace("name = \"attention-notebook\"", &format!("name = \"{PACKAGE}\""));
        fs::write(copy.join(file), named)?;
    }
    let english = fs::read_to_string(copy.join("src/i18n/en.yml"))?;
    fs::write(copy.join(format!("src/i18n/{TAG}.yml")), marked(&english))?;
    let lesson = copy.join("src/lessons/notebooks/xiaoming.json");
    let text = fs::read_to_string(&lesson)?;
    // The first text of a notebook is its title.
    fs::write(&lesson, text.replacen("{\"zh-CN\":", &format!("{{\"{TAG}\": \"⟦title\", \"zh-CN\":"), 1))?;
    let test = |name: &str| {
        let mut cargo = program("cargo");
        cargo.current_dir(&copy).args(["test", "--package", PACKAGE, "--test", name]);
        // The same crates as those of the repository, compiled once.
        cargo.env("CARGO_TARGET_DIR", place::target());
        cargo
    };
    // The page carries the first lesson packed.
    process::run(test("lessons").arg("the_first_lesson_is_packed").env("PACK", "1"))?;
    process::run(test("language").env("ATTENTION_STUB_LANGUAGE", TAG))
}

/// The catalogue with a sign before each text.
fn marked(catalogue: &str) -> String {
    let line = |line: &str| {
        let Some((key, text)) =
            line.split_once(": ").filter(|(key, _)| !key.trim_start().starts_with(['_', '#']))
        else {
            return format!("{line}\n");
        };
        match text.strip_prefix('"') {
            Some(quoted) => format!("{key}: \"⟦{quoted}\n"),
            None => format!("{key}: ⟦{text}\n"),
        }
    };
    catalogue.lines().map(line).collect()
}
