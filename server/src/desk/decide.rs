//! Yes and no: approvals, objections, and giving up.

use super::who::SignedIn;
use crate::{
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
};
use lockgate_app::api::{HashFrom, Terms};
use lockgate_core::{
    digest::Digest,
    review::{
        Entry, Event, House, Refusal,
        house::{Review, Target},
        policy,
    },
};

/// Longer reasons belong into a document that the reason links to. Characters.
const LONGEST_REASON: usize = 10_000;

pub fn find_review(house: &House, number: u64) -> Result<&Review> {
    house.reviews.get(&number).ok_or_else(|| Error::not_found(format!("There is no review #{number}.")))
}

pub fn find_target<'a>(house: &'a House, project: &str, name: &str) -> Result<&'a Target> {
    let found = house.targets.values().find(|it| it.project == project && it.name == name);
    found.ok_or_else(|| Error::not_found(format!("The project {project} has no target `{name}`.")))
}

/// A draft that also rests on the role that its author has.
fn by(who: &SignedIn, review: u64, event: Event) -> Draft {
    let entry = Entry { by: who.actor(), event };
    Draft::event(stream::review(review), entry).resting_on(stream::person(&who.person.id))
}

/// The terms as the policy takes them.
pub fn seen(terms: &Terms) -> policy::Seen {
    policy::Seen {
        revision: terms.revision,
        content_hash: terms.content_hash.clone(),
        rules_hash: terms.rules_hash.clone(),
        history_tip: terms.history_tip.clone(),
    }
}

pub fn approve(office: &Office, who: &SignedIn, terms: &Terms, hash_from: HashFrom) -> Result<()> {
    let decide = |house: &House| {
        let review = find_review(house, terms.review)?;
        let target = find_target(house, &review.project, &terms.target)?;
        let viewer = who.viewer(house);
        let approval = policy::approve(house, viewer.as_ref(), review, target, &seen(terms), hash_from)?;
        let event = Event::ApprovalGiven { review: review.number, approval };
        Ok((by(who, review.number, event).resting_on(stream::target(&target.id)), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

pub fn withdraw(office: &Office, who: &SignedIn, review: u64, target: &str) -> Result<()> {
    let decide = |house: &House| {
        let review = find_review(house, review)?;
        let target = find_target(house, &review.project, target)?;
        policy::may_withdraw(who.viewer(house).as_ref(), review, target)?;
        let event = Event::ApprovalWithdrawn { review: review.number, target: target.id.clone() };
        Ok((by(who, review.number, event), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

pub fn object(office: &Office, who: &SignedIn, review: u64, revision: u32, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid(
            "An objection takes a reason: what has to change before you would say yes?",
        ));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::invalid(format!("The reason is too long: {LONGEST_REASON} characters at most.")));
    }
    let digest = Digest::of(reason.as_bytes());
    let decide = |house: &House| {
        let review = find_review(house, review)?;
        policy::may_object(who.viewer(house).as_ref(), review)?;
        let last = review.last().revision;
        if revision != last {
            return Err(Refusal::NotTheLastRevision { last }.into());
        }
        let event = Event::ObjectionRaised { review: review.number, revision, reason: digest.clone() };
        Ok((by(who, review.number, event), ()))
    };
    office.keeper.record(decide, |tx, _| tx.keep_blob(reason.as_bytes()).map(drop))
}

pub fn lift_objection(office: &Office, who: &SignedIn, review: u64) -> Result<()> {
    let decide = |house: &House| {
        let review = find_review(house, review)?;
        policy::may_lift_objection(who.viewer(house).as_ref(), review)?;
        Ok((by(who, review.number, Event::ObjectionLifted { review: review.number }), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

pub fn close(office: &Office, who: &SignedIn, review: u64) -> Result<()> {
    let decide = |house: &House| {
        let review = find_review(house, review)?;
        policy::may_close(house, who.viewer(house).as_ref(), review)?;
        let draft = by(who, review.number, Event::ReviewClosed { review: review.number });
        // An apply that begins at the same moment is an event of its target.
        let targets = house.targets.values().filter(|it| it.project == review.project);
        Ok((targets.fold(draft, |draft, it| draft.resting_on(stream::target(&it.id))), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}
