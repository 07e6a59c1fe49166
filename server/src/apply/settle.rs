//! After a broken connection or a killed server: the target's own ledger says what is committed. Nothing is run.

use super::{job::Job, record, stop::Stop};
use crate::{
    desk::targets,
    error::Result,
    office::Office,
    target::{Session, Trouble},
};
use anyhow::anyhow;
use lockgate_core::{
    plan::Part,
    review::{
        event::{LedgerRow, Outcome},
        ledger,
    },
};
use std::{sync::Arc, time::Duration};

/// How long to wait before a target that can't be asked is asked again: twice as long each time, up to a limit.
const PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What the target says once the old connection is gone.
struct Settled {
    rows: Vec<LedgerRow>,
    occupied: bool,
    /// What a statement that stands alone left behind.
    leftover: Option<Stop>,
}

/// Ends an apply as interrupted, or as applied where everything turns out to be there. It asks until the target can
/// answer: until then nobody knows what is committed, and nothing else may be applied there.
pub async fn settle(office: &Arc<Office>, job: &Job) {
    let mut pause = PAUSE;
    while let Err(error) = try_once(office, job).await {
        tracing::warn!("apply {} can't be settled yet: {error:?}", job.apply);
        tokio::time::sleep(pause).await;
        pause = LONGEST_PAUSE.min(2 * pause);
    }
}

/// Nothing, where it has ended: the server that ran it was another one, and alive.
async fn try_once(office: &Arc<Office>, job: &Job) -> Result<()> {
    let apply = job.apply.clone();
    let open = move |office: &Office| {
        Ok(office.keeper.look()?.house.applies.get(&apply).is_some_and(|it| it.ended.is_none()))
    };
    if !office.block(open).await? {
        return Ok(());
    }
    let found = read(office, job).await.map_err(|trouble| anyhow!("{trouble}"))?;
    close(office, job, found).await
}

/// The lock is ours only once the old connection is gone, so nothing can be committed after this reading.
async fn read(office: &Arc<Office>, job: &Job) -> std::result::Result<Settled, Trouble> {
    let session = Session::open(office.reach, &job.url).await?;
    session.lock().await?;
    let leftover = begun(job, &session).await?;
    let rows = session.ledger().await?.rows;
    let occupied = session.occupied().await?;
    session.close().await;
    Ok(Settled { rows, occupied, leftover })
}

async fn close(office: &Arc<Office>, job: &Job, found: Settled) -> Result<()> {
    let Settled { rows, occupied, leftover } = found;
    let (target, ledger) = (job.target.clone(), rows.clone());
    let known = office
        .block(move |office| {
            let state = office.keeper.look()?;
            Ok(state
                .house
                .targets
                .get(&target)
                .map_or(0, |it| it.ledger.iter().zip(&ledger).take_while(|(a, b)| a == b).count()))
        })
        .await?;
    for row in &rows[known..] {
        record::committed(office, job, row).await?;
    }
    targets::see(office, &job.target, &rows, occupied).await?;
    match leftover {
        Some(Stop::Failed(told)) => record::failed(office, &job.apply, &job.target, told).await,
        _ if ledger::pending(&job.plan, &rows).is_empty() => {
            record::ended(office, job, Outcome::Applied).await
        }
        _ => record::ended(office, job, Outcome::Interrupted).await,
    }
}

/// A row that was begun and not ended belongs to a statement that stands alone. The catalog says whether it was done;
/// where it was not, the row goes, and what it left behind is told.
pub async fn begun(job: &Job, session: &Session) -> std::result::Result<Option<Stop>, Trouble> {
    let Some(row) = session.ledger().await?.begun else { return Ok(None) };
    let ours = |it: &&Part| it.file == row.file && it.number == row.part && it.digest == row.digest;
    let proof = job.plan.parts.iter().find(ours).and_then(|it| it.proof.as_ref());
    if let Some(proof) = proof
        && session.proves(proof).await?
    {
        session.end_begun().await?;
        return Ok(None);
    }
    session.forget_begun().await?;
    let invalid = session.invalid_indexes().await?;
    Ok((!invalid.is_empty()).then(|| leftover(&row.file, &invalid)))
}

/// An invalid index keeps its name, so the same statement would fail, or with IF NOT EXISTS do nothing.
pub fn leftover(file: &str, invalid: &[String]) -> Stop {
    let names = invalid.join(", ");
    let drops: Vec<String> = invalid.iter().map(|it| format!("DROP INDEX CONCURRENTLY {it};")).collect();
    Stop::told(
        format!("The target has invalid indexes, which a concurrent build of {file} may have left: {names}."),
        format!("Where it did, run {} on the target, then apply again.", drops.join(" ")),
    )
}
