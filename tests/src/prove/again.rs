//! Files that a real server runs twice.

use super::project::{replayed, seen, tell};
use super::servers::Server;
use lockgate_core::engine::replayed::Played;
use lockgate_core::finding::Span;
use lockgate_core::revision::SourceFile;
use std::collections::BTreeSet;

/// A file that was run twice.
#[derive(Debug)]
pub struct Twice {
    pub file: String,
    pub statements: Vec<Second>,
    /// The facts that the second run added and took away.
    pub changed: BTreeSet<String>,
}

/// A statement that ran twice.
#[derive(Debug)]
pub struct Second {
    pub span: Span,
    /// The SQLSTATE with which the server refused it the second time.
    pub refused: Option<String>,
}

/// Runs the files in their order, each twice; the second time on a copy, so that the next one does not see it.
pub fn twice(server: &Server, database: &str, files: Vec<SourceFile>) -> anyhow::Result<Vec<Twice>> {
    let replay = replayed(files, server.version)?;
    let copy = format!("{database}_again");
    let mut all = Vec::new();
    for file in &replay.files {
        statements(server, database, file)?;
        server.create_database(&copy, database)?;
        let statements = statements(server, &copy, file)?;
        let (before, after) = (facts(server, database)?, facts(server, &copy)?);
        server.drop_database(&copy)?;
        let changed = before.symmetric_difference(&after).cloned().collect();
        all.push(Twice { file: file.file.clone(), statements, changed });
    }
    Ok(all)
}

/// The part of a file that is applied.
fn sent(file: &Played) -> &str {
    let (first, last) = (file.statements.first(), file.statements.last());
    first.zip(last).map_or("", |(first, last)| &file.text[first.span.start..last.span.end])
}

fn facts(server: &Server, database: &str) -> anyhow::Result<BTreeSet<String>> {
    Ok(seen(server, database)?.into_iter().collect())
}

fn statements(server: &Server, database: &str, file: &Played) -> anyhow::Result<Vec<Second>> {
    let mut client = server.connect(database)?;
    let mut all = Vec::new();
    for statement in &file.statements {
        let span = statement.span;
        let told = tell(&mut client, &file.text[span.start..span.end])?;
        all.push(Second { span, refused: told.map(|it| it.code().code().to_owned()) });
    }
    Ok(all)
}

/// A file that was applied and taken back.
#[derive(Debug)]
pub struct Back {
    pub file: String,
    /// The SQLSTATE with which the server refused the way back.
    pub refused: Option<String>,
    /// The facts that were missing and those that were left behind it.
    pub changed: BTreeSet<String>,
}

/// Runs the files in their order, and what takes each back on a copy. Files that the server refuses, and those that
/// nothing takes back, are left out.
pub fn back(
    server: &Server,
    database: &str,
    files: Vec<SourceFile>,
    down: impl Fn(&Played) -> Option<String>,
) -> anyhow::Result<Vec<Back>> {
    let replay = replayed(files, server.version)?;
    let copy = format!("{database}_back");
    let mut all = Vec::new();
    let mut before = facts(server, database)?;
    for file in &replay.files {
        let done = server.connect(database)?.batch_execute(sent(file)).is_ok();
        if let Some(text) = down(file).filter(|_| done) {
            server.create_database(&copy, database)?;
            let told = server.connect(&copy)?.batch_execute(&text).err();
            let refused = told.map(|it| it.code().map_or("", |it| it.code()).to_owned());
            let after = if refused.is_none() { facts(server, &copy)? } else { before.clone() };
            server.drop_database(&copy)?;
            let changed = before.symmetric_difference(&after).cloned().collect();
            all.push(Back { file: file.file.clone(), refused, changed });
        }
        before = facts(server, database)?;
    }
    Ok(all)
}
