//! What it all comes to: counts, the risk of each statement, and one sentence.

use super::Request;
use super::past::Known;
use crate::effect::Work;
use crate::finding::{Finding, Severity, Unread};
use crate::report::{Migration, Summary};
use crate::rules::{ReadMigration, Step};
use crate::statement::{ActionKind, Kind, Object, Renamed};
use crate::verdict::{Risk, RiskCounts, Verdict};

/// A migration as the report lists it.
pub fn listed(request: &Request, read: &ReadMigration) -> Migration {
    let file = &request.files[read.migration.file];
    Migration {
        name: read.migration.name.clone(),
        file: file.path.clone(),
        digest: file.digest(),
        down: read.migration.down.map(|down| request.files[down].path.clone()),
        new: read.new,
        statements: read.statements.len(),
    }
}

pub fn summary(migrations: &[Migration], findings: &[Finding], unread: &[Unread]) -> Summary {
    let standing =
        |severity| findings.iter().filter(|it| it.severity == severity && it.allowed.is_none()).count();
    Summary {
        migrations: migrations.len(),
        statements: migrations.iter().map(|it| it.statements).sum(),
        errors: standing(Severity::Error),
        warnings: standing(Severity::Warning),
        infos: standing(Severity::Info),
        allowed: findings.iter().filter(|it| it.allowed.is_some()).count(),
        unread: unread.len(),
    }
}

/// What the new migrations do, counted for the verdict's sentence.
#[derive(Debug, Default)]
pub struct Changes {
    tables: usize,
    columns: usize,
    indexes: usize,
    constraints: usize,
    types: usize,
    /// ``drops column `users.legacy_ref` ``
    losses: Vec<String>,
    renames: usize,
    rewrites: usize,
    rows: usize,
    others: usize,
}

impl Changes {
    pub fn add(&mut self, it: &Changes) {
        self.tables += it.tables;
        self.columns += it.columns;
        self.indexes += it.indexes;
        self.constraints += it.constraints;
        self.types += it.types;
        self.losses.extend_from_slice(&it.losses);
        self.renames += it.renames;
        self.rewrites += it.rewrites;
        self.rows += it.rows;
        self.others += it.others;
    }

    pub fn count(&mut self, step: &Step) {
        match &step.statement.kind {
            Kind::CreateTable(_) => self.tables += 1,
            Kind::CreateIndex(_) => self.indexes += 1,
            Kind::CreateType(_) => self.types += 1,
            Kind::AlterTable(it) => {
                let table = &it.table.value;
                for action in &it.actions {
                    match &action.kind {
                        ActionKind::AddColumn { .. } => self.columns += 1,
                        ActionKind::AddConstraint(_) => self.constraints += 1,
                        ActionKind::DropColumn { column, .. } => {
                            self.losses.push(format!("column `{table}.{}`", column.value));
                        }
                        ActionKind::AlterType { .. } => self.rewrites += 1,
                        _ => self.others += 1,
                    }
                }
            }
            Kind::Drop(it) => {
                self.losses.extend(it.objects.iter().map(|it| match &it.on {
                    Some(on) => format!("{} `{on}.{}`", it.object.words(), it.name.value),
                    None => format!("{} `{}`", it.object.words(), it.name.value),
                }));
            }
            Kind::Truncate(it) => {
                self.losses.extend(it.tables.iter().map(|table| format!("every row of `{}`", table.value)));
            }
            Kind::Rename(_) => self.renames += 1,
            Kind::Insert(_) | Kind::Update(_) | Kind::Delete(_) | Kind::Merge(_) => self.rows += 1,
            Kind::Do(_) | Kind::Transaction(_) | Kind::Set(_) => {}
            kind => {
                let quiet = !changes_schema(kind) && other_risk(&step.statement.title) == Risk::Safe;
                self.others += usize::from(!quiet);
            }
        }
    }

    fn sentence(&self) -> String {
        let added = [
            (self.tables, "table", "tables"),
            (self.columns, "column", "columns"),
            (self.indexes, "index", "indexes"),
            (self.constraints, "constraint", "constraints"),
            (self.types, "type", "types"),
        ];
        let added: Vec<String> =
            added.iter().filter(|it| it.0 > 0).map(|it| counted(it.0, it.1, it.2)).collect();
        let mut clauses = Vec::new();
        if !added.is_empty() {
            clauses.push(format!("adds {}", joined(&added)));
        }
        if !self.losses.is_empty() {
            clauses.push(format!("drops {}", joined(&shortened(&self.losses))));
        }
        for (count, one, many) in [
            (self.renames, "renames one thing", "renames"),
            (self.rewrites, "changes the type of one column", "changes column types"),
            (self.rows, "changes rows in one statement", "changes rows"),
            (self.others, "makes one other change", "makes other changes"),
        ] {
            match count {
                0 => {}
                1 => clauses.push(one.to_owned()),
                _ => clauses.push(format!("{many} ({count})")),
            }
        }
        capitalised(&clauses.join(", "))
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn joined(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Three names are enough for a sentence.
fn shortened(names: &[String]) -> Vec<String> {
    match names.len() {
        0..=3 => names.to_vec(),
        more => names[..2].iter().cloned().chain([format!("{} more", more - 2)]).collect(),
    }
}

fn capitalised(text: &str) -> String {
    match text.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => "Changes nothing in the schema".to_owned(),
    }
}

/// What of the new migrations makes the verdict.
pub struct Counts {
    /// `None` where there is none
    changes: Option<Changes>,
    unread: usize,
    risks: RiskCounts,
}

impl Counts {
    /// `beside` is how much was not read beside the migrations.
    pub fn of(known: &Known, beside: usize) -> Counts {
        let mut counts = Counts { changes: None, unread: beside, risks: RiskCounts::default() };
        for it in known.past.iter().filter(|it| it.listed.new) {
            counts.changes.get_or_insert_default().add(&it.changes);
            counts.unread += it.unread.len();
            it.lines.iter().for_each(|line| counts.risks.add(line.risk));
        }
        counts
    }
}

pub fn verdict(Counts { changes, unread, risks }: Counts, summary: &Summary) -> Verdict {
    let judgement = match (summary.errors, unread, summary.warnings) {
        (0, 0, 0) if summary.allowed > 0 => {
            format!(
                "nothing found against it besides {}",
                counted(summary.allowed, "allowed finding", "allowed findings")
            )
        }
        (0, 0, 0) => "nothing found against it".to_owned(),
        (0, 0, warnings) => format!("look at {} first", counted(warnings, "warning", "warnings")),
        (0, unread, _) => {
            format!("not safe to call, {} could not be read", counted(unread, "place", "places"))
        }
        _ => "not safe to run as it is".to_owned(),
    };
    let subject = changes.map_or_else(|| "No new migration".to_owned(), |it| it.sentence());
    Verdict { sentence: format!("{subject}: {judgement}."), risks }
}

/// What a statement can do to those who use the database now, without those in its body.
pub fn risk(step: &Step) -> Risk {
    let blocks = step.effect().work.iter().any(Work::blocks);
    said_risk(step).max(worst(blocks, Risk::Rewrite))
}

fn said_risk(step: &Step) -> Risk {
    match &step.statement.kind {
        Kind::Drop(it) => match it.object {
            Object::Table => {
                worst(it.objects.iter().any(|it| step.is_in_use(&it.name.value)), Risk::Destructive)
            }
            Object::Type | Object::Domain | Object::Schema | Object::Sequence => Risk::Destructive,
            Object::Index if it.concurrently => Risk::Safe,
            _ => Risk::Care,
        },
        Kind::Truncate(it) => {
            worst(it.tables.iter().any(|table| step.is_in_use(&table.value)), Risk::Destructive)
        }
        Kind::Delete(it) if !it.is_filtered() => worst(step.is_in_use(&it.table.value), Risk::Destructive),
        Kind::Delete(_) | Kind::Update(_) => Risk::Care,
        Kind::AlterTable(it) if step.is_in_use(&it.table.value) => {
            let drops = it.actions.iter().any(|it| matches!(it.kind, ActionKind::DropColumn { .. }));
            if drops { Risk::Destructive } else { Risk::Care }
        }
        Kind::Rename(it) => match &it.what {
            Renamed::Table(table) | Renamed::Column { table, .. } => worst(step.is_in_use(table), Risk::Care),
            _ => Risk::Care,
        },
        // These take a lock on their table, if only for a moment.
        Kind::CreateTrigger(_) | Kind::CreatePolicy(_) | Kind::CreateRule(_) => Risk::Care,
        Kind::CreateOther(it) if matches!(it.object, Object::Trigger | Object::Policy | Object::Rule) => {
            Risk::Care
        }
        Kind::Do(it) if it.dynamic => other_risk(&step.statement.title),
        Kind::Do(_) | Kind::Transaction(_) | Kind::Set(_) | Kind::Insert(_) | Kind::AlterTable(_) => {
            Risk::Safe
        }
        kind if changes_schema(kind) => Risk::Safe,
        _ => other_risk(&step.statement.title),
    }
}

fn worst(happens: bool, risk: Risk) -> Risk {
    if happens { risk } else { Risk::Safe }
}

/// Whether it makes something new, which nobody can be using yet.
fn changes_schema(kind: &Kind) -> bool {
    kind.created().is_some() || matches!(kind, Kind::AddEnumValue(_))
}

/// Statements that are not modelled: those that only read, describe or grant are safe.
fn other_risk(title: &str) -> Risk {
    const QUIET: &[&str] =
        &["comment", "select", "set", "show", "grant", "analyze", "reset", "explain", "notify"];
    let first = title.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    if QUIET.contains(&first.as_str()) { Risk::Safe } else { Risk::Care }
}
