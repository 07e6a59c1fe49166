//! Runs every case and random pairs on PostgreSQL 13 to 18 and writes `docs/proof.md`. `cargo xtask prove` fetches the
//! servers first.
//!
//! `prove --random` renews what the page tells of random pairs, and nothing else.
//! `prove random VERSION SEED PAIRS` runs random pairs of a schema and a statement instead, and `prove schema VERSION
//! SEED` prints the schema of a seed. `prove --project DIR` runs a project's folder and compares its replay with the
//! catalogs; with `--at-hand` on the PostgreSQL that is installed.

use anyhow::{bail, ensure};
use lockgate_tests::prove::{listed, page, project, random, run, servers, trial};
use std::{path::Path, time::Instant};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["random", version, seed, pairs] => random(version.parse()?, seed.parse()?, pairs.parse()?),
        ["schema", version, seed] => {
            let drawn = random::schema(&mut random::Dice::new(seed.parse()?), version.parse()?);
            drawn.sql.iter().for_each(|it| println!("{it};"));
            Ok(())
        }
        ["--project", folder] => a_project(Path::new(folder), false),
        ["--project", folder, "--at-hand"] => a_project(Path::new(folder), true),
        [] => cases(),
        _ => bail!(
            "usage: prove [--random | random VERSION SEED PAIRS | schema VERSION SEED | --project DIR [--at-hand]]"
        ),
    }
}

fn cases() -> anyhow::Result<()> {
    let mut told = Vec::new();
    for version in servers::VERSIONS {
        let since = Instant::now();
        let server = servers::of_version(version)?;
        let cases = run::on_server(&server)?;
        println!("PostgreSQL {version}: {} cases, {:.1} s", cases.len(), since.elapsed().as_secs_f64());
        told.push((version, cases));
    }
    std::fs::write(page::path(), page::render(&run::rows(&told)))?;
    pairs()
}

/// Renews the page's last section.
fn pairs() -> anyhow::Result<()> {
    let mut trials = Vec::new();
    for version in servers::VERSIONS {
        let trial = trial::run(&servers::of_version(version)?, listed::seed(version), listed::PAIRS)?;
        println!("PostgreSQL {version}: {} random pairs, of which differ:", trial.pairs);
        trial.disagreements.iter().for_each(|it| println!("{}", listed::line(version, it)));
        trials.push((version, trial));
    }
    let page = std::fs::read_to_string(page::path())?;
    Ok(std::fs::write(page::path(), listed::cases(&page).to_owned() + &listed::section(&trials))?)
}

fn random(version: u16, seed: u64, pairs: usize) -> anyhow::Result<()> {
    let since = Instant::now();
    let server = servers::of_version(version)?;
    let trial = trial::run(&server, seed, pairs)?;
    for it in &trial.disagreements {
        println!("seed {}: {}\n    {}", it.seed, it.statement, it.differences.join("\n    "));
    }
    println!(
        "PostgreSQL {version}: {} pairs, {} ran, {} disagreements, {:.1} s",
        trial.pairs,
        trial.ran,
        trial.disagreements.len(),
        since.elapsed().as_secs_f64()
    );
    Ok(())
}

/// On the versions that projects run on today, or on the one that is installed.
fn a_project(folder: &Path, at_hand: bool) -> anyhow::Result<()> {
    let mut equal = true;
    let versions = if at_hand { vec![None] } else { (16..=18).map(Some).collect() };
    for version in versions {
        let server = version.map_or_else(servers::at_hand, servers::of_version)?;
        let compared = project::as_its_tool(&server, "postgres", project::files_of(folder)?)?;
        let differ = compared.invented.len() + compared.missed.len();
        println!("PostgreSQL {}: {} lines compared, {differ} differ", server.version, compared.lines);
        print!("{}", compared.differences());
        equal &= compared.agrees();
    }
    ensure!(equal, "the replay differs from the catalog");
    Ok(())
}
