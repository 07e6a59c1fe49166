//! The base moves while a review waits.

use super::*;
use crate::revision::FileDigest;

#[test]
fn a_revision_that_does_not_know_the_newer_base_is_not_applied() {
    let mut story = Story::new();
    story.push(None, &[("001_a.sql", "a", true)]);
    let accept = |story: &mut Story, files: &[(&str, &str)]| {
        let file =
            |(path, bytes): &(&str, &str)| FileDigest { path: path.to_string(), digest: digest(bytes) };
        let migrations: Vec<FileDigest> = files.iter().map(file).collect();
        let files = migrations.clone();
        let event =
            Event::BaseAccepted { project: "shop".into(), content_hash: digest("base"), migrations, files };
        story.tell(Actor::Server, event);
    };
    accept(&mut story, &[("001_a.sql", "a")]);
    story.approve("rita");
    assert_eq!(story.may_apply(), Ok(()), "what it has itself may be accepted");
    accept(&mut story, &[("001_a.sql", "a"), ("002_b.sql", "b")]);
    let moved = Refusal::BaseMoved { file: "002_b.sql".into() };
    assert_eq!(story.may_apply(), Err(moved.clone()));
    assert_eq!(story.try_approve("rob", &story.seen()).unwrap_err(), moved);
    accept(&mut story, &[("001_a.sql", "other")]);
    assert_eq!(story.may_apply(), Err(Refusal::BaseMoved { file: "001_a.sql".into() }));
}
