//! SipHash-1-3 with keys 0 over what Rust's `Hash` feeds of the name, the version and the SQL.

use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// The type of refinery's `version` column; the crate's feature `int8-versions` says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionSize {
    Int4,
    Int8,
}

/// `name` is `V1__init`; `None` where its version fits no column of this size.
pub fn checksum(name: &str, sql: &str, size: VersionSize) -> Option<String> {
    let (number, name) = name.strip_prefix(['U', 'V'])?.split_once("__")?;
    let mut hasher = SipHasher13::new_with_keys(0, 0);
    hasher.write(name.as_bytes());
    hasher.write_u8(0xff);
    match size {
        VersionSize::Int4 => hasher.write(&number.parse::<i32>().ok()?.to_le_bytes()),
        VersionSize::Int8 => hasher.write(&number.parse::<i64>().ok()?.to_le_bytes()),
    }
    hasher.write(sql.as_bytes());
    hasher.write_u8(0xff);
    Some(hasher.finish().to_string())
}
