//! One part of the plan: its statements one by one, byte for byte, and its ledger row.

use super::{
    job::Job,
    settle,
    stop::{self, Stop, Told, way_out},
};
use crate::target::{self, Session};
use lockgate_core::{
    finding::Span,
    plan::{Mode, Part},
    review::event::LedgerRow,
};

/// How long a statement waits for a lock before it gives up, so that a queue behind it can't form for long. A file
/// that sets its own is obeyed; ours is told from that by its value, so it is one that nobody writes.
const LOCK_TIMEOUT: &str = "4999ms";

/// As PostgreSQL calls the role of a session that has taken none.
const NO_ROLE: &str = "none";

/// What each file finds: the session as if it had just been opened, as `psql -f` would give it. Only strings are
/// always read as they were judged, whatever the target's own default is.
pub async fn fresh_session(session: &Session) -> Result<(), Stop> {
    let reset = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; DISCARD TEMP; \
                 DEALLOCATE ALL; DISCARD SEQUENCES; SET standard_conforming_strings = on;";
    session.client.batch_execute(reset).await?;
    session.client.batch_execute(&format!("SET lock_timeout = '{LOCK_TIMEOUT}'")).await?;
    Ok(())
}

/// Where a part stands in this apply.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The number of its ledger row, from 1.
    pub seq: usize,
    /// Something of this apply is committed already.
    pub committed: bool,
}

/// Runs a part. `tell` hears what runs now and how many statements have been done since it last heard.
pub async fn run(
    job: &Job,
    session: &Session,
    part: &Part,
    row: &LedgerRow,
    place: Place,
    mut tell: impl FnMut(&str, usize),
) -> Result<(), Stop> {
    let runner = Runner { job, session, part, row, place };
    match part.mode {
        Mode::Wrapped => runner.wrapped(&mut tell).await,
        Mode::Own => runner.own(&mut tell).await,
        Mode::Alone => runner.alone(&mut tell).await,
    }?;
    tell("", 1);
    Ok(())
}

struct Runner<'a> {
    job: &'a Job,
    session: &'a Session,
    part: &'a Part,
    row: &'a LedgerRow,
    place: Place,
}

impl Runner<'_> {
    async fn wrapped(&self, tell: &mut impl FnMut(&str, usize)) -> Result<(), Stop> {
        self.session.client.batch_execute("BEGIN").await?;
        for (i, span) in self.part.statements.iter().enumerate() {
            self.send(*span, i > 0, tell).await?;
        }
        self.write_row().await?;
        self.commit().await
    }

    /// What COMMIT refuses, such as a deferred constraint, is the work's fault and not the ledger's.
    async fn commit(&self) -> Result<(), Stop> {
        let last = self.part.statements.last().copied().unwrap_or(Span { start: 0, end: 0 });
        self.session.client.batch_execute("COMMIT").await.map_err(|error| self.refused(last, &error))
    }

    /// The last statement is the file's own COMMIT; the row goes in just before.
    async fn own(&self, tell: &mut impl FnMut(&str, usize)) -> Result<(), Stop> {
        let last = self.part.statements.len().saturating_sub(1);
        for (i, span) in self.part.statements.iter().enumerate() {
            if i == last {
                self.write_row().await?;
            }
            self.send(*span, i > 0, tell).await?;
        }
        Ok(())
    }

    /// The row can't be committed with the statement, so it says first that this was begun.
    async fn alone(&self, tell: &mut impl FnMut(&str, usize)) -> Result<(), Stop> {
        let before = self.session.invalid_indexes().await?;
        let role = self.as_ourselves(false).await?;
        self.session.write(self.row, self.place.seq, &self.job.mark(), false).await?;
        self.as_before(&role, false).await?;
        let patient = self.lock_timeout("0").await?;
        for span in &self.part.statements {
            if let Err(stop) = self.send(*span, false, tell).await {
                return Err(self.broke_off(stop, &before).await);
            }
        }
        if patient {
            self.session.client.batch_execute(&format!("SET lock_timeout = '{LOCK_TIMEOUT}'")).await?;
        }
        let role = self.as_ourselves(false).await?;
        self.session.end_begun().await?;
        self.as_before(&role, false).await
    }

    /// A concurrent build that gives up on a lock leaves an invalid index, so it waits; a file's own setting stays.
    async fn lock_timeout(&self, value: &str) -> Result<bool, Stop> {
        let ours = self.setting("lock_timeout").await? == LOCK_TIMEOUT;
        if ours {
            self.session.client.batch_execute(&format!("SET lock_timeout = {value}")).await?;
        }
        Ok(ours)
    }

    async fn broke_off(&self, stop: Stop, before: &[String]) -> Stop {
        let Stop::Failed(mut told) = stop else { return stop };
        if let Err(stop) = self.as_ourselves(false).await {
            return stop;
        }
        if let Err(lost) = self.session.forget_begun().await {
            return lost.into();
        }
        match self.session.invalid_indexes().await {
            Ok(now) => {
                let new: Vec<String> = now.into_iter().filter(|it| !before.contains(it)).collect();
                if !new.is_empty()
                    && let Stop::Failed(leftover) = settle::leftover(&self.part.file, &new)
                {
                    told.instead = format!("{} {}", leftover.message, leftover.instead);
                }
                Stop::Failed(told)
            }
            Err(lost) => lost.into(),
        }
    }

    async fn send(&self, span: Span, more: bool, tell: &mut impl FnMut(&str, usize)) -> Result<(), Stop> {
        let line = self.job.statements.get(&self.part.file).and_then(|it| it.get(&span.start));
        tell(
            &line.map_or_else(
                || self.part.file.clone(),
                |it| format!("{} ({}:{})", it.title, it.file, it.line),
            ),
            usize::from(more),
        );
        let sql = self.text(span)?;
        self.reads_as_judged(span, sql).await?;
        self.session.client.batch_execute(sql).await.map_err(|error| self.refused(span, &error))
    }

    /// With `standard_conforming_strings` off a backslash can end a string where the grammar saw none end, and what
    /// was judged as text would run.
    async fn reads_as_judged(&self, span: Span, sql: &str) -> Result<(), Stop> {
        const SETTING: &str = "standard_conforming_strings";
        if !sql.contains('\\') || self.setting(SETTING).await? == "on" {
            return Ok(());
        }
        Err(Stop::Failed(Told {
            message: format!(
                "{SETTING} is off, so PostgreSQL would read these backslashes otherwise than they were judged."
            ),
            sqlstate: None,
            file: Some(self.part.file.clone()),
            line: Some(self.line(span, None)),
            instead:
                "Push a revision that does not set it; E'…' strings read backslashes as escapes anywhere."
                    .into(),
        }))
    }

    async fn setting(&self, name: &str) -> Result<String, Stop> {
        let sql = "SELECT pg_catalog.current_setting($1)";
        Ok(self.session.client.query_one(sql, &[&name]).await?.get(0))
    }

    /// A planned statement is UTF-8: what is not could not be read, and is no part of any plan.
    fn text(&self, span: Span) -> Result<&str, Stop> {
        let bytes = self.job.files.get(&self.part.file).and_then(|it| it.get(span.start..span.end));
        bytes.and_then(|it| std::str::from_utf8(it).ok()).ok_or_else(|| {
            Stop::told(
                format!("The plan does not fit {}.", self.part.file),
                "Push the revision again, then approve it.",
            )
        })
    }

    /// In the transaction that is open. The role is changed for the rest of it only, so that what the file set for the
    /// session, or for the transaction, ends where the file says.
    async fn write_row(&self) -> Result<(), Stop> {
        let role = self.as_ourselves(true).await?;
        self.session.write(self.row, self.place.seq, &self.job.mark(), true).await?;
        self.as_before(&role, true).await
    }

    /// A migration that took another role may not write our table. Answers the role that it took. `local` inside a
    /// transaction, as in `SET LOCAL`.
    async fn as_ourselves(&self, local: bool) -> Result<String, Stop> {
        let role = self.setting("role").await?;
        if role != NO_ROLE {
            self.take_role(NO_ROLE, local).await?;
        }
        Ok(role)
    }

    async fn as_before(&self, role: &str, local: bool) -> Result<(), Stop> {
        if role == NO_ROLE { Ok(()) } else { self.take_role(role, local).await }
    }

    async fn take_role(&self, role: &str, local: bool) -> Result<(), Stop> {
        let sql = "SELECT pg_catalog.set_config('role', $1, $2)";
        self.session.client.execute(sql, &[&role, &local]).await?;
        Ok(())
    }

    fn refused(&self, span: Span, error: &tokio_postgres::Error) -> Stop {
        let Some(db) = error.as_db_error().filter(|it| !stop::ends_session(it)) else {
            return Stop::Lost(error.to_string());
        };
        let sqlstate = db.code().code().to_owned();
        Stop::Failed(Told {
            message: target::brief(error),
            instead: way_out(&sqlstate, self.place.committed),
            file: Some(self.part.file.clone()),
            line: Some(self.line(span, db.position())),
            sqlstate: Some(sqlstate),
        })
    }

    /// The line of the character that PostgreSQL points at, or the statement's own.
    fn line(&self, span: Span, position: Option<&tokio_postgres::error::ErrorPosition>) -> usize {
        let newlines = |bytes: &[u8]| bytes.iter().filter(|it| **it == b'\n').count();
        let file = self.job.files.get(&self.part.file).map_or(&[][..], Vec::as_slice);
        let before = newlines(&file[..span.start.min(file.len())]);
        let inside = match position {
            Some(tokio_postgres::error::ErrorPosition::Original(at)) => {
                let text = self.text(span).unwrap_or_default();
                text.chars().take((*at as usize).saturating_sub(1)).filter(|it| *it == '\n').count()
            }
            _ => 0,
        };
        1 + before + inside
    }
}
