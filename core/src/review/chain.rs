//! The hash chain: each event's hash covers its exact stored bytes and the hash before it.

use crate::digest::{Digest, Hasher};
use std::fmt;

/// An event as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// From 1, without gaps, over all streams.
    pub seq: u64,
    pub stream: String,
    /// From 1, without gaps, in its stream.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub at: String,
    pub format: u32,
    /// JSON of an [`Entry`](super::Entry), byte for byte as it was first written.
    pub body: String,
    pub hash: Digest,
}

/// What the first event's hash is linked to.
pub fn genesis() -> Digest {
    Digest::of(b"lockgate chain 1")
}

/// The hash of an event, given the one before it. The event's own `hash` plays no part.
pub fn link(before: &Digest, event: &Stored) -> Digest {
    let mut hasher = Hasher::default();
    hasher.part(before.as_str().as_bytes()).part(&event.seq.to_be_bytes());
    hasher.part(event.stream.as_bytes()).part(&event.version.to_be_bytes());
    hasher.part(event.at.as_bytes()).part(&event.format.to_be_bytes()).part(event.body.as_bytes());
    hasher.finish()
}

/// Where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub seq: u64,
    pub what: &'static str,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "event {}: {}", self.seq, self.what)
    }
}

/// Checks one event after another; start from [`Verifier::default`].
pub struct Verifier {
    seq: u64,
    head: Digest,
}

impl Default for Verifier {
    fn default() -> Verifier {
        Verifier { seq: 0, head: genesis() }
    }
}

impl Verifier {
    pub fn check(&mut self, event: &Stored) -> Result<(), Broken> {
        if event.seq != self.seq + 1 {
            return Err(Broken { seq: event.seq, what: "the number does not follow the one before" });
        }
        if link(&self.head, event) != event.hash {
            return Err(Broken {
                seq: event.seq,
                what: "its hash does not fit its content and the hash before",
            });
        }
        self.seq = event.seq;
        self.head = event.hash.clone();
        Ok(())
    }

    /// The last event's number and hash; compare them with the store's head row.
    pub fn head(&self) -> (u64, &Digest) {
        (self.seq, &self.head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::event::FORMAT;

    fn stored(seq: u64, before: &Digest, body: &str) -> Stored {
        let hash = genesis();
        let mut event = Stored {
            seq,
            stream: "review:1".into(),
            version: seq,
            at: "2026-01-01T00:00:00Z".into(),
            format: FORMAT,
            body: body.into(),
            hash,
        };
        event.hash = link(before, &event);
        event
    }

    #[test]
    fn the_chain_notices_any_change() {
        let one = stored(1, &genesis(), r#"{"a":1}"#);
        let two = stored(2, &one.hash, r#"{"b":2}"#);
        let check = |events: &[&Stored]| {
            let mut verifier = Verifier::default();
            events.iter().try_for_each(|it| verifier.check(it))
        };
        assert_eq!(check(&[&one, &two]), Ok(()));
        assert_eq!(check(&[&two]).unwrap_err().seq, 2, "the first is missing");
        let spaced = Stored { body: r#"{"a": 1}"#.into(), ..one.clone() };
        assert!(check(&[&spaced]).is_err(), "the bytes count, not the JSON");
        let later = Stored { at: "2026-01-02T00:00:00Z".into(), ..two.clone() };
        assert_eq!(check(&[&one, &later]).unwrap_err().seq, 2);
    }
}
