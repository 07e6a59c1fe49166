//! What every store must do, run on SQLite and on a real PostgreSQL.

use super::{NewEvent, Person, Store, StoreError, Token};
use crate::{
    clock,
    scratch::{Binaries, Durability, Scratch},
    secret,
};
use lockgate_core::{
    digest::Digest,
    review::{Actor, Entry, Event, Role, chain::Verifier},
};
use std::thread;

/// One test for each promise, on both stores. Each gets a way to open the same records, as a second server would.
macro_rules! contract {
    ($($promise:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $promise() {
                let folder = tempfile::tempdir().unwrap();
                let open = || super::Store::sqlite(&folder.path().join("lockgate.db")).unwrap();
                super::$promise(&open);
            })+
        }
        #[test]
        fn on_postgres() {
            let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
            $({
                let name = stringify!($promise);
                let mut client = postgres::Client::connect(&scratch.url("postgres"), postgres::NoTls).unwrap();
                client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
                println!("{name}");
                $promise(&|| Store::postgres(&scratch.url(name)).unwrap());
            })+
        }
    };
}

contract! {
    events_are_chained_and_come_back_byte_for_byte,
    events_are_only_ever_added,
    a_stream_that_moved_is_a_conflict,
    a_conflict_takes_everything_back,
    of_many_writers_none_is_lost,
    of_two_racing_decisions_one_loses,
    opening_again_changes_nothing,
    people_are_found_in_any_case,
    a_missing_person_cannot_sign_in,
    sessions_end,
    tokens_are_found_by_their_digest,
    blobs_are_kept_once,
    a_set_up_link_works_once,
    sealed_urls_come_back,
    readers_see_whole_transactions,
}

type Open<'a> = &'a (dyn Fn() -> Store + Sync);

fn project(name: &str) -> NewEvent {
    let event = Event::ProjectAdded { project: name.into() };
    NewEvent { stream: format!("project:{name}"), entry: Entry { by: Actor::Server, event } }
}

fn append(store: &Store, expected: &[(&str, u64)], events: &[NewEvent]) -> Result<(), StoreError> {
    let expected: Vec<(String, u64)> = expected.iter().map(|(it, n)| (it.to_string(), *n)).collect();
    store.write(|tx| tx.append(&expected, events, &clock::now_text()))
}

/// Checks the whole chain against the head; answers how many events there are.
fn chain_holds(store: &Store) -> u64 {
    let mut verifier = Verifier::default();
    for event in store.read(|tx| tx.events_after(0, 100_000)).unwrap() {
        verifier.check(&event).unwrap();
    }
    let (seq, hash) = store.read(|tx| tx.head()).unwrap();
    assert_eq!(verifier.head(), (seq, &hash));
    seq
}

fn person(id: &str, email: &str) -> Person {
    Person {
        id: id.into(),
        email: email.into(),
        name: format!("Person {id} ☂"),
        role: Some(Role::Reviewer),
        password: None,
        disabled: false,
        created: 7,
    }
}

fn events_are_chained_and_come_back_byte_for_byte(open: Open) {
    let store = open();
    let odd = "a ' \" \\ \u{1f512} \u{7f}";
    append(&store, &[], &[project("a"), project(odd), project("a")]).unwrap();
    assert_eq!(chain_holds(&store), 3);
    let events = store.read(|tx| tx.events_after(0, 10)).unwrap();
    let body = serde_json::to_string(&project(odd).entry).unwrap();
    assert_eq!((events[1].body.as_str(), events[1].version), (body.as_str(), 1));
    assert_eq!((events[2].stream.as_str(), events[2].version), ("project:a", 2));
    assert_eq!(store.read(|tx| tx.events_after(1, 1)).unwrap(), events[1..2]);
    assert_eq!(store.read(|tx| tx.events_of("project:a")).unwrap().len(), 2);
    assert_eq!(store.read(|tx| tx.version("project:zz")).unwrap(), 0);
}

fn events_are_only_ever_added(open: Open) {
    let store = open();
    append(&store, &[], &[project("a"), project("b")]).unwrap();
    for sql in ["UPDATE events SET body = '' WHERE seq = 1", "DELETE FROM events WHERE seq = 2"] {
        let refused = store.write(|tx| tx.0.run(sql, &[])).unwrap_err();
        assert!(refused.to_string().contains("events are only ever added"), "{refused}");
    }
    assert_eq!(chain_holds(&open()), 2, "opening again changes nothing either");
}

fn a_stream_that_moved_is_a_conflict(open: Open) {
    let store = open();
    append(&store, &[("project:a", 0)], &[project("a")]).unwrap();
    let again = append(&store, &[("project:a", 0)], &[project("a")]);
    assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    let other = append(&store, &[("project:a", 0)], &[project("b")]);
    assert!(matches!(other, Err(StoreError::Conflict { .. })), "what was looked at counts too: {other:?}");
    append(&store, &[("project:a", 1)], &[project("b")]).unwrap();
    assert_eq!(chain_holds(&store), 2);
}

fn a_conflict_takes_everything_back(open: Open) {
    let store = open();
    append(&store, &[], &[project("a")]).unwrap();
    let done = store.write(|tx| {
        tx.keep_blob(b"lost")?;
        tx.add_person(&person("p", "p@x"))?;
        tx.append(&[("project:a".into(), 0)], &[project("b")], "now")
    });
    assert!(matches!(done, Err(StoreError::Conflict { .. })));
    assert_eq!(store.read(|tx| tx.blob(&Digest::of(b"lost"))).unwrap(), None);
    assert_eq!(store.read(|tx| tx.person("p")).unwrap(), None);
    assert_eq!(chain_holds(&store), 1);
}

fn of_many_writers_none_is_lost(open: Open) {
    let stores = [open(), open(), open(), open()];
    thread::scope(|scope| {
        for (n, store) in stores.iter().enumerate() {
            scope.spawn(move || {
                for i in 0..15 {
                    append(store, &[], &[project(&format!("{n}-{i}"))]).unwrap();
                }
            });
        }
    });
    assert_eq!(chain_holds(&stores[0]), 60);
}

fn of_two_racing_decisions_one_loses(open: Open) {
    let stores = [open(), open()];
    for round in 0..10 {
        let name = format!("r{round}");
        let expected = format!("project:{name}");
        let won: usize = thread::scope(|scope| {
            let race = |store| {
                let (name, expected) = (&name, &expected);
                scope.spawn(move || append(store, &[(expected, 0)], &[project(name)]))
            };
            let racers = [race(&stores[0]), race(&stores[1])];
            racers
                .into_iter()
                .map(|it| match it.join().unwrap() {
                    Ok(()) => 1,
                    Err(StoreError::Conflict { .. }) => 0,
                    Err(other) => panic!("{other}"),
                })
                .sum()
        });
        assert_eq!(won, 1);
    }
    assert_eq!(chain_holds(&stores[1]), 10);
}

fn opening_again_changes_nothing(open: Open) {
    let store = open();
    append(&store, &[], &[project("a")]).unwrap();
    let before = store.read(|tx| tx.head()).unwrap();
    assert_eq!(open().read(|tx| tx.head()).unwrap(), before);
    assert_eq!(chain_holds(&open()), 1);
}

fn people_are_found_in_any_case(open: Open) {
    let store = open();
    let mut ada = person("1", "ada@example.org");
    store.write(|tx| tx.add_person(&ada)).unwrap();
    assert_eq!(store.read(|tx| tx.person_by_email(" Ada@Example.ORG")).unwrap(), Some(ada.clone()));
    let twin = store.write(|tx| tx.add_person(&person("2", "ada@example.org")));
    assert!(matches!(twin, Err(StoreError::Taken)), "{twin:?}");
    ada.role = None;
    ada.disabled = true;
    store.write(|tx| tx.change_person(&ada)).unwrap();
    assert_eq!(store.read(|tx| tx.people()).unwrap(), [ada]);
}

fn a_missing_person_cannot_sign_in(open: Open) {
    let store = open();
    let token = secret::digest("t");
    assert!(store.write(|tx| tx.add_session(&token, "nobody", 1)).is_err());
    assert_eq!(store.read(|tx| tx.session(&token)).unwrap(), None);
}

fn sessions_end(open: Open) {
    let store = open();
    store.write(|tx| tx.add_person(&person("p", "p@x"))).unwrap();
    let tokens: Vec<Digest> = ["a", "b", "c", "d"].iter().map(|it| secret::digest(it)).collect();
    let there = || -> Vec<bool> {
        tokens.iter().map(|it| store.read(|tx| tx.session(it)).unwrap().is_some()).collect()
    };
    for (token, now) in tokens.iter().zip([100, 200, 300, 400]) {
        store.write(|tx| tx.add_session(token, "p", now)).unwrap();
    }
    store.write(|tx| tx.touch_session(&tokens[0], 500)).unwrap();
    assert_eq!(store.read(|tx| tx.session(&tokens[0])).unwrap().unwrap().seen, 500);
    store.write(|tx| tx.forget_old_sessions(50, 250)).unwrap();
    assert_eq!(there(), [true, false, true, true], "by rest");
    store.write(|tx| tx.forget_old_sessions(150, 0)).unwrap();
    assert_eq!(there(), [false, false, true, true], "by age");
    store.write(|tx| tx.end_session(&tokens[2])).unwrap();
    assert_eq!(there(), [false, false, false, true]);
    store.write(|tx| tx.end_sessions_of("p")).unwrap();
    assert_eq!(there(), [false; 4]);
}

fn tokens_are_found_by_their_digest(open: Open) {
    let store = open();
    store.write(|tx| tx.add_person(&person("p", "p@x"))).unwrap();
    let token = Token {
        id: "t".into(),
        project: "shop".into(),
        name: "CI".into(),
        owner: "p".into(),
        created: 1,
        expires: 9,
        last_used: None,
        revoked: None,
    };
    store.write(|tx| tx.add_token(&token, &secret::digest("secret"))).unwrap();
    let found = |text: &str| store.read(|tx| tx.token_by_secret(&secret::digest(text))).unwrap();
    assert_eq!(found("secret"), Some(token.clone()));
    assert_eq!(found("other"), None);
    store.write(|tx| tx.use_token("t", 5)).unwrap();
    assert_eq!(store.read(|tx| tx.tokens_of("shop")).unwrap()[0].last_used, Some(5));
    assert_eq!(store.read(|tx| tx.tokens_of("other")).unwrap(), []);
    store.write(|tx| tx.revoke_token("t", 6)).unwrap();
    assert_eq!(store.read(|tx| tx.tokens_of("shop")).unwrap(), []);
    assert_eq!(store.read(|tx| tx.token("t")).unwrap().unwrap().revoked, Some(6));
}

fn blobs_are_kept_once(open: Open) {
    let store = open();
    let bytes = [0u8, 255, 13, 10, 0];
    let digest = store.write(|tx| tx.keep_blob(&bytes)).unwrap();
    assert_eq!(store.write(|tx| tx.keep_blob(&bytes)).unwrap(), digest);
    assert_eq!(store.read(|tx| tx.blob(&digest)).unwrap().as_deref(), Some(&bytes[..]));
    let empty = store.write(|tx| tx.keep_blob(b"")).unwrap();
    assert_eq!(store.read(|tx| tx.blob(&empty)).unwrap().as_deref(), Some(&b""[..]));
    assert_eq!(store.read(|tx| tx.blob(&Digest::of(b"other"))).unwrap(), None);
}

fn a_set_up_link_works_once(open: Open) {
    let store = open();
    assert!(store.read(|tx| tx.is_empty_house()).unwrap());
    let (old, new) = (secret::digest("old"), secret::digest("new"));
    store.write(|tx| tx.keep_set_up_link(&old, 1)).unwrap();
    store.write(|tx| tx.keep_set_up_link(&new, 2)).unwrap();
    assert!(!store.write(|tx| tx.use_set_up_link(&old)).unwrap());
    assert!(store.write(|tx| tx.use_set_up_link(&new)).unwrap());
    assert!(!store.write(|tx| tx.use_set_up_link(&new)).unwrap());
    store.write(|tx| tx.add_person(&Person { role: None, ..person("a", "a@x") })).unwrap();
    assert!(store.read(|tx| tx.is_empty_house()).unwrap(), "an author without an account can't sign in");
    store.write(|tx| tx.add_person(&person("p", "p@x"))).unwrap();
    assert!(!store.read(|tx| tx.is_empty_house()).unwrap());
}

fn sealed_urls_come_back(open: Open) {
    let store = open();
    store.write(|tx| tx.keep_target_url("t", vec![0, 159, 146, 150])).unwrap();
    assert_eq!(store.read(|tx| tx.target_url("t")).unwrap(), Some(vec![0, 159, 146, 150]));
    assert_eq!(store.read(|tx| tx.target_url("u")).unwrap(), None);
    let twice = store.write(|tx| tx.keep_target_url("t", vec![1]));
    assert!(matches!(twice, Err(StoreError::Taken)), "{twice:?}");
}

fn readers_see_whole_transactions(open: Open) {
    let (writer, reader) = (open(), open());
    thread::scope(|scope| {
        scope.spawn(|| {
            for i in 0..20 {
                append(&writer, &[], &[project(&format!("a{i}")), project(&format!("b{i}"))]).unwrap();
            }
        });
        for _ in 0..50 {
            assert_eq!(reader.read(|tx| tx.events_after(0, 1_000)).unwrap().len() % 2, 0);
        }
    });
}
