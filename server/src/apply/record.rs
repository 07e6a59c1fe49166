//! What an apply writes into the events.

use super::{job::Job, stop::Told};
use crate::{
    desk::targets,
    error::Result,
    keeper::{Draft, stream},
    office::Office,
};
use lockgate_core::{
    digest::Digest,
    review::{
        Actor, Entry, Event,
        event::{ApplyFailure, LedgerRow, Outcome},
        standing,
    },
    revision::FileDigest,
};
use std::sync::Arc;

fn server(event: Event) -> Entry {
    Entry { by: Actor::Server, event }
}

/// A part is committed on the target.
pub async fn committed(office: &Arc<Office>, job: &Job, row: &LedgerRow) -> Result<()> {
    let event = Event::PartCommitted { apply: job.apply.clone(), row: row.clone() };
    write(office, Draft::event(stream::target(&job.target), server(event)), Vec::new()).await
}

/// What the target's ledger holds, where the events say otherwise.
pub async fn seen(office: &Arc<Office>, job: &Job, rows: &[LedgerRow], occupied: bool) -> Result<()> {
    let (target, ledger) = (job.target.clone(), rows.to_vec());
    office
        .block(move |office| {
            let known = {
                let state = office.keeper.look()?;
                state.house.targets.get(&target).map(|it| (it.ledger.clone(), it.occupied))
            };
            if known
                .as_ref()
                .is_some_and(|(known, was)| *known == ledger && (*was == occupied || !ledger.is_empty()))
            {
                return Ok(());
            }
            let event = Event::TargetSeen { target: target.clone(), ledger, occupied };
            let draft = || Draft::event(stream::target(&target), server(event.clone()));
            office.keeper.record(|_| Ok((draft(), ())), |_, _| Ok(()))
        })
        .await
}

pub async fn failed(office: &Arc<Office>, job: &Job, told: Told) -> Result<()> {
    let texts = vec![told.message.clone().into_bytes(), told.instead.clone().into_bytes()];
    let failure = ApplyFailure {
        message: Digest::of(&texts[0]),
        sqlstate: told.sqlstate,
        file: told.file,
        line: told.line,
        instead: Digest::of(&texts[1]),
    };
    let event = Event::ApplyEnded { apply: job.apply.clone(), outcome: Outcome::Failed(failure) };
    write(office, Draft::event(stream::target(&job.target), server(event)), texts).await
}

/// The end. A complete apply on the first target makes the migrations part of the base, in the same moment, so that
/// no push is judged in between.
pub async fn ended(office: &Arc<Office>, job: &Job, outcome: Outcome) -> Result<()> {
    let whole = outcome == Outcome::Applied;
    let event = Event::ApplyEnded { apply: job.apply.clone(), outcome };
    let mut draft = Draft::event(stream::target(&job.target), server(event));
    if whole && let Some(base) = new_base(office, job).await? {
        draft = draft.and(stream::project(&job.pushed.project), server(base));
    }
    write(office, draft, Vec::new()).await
}

/// The base with everything that the review brings, where it does not have that yet.
async fn new_base(office: &Arc<Office>, job: &Job) -> Result<Option<Event>> {
    let (review, pushed) = (job.review, job.pushed.clone());
    office
        .block(move |office| {
            let accepted = {
                let state = office.keeper.look()?;
                state.house.reviews.get(&review).is_none_or(|it| standing::is_accepted(&state.house, it))
            };
            if accepted {
                return Ok(None);
            }
            let digests = pushed.migrations.iter();
            let digests = digests.map(|it| FileDigest { path: it.file.clone(), digest: it.digest.clone() });
            targets::base(office, &pushed, &digests.collect::<Vec<_>>()).map(Some)
        })
        .await
}

/// Events about a target come from its one running apply; a race with a look at it is tried again.
async fn write(office: &Arc<Office>, draft: Draft, texts: Vec<Vec<u8>>) -> Result<()> {
    const TRIES: usize = 5;
    let draft = Arc::new(draft);
    for attempt in 1.. {
        let (draft, texts) = (draft.clone(), texts.clone());
        let answer = office
            .block(move |office| {
                office.keeper.record(
                    |_| Ok((draft.as_ref().clone(), ())),
                    |tx, _| texts.iter().try_for_each(|it| tx.keep_blob(it).map(drop)),
                )
            })
            .await;
        match answer {
            Err(crate::error::Error::Raced) if attempt < TRIES => continue,
            answer => return answer,
        }
    }
    Ok(())
}
