//! Real servers of every major version: those of the npm packages beside the tests, and the one that is installed.

use lockgate_scratch::{Binaries, Durability, Scratch};
use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};

/// The versions that a claim is about.
pub const VERSIONS: std::ops::RangeInclusive<u16> = 13..=18;

/// A started server. It is gone with its folder when this is dropped.
pub struct Server {
    pub version: u16,
    scratch: Scratch,
}

/// The PostgreSQL at hand, started.
pub fn at_hand() -> anyhow::Result<Server> {
    start(&Binaries::find(None)?)
}

/// The server of one major version from the npm packages, started.
///
/// # Errors
/// Where `cargo xtask prove` has not fetched that version, and where it does not start.
pub fn of_version(version: u16) -> anyhow::Result<Server> {
    start(&Binaries::find(Some(&folder(version)))?)
}

/// Where `cargo xtask prove` has put the programs of a version.
fn folder(version: u16) -> PathBuf {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("postgres/node_modules");
    packages.join(format!("pg{version}/native/bin"))
}

fn start(binaries: &Binaries) -> anyhow::Result<Server> {
    let server =
        Server { version: binaries.major()?, scratch: Scratch::start(binaries, Durability::Fleeting)? };
    // Nothing but the case itself may lock, scan or rewrite.
    let mut client = server.connect("postgres")?;
    client.batch_execute("ALTER SYSTEM SET autovacuum = off")?;
    client.batch_execute("SELECT pg_reload_conf()")?;
    Ok(server)
}

impl Server {
    pub fn url(&self, database: &str) -> String {
        self.scratch.url(database)
    }

    /// A connection whose settings are those that the proof is about: no lock is waited for long, and the session's
    /// time zone is not UTC, so that a change between the timestamp types is a real one.
    pub fn connect(&self, database: &str) -> anyhow::Result<Client> {
        let mut client = Client::connect(&self.url(database), NoTls)?;
        client.batch_execute(
            "SET lock_timeout = '3s'; SET statement_timeout = '20s'; SET timezone = 'Europe/Stockholm';
             SET client_min_messages = error;
             SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off",
        )?;
        Ok(client)
    }

    pub fn create_database(&self, name: &str, template: &str) -> anyhow::Result<()> {
        let mut client = self.connect("postgres")?;
        Ok(client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))?)
    }

    pub fn drop_database(&self, name: &str) -> anyhow::Result<()> {
        let mut client = self.connect("postgres")?;
        Ok(client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))?)
    }
}
