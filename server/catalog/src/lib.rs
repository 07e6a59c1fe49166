//! The catalog of a live server, read in one go: a fixed number of queries, however many objects there are.
//!
//! One transaction of REPEATABLE READ, so that all is of one moment, and READ ONLY. Only catalogs are read, never a
//! row of a table. `search_path` is empty, so that the server writes every name with its schema.

mod comments;
mod names;
mod objects;
mod relations;
mod rows;
mod tables;

#[cfg(test)]
mod tests;

use lockgate_core::schema::snapshot::{Snapshot, VERSION};
use names::Names;
use rows::Rows;

pub use rows::Printed;

use tokio_postgres::{Client, Error, IsolationLevel, Transaction};

/// What a session's own settings must not change in what the server prints, and how long it waits for a table that
/// somebody holds: the printing of a view needs it.
const SETTINGS: &str = "
    SET LOCAL search_path = '';
    SET LOCAL quote_all_identifiers = off;
    SET LOCAL standard_conforming_strings = on;
    SET LOCAL DateStyle = 'ISO, MDY';
    SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL lock_timeout = '10s';";

/// Reads the database that the client is connected to. No transaction may be open.
pub async fn snapshot(client: &mut Client, printed: Printed) -> Result<Snapshot, Error> {
    let work = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
    let work = work.start().await?;
    work.batch_execute(SETTINGS).await?;
    let version = version(&work).await?;
    let rows = Rows::read(&work, version, printed).await?;
    work.commit().await?;
    shape(&rows, version)
}

/// `150018` of PostgreSQL 15.18.
async fn version(work: &Transaction<'_>) -> Result<i32, Error> {
    let sql = "SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4";
    work.query_one(sql, &[]).await?.try_get(0)
}

/// Rows that point at each other by number, as objects that stand in each other.
fn shape(rows: &Rows, version: i32) -> Result<Snapshot, Error> {
    let mut names = Names::read(rows)?;
    let (relations, composites) = relations::read(rows, &mut names)?;
    let mut types = objects::types(rows, &mut names)?;
    types.extend(composites);
    types.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    Ok(Snapshot {
        version: VERSION,
        postgres: u16::try_from(version / 10_000).ok(),
        schemas: objects::schemas(rows, &mut names)?,
        extensions: objects::extensions(rows, &mut names)?,
        types,
        sequences: relations::sequences(rows, &mut names)?,
        relations,
        functions: objects::functions(rows, &mut names)?,
        publications: objects::publications(rows, &mut names)?,
        statistics: objects::statistics(rows, &mut names)?,
        dependencies: objects::dependencies(rows, &names)?,
    })
}
