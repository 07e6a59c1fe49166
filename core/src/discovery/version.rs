//! What stands in front of a migration's name, compared as its tool compares it.

use std::cmp::Ordering;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// Digits without leading zeros: compared as numbers of any length.
    Number(String),
    /// `007b`: behind 7 and before 8.
    Lettered { number: String, shown: String },
    /// `1.2.10`, part by part as numbers, without zeros in front of a part or at the end, as Flyway has it.
    Dotted(String),
    /// Compared as text, as diesel and Prisma do.
    Text(String),
}

impl Version {
    /// Reads digits; zeros in front do not count.
    pub(super) fn number(digits: &str) -> Version {
        Version::Number(stripped(digits).to_owned())
    }

    pub(super) fn lettered(digits: &str, letter: &str) -> Version {
        let number = stripped(digits).to_owned();
        Version::Lettered { shown: format!("{number}{letter}"), number }
    }

    /// Reads `1.02.0` as `1.2`; `None` where a part is no number.
    pub(super) fn dotted(text: &str) -> Option<Version> {
        if text.is_empty() || !text.split('.').all(|part| leading_digits(part) == Some(part)) {
            return None;
        }
        let mut parts: Vec<&str> = text.split('.').map(stripped).collect();
        while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
        let parts: Vec<&str> =
            parts.into_iter().map(|part| if part.is_empty() { "0" } else { part }).collect();
        Some(Version::Dotted(parts.join(".")))
    }

    pub fn as_str(&self) -> &str {
        match self {
            Version::Number(digits) if digits.is_empty() => "0",
            Version::Lettered { shown, .. } => shown,
            Version::Number(text) | Version::Dotted(text) | Version::Text(text) => text,
        }
    }

    /// The number that people count by; `None` where they do not count.
    pub fn count(&self) -> Option<u64> {
        match self {
            Version::Number(digits) if digits.is_empty() => Some(0),
            Version::Number(digits) | Version::Lettered { number: digits, .. } => digits.parse().ok(),
            Version::Dotted(text) => text.parse().ok(),
            Version::Text(_) => None,
        }
    }

    pub(crate) fn compare(&self, other: &Version) -> Ordering {
        use Version::{Dotted, Lettered, Number, Text};
        match (self, other) {
            (Text(_), _) | (_, Text(_)) => self.as_str().cmp(other.as_str()),
            (Dotted(a), _) | (_, Dotted(a)) if a.contains('.') => dotted(self.as_str(), other.as_str()),
            (
                Number(a) | Dotted(a) | Lettered { number: a, .. },
                Number(b) | Dotted(b) | Lettered { number: b, .. },
            ) => digits(a, b).then_with(|| self.as_str().cmp(other.as_str())),
        }
    }
}

fn dotted(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => match digits(stripped(a.unwrap_or("")), stripped(b.unwrap_or(""))) {
                Ordering::Equal => {}
                other => return other,
            },
        }
    }
}

/// Digits without leading zeros, as numbers.
fn digits(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn stripped(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// The digits in front, where there are some.
pub(super) fn leading_digits(name: &str) -> Option<&str> {
    let end = name.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| &name[..end])
}
