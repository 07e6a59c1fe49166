//! Every role against everything that can be asked of the desk and the API.

mod common;

use axum::http::Method;
use common::*;
use lockgate_core::review::Role;
use serde_json::Value;

/// A server function, its fields, and the least role that it takes; `None` is open to everybody.
struct Ask {
    name: &'static str,
    get: bool,
    fields: Vec<(&'static str, String)>,
    needs: Option<Role>,
}

fn ask(name: &'static str, get: bool, needs: Option<Role>, fields: &[(&'static str, &str)]) -> Ask {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Ask { name, get, fields, needs }
}

fn all() -> Vec<Ask> {
    use Role::*;
    let hash = "a".repeat(64);
    let approve: &[(&str, &str)] = &[
        ("review", "1"),
        ("revision", "1"),
        ("target", "prod"),
        ("content_hash", &hash),
        ("rules_hash", &hash),
        ("hash_from", "server"),
    ];
    let apply: &[(&str, &str)] = &[&approve[..5], &[("confirm", "prod")]].concat();
    let target: &[(&str, &str)] =
        &[("project", "shop"), ("name", "x"), ("environment", "dev"), ("url", "postgres://127.0.0.1:1/x")];
    let person: &[(&str, &str)] =
        &[("name", "N"), ("email", "n@example.org"), ("role", "viewer"), ("password", "short")];
    vec![
        ask("page rules", true, None, &[]),
        ask("page inbox", true, Some(Viewer), &[]),
        ask("page project", true, Some(Viewer), &[]),
        ask("page review", true, Some(Viewer), &[]),
        ask("page people", true, Some(Admin), &[]),
        ask("read_analysis", true, Some(Viewer), &[("number", "1"), ("revision", "1")]),
        ask("read_revision_files", true, Some(Viewer), &[("number", "1"), ("revision", "1")]),
        ask("read_apply", true, Some(Viewer), &[("number", "1"), ("target", "prod")]),
        ask("approve", false, Some(Reviewer), approve),
        ask("withdraw", false, Some(Reviewer), &[("review", "1"), ("target", "prod")]),
        ask("object", false, Some(Reviewer), &[("review", "1"), ("revision", "9"), ("reason", "no")]),
        ask("lift_objection", false, Some(Reviewer), &[("review", "1")]),
        ask("close_review", false, Some(Reviewer), &[("review", "1")]),
        ask("apply", false, Some(Admin), apply),
        ask("add_project", false, Some(Admin), &[("name", "shop")]),
        ask("add_target", false, Some(Admin), target),
        ask(
            "accept_applied",
            false,
            Some(Admin),
            &[("project", "shop"), ("target", "prod"), ("migration", "none")],
        ),
        ask("create_token", false, Some(Admin), &[("project", "none"), ("name", "CI")]),
        ask("revoke_token", false, Some(Admin), &[("id", "none")]),
        ask("add_person", false, Some(Admin), person),
        ask("close_account", false, Some(Admin), &[("person", "nobody")]),
        ask("set_role", false, Some(Admin), &[("person", "nobody"), ("role", "viewer")]),
    ]
}

/// Whether the answer says that the role is what is missing.
fn is_refused(answer: &Answer) -> bool {
    let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let message = said["message"].as_str().unwrap_or_default();
    said["kind"] == "signed-out" || said["kind"] == "forbidden" && message.contains("takes the role")
}

#[tokio::test]
async fn every_role_may_do_what_it_may_and_nothing_else() {
    let house = House::new();
    house.target("prod");
    for (name, role) in [("vic", Role::Viewer), ("rita", Role::Reviewer), ("ada", Role::Admin)] {
        house.person(name, role).await;
    }
    let pushed = house.push(&house.token("ada", "shop"), &revision("main", None, &[])).await;
    assert_eq!(pushed.status, 200, "{}", pushed.body);
    let callers = [
        (None, "nobody"),
        (Some(Role::Viewer), "vic"),
        (Some(Role::Reviewer), "rita"),
        (Some(Role::Admin), "ada"),
    ];
    for ask in all() {
        for (role, name) in callers {
            let session = role.map(|_| house.session(name));
            let csrf = session.as_deref().map(lockgate::secret::csrf).unwrap_or_default();
            let mut fields: Vec<(&str, &str)> = ask.fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
            let answer = if let Some(page) = ask.name.strip_prefix("page ") {
                house.read(page, session.as_deref()).await
            } else if ask.get {
                house.get(&format!("/serverfn/{}?{}", ask.name, encoded(&fields)), session.as_deref()).await
            } else {
                fields.push(("csrf", &csrf));
                house.form(ask.name, session.as_deref(), &fields).await
            };
            let allowed = ask.needs.is_none_or(|needs| role.is_some_and(|it| it >= needs));
            assert_eq!(
                is_refused(&answer),
                !allowed,
                "{} as {name}: {} {}",
                ask.name,
                answer.status,
                answer.body
            );
            assert!(
                !answer.body.contains("\"kind\":\"internal\""),
                "{} as {name}: {}",
                ask.name,
                answer.body
            );
        }
    }
}

/// What the API gives to tokens: their own project, nothing of another, and nothing without one.
#[tokio::test]
async fn tokens_see_their_own_project_only() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    house.tell("project:other", lockgate_core::review::Event::ProjectAdded { project: "other".into() });
    let (own, other) = (house.token("ada", "shop"), house.token("ada", "other"));
    assert_eq!(house.push(&own, &revision("main", None, &[])).await.status, 200);
    assert_eq!(house.push(&other, &revision("main", None, &[])).await.status, 403);
    for path in ["/api/v1/projects/shop/base", "/api/v1/reviews/1", "/api/v1/reviews/1/report"] {
        assert_eq!(house.api(Method::GET, path, &own).await.status, 200, "{path}");
        assert_eq!(house.api(Method::GET, path, &other).await.status, 403, "{path}");
        for wrong in ["", "lg_x", &lockgate::secret::ci::make().unwrap()] {
            let answer = house.api(Method::GET, path, wrong).await;
            assert_eq!(answer.status, 401, "{path}");
            assert!(answer.body.contains("project’s page"), "{}", answer.body);
        }
    }
    // A session's cookie opens nothing there.
    assert_eq!(house.get("/api/v1/reviews/1", Some(&house.session("ada"))).await.status, 401);
}

#[tokio::test]
async fn a_role_that_was_taken_away_ends_at_once() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    house.person("rita", Role::Reviewer).await;
    let (ada, rita) = (house.session("ada"), house.session("rita"));
    assert!(!is_refused(&house.read("inbox", Some(&rita)).await));
    let csrf = lockgate::secret::csrf(&ada);
    let fields = [("csrf", csrf.as_str()), ("person", "rita"), ("role", "viewer")];
    let answer = house.form("set_role", Some(&ada), &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(is_refused(&house.read("inbox", Some(&rita)).await), "her session is over");
    let fields = [("csrf", csrf.as_str()), ("person", "ada"), ("role", "viewer")];
    for name in ["set_role", "close_account"] {
        let answer = house.form(name, Some(&ada), &fields).await;
        assert!(answer.body.contains("last admin"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in_until_it_is_opened_again() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    house.person("rita", Role::Reviewer).await;
    let (ada, rita) = (house.session("ada"), house.session("rita"));
    let csrf = lockgate::secret::csrf(&ada);
    let answer = house.form("close_account", Some(&ada), &[("csrf", &csrf), ("person", "rita")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(is_refused(&house.read("inbox", Some(&rita)).await), "her session is over");
    let sign_in = [("email", "rita@example.org"), ("password", PASSWORD)];
    assert_eq!(house.form("sign_in", None, &sign_in).await.json()["kind"], "forbidden");
    let again = [
        ("csrf", csrf.as_str()),
        ("name", "Rita"),
        ("email", "rita@example.org"),
        ("role", "viewer"),
        ("password", PASSWORD),
    ];
    assert_eq!(house.form("add_person", Some(&ada), &again).await.status, 200);
    assert_eq!(house.form("sign_in", None, &sign_in).await.status, 200);
    assert_eq!(
        house.office.keeper.look().unwrap().house.people["rita"],
        Some(Role::Viewer),
        "the same person"
    );
}
