//! Runs every case on PostgreSQL 13 to 18 and writes `docs/proof.md`. `cargo xtask prove` fetches the servers first.

use lockgate_tests::prove::{page, run, servers};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let mut told = Vec::new();
    for version in servers::VERSIONS {
        let since = Instant::now();
        let server = servers::of_version(version)?;
        told.push((server.version, run::on_server(&server)?));
        println!(
            "PostgreSQL {version}: {} cases, {:.1} s",
            told[told.len() - 1].1.len(),
            since.elapsed().as_secs_f64()
        );
    }
    Ok(std::fs::write(page::path(), page::render(&run::rows(&told)))?)
}
