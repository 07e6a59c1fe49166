//! Calls of cargo.

use crate::{paths, step, wasm};
use anyhow::Result;
use std::{path::PathBuf, process::Command};

/// How much time a build may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// For working: the page unoptimised, nothing compressed.
    Quick,
    /// As a release has it.
    Shipped,
}

/// The cargo that runs this tool.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    // Settings of this package's own build that the environment would hand on to others.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    command
}

/// One call as one step.
pub fn run(name: &str, arguments: &[&str]) -> Result<()> {
    step::step(name, || step::run(cargo().args(arguments)))
}

/// A call for wasm32, with what the grammar's C code needs.
pub fn run_for_wasm(name: &str, arguments: &[&str]) -> Result<()> {
    step::step(name, || {
        let mut command = cargo();
        // Behind the subcommand: what follows `--` is the compiler's.
        let (subcommand, rest) = arguments.split_at(1);
        command.args(subcommand).args(["--target", wasm::TARGET]).args(rest);
        step::run(wasm::c_environment(&mut command)?)
    })
}

/// Builds the program itself and says where it is. A release holds the assets, so they come first.
pub fn program(build: Build) -> Result<PathBuf> {
    let mut arguments = vec!["build", "--package", "lockgate", "--bin", "lockgate"];
    let folder = match build {
        Build::Quick => "debug",
        Build::Shipped => {
            arguments.push("--release");
            "release"
        }
    };
    run("Program", &arguments)?;
    Ok(paths::target().join(folder).join(format!("lockgate{}", std::env::consts::EXE_SUFFIX)))
}
