//! Which statements are committed together, and which PostgreSQL refuses where they stand.

use super::{Detects, Runner, Send, Wrap};
use crate::discovery::{Mark, Section};
use crate::finding::Span;
use crate::statement::{Kind, Statement, TransactionRole as Role};

/// A migration as it is run.
#[derive(Debug, Clone, Copy)]
pub struct Applied<'a> {
    pub mark: &'a Mark,
    /// `None` is the whole file.
    pub sections: Option<&'a [Section]>,
    /// The tool would cut the file and cannot, so it sends it whole (Prisma).
    pub uncut: bool,
    pub statements: &'a [Step],
}

/// One statement, in the order of the file.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub span: Span,
    pub role: Role,
    /// It drops an index concurrently: tools that look for what cannot stand in a transaction pass it over.
    pub drops_index: bool,
}

impl From<&Statement> for Step {
    fn from(statement: &Statement) -> Step {
        let drops_index = matches!(&statement.kind, Kind::Drop(it) if it.concurrently);
        Step { span: statement.span, role: statement.role, drops_index }
    }
}

/// Statements that are committed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub by: By,
    /// The migration's place in the order, and the statement's in its migration.
    pub statements: Vec<(usize, usize)>,
}

/// Who holds them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// the tool, by BEGIN and COMMIT of its own
    Tool,
    /// PostgreSQL, because they came in one string
    Batch,
    /// the file's own BEGIN and COMMIT
    File,
    /// nobody: the statement commits by itself
    Nobody,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Groups {
    pub groups: Vec<Group>,
    /// Statements that fail with 25001, or that the tool refuses.
    pub refused: Vec<(usize, usize)>,
}

/// What comes of running these migrations at once.
pub fn groups(runner: &Runner, migrations: &[Applied]) -> Groups {
    let mut run = Run { groups: Groups::default(), open: None };
    for (number, migration) in migrations.iter().enumerate() {
        run.migration(number, runner, migration);
    }
    run.groups
}

struct Run {
    groups: Groups,
    /// Who opened the transaction that is open; its group may still be empty.
    open: Option<(By, Option<usize>)>,
}

impl Run {
    fn migration(&mut self, number: usize, runner: &Runner, migration: &Applied) {
        let mut told = runner.told(migration.mark);
        let alone = |it: &Step| it.role == Role::OutsideOnly;
        if told.detects == Detects::File && told.wrap == Wrap::File && migration.statements.iter().any(alone)
        {
            told.wrap = Wrap::Nothing;
            if !migration.statements.iter().all(alone) {
                let mixed = migration.statements.iter().enumerate().filter(|(_, it)| alone(it));
                self.groups.refused.extend(mixed.map(|(at, _)| (number, at)));
            }
        }
        match told.wrap {
            Wrap::Run => self.open = self.open.or(Some((By::Tool, None))),
            Wrap::File => self.open = Some((By::Tool, None)),
            Wrap::Nothing | Wrap::Section => self.open = None,
        }
        let mut section = None;
        let send = if told.cuts_if_it_can && migration.uncut { Send::File } else { told.send };
        for batch in batches(send, migration) {
            let now = section_of(migration, &batch);
            if told.wrap == Wrap::Section && section != Some(now) {
                let outside =
                    now.is_some_and(|at| migration.sections.is_some_and(|it| it[at].no_transaction));
                self.open = (!outside).then_some((By::Tool, None));
                section = Some(now);
            }
            let several = batch.len() > 1;
            for at in batch {
                self.step(&told, (number, at), &migration.statements[at], several);
            }
            if matches!(self.open, Some((By::Batch, _))) {
                self.open = None;
            }
        }
        if told.wrap != Wrap::Run {
            self.open = None;
        }
    }

    fn step(&mut self, runner: &Runner, at: (usize, usize), step: &Step, several: bool) {
        match step.role {
            Role::Begin => {
                // In a string with others it takes those before it along.
                let group = self.open.and_then(|(_, group)| group);
                if !matches!(self.open, Some((By::Tool | By::File, _))) {
                    self.open = Some((By::File, group));
                }
                self.join(at);
            }
            Role::Commit | Role::Rollback | Role::Untracked => {
                self.join(at);
                self.open = None;
            }
            Role::OutsideOnly if runner.detects == Detects::Statement && !step.drops_index => {
                self.groups.groups.push(Group { by: By::Nobody, statements: vec![at] });
                self.open = self.open.map(|(by, _)| (by, None));
            }
            Role::OutsideOnly if self.open.is_some() || several => {
                if self.groups.refused.last() != Some(&at) {
                    self.groups.refused.push(at);
                }
                self.ordinary(at, several);
            }
            _ => self.ordinary(at, several),
        }
    }

    fn ordinary(&mut self, at: (usize, usize), several: bool) {
        if self.open.is_none() && several {
            self.open = Some((By::Batch, None));
        }
        self.join(at);
    }

    /// Puts a statement into the open group, or into one of its own.
    fn join(&mut self, at: (usize, usize)) {
        match &mut self.open {
            Some((_, Some(group))) => self.groups.groups[*group].statements.push(at),
            Some((opened, group)) => {
                *group = Some(self.groups.groups.len());
                self.groups.groups.push(Group { by: *opened, statements: vec![at] });
            }
            None => self.groups.groups.push(Group { by: By::Nobody, statements: vec![at] }),
        }
    }
}

/// The statements that are sent as one string, by their places in the migration.
fn batches(send: Send, migration: &Applied) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for at in 0..migration.statements.len() {
        let section = section_of(migration, &[at]);
        let together =
            section.is_some_and(|it| migration.sections.is_some_and(|sections| sections[it].together));
        let joins = match send {
            Send::File => true,
            Send::Section => last == Some(section),
            Send::Each => together && last == Some(section),
        };
        match batches.last_mut() {
            Some(batch) if joins => batch.push(at),
            _ => batches.push(vec![at]),
        }
        last = Some(section);
    }
    batches
}

/// The section that a batch begins in.
fn section_of(migration: &Applied, batch: &[usize]) -> Option<usize> {
    let start = migration.statements.get(*batch.first()?)?.span.start;
    let sections = migration.sections?;
    sections.partition_point(|it| it.span.start <= start).checked_sub(1)
}

#[cfg(test)]
mod tests;
