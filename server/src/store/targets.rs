//! Target URLs, as sealed bytes. What a target is called and where it belongs is told by the events.

use super::{StoreError, Tx};

impl Tx<'_> {
    pub fn keep_target_url(&mut self, target: &str, sealed: Vec<u8>) -> Result<(), StoreError> {
        self.0
            .run("INSERT INTO target_urls (target, sealed) VALUES ($1, $2)", &[target.into(), sealed.into()])
            .map(drop)
    }

    pub fn target_url(&mut self, target: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let rows = self.0.rows("SELECT sealed FROM target_urls WHERE target = $1", &[target.into()])?;
        rows.first().map(|row| row.bytes(0)).transpose()
    }
}
