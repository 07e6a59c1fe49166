//! The link that makes the first admin. Only the digest of its token is kept.

use super::{StoreError, Tx};
use lockgate_core::digest::Digest;

impl Tx<'_> {
    /// Nobody can sign in yet.
    pub fn is_empty_house(&mut self) -> Result<bool, StoreError> {
        let rows = self.0.rows("SELECT COUNT(*) FROM people WHERE role IS NOT NULL", &[])?;
        Ok(rows.first().map(|row| row.int(0)).transpose()? == Some(0))
    }

    /// A new link makes the older ones void.
    pub fn keep_set_up_link(&mut self, token: &Digest, now: i64) -> Result<(), StoreError> {
        self.0.run("DELETE FROM set_up_links", &[])?;
        self.0
            .run(
                "INSERT INTO set_up_links (token_hash, created) VALUES ($1, $2)",
                &[token.as_str().into(), now.into()],
            )
            .map(drop)
    }

    pub fn is_set_up_link(&mut self, token: &Digest) -> Result<bool, StoreError> {
        let sql = "SELECT created FROM set_up_links WHERE token_hash = $1";
        Ok(!self.0.rows(sql, &[token.as_str().into()])?.is_empty())
    }

    /// True for exactly one caller who brings the right token.
    pub fn use_set_up_link(&mut self, token: &Digest) -> Result<bool, StoreError> {
        let gone = self.0.run("DELETE FROM set_up_links WHERE token_hash = $1", &[token.as_str().into()])?;
        Ok(gone == 1)
    }
}
