//! An apply: starting one, and how far it is.

use super::{
    decide::{find_review, find_target, seen},
    names::{self, Names},
    project::stem,
    review,
    who::{self, SignedIn},
};
use crate::{
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    secret,
    store::{StoreError, Tx},
};
use lockgate_app::api::{ApplyState, ApplyView, Failure, Terms};
use lockgate_core::review::{
    Entry, Event, House,
    event::{ApplyFailure, Outcome},
    house::Apply,
    policy,
};
use std::sync::Arc;

/// How far a running apply is, beside what the events say. Statements are counted from 0 over the whole plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
    /// What runs now: `ALTER TABLE …` with its file and line.
    pub statement: Option<String>,
}

/// Records that it begins, then lets it run on its own. `confirm` is the target's name, typed by the admin.
pub async fn start(office: &Arc<Office>, who: SignedIn, terms: Terms, confirm: String) -> Result<()> {
    if confirm.trim() != terms.target {
        return Err(Error::invalid(format!("Type the target’s name, `{}`, to apply there.", terms.target)));
    }
    let apply = secret::id()?;
    let id = apply.clone();
    office.block(move |office| record_start(office, &who, &terms, id)).await?;
    crate::apply::start(office.clone(), apply);
    Ok(())
}

fn record_start(office: &Office, who: &SignedIn, terms: &Terms, apply: String) -> Result<()> {
    let decide = |house: &House| {
        let review = find_review(house, terms.review)?;
        let target = find_target(house, &review.project, &terms.target)?;
        policy::apply(house, who.viewer(house).as_ref(), review, target, &seen(terms))?;
        let event = Event::ApplyStarted {
            apply,
            review: review.number,
            revision: review.last().revision,
            target: target.id.clone(),
            content_hash: review.last().content_hash.clone(),
            approvals: policy::approval_set(house, review, target),
        };
        let draft = Draft::event(stream::target(&target.id), Entry { by: who.actor(), event });
        let draft = draft.resting_on(stream::review(review.number));
        Ok((draft.resting_on(stream::person(&who.person.id)), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

/// The newest apply of a review on a target, for polling.
pub fn progress(
    office: &Office,
    who: Option<&SignedIn>,
    number: u64,
    target: &str,
) -> Result<Option<ApplyView>> {
    let state = office.keeper.look()?;
    let house = &state.house;
    policy::may_read(who::viewer(who, house).as_ref())?;
    let review = find_review(house, number)?;
    let target = find_target(house, &review.project, target)?;
    Ok(office.keeper.store.read(|tx| {
        let names = Names::read(tx)?;
        newest(tx, office, house, &names, number, &target.id)
    })?)
}

pub fn newest(
    tx: &mut Tx,
    office: &Office,
    house: &House,
    names: &Names,
    review: u64,
    target: &str,
) -> std::result::Result<Option<ApplyView>, StoreError> {
    let applies = house.applies.values().filter(|it| it.review == review && it.target == target);
    let newest = applies.max_by(|a, b| a.started.cmp(&b.started));
    newest.map(|it| view(tx, office, house, names, it)).transpose()
}

fn view(
    tx: &mut Tx,
    office: &Office,
    house: &House,
    names: &Names,
    apply: &Apply,
) -> std::result::Result<ApplyView, StoreError> {
    let (state, failure) = match apply.ended.as_ref().map(|(_, outcome)| outcome) {
        None => (ApplyState::Running, None),
        Some(Outcome::Applied) => (ApplyState::Applied, None),
        Some(Outcome::Interrupted) => (ApplyState::Interrupted, None),
        Some(Outcome::Failed(failure)) => (ApplyState::Failed, Some(failed(tx, failure)?)),
    };
    let progress = match office.progress(&apply.id) {
        Some(live) => live,
        None => by_events(tx, house, apply)?,
    };
    let committed = apply.committed.iter();
    Ok(ApplyView {
        id: apply.id.clone(),
        by: names.actor(&apply.by),
        started: apply.started.clone(),
        ended: apply.ended.as_ref().map(|(at, _)| at.clone()),
        state,
        done: progress.done,
        of: progress.of,
        statement: progress.statement,
        committed: committed.map(|it| format!("{} {}/{}", stem(&it.file), it.part, it.parts)).collect(),
        failure,
    })
}

/// Statements that are committed, and those of all parts that this apply had to do.
fn by_events(tx: &mut Tx, house: &House, apply: &Apply) -> std::result::Result<Progress, StoreError> {
    let revision = house
        .reviews
        .get(&apply.review)
        .and_then(|it| it.revisions.iter().find(|it| it.pushed.revision == apply.revision));
    let Some(revision) = revision else { return Ok(Progress::default()) };
    let plan = review::analysis(tx, &revision.pushed)?.plan;
    let was_there = |file: &str, part: usize| {
        let rows = house.targets.get(&apply.target).map_or(&[][..], |it| &it.ledger);
        rows.iter().any(|it| it.file == file && it.part == part)
            && !apply.committed.iter().any(|it| it.file == file && it.part == part)
    };
    let mut progress = Progress::default();
    for part in plan.parts.iter().filter(|it| !was_there(&it.file, it.number)) {
        progress.of += part.statements.len();
        if apply.committed.iter().any(|it| it.file == part.file && it.part == part.number) {
            progress.done += part.statements.len();
        }
    }
    Ok(progress)
}

fn failed(tx: &mut Tx, failure: &ApplyFailure) -> std::result::Result<Failure, StoreError> {
    let place = failure.file.as_ref().map(|file| match failure.line {
        Some(line) => format!("{file}:{line}"),
        None => file.clone(),
    });
    Ok(Failure {
        message: names::text(tx, &failure.message)?,
        sqlstate: failure.sqlstate.clone(),
        place,
        instead: names::text(tx, &failure.instead)?,
    })
}
