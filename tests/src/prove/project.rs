//! A project's folder, run for real and replayed: the facts of both, line by line.

use super::servers::Server;
use anyhow::{Context, bail};
use lockgate_catalog::Printed;
use lockgate_core::engine::{Request, replayed};
use lockgate_core::revision::SourceFile;
use lockgate_core::schema::{catalog::facts, snapshot::load};
use postgres::{Client, error::DbError};
use std::{collections::BTreeSet, fs, path::Path};

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Compared {
    /// How many lines the catalog has.
    pub lines: usize,
    /// Lines that only the replay has, and lines that only the catalog has.
    pub invented: Vec<String>,
    pub missed: Vec<String>,
    /// Statements that the replay takes for refused, and the server runs.
    pub alarms: Vec<String>,
    /// Statements that the server refuses, and the replay does not, or for another reason.
    pub overlooked: Vec<String>,
}

impl Compared {
    pub fn agrees(&self) -> bool {
        self.invented.is_empty() && self.missed.is_empty() && self.alarms.is_empty()
    }

    /// What differs, one line each.
    pub fn differences(&self) -> String {
        let invented = self.invented.iter().map(|it| format!("  only replayed: {it}\n"));
        let missed = self.missed.iter().map(|it| format!("  only in the catalog: {it}\n"));
        let alarms = self.alarms.iter().map(|it| format!("  {it}\n"));
        invented.chain(missed).chain(alarms).collect()
    }
}

/// Everything below a folder, as the engine takes it.
pub fn files_of(folder: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push(SourceFile::new(path, fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// Runs the files as their tool would, statement by statement, and compares. A statement that fails ends it.
pub fn as_its_tool(server: &Server, database: &str, files: Vec<SourceFile>) -> anyhow::Result<Compared> {
    let replay = replayed(files, server.version)?;
    let mut client = server.connect(database)?;
    client.batch_execute(replay.before.unwrap_or_default())?;
    for it in &replay.files {
        // Each file has a session of its own; a tool that keeps one takes care that nothing of a file lasts.
        client.batch_execute("RESET ALL")?;
        if it.wrapped {
            client.batch_execute("BEGIN")?;
        }
        for statement in &it.statements {
            let text = &it.text[statement.span.start..statement.span.end];
            client.batch_execute(text).with_context(|| format!("{}:{}", it.file, statement.line))?;
        }
        if it.wrapped {
            client.batch_execute("COMMIT").with_context(|| it.file.clone())?;
        }
    }
    let mut compared = compare(server, database, &replay)?;
    for it in &replay.files {
        for statement in it.statements.iter().filter(|it| it.fails.is_some()) {
            let why = statement.fails.as_ref().map(|it| it.what.as_str()).unwrap_or_default();
            compared
                .alarms
                .push(format!("{}:{}: refused by the replay only: {why}", it.file, statement.line));
        }
    }
    Ok(compared)
}

/// Runs the statements one by one, goes on after each that fails, and compares what failed too.
pub fn one_by_one(server: &Server, database: &str, files: Vec<SourceFile>) -> anyhow::Result<Compared> {
    let replay = replayed(files, server.version)?;
    server.connect(database)?.batch_execute(replay.before.unwrap_or_default())?;
    let (mut alarms, mut overlooked) = (Vec::new(), Vec::new());
    for it in &replay.files {
        let mut client = server.connect(database)?;
        for statement in &it.statements {
            let told = tell(&mut client, &it.text[statement.span.start..statement.span.end])?;
            let place = format!("{}:{}", it.file, statement.line);
            match (&told, &statement.fails) {
                (None, Some(why)) => {
                    alarms.push(format!("{place}: refused by the replay only: {}", why.what))
                }
                (Some(error), why) if why.as_ref().is_none_or(|it| it.sqlstate != error.code().code()) => {
                    let expected = why.as_ref().map_or("nothing", |it| it.sqlstate);
                    overlooked.push(format!(
                        "{place}: {} {}, not {expected}",
                        error.code().code(),
                        error.message()
                    ));
                }
                _ => {}
            }
        }
    }
    Ok(Compared { alarms, overlooked, ..compare(server, database, &replay)? })
}

/// What the server refuses a statement with. One that fails in a transaction leaves the transaction as it was.
pub(super) fn tell(client: &mut Client, text: &str) -> anyhow::Result<Option<DbError>> {
    // Outside of a transaction there are no savepoints.
    let within = client.batch_execute("SAVEPOINT before").is_ok();
    let Err(error) = client.batch_execute(text) else { return Ok(None) };
    if within {
        client.batch_execute("ROLLBACK TO before")?;
    }
    Ok(Some(error.as_db_error().context("the server is gone")?.clone()))
}

pub(super) fn replayed(files: Vec<SourceFile>, version: u16) -> anyhow::Result<replayed::Replay> {
    let request = Request { files, postgres: Some(version), ..Request::default() };
    match replayed::replay(&request) {
        Ok(replay) => Ok(replay),
        Err(error) => bail!("{error}"),
    }
}

fn compare(server: &Server, database: &str, replay: &replayed::Replay) -> anyhow::Result<Compared> {
    let seen: BTreeSet<String> = seen(server, database)?.into_iter().collect();
    let played: BTreeSet<String> = facts(&replay.schema.catalog, server.version).into_iter().collect();
    Ok(Compared {
        lines: seen.len(),
        invented: played.difference(&seen).cloned().collect(),
        missed: seen.difference(&played).cloned().collect(),
        ..Compared::default()
    })
}

/// The facts of a database, from its catalog.
pub fn seen(server: &Server, database: &str) -> anyhow::Result<Vec<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let snapshot = runtime.block_on(async {
        let (mut client, connection) =
            tokio_postgres::connect(&server.url(database), tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        lockgate_catalog::snapshot(&mut client, Printed::Nothing).await
    })?;
    Ok(facts(&load(&snapshot), server.version))
}
