//! `cargo xtask test`, `cargo xtask tools` and `cargo xtask ci`.

use crate::{
    assets,
    cargo::{self, Build},
    part, paths, setup, sizes,
    step::{self, step},
};
use anyhow::Result;
use std::{path::Path, process::Command};

pub fn run() -> Result<()> {
    setup::run(false)?;
    // What ships is what is tested; the program that serves it may be the quick one.
    assets::build(Build::Shipped)?;
    sizes::check()?;
    let program = cargo::program(Build::Quick)?;
    cargo::run("Tests", &["test", "--workspace"])?;
    // Ignored above, because they need the built engine: the same answers from both builds.
    let same = ["test", "--package", "lockgate-tests", "--test", "wasm", "--", "--ignored"];
    cargo::run("Native and wasm", &same)?;
    in_browsers(&program)
}

/// `tests/tools`: other people's migration tools, which nothing else needs to build.
pub fn tools() -> Result<()> {
    setup::node_packages(Path::new("tests/tools"))?;
    step("Migration tools", || {
        let arguments = ["test", "--manifest-path", "tests/tools/Cargo.toml", "--target-dir"];
        step::run(cargo::cargo().args(arguments).arg(paths::target()))
    })
}

pub fn ci() -> Result<()> {
    cargo::run("Format", &["fmt", "--all", "--check"])?;
    setup::run(false)?;
    cargo::run("Clippy", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    for package in ["lockgate-page", "lockgate-engine"] {
        let arguments = ["clippy", "--package", package, "--", "--deny", "warnings"];
        cargo::run_for_wasm(&format!("Clippy of {package} for wasm32"), &arguments)?;
    }
    run()
}

/// The tests below `tests/browser`, against the program.
fn in_browsers(program: &Path) -> Result<()> {
    let folder = Path::new("tests/browser");
    if !folder.is_dir() {
        return Ok(());
    }
    let mut files = part::files_below(folder)?;
    files.retain(|it| {
        it.to_string_lossy().ends_with(".test.mjs") || it.to_string_lossy().ends_with(".test.js")
    });
    if files.is_empty() {
        return Ok(());
    }
    step("Browsers", || {
        let mut node = Command::new("node");
        node.args(["--test", "--test-force-exit"])
            .args(files)
            .env("LOCKGATE", program)
            .env("LOCKGATE_DIST", paths::dist());
        step::run(&mut node)
    })
}
