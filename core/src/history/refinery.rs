//! SipHash-1-3 with keys 0 over what Rust's `Hash` feeds of the name, the version and the SQL.

use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// `name` is `V1__init`; `None` where its version does not fit the column of the history table, an `int4`.
pub fn checksum(name: &str, sql: &str) -> Option<String> {
    let (number, name) = name.strip_prefix(['U', 'V'])?.split_once("__")?;
    let mut hasher = SipHasher13::new_with_keys(0, 0);
    hasher.write(name.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(&number.parse::<i32>().ok()?.to_le_bytes());
    hasher.write(sql.as_bytes());
    hasher.write_u8(0xff);
    Some(hasher.finish().to_string())
}
