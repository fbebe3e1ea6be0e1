//! `cargo xtask serve`: builds, serves, and builds again when a file changes.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::process;
use crate::setup::Setup;

/// Where to serve.
#[derive(Debug)]
pub(crate) struct Options {
    port: u16,
}

impl Options {
    pub(crate) fn parse(args: &mut Parser) -> Result<Self> {
        let mut options = Self { port: 8080 };
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("port") => options.port = args.value()?.parse()?,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Sets up, builds and serves until it is stopped.
pub(crate) fn run(options: Options) -> Result<()> {
    let Options { port } = options;
    let setup = Setup::for_page()?;
    // trunk would find out only after the build.
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("port {port} is taken by another program; choose one with `cargo xtask serve --port N`")
    })?);
    let mut trunk = setup.trunk("serve");
    trunk.args(["--release", "--address", "127.0.0.1", "--port", &port.to_string()]);
    println!("serve: building (usually 2 min at first, then 30 s); then at http://127.0.0.1:{port}");
    process::become_it(&mut trunk)
}
