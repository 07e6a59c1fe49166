//! Coming in: the first admin, passwords, guessing.

mod common;

use axum::http::header;
use common::*;
use lockgate::{clock, secret};
use lockgate_core::review::Role;

fn cookie(answer: &Answer) -> Option<String> {
    let line = answer.headers.get(header::SET_COOKIE)?.to_str().unwrap();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
    Some(line.split(';').next()?.split_once('=')?.1.to_owned())
}

#[tokio::test]
async fn the_set_up_link_makes_one_admin() {
    let house = House::new();
    let link = secret::random().unwrap();
    let digest = secret::digest(&link);
    house.office.keeper.store.write(|tx| tx.keep_set_up_link(&digest, clock::now())).unwrap();
    let fields = |token: &str, password: &str| {
        [("token", token), ("name", "Ada"), ("email", "Ada@example.org"), ("password", password)]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let send = async |token: &str, password: &str| {
        let fields = fields(token, password);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        house.form("set_up", None, &fields).await
    };
    assert!(send("wrong", PASSWORD).await.body.contains("void"));
    assert!(send(&link, "short").await.body.contains("too short"), "and the link is still good");
    let made = send(&link, PASSWORD).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let session = cookie(&made).unwrap();
    let frame = house.read("frame", Some(&session)).await.json();
    assert_eq!(
        (&frame["viewer"]["role"], &frame["viewer"]["email"]),
        (&"admin".into(), &"ada@example.org".into())
    );
    assert!(send(&link, PASSWORD).await.body.contains("void"));
}

#[tokio::test]
async fn the_right_password_opens_a_new_session_and_a_wrong_one_says_nothing() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let sign_in = async |email: &str, password: &str, old: Option<&str>| {
        house.form("sign_in", old, &[("email", email), ("password", password)]).await
    };
    let wrong = sign_in("ada@example.org", "wrong password!", None).await;
    let nobody = sign_in("nobody@example.org", PASSWORD, None).await;
    assert_eq!((&wrong.body, wrong.status), (&nobody.body, nobody.status), "they can't be told apart");
    assert!(cookie(&wrong).is_none());
    let old = house.session("ada");
    let right = sign_in("ADA@example.org", PASSWORD, Some(&old)).await;
    let new = cookie(&right).unwrap();
    assert_ne!(new, old);
    let viewer = async |it: &str| house.read("frame", Some(it)).await.json()["viewer"].clone();
    assert!(viewer(&new).await.is_object());
    assert!(viewer(&old).await.is_null(), "the session before is over");
    let csrf = secret::csrf(&new);
    house.form("sign_out", Some(&new), &[("csrf", &csrf)]).await;
    assert!(viewer(&new).await.is_null());
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let guess = async |password: &str| {
        let fields = [("email", "ada@example.org"), ("password", password)];
        house.form("sign_in", None, &fields).await.json()["kind"].clone()
    };
    let mut guesses = 0;
    while guess("wrong password!").await == "forbidden" {
        guesses += 1;
        assert!(guesses < 12, "each wait is twice the one before, so a machine of any speed meets one");
    }
    assert!(guesses >= 5, "a few slips cost nothing");
    assert_eq!(guess(PASSWORD).await, "slow-down", "even the right one waits now");
}

#[tokio::test]
async fn one_click_is_for_the_demo_only() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    for role in ["admin", "reviewer", "ci"] {
        let answer = house.form("sign_in_demo", None, &[("role", role)]).await;
        assert_eq!(answer.json()["kind"], "forbidden");
        assert!(cookie(&answer).is_none());
    }
}
