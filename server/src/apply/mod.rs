//! The moment of apply: one dedicated connection, the target's lock, the approval's terms checked again inside it,
//! one statement at a time, and our ledger row in the same transaction as the work.

mod check;
mod job;
mod part;
mod record;
mod settle;
mod stop;
#[cfg(test)]
mod tests;

use crate::{
    desk::Progress,
    error::Result,
    office::Office,
    target::{Mark, Session},
};
use job::Job;
use lockgate_core::{
    plan::Part,
    review::{event::Outcome, ledger},
};
use std::sync::Arc;
use stop::Stop;

/// Lets the apply that was recorded under this id run on its own.
pub fn start(office: Arc<Office>, apply: String) {
    office.set_progress(&apply, Some(Progress::default()));
    tokio::spawn(async move {
        let ended = run(&office, &apply).await;
        office.set_progress(&apply, None);
        if let Err(error) = ended {
            tracing::error!(
                "apply {apply} could not be recorded; it is settled at the next start: {:?}",
                error
            );
        }
    });
}

/// Ends the applies that an earlier process of this server left running: what is committed is read from the targets.
pub async fn settle_all(office: &Arc<Office>) -> Result<()> {
    for apply in office.block(|office| Ok(job::running(&office.keeper.look()?.house))).await? {
        let job = Job::load(office, &apply).await?;
        settle::settle(office, &job).await?;
    }
    Ok(())
}

async fn run(office: &Arc<Office>, apply: &str) -> Result<()> {
    let job = Job::load(office, apply).await?;
    match go(office, &job).await {
        Ok(()) => record::ended(office, &job, Outcome::Applied).await,
        Err(Stop::Failed(failure)) => record::failed(office, &job, failure).await,
        Err(Stop::Lost(why)) => {
            tracing::warn!("apply {apply} lost its target: {why}");
            settle::settle(office, &job).await
        }
        Err(Stop::Internal(error)) => {
            tracing::error!("apply {apply} stopped: {error:?}");
            settle::settle(office, &job).await
        }
    }
}

async fn go(office: &Arc<Office>, job: &Job) -> std::result::Result<(), Stop> {
    let session = Session::open(office.reach, &job.url).await?;
    let done = with(office, job, &session).await;
    // However the work ended, the lock is free before the end is recorded.
    session.close().await;
    done
}

async fn with(office: &Arc<Office>, job: &Job, session: &Session) -> std::result::Result<(), Stop> {
    session.lock().await?;
    let mut rows = check::inside_the_lock(office, job, session).await?;
    session.make_ledger().await?;
    let pending = job.pending(&rows);
    let mut progress =
        Progress { done: 0, of: pending.iter().map(|it| it.statements.len()).sum(), statement: None };
    let mut file = "";
    for planned in pending {
        if file != planned.file {
            part::fresh_session(session).await?;
            file = &planned.file;
        }
        let row = ledger::next(&rows, &planned.file, &planned.digest, planned.number, planned.of);
        let tell = |statement: &str, done: usize| {
            progress.done += done;
            progress.statement = Some(statement.to_owned());
            office.set_progress(&job.apply, Some(progress.clone()));
        };
        part::run(job, session, planned, &row, tell).await?;
        record::committed(office, job, &row).await?;
        rows.push(row);
    }
    Ok(())
}

impl Job {
    /// The parts that the target does not have yet, in order.
    fn pending(&self, rows: &[lockgate_core::review::event::LedgerRow]) -> Vec<&Part> {
        let has = |part: &Part| match ledger::progress(rows, &part.file) {
            ledger::Progress::Pending => false,
            ledger::Progress::Partly(parts) => part.number <= parts,
            ledger::Progress::Done => true,
        };
        self.plan.parts.iter().filter(|it| !has(it)).collect()
    }

    fn mark(&self) -> Mark {
        Mark {
            review: self.review,
            apply: self.apply.clone(),
            content_hash: self.pushed.content_hash.to_string(),
            applied_by: self.applied_by.clone(),
        }
    }
}
