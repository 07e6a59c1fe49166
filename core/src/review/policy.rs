//! Who may do what: one function for each action, and everything that is not allowed here is refused.

use super::{
    event::{Approval, HashFrom, LedgerRow, Pushed, Role},
    house::{Given, House, Review, Target},
    ledger::{self, Progress},
    refusal::Refusal,
};
use crate::digest::{Digest, Hasher};
use std::collections::BTreeMap;

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

/// What somebody had before them when they pressed a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub revision: u32,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub history_tip: Option<Digest>,
}

/// Whether this person may say yes to this review for this target at all: what the button asks.
pub fn may_approve(house: &House, viewer: Option<&Viewer>, review: &Review, target: &Target) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    if review.project != target.project {
        return Err(Refusal::Unknown("target of this project"));
    }
    not_by(review, &viewer.person)?;
    is_open(review)?;
    if !review.last().applicable {
        return Err(Refusal::NotApplicable);
    }
    keeps_base(house, review.last())?;
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
    hash_from: HashFrom,
) -> Result<Approval, Refusal> {
    may_approve(house, viewer, review, target)?;
    is_there(review, target, seen)?;
    Ok(Approval {
        revision: seen.revision,
        content_hash: seen.content_hash.clone(),
        rules_hash: seen.rules_hash.clone(),
        target: target.id.clone(),
        history_tip: seen.history_tip.clone(),
        schema_fingerprint: None,
        hash_from,
    })
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
    not_by(review, &viewer.person)?;
    is_open(review)
}

/// Lifting one's objection.
pub fn may_lift_objection(viewer: Option<&Viewer>, review: &Review) -> Answer {
    let viewer = at_least(viewer, Role::Reviewer)?;
    let mine = review.objections.iter().any(|it| it.person == viewer.person);
    if mine { Ok(()) } else { Err(Refusal::NoObjection) }
}

/// Giving a review up: its authors, and whoever may say yes to it. Not once anything of it is applied.
pub fn may_close(house: &House, viewer: Option<&Viewer>, review: &Review) -> Answer {
    let viewer = at_least(viewer, Role::Viewer)?;
    if !review.is_by(&viewer.person) {
        at_least(Some(viewer), Role::Reviewer)?;
    }
    is_open(review)?;
    let mut targets = house.targets.values().filter(|it| it.project == review.project);
    let of_review = |it: &&Target| {
        it.running.as_ref().and_then(|id| house.applies.get(id)).is_some_and(|it| it.review == review.number)
    };
    if let Some(target) = targets.clone().find(of_review) {
        return Err(Refusal::Running { target: target.name.clone() });
    }
    let new = || review.last().migrations.iter().filter(|it| it.new);
    // A file of the same name with other bytes is another review's.
    let begun = targets.any(|target| {
        let rows = &target.ledger;
        new().any(|it| rows.iter().any(|row| row.file == it.file && row.digest == it.digest))
    });
    if begun { Err(Refusal::Accepted) } else { Ok(()) }
}

fn is_open(review: &Review) -> Answer {
    if review.closed.is_some() { Err(Refusal::Closed) } else { Ok(()) }
}

/// Applying the last revision of a review to a target. Asked when the button is shown, when it is pressed, and
/// again inside the target's lock.
pub fn may_apply(house: &House, viewer: Option<&Viewer>, review: &Review, target: &Target) -> Answer {
    at_least(viewer, Role::Admin)?;
    if review.project != target.project {
        return Err(Refusal::Unknown("target of this project"));
    }
    not_running(house, target)?;
    holds(house, review, target)
}

/// The click itself: what the button named must be what would run.
pub fn apply(
    house: &House,
    viewer: Option<&Viewer>,
    review: &Review,
    target: &Target,
    seen: &Seen,
) -> Answer {
    may_apply(house, viewer, review, target)?;
    is_there(review, target, seen)
}

/// Whether the approvals and the target's history allow an apply, whoever asks.
pub fn holds(house: &House, review: &Review, target: &Target) -> Answer {
    is_open(review)?;
    if !review.last().applicable {
        return Err(Refusal::NotApplicable);
    }
    keeps_base(house, review.last())?;
    fits(review, target)?;
    if !review.objections.is_empty() {
        return Err(Refusal::Objected { people: review.objections.len() });
    }
    if counting(house, review, target).count() < APPROVALS_NEEDED {
        let given = review.approvals.iter().filter(|it| it.approval.target == target.id);
        let stale = given.filter_map(|it| void(house, review, target, it)).next_back();
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
pub fn counting<'a>(
    house: &'a House,
    review: &'a Review,
    target: &'a Target,
) -> impl Iterator<Item = &'a Given> {
    let given = review.approvals.iter().filter(|it| it.approval.target == target.id);
    given.filter(move |it| void(house, review, target, it).is_none())
}

/// Why an approval does not count, or `None` while it does. That of somebody who then wrote a revision does not, nor
/// that of somebody whose role was taken away.
pub fn void(house: &House, review: &Review, target: &Target, given: &Given) -> Option<Refusal> {
    let role = house.people.get(&given.person).copied().flatten();
    let no_reviewer = (role < Some(Role::Reviewer)).then_some(Refusal::NoLongerReviewer);
    let own = review.is_by(&given.person).then_some(Refusal::OwnRevision);
    staleness(review, target, &given.approval).or(own).or(no_reviewer)
}

/// One hash over the approvals that count, so that an apply can be held to the set that was there at the click.
pub fn approval_set(house: &House, review: &Review, target: &Target) -> Digest {
    let mut hasher = Hasher::default();
    for given in counting(house, review, target) {
        hasher.part(given.person.as_bytes()).part(given.at.as_bytes());
    }
    hasher.finish()
}

/// What has moved since an approval was given, or `None` where nothing has.
fn staleness(review: &Review, target: &Target, approval: &Approval) -> Option<Refusal> {
    let Approval { revision, content_hash, rules_hash, history_tip, .. } = approval.clone();
    is_there(review, target, &Seen { revision, content_hash, rules_hash, history_tip }).err()
}

/// Whether what somebody saw is what is there.
fn is_there(review: &Review, target: &Target, seen: &Seen) -> Answer {
    let last = review.last();
    if seen.revision != last.revision {
        Err(Refusal::NotTheLastRevision { last: last.revision })
    } else if seen.content_hash != last.content_hash {
        Err(Refusal::OtherContent)
    } else if seen.rules_hash != last.rules_hash {
        Err(Refusal::OtherRules)
    } else if seen.history_tip.as_ref() != target.tip() {
        Err(Refusal::HistoryMoved { target: target.name.clone() })
    } else {
        Ok(())
    }
}

/// Whether the revision knows everything that the project has accepted. Applied, it becomes the base, and would
/// take out of it what another review has brought meanwhile.
fn keeps_base(house: &House, revision: &Pushed) -> Answer {
    let Some(base) = house.projects.get(&revision.project).and_then(|it| it.base.as_ref()) else {
        return Ok(());
    };
    if revision.base.as_ref() == Some(&base.content_hash) {
        return Ok(());
    }
    let own: BTreeMap<&str, &Digest> =
        revision.migrations.iter().map(|it| (it.file.as_str(), &it.digest)).collect();
    match base.migrations.iter().find(|it| own.get(it.path.as_str()) != Some(&&it.digest)) {
        Some(unknown) => Err(Refusal::BaseMoved { file: unknown.path.clone() }),
        None => Ok(()),
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
        // The parts that are left are only known to the plan that the others came from.
        Some(known) if known.new && known.parts != row.parts && is_partly(target, &row.file) => {
            Err(Refusal::OtherPlan { target: name, file })
        }
        Some(_) => Ok(()),
    }
}

fn is_partly(target: &Target, file: &str) -> bool {
    matches!(progress(target, file), Progress::Partly(_))
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
