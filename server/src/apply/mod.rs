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
    error::{Error, Result},
    office::Office,
    target::{Mark, Session},
};
use anyhow::anyhow;
use job::Job;
use lockgate_core::review::{event::Outcome, ledger};
use part::Place;
use std::sync::Arc;
use stop::{Stop, Told};

/// Lets the apply that was recorded under this id run on its own.
pub fn start(office: Arc<Office>, apply: String) {
    office.set_progress(&apply, Some(Progress::default()));
    tokio::spawn(async move {
        run(&office, &apply).await;
        office.set_progress(&apply, None);
    });
}

/// The applies that earlier processes left running. Asked before the first request, so that none of them is ours.
pub async fn left_running(office: &Arc<Office>) -> Result<Vec<String>> {
    office.block(|office| Ok(job::running(&office.keeper.look()?.house))).await
}

/// Ends an apply that an earlier process left running: what is committed is read from the target.
pub async fn settle_left(office: Arc<Office>, apply: String) {
    match Job::load(&office, &apply).await {
        Ok(job) => settle::settle(&office, &job).await,
        Err(error) => tracing::error!("apply {apply} of an earlier run can't be settled: {error:?}"),
    }
}

async fn run(office: &Arc<Office>, apply: &str) {
    let job = match Job::load(office, apply).await {
        Ok(job) => job,
        Err(error) => return not_begun(office, apply, &error).await,
    };
    let recorded = match go(office, &job).await {
        Ok(()) => record::ended(office, &job, Outcome::Applied).await,
        Err(Stop::Failed(told)) => record::failed(office, &job.apply, &job.target, told).await,
        Err(Stop::Lost(why)) => Err(anyhow!("it lost its target: {why}").into()),
        Err(Stop::Internal(error)) => Err(error),
    };
    if let Err(error) = recorded {
        tracing::error!("apply {apply} is settled by what its target says: {error:?}");
        // This can take as long as the target does, and a server that stops need not wait for it.
        office.set_progress(apply, None);
        settle::settle(office, &job).await;
    }
}

/// What was approved could not be read, so no target was touched.
async fn not_begun(office: &Arc<Office>, apply: &str, error: &Error) {
    tracing::error!("apply {apply} could not begin: {error:?}");
    let told = Told {
        message: "The server could not read what was approved, or where it goes; its log says why.".into(),
        sqlstate: None,
        file: None,
        line: None,
        instead: "Nothing was run. Check the records with `lockgate verify`, and the key, then apply again."
            .into(),
    };
    let id = apply.to_owned();
    let target =
        move |office: &Office| Ok(office.keeper.look()?.house.applies.get(&id).map(|it| it.target.clone()));
    let ended = match office.block(target).await {
        Ok(Some(target)) => record::failed(office, apply, &target, told).await,
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        tracing::error!("apply {apply} stays open until the next start: {error:?}");
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
    let (before, pending) = (rows.len(), ledger::pending(&job.plan, &rows));
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
        let place = Place { seq: rows.len() + 1, committed: rows.len() > before };
        part::run(job, session, planned, &row, place, tell).await?;
        record::committed(office, job, &row).await?;
        rows.push(row);
    }
    Ok(())
}

impl Job {
    fn mark(&self) -> Mark {
        Mark {
            review: self.review,
            apply: self.apply.clone(),
            content_hash: self.pushed.content_hash.to_string(),
            applied_by: self.applied_by.clone(),
        }
    }
}
