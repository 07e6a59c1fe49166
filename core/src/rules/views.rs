//! What a rule is shown, and how it answers.

use super::Holding;
use crate::allow::Allows;
use crate::digest::Digest;
use crate::discovery::{Folder, Migration};
use crate::effect::{self, Effect, Why, Work};
use crate::finding::{Severity, Span, Unread};
use crate::order::ByName;
use crate::revision::{FileDigest, SourceFile};
use crate::runner::{self, Runner};
use crate::schema::catalog::{Id, Object as Kept};
use crate::schema::{Change, Failure, FullName, Origin, Schema};
use crate::script::Unsendable;
use crate::settings::Settings;
use crate::source::Source;
use crate::statement::{ActionKind, Column, Ident, Kind, Name, Object, ObjectRef, Statement};
use std::cell::OnceCell;

pub(crate) type AtStatement = fn(&Step, &mut Out);

/// When a rule looks.
pub(crate) enum Check {
    /// At each statement of a new migration, with the schema before it.
    Statement(AtStatement),
    /// At each statement of a new migration that does work on a table in use for one of these reasons, while others
    /// wait for its lock; once for each place that asks for it.
    Work(&'static [Why], fn(&Step, &Work, &mut Out)),
    /// At each statement of a new migration that locks or reads tables in use, with what its transaction holds before.
    Holding(fn(&Holding, &mut Out)),
    /// At each statement of a new migration that a server would refuse.
    Refused(fn(&Refused, &mut Out)),
    /// At each statement of a new migration, where the settings want files that can run twice.
    Again(fn(&Again, &mut Out)),
    /// At each new migration that can be taken back.
    Back(fn(&Back, &mut Out)),
    /// At each new migration as a whole.
    Migration(fn(&InMigration, &mut Out)),
    /// At each new migration, with the schema that it leaves behind.
    After(fn(&After, &mut Out)),
    /// Once, at the schema that all migrations leave behind.
    End(fn(&End, &mut Out)),
    /// Once, at the names of the files.
    Folder(fn(&Revision, &mut Out)),
}

/// Everything that was handed in, read.
pub(crate) struct Revision<'a> {
    pub files: &'a [SourceFile],
    pub base: Option<&'a [FileDigest]>,
    pub folder: &'a Folder,
    pub settings: &'a Settings,
    pub migrations: Vec<InOrder<'a>>,
}

/// A migration in the order.
pub(crate) struct InOrder<'a> {
    pub migration: &'a Migration,
    /// not in the base
    pub new: bool,
    /// SHA-256 of its file
    pub digest: &'a Digest,
    /// the files that it reads by `\i`
    pub included: &'a [String],
}

/// One migration, read.
pub(crate) struct ReadMigration<'a> {
    pub migration: &'a Migration,
    /// `None` where the file is not text.
    pub source: Option<Source<'a>>,
    /// not in the base
    pub new: bool,
    pub statements: Vec<Statement>,
    /// Where pieces stand that are no SQL, to tell which statements follow them. Behind an empty one anything may
    /// have happened.
    pub gaps: Vec<Span>,
    /// Why it can't be sent as it is; the gaps come on top.
    pub unsendable: Vec<Unsendable>,
    pub unread: Vec<Unread>,
    pub allows: Allows,
    /// What takes it back, read alike, where it is new and there is such.
    pub back: Option<Box<ReadMigration<'a>>>,
}

impl ReadMigration<'_> {
    /// A statement as a runner sees it, at its place in the file.
    pub fn step(&self, statement: &Statement) -> runner::groups::Step {
        let start = self.source.as_ref().and_then(|source| source.byte_in_file(statement.span.start));
        let start = start.unwrap_or(statement.span.start);
        runner::groups::Step { span: Span { start, end: start }, ..statement.into() }
    }
}

/// A statement, just before it runs.
pub(crate) struct Step<'a> {
    pub settings: &'a Settings,
    /// the migration's number in the order
    pub migration: usize,
    pub statement: &'a Statement,
    pub before: &'a Schema,
    /// How many statements its file has.
    pub siblings: usize,
    /// What its file makes: `view totals`, without schemas.
    pub made: &'a ByName<()>,
    /// of the migration
    pub text: &'a str,
    /// What statements before it in the same body have created.
    pub inside: &'a [Name],
    pub known_effect: OnceCell<Effect>,
}

/// A statement that a server would refuse.
pub(crate) struct Refused<'a> {
    pub settings: &'a Settings,
    pub statement: &'a Statement,
    /// of the migration
    pub text: &'a str,
    pub failure: &'a Failure,
    /// It would fail whatever came before the statements that were read.
    pub certain: bool,
}

/// A statement when its file runs a second time.
pub(crate) struct Again<'a> {
    pub statement: &'a Statement,
    /// of the migration
    pub text: &'a str,
    /// Names that the file has dropped with IF EXISTS so far.
    pub dropped: &'a ByName<()>,
    pub run: SecondRun,
}

/// What a second run comes to, right behind the first.
pub(crate) enum SecondRun {
    Fails(Box<Failure>),
    /// It is what leaves these facts otherwise than the first run did.
    Leaves(Vec<Change>),
    /// It does its work again, and all is as it was.
    Harmless,
    /// Its work can't be seen in the schema, or more than the schema decides on it.
    Unknown,
}

/// A migration that was applied and taken back.
pub(crate) struct Back<'a> {
    /// of what takes it back
    pub text: &'a str,
    pub way: Way<'a>,
}

/// Where the way back leads.
pub(crate) enum Way<'a> {
    /// It holds something that is no SQL.
    Unread { at: Span, message: &'a str },
    /// A server would refuse this statement, or may.
    Refused { statement: &'a Statement, failure: Box<Failure>, certain: bool },
    /// To a schema that differs in this; `last` is its last statement.
    Leads { last: Span, changes: Vec<Change> },
}

pub(crate) struct InMigration<'a> {
    pub settings: &'a Settings,
    /// How the tool runs files that say nothing themselves.
    pub runner: &'a Runner,
    pub read: &'a ReadMigration<'a>,
}

/// A migration, just after it ran.
pub(crate) struct After<'a> {
    pub settings: &'a Settings,
    /// the migration's number in the order
    pub migration: usize,
    pub read: &'a ReadMigration<'a>,
    /// as it left it
    pub schema: &'a Schema,
}

impl After<'_> {
    /// Its statements, with those that run inside of them.
    pub fn statements(&self) -> Vec<&Statement> {
        let mut all = Vec::new();
        for statement in &self.read.statements {
            all.push(statement);
            all.extend(&statement.inner);
        }
        all
    }

    /// The columns that it makes, with their table's name and whether they were added to it.
    pub fn columns(&self) -> Vec<(&Name, &Column, bool)> {
        let mut all = Vec::new();
        for statement in self.statements() {
            match &statement.kind {
                Kind::CreateTable(it) if !it.is_temporary() => {
                    all.extend(it.columns.iter().map(|column| (&it.table.value, column, false)));
                }
                Kind::AlterTable(it) => {
                    for action in &it.actions {
                        if let ActionKind::AddColumn { column, .. } = &action.kind {
                            all.push((&it.table.value, column, true));
                        }
                    }
                }
                _ => {}
            }
        }
        all
    }

    /// Whether the migration made it.
    pub fn made(&self, object: &Kept) -> bool {
        object.born.is_some_and(|it| it.migration == self.migration)
    }
}

pub(crate) struct End<'a> {
    pub revision: &'a Revision<'a>,
    pub schema: &'a Schema,
}

impl End<'_> {
    /// Whether it comes from a migration that is judged, and not from one that was accepted.
    pub fn is_new(&self, origin: Origin) -> bool {
        self.revision.migrations.get(origin.migration).is_some_and(|it| it.new)
    }
}

impl Step<'_> {
    /// What it does to relations that others may be using, without what the statements do that stand in it.
    pub fn effect(&self) -> &Effect {
        self.known_effect.get_or_init(|| {
            let mut effect = effect::own(self.statement, self.before, self.settings.postgres);
            effect.leave(|name| {
                let made = self.inside.iter().any(|it| self.full(it) == *name);
                !made && effect::is_older(name, self.before, self.migration)
            });
            effect
        })
    }

    /// Whether other sessions may be using the table; a lock on it makes them wait.
    /// A table we never saw created is older than the files we were given.
    pub fn is_in_use(&self, table: &Name) -> bool {
        let born = self.before.table(table).and_then(|it| it.born());
        !self.inside.contains(table) && born.is_none_or(|it| it.migration != self.migration)
    }

    pub fn full(&self, name: &Name) -> FullName {
        self.before.full(name)
    }

    /// Whether the file made the object itself, before this statement.
    pub fn is_own(&self, id: Id) -> bool {
        let born = self.before.catalog.get(id).and_then(|it| it.born);
        born.is_some_and(|it| it.migration == self.migration)
    }

    /// The object that the statement names, where it is known.
    pub fn object(&self, it: &ObjectRef) -> Option<Id> {
        self.before.find_object(it).ok().flatten()
    }
}

/// `view totals`: what tells whether a file makes something of this name.
pub(crate) fn made(object: Object, name: &Ident) -> String {
    [object.words(), " ", name.as_str()].concat()
}

/// A finding before its file, rule and severity are filled in.
pub(crate) struct Found {
    pub span: Span,
    pub what: String,
    pub why: String,
    pub instead: String,
    /// The table it is about, for the settings' `allow`.
    pub table: Option<FullName>,
    /// It weighs no more than this.
    pub at_most: Severity,
    /// Replaces bytes of the same file.
    pub fix: Option<(Span, String)>,
}

impl Found {
    pub fn new(
        span: Span,
        what: impl Into<String>,
        why: impl Into<String>,
        instead: impl Into<String>,
    ) -> Found {
        Found {
            span,
            what: what.into(),
            why: why.into(),
            instead: instead.into(),
            table: None,
            at_most: Severity::Error,
            fix: None,
        }
    }

    pub fn about(self, table: FullName) -> Found {
        Found { table: Some(table), ..self }
    }

    pub fn at_most(self, severity: Severity) -> Found {
        Found { at_most: severity, ..self }
    }
}

/// Which file a finding is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InFile {
    Migration(usize),
    /// What takes it back.
    Back(usize),
    /// Any other file, by its path; it may be gone.
    Path(String),
}

/// Where rules put what they find.
#[derive(Default)]
pub(crate) struct Out {
    pub found: Vec<(InFile, Found)>,
    pub(crate) here: usize,
}

impl Out {
    /// A finding in the migration that is being looked at.
    pub fn emit(&mut self, found: Found) {
        self.found.push((InFile::Migration(self.here), found));
    }

    /// A finding in what takes the migration back.
    pub fn emit_back(&mut self, found: Found) {
        self.found.push((InFile::Back(self.here), found));
    }

    /// A finding where something came from.
    pub fn emit_at(&mut self, origin: Origin, found: Found) {
        self.found.push((InFile::Migration(origin.migration), found));
    }

    /// A finding about a whole file.
    pub fn emit_file(&mut self, path: &str, found: Found) {
        self.found.push((InFile::Path(path.to_owned()), found));
    }
}
