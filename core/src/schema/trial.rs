//! Statements that are played to see what they come to, and undone.

use super::catalog::{Id, Mark, facts_of};
use super::replay::Calls;
use super::session::{Savepoint, Session};
use super::{Doubts, Schema};
use crate::order::{Places, distinct};

/// A moment that the schema can go back to while it is held.
#[derive(Debug)]
pub struct Moment {
    mark: Mark,
    session: Session,
    lasting: Session,
    transaction: Vec<Savepoint>,
    partial: bool,
    doubt: Doubts,
    calls: Calls,
    held: bool,
}

/// A line of the facts that is there and was not, or was there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub fact: String,
    pub object: Id,
    pub added: bool,
}

impl Schema {
    /// From here on nothing of the way back is forgotten, until [`Schema::release`].
    pub fn hold(&mut self) -> Moment {
        if !self.held && !self.in_transaction() {
            self.catalog.settle();
        }
        Moment {
            mark: self.catalog.mark(),
            session: self.session.clone(),
            lasting: self.lasting.clone(),
            transaction: self.transaction.clone(),
            partial: self.partial,
            doubt: self.doubt.so_far(),
            calls: self.calls,
            held: std::mem::replace(&mut self.held, true),
        }
    }

    /// The way back to the moment may be forgotten.
    pub fn release(&mut self, moment: &Moment) {
        self.held = moment.held;
    }

    /// Goes back to the moment.
    pub fn go_back(&mut self, moment: Moment) {
        self.catalog.go_back(moment.mark);
        self.doubt.go_back(moment.doubt);
        self.calls = moment.calls;
        (self.session, self.lasting) = (moment.session, moment.lasting);
        (self.transaction, self.partial, self.held) = (moment.transaction, moment.partial, moment.held);
    }

    /// The objects that changed since the moment.
    pub fn touched_since(&self, moment: &Moment) -> impl Iterator<Item = Id> + '_ {
        self.catalog.touched(moment.mark, self.catalog.mark())
    }

    /// Whether something was named that the statements did not make.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    pub(super) fn settle(&mut self) {
        if !self.held {
            self.catalog.settle();
        }
    }

    /// What is not as it was at the moment, by the facts of the objects that changed since.
    pub fn changes(&mut self, since: &Moment) -> Vec<Change> {
        let ids = distinct(self.touched_since(since).collect());
        let after = facts_of(&self.catalog, self.postgres, &ids);
        let undone = self.catalog.rewind(since.mark);
        let before = facts_of(&self.catalog, self.postgres, &ids);
        self.catalog.redo(undone);
        let mut changes = only_in(&before, &after, false);
        changes.extend(only_in(&after, &before, true));
        changes
    }
}

/// The lines of the first that are not in the second.
fn only_in(first: &[(String, Id)], second: &[(String, Id)], added: bool) -> Vec<Change> {
    let there = Places::of(&mut second.iter().map(|(fact, _)| fact.as_str()));
    let only = first.iter().filter(|(fact, _)| !there.has(fact));
    only.map(|(fact, object)| Change { fact: fact.clone(), object: *object, added }).collect()
}
