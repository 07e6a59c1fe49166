//! The only build tool: `cargo xtask COMMAND`.

mod assets;
mod bench;
mod cargo;
mod part;
mod paths;
#[cfg(unix)]
mod prove;
mod setup;
mod sizes;
mod step;
mod test;
mod tools;
mod wasm;

use anyhow::{Result, bail};
use cargo::Build;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  setup [--yes]      check what building needs; install it with apt-get as root, or with sudo after --yes
  build [--release]  the page, the engine, the editor, the style, and then the program
  demo [ARGS]        build for release, then run `lockgate demo ARGS`
  serve [ARGS]       build for release, then run `lockgate serve ARGS`
  test               build what ships, then every test
  prove              run every case on PostgreSQL 13 to 18, and write docs/proof.md
  prove --random     renew what docs/proof.md tells of random statements
  prove --project DIR
                     compare a project's replay with the catalogs of PostgreSQL 16 to 18
  tools              run other people's migration tools, and hold them to what Lockgate says they do
  prove-syntax DIR   hold the grammar against src/test/regress of PostgreSQL's source
  bench [DIR...]     time the engine alone, and `lockgate lint` beside squawk on generated folders and on DIR
  sizes              build what ships, then hold it to its limits
  ci                 format, clippy, then test";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else { bail!("{USAGE}") };
    std::env::set_current_dir(paths::root())?;
    match (command.as_str(), rest) {
        ("setup", []) => setup::run(false),
        ("setup", [yes]) if yes == "--yes" => setup::run(true),
        ("build", []) => build(Build::Quick),
        ("build", [release]) if release == "--release" => build(Build::Shipped),
        ("demo" | "serve", _) => start(command, rest),
        ("test", []) => test::run(),
        #[cfg(unix)]
        ("prove", _) => prove::run(rest),
        ("tools", []) => test::tools(),
        #[cfg(unix)]
        ("prove-syntax", [folder]) => prove::syntax(folder),
        ("bench", projects) => bench::run(projects),
        ("sizes", []) => {
            setup::run(false)?;
            assets::build(Build::Shipped)?;
            sizes::check()
        }
        ("ci", []) => test::ci(),
        _ => bail!("`{}` is no command\n\n{USAGE}", arguments.join(" ")),
    }
}

fn build(build: Build) -> Result<()> {
    setup::run(false)?;
    assets::build(build)?;
    cargo::program(build).map(drop)
}

/// Runs the program in the place of this process, as far as one can tell from outside.
fn start(command: &str, rest: &[String]) -> Result<()> {
    setup::run(false)?;
    assets::build(Build::Shipped)?;
    let program = cargo::program(Build::Shipped)?;
    let status = std::process::Command::new(&program).arg(command).args(rest).status()?;
    anyhow::ensure!(status.success(), "`lockgate {command}` ended with {status}");
    Ok(())
}
