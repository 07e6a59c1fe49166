//! Reads the files of a folder into statements.

use super::Request;
use crate::allow;
use crate::discovery::{Folder, Migration};
use crate::finding::{Span, Unread};
use crate::order::sorted;
use crate::rules::{self, ReadMigration};
use crate::script::{self, Piece, PieceKind};
use crate::settings::Settings;
use crate::source::{self, Source};
use crate::statement::{Reader, Statement};
use std::collections::HashSet;

pub fn migrations<'a>(
    request: &'a Request,
    folder: &'a Folder,
    settings: &Settings,
) -> Vec<ReadMigration<'a>> {
    let base: Option<HashSet<&str>> =
        request.base.as_ref().map(|base| base.iter().map(|file| file.path.as_str()).collect());
    let names = rules::names();
    let read = folder.migrations.iter().map(|migration| {
        let file = &request.files[migration.file];
        let new = base.as_ref().is_none_or(|base| !base.contains(file.path.as_str()));
        match source::text(&file.bytes) {
            Ok(text) => one(migration, Source::new(&file.path, text), new, settings, &names),
            Err(fault) => not_text(migration, &file.path, &file.bytes, fault, new),
        }
    });
    read.collect()
}

fn not_text<'a>(
    migration: &'a Migration,
    path: &'a str,
    bytes: &[u8],
    fault: source::NotText,
    new: bool,
) -> ReadMigration<'a> {
    let before = std::str::from_utf8(&bytes[..fault.at]).unwrap_or_default();
    let (line, column) = Source::new(path, before).position(fault.at);
    let unread = Unread { file: path.to_owned(), line, column, message: fault.message };
    ReadMigration {
        migration,
        source: None,
        new,
        statements: Vec::new(),
        gaps: vec![Span { start: 0, end: 0 }],
        unread: vec![unread],
        allows: Vec::new(),
    }
}

fn one<'a>(
    migration: &'a Migration,
    source: Source<'a>,
    new: bool,
    settings: &Settings,
    names: &[&str],
) -> ReadMigration<'a> {
    let script = script::split(source.text);
    let reader = Reader { text: source.text, postgres: settings.postgres };
    let (mut statements, mut gaps, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for piece in &script.pieces {
        match statement(&reader, piece, source.text) {
            Ok(statement) => statements.extend(statement),
            Err((at, message)) => {
                gaps.push(piece.span);
                faults.push((at, message));
            }
        }
    }
    let spans: Vec<Span> = statements.iter().map(|statement| statement.span).collect();
    let (allows, misread) = allow::read(source.text, &script.comments, &spans, names);
    faults.extend(misread.into_iter().map(|it| (it.at, it.message)));
    let unread = sorted(faults, |a, b| a.cmp(b)).into_iter().map(|(at, message)| {
        let (line, column) = source.position(at);
        Unread { file: source.path.to_owned(), line, column, message }
    });
    let unread = unread.collect();
    ReadMigration { migration, source: Some(source), new, statements, gaps, unread, allows }
}

fn statement(reader: &Reader, piece: &Piece, text: &str) -> Result<Option<Statement>, (usize, String)> {
    match piece.kind {
        PieceKind::Statement => reader.read(piece.span).map_err(|error| (error.at, error.message)),
        PieceKind::PsqlCommand => {
            let words = &text[piece.span.start..piece.span.end];
            let command = words.split_whitespace().next().unwrap_or("\\");
            let message = format!(
                "`{command}` is psql's own; PostgreSQL has no such command. Write what it does as SQL."
            );
            Err((piece.span.start, message))
        }
        PieceKind::CopyWithData => {
            let message = "COPY … FROM stdin takes data that only psql can send. Write the rows as INSERT.";
            Err((piece.span.start, message.to_owned()))
        }
    }
}
