//! Where a review stands, over all targets of its project.

use super::{
    event::{Outcome, Planned, Pushed},
    house::{House, Review, Target},
    ledger::Progress,
    policy,
};
use crate::revision::FileDigest;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// waits for an approval
    Open,
    /// somebody said no
    Objected,
    /// approved for at least one target where it is not applied yet
    Approved,
    Applying,
    /// the last apply failed or was interrupted
    Failed,
    /// applied on every target of the project
    Applied,
    /// given up
    Closed,
}

/// Where `review` stands.
pub fn standing(house: &House, review: &Review) -> Standing {
    let targets: Vec<&Target> = house.targets.values().filter(|it| it.project == review.project).collect();
    let applies = || house.applies.values().filter(|it| it.review == review.number);
    if applies().any(|it| it.ended.is_none()) {
        return Standing::Applying;
    }
    if !targets.is_empty() && targets.iter().all(|it| is_on(review, it)) {
        return Standing::Applied;
    }
    if review.closed.is_some() {
        return Standing::Closed;
    }
    if !review.objections.is_empty() {
        return Standing::Objected;
    }
    let last = applies().max_by(|a, b| a.started.cmp(&b.started));
    let failed = last.and_then(|it| it.ended.as_ref()).is_some_and(|(_, it)| *it != Outcome::Applied);
    if failed && last.is_some_and(|it| it.revision == review.last().revision) {
        return Standing::Failed;
    }
    if targets.iter().any(|it| policy::holds(house, review, it).is_ok()) {
        Standing::Approved
    } else {
        Standing::Open
    }
}

/// Whether everything new in the review is on the target, byte for byte.
pub fn is_on(review: &Review, target: &Target) -> bool {
    let same = |it: &Planned| target.ledger.iter().any(|row| row.file == it.file && row.digest == it.digest);
    let mut new = review.last().migrations.iter().filter(|it| it.new);
    new.all(|it| policy::progress(target, &it.file) == Progress::Done && same(it))
}

/// Whether the review is on any target: then its migrations are part of the base, and it takes no more revisions.
pub fn is_accepted(house: &House, review: &Review) -> bool {
    is_in_base(house, review.last())
}

/// Whether everything that a revision brings is in its project's base, byte for byte.
pub fn is_in_base(house: &House, revision: &Pushed) -> bool {
    let base = house.projects.get(&revision.project).and_then(|it| it.base.as_ref());
    let known = |it: &Planned, known: &FileDigest| known.path == it.file && known.digest == it.digest;
    let has = |it: &Planned| base.is_some_and(|base| base.migrations.iter().any(|file| known(it, file)));
    revision.migrations.iter().filter(|it| it.new).all(has)
}
