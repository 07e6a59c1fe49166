//! A schema with something of everything, as a real server tells of it.

use super::{Printed, snapshot};
use lockgate_core::schema::{
    catalog,
    snapshot::{Snapshot, load},
};
use lockgate_scratch::{Binaries, Durability, Scratch};
use std::{env, fs, path::Path};
use tokio_postgres::{Client, NoTls};

/// What `CREATE DATABASE` makes.
const BORN_WITH: [&str; 4] =
    ["comment extension plpgsql", "comment schema public", "extension plpgsql", "schema public"];

const RICH: &str = include_str!("tests/rich.sql");

fn scratch() -> Scratch {
    Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap()
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn facts(snapshot: &Snapshot) -> Vec<String> {
    catalog::facts(&load(snapshot), snapshot.postgres.unwrap())
}

/// `UPDATE=1 cargo test -p lockgate-catalog` writes the facts anew; read the difference.
#[tokio::test(flavor = "multi_thread")]
async fn everything_of_a_rich_schema_is_a_fact() {
    let scratch = scratch();
    let mut client = connect(&scratch.url("postgres")).await;
    client.batch_execute(RICH).await.unwrap();
    let seen = snapshot(&mut client, Printed::Definitions).await.unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/rich.facts");
    let printed = facts(&seen).join("\n") + "\n";
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), printed);

    let settings = "SET search_path = shop, public; SET DateStyle = 'German'; SET quote_all_identifiers = on";
    client.batch_execute(settings).await.unwrap();
    assert_eq!(
        snapshot(&mut client, Printed::Definitions).await.unwrap(),
        seen,
        "a session's settings do not show"
    );
    let mut other = connect(&scratch.url("postgres")).await;
    assert_eq!(
        snapshot(&mut other, Printed::Definitions).await.unwrap(),
        seen,
        "nor does its temporary table"
    );
    let short = snapshot(&mut client, Printed::Nothing).await.unwrap();
    assert_eq!(facts(&short), facts(&seen), "the facts need no definitions");
    let json = serde_json::to_string(&seen).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot>(&json).unwrap(), seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_database_is_not_empty() {
    let scratch = scratch();
    let mut client = connect(&scratch.url("postgres")).await;
    assert_eq!(facts(&snapshot(&mut client, Printed::Nothing).await.unwrap()), BORN_WITH);
}
