//! What each statement of the new migrations locks, rewrites and reads: `lockgate locks`.

use super::read::{self, Room};
use super::{Request, SettingsError, settings};
use crate::discovery;
use crate::effect::{self, Effect, Waits};
use crate::finding::Unread;
use crate::rules::ReadMigration;
use crate::schema::{FullName, Origin, Schema};
use crate::settings::Settings;
use crate::statement::Statement;
use serde::Serialize;
use std::collections::BTreeSet;

/// The one version of this answer.
const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize)]
pub struct Locks {
    /// 1
    pub version: u32,
    /// the major version of PostgreSQL that it is about
    pub postgres: u16,
    /// the new migrations, in their order
    pub migrations: Vec<MigrationLocks>,
    pub unread: Vec<Unread>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MigrationLocks {
    pub file: String,
    pub statements: Vec<StatementLocks>,
}

/// What one statement does to relations that were there before its migration. Names are without `public.`, sorted.
#[derive(Debug, Clone, Serialize)]
pub struct StatementLocks {
    /// from 1
    pub line: usize,
    pub statement: String,
    pub locks: Vec<RelationLock>,
    /// what gets a new file
    pub rewrites: Vec<String>,
    /// tables on which a new index is built
    pub builds: Vec<String>,
    /// what is read from end to end
    pub scans: Vec<String>,
    /// what is read as the planner chooses
    pub reads: Vec<String>,
    /// It cannot stand in a transaction block.
    pub outside_transaction: bool,
    /// `snapshots` or `users`: whose end it waits for
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<&'static str>,
    /// SQLSTATEs, or their first two characters, with which it fails where the rows do not fit
    pub row_errors: Vec<&'static str>,
    /// It runs code that was not read.
    pub open: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct RelationLock {
    pub relation: String,
    /// `ACCESS EXCLUSIVE`
    pub mode: &'static str,
    /// It is taken only where there are rows.
    pub for_rows: bool,
}

/// What the statements of the new migrations do, one after the other.
pub fn locks(request: &Request) -> Result<Locks, SettingsError> {
    let settings = settings(request)?;
    let folder = discovery::discover(&request.files, &settings.hints());
    let mut schema = Schema::new(settings.postgres, false);
    let (mut told, mut unread) = (Vec::new(), read::beside(&request.files, &folder));
    for (number, read) in Room::new(request, &folder, &settings).read().enumerate() {
        schema.new_session();
        let statements = replayed(&mut schema, number, &read, &settings);
        if read.new {
            let file = request.files[read.migration.file].path.clone();
            told.push(MigrationLocks { file, statements });
        }
        unread.extend(read.unread);
    }
    Ok(Locks { version: VERSION, postgres: settings.postgres, migrations: told, unread })
}

fn replayed(
    schema: &mut Schema,
    number: usize,
    read: &ReadMigration,
    settings: &Settings,
) -> Vec<StatementLocks> {
    let mut told = Vec::new();
    for statement in &read.statements {
        let effect = effect::of(statement, schema, settings.postgres).seen_by_others(schema, number);
        let line = read.source.as_ref().map_or(1, |it| it.position(statement.span.start).0);
        told.push(one(statement, line, effect));
        schema.apply(statement, Origin { migration: number, span: statement.span });
    }
    told
}

fn one(statement: &Statement, line: usize, effect: Effect) -> StatementLocks {
    let texts = |names: BTreeSet<FullName>| names.into_iter().map(|it| it.to_string()).collect();
    let lock = |for_rows| {
        move |(name, mode): (FullName, crate::statement::LockMode)| RelationLock {
            relation: name.to_string(),
            mode: mode.words(),
            for_rows,
        }
    };
    let certain = effect.locks.into_iter().map(lock(false));
    StatementLocks {
        line,
        statement: statement.title.clone(),
        locks: certain.chain(effect.row_locks.into_iter().map(lock(true))).collect(),
        rewrites: texts(effect.rewrites),
        builds: texts(effect.builds),
        scans: texts(effect.scans),
        reads: texts(effect.reads),
        outside_transaction: effect.outside_only,
        waits: effect.waits.map(|it| match it {
            Waits::Snapshots => "snapshots",
            Waits::Users => "users",
        }),
        row_errors: effect.row_errors.into_iter().collect(),
        open: effect.open,
    }
}

impl Locks {
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// One line for each statement, and below it one for each thing that it does.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for migration in &self.migrations {
            out += &format!("{}\n", migration.file);
            for it in &migration.statements {
                out += &format!("{:>6}  {}\n", it.line, it.statement);
                it.lines().iter().for_each(|line| out += &format!("        {line}\n"));
            }
        }
        for it in &self.unread {
            out += &format!("{}:{}: not read: {}\n", it.file, it.line, it.message);
        }
        out
    }
}

impl StatementLocks {
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for it in &self.locks {
            let when = if it.for_rows { " where there are rows" } else { "" };
            lines.push(format!("{} on {}{when}", it.mode, it.relation));
        }
        for (word, names) in [
            ("rewrites", &self.rewrites),
            ("builds an index on", &self.builds),
            ("reads every row of", &self.scans),
            ("reads", &self.reads),
        ] {
            if !names.is_empty() {
                lines.push(format!("{word} {}", names.join(", ")));
            }
        }
        if self.outside_transaction {
            lines.push("cannot stand in a transaction".to_owned());
        }
        match self.waits {
            Some("snapshots") => lines.push("waits for every older snapshot of the database".to_owned()),
            Some(_) => lines.push("waits for every transaction that uses the table".to_owned()),
            None => {}
        }
        if self.open {
            lines.push("runs code that was not read, which may do more".to_owned());
        }
        lines
    }
}
