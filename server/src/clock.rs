//! The time, in the two forms that the records use.

use jiff::Timestamp;

/// Milliseconds since 1970.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// RFC 3339 in UTC, to the millisecond.
pub fn now_text() -> String {
    text(now())
}

pub fn text(milliseconds: i64) -> String {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(time) => format!("{time:.3}"),
        Err(_) => String::from("an unknown time"),
    }
}

/// How many seconds ago a moment was, as [`text`] writes it.
pub fn age(at: &str) -> Option<i64> {
    let then: Timestamp = at.parse().ok()?;
    Some(Timestamp::now().as_second() - then.as_second())
}

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
