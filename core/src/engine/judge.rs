//! Replays the migrations in order and asks every rule at its moment.

use super::read::Room;
use super::sums::Changes;
use crate::discovery::Layout;
use crate::finding::Span;
use crate::rules::{
    self, Check, End, InFile, InMigration, Out, ReadMigration, Refused, Revision, Rule, Step,
};
use crate::runner::Runner;
use crate::schema::{Doubt, Failure, FullName, Origin, Outcome, Schema, subjects};
use crate::settings::Settings;
use crate::statement::{Kind, Renamed, Statement};
use crate::verdict::{StatementLine, TableChange};
use std::collections::BTreeSet;

/// What came of it, before findings have their places.
pub struct Judged {
    pub out: Vec<(&'static Rule, InFile, rules::Found)>,
    pub statements: Vec<StatementLine>,
    pub tables: Vec<TableChange>,
    pub changes: Changes,
}

/// Reads and judges one migration after the other, the first on `start`; the revision gets what is left of each.
pub fn judge<'a>(revision: &mut Revision<'a>, room: &Room<'_, 'a>, start: Option<Schema>) -> Judged {
    let postgres = revision.settings.postgres;
    let mut start = start.unwrap_or_else(|| Schema::new(postgres, false));
    start.postgres = postgres;
    start.catalog.forget_births();
    let mut judge = Judge {
        settings: revision.settings,
        layout: revision.folder.layout,
        rules: rules::ALL
            .iter()
            .copied()
            .filter(|rule| revision.settings.severity(rule.name, rule.severity).is_some())
            .collect(),
        schema: start,
        base: None,
        touched: BTreeSet::new(),
        unseen: Doubt::default(),
        judged: Judged {
            out: Vec::new(),
            statements: Vec::new(),
            tables: Vec::new(),
            changes: Changes::default(),
        },
    };
    for (number, mut read) in room.read().enumerate() {
        judge.migration(number, &read);
        read.forget();
        revision.migrations.push(read);
    }
    judge.end(revision)
}

pub(super) struct Judge<'a> {
    settings: &'a Settings,
    layout: Option<Layout>,
    rules: Vec<&'static Rule>,
    pub(super) schema: Schema,
    /// the schema before the first new migration
    base: Option<Schema>,
    touched: BTreeSet<FullName>,
    /// what statements speak of that may do more than can be seen
    pub(super) unseen: Doubt,
    judged: Judged,
}

impl Judge<'_> {
    pub(super) fn ask(&mut self, migration: usize, question: impl Fn(&Rule, &mut Out)) {
        for rule in &self.rules {
            let mut out = Out { found: Vec::new(), here: migration };
            question(rule, &mut out);
            self.judged.out.extend(out.found.into_iter().map(|(file, found)| (*rule, file, found)));
        }
    }

    fn migration(&mut self, number: usize, read: &ReadMigration) {
        let runner = Runner::of(self.layout, &self.settings.runner);
        self.schema.new_session();
        if read.new {
            self.base.get_or_insert_with(|| self.schema.clone());
            self.ask(number, |rule, out| {
                if let Check::Migration(check) = rule.check {
                    check(&InMigration { runner: &runner, read }, out);
                }
            });
        }
        let mut gaps = read.gaps.iter().peekable();
        let moment = read.back.as_ref().map(|_| self.schema.hold());
        let mut failed = vec![false; read.statements.len()];
        for (at, statement) in read.statements.iter().enumerate() {
            while let Some(gap) = gaps.next_if(|gap| gap.start < statement.span.start) {
                self.doubt(read, *gap);
            }
            if read.new {
                self.new_statement(number, read, statement);
            }
            failed[at] = self.play(number, read, statement);
            if matches!(&statement.kind, Kind::Do(it) if it.dynamic) {
                self.doubt(read, statement.span);
            }
        }
        for gap in gaps {
            self.doubt(read, *gap);
        }
        if read.new && self.settings.idempotent {
            self.again(number, read, &failed);
        }
        if let (Some(moment), Some(back)) = (moment, read.back.as_deref()) {
            if read.gaps.is_empty() && !failed.contains(&true) {
                self.back(number, back, &moment);
            }
            self.schema.release(&moment);
        }
    }

    /// Applies the statement; where a server would refuse it, that is said, and the schema is as if it were mended.
    /// Whether it would.
    fn play(&mut self, number: usize, read: &ReadMigration, statement: &Statement) -> bool {
        let origin = Origin { migration: number, span: statement.span };
        let Outcome { fails, strange } = self.schema.apply(statement, origin);
        let certain = fails.is_some();
        if certain {
            self.schema.mend(statement);
        }
        let Some(source) = &read.source else { return certain };
        if let Some(failure) = fails.or(strange).filter(|it| read.new && self.knows(statement, it)) {
            let settings = self.settings;
            let refused = Refused { settings, statement, text: &source.text, failure: &failure, certain };
            self.ask(number, |rule, out| {
                if let Check::Refused(check) = rule.check {
                    check(&refused, out);
                }
            });
        }
        if runs_unseen(statement) {
            self.unseen.about(source.words(statement.span));
        }
        certain
    }

    /// Whether all that may have happened to what a refused statement is about is known.
    pub(super) fn knows(&self, statement: &Statement, failure: &Failure) -> bool {
        let seen = |name: &str| !self.schema.doubt.says(name) && !self.unseen.says(name);
        // A column is known where its table is.
        let column = matches!(failure.sqlstate, "42701" | "42703");
        !statement.condition.unknown
            && (column || failure.names().all(seen))
            && subjects(statement).iter().all(|it| seen(it.name.as_str()))
    }

    fn doubt(&mut self, read: &ReadMigration, span: Span) {
        match &read.source {
            Some(source) if span.start < span.end => self.schema.doubt.about(source.words(span)),
            _ => self.schema.doubt.everything(),
        }
    }

    fn new_statement(&mut self, number: usize, read: &ReadMigration, statement: &Statement) {
        let before = std::mem::take(&mut self.schema);
        let siblings = read.statements.len();
        for statement in std::iter::once(statement).chain(&statement.inner) {
            let step =
                Step { settings: self.settings, migration: number, statement, before: &before, siblings };
            self.ask(number, |rule, out| {
                if let Check::Statement(check) = rule.check {
                    check(&step, out);
                }
            });
            self.judged.changes.count(&step);
            self.touched.extend(touched(statement).into_iter().map(|name| before.full(name)));
        }
        if let Some(source) = &read.source {
            let step =
                Step { settings: self.settings, migration: number, statement, before: &before, siblings };
            let place = source.place(statement.span);
            self.judged.statements.push(StatementLine {
                file: place.file,
                span: Span { start: place.start, end: place.end },
                line: place.line,
                title: statement.title.clone(),
                risk: super::sums::risk(&step),
            });
        }
        self.schema = before;
    }

    fn end(mut self, revision: &Revision) -> Judged {
        let schema = std::mem::take(&mut self.schema);
        self.ask(0, |rule, out| match rule.check {
            Check::Folder(check) => check(revision, out),
            Check::End(check) => check(&End { revision, schema: &schema }, out),
            _ => {}
        });
        let before = self.base.take().unwrap_or_default();
        let card = |schema: &Schema, name: &FullName| schema.table_named(name).map(|table| table.card());
        let changes = self.touched.iter().map(|name| TableChange {
            name: name.to_string(),
            before: card(&before, name),
            after: card(&schema, name),
        });
        let tables = changes.filter(|it| it.before != it.after).collect();
        Judged { tables, ..self.judged }
    }
}

/// Whether it runs code that can't be followed, or makes a function that changes the schema when it is called.
pub(super) fn runs_unseen(statement: &Statement) -> bool {
    let maybe = |it: &Statement| it.condition.unknown || !it.condition.caught.is_empty();
    match &statement.kind {
        Kind::Select(_) | Kind::Call(_) | Kind::Execute(_) => true,
        Kind::Do(it) => it.dynamic || statement.inner.is_empty() || statement.inner.iter().any(maybe),
        Kind::CreateFunction(it) => {
            !it.body.unread.is_empty() || it.body.statements.iter().any(changes_schema)
        }
        _ => statement.condition.unknown,
    }
}

fn changes_schema(it: &Statement) -> bool {
    it.kind.created().is_some() || matches!(it.kind, Kind::AlterTable(_) | Kind::Drop(_) | Kind::Rename(_))
}

/// The tables whose card a statement may change.
fn touched(statement: &Statement) -> Vec<&crate::statement::Name> {
    match &statement.kind {
        Kind::CreateTable(it) => vec![&it.table.value],
        Kind::AlterTable(it) => vec![&it.table.value],
        Kind::CreateIndex(it) => vec![&it.table.value],
        Kind::Drop(it) => it.objects.iter().map(|it| &it.name.value).collect(),
        Kind::Rename(it) => match &it.what {
            Renamed::Table(table) => vec![table],
            Renamed::Schema(moved) => vec![&moved.name.value],
            Renamed::Column { table, .. } | Renamed::Constraint { table, .. } => vec![table],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
