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
        Actor, Entry, Event, House,
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

/// The end, and with a complete apply the project's new base.
pub async fn ended(office: &Arc<Office>, job: &Job, outcome: Outcome) -> Result<()> {
    let whole = outcome == Outcome::Applied;
    let event = Event::ApplyEnded { apply: job.apply.clone(), outcome };
    write(office, Draft::event(stream::target(&job.target), server(event)), Vec::new()).await?;
    if whole { accept(office, job).await } else { Ok(()) }
}

/// The first target that has the whole review makes its migrations part of the base.
async fn accept(office: &Arc<Office>, job: &Job) -> Result<()> {
    let (review, pushed) = (job.review, job.pushed.clone());
    office
        .block(move |office| {
            let migrations: Vec<FileDigest> = pushed
                .migrations
                .iter()
                .map(|it| FileDigest { path: it.file.clone(), digest: it.digest.clone() })
                .collect();
            let base = targets::base(office, &pushed, &migrations)?;
            let accepted = {
                let state = office.keeper.look()?;
                state.house.reviews.get(&review).is_none_or(|it| standing::is_accepted(&state.house, it))
            };
            if accepted {
                return Ok(());
            }
            let stream = stream::project(&pushed.project);
            office.keeper.record(
                |_: &House| Ok((Draft::event(stream.clone(), server(base.clone())), ())),
                |_, _| Ok(()),
            )
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
