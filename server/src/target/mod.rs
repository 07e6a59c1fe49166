//! A target: a database that a project's migrations go to. Everything that talks to one is here and in `apply`.

mod connect;
mod ledger;
mod trouble;
mod url;

#[cfg(test)]
mod tests;

pub use connect::Session;
pub use ledger::{Found, Mark};
pub use trouble::{Trouble, brief};
pub use url::{Reach, TargetUrl};

use lockgate_catalog::Printed;
use lockgate_core::{review::event::LedgerRow, schema::snapshot::Snapshot};

/// What is on a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub ledger: Vec<LedgerRow>,
    /// It holds tables that are not Lockgate's.
    pub occupied: bool,
}

/// Connects and reads the ledger, writing nothing.
pub async fn look(reach: Reach, url: &str) -> Result<Seen, Trouble> {
    let session = Session::open(reach, url).await?;
    let found = session.ledger().await?;
    let occupied = session.occupied().await?;
    session.close().await;
    Ok(Seen { ledger: found.rows, occupied })
}

/// Writes rows for migrations that are there already, and runs nothing. Only where the ledger is empty, or holds just
/// these: then they were written before, and whoever wrote them could not say so any more.
pub async fn accept(reach: Reach, url: &str, rows: &[LedgerRow]) -> Result<(), Trouble> {
    let mut session = Session::open(reach, url).await?;
    session.lock().await?;
    session.make_ledger().await?;
    let there = session.ledger().await?.rows;
    if there.is_empty() {
        session.accept(rows).await?;
    } else if there != rows {
        return Err(Trouble::LedgerInUse);
    }
    session.close().await;
    Ok(())
}

/// Connects and reads the schema. With it comes the place, `host:port/database`.
pub async fn schema(reach: Reach, url: &str, printed: Printed) -> Result<(String, Snapshot), Trouble> {
    let mut session = Session::to_read(reach, url).await?;
    let snapshot = lockgate_catalog::snapshot(&mut session.client, printed).await?;
    let place = session.place.clone();
    session.close().await;
    Ok((place, snapshot))
}
