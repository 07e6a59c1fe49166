//! SHA-256 digests, written as 64 lower-case hex digits.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest. Made by [`Digest::of`] or read by [`Digest::parse`], so it is always 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    pub fn of(bytes: &[u8]) -> Digest {
        let mut hasher = Hasher::default();
        hasher.raw(bytes);
        hasher.finish()
    }

    /// Reads 64 lower-case hex digits; anything else is `None`.
    pub fn parse(text: &str) -> Option<Digest> {
        let hex = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        hex.then(|| Digest(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits: enough for a person to tell two apart, never enough to decide by.
    pub fn short(&self) -> &str {
        &self.0[..8]
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Digest {
    type Error = String;
    fn try_from(text: String) -> Result<Digest, String> {
        Digest::parse(&text).ok_or_else(|| format!("`{text}` is not a SHA-256 digest in lower-case hex"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.0
    }
}

/// Feeds parts to SHA-256 so that no two lists of parts give the same input.
#[derive(Default, Clone)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds the length of `part` as eight big-endian bytes, then `part`.
    pub fn part(&mut self, part: &[u8]) -> &mut Hasher {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn finish(self) -> Digest {
        use std::fmt::Write;
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            let _ = write!(hex, "{byte:02x}");
        }
        Digest(hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_digests() {
        assert_eq!(
            Digest::of(b"CREATE TABLE t (id bigint PRIMARY KEY);\n").as_str(),
            "053a0bd889b9bfbf94acd2d2bdb6225adb3db0d41976c3cd4015fc23ce32ee68"
        );
    }

    #[test]
    fn only_hex_is_a_digest() {
        assert!(Digest::parse(&"a".repeat(64)).is_some());
        assert!(Digest::parse(&"A".repeat(64)).is_none());
        assert!(Digest::parse(&"a".repeat(63)).is_none());
        assert!(serde_json::from_str::<Digest>("\"zz\"").is_err());
    }

    #[test]
    fn parts_cannot_be_shifted() {
        let hash = |parts: &[&str]| {
            let mut hasher = Hasher::default();
            for part in parts {
                hasher.part(part.as_bytes());
            }
            hasher.finish()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["abc"]), hash(&["abc", ""]));
    }
}
