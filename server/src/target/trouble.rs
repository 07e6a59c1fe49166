//! What can go wrong with a target, and what to do then.

use std::fmt;

/// Why a target could not be used. `Display` says what and the way out; it never holds a secret.
#[derive(Debug)]
pub enum Trouble {
    Url(String),
    Forbidden {
        host: String,
    },
    Unreachable {
        what: String,
    },
    /// PostgreSQL answered and said no.
    Refused {
        place: String,
        sqlstate: String,
        message: String,
    },
    ReadOnly {
        place: String,
    },
    Locked {
        holder: String,
    },
    LedgerInUse,
    /// The rows do not follow from each other: somebody changed them.
    LedgerBroken {
        row: usize,
    },
    Failed(tokio_postgres::Error),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Trouble::Url(what) => write!(f, "The target’s URL can’t be used: {what}."),
            Trouble::Forbidden { host } => write!(
                f,
                "{host} is a loopback or link-local address, which can’t be a target. Whoever runs the server can let \
                 it reach a PostgreSQL on its own machine with --loopback-targets."
            ),
            Trouble::Unreachable { what } => {
                write!(
                    f,
                    "The target can’t be reached: {what}. Check the address, the port and the firewall, then try again."
                )
            }
            Trouble::Refused { place, sqlstate, message } => {
                write!(f, "{place} refused the connection ({sqlstate}): {message}. {}", way_out(sqlstate))
            }
            Trouble::ReadOnly { place } => {
                write!(f, "{place} is a standby and takes no changes. Give the URL of the primary.")
            }
            Trouble::Locked { holder } => write!(
                f,
                "Another apply holds the lock of this target ({holder}). Wait until it has ended, then try again."
            ),
            Trouble::LedgerInUse => {
                write!(
                    f,
                    "The target’s ledger has rows already. Nothing was written. Reload the page and look."
                )
            }
            Trouble::LedgerBroken { row } => write!(
                f,
                "Row {row} of the table lockgate.ledger does not follow from the rows before it: somebody changed \
                 it. Nothing was run. Compare it with the activity of this project before anything else."
            ),
            Trouble::Failed(error) => {
                write!(f, "The target broke off: {}. Nothing more was run.", brief(error))
            }
        }
    }
}

fn way_out(sqlstate: &str) -> &'static str {
    match sqlstate {
        "28P01" | "28000" => "Check the user, the password and pg_hba.conf.",
        "3D000" => "Make the database first, or mend its name.",
        "53300" => "Free a connection, then try again.",
        "57P03" => "Wait until it has started, then try again.",
        _ => "Mend that, then try again.",
    }
}

/// An error without the rows and values that PostgreSQL puts into DETAIL.
pub fn brief(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(it) => format!("{} ({})", it.message(), it.code().code()),
        None => error.to_string(),
    }
}

impl std::error::Error for Trouble {}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Trouble {
        Trouble::Failed(error)
    }
}
