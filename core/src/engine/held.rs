//! What a transaction holds while its statements run one after the other.

use crate::rules::{Holding, ReadMigration, Step};
use crate::runner::groups::{Applied, groups};
use crate::runner::{Runner, Wrap};
use crate::schema::FullName;
use crate::statement::{Kind, LockMode, Statement};
use std::collections::BTreeMap;

/// The locks of the transaction that is open.
#[derive(Clone, Default)]
pub struct Held {
    /// Which transaction of the migration each of its statements belongs to.
    groups: Vec<usize>,
    /// of the statement before
    last: usize,
    /// All migrations share one transaction.
    runs_on: bool,
    locks: BTreeMap<FullName, LockMode>,
    several: bool,
    untimed: bool,
    /// The transaction in which `SET LOCAL lock_timeout` stood.
    local: Option<usize>,
}

impl Held {
    /// Another migration begins.
    pub fn begin(&mut self, runner: &Runner, read: &ReadMigration) {
        let statements: Vec<_> = read.statements.iter().map(|it| read.step(it)).collect();
        let it = read.migration;
        let applied = Applied {
            mark: &it.mark,
            sections: it.sections.as_deref(),
            uncut: false,
            statements: &statements,
        };
        self.groups = vec![0; statements.len()];
        for (number, group) in groups(runner, &[applied]).groups.iter().enumerate() {
            for (_, at) in &group.statements {
                self.groups[*at] = number;
            }
        }
        let runs_on = runner.told(&it.mark).wrap == Wrap::Run;
        if !(runs_on && self.runs_on) {
            self.release();
        }
        (self.last, self.runs_on, self.untimed) = (0, runs_on, false);
    }

    fn release(&mut self) {
        self.locks.clear();
        (self.several, self.local) = (false, None);
    }

    /// The statement at this place of the migration is next.
    pub fn next(&mut self, at: usize, statement: &Statement) {
        let group = self.groups.get(at).copied().unwrap_or(self.last);
        if group != self.last {
            self.release();
            self.last = group;
        }
        if let Kind::Set(it) = &statement.kind
            && it.name == TIMEOUT
        {
            self.local = it.local.then_some(group);
        }
    }

    /// How a rule sees a statement. `blocks`: a rule has said already that its own work makes others wait.
    pub fn seen<'a>(&'a self, step: &'a Step, blocks: bool) -> Holding<'a> {
        let lasts = self.local.is_none_or(|it| it == self.last);
        let timeout = step.before.setting(TIMEOUT).filter(|_| lasts).and_then(|it| it.first());
        Holding {
            step,
            locks: &self.locks,
            blocks,
            several: self.several,
            untimed: self.untimed,
            timeout: timeout.map(String::as_str),
        }
    }

    /// A statement has taken its locks.
    pub fn take(&mut self, step: &Step) {
        self.several |= self.seen(step, false).second_table().is_some();
        for (name, mode) in step.effect().locks.iter().filter(|(_, mode)| **mode >= LockMode::Share) {
            self.untimed = true;
            let held = self.locks.entry(name.clone()).or_insert(*mode);
            *held = (*mode).max(*held);
        }
    }
}

const TIMEOUT: &str = "lock_timeout";
