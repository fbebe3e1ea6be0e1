//! The project's own commands: `cargo xtask setup | serve | build | lesson | test | bench`.
//!
//! Reading order: `place` (folders), `version` (what is pinned where), `process` (starting programs),
//! then what set-up is made of, `toolchain`, `debian`, `tool`, `prebuilt`, `apt`, `browser`, `firefox`, `numpy`, put
//! together in `setup`; and the commands `build` (with `parts`, `bundle`, `words`, `sheets` and `scripts`), `serve`,
//! `lesson`, `test` (with `language`), `bench`.

mod apt;
mod axe;
mod bench;
mod browser;
mod build;
mod bundle;
mod debian;
mod files;
mod firefox;
mod language;
mod lesson;
mod module;
mod nginx;
mod numpy;
mod offline;
mod parts;
mod place;
mod prebuilt;
mod process;
mod scripts;
mod serve;
mod setup;
mod sheets;
mod single_file;
mod tags;
mod test;
mod tool;
mod toolchain;
mod version;
mod words;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

const USAGE: &str = "\
Usage: cargo xtask <command>

  setup                               install whatever is missing, and nothing that is not
  serve [--port N]                    build in release mode and serve on http://127.0.0.1:8080
  build [--release] [--public-url P]  write dist/, which works from any folder of a static server
  single-file                         write the whole page into one file, dist/attention-notebook.html
  lesson FILE…                        check a notebook file and print its values
  test [step…]                        run all tests, or only some steps: fmt native language clippy doc
                                      wasm build browser clean
  bench                               measure the release build in Chromium; table and target/bench.json

serve, build, test and bench set up what they need first.";

fn main() -> ExitCode {
    match dispatch(&mut Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &mut Parser) -> Result<()> {
    let Some(command) = args.next()? else { bail!("no command\n\n{USAGE}") };
    let command = match command {
        Arg::Value(name) => name.string()?,
        Arg::Short('h') | Arg::Long("help") => "help".to_owned(),
        other => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "setup" => no_more(args).and_then(|()| setup::everything()),
        "serve" => serve::run(serve::Options::parse(args)?),
        "build" => build::run(&build::Options::parse(args)?),
        "single-file" => no_more(args).and_then(|()| single_file::run()),
        "lesson" => lesson::run(args),
        "parts" => no_more(args).and_then(|()| parts::run()),
        "test" => test::run(&test::Step::parse(args)?),
        "bench" => no_more(args).and_then(|()| bench::run()),
        "help" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("no command is called {other:?}\n\n{USAGE}"),
    }
}

fn no_more(args: &mut Parser) -> Result<()> {
    match args.next()? {
        Some(arg) => Err(arg.unexpected().into()),
        None => Ok(()),
    }
}
