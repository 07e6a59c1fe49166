//! A migration played a second time, to see whether that is harmless.

use super::judge::Judge;
use crate::order::{ByName, distinct};
use crate::rules::{Again, Check, ReadMigration, SecondRun};
use crate::schema::catalog::{Id, Mark};
use crate::schema::{Change, Failure, Moment, Origin};
use crate::statement::{ActionKind, Kind, Statement};

/// How it went.
struct Run {
    /// the state before each statement, and that at the end
    marks: Vec<Mark>,
    fails: Vec<Option<Box<Failure>>>,
    /// by the statement that is the last to have changed what differs
    leaves: Vec<Vec<Change>>,
}

impl Judge<'_> {
    /// Plays the migration again on what it left behind, and asks the rules about each statement. `failed` are those that
    /// a server would have refused the first time.
    pub(super) fn again(&mut self, number: usize, read: &ReadMigration, failed: &[bool]) {
        let Some(source) = &read.source else { return };
        let moment = self.known.schema.hold();
        let run = self.second(number, read, &moment);
        let clean = read.gaps.is_empty() && !failed.contains(&true);
        let mut dropped = ByName::default();
        let mut leaves = run.leaves.into_iter();
        for ((at, statement), failure) in read.statements.iter().enumerate().zip(run.fails) {
            let changes = leaves.next().unwrap_or_default();
            let works = self.known.schema.catalog.touched(run.marks[at], run.marks[at + 1]).next().is_some();
            let run = match failure {
                Some(failure) if !failed[at] && self.knows(statement, &failure) => SecondRun::Fails(failure),
                None if clean && !changes.is_empty() => SecondRun::Leaves(changes),
                None if clean && works => SecondRun::Harmless,
                _ => SecondRun::Unknown,
            };
            let again = Again { statement, text: &source.text, dropped: &dropped, run };
            self.ask(number, |rule, out| {
                if let Check::Again(check) = rule.check {
                    check(&again, out);
                }
            });
            note_dropped(statement, &mut dropped);
        }
        self.known.schema.go_back(moment);
    }

    fn second(&mut self, number: usize, read: &ReadMigration, moment: &Moment) -> Run {
        self.known.schema.new_session();
        let (mut marks, mut fails) = (vec![self.known.schema.catalog.mark()], Vec::new());
        for statement in &read.statements {
            let origin = Origin { migration: number, span: statement.span };
            fails.push(self.known.schema.apply(statement, origin).fails);
            marks.push(self.known.schema.catalog.mark());
        }
        let mut touched: Vec<(Id, usize)> = Vec::new();
        for at in 0..fails.len() {
            let since = self.known.schema.catalog.touched(marks[at], marks[at + 1]);
            touched.extend(since.map(|id| (id, at)));
        }
        let touched = distinct(touched);
        let mut leaves = vec![Vec::new(); fails.len()];
        for change in self.known.schema.changes(moment) {
            let behind = touched.partition_point(|(id, _)| *id <= change.object);
            if let Some((_, at)) = touched[..behind].last().filter(|(id, _)| *id == change.object) {
                leaves[*at].push(change);
            }
        }
        Run { marks, fails, leaves }
    }
}

/// What a DROP … IF EXISTS removes may be created again in the same file, run after run.
fn note_dropped(statement: &Statement, dropped: &mut ByName<()>) {
    match &statement.kind {
        Kind::Drop(it) if it.if_exists => {
            for it in &it.objects {
                dropped.insert(it.name.value.name.as_str(), ());
            }
        }
        Kind::AlterTable(it) => {
            for action in &it.actions {
                if let ActionKind::DropConstraint { name, if_exists: true, .. } = &action.kind {
                    dropped.insert(name.value.as_str(), ());
                }
            }
        }
        _ => {}
    }
}
