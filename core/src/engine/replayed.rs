//! A folder's migrations played on an empty database, in the order and on the ground that their tool gives them.

use super::read::{self, Room};
use super::{Request, SettingsError, settings};
use crate::discovery;
use crate::finding::{Span, Unread};
use crate::history;
use crate::runner::{Runner, Wrap};
use crate::schema::{Failure, Origin, Schema};
use crate::script;
use crate::source::Source;
use crate::statement::Reader;

/// What came of playing a folder.
#[derive(Debug)]
pub struct Replay {
    pub schema: Schema,
    /// What the tool runs before the first migration.
    pub before: Option<&'static str>,
    /// In the order in which they are applied.
    pub files: Vec<Played>,
    pub unread: Vec<Unread>,
}

/// A migration that was played.
#[derive(Debug)]
pub struct Played {
    pub file: String,
    /// What the tool sends of it.
    pub text: String,
    /// The tool opens a transaction around it.
    pub wrapped: bool,
    pub statements: Vec<PlayedStatement>,
}

/// A statement that was played.
#[derive(Debug)]
pub struct PlayedStatement {
    /// in the text of its migration
    pub span: Span,
    /// in its file, from 1
    pub line: usize,
    /// Why a server would refuse it.
    pub fails: Option<Box<Failure>>,
}

/// Plays a folder. The base plays no part.
pub fn replay(request: &Request) -> Result<Replay, SettingsError> {
    let settings = settings(request)?;
    let folder = discovery::discover(&request.files, &settings.hints());
    let runner = Runner::of(folder.layout, &settings.runner);
    let mut schema = Schema::new(settings.postgres, true);
    let before = folder.layout.and_then(history::table);
    if let Some(text) = before {
        play(&mut schema, text, settings.postgres);
    }
    let mut unread = read::beside(&request.files, &folder);
    let mut files = Vec::new();
    for (number, it) in Room::new(request, &folder, &settings).read().enumerate() {
        schema.new_session();
        unread.extend(it.unread.iter().cloned());
        let Some(source) = &it.source else { continue };
        let mut statements = Vec::new();
        for statement in &it.statements {
            let outcome = schema.apply(statement, Origin { migration: number, span: statement.span });
            unread.extend(super::judge::said(source, outcome.unread));
            let line = source.place(statement.span).line;
            statements.push(PlayedStatement { span: statement.span, line, fails: outcome.fails });
        }
        files.push(Played {
            file: request.files[it.migration.file].path.clone(),
            text: source.text.to_string(),
            wrapped: matches!(runner.told(&it.migration.mark).wrap, Wrap::File | Wrap::Run),
            statements,
        });
    }
    schema.new_session();
    Ok(Replay { schema, before, files, unread })
}

/// Plays a script such as `pg_dump --schema-only` writes, and tells the lines of what is no SQL, but for psql's own.
pub fn script(text: &str, postgres: u16) -> (Schema, Vec<(usize, String)>) {
    let mut schema = Schema::new(postgres, true);
    let (source, reader) = (Source::new("", text), Reader { text, postgres });
    let mut unread = Vec::new();
    for piece in script::split(text).pieces {
        match reader.read(piece.span) {
            Ok(Some(statement)) => {
                let outcome = schema.apply(&statement, Origin { migration: 0, span: piece.span });
                if let Some(failure) = outcome.fails {
                    schema.doubt.about(source.words(piece.span));
                    unread.push((source.position(piece.span.start).0, failure.what));
                }
            }
            Ok(None) => {}
            Err(error) => {
                schema.doubt.about(source.words(piece.span));
                unread.push((source.position(error.at).0, error.message));
            }
        }
    }
    schema.new_session();
    (schema, unread)
}

/// Plays SQL that nothing but statements is in.
fn play(schema: &mut Schema, text: &str, postgres: u16) {
    let reader = Reader { text, postgres };
    for piece in script::split(text).pieces {
        if let Ok(Some(statement)) = reader.read(piece.span) {
            schema.apply(&statement, Origin { migration: 0, span: piece.span });
        }
    }
}
