//! `cargo xtask build`: writes dist/.

use anyhow::Result;
use lexopt::{Arg, Parser, ValueExt};

use crate::process;
use crate::setup::Setup;
use crate::{offline, place};

/// How to build.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) release: bool,
    /// Where the page will lie; by default wherever it is put.
    pub(crate) public_url: Option<String>,
}

impl Options {
    pub(crate) fn parse(args: &mut Parser) -> Result<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("release") => options.release = true,
                Arg::Long("public-url") => options.public_url = Some(args.value()?.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Sets up and builds.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut trunk = Setup::for_page()?.trunk("build");
    if options.release {
        trunk.arg("--release");
    }
    if let Some(url) = &options.public_url {
        trunk.arg("--public-url").arg(url);
    }
    process::run(&mut trunk)?;
    offline::write_list(&place::dist())?;
    println!("built: {}", place::dist().display());
    Ok(())
}
