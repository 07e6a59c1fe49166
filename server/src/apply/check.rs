//! Inside the lock, before the first statement: is everything still as it was approved?

use super::{job::Job, settle, stop::Stop};
use crate::{desk::targets, office::Office, target::Session};
use lockgate_core::review::{Refusal, event::LedgerRow, policy};
use std::sync::Arc;

/// The ledger's rows, where the apply may go on.
pub async fn inside_the_lock(
    office: &Arc<Office>,
    job: &Job,
    session: &Session,
) -> Result<Vec<LedgerRow>, Stop> {
    let begun = settle::begun(job, session).await?;
    let rows = session.ledger().await?.rows;
    let occupied = session.occupied().await?;
    targets::see(office, &job.target, &rows, occupied).await?;
    if let Some(leftover) = begun {
        return Err(leftover);
    }
    let (review, target, revision) = (job.review, job.target.clone(), job.pushed.revision);
    let (apply, approvals, content) =
        (job.apply.clone(), job.approvals.clone(), job.pushed.content_hash.clone());
    let answer = office
        .block(move |office| {
            let state = office.keeper.look()?;
            let (review, target) = (state.house.reviews.get(&review), state.house.targets.get(&target));
            let (Some(review), Some(target)) = (review, target) else {
                return Ok(Err(Refusal::Unknown("review")));
            };
            // Another server that has just started may have taken this for one that was left behind.
            if target.running.as_ref() != Some(&apply) {
                return Ok(Err(Refusal::Unknown("running apply")));
            }
            let last = review.last();
            if last.revision != revision || last.content_hash != content {
                return Ok(Err(Refusal::NotTheLastRevision { last: last.revision }));
            }
            let same = policy::approval_set(&state.house, review, target) == approvals;
            let holds = policy::holds(&state.house, review, target);
            Ok(holds.and(if same { Ok(()) } else { Err(Refusal::ApprovalsChanged) }))
        })
        .await?;
    match answer {
        Ok(()) => Ok(rows),
        Err(refusal) => Err(Stop::told(refusal.to_string(), "Nothing was run.")),
    }
}
