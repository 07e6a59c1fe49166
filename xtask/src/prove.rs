//! `cargo xtask prove`: fetches PostgreSQL 13 to 18, runs every case of `tests/proof` on them, and writes
//! `docs/proof.md`.

use crate::{cargo, paths, setup, step::step};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{fs, os::unix::fs::symlink, path::Path};

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
