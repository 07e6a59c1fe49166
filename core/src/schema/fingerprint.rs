//! The two fingerprints of a schema. Each begins with its own word, so that one is never taken for the other.

use super::diff::Entry;
use crate::digest::{Digest, Hasher};

/// What any source can be held against any other by: the lines of the facts.
pub fn facts(entries: &[Entry]) -> Digest {
    let mut hasher = Hasher::default();
    hasher.part(b"facts");
    for entry in entries {
        hasher.part(entry.fact.as_bytes());
    }
    hasher.finish()
}

/// What two servers of one major version can be held against each other by: definitions as they print them.
pub fn exact(entries: &[Entry], postgres: u16) -> Digest {
    let mut hasher = Hasher::default();
    hasher.part(b"exact").part(postgres.to_string().as_bytes());
    for entry in entries {
        hasher.part(entry.fact.as_bytes()).part(entry.definition.as_deref().unwrap_or_default().as_bytes());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fact: &str, definition: Option<&str>) -> Entry {
        Entry { fact: fact.to_owned(), definition: definition.map(str::to_owned) }
    }

    #[test]
    fn definitions_are_in_one_of_the_two() {
        let (one, two) = ([entry("view a.v", Some("SELECT 1"))], [entry("view a.v", Some("SELECT 2"))]);
        assert_eq!(facts(&one), facts(&two));
        assert_ne!(exact(&one, 15), exact(&two, 15));
        assert_ne!(exact(&one, 15), exact(&one, 16));
    }

    /// The value that docs/hashes.md has, from `sha256sum`.
    #[test]
    fn the_documented_value() {
        let printed = facts(&[entry("schema public", None)]);
        assert_eq!(printed.as_str(), "1569d6fbdb40e253492b2a1d59a51b37cb7a0bc900782643998f14c675eb4d45");
    }
}
