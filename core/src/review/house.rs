//! The fold: events in, the state of everything out.

use super::event::{Actor, Approval, Entry, Event, LedgerRow, Outcome, Pushed, Role};
use crate::{digest::Digest, revision::FileDigest};
use std::collections::BTreeMap;

/// Everything that the events say, in memory.
#[derive(Debug, Clone, Default)]
pub struct House {
    /// By id; the role is `None` for an author without an account, or for a closed one.
    pub people: BTreeMap<String, Option<Role>>,
    pub projects: BTreeMap<String, Project>,
    pub targets: BTreeMap<String, Target>,
    pub reviews: BTreeMap<u64, Review>,
    pub applies: BTreeMap<String, Apply>,
    /// Tokens that may still be used, with their project and owner.
    pub tokens: BTreeMap<String, Token>,
}

#[derive(Debug, Clone, Default)]
pub struct Project {
    pub name: String,
    pub base: Option<Base>,
}

/// The accepted set of a project.
#[derive(Debug, Clone)]
pub struct Base {
    pub content_hash: Digest,
    pub migrations: Vec<FileDigest>,
    pub files: Vec<FileDigest>,
}

#[derive(Debug, Clone)]
pub struct Token {
    pub project: String,
    pub owner: String,
}

#[derive(Debug, Clone)]
pub struct Target {
    pub id: String,
    pub project: String,
    pub name: String,
    pub environment: String,
    /// What its ledger holds, as far as the events say.
    pub ledger: Vec<LedgerRow>,
    /// Who wrote each row, beside `ledger`.
    pub written: Vec<Written>,
    /// The database held other tables when its ledger was empty.
    pub occupied: bool,
    /// The apply that runs on it now.
    pub running: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub at: String,
    pub by: Actor,
    /// By an admin's word, without running anything.
    pub accepted: bool,
}

impl Target {
    pub fn tip(&self) -> Option<&Digest> {
        self.ledger.last().map(|row| &row.tip)
    }
}

#[derive(Debug, Clone)]
pub struct Review {
    pub number: u64,
    pub project: String,
    pub key: String,
    pub revisions: Vec<Revision>,
    pub approvals: Vec<Given>,
    pub objections: Vec<Objection>,
    /// When it was given up, where it was.
    pub closed: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Revision {
    pub at: String,
    pub by: Actor,
    pub pushed: Pushed,
}

#[derive(Debug, Clone)]
pub struct Given {
    pub at: String,
    pub person: String,
    pub approval: Approval,
}

#[derive(Debug, Clone)]
pub struct Objection {
    pub at: String,
    pub person: String,
    pub revision: u32,
    pub reason: Digest,
}

#[derive(Debug, Clone)]
pub struct Apply {
    pub id: String,
    pub review: u64,
    pub revision: u32,
    pub target: String,
    pub approvals: Digest,
    pub by: Actor,
    pub started: String,
    pub committed: Vec<LedgerRow>,
    pub ended: Option<(String, Outcome)>,
}

impl Review {
    /// The last revision. A review begins with one, so there always is.
    pub fn last(&self) -> &Pushed {
        &self.revisions[self.revisions.len() - 1].pushed
    }

    /// Whoever wrote or pushed any of its revisions, in person or by a token.
    pub fn is_by(&self, person: &str) -> bool {
        self.revisions
            .iter()
            .any(|it| it.pushed.author.as_deref() == Some(person) || it.by.person() == Some(person))
    }
}

impl House {
    /// Takes in the next event. Events about things that are not there change nothing: the store never holds any.
    pub fn fold(&mut self, at: &str, entry: &Entry) {
        let by = &entry.by;
        match &entry.event {
            Event::PersonAdded { person, role } | Event::RoleSet { person, role } => {
                self.people.insert(person.clone(), *role);
            }
            Event::TokenMade { token, project, owner } => {
                self.tokens.insert(token.clone(), Token { project: project.clone(), owner: owner.clone() });
            }
            Event::TokenRevoked { token } => {
                self.tokens.remove(token);
            }
            Event::ProjectAdded { project } => {
                self.projects.insert(project.clone(), Project { name: project.clone(), base: None });
            }
            Event::BaseAccepted { project, content_hash, migrations, files } => {
                if let Some(project) = self.projects.get_mut(project) {
                    let (migrations, files) = (migrations.clone(), files.clone());
                    project.base = Some(Base { content_hash: content_hash.clone(), migrations, files });
                }
            }
            Event::TargetAdded { .. } | Event::TargetSeen { .. } | Event::AppliedAccepted { .. } => {
                self.fold_target(at, by, &entry.event)
            }
            Event::ApplyStarted { .. } | Event::PartCommitted { .. } | Event::ApplyEnded { .. } => {
                self.fold_apply(at, by, &entry.event)
            }
            Event::RevisionPushed(pushed) => self.fold_push(at, by, pushed),
            _ => self.fold_review(at, by, &entry.event),
        }
    }

    fn fold_target(&mut self, at: &str, by: &Actor, event: &Event) {
        match event {
            Event::TargetAdded { target, project, name, environment } => {
                let new = Target {
                    id: target.clone(),
                    project: project.clone(),
                    name: name.clone(),
                    environment: environment.clone(),
                    ledger: Vec::new(),
                    written: Vec::new(),
                    occupied: false,
                    running: None,
                };
                self.targets.insert(target.clone(), new);
            }
            Event::TargetSeen { target, ledger, occupied } => {
                let Some(target) = self.targets.get_mut(target) else { return };
                target.occupied = *occupied;
                let known = target.ledger.iter().zip(ledger).take_while(|(a, b)| a == b).count();
                target.ledger = ledger.clone();
                target.written.truncate(known);
                let seen = Written { at: at.to_owned(), by: by.clone(), accepted: false };
                target.written.resize(ledger.len(), seen);
            }
            Event::AppliedAccepted { target, rows } => {
                let Some(target) = self.targets.get_mut(target) else { return };
                for row in rows {
                    target.ledger.push(row.clone());
                    target.written.push(Written { at: at.to_owned(), by: by.clone(), accepted: true });
                }
            }
            _ => {}
        }
    }

    fn fold_push(&mut self, at: &str, by: &Actor, pushed: &Pushed) {
        let revision = Revision { at: at.to_owned(), by: by.clone(), pushed: pushed.clone() };
        let review = self.reviews.entry(pushed.review).or_insert_with(|| Review {
            number: pushed.review,
            project: pushed.project.clone(),
            key: pushed.key.clone(),
            revisions: Vec::new(),
            approvals: Vec::new(),
            objections: Vec::new(),
            closed: None,
        });
        review.revisions.push(revision);
    }

    fn fold_review(&mut self, at: &str, by: &Actor, event: &Event) {
        let Some(person) = by.person() else { return };
        match event {
            Event::ApprovalGiven { review, approval } => {
                let Some(review) = self.reviews.get_mut(review) else { return };
                review.approvals.retain(|it| it.person != person || it.approval.target != approval.target);
                review.approvals.push(Given {
                    at: at.to_owned(),
                    person: person.to_owned(),
                    approval: approval.clone(),
                });
            }
            Event::ApprovalWithdrawn { review, target } => {
                let Some(review) = self.reviews.get_mut(review) else { return };
                review.approvals.retain(|it| it.person != person || it.approval.target != *target);
            }
            Event::ObjectionRaised { review, revision, reason } => {
                let Some(review) = self.reviews.get_mut(review) else { return };
                review.objections.retain(|it| it.person != person);
                review.objections.push(Objection {
                    at: at.to_owned(),
                    person: person.to_owned(),
                    revision: *revision,
                    reason: reason.clone(),
                });
            }
            Event::ObjectionLifted { review } => {
                let Some(review) = self.reviews.get_mut(review) else { return };
                review.objections.retain(|it| it.person != person);
            }
            Event::ReviewClosed { review } => {
                let Some(review) = self.reviews.get_mut(review) else { return };
                review.closed = Some(at.to_owned());
            }
            _ => {}
        }
    }

    fn fold_apply(&mut self, at: &str, by: &Actor, event: &Event) {
        match event {
            Event::ApplyStarted { apply, review, revision, target, approvals, .. } => {
                let started = Apply {
                    id: apply.clone(),
                    review: *review,
                    revision: *revision,
                    target: target.clone(),
                    approvals: approvals.clone(),
                    by: by.clone(),
                    started: at.to_owned(),
                    committed: Vec::new(),
                    ended: None,
                };
                self.applies.insert(apply.clone(), started);
                if let Some(target) = self.targets.get_mut(target) {
                    target.running = Some(apply.clone());
                }
            }
            Event::PartCommitted { apply, row } => {
                let Some(apply) = self.applies.get_mut(apply) else { return };
                apply.committed.push(row.clone());
                let Some(target) = self.targets.get_mut(&apply.target) else { return };
                target.ledger.push(row.clone());
                target.written.push(Written { at: at.to_owned(), by: apply.by.clone(), accepted: false });
            }
            Event::ApplyEnded { apply, outcome } => {
                let Some(apply) = self.applies.get_mut(apply) else { return };
                apply.ended = Some((at.to_owned(), outcome.clone()));
                if let Some(target) = self.targets.get_mut(&apply.target) {
                    target.running = None;
                }
            }
            _ => {}
        }
    }
}
