use super::place::listed;
use super::{Again, Found, Out, SecondRun, place};
use crate::finding::Span;
use crate::statement::{ActionKind, AlterTable, Created, Ident, Kind, Renamed, Statement};
use crate::order::ByName;

rule! {
    /// A statement fails, or does its work twice, when the file runs a second time.
    ///
    /// Some projects run every file at every start and rely on each being harmless where it has been applied. The rule
    /// is asleep until the settings say `idempotent = true`, by themselves or by the presets `aim` and `people-ops`.
    ///
    /// Each file is played a second time on what it left behind. A statement that PostgreSQL refuses then is named with the
    /// SQLSTATE, whatever guards stand around it; so is one that leaves another schema than the first run did. What does
    /// its work again and leaves all as it was is proved harmless, as a trigger that is dropped and made anew. What the
    /// schema does not show, such as rows, is judged by its words; rows that a DO block writes are taken to be guarded.
    ///
    /// ## Settings
    /// ```toml
    /// idempotent = true
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE alerts (id bigint PRIMARY KEY);
    /// --           ^^^^^^ not-idempotent
    /// INSERT INTO policies (name) VALUES ('Critical Trust Score Block');
    /// --          ^^^^^^^^ not-idempotent
    /// DO $$ BEGIN
    ///     IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'severity') THEN
    ///         CREATE TYPE importance AS ENUM ('low', 'high');
    /// --                  ^^^^^^^^^^ not-idempotent
    ///     END IF;
    /// END $$;
    /// CREATE UNIQUE INDEX IF NOT EXISTS alerts_idx ON alerts (id);
    /// ALTER TABLE alerts ADD UNIQUE (id);
    /// --                     ^^^^^^ not-idempotent
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE IF NOT EXISTS alerts (id bigint PRIMARY KEY);
    /// INSERT INTO policies (name) VALUES ('Critical Trust Score Block') ON CONFLICT DO NOTHING;
    /// DO $$ BEGIN
    ///     CREATE TYPE severity AS ENUM ('low', 'high');
    /// EXCEPTION WHEN duplicate_object THEN NULL;
    /// END $$;
    /// ALTER TABLE alerts DROP CONSTRAINT IF EXISTS alerts_id_check;
    /// ALTER TABLE alerts ADD CONSTRAINT alerts_id_check CHECK (id > 0);
    /// DROP VIEW IF EXISTS alert_ids;
    /// CREATE VIEW alert_ids AS SELECT id FROM alerts;
    /// ALTER TABLE alerts ADD COLUMN IF NOT EXISTS note text;
    /// ALTER TABLE alerts RENAME COLUMN note TO remark;
    /// ALTER TABLE alerts DROP COLUMN remark; -- lockgate: allow(column-dropped) it was never released
    /// ```
    /// ## Instead
    /// Use IF NOT EXISTS, IF EXISTS, OR REPLACE or ON CONFLICT; where there is none, a DO block that looks first.
    "not-idempotent", Idempotency, Error, Again(check),
    covers [
        "create-without-if-not-exists", "drop-without-if-exists", "alter-without-guard", "missing-or-replace",
    ]
}

const GUARD: &str = "Put it into a DO block that looks first, or that catches the error.";

fn check(it: &Again, out: &mut Out) {
    let mut as_written = Out { found: Vec::new(), here: out.here };
    for statement in std::iter::once(it.statement).chain(&it.statement.inner).filter(|it| !it.in_do) {
        written(statement, it.dropped, &mut as_written);
    }
    match &it.run {
        SecondRun::Harmless => return,
        SecondRun::Unknown => {}
        SecondRun::Fails(failure) => {
            let what = format!("A second run fails ({}): {}.", failure.sqlstate, failure.what);
            let at_fault = |span: Span| failure.at.is_none_or(|at| at.start <= span.start && span.end <= at.end);
            match as_written.found.iter_mut().find(|(_, found)| at_fault(found.span)) {
                Some((_, found)) => found.what = what,
                None => emit(&mut as_written, place(it.statement, failure, it.text), what, GUARD),
            }
        }
        SecondRun::Leaves(changes) => {
            let what = format!("A second run leaves another schema: {}.", listed(changes, "is new", "is gone"));
            match as_written.found.first_mut() {
                Some((_, found)) => found.what = what,
                None => emit(&mut as_written, it.statement.span, what, GUARD),
            }
        }
    }
    out.found.append(&mut as_written.found);
}

/// Of each statement by itself, by its words.
fn written(statement: &Statement, dropped: &ByName<()>, out: &mut Out) {
    let again = |what: &str| format!("A second run fails: {what} is there already.");
    match &statement.kind {
        Kind::CreateTable(it) if !it.if_not_exists => {
            emit(out, it.table.span, again("the table"), "Write CREATE TABLE IF NOT EXISTS.");
        }
        Kind::CreateIndex(it) if !it.if_not_exists => match &it.name {
            Some(name) if dropped.has(name.as_str()) => {}
            Some(_) => emit(out, it.keyword, again("the index"), "Write CREATE INDEX IF NOT EXISTS."),
            None => emit(
                out,
                it.keyword,
                "A second run builds the same index again under another name.".to_owned(),
                "Give the index a name and write CREATE INDEX IF NOT EXISTS.",
            ),
        },
        Kind::AddEnumValue(it) if !it.if_not_exists => {
            emit(out, statement.span, again("the value"), "Write ADD VALUE IF NOT EXISTS.");
        }
        Kind::Drop(it) if !it.if_exists => {
            for gone in &it.objects {
                let what = format!("A second run fails: the {} is gone already.", it.object.words());
                emit(out, gone.name.span, what, "Write DROP … IF EXISTS.");
            }
        }
        Kind::Rename(it) if !matches!(it.what, Renamed::Object(_)) => {
            emit(out, it.to.span, "A second run fails: the old name is gone already.".to_owned(), GUARD);
        }
        Kind::Insert(it) if it.on_conflict.is_none() && !it.is_guarded() => emit(
            out,
            it.table.span,
            "A second run inserts the rows again, or fails on a unique key.".to_owned(),
            "Write ON CONFLICT DO NOTHING, with a unique key to conflict on.",
        ),
        Kind::AlterTable(it) => alter(dropped, it, out),
        Kind::CreateTable(_) | Kind::CreateIndex(_) => {}
        other => {
            if let Some(created) = other.created() {
                create(statement, dropped, &created, out);
            }
        }
    }
}

fn create(statement: &Statement, dropped: &ByName<()>, it: &Created, out: &mut Out) {
    let name = it.name.as_ref();
    if it.repeatable || name.is_some_and(|name| dropped.has(name.value.name.as_str())) {
        return;
    }
    let span = name.map_or(statement.span, |name| name.span);
    let remedy = match it.remedy {
        "" => GUARD.to_owned(),
        words => format!("Write it with {words}."),
    };
    let what = format!("A second run fails: the {} is there already.", it.object.words());
    emit(out, span, what, &remedy);
}


fn alter(dropped: &ByName<()>, it: &AlterTable, out: &mut Out) {
    let mut dropped_here: Vec<&Ident> = Vec::new();
    for action in &it.actions {
        match &action.kind {
            ActionKind::AddColumn { column, if_not_exists: false, .. } => {
                let what = "A second run fails: the column is there already.".to_owned();
                emit(out, column.name.span, what, "Write ADD COLUMN IF NOT EXISTS.");
            }
            ActionKind::DropColumn { column, if_exists: false, .. } => {
                let what = "A second run fails: the column is gone already.".to_owned();
                emit(out, column.span, what, "Write DROP COLUMN IF EXISTS.");
            }
            ActionKind::DropConstraint { name, if_exists: false, .. } => {
                let what = "A second run fails: the constraint is gone already.".to_owned();
                emit(out, name.span, what, "Write DROP CONSTRAINT IF EXISTS.");
            }
            ActionKind::DropConstraint { name, if_exists: true, .. } => dropped_here.push(&name.value),
            ActionKind::AddConstraint(constraint) => {
                let name = constraint.name.as_ref();
                if name.is_some_and(|name| dropped.has(name.as_str()) || dropped_here.contains(&name)) {
                    continue;
                }
                let what = "A second run fails or adds the constraint again.".to_owned();
                emit(out, constraint.span, what, "Name it and write DROP CONSTRAINT IF EXISTS with that name before it.");
            }
            _ => {}
        }
    }
}

fn emit(out: &mut Out, span: Span, what: String, instead: &str) {
    let why = "This project runs its files more than once, so each statement must be harmless the second time.";
    out.emit(Found::new(span, what, why, instead));
}
