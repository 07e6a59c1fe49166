//! Why something may not be done, and what would change that.

use std::fmt;

/// A policy's no. `Display` is the sentence that people read on a disabled button and in an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    SignedOut,
    /// The role that it takes.
    NeedsReviewer,
    NeedsAdmin,
    /// The token is for another project, or may not do this.
    TokenScope,
    Unknown(&'static str),
    OwnRevision,
    OwnToken,
    /// Of an approval whose giver has lost the role.
    NoLongerReviewer,
    NotTheLastRevision {
        last: u32,
    },
    OtherContent,
    OtherRules,
    HistoryMoved {
        target: String,
    },
    NotApplicable,
    NothingPending {
        target: String,
    },
    AlreadyApproved {
        target: String,
    },
    NoApproval {
        target: String,
        stale: Option<String>,
    },
    Objected {
        people: usize,
    },
    NoObjection,
    Closed,
    /// Its migrations are applied somewhere.
    Accepted,
    Running {
        target: String,
    },
    /// The target has none of our rows, but tables.
    EmptyLedger {
        target: String,
    },
    /// The project has accepted a migration since, which this revision doesn't have, or has with other bytes.
    BaseMoved {
        file: String,
    },
    /// An earlier migration is missing on the target.
    Behind {
        target: String,
        file: String,
    },
    /// The target has a migration that this revision doesn't know.
    Diverged {
        target: String,
        file: String,
    },
    /// The target ran other bytes under this name.
    AppliedDiffers {
        target: String,
        file: String,
    },
    /// Some parts of a file are committed, and this revision splits the file otherwise.
    OtherPlan {
        target: String,
        file: String,
    },
    /// The ledger isn't empty, so what is there needs no word of an admin.
    LedgerInUse {
        target: String,
    },
    ApprovalsChanged,
    LastAdmin,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        use Refusal::*;
        match self {
            SignedOut => write!(f, "You are not signed in. Sign in, then try again."),
            NeedsReviewer => write!(f, "This takes the role reviewer. An admin can give it to you."),
            NeedsAdmin => write!(f, "This takes the role admin. Ask an admin to do it."),
            TokenScope => write!(f, "This token is for another project. Make one on the project's page."),
            Unknown(what) => write!(f, "There is no such {what}. Reload the page."),
            OwnRevision => {
                write!(f, "You wrote or pushed a revision of this review. Somebody else must approve it.")
            }
            OwnToken => write!(f, "A token of yours pushed this review. Somebody else must approve it."),
            NoLongerReviewer => {
                write!(f, "Whoever gave it is no reviewer any more. Another reviewer can approve.")
            }
            NotTheLastRevision { last } => {
                write!(f, "Revision {last} has been pushed since. Look at it, then decide.")
            }
            OtherContent => {
                write!(
                    f,
                    "The content hash is not this revision's. Reload the page, then decide on what is there."
                )
            }
            OtherRules => {
                write!(
                    f,
                    "The verdict was made under other rules. Reload the page, then decide on the verdict there."
                )
            }
            HistoryMoved { target } => {
                write!(
                    f,
                    "The history of {target} has moved since. Look at what is there now, then approve again."
                )
            }
            NotApplicable => {
                write!(f, "The plan can't be applied as it is; it says why. Push a mended revision.")
            }
            NothingPending { target } => write!(f, "Everything in this review is on {target} already."),
            AlreadyApproved { target } => write!(f, "You have approved this for {target}."),
            NoApproval { target, stale: None } => {
                write!(f, "Nobody has approved this for {target} yet. A reviewer who did not write it can.")
            }
            NoApproval { target, stale: Some(why) } => {
                write!(f, "The approval for {target} no longer counts: {why}")
            }
            Objected { people: 1 } => {
                write!(f, "Somebody objects. They can lift it, or a mended revision is pushed.")
            }
            Objected { people } => {
                write!(f, "{people} people object. They can lift it, or a mended revision is pushed.")
            }
            NoObjection => write!(f, "You have no objection here to lift."),
            Closed => write!(f, "This review is closed. Push again: that opens another one."),
            Accepted => {
                write!(
                    f,
                    "What this review brings is applied already, so it can’t be given up. Push what mends it."
                )
            }
            Running { target } => write!(f, "An apply is running on {target}. Wait until it has ended."),
            EmptyLedger { target } => write!(
                f,
                "The ledger of {target} is empty, but its database is not. Say on the project's page up to which \
                 migration it is applied already."
            ),
            BaseMoved { file } => write!(
                f,
                "The project has accepted {file} since, which this revision does not have in that form. Bring it into \
                 the branch and push again."
            ),
            Behind { target, file } => {
                write!(f, "{target} does not have {file} yet. Apply the review that brings it first.")
            }
            Diverged { target, file } => write!(
                f,
                "{target} has {file}, which this revision does not know. Bring it into the branch and push again."
            ),
            AppliedDiffers { target, file } => write!(
                f,
                "{target} ran other bytes as {file}. Put the file back as it was applied, and push the change as a \
                 new migration."
            ),
            OtherPlan { target, file } => write!(
                f,
                "{target} has a part of {file}, and this revision splits the file into other parts, so what is left of \
                 it can't be known. Do the rest of it in a new migration, under another name."
            ),
            LedgerInUse { target } => {
                write!(f, "The ledger of {target} has rows already. Apply through a review.")
            }
            ApprovalsChanged => write!(
                f,
                "The approvals changed between the click and the lock. Nothing was run. Look again, then apply."
            ),
            LastAdmin => write!(f, "This is the last admin. Make somebody else an admin first."),
        }
    }
}

impl std::error::Error for Refusal {}
