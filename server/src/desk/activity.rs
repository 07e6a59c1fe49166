//! What happened to a review, newest first, in words.

use super::names::{self, Names};
use crate::{
    keeper::stream,
    store::{StoreError, Tx, entry},
};
use lockgate_app::api::ActivityRow;
use lockgate_core::review::{
    Event, House,
    event::Outcome,
    house::{Apply, Review},
};

pub fn of(
    tx: &mut Tx,
    names: &Names,
    house: &House,
    review: &Review,
) -> Result<Vec<ActivityRow>, StoreError> {
    let mut rows = Vec::new();
    for event in tx.events_of(&stream::review(review.number))? {
        let entry = entry(&event)?;
        if let Some(what) = what(tx, house, &entry.event)? {
            rows.push(ActivityRow { at: event.at, by: names.actor(&entry.by), what });
        }
    }
    for apply in house.applies.values().filter(|it| it.review == review.number) {
        applied(house, names, apply, &mut rows);
    }
    rows.sort_by(|a, b| b.at.cmp(&a.at));
    Ok(rows)
}

fn what(tx: &mut Tx, house: &House, event: &Event) -> Result<Option<String>, StoreError> {
    Ok(Some(match event {
        Event::RevisionPushed(pushed) => {
            format!("pushed revision {} ({})", pushed.revision, pushed.content_hash.short())
        }
        Event::ApprovalGiven { approval, .. } => {
            format!("approved revision {} for {}", approval.revision, target(house, &approval.target))
        }
        Event::ApprovalWithdrawn { target: it, .. } => {
            format!("took back the approval for {}", target(house, it))
        }
        Event::ObjectionRaised { revision, reason, .. } => {
            format!("objected to revision {revision}: {}", names::text(tx, reason)?)
        }
        Event::ObjectionLifted { .. } => "lifted the objection".into(),
        Event::ReviewClosed { .. } => "closed the review".into(),
        _ => return Ok(None),
    }))
}

fn applied(house: &House, names: &Names, apply: &Apply, rows: &mut Vec<ActivityRow>) {
    let (by, place) = (names.actor(&apply.by), target(house, &apply.target));
    let started = format!("started to apply revision {} to {place}", apply.revision);
    rows.push(ActivityRow { at: apply.started.clone(), by, what: started });
    let Some((at, outcome)) = &apply.ended else { return };
    let what = match outcome {
        Outcome::Applied => format!("applied revision {} to {place}", apply.revision),
        Outcome::Failed(failure) => {
            let code = failure.sqlstate.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
            format!("could not apply revision {} to {place}{code}", apply.revision)
        }
        Outcome::Interrupted => {
            format!("was stopped while it applied revision {} to {place}", apply.revision)
        }
    };
    rows.push(ActivityRow { at: at.clone(), by: "Lockgate".into(), what });
}

fn target(house: &House, id: &str) -> String {
    house.targets.get(id).map_or_else(|| "a target".into(), |it| it.name.clone())
}
