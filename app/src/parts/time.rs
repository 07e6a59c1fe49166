//! A moment, in UTC, as people write it.

use leptos::prelude::*;

/// `at` is RFC 3339 in UTC.
pub fn time(at: &str) -> impl IntoView + use<> {
    view! { <time datetime=at.to_owned()>{words(at)}</time> }
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
    use super::words;

    #[test]
    fn a_moment_in_words() {
        assert_eq!(words("2026-11-01T08:17:03.1Z"), "1 Nov 2026 08:17 UTC");
        assert_eq!(words("yesterday"), "yesterday");
        assert_eq!(words("2026-13-01T08:17:03Z"), "2026-13-01T08:17:03Z");
    }
}
