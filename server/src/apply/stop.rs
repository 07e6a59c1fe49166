//! Why an apply stopped.

use crate::{
    error::Error,
    target::{self, Trouble},
};
use tokio_postgres::error::DbError;

/// A failure as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub message: String,
    pub sqlstate: Option<String>,
    pub file: Option<String>,
    pub line: Option<usize>,
    pub instead: String,
}

pub enum Stop {
    /// It is known what is committed: what was recorded, and nothing else.
    Failed(Told),
    /// The connection broke; only the target's ledger knows what is committed.
    Lost(String),
    /// Our own records failed; the target's ledger knows more than they do.
    Internal(Error),
}

impl Stop {
    pub fn told(message: impl Into<String>, instead: impl Into<String>) -> Stop {
        Stop::Failed(Told {
            message: message.into(),
            sqlstate: None,
            file: None,
            line: None,
            instead: instead.into(),
        })
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        match trouble {
            Trouble::Failed(error) => error.into(),
            other => Stop::told(other.to_string(), "Nothing was run. Mend that, then apply again."),
        }
    }
}

/// Of our own statements: those of a migration have a place, see [`super::part`].
impl From<tokio_postgres::Error> for Stop {
    fn from(error: tokio_postgres::Error) -> Stop {
        if error.as_db_error().is_none_or(ends_session) {
            return Stop::Lost(error.to_string());
        }
        Stop::Failed(Told {
            message: format!("Lockgate could not keep its ledger: {}", target::brief(&error)),
            sqlstate: error.code().map(|it| it.code().to_owned()),
            file: None,
            line: None,
            instead:
                "Give the target’s user the right to make and write the schema lockgate, then apply again."
                    .into(),
        })
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Internal(error)
    }
}

/// Whether the server says with this that it ends the session, so it is no fault of a statement: it shuts down, it has
/// crashed or is starting, somebody terminated the session, or it was idle or its transaction
/// lasted for too long.
pub fn ends_session(error: &DbError) -> bool {
    matches!(error.code().code(), "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "25P04")
}

/// What to do after PostgreSQL refused a statement.
pub fn way_out(sqlstate: &str, committed: bool) -> String {
    let now = match sqlstate {
        "55P03" => "The lock was not free in time. Apply again when the table is quieter.",
        "40P01" | "40001" => "Another session was in the way. Apply again.",
        "57014" => "The statement was cancelled. Find out by whom, then apply again.",
        "42501" => "Give the target’s user the right that is missing, then apply again.",
        _ => "Push a revision in which this statement is mended.",
    };
    if committed {
        return format!(
            "{now} What is committed stays: leave those files as they are. The history has moved, so the rest takes \
             a new approval."
        );
    }
    format!("{now} Nothing was committed.")
}
