//! SHA-384 over the bytes; sqlx writes them as `bytea`.

use sha2::{Digest, Sha384};

pub fn checksum(bytes: &[u8]) -> String {
    super::hex(&Sha384::digest(bytes))
}
