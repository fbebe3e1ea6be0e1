//! `cargo xtask lesson FILE…`: what is wrong with a notebook file, and its values.

use std::env;

use anyhow::{Result, ensure};
use lexopt::{Arg, Parser};

use crate::process::{self, program};

/// Checks the files that the user names, from the folder that he is in.
pub(crate) fn run(args: &mut Parser) -> Result<()> {
    let mut files = Vec::new();
    while let Some(arg) = args.next()? {
        let Arg::Value(file) = arg else { return Err(arg.unexpected().into()) };
        files.push(env::current_dir()?.join(file));
    }
    ensure!(!files.is_empty(), "which file? cargo xtask lesson my-lesson.json");
    process::run(program("cargo").args(["run", "--quiet", "--bin", "lesson", "--"]).args(files))
}
