//! A target: a database that migrations are applied to, and the ledger on it.

use lockgate_core::review::event::LedgerRow;

/// What is on a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub ledger: Vec<LedgerRow>,
    /// The database holds tables that are not ours.
    pub occupied: bool,
}

/// Reads the ledger, without changing anything.
pub async fn look(_url: &str) -> anyhow::Result<Seen> {
    anyhow::bail!("targets can't be reached by this build")
}

/// Writes rows to an empty ledger, without running anything.
pub async fn accept(_url: &str, _rows: &[LedgerRow]) -> anyhow::Result<()> {
    anyhow::bail!("targets can't be reached by this build")
}
