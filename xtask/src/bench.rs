//! `cargo xtask bench`: builds the page as it is published and measures it in Chromium.
//!
//! The measuring itself is the program `bench` in `tests/browser`.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::process::{self, program};
use crate::setup::Setup;
use crate::toolchain::TARGET;
use crate::{build, place, test};

/// Builds, measures, prints a table and writes `target/bench.json`.
pub(crate) fn run() -> Result<()> {
    build::run(&build::Options { release: true, public_url: None })?;
    let browser = Browser::find_or_install()?;
    let evaluation = evaluation(&browser)?;
    let mut cargo = program("cargo");
    browser.choose(&mut cargo);
    cargo.args(["run", "--quiet", "--package", "browser-tests", "--bin", "bench"]);
    cargo.env("ATTENTION_DIST", place::dist()).env("ATTENTION_BENCH", place::target().join("bench.json"));
    if let Some(line) = evaluation {
        cargo.env("ATTENTION_EVALUATION", line);
    }
    process::run(&mut cargo)
}

/// Runs the evaluation's own bench, compiled for wasm32, in Chromium, and answers its result: the line
/// `{"evaluation_ms": …, "nalgebra_ms": …}` among what `tests/evaluation.rs` prints.
fn evaluation(browser: &Browser) -> Result<Option<String>> {
    if !place::root().join("tests/evaluation.rs").is_file() {
        println!("bench: no tests/evaluation.rs: evaluation against plain nalgebra is left out");
        return Ok(None);
    }
    let mut cargo = test::in_browser(&Setup::for_wasm_tests()?, browser);
    cargo.args(["test", "--release", "--target", TARGET, "--test", "evaluation", "--", "--nocapture"]);
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    let mut result = None;
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line?;
        println!("{line}");
        if let Some(start) = line.find("{\"evaluation_ms\"") {
            result = Some(line[start..].to_owned());
        }
    }
    if !child.wait()?.success() {
        bail!("tests/evaluation.rs failed");
    }
    Ok(result)
}
