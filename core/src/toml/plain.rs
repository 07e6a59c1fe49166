//! What stands without quotes: truth, numbers, dates.

use super::Value;

/// `None` is none of them.
pub fn value(word: &str) -> Option<Value> {
    let number = || word.replace('_', "");
    Some(match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_integer(word) => Value::Integer(number()),
        _ if is_float(word).is_some() => Value::Float(number()),
        _ if is_date(word) => Value::Date,
        _ => return None,
    })
}

fn unsigned(word: &str) -> &str {
    word.strip_prefix(['+', '-']).unwrap_or(word)
}

/// What follows digits, which single `_` may part.
fn behind_digits(word: &str, is: fn(u8) -> bool) -> Option<&str> {
    let bytes = word.as_bytes();
    let mut at = 0;
    while bytes.get(at).copied().is_some_and(is) {
        at += 1;
        if bytes.get(at) == Some(&b'_') && bytes.get(at + 1).copied().is_some_and(is) {
            at += 1;
        }
    }
    (at > 0).then(|| &word[at..])
}

fn is_digit(it: u8) -> bool {
    it.is_ascii_digit()
}

/// What follows a whole number, which begins with no zero that could be left out.
fn behind_whole(word: &str) -> Option<&str> {
    let rest = behind_digits(word, is_digit)?;
    (!word.starts_with('0') || word.len() - rest.len() == 1).then_some(rest)
}

fn is_integer(word: &str) -> bool {
    let rest = match word.get(..2) {
        Some("0x") => behind_digits(&word[2..], |it| it.is_ascii_hexdigit()),
        Some("0o") => behind_digits(&word[2..], |it| matches!(it, b'0'..=b'7')),
        Some("0b") => behind_digits(&word[2..], |it| matches!(it, b'0' | b'1')),
        _ => behind_whole(unsigned(word)),
    };
    rest == Some("")
}

fn is_float(word: &str) -> Option<()> {
    let word = unsigned(word);
    if matches!(word, "inf" | "nan") {
        return Some(());
    }
    let mut rest = behind_whole(word)?;
    if let Some(digits) = rest.strip_prefix('.') {
        rest = behind_digits(digits, is_digit)?;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        rest = behind_digits(unsigned(exponent), is_digit)?;
    }
    rest.is_empty().then_some(())
}

/// By its shape: nobody asks which day it is.
fn is_date(word: &str) -> bool {
    let date = word.get(..10).is_some_and(|it| has_shape(it, "0000-00-00"));
    let time = match word.get(10..) {
        Some("") if date => return true,
        Some(rest) if date => rest.strip_prefix(['T', 't', ' ']).unwrap_or_default(),
        _ => word,
    };
    let signed = time.rfind(['+', '-']).filter(|at| has_shape(&time[at + 1..], "00:00"));
    let clock = match time.strip_suffix(['Z', 'z']).or(signed.map(|at| &time[..at])) {
        Some(clock) if date => clock,
        Some(_) => return false,
        None => time,
    };
    let (clock, part) = clock.split_once('.').unwrap_or((clock, "0"));
    let whole = has_shape(clock, "00:00:00") || (has_shape(clock, "00:00") && !time.contains('.'));
    whole && !part.is_empty() && part.bytes().all(is_digit)
}

/// `0` stands for any digit.
fn has_shape(word: &str, shape: &str) -> bool {
    let fits = |(it, of): (u8, u8)| if of == b'0' { is_digit(it) } else { it == of };
    word.len() == shape.len() && word.bytes().zip(shape.bytes()).all(fits)
}
