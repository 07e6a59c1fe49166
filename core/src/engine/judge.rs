//! Replays the migrations in order and asks every rule at its moment.

use super::findings::{self, Out};
use super::held::Held;
use super::past::{Known, Past};
use super::read::Room;
use super::sums::Changes;
use super::{planned, sums};
use crate::discovery::{Layout, Migration};
use crate::finding::{Finding, Span, Unread};
use crate::order::{ByName, distinct};
use crate::plan::Plan;
use crate::rules::{
    self, After, AtStatement, Check, End, InMigration, InOrder, ReadMigration, Refused, Revision, Rule, Step,
};
use crate::runner::Runner;
use crate::schema::{Failure, FullName, Origin, Outcome, subjects};
use crate::settings::Settings;
use crate::source::Source;
use crate::statement::{ActionKind, Constraint, Kind, Object, Renamed, Statement};
use crate::verdict::{Risk, StatementLine};
use std::cell::OnceCell;

/// Reads and judges one migration after the other, behind those that are known. Gives what was found at the end, with
/// the numbers of the migrations.
pub fn judge(room: &Room, known: &mut Known) -> Vec<(usize, Finding)> {
    let settings = room.settings;
    let mut judge = Judge {
        settings,
        layout: room.folder.layout,
        rules: Vec::new(),
        at_statements: Vec::new(),
        at_locks: Vec::new(),
        now: Now::default(),
        known,
    };
    for rule in rules::ALL.iter().copied().filter(|it| it.weighs(settings).is_some()) {
        judge.rules.push(rule);
        match rule.check {
            Check::Statement(check) => judge.at_statements.push((rule, check)),
            Check::Work(..) | Check::Holding(_) => judge.at_locks.push(rule),
            _ => {}
        }
    }
    for migration in room.folder.migrations.iter().skip(judge.known.past.len()) {
        judge.one(room, migration);
    }
    judge.end(room)
}

pub(super) struct Judge<'a> {
    settings: &'a Settings,
    layout: Option<Layout>,
    rules: Vec<&'static Rule>,
    /// Those of them that look at each statement: there are more statements than all else.
    at_statements: Vec<(&'static Rule, AtStatement)>,
    at_locks: Vec<&'static Rule>,
    pub(super) known: &'a mut Known,
    now: Now,
}

/// What came of the migration under way so far.
#[derive(Default)]
struct Now {
    out: Vec<Out>,
    lines: Vec<StatementLine>,
    changes: Changes,
    touched: Vec<FullName>,
}

impl Judge<'_> {
    pub(super) fn ask(&mut self, migration: usize, question: impl Fn(&Rule, &mut rules::Out)) {
        ask(&self.rules, migration, &question, &mut self.now.out);
    }

    /// Reads and judges a migration, and keeps what is left of it.
    fn one(&mut self, room: &Room, migration: &Migration) {
        let before = self.known.before();
        let mut read = room.one(migration);
        let unread = self.migration(self.known.past.len(), &read);
        read.unread.extend(unread);
        let now = std::mem::take(&mut self.now);
        let listed = sums::listed(room.request, &read);
        let plan = if read.new { planned::plan(&read, &listed) } else { Plan::default() };
        for file in migration.content() {
            room.request.files[file].hash(&mut self.known.hasher);
        }
        let source = read.source.as_ref();
        self.known.past.push(Past {
            changes: now.changes,
            touched: distinct(now.touched),
            findings: findings::here(self.settings, &listed.file, &read, now.out),
            listed,
            lines: now.lines,
            plan,
            plain: source.is_some_and(Source::is_plain),
            included: source.into_iter().flat_map(|it| it.included()).map(str::to_owned).collect(),
            asked: room.asked(),
            before,
            unread: read.unread,
            allows: read.allows,
        });
    }

    /// What the statements run and could not be followed.
    fn migration(&mut self, number: usize, read: &ReadMigration) -> Vec<Unread> {
        let runner = Runner::of(self.layout, &self.settings.runner);
        self.known.schema.new_session();
        self.known.find_base(number, read.new);
        if read.new {
            self.known.held.begin(&runner, read);
            self.ask(number, |rule, out| {
                if let Check::Migration(check) = rule.check {
                    check(&InMigration { settings: self.settings, runner: &runner, read }, out);
                }
            });
        }
        let made = if read.new { made(read) } else { ByName::default() };
        let mut gaps = read.gaps.iter().peekable();
        let moment = read.back.as_ref().map(|_| self.known.schema.hold());
        let mut failed = vec![false; read.statements.len()];
        let mut unread = Vec::new();
        for (at, statement) in read.statements.iter().enumerate() {
            while let Some(gap) = gaps.next_if(|gap| gap.start < statement.span.start) {
                self.doubt(read, *gap);
            }
            if read.new {
                self.known.held.next(at, statement);
                self.new_statement(number, read, statement, &made);
            }
            failed[at] = self.play(number, read, statement, &mut unread);
        }
        for gap in gaps {
            self.doubt(read, *gap);
        }
        if read.new {
            self.after(number, read);
        }
        if read.new && self.settings.idempotent {
            self.again(number, read, &failed);
        }
        if let (Some(moment), Some(back)) = (moment, read.back.as_deref()) {
            if read.gaps.is_empty() && !failed.contains(&true) {
                self.back(number, back, &moment);
            }
            self.known.schema.release(&moment);
        }
        unread
    }

    fn after(&mut self, migration: usize, read: &ReadMigration) {
        let after = After { settings: self.settings, migration, read, schema: &self.known.schema };
        let question = |rule: &Rule, out: &mut rules::Out| {
            if let Check::After(check) = rule.check {
                check(&after, out);
            }
        };
        ask(&self.rules, migration, &question, &mut self.now.out);
    }

    /// Applies the statement; where a server would refuse it, that is said, and the schema is as if it were mended.
    /// Whether it would.
    fn play(
        &mut self,
        number: usize,
        read: &ReadMigration,
        statement: &Statement,
        left: &mut Vec<Unread>,
    ) -> bool {
        let origin = Origin { migration: number, span: statement.span };
        let Outcome { fails, strange, unread } = self.known.schema.apply(statement, origin);
        if !unread.is_empty() {
            self.doubt(read, statement.span);
        }
        if let Some(source) = &read.source {
            left.extend(said(source, unread));
        }
        let certain = fails.is_some();
        if certain {
            self.known.schema.mend(statement);
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
            self.known.unseen.about(source.words(statement.span));
        }
        certain
    }

    /// Whether all that may have happened to what a refused statement is about is known.
    pub(super) fn knows(&self, statement: &Statement, failure: &Failure) -> bool {
        let seen = |name: &str| !self.known.schema.doubt.says(name) && !self.known.unseen.says(name);
        // A column is known where its table is.
        let column = matches!(failure.sqlstate, "42701" | "42703");
        !statement.condition.unknown
            && (column || failure.names().all(seen))
            && subjects(statement).iter().all(|it| seen(it.name.as_str()))
    }

    fn doubt(&mut self, read: &ReadMigration, span: Span) {
        match &read.source {
            Some(source) if span.start < span.end => self.known.schema.doubt.about(source.words(span)),
            _ => self.known.schema.doubt.everything(),
        }
    }

    fn new_statement(
        &mut self,
        migration: usize,
        read: &ReadMigration,
        statement: &Statement,
        made: &ByName<()>,
    ) {
        let (settings, siblings) = (self.settings, read.statements.len());
        let text = read.source.as_ref().map_or("", |it| &it.text);
        let (mut inside, mut risk) = (Vec::new(), Risk::Safe);
        let Known { schema: before, held, .. } = &mut *self.known;
        for part in std::iter::once(statement).chain(&statement.inner) {
            let step = Step {
                settings,
                migration,
                statement: part,
                before,
                siblings,
                made,
                text,
                inside: &inside,
                known_effect: OnceCell::new(),
            };
            let mut out = rules::Out { found: Vec::new(), here: migration };
            for (rule, check) in &self.at_statements {
                check(&step, &mut out);
                self.now.out.extend(out.found.drain(..).map(|(file, it)| (*rule, file, it)));
            }
            locked(&self.at_locks, held, &step, &mut self.now.out);
            self.now.changes.count(&step);
            self.now.touched.extend(touched(part).into_iter().map(|name| before.full(name)));
            risk = risk.max(sums::risk(&step));
            let created = part.kind.created().and_then(|it| it.name);
            inside.extend(created.filter(|_| !statement.inner.is_empty()).map(|it| it.value));
        }
        if let Some(source) = &read.source {
            let place = source.place(statement.span);
            self.now.lines.push(StatementLine {
                file: place.file,
                span: Span { start: place.start, end: place.end },
                line: place.line,
                title: statement.title.clone(),
                risk,
            });
        }
    }

    fn end(self, room: &Room) -> Vec<(usize, Finding)> {
        let (known, mut found) = (self.known, Vec::new());
        let in_order = room.folder.migrations.iter().zip(&known.past).map(|(migration, it)| InOrder {
            migration,
            new: it.listed.new,
            digest: &it.listed.digest,
            included: &it.included,
        });
        let revision = Revision {
            files: &room.request.files,
            base: room.request.base.as_deref(),
            folder: room.folder,
            settings: room.settings,
            migrations: in_order.collect(),
        };
        let question = |rule: &Rule, out: &mut rules::Out| match rule.check {
            Check::Folder(check) => check(&revision, out),
            Check::End(check) => check(&End { revision: &revision, schema: &known.schema }, out),
            _ => {}
        };
        ask(&self.rules, 0, &question, &mut found);
        findings::late(room, &known.past, found)
    }
}

/// Asks the rules about locks. For each place and rule, the first work that makes others wait stands for all.
fn locked(rules: &[&'static Rule], held: &mut Held, step: &Step, found: &mut Vec<Out>) {
    let mut told: Vec<(&str, Span)> = Vec::new();
    for work in step.effect().work.iter().filter(|it| it.blocks()) {
        for rule in rules {
            let Check::Work(reasons, check) = rule.check else { continue };
            if reasons.contains(&work.why) && !told.contains(&(rule.name, work.span)) {
                told.push((rule.name, work.span));
                ask(&[rule], step.migration, &|_, out| check(step, work, out), found);
            }
        }
    }
    let holding = held.seen(step, !told.is_empty());
    let question = |rule: &Rule, out: &mut rules::Out| {
        if let Check::Holding(check) = rule.check {
            check(&holding, out);
        }
    };
    ask(rules, step.migration, &question, found);
    held.take(step);
}

fn ask(
    rules: &[&'static Rule],
    migration: usize,
    question: &dyn Fn(&Rule, &mut rules::Out),
    found: &mut Vec<Out>,
) {
    for rule in rules {
        let mut out = rules::Out { found: Vec::new(), here: migration };
        question(rule, &mut out);
        found.extend(out.found.into_iter().map(|(file, it)| (*rule, file, it)));
    }
}

/// What the file makes, where it also drops something: only then anybody asks.
fn made(read: &ReadMigration) -> ByName<()> {
    let all = || read.statements.iter().flat_map(|it| std::iter::once(it).chain(&it.inner));
    let mut made = ByName::default();
    if !all().any(|it| matches!(it.kind, Kind::Drop(_) | Kind::AlterTable(_))) {
        return made;
    }
    for statement in all() {
        if let Some(name) = statement.kind.created().and_then(|it| Some((it.object, it.name?.value.name))) {
            made.insert(&rules::made(name.0, &name.1), ());
        }
        let Kind::AlterTable(it) = &statement.kind else { continue };
        for action in &it.actions {
            if let ActionKind::AddConstraint(Constraint { name: Some(name), .. }) = &action.kind {
                made.insert(&rules::made(Object::Constraint, name), ());
            }
        }
    }
    made
}

/// What was not followed, with its place; each once.
pub(super) fn said(source: &Source, unread: Vec<crate::statement::Unread>) -> Vec<Unread> {
    let mut told: Vec<Unread> = Vec::new();
    for it in unread {
        let it = source.unread(it.span.start, it.why);
        if !told.contains(&it) {
            told.push(it);
        }
    }
    told
}

/// Whether it runs code that can't be followed, or makes a function that changes the schema when it is called.
pub(super) fn runs_unseen(statement: &Statement) -> bool {
    let maybe = |it: &Statement| {
        it.condition.unknown || !it.condition.blocks.is_empty() || !it.condition.handlers.is_empty()
    };
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
