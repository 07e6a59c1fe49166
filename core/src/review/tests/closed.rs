//! Giving a review up.

use super::*;
use crate::revision::FileDigest;

#[test]
fn a_closed_review_is_over() {
    let mut story = Story::new();
    story.push(Some("vic"), ONE);
    story.approve("rita");
    let close = |story: &Story, who: &str, role| {
        policy::may_close(&story.house, viewer(who, role).as_ref(), story.review())
    };
    assert_eq!(close(&story, "vic", Role::Viewer), Ok(()), "it is theirs");
    assert_eq!(close(&story, "val", Role::Viewer), Err(Refusal::NeedsReviewer));
    assert_eq!(close(&story, "rob", Role::Reviewer), Ok(()));
    story.start();
    assert_eq!(close(&story, "rob", Role::Reviewer), Err(Refusal::Running { target: "prod".into() }));
    story.end(Outcome::Interrupted);
    story.tell(person("vic"), Event::ReviewClosed { review: 1 });
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Closed);
    assert_eq!(story.may_apply(), Err(Refusal::Closed), "approved or not");
    assert_eq!(story.try_approve("rob", &story.seen()), Err(Refusal::Closed));
    assert_eq!(close(&story, "vic", Role::Viewer), Err(Refusal::Closed));
}

#[test]
fn what_is_applied_cannot_be_given_up() {
    let mut story = Story::new();
    story.push(None, ONE);
    story.approve("rita");
    story.start();
    story.commit("001_a.sql", "a");
    story.end(Outcome::Applied);
    let rob = viewer("rob", Role::Reviewer);
    assert_eq!(policy::may_close(&story.house, rob.as_ref(), story.review()), Err(Refusal::Accepted));
}

/// Another review brought a file of the same name first, with other bytes.
#[test]
fn what_was_overtaken_can_be_given_up() {
    let mut story = Story::new();
    story.push(None, ONE);
    story.approve("rita");
    story.start();
    story.commit("001_a.sql", "other bytes");
    story.end(Outcome::Interrupted);
    let other = FileDigest { path: "001_a.sql".into(), digest: digest("other bytes") };
    let base = Event::BaseAccepted {
        project: "shop".into(),
        content_hash: digest("base"),
        migrations: vec![other.clone()],
        files: vec![other],
    };
    story.tell(Actor::Server, base);
    assert!(!standing::is_accepted(&story.house, story.review()));
    let rob = viewer("rob", Role::Reviewer);
    assert_eq!(policy::may_close(&story.house, rob.as_ref(), story.review()), Ok(()));
}
