//! `cargo xtask prove`: fetches PostgreSQL 13 to 18, runs every case of `tests/proof` on them, and writes
//! `docs/proof.md`.

use crate::{
    cargo, paths, setup,
    step::{self, step},
};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

/// Where the packages with the servers are installed.
const FOLDER: &str = "tests/postgres";

pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(
        cfg!(all(target_os = "linux", target_arch = "x86_64")),
        "the servers are built for Linux on x86-64"
    );
    servers()?;
    let mut line = vec!["run", "--package", "lockgate-tests", "--bin", "prove", "--"];
    line.extend(arguments.iter().map(String::as_str));
    cargo::run("Prove", &line)
}

/// `cargo xtask prove-syntax FOLDER`: PostgreSQL's own regression tests, which lie in `src/test/regress` of its source,
/// beside the server at hand and beside PostgreSQL 18, whose grammar is ours.
pub fn syntax(folder: &str) -> Result<()> {
    let folder = fs::canonicalize(folder).with_context(|| folder.to_owned())?;
    ensure!(
        folder.join("sql").is_dir(),
        "{} is not src/test/regress of PostgreSQL's source",
        folder.display()
    );
    servers()?;
    for version in [None, Some("18")] {
        let mut command = Command::new("cargo");
        command.args(["test", "--package", "lockgate-tests", "--test", "syntax", "--"]);
        command.args(["--ignored", "--nocapture", "--test-threads", "1"]).env("LOCKGATE_REGRESS", &folder);
        let name = match version {
            // psql is that of the server at hand.
            Some(version) => {
                command.args(["--skip", "psql_sends"]).env("LOCKGATE_REGRESS_VERSION", version);
                "Syntax, PostgreSQL 18"
            }
            None => {
                command.args(["--skip", "changed_statements"]);
                "Syntax, PostgreSQL at hand"
            }
        };
        step(name, || step::run(&mut command))?;
    }
    Ok(())
}

fn servers() -> Result<()> {
    setup::node_packages(Path::new(FOLDER))?;
    step("Links of the servers' libraries", || {
        for package in fs::read_dir(paths::root().join(FOLDER).join("node_modules"))? {
            let package = package?.path();
            let list = package.join("native/pg-symlinks.json");
            if list.is_file() {
                links(&package, &list).with_context(|| list.display().to_string())?;
            }
        }
        Ok(())
    })
}

/// One of the links that npm cannot carry.
#[derive(Deserialize)]
struct Link {
    source: String,
    target: String,
}

fn links(package: &Path, list: &Path) -> Result<()> {
    let links: Vec<Link> = serde_json::from_str(&fs::read_to_string(list)?)?;
    for Link { source, target } in links {
        let (source, target) = (Path::new(&source), package.join(target));
        if !target.exists() {
            symlink(source.file_name().context("a link to nothing")?, &target)?;
        }
    }
    Ok(())
}
