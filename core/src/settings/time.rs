//! Times as PostgreSQL writes them in its settings.

/// A time where PostgreSQL counts milliseconds: `5s`, `500`, `2min`. `None` is no time.
pub fn milliseconds(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let count: u64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim() {
        "" | "ms" => 1,
        "s" => 1000,
        "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    count.checked_mul(unit)
}

#[test]
fn times_have_their_units() {
    for (text, count) in [("5s", Some(5000)), ("500", Some(500)), (" 2 min", Some(120_000)), ("0", Some(0))] {
        assert_eq!(milliseconds(text), count, "{text}");
    }
    for text in ["", "soon", "5 years", "-1", "99999999999999999999d"] {
        assert_eq!(milliseconds(text), None, "{text}");
    }
}
