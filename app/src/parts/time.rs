//! A moment: how long ago, while that says more than the date; the date in UTC is behind it.

use crate::desk::age;
use leptos::prelude::*;

/// `at` is RFC 3339 in UTC.
pub fn time(at: &str) -> impl IntoView + use<> {
    let (exact, ago) = (words(at), age(at).and_then(ago));
    let title = ago.is_some().then(|| exact.clone());
    view! { <time datetime=at.to_owned() title=title>{ago.unwrap_or(exact)}</time> }
}

/// Nothing for what is more than two weeks old, or to come.
fn ago(seconds: i64) -> Option<String> {
    const MINUTE: i64 = 60;
    const AHEAD: i64 = -MINUTE;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const TWO_DAYS: i64 = 2 * DAY;
    const TWO_WEEKS: i64 = 14 * DAY;
    // Clocks differ a little.
    match seconds {
        AHEAD..MINUTE => Some("just now".to_owned()),
        MINUTE..HOUR => Some(format!("{} min ago", seconds / MINUTE)),
        HOUR..TWO_DAYS => Some(format!("{} h ago", seconds / HOUR)),
        TWO_DAYS..TWO_WEEKS => Some(format!("{} days ago", seconds / DAY)),
        _ => None,
    }
}

/// `2026-11-21T08:17:03.1Z` becomes `21 Nov 2026 08:17 UTC`; anything else stays as it is.
fn words(at: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts = || {
        let month = MONTHS.get(at.get(5..7)?.parse::<usize>().ok()?.checked_sub(1)?)?;
        let day = at.get(8..10)?.trim_start_matches('0');
        Some(format!("{day} {month} {} {} UTC", at.get(..4)?, at.get(11..16)?))
    };
    parts().unwrap_or_else(|| at.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ago, words};

    #[test]
    fn how_long_ago() {
        let day = 24 * 3600;
        for (seconds, text) in [
            (-61, None),
            (-5, Some("just now")),
            (59, Some("just now")),
            (60, Some("1 min ago")),
            (2 * 3600 + 1, Some("2 h ago")),
            (2 * day - 1, Some("47 h ago")),
            (2 * day, Some("2 days ago")),
            (14 * day, None),
        ] {
            assert_eq!(ago(seconds).as_deref(), text, "{seconds}");
        }
    }

    #[test]
    fn a_moment_in_words() {
        assert_eq!(words("2026-11-01T08:17:03.1Z"), "1 Nov 2026 08:17 UTC");
        assert_eq!(words("yesterday"), "yesterday");
        assert_eq!(words("2026-13-01T08:17:03Z"), "2026-13-01T08:17:03Z");
    }
}
