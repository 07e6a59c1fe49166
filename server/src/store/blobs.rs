//! Bytes by their digest: file contents, reports, comment texts.

use super::{StoreError, Tx};
use lockgate_core::digest::Digest;

impl Tx<'_> {
    /// Keeps bytes; the same bytes are kept once.
    pub fn keep_blob(&mut self, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest = Digest::of(bytes);
        self.0.run(
            "INSERT INTO blobs (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
            &[digest.as_str().into(), bytes.to_vec().into()],
        )?;
        Ok(digest)
    }

    /// `None` where they were never kept, or were erased.
    pub fn blob(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let rows = self.0.rows("SELECT bytes FROM blobs WHERE digest = $1", &[digest.as_str().into()])?;
        rows.first().map(|row| row.bytes(0)).transpose()
    }
}
