//! A folder as its tool sees it: order, versions, checksums, and what would be committed together.

use super::read::{self, Room};
use super::{Request, SettingsError, settings};
use crate::discovery::{self, Mark};
use crate::finding::Unread;
use crate::history;
use crate::rules::ReadMigration;
use crate::runner::Runner;
use crate::runner::groups::{Applied, By, Step, groups};
use crate::runner::prisma;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a tool would do with a folder on a database that has nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// by the name that the settings know; `None` where there is no migration
    pub layout: Option<&'static str>,
    /// The layouts that the files fit alike.
    pub undecided: Vec<&'static str>,
    /// In the order in which they are applied.
    pub migrations: Vec<Listed>,
    /// In the order in which they are committed.
    pub transactions: Vec<Transaction>,
    pub unread: Vec<Unread>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    pub name: String,
    pub version: String,
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
    /// As the tool writes it; `None` where it writes none, or one that the files do not give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
    /// The file says that it runs without a transaction.
    pub no_transaction: bool,
}

/// Statements that are committed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transaction {
    /// `tool`, `batch` (one string), `file` (its own BEGIN and COMMIT), `nobody`
    pub held_by: &'static str,
    pub statements: Vec<Held>,
}

/// A statement in a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    pub file: String,
    /// from 1
    pub line: usize,
    pub title: String,
    /// PostgreSQL refuses it there, or the tool does.
    pub refused: bool,
}

/// Lists a folder. The base plays no part.
pub fn list(request: &Request) -> Result<Listing, SettingsError> {
    let settings = settings(request)?;
    let folder = discovery::discover(&request.files, &settings.hints());
    let read: Vec<ReadMigration> = Room::new(request, &folder, &settings).read().collect();
    let checksums = history::checksums(&folder, &request.files);
    let path = |at: usize| request.files[at].path.clone();
    let migrations = folder.migrations.iter().zip(checksums).map(|(it, checksum)| Listed {
        name: it.name.clone(),
        version: it.version.as_str().to_owned(),
        file: path(it.file),
        down: it.down.map(path),
        verify: it.verify.map(path),
        checksum,
        no_transaction: matches!(it.mark, Mark::NoTransaction | Mark::Unmeant { .. }),
    });
    let beside = read::beside(&request.files, &folder).into_iter();
    Ok(Listing {
        layout: folder.layout.map(|it| it.name()),
        undecided: folder.undecided.iter().map(|it| it.name()).collect(),
        migrations: migrations.collect(),
        transactions: transactions(&Runner::of(folder.layout, &settings.runner), &read),
        unread: beside.chain(read.iter().flat_map(|it| it.unread.iter().cloned())).collect(),
    })
}

fn transactions(runner: &Runner, read: &[ReadMigration]) -> Vec<Transaction> {
    let steps: Vec<Vec<Step>> =
        read.iter().map(|it| it.statements.iter().map(|statement| it.step(statement)).collect()).collect();
    let applied: Vec<Applied> = read
        .iter()
        .zip(&steps)
        .map(|(it, steps)| Applied {
            mark: &it.migration.mark,
            sections: it.migration.sections.as_deref(),
            uncut: runner.cuts_if_it_can
                && !it.source.as_ref().is_some_and(|source| prisma::can_cut(&source.text)),
            statements: steps,
        })
        .collect();
    let groups = groups(runner, &applied);
    let refused: BTreeSet<(usize, usize)> = groups.refused.into_iter().collect();
    let held = |(migration, statement): &(usize, usize)| {
        let (read, it) = (&read[*migration], &read[*migration].statements[*statement]);
        let place = read.source.as_ref().map(|source| source.place(it.span));
        Held {
            file: place.as_ref().map(|it| it.file.clone()).unwrap_or_default(),
            line: place.map_or(1, |it| it.line),
            title: it.title.clone(),
            refused: refused.contains(&(*migration, *statement)),
        }
    };
    let transactions = groups.groups.iter().map(|it| Transaction {
        held_by: match it.by {
            By::Tool => "tool",
            By::Batch => "batch",
            By::File => "file",
            By::Nobody => "nobody",
        },
        statements: it.statements.iter().map(held).collect(),
    });
    transactions.collect()
}

impl Listing {
    /// For people at a terminal.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "layout {}", self.layout.unwrap_or("none"));
        if !self.undecided.is_empty() {
            let _ = writeln!(out, "undecided {}", self.undecided.join(" "));
        }
        for it in &self.migrations {
            let _ = writeln!(out, "\n{} (version {})\n  {}", it.name, it.version, it.file);
            for (what, file) in
                [("taken back by", &it.down), ("verified by", &it.verify), ("checksum", &it.checksum)]
            {
                if let Some(file) = file {
                    let _ = writeln!(out, "  {what} {file}");
                }
            }
            if it.no_transaction {
                let _ = writeln!(out, "  without a transaction");
            }
        }
        for transaction in &self.transactions {
            let _ = writeln!(out, "\ncommitted together by {}", transaction.held_by);
            for it in &transaction.statements {
                let refused = if it.refused { "  (refused)" } else { "" };
                let _ = writeln!(out, "  {}:{} {}{refused}", it.file, it.line, it.title);
            }
        }
        for it in &self.unread {
            let _ = writeln!(out, "\nunread {}:{}:{}\n  {}", it.file, it.line, it.column, it.message);
        }
        out
    }
}
