//! What the first sign of the reader makes the page fetch, in one file.
//!
//! The splitter writes a module for each set of parts that share functions, most of them of a few hundred bytes. Those of
//! the part `answers` are fetched together, so they lie together: in a WebAssembly module of custom sections, which
//! servers compress like any other and browsers take apart themselves.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{CustomSection, Module};

/// The part that is fetched at the first sign (`src/ui/answers.rs`).
const PART: &str = "answers";
/// The name of the file.
const FILE: &str = "bundle.wasm";
/// Smaller modules of other parts come along, in bytes: a request for each would cost more than they do.
const SMALL: u64 = 1000;
/// Gives a module of the bundle as a server would. After a failure the next to ask tries again.
const BUNDLED: &str = r#"
let bundle;
function bundled(name) {
    if (bundle === undefined) {
        const asked = WebAssembly.compileStreaming(fetch(new URL("./bundle.wasm", import.meta.url)));
        asked.catch(() => { if (bundle === asked) bundle = undefined; });
        bundle = asked;
    }
    const headers = { "content-type": "application/wasm" };
    return bundle.then((module) => new Response(WebAssembly.Module.customSections(module, name)[0], { headers }));
}
"#;

/// Puts the modules into the bundle, and answers the script with that instead of their files.
pub(crate) fn write(parts: &Path, link: &str) -> Result<String> {
    let mut link = link.to_owned();
    let mut module = Module::new();
    for name in bundled(parts, &link)? {
        let file = parts.join(format!("{name}.wasm"));
        let data = fs::read(&file)?;
        module.section(&CustomSection { name: name.as_str().into(), data: data.as_slice().into() });
        let address = address(&name);
        ensure!(link.matches(&address).count() == 1, "the splitter's script does not fetch {name} once");
        link = link.replace(&address, &format!("bundled(\"{name}\")"));
        fs::remove_file(file)?;
    }
    fs::write(parts.join(FILE), module.finish())?;
    Ok(link + BUNDLED)
}

/// How the splitter's script fetches a module.
fn address(name: &str) -> String {
    format!("fetch(new URL(\"./{name}.wasm\", import.meta.url))")
}

/// The names of the modules that belong into the bundle, in the order of the script.
fn bundled(parts: &Path, link: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (name, of) in modules(link) {
        let file = parts.join(format!("{name}.wasm"));
        let size = fs::metadata(&file).with_context(|| format!("the splitter has not written {name}"))?.len();
        if size < SMALL || of.split(", ").any(|part| part == PART) {
            names.push(name.to_owned());
        }
    }
    ensure!(!names.is_empty(), "the splitter's script has no part {PART}");
    Ok(names)
}

/// The modules that the script fetches, each with the parts that need it: `split_cost` is of one, above a shared one stands
/// `/* answers, cost */`.
fn modules(link: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut shared = "";
    link.lines().filter_map(move |line| {
        if let Some(of) = line.strip_prefix("/* ").and_then(|line| line.strip_suffix(" */")) {
            shared = of;
        }
        let (_, rest) = line.split_once("fetch(new URL(\"./")?;
        let (name, _) = rest.split_once(".wasm\"")?;
        Some((name, name.strip_prefix("split_").unwrap_or(shared)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(modules: &[(&str, &str)]) -> String {
        let shared = modules.iter().map(|(name, of)| {
            format!(
                "/* {of} */\nconst __{name} = makeLoad(() => {{\n    const src = {};\n}}\n, []);\n",
                address(name)
            )
        });
        let own =
            ["answers", "cost"].map(|part| format!("const src = {};\n", address(&format!("split_{part}"))));
        shared.chain(own).collect()
    }

    #[test]
    fn what_the_first_sign_needs_is_in_one_file() {
        let parts = std::env::temp_dir().join(format!("bundle-{}", std::process::id()));
        fs::create_dir_all(&parts).unwrap();
        let large = "large ".repeat(200);
        let files = [
            ("chunk_1", &*large),
            ("chunk_2", &*large),
            ("chunk_3", "small"),
            ("split_answers", "a"),
            ("split_cost", &*large),
        ];
        for (name, text) in files {
            fs::write(parts.join(format!("{name}.wasm")), text).unwrap();
        }
        let before =
            link(&[("chunk_1", "answers, cost"), ("chunk_2", "cost, play"), ("chunk_3", "cost, play")]);

        let after = write(&parts, &before).unwrap();

        for (name, text) in files {
            let is_bundled = !["chunk_2", "split_cost"].contains(&name);
            assert_eq!(after.contains(&format!("const src = bundled(\"{name}\");")), is_bundled, "{name}");
            assert_eq!(after.contains(&format!("const src = {};", address(name))), !is_bundled, "{name}");
            assert_eq!(parts.join(format!("{name}.wasm")).exists(), !is_bundled, "{name}");
            let bundle = fs::read(parts.join(FILE)).unwrap();
            let section = [name.as_bytes(), text.as_bytes()].concat();
            assert_eq!(bundle.windows(section.len()).any(|window| window == section), is_bundled, "{name}");
        }
        assert!(write(&parts, "const nothing = 1;").is_err());
        fs::remove_dir_all(parts).unwrap();
    }
}
