//! After a broken connection or a killed server: the target's own ledger says what is committed. Nothing is run.

use super::{job::Job, record, stop::Stop};
use crate::{
    error::Result,
    office::Office,
    target::{Session, Trouble},
};
use lockgate_core::{
    plan::Part,
    review::event::{LedgerRow, Outcome},
};
use std::{sync::Arc, time::Duration};

/// How often, and after what pauses, an unreachable target is asked again.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_secs(2);

/// What the target says once the old connection is gone.
struct Settled {
    rows: Vec<LedgerRow>,
    occupied: bool,
    /// What a statement that stands alone left behind.
    leftover: Option<Stop>,
}

/// Ends an apply as interrupted, or as applied where everything turns out to be there.
pub async fn settle(office: &Arc<Office>, job: &Job) -> Result<()> {
    for attempt in 1..=TRIES {
        match read(office, job).await {
            Ok(found) => return close(office, job, found).await,
            Err(trouble) => {
                tracing::warn!("apply {} can't be settled yet ({attempt}/{TRIES}): {trouble}", job.apply);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    tracing::error!(
        "apply {} stays open: its target can't be asked. It is settled at the next start.",
        job.apply
    );
    Ok(())
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
    record::seen(office, job, &rows, occupied).await?;
    match leftover {
        Some(Stop::Failed(told)) => record::failed(office, job, told).await,
        _ if job.pending(&rows).is_empty() => record::ended(office, job, Outcome::Applied).await,
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
        format!("A concurrent index build of {file} broke off and left an invalid index behind: {names}."),
        format!("Run {} on the target, then apply again.", drops.join(" ")),
    )
}
