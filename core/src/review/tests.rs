//! The fold and the policy, by telling small stories and asking who may do what.

mod base;
mod closed;
mod ledger_rows;

use super::{
    Actor, Entry, Event, House, Refusal, Role,
    event::*,
    house::{Review, Target},
    ledger,
    policy::{self, Seen, Viewer},
    standing::{self, Standing},
};
use crate::{digest::Digest, report::Summary, verdict::RiskCounts};

const NOW: &str = "2026-01-01T00:00:00Z";

fn digest(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}

fn person(id: &str) -> Actor {
    Actor::Person { id: id.into() }
}

fn viewer(id: &str, role: Role) -> Option<Viewer> {
    Some(Viewer { person: id.into(), role })
}

/// A project `shop` with a target `prod`, a reviewer `rita`, an admin `ada` and CI that `ada` owns.
struct Story {
    house: House,
}

impl Story {
    fn new() -> Story {
        let mut story = Story { house: House::default() };
        for (id, role) in
            [("rita", Role::Reviewer), ("rob", Role::Reviewer), ("ada", Role::Admin), ("vic", Role::Viewer)]
        {
            story.tell(Actor::Server, Event::PersonAdded { person: id.into(), role: Some(role) });
        }
        story.tell(person("ada"), Event::ProjectAdded { project: "shop".into() });
        let target = Event::TargetAdded {
            target: "t1".into(),
            project: "shop".into(),
            name: "prod".into(),
            environment: "prod".into(),
        };
        story.tell(person("ada"), target);
        story
    }

    fn tell(&mut self, by: Actor, event: Event) {
        self.house.fold(NOW, &Entry { by, event });
    }

    /// Pushes the next revision of review 1 by CI: `(file, bytes, new)`.
    fn push(&mut self, author: Option<&str>, files: &[(&str, &str, bool)]) {
        let revision = self.house.reviews.get(&1).map_or(1, |it| it.last().revision + 1);
        let migrations = files.iter().map(|(file, bytes, new)| Planned {
            file: file.to_string(),
            digest: digest(bytes),
            new: *new,
            parts: 1,
        });
        let content: String = files.iter().map(|(file, bytes, _)| format!("{file}{bytes}")).collect();
        let pushed = Pushed {
            review: 1,
            project: "shop".into(),
            key: "branch".into(),
            revision,
            title: digest("title"),
            author: author.map(str::to_owned),
            content_hash: digest(&content),
            rules_hash: digest("rules"),
            engine: "1".into(),
            base: None,
            files: Vec::new(),
            migrations: migrations.collect(),
            analysis: digest("analysis"),
            summary: Summary::default(),
            risks: RiskCounts::default(),
            applicable: true,
        };
        let ci = Actor::Token { id: "ci".into(), owner: "ada".into() };
        self.tell(ci, Event::RevisionPushed(Box::new(pushed)));
    }

    fn review(&self) -> &Review {
        &self.house.reviews[&1]
    }

    fn target(&self) -> &Target {
        &self.house.targets["t1"]
    }

    fn seen(&self) -> Seen {
        let last = self.review().last();
        Seen {
            revision: last.revision,
            content_hash: last.content_hash.clone(),
            rules_hash: last.rules_hash.clone(),
            history_tip: self.target().tip().cloned(),
        }
    }

    fn try_approve(&self, who: &str, seen: &Seen) -> Result<Approval, Refusal> {
        let role = self.house.people[who].unwrap();
        let (who, review, target) = (viewer(who, role), self.review(), self.target());
        policy::approve(&self.house, who.as_ref(), review, target, seen, HashFrom::Browser)
    }

    fn approve(&mut self, who: &str) {
        let approval = self.try_approve(who, &self.seen()).unwrap();
        self.tell(person(who), Event::ApprovalGiven { review: 1, approval });
    }

    fn may_apply(&self) -> Result<(), Refusal> {
        policy::may_apply(&self.house, viewer("ada", Role::Admin).as_ref(), self.review(), self.target())
    }

    fn start(&mut self) {
        let event = Event::ApplyStarted {
            apply: "a1".into(),
            review: 1,
            revision: self.review().last().revision,
            target: "t1".into(),
            content_hash: self.review().last().content_hash.clone(),
            approvals: policy::approval_set(&self.house, self.review(), self.target()),
        };
        self.tell(person("ada"), event);
    }

    fn commit(&mut self, file: &str, bytes: &str) {
        let row = ledger::next(&self.target().ledger, file, &digest(bytes), 1, 1);
        self.tell(Actor::Server, Event::PartCommitted { apply: "a1".into(), row });
    }

    fn end(&mut self, outcome: Outcome) {
        self.tell(Actor::Server, Event::ApplyEnded { apply: "a1".into(), outcome });
    }
}

const ONE: &[(&str, &str, bool)] = &[("001_a.sql", "a", true)];
const TWO: &[(&str, &str, bool)] = &[("001_a.sql", "a", true), ("002_b.sql", "b", true)];

#[test]
fn from_push_to_applied() {
    let mut story = Story::new();
    story.push(Some("rob"), ONE);
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Open);
    assert_eq!(story.may_apply(), Err(Refusal::NoApproval { target: "prod".into(), stale: None }));
    story.approve("rita");
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Approved);
    assert_eq!(story.may_apply(), Ok(()));
    story.start();
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Applying);
    assert_eq!(story.may_apply(), Err(Refusal::Running { target: "prod".into() }));
    story.commit("001_a.sql", "a");
    story.end(Outcome::Applied);
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Applied);
    assert_eq!(story.may_apply(), Err(Refusal::NothingPending { target: "prod".into() }));
}

#[test]
fn nobody_approves_their_own() {
    let mut story = Story::new();
    story.push(Some("rob"), ONE);
    let seen = story.seen();
    assert_eq!(story.try_approve("rob", &seen), Err(Refusal::OwnRevision));
    assert_eq!(story.try_approve("ada", &seen), Err(Refusal::OwnToken));
    assert_eq!(story.try_approve("vic", &seen), Err(Refusal::NeedsReviewer));
    assert!(story.try_approve("rita", &seen).is_ok());
    story.push(Some("rita"), TWO);
    let seen = story.seen();
    assert_eq!(story.try_approve("rob", &seen), Err(Refusal::OwnRevision), "he wrote revision 1");
    assert_eq!(story.try_approve("rita", &seen), Err(Refusal::OwnRevision));
}

#[test]
fn an_approval_by_somebody_who_then_wrote_a_revision_does_not_count() {
    let mut story = Story::new();
    story.push(Some("rob"), ONE);
    story.approve("rita");
    story.push(Some("rita"), ONE);
    assert!(matches!(story.may_apply(), Err(Refusal::NoApproval { .. })));
}

#[test]
fn a_new_revision_makes_old_approvals_stale() {
    let mut story = Story::new();
    story.push(None, ONE);
    let before = story.seen();
    story.approve("rita");
    story.push(None, TWO);
    assert_eq!(story.try_approve("rob", &before), Err(Refusal::NotTheLastRevision { last: 2 }));
    let Err(Refusal::NoApproval { stale: Some(why), .. }) = story.may_apply() else {
        panic!("still approved")
    };
    assert!(why.contains("Revision 2"), "{why}");
    story.approve("rita");
    assert_eq!(story.may_apply(), Ok(()));
}

#[test]
fn every_term_of_an_approval_counts() {
    let mut story = Story::new();
    story.push(None, ONE);
    let seen = story.seen();
    let other = || digest("other");
    let wrong = [
        (Seen { content_hash: other(), ..seen.clone() }, Refusal::OtherContent),
        (Seen { rules_hash: other(), ..seen.clone() }, Refusal::OtherRules),
        (
            Seen { history_tip: Some(other()), ..seen.clone() },
            Refusal::HistoryMoved { target: "prod".into() },
        ),
        (Seen { revision: 7, ..seen.clone() }, Refusal::NotTheLastRevision { last: 1 }),
    ];
    for (seen, refusal) in &wrong {
        assert_eq!(story.try_approve("rita", seen), Err(refusal.clone()));
    }
    let apply = |story: &Story, seen: &Seen| {
        let ada = viewer("ada", Role::Admin);
        policy::apply(&story.house, ada.as_ref(), story.review(), story.target(), seen)
    };
    story.approve("rita");
    for (seen, refusal) in wrong {
        assert_eq!(apply(&story, &seen), Err(refusal), "the click on apply is for what was shown too");
    }
    assert_eq!(apply(&story, &seen), Ok(()));
}

#[test]
fn a_moved_history_makes_an_approval_stale() {
    let mut story = Story::new();
    story.push(None, TWO);
    story.approve("rita");
    story.start();
    story.commit("001_a.sql", "a");
    story.end(Outcome::Interrupted);
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Failed);
    let Err(Refusal::NoApproval { stale: Some(why), .. }) = story.may_apply() else {
        panic!("still approved")
    };
    assert!(why.contains("history of prod"), "{why}");
    story.approve("rita");
    assert_eq!(story.may_apply(), Ok(()), "the rest can be approved and applied");
}

#[test]
fn the_target_must_be_where_the_revision_starts() {
    let mut story = Story::new();
    story.push(None, &[("001_a.sql", "a", false), ("002_b.sql", "b", true)]);
    let role = viewer("rita", Role::Reviewer);
    let may =
        |story: &Story| policy::may_approve(&story.house, role.as_ref(), story.review(), story.target());
    let (target, file) = ("prod".to_string(), "001_a.sql".to_string());
    assert_eq!(may(&story), Err(Refusal::Behind { target: target.clone(), file: file.clone() }));
    let row = |file: &str, bytes: &str| ledger::next(&[], file, &digest(bytes), 1, 1);
    let see = |story: &mut Story, ledger, occupied| {
        story.tell(Actor::Server, Event::TargetSeen { target: "t1".into(), ledger, occupied });
    };
    see(&mut story, Vec::new(), true);
    assert_eq!(may(&story), Err(Refusal::EmptyLedger { target: target.clone() }));
    see(&mut story, vec![row("009_z.sql", "z")], true);
    assert_eq!(may(&story), Err(Refusal::Diverged { target: target.clone(), file: "009_z.sql".into() }));
    see(&mut story, vec![row("001_a.sql", "other")], true);
    assert_eq!(may(&story), Err(Refusal::AppliedDiffers { target, file }));
    see(&mut story, vec![row("001_a.sql", "a")], true);
    assert_eq!(may(&story), Ok(()));
}

#[test]
fn an_objection_stops_an_apply_until_it_is_lifted() {
    let mut story = Story::new();
    story.push(None, ONE);
    story.approve("rita");
    story.tell(person("rob"), Event::ObjectionRaised { review: 1, revision: 1, reason: digest("no") });
    assert_eq!(story.may_apply(), Err(Refusal::Objected { people: 1 }));
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Objected);
    let rita = viewer("rita", Role::Reviewer);
    assert_eq!(policy::may_lift_objection(rita.as_ref(), story.review()), Err(Refusal::NoObjection));
    story.tell(person("rob"), Event::ObjectionLifted { review: 1 });
    assert_eq!(story.may_apply(), Ok(()));
}

#[test]
fn a_withdrawn_approval_changes_the_approval_set() {
    let mut story = Story::new();
    story.push(None, ONE);
    story.approve("rita");
    let at_click = policy::approval_set(&story.house, story.review(), story.target());
    story.approve("rob");
    assert_ne!(policy::approval_set(&story.house, story.review(), story.target()), at_click);
    for who in ["rita", "rob"] {
        story.tell(person(who), Event::ApprovalWithdrawn { review: 1, target: "t1".into() });
    }
    assert!(story.may_apply().is_err());
}

#[test]
fn an_approval_ends_with_the_role() {
    let mut story = Story::new();
    story.push(None, ONE);
    story.approve("rita");
    story.tell(person("ada"), Event::RoleSet { person: "rita".into(), role: Some(Role::Viewer) });
    let Err(Refusal::NoApproval { stale: Some(why), .. }) = story.may_apply() else {
        panic!("still approved")
    };
    assert!(why.contains("no reviewer any more"), "{why}");
}

#[test]
fn a_file_that_was_begun_goes_on_by_the_same_plan_only() {
    let mut story = Story::new();
    story.push(None, ONE);
    let part = |part, parts| ledger::next(&[], "001_a.sql", &digest("a"), part, parts);
    let rita = viewer("rita", Role::Reviewer);
    let may =
        |story: &Story| policy::may_approve(&story.house, rita.as_ref(), story.review(), story.target());
    let seen = |row| Event::TargetSeen { target: "t1".into(), ledger: vec![row], occupied: true };
    story.tell(Actor::Server, seen(part(1, 2)));
    let (target, file) = ("prod".into(), "001_a.sql".into());
    assert_eq!(may(&story), Err(Refusal::OtherPlan { target, file }), "the revision has it as one part");
    story.tell(Actor::Server, seen(part(2, 2)));
    assert_eq!(may(&story), Err(Refusal::NothingPending { target: "prod".into() }));
}

#[test]
fn other_bytes_of_the_same_name_are_not_applied() {
    let mut story = Story::new();
    story.push(None, ONE);
    let row = ledger::next(&[], "001_a.sql", &digest("other"), 1, 1);
    story.tell(Actor::Server, Event::TargetSeen { target: "t1".into(), ledger: vec![row], occupied: true });
    assert_eq!(standing::standing(&story.house, story.review()), Standing::Open);
}

#[test]
fn roles_are_asked_by_every_action() {
    let mut story = Story::new();
    story.push(None, ONE);
    let (house, review, target) = (&story.house, story.review(), story.target());
    type Ask<'a> = Box<dyn Fn(Option<&Viewer>) -> Result<(), Refusal> + 'a>;
    let actions: Vec<(&str, Role, Ask)> = vec![
        ("read", Role::Viewer, Box::new(policy::may_read)),
        ("approve", Role::Reviewer, Box::new(|it| policy::may_approve(house, it, review, target))),
        ("withdraw", Role::Reviewer, Box::new(|it| policy::may_withdraw(it, review, target))),
        ("object", Role::Reviewer, Box::new(|it| policy::may_object(it, review))),
        ("lift", Role::Reviewer, Box::new(|it| policy::may_lift_objection(it, review))),
        ("apply", Role::Admin, Box::new(|it| policy::may_apply(house, it, review, target))),
        ("accept", Role::Admin, Box::new(|it| policy::may_accept_applied(house, it, target))),
        ("manage", Role::Admin, Box::new(policy::may_manage)),
        ("set role", Role::Admin, Box::new(|it| policy::may_set_role(house, it, "vic", None))),
    ];
    for (name, needed, ask) in actions {
        assert_eq!(ask(None), Err(Refusal::SignedOut), "{name}");
        for role in [Role::Viewer, Role::Reviewer, Role::Admin] {
            let answer = ask(viewer("nobody", role).as_ref());
            let by_role = matches!(answer, Err(Refusal::NeedsReviewer | Refusal::NeedsAdmin));
            assert_eq!(by_role, role < needed, "{name} as {role:?}: {answer:?}");
        }
    }
}

#[test]
fn the_last_admin_stays() {
    let story = Story::new();
    let ada = viewer("ada", Role::Admin);
    let set = |role| policy::may_set_role(&story.house, ada.as_ref(), "ada", role);
    assert_eq!(set(Some(Role::Viewer)), Err(Refusal::LastAdmin));
    assert_eq!(set(Some(Role::Admin)), Ok(()));
}

#[test]
fn tokens_push_to_their_project_only() {
    let mut story = Story::new();
    story.tell(person("ada"), Event::ProjectAdded { project: "other".into() });
    let made = Event::TokenMade { token: "ci".into(), project: "shop".into(), owner: "ada".into() };
    story.tell(person("ada"), made);
    assert_eq!(policy::may_push(&story.house, "ci", "shop"), Ok(()));
    assert_eq!(policy::may_push(&story.house, "ci", "other"), Err(Refusal::TokenScope));
    assert_eq!(policy::may_push(&story.house, "zz", "shop"), Err(Refusal::SignedOut));
    story.tell(person("ada"), Event::TokenRevoked { token: "ci".into() });
    assert_eq!(policy::may_push(&story.house, "ci", "shop"), Err(Refusal::SignedOut));
}
