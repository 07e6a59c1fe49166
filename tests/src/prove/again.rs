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
