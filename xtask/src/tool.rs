//! A command line tool of one exact version: on PATH, in the cache, or installed there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::{self, exe, program, step};
use crate::{place, prebuilt, version};

/// Node's package and cargo's crates keep their programs in different folders.
const NPM_PROGRAMS: &str = "node_modules/.bin";

/// It works any Firefox of the last years.
const GECKODRIVER: &str = "0.37.1";

/// A tool that has to be of one version.
#[derive(Debug)]
pub(crate) struct Tool {
    name: &'static str,
    version: String,
    programs: &'static [&'static str],
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// A crate, with its publisher's own builds for some systems.
    Crate { name: &'static str, features: &'static str, compiles_in: &'static str, archive: Option<String> },
    /// A package for Node.
    Npm { name: &'static str },
}

impl Tool {
    /// Writes the JavaScript around the module, and runs tests in a browser. It must equal the crate's version.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        let version = version::locked("wasm-bindgen")?;
        let archive = prebuilt::wasm_bindgen(&version);
        Ok(Self {
            name: "wasm-bindgen",
            version,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            source: Source::Crate { name: "wasm-bindgen-cli", features: "", compiles_in: "2 min", archive },
        })
    }

    /// Bundles the page.
    pub(crate) fn trunk() -> Result<Self> {
        let version = version::in_trunk_toml("trunk-version")?;
        let archive = prebuilt::trunk(&version);
        let source = Source::Crate { name: "trunk", features: "", compiles_in: "4 min", archive };
        Ok(Self { name: "trunk", version, programs: &["trunk"], source })
    }

    /// Takes the program apart. It does not tell its version, so that of the cache is taken.
    pub(crate) fn wasm_split() -> Result<Self> {
        let source = Source::Crate {
            name: "wasm_split_cli_support",
            features: "build-binary",
            compiles_in: "1 min",
            archive: None,
        };
        let version = version::in_cargo_toml("wasm_split_cli_support")?;
        Ok(Self { name: "wasm-split", version, programs: &["wasm-split-cli"], source })
    }

    /// Works Firefox. Distributions keep none, or an old one in a format of their own.
    pub(crate) fn geckodriver() -> Self {
        let version = GECKODRIVER.to_owned();
        let archive = prebuilt::geckodriver(&version);
        let source = Source::Crate { name: "geckodriver", features: "", compiles_in: "2 min", archive };
        Self { name: "geckodriver", version, programs: &["geckodriver"], source }
    }

    /// Makes the module smaller. Distributions' own are too old for what today's rustc writes.
    pub(crate) fn wasm_opt() -> Result<Self> {
        let pinned = version::in_trunk_toml("wasm_opt")?;
        let version = pinned.trim_start_matches("version_").to_owned();
        Ok(Self {
            name: "binaryen",
            version,
            programs: &["wasm-opt"],
            source: Source::Npm { name: "binaryen" },
        })
    }

    /// Makes scripts smaller.
    pub(crate) fn esbuild() -> Result<Self> {
        let version = version::in_cargo_toml("esbuild")?;
        let source = Source::Npm { name: "esbuild" };
        Ok(Self { name: "esbuild", version, programs: &["esbuild"], source })
    }

    /// Those that take the program apart and make it small.
    pub(crate) fn for_parts() -> Result<Vec<Self>> {
        Ok(vec![Self::wasm_bindgen()?, Self::wasm_opt()?, Self::wasm_split()?, Self::esbuild()?])
    }

    /// The folder to put on PATH for this tool; `None` where what is on PATH already serves.
    pub(crate) fn find_or_install(&self) -> Result<Option<PathBuf>> {
        if self.is_on_path() {
            return Ok(None);
        }
        let home = place::cache()?.join(format!("{}-{}", self.name, self.version));
        let bin = match self.source {
            Source::Crate { .. } => home.join("bin"),
            Source::Npm { .. } => home.join(NPM_PROGRAMS),
        };
        if !self.is_in(&bin) {
            match &self.source {
                Source::Crate { name, features, compiles_in, archive } => {
                    self.install_crate((name, features), compiles_in, archive.as_deref(), &home)?;
                }
                Source::Npm { name } => self.install_from_npm(name, &home)?,
            }
        }
        if self.is_in(&bin) {
            return Ok(Some(bin));
        }
        bail!("{} {} was installed, but {} does not hold it", self.name, self.version, bin.display())
    }

    fn is_on_path(&self) -> bool {
        let all_there = self.programs.iter().all(|name| process::on_path(name).is_some());
        all_there && self.programs.first().is_some_and(|name| self.answers(Path::new(name)))
    }

    fn is_in(&self, bin: &Path) -> bool {
        self.programs.iter().all(|name| bin.join(exe(name)).exists())
    }

    /// Whether a program starts on this system and is of the version: `trunk 0.21.14`,
    /// `wasm-opt version 132 (version_132)`.
    fn answers(&self, path: &Path) -> bool {
        let said = process::answer(program(path).arg("--version"));
        said.is_some_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    fn install_crate(
        &self,
        (krate, features): (&str, &str),
        compiles_in: &str,
        archive: Option<&str>,
        home: &Path,
    ) -> Result<()> {
        let title = format!("{} {}", self.name, self.version);
        if let Some(url) = archive {
            let bin = home.join("bin");
            let fetched = step(&format!("{title}, as its project has built it"), "5 s", || {
                prebuilt::fetch(url, self.programs, &bin)
            });
            match fetched {
                Ok(()) if self.programs.first().is_some_and(|name| self.answers(&bin.join(exe(name)))) => {
                    return Ok(());
                }
                Ok(()) => println!("setup: that build does not run on this system"),
                Err(_) => println!("setup: that is not to be had from here"),
            }
        }
        step(&format!("{title}, compiled from source"), compiles_in, || {
            let mut cargo = program("cargo");
            cargo.args(["install", "--locked", "--force", "--root"]).arg(home);
            cargo.arg(format!("{krate}@{}", self.version)).args(["--features", features]);
            // The tool's own build, not the project's; and it is compiled far longer than it ever runs.
            cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
            cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
            cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
            process::run(&mut cargo)
        })
    }

    fn install_from_npm(&self, package: &str, home: &Path) -> Result<()> {
        step(&format!("{} {}, through npm", self.name, self.version), "10 s", || {
            npm_install(&format!("{package}@{}", self.version), home)
        })
    }
}

/// Puts a package, as `axe-core@4.14.1`, into a folder of its own.
pub(crate) fn npm_install(package: &str, home: &Path) -> Result<()> {
    if process::on_path("npm").is_none() {
        bail!("npm is not on PATH: install Node.js (on Debian: sudo apt-get install -y nodejs npm)");
    }
    fs::create_dir_all(home).with_context(|| format!("cannot write {}", home.display()))?;
    let mut npm = program("npm");
    npm.current_dir(home).args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(home);
    process::run(npm.arg(package))
}
