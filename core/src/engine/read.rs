//! Reads the files of a folder into statements.

use super::Request;
use crate::allow::{self, Allows};
use crate::discovery::{Fault, Folder, Layout, Migration, Section};
use crate::finding::{Severity, Span, Unread};
use crate::order::{Places, sorted};
use crate::revision::SourceFile;
use crate::rules::{self, ReadMigration};
use crate::script::{self, Context, Origin, Piece, PieceKind, Script};
use crate::settings::{RunnerTransaction, Settings};
use crate::source::{self, Source};
use crate::statement::{Kind, Reader, Set, SetTo, Statement};
use std::cell::RefCell;

/// Reads one migration after the other, as each is asked for: of a large folder, only some are held as statements.
pub struct Room<'s, 'a> {
    pub request: &'a Request,
    pub folder: &'a Folder,
    pub settings: &'s Settings,
    /// what is known of the base
    base: Option<Places<'a>>,
    rules: Vec<&'static str>,
    /// by path
    files: Vec<&'a SourceFile>,
    /// psql runs the files
    psql: bool,
    /// What takes new migrations back is read, too.
    backs: bool,
    /// the paths that `\i` looked for
    asked: RefCell<Vec<String>>,
}

impl<'s, 'a> Room<'s, 'a> {
    pub fn new(request: &'a Request, folder: &'a Folder, settings: &'s Settings) -> Room<'s, 'a> {
        let base = request.base.as_ref();
        let none = settings.runner.transaction == Some(RunnerTransaction::None);
        Room {
            request,
            folder,
            settings,
            base: base.map(|base| Places::of(&mut base.iter().map(|file| file.path.as_str()))),
            rules: rules::names(),
            files: sorted(request.files.iter().collect(), |a, b| a.path.cmp(&b.path)),
            psql: folder.layout == Some(Layout::Sqitch) || (none && folder.layout == Some(Layout::Numbered)),
            backs: settings.severity(rules::ROLLBACK, Severity::Warning).is_some(),
            asked: RefCell::default(),
        }
    }

    /// The migrations in their order.
    pub fn read(&self) -> impl Iterator<Item = ReadMigration<'a>> + '_ {
        self.folder.migrations.iter().map(|migration| self.one(migration))
    }

    pub fn one(&self, migration: &'a Migration) -> ReadMigration<'a> {
        let (file, new) = (&self.request.files[migration.file], self.is_new(migration));
        match source::text(&file.bytes) {
            Ok(text) => ReadMigration {
                back: if new { self.back(migration) } else { None },
                ..one(self, migration, migration.sections.as_deref(), &file.path, text, new)
            },
            Err(fault) => not_text(migration, &file.path, &file.bytes, fault, new),
        }
    }

    /// Whether the base does not have it.
    pub fn is_new(&self, migration: &Migration) -> bool {
        let path = &self.request.files[migration.file].path;
        self.base.as_ref().is_none_or(|base| !base.has(path))
    }

    /// The text of a migration by its number, made again; `plain` where it is its file's as it is. `None` where it is
    /// no text.
    pub fn source(&self, number: usize, plain: bool) -> Option<Source<'a>> {
        let migration = self.folder.migrations.get(number)?;
        let file = &self.request.files[migration.file];
        let text = source::text(&file.bytes).ok()?;
        if plain {
            return Some(Source::new(&file.path, text));
        }
        let script = script(self, migration.sections.as_deref(), &file.path, text);
        Some(Source::of(script.text, script.map, &script.files))
    }

    /// The paths that were looked for since this was last asked.
    pub fn asked(&self) -> Vec<String> {
        self.asked.take()
    }

    /// What takes a migration back, where a rule asks for it.
    fn back(&self, migration: &'a Migration) -> Option<Box<ReadMigration<'a>>> {
        let (file, sections) = match migration.down {
            _ if !self.backs => return None,
            Some(down) => (down, None),
            None if migration.back.is_empty() => return None,
            None => (migration.file, Some(migration.back.as_slice())),
        };
        let file = &self.request.files[file];
        let text = source::text(&file.bytes).ok()?;
        Some(Box::new(one(self, migration, sections, &file.path, text, false)))
    }
}

fn not_text<'a>(
    migration: &'a Migration,
    path: &'a str,
    bytes: &[u8],
    fault: source::NotText,
    new: bool,
) -> ReadMigration<'a> {
    let before = std::str::from_utf8(&bytes[..fault.at]).unwrap_or_default();
    let unread = Source::new(path, before).unread(fault.at, fault.message);
    ReadMigration {
        migration,
        source: None,
        new,
        statements: Vec::new(),
        gaps: vec![Span { start: 0, end: 0 }],
        unsendable: Vec::new(),
        unread: vec![unread],
        allows: Allows::default(),
        back: None,
    }
}

fn one<'a>(
    room: &Room<'_, 'a>,
    migration: &'a Migration,
    sections: Option<&[Section]>,
    path: &'a str,
    text: &'a str,
    new: bool,
) -> ReadMigration<'a> {
    let mut script = script(room, sections, path, text);
    let source = Source::of(std::mem::take(&mut script.text), std::mem::take(&mut script.map), &script.files);
    let reader = Reader { text: &source.text, postgres: room.settings.postgres };
    let mut read = Pieces { gaps: script.gaps.iter().map(|at| empty(*at)).collect(), ..Pieces::default() };
    let places = source.in_text(migration.faults.iter().map(|it| it.span));
    let of_layout = || migration.faults.iter().zip(&places);
    read.gaps.extend(of_layout().filter(|(it, _)| it.gap).map(|(_, place)| *place));
    for piece in &script.pieces {
        read.take(&reader, piece);
    }
    let Pieces { statements, gaps, mut faults } = read;
    let spans: Vec<Span> = statements.iter().map(|statement| statement.span).collect();
    let (allows, misread) = allow::read(&source.text, &script.comments, &spans, &room.rules);
    faults.extend(misread.into_iter().map(|it| (it.at, it.message)));
    let unread = unread(&source, faults, script.faults, of_layout());
    let gaps = sorted(gaps, |a, b| a.start.cmp(&b.start));
    let unsendable = script.unsendable;
    let allows = Allows::of(allows, &spans);
    ReadMigration {
        migration,
        source: Some(source),
        new,
        statements,
        gaps,
        unsendable,
        unread,
        allows,
        back: None,
    }
}

fn script<'a>(room: &Room<'_, 'a>, sections: Option<&[Section]>, path: &'a str, text: &'a str) -> Script<'a> {
    let find = |path: &str| {
        room.asked.borrow_mut().push(path.to_owned());
        room.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| room.files[at])
    };
    let context = Context { path, psql: room.psql, values: &room.settings.placeholders, find: &find };
    match sections {
        None => script::read(text, &context),
        Some(sections) => {
            let parts: Vec<Span> = sections.iter().map(|it| it.span).collect();
            script::read_parts(text, &parts, &context)
        }
    }
}

fn empty(at: usize) -> Span {
    Span { start: at, end: at }
}

/// What was not read: in the order of the script's text.
fn unread<'f>(
    source: &Source,
    of_statements: Vec<(usize, String)>,
    of_script: Vec<script::Fault>,
    of_layout: impl Iterator<Item = (&'f Fault, &'f Span)>,
) -> Vec<Unread> {
    let of_statements = of_statements.into_iter().map(|(at, message)| (at, source.unread(at, message)));
    let of_script = of_script.into_iter().map(|it| (it.at, source.unread_at(it.origin, it.message)));
    let of_layout = of_layout.map(|(it, place)| {
        let origin = Origin { file: 0, byte: it.span.start };
        (place.start, source.unread_at(origin, it.message.clone()))
    });
    let all = of_script.chain(of_layout).chain(of_statements).collect();
    let all = sorted(all, |a: &(usize, Unread), b| a.0.cmp(&b.0));
    all.into_iter().map(|(_, unread)| unread).collect()
}

/// The pieces of a script, read.
#[derive(Default)]
struct Pieces {
    statements: Vec<Statement>,
    gaps: Vec<Span>,
    /// bytes of the text, and what is the matter there
    faults: Vec<(usize, String)>,
}

impl Pieces {
    fn take(&mut self, reader: &Reader, piece: &Piece) {
        // The script has said so already.
        if piece.unknown {
            return self.gaps.push(piece.span);
        }
        match reader.read(piece.span) {
            Ok(Some(statement)) => self.told(statement, piece),
            Ok(None) => {}
            Err(error) => {
                let rest = reader.text.get(error.at..piece.span.end).unwrap_or_default();
                self.gaps.push(piece.span);
                self.faults.push((error.at, script::hint(rest).unwrap_or(error.message)));
            }
        }
    }

    /// Takes a statement with what its piece says of it.
    fn told(&mut self, mut statement: Statement, piece: &Piece) {
        statement.condition.unknown |= piece.conditional;
        if let PieceKind::CopyWithData { lines } = piece.kind {
            statement.title.push_str(&format!(" ({lines} lines)"));
        }
        if let Kind::Set(Set { name, to: SetTo::Values(values), .. }) = &statement.kind
            && name == "standard_conforming_strings"
            && values.iter().any(|it| !script::is_true(it))
        {
            let message = "From here on a backslash in plain quotes escapes what follows; Lockgate reads it as a \
                           letter. Write E'…' where it shall escape, and leave this setting alone.";
            self.faults.push((piece.span.start, message.to_owned()));
            self.gaps.push(empty(piece.span.end));
        }
        self.statements.push(statement);
    }
}

/// Files beside the migrations that could not be read.
pub fn beside(files: &[SourceFile], folder: &Folder) -> Vec<Unread> {
    let unread = folder.faults.iter().map(|(file, fault)| Unread {
        file: files[*file].path.clone(),
        line: 1,
        column: 1,
        message: fault.message.clone(),
    });
    unread.collect()
}
