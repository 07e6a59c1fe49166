//! What an apply writes into the events. Everything is written once: where another server has settled the apply
//! meanwhile, what it wrote stands.

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
    let (target, tip) = (job.target.clone(), row.tip.clone());
    let known = move |house: &House| {
        house.targets.get(&target).is_some_and(|it| it.ledger.iter().any(|row| row.tip == tip))
    };
    let event = Event::PartCommitted { apply: job.apply.clone(), row: row.clone() };
    write(office, known, Draft::event(stream::target(&job.target), server(event)), Vec::new()).await
}

pub async fn failed(office: &Arc<Office>, apply: &str, target: &str, told: Told) -> Result<()> {
    let texts = vec![told.message.clone().into_bytes(), told.instead.clone().into_bytes()];
    let failure = ApplyFailure {
        message: Digest::of(&texts[0]),
        sqlstate: told.sqlstate,
        file: told.file,
        line: told.line,
        instead: Digest::of(&texts[1]),
    };
    let event = Event::ApplyEnded { apply: apply.to_owned(), outcome: Outcome::Failed(failure) };
    write(office, has_ended(apply), Draft::event(stream::target(target), server(event)), texts).await
}

fn has_ended(apply: &str) -> impl Fn(&House) -> bool + Send + Sync + 'static {
    let apply = apply.to_owned();
    move |house| house.applies.get(&apply).is_some_and(|it| it.ended.is_some())
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
    write(office, has_ended(&job.apply), draft, Vec::new()).await
}

/// The base with everything that the applied revision brings, where it does not have that yet.
async fn new_base(office: &Arc<Office>, job: &Job) -> Result<Option<Event>> {
    let pushed = job.pushed.clone();
    office
        .block(move |office| {
            if standing::is_in_base(&office.keeper.look()?.house, &pushed) {
                return Ok(None);
            }
            let digests = pushed.migrations.iter();
            let digests = digests.map(|it| FileDigest { path: it.file.clone(), digest: it.digest.clone() });
            targets::base(office, &pushed, &digests.collect::<Vec<_>>()).map(Some)
        })
        .await
}

/// Writes what is not `known`. Events about a target come from its one running apply; a race with a look at it, or
/// with another server that settles it, is decided anew.
async fn write(
    office: &Arc<Office>,
    known: impl Fn(&House) -> bool + Send + Sync + 'static,
    draft: Draft,
    texts: Vec<Vec<u8>>,
) -> Result<()> {
    const TRIES: usize = 5;
    let shared = Arc::new((draft, known));
    for attempt in 1.. {
        let (shared, texts) = (shared.clone(), texts.clone());
        let answer = office
            .block(move |office| {
                let (draft, known) = shared.as_ref();
                office.keeper.record(
                    |house| Ok((if known(house) { Draft::default() } else { draft.clone() }, ())),
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
