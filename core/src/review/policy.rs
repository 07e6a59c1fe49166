//! Who may do what: one function for each action, and everything that is not allowed here is refused.

use super::{
    event::{Approval, HashFrom, LedgerRow, Role},
    house::{Given, House, Review, Target},
    ledger::{self, Progress},
    refusal::Refusal,
};
use crate::digest::{Digest, Hasher};

/// How many approvals a target needs.
pub const APPROVALS_NEEDED: usize = 1;

/// Whoever asks: a signed-in person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub person: String,
    pub role: Role,
}

type Answer = Result<(), Refusal>;

fn at_least(viewer: Option<&Viewer>, role: Role) -> Result<&Viewer, Refusal> {
    let viewer = viewer.ok_or(Refusal::SignedOut)?;
    match role {
        _ if viewer.role >= role => Ok(viewer),
        Role::Admin => Err(Refusal::NeedsAdmin),
        _ => Err(Refusal::NeedsReviewer),
    }
}

/// Reading projects, reviews, rules and applies.
pub fn may_read(viewer: Option<&Viewer>) -> Answer {
    at_least(viewer, Role::Viewer).map(drop)
}

/// Adding projects, targets, people and tokens, and changing roles.
pub fn may_manage(viewer: Option<&Viewer>) -> Answer {
    at_least(viewer, Role::Admin).map(drop)
}

/// Changing a person's role: there is always an admin left.
pub fn may_set_role(house: &House, viewer: Option<&Viewer>, person: &str, role: Option<Role>) -> Answer {
    may_manage(viewer)?;
    let others =
        house.people.iter().filter(|(id, role)| *id != person && **role == Some(Role::Admin)).count();
    match house.people.get(person) {
        None => Err(Refusal::Unknown("person")),
        Some(Some(Role::Admin)) if role != Some(Role::Admin) && others == 0 => Err(Refusal::LastAdmin),
        Some(_) => Ok(()),
    }
}

/// Pushing a revision to a project with a token.
pub fn may_push(house: &House, token: &str, project: &str) -> Answer {
    let known = house.tokens.get(token).ok_or(Refusal::SignedOut)?;
    match house.projects.contains_key(project) {
        _ if known.project != project => Err(Refusal::TokenScope),
        false => Err(Refusal::Unknown("project")),
        true => Ok(()),
    }
}

/// What a reviewer saw when they said yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub revision: u32,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub history_tip: Option<Digest>,
    pub hash_from: HashFrom,
}

/// Whether this person may say yes to this review for this target at all: what the button asks.
pub fn may_approve(house: &House, viewer: Option<&Viewer>, review: &Review, target: &Target) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    if review.project != target.project {
        return Err(Refusal::Unknown("target of this project"));
    }
    not_by(review, &viewer.person)?;
    if !review.last().applicable {
        return Err(Refusal::NotApplicable);
    }
    fits(review, target)?;
    let mine =
        review.approvals.iter().find(|it| it.person == viewer.person && it.approval.target == target.id);
    if mine.is_some_and(|it| staleness(review, target, &it.approval).is_none()) {
        return Err(Refusal::AlreadyApproved { target: target.name.clone() });
    }
    not_running(house, target)
}

/// The approval itself: what was seen must be what is there.
pub fn approve(
    house: &House,
    viewer: Option<&Viewer>,
    review: &Review,
    target: &Target,
    seen: &Seen,
) -> Result<Approval, Refusal> {
    may_approve(house, viewer, review, target)?;
    let approval = Approval {
        revision: seen.revision,
        content_hash: seen.content_hash.clone(),
        rules_hash: seen.rules_hash.clone(),
        target: target.id.clone(),
        history_tip: seen.history_tip.clone(),
        schema_fingerprint: None,
        hash_from: seen.hash_from,
    };
    match staleness(review, target, &approval) {
        Some(stale) => Err(stale),
        None => Ok(approval),
    }
}

/// Taking back one's approval.
pub fn may_withdraw(viewer: Option<&Viewer>, review: &Review, target: &Target) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    let mine =
        review.approvals.iter().any(|it| it.person == viewer.person && it.approval.target == target.id);
    if mine { Ok(()) } else { Err(Refusal::Unknown("approval of yours")) }
}

/// Saying no. The author may not: they push a mended revision instead.
pub fn may_object(viewer: Option<&Viewer>, review: &Review) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    not_by(review, &viewer.person)
}

/// Lifting one's objection.
pub fn may_lift_objection(viewer: Option<&Viewer>, review: &Review) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    let mine = review.objections.iter().any(|it| it.person == viewer.person);
    if mine { Ok(()) } else { Err(Refusal::NoObjection) }
}

/// Applying the last revision of a review to a target. Asked when the button is shown, when it is pressed, and
/// again inside the target's lock.
pub fn may_apply(house: &House, viewer: Option<&Viewer>, review: &Review, target: &Target) -> Answer {
    at_least(viewer, Role::Admin)?;
    if review.project != target.project {
        return Err(Refusal::Unknown("target of this project"));
    }
    not_running(house, target)?;
    holds(review, target)
}

/// Whether the approvals and the target's history allow an apply, whoever asks.
pub fn holds(review: &Review, target: &Target) -> Answer {
    if !review.last().applicable {
        return Err(Refusal::NotApplicable);
    }
    fits(review, target)?;
    if !review.objections.is_empty() {
        return Err(Refusal::Objected { people: review.objections.len() });
    }
    if counting(review, target).count() < APPROVALS_NEEDED {
        let mine = review.approvals.iter().filter(|it| it.approval.target == target.id);
        let stale = mine.filter_map(|it| staleness(review, target, &it.approval)).next_back();
        return Err(Refusal::NoApproval {
            target: target.name.clone(),
            stale: stale.map(|it| it.to_string()),
        });
    }
    Ok(())
}

/// An admin's "already applied up to here": only where the ledger is empty.
pub fn may_accept_applied(house: &House, viewer: Option<&Viewer>, target: &Target) -> Answer {
    may_manage(viewer)?;
    not_running(house, target)?;
    if target.ledger.is_empty() { Ok(()) } else { Err(Refusal::LedgerInUse { target: target.name.clone() }) }
}

/// The approvals that count now, for a target.
pub fn counting<'a>(review: &'a Review, target: &'a Target) -> impl Iterator<Item = &'a Given> {
    let given = review.approvals.iter().filter(|it| it.approval.target == target.id);
    given.filter(move |it| !review.is_by(&it.person) && staleness(review, target, &it.approval).is_none())
}

/// One hash over the approvals that count, so that an apply can be held to the set that was there at the click.
pub fn approval_set(review: &Review, target: &Target) -> Digest {
    let mut hasher = Hasher::default();
    for given in counting(review, target) {
        hasher.part(given.person.as_bytes()).part(given.at.as_bytes());
    }
    hasher.finish()
}

/// Why an approval no longer counts, or `None` while it does.
pub fn staleness(review: &Review, target: &Target, approval: &Approval) -> Option<Refusal> {
    let last = review.last();
    if approval.revision != last.revision {
        Some(Refusal::NotTheLastRevision { last: last.revision })
    } else if approval.content_hash != last.content_hash {
        Some(Refusal::OtherContent)
    } else if approval.rules_hash != last.rules_hash {
        Some(Refusal::OtherRules)
    } else if approval.history_tip.as_ref() != target.tip() {
        Some(Refusal::HistoryMoved { target: target.name.clone() })
    } else {
        None
    }
}

/// Whether the target's history is one that this revision continues.
fn fits(review: &Review, target: &Target) -> Answer {
    let revision = review.last();
    let name = || target.name.clone();
    if target.ledger.is_empty() && target.occupied {
        return Err(Refusal::EmptyLedger { target: name() });
    }
    for row in &target.ledger {
        continues(revision, row, target)?;
    }
    let mut pending =
        revision.migrations.iter().filter(|it| progress(target, &it.file) != Progress::Done).peekable();
    if pending.peek().is_none() {
        return Err(Refusal::NothingPending { target: name() });
    }
    match pending.find(|it| !it.new) {
        Some(old) => Err(Refusal::Behind { target: name(), file: old.file.clone() }),
        None => Ok(()),
    }
}

fn continues(revision: &super::event::Pushed, row: &LedgerRow, target: &Target) -> Answer {
    let (name, file) = (target.name.clone(), row.file.clone());
    match revision.migrations.iter().find(|it| it.file == row.file) {
        None => Err(Refusal::Diverged { target: name, file }),
        Some(known) if known.digest != row.digest => Err(Refusal::AppliedDiffers { target: name, file }),
        Some(_) => Ok(()),
    }
}

/// How much of a file the target has.
pub fn progress(target: &Target, file: &str) -> Progress {
    ledger::progress(&target.ledger, file)
}

fn not_by(review: &Review, person: &str) -> Answer {
    if review.revisions.iter().any(|it| {
        matches!(&it.by, super::event::Actor::Token { owner, .. } if owner == person)
            && it.pushed.author.as_deref() != Some(person)
    }) {
        return Err(Refusal::OwnToken);
    }
    if review.is_by(person) { Err(Refusal::OwnRevision) } else { Ok(()) }
}

fn not_running(house: &House, target: &Target) -> Answer {
    let running = target.running.as_ref().is_some_and(|id| house.applies.contains_key(id));
    if running { Err(Refusal::Running { target: target.name.clone() }) } else { Ok(()) }
}
