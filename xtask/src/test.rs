//! `cargo xtask test`: every test there is, from the fastest to the slowest.

use std::env;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use lexopt::{Arg, Parser, ValueExt};

use crate::browser::Browser;
use crate::firefox::Firefox;
use crate::process::{self, program};
use crate::setup::Setup;
use crate::toolchain::TARGET;
use crate::{axe, build, language, nginx, numpy, place, single_file};

/// One step of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Fmt,
    Native,
    Language,
    Clippy,
    Doc,
    Wasm,
    Build,
    Browser,
    Clean,
}

impl Step {
    const ALL: [Self; 9] = {
        use Step::{Browser, Build, Clean, Clippy, Doc, Fmt, Language, Native, Wasm};
        [Fmt, Native, Language, Clippy, Doc, Wasm, Build, Browser, Clean]
    };

    /// The steps that the user names; all of them for none.
    pub(crate) fn parse(args: &mut Parser) -> Result<Vec<Self>> {
        let mut steps = Vec::new();
        while let Some(arg) = args.next()? {
            let Arg::Value(name) = arg else { return Err(arg.unexpected().into()) };
            let name = name.string()?;
            match Self::ALL.into_iter().find(|step| step.name() == name) {
                Some(step) => steps.push(step),
                None => {
                    bail!("no step is called {name:?}: there are {}", Self::ALL.map(Self::name).join(", "))
                }
            }
        }
        Ok(if steps.is_empty() { Self::ALL.to_vec() } else { steps })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Native => "native",
            Self::Language => "language",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Wasm => "wasm",
            Self::Build => "build",
            Self::Browser => "browser",
            Self::Clean => "clean",
        }
    }

    /// What it does, and how long it usually takes on two cores from nothing.
    fn title(self) -> &'static str {
        match self {
            Self::Fmt => "the code is formatted (2 s)",
            Self::Native => "tests that need no browser (3 min)",
            Self::Language => "a third language from data files alone (1 min)",
            Self::Clippy => "lints, host and wasm32 (3 min)",
            Self::Doc => "documentation without warnings (1 min)",
            Self::Wasm => "tests of the wasm build in Chromium (2 min)",
            Self::Build => "the page, release build (2 min)",
            Self::Browser => "the page in Chromium, end to end, and its main flows in Firefox (6 min)",
            Self::Clean => "the tests have changed no file of the repository (1 s)",
        }
    }

    fn run(self) -> Result<()> {
        match self {
            Self::Fmt => process::run(program("cargo").args(["fmt", "--all", "--check"])),
            Self::Native => native(),
            Self::Language => language::test(),
            Self::Clippy => clippy(),
            Self::Doc => doc(),
            Self::Wasm => wasm(),
            Self::Build => build::run(&build::Options { release: true, public_url: None }),
            Self::Browser => end_to_end(),
            Self::Clean => clean(),
        }
    }
}

/// Runs the steps, all of them even if one fails: a long run should tell everything it can.
pub(crate) fn run(steps: &[Step]) -> Result<()> {
    let mut outcomes: Vec<(Step, Duration, Result<()>)> = Vec::new();
    for &step in steps {
        println!("\n=== {}: {}", step.name(), step.title());
        let start = Instant::now();
        let page_failed = outcomes.iter().any(|(done, _, result)| *done == Step::Build && result.is_err());
        let result = if step == Step::Browser && page_failed { bail_unbuilt() } else { step.run() };
        if let Err(error) = &result {
            eprintln!("error: {error:#}");
        }
        outcomes.push((step, start.elapsed(), result));
    }

    println!();
    for (step, took, result) in &outcomes {
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        println!("=== {:8} {verdict:6} {:6.1} s", step.name(), took.as_secs_f64());
    }
    let failed: Vec<_> =
        outcomes.iter().filter(|outcome| outcome.2.is_err()).map(|(step, ..)| step.name()).collect();
    ensure!(failed.is_empty(), "failed; to run only that again: cargo xtask test {}", failed.join(" "));
    Ok(())
}

fn bail_unbuilt() -> Result<()> {
    bail!("skipped, since the page could not be built")
}

fn native() -> Result<()> {
    let python = numpy::find_or_install()?;
    let mut cargo = program("cargo");
    // The crate `browser-tests` is left to its own step: it needs the built page.
    cargo.args(["test", "--workspace", "--exclude", "browser-tests", "--no-fail-fast"]);
    process::run(cargo.env("ATTENTION_PYTHON", python))
}

fn clippy() -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    process::run(program("cargo").args(["clippy", "--workspace", "--all-targets"]).args(deny))?;
    let mut wasm = Setup::for_target()?.program("cargo");
    wasm.args(["clippy", "--target", TARGET, "--lib", "--bins"]);
    // Not all targets: the native tests use crates that do not build for wasm32.
    let tests = place::root().join("tests");
    for name in
        ["wasm", "evaluation"].into_iter().filter(|name| tests.join(name).with_extension("rs").is_file())
    {
        wasm.args(["--test", name]);
    }
    process::run(wasm.args(deny))
}

fn doc() -> Result<()> {
    let mut cargo = program("cargo");
    process::run(cargo.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn wasm() -> Result<()> {
    let setup = Setup::for_wasm_tests()?;
    let mut cargo = in_browser(&setup, &Browser::find_or_install()?);
    process::run(cargo.args(["test", "--target", TARGET, "--test", "wasm"]))
}

/// cargo, whose tests for wasm32 run in Chromium, with the options of `webdriver.json`.
pub(crate) fn in_browser(setup: &Setup, browser: &Browser) -> Command {
    let mut cargo = setup.program("cargo");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    browser.choose(&mut cargo);
    cargo
}

fn end_to_end() -> Result<()> {
    let dist = place::dist();
    ensure!(
        dist.join("index.html").is_file(),
        "there is no page in dist/ yet: cargo xtask test build browser"
    );
    let mut cargo = program("cargo");
    Browser::find_or_install()?.choose(&mut cargo);
    Firefox::find_or_install()?.choose(&mut cargo);
    cargo.args(["test", "--package", "browser-tests", "--no-fail-fast"]);
    single_file::write(&dist)?;
    cargo.env("ATTENTION_AXE", axe::find_or_install()?);
    cargo.env("ATTENTION_NGINX", nginx::find_or_install()?);
    process::run(cargo.env("ATTENTION_DIST", dist))
}

/// On a developer's machine changes are the point; elsewhere they mean that a test or a lock file is stale.
fn clean() -> Result<()> {
    if env::var_os("CI").is_none_or(|value| value != "true") {
        println!("skipped: CI is not \"true\"");
        return Ok(());
    }
    process::run(program("git").args(["diff", "--exit-code"]))
}
