//! The events: the only truth about reviews, approvals and applies.
//!
//! People appear by id alone; titles, reasons, error texts and file bytes by digest, so that either can be erased
//! without breaking the chain. Fields are only ever added, and a changed meaning gets a new event name.

use crate::{digest::Digest, report::Summary, revision::FileDigest, verdict::RiskCounts};
use serde::{Deserialize, Serialize};

/// The format of the stored body; a store refuses to read one that it does not know.
pub const FORMAT: u32 = 1;

/// One event with whoever caused it. This is what is stored, as JSON, and never serialised again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub by: Actor,
    #[serde(flatten)]
    pub event: Event,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    Person {
        id: String,
    },
    /// A CI token; what it does counts as done by its owner too.
    Token {
        id: String,
        owner: String,
    },
    Server,
}

impl Actor {
    /// The person behind it, where there is one.
    pub fn person(&self) -> Option<&str> {
        match self {
            Actor::Person { id } => Some(id),
            Actor::Token { owner, .. } => Some(owner),
            Actor::Server => None,
        }
    }
}

/// Ordered: an admin may do what a reviewer may, a reviewer what a viewer may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Viewer,
    Reviewer,
    Admin,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// `role` of `None` is an author without an account.
    PersonAdded {
        person: String,
        role: Option<Role>,
    },
    RoleSet {
        person: String,
        role: Option<Role>,
    },
    TokenMade {
        token: String,
        project: String,
        owner: String,
    },
    TokenRevoked {
        token: String,
    },

    ProjectAdded {
        project: String,
    },
    /// The project's accepted set. `migrations` are the applied files in order, `files` everything in the set.
    BaseAccepted {
        project: String,
        content_hash: Digest,
        migrations: Vec<FileDigest>,
        files: Vec<FileDigest>,
    },

    TargetAdded {
        target: String,
        project: String,
        name: String,
        environment: String,
    },
    /// What the server read on a target: its ledger, and whether the database holds anything else.
    TargetSeen {
        target: String,
        ledger: Vec<LedgerRow>,
        occupied: bool,
    },
    /// "Already applied up to here": rows were written to the ledger, nothing was run.
    AppliedAccepted {
        target: String,
        rows: Vec<LedgerRow>,
    },

    RevisionPushed(Box<Pushed>),
    ApprovalGiven {
        review: u64,
        approval: Approval,
    },
    ApprovalWithdrawn {
        review: u64,
        target: String,
    },
    /// `reason` is a blob's digest.
    ObjectionRaised {
        review: u64,
        revision: u32,
        reason: Digest,
    },
    ObjectionLifted {
        review: u64,
    },
    /// Nobody goes on with it. A later push under its key opens another review.
    ReviewClosed {
        review: u64,
    },

    ApplyStarted {
        apply: String,
        review: u64,
        revision: u32,
        target: String,
        content_hash: Digest,
        approvals: Digest,
    },
    PartCommitted {
        apply: String,
        row: LedgerRow,
    },
    ApplyEnded {
        apply: String,
        outcome: Outcome,
    },
}

/// A revision as it was pushed and judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    pub review: u64,
    pub project: String,
    /// What joins the revisions of one review: a branch's name, usually.
    pub key: String,
    /// From 1, without gaps.
    pub revision: u32,
    /// A blob's digest.
    pub title: Digest,
    /// `None` where the author is unknown.
    pub author: Option<String>,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub engine: String,
    /// The content hash of the base that it was judged against; `None` while the project has accepted nothing.
    pub base: Option<Digest>,
    /// Every file, in the order of the content hash; the bytes are blobs.
    pub files: Vec<FileDigest>,
    /// The migrations in order, with the number of commit points of each.
    pub migrations: Vec<Planned>,
    /// The [`Analysis`](crate::verdict::Analysis) as JSON, a blob's digest.
    pub analysis: Digest,
    pub summary: Summary,
    pub risks: RiskCounts,
    /// Whether the plan can be applied at all.
    pub applicable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub file: String,
    pub digest: Digest,
    /// Not in the base; only these can be applied through the review. A migration of the base has no parts here.
    pub new: bool,
    pub parts: usize,
}

/// A yes, and to what exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub revision: u32,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    /// The target's id.
    pub target: String,
    /// The tip of the target's ledger when the yes was given; `None` is an empty ledger.
    pub history_tip: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub schema_fingerprint: Option<Digest>,
    pub hash_from: HashFrom,
}

/// Where the approver's content hash was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HashFrom {
    Browser,
    Server,
}

/// A row of a target's ledger: part `part` of `parts` of a file is committed there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    pub file: String,
    /// SHA-256 of the whole file.
    pub digest: Digest,
    /// From 1.
    pub part: usize,
    pub parts: usize,
    /// Set by the row before and this one; see [`super::ledger::tip`].
    pub tip: Digest,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    Applied,
    /// Nothing after the last `PartCommitted` is on the target.
    Failed(ApplyFailure),
    /// The server stopped in the middle; what is committed was read from the ledger afterwards.
    Interrupted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyFailure {
    /// A blob's digest: the text can name row values.
    pub message: Digest,
    pub sqlstate: Option<String>,
    /// The statement's place, where one failed.
    pub file: Option<String>,
    pub line: Option<usize>,
    /// A blob's digest: what to do now.
    pub instead: Digest,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stored form of every event: what is written once is read for ever.
    #[test]
    fn stored_bodies_stay_readable() {
        let body = r#"{"by":{"kind":"person","id":"p1"},"event":"approval-given","review":7,"approval":{"revision":2,"content_hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","rules_hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","target":"t1","history_tip":null,"hash_from":"browser"}}"#;
        let entry: Entry = serde_json::from_str(body).unwrap();
        let Event::ApprovalGiven { review: 7, approval } = &entry.event else { panic!("{entry:?}") };
        assert_eq!((approval.revision, approval.hash_from), (2, HashFrom::Browser));
        assert_eq!(serde_json::to_string(&entry).unwrap(), body);
    }
}
