//! `cargo xtask parts`: takes the page's program apart, so that the page begins with what its first screen needs.
//!
//! Trunk calls it after each build (Trunk.toml), since it has no place for this between the linker and wasm-bindgen.
//! The splitter reads the relocations that the linker leaves (build.rs), and moves what only the functions of one part
//! reach into a module of its own (`src/part.rs`). From then on it is the usual way: wasm-bindgen, wasm-opt. Those that are
//! fetched together lie together (`bundle`). Beside the parts lie the words (`words`).

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bundle;
use crate::files;
use crate::place;
use crate::process;
use crate::scripts;
use crate::setup::Setup;
use crate::sheets;
use crate::toolchain::TARGET;
use crate::words;

/// What current browsers have; `--all-features` writes modules that they refuse.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-multivalue",
    "--enable-simd",
];
/// How the splitter names the module that fetches the parts.
const LINK: &str = "__wasm_split.js";

/// Takes the program apart that trunk has just put into its staging folder.
pub(crate) fn run() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("trunk calls this after a build")?);
    let release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    let setup = Setup::for_parts()?;
    let name = program_name(&staging)?;
    let folder = place::target().join(TARGET).join(if release { "release" } else { "debug" });
    let work = folder.join("parts");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let bound = work.join("bound");
    fs::create_dir_all(&bound)?;

    let mut split = setup.program("wasm-split-cli");
    process::run(split.arg(folder.join("app.wasm")).arg(&work).args([
        "--target",
        "web",
        "--out-name",
        &name,
    ]))?;
    let mut bindgen = setup.program("wasm-bindgen");
    // The parts share the table of functions, which wasm-bindgen would take from the exports.
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir"]).arg(&bound);
    process::run(bindgen.arg(work.join(format!("{name}.wasm"))))?;

    let parts = staging.join(format!("{name}-parts"));
    fs::create_dir_all(&parts)?;
    let main = format!("{name}_bg.wasm");
    finish(&setup, release, &bound.join(&main), &staging.join(&main))?;
    for module in modules(&work)? {
        if module.file_stem() != Some(OsStr::new(&name)) {
            let file = module.file_name().unwrap_or_default();
            finish(&setup, release, &module, &parts.join(file))?;
        }
    }
    let script = fs::read_to_string(bound.join(format!("{name}.js")))?;
    let link = fs::read_to_string(work.join(LINK))?;
    let from = |path: &str| format!("from \"{path}\"");
    let script = script.replace(&from(&format!("./{LINK}")), &from(&format!("./{name}-parts/parts.js")));
    let link = link.replace(&from(&format!("./{name}.js")), &from(&format!("../{name}.js")));
    fs::write(staging.join(format!("{name}.js")), script)?;
    fs::write(parts.join("parts.js"), bundle::write(&parts, &link)?)?;
    words::write(&staging, &parts)?;
    if release {
        scripts::minify(&setup, &[&staging, &parts])?;
    }
    rename(&staging, &name)?;
    sheets::join(&staging)
}

/// Gives the program, its script and the folder of its parts a name that is another one where any of them is: browsers are
/// told to keep them for ever. Trunk's name knows neither the parts nor the words.
fn rename(staging: &Path, name: &str) -> Result<()> {
    let files = files::read(staging)?;
    let own = files.iter().filter(|(file, _)| file.starts_with(name));
    let version = files::version(&own.map(|(file, content)| (file.clone(), content.clone())).collect());
    let new = format!("app-{version}");
    for (file, content) in &files {
        let is_text = [".html", ".js"].iter().any(|end| file.ends_with(end));
        if is_text
            && let Ok(text) = str::from_utf8(content)
            && text.contains(name)
        {
            fs::write(staging.join(file), text.replace(name, &new))?;
        }
    }
    for file in [format!("{name}.js"), format!("{name}_bg.wasm"), format!("{name}-parts")] {
        fs::rename(staging.join(&file), staging.join(file.replace(name, &new)))?;
    }
    Ok(())
}

/// `app-0123456789abcdef`, as trunk has named it.
fn program_name(staging: &Path) -> Result<String> {
    let name = |path: &PathBuf| {
        let file = path.file_name()?.to_str()?;
        Some(file.strip_suffix("_bg.wasm").filter(|name| name.starts_with("app-"))?.to_owned())
    };
    modules(staging)?.iter().find_map(name).context("trunk has built no program app-…_bg.wasm")
}

fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension() == Some(OsStr::new("wasm"))).collect())
}

/// A release is made small, which takes some seconds.
fn finish(setup: &Setup, release: bool, from: &Path, to: &Path) -> Result<()> {
    if release {
        let mut opt = setup.program("wasm-opt");
        process::run_quietly(opt.arg("-Oz").args(FEATURES).arg(from).arg("-o").arg(to))
    } else {
        fs::copy(from, to).map(|_| ()).with_context(|| format!("cannot write {}", to.display()))
    }
}
