//! Applies against a real PostgreSQL: what was approved is what is there, and whatever breaks is told and mended.

mod stage;

use super::*;
use crate::keeper::stream;
use lockgate_core::{
    digest::Digest,
    review::{
        Event,
        standing::{self, Standing},
    },
};
use stage::{Stage, person};

const A: (&str, &str) = ("001_a.sql", "CREATE TABLE a (id int PRIMARY KEY, b int);\n");

#[tokio::test(flavor = "multi_thread")]
async fn all_kinds_of_commit_points() {
    let stage = Stage::new().await;
    stage.push(&[
        A,
        ("002_b.sql", "BEGIN;\nINSERT INTO a VALUES (1, 1);\nCOMMIT;\nBEGIN;\nINSERT INTO a VALUES (2, 2);\nCOMMIT;\n"),
        ("003_c.sql", "CREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n"),
        ("004_d.sql", "SET search_path = '';\nCREATE TABLE public.d (id int);\n"),
        ("005_e.sql", "CREATE ROLE weak;\nGRANT CREATE ON SCHEMA public TO weak;\nSET ROLE weak;\nCREATE TABLE e (id int);\n"),
        ("006_f.sql", "-- nothing to do\n"),
        ("007_g.sql", "CREATE TABLE g (id int);\n"),
    ]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied);
    let ledger = stage.ledger().await;
    assert_eq!(
        ledger,
        [
            "001_a.sql 1/1",
            "002_b.sql 1/2",
            "002_b.sql 2/2",
            "003_c.sql 1/1",
            "004_d.sql 1/1",
            "005_e.sql 1/1",
            "006_f.sql 1/1",
            "007_g.sql 1/1",
        ]
    );
    assert_eq!(stage.one::<i64>("SELECT count(*) FROM a").await, 2);
    assert!(
        stage.one::<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_b_idx'::regclass").await
    );
    let owner = "SELECT tableowner::text FROM pg_tables WHERE tablename = ";
    assert_eq!(stage.one::<String>(&format!("{owner}'e'")).await, "weak", "SET ROLE was obeyed");
    assert_eq!(stage.one::<String>(&format!("{owner}'g'")).await, "postgres", "and ended with its file");
    let house = stage.house();
    assert_eq!(standing::standing(&house, &house.reviews[&1]), Standing::Applied);
    assert!(house.projects["shop"].base.is_some(), "the base has moved");
    assert_eq!(ledger::first_broken(&house.targets["t1"].ledger), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_base_moves_in_the_moment_in_which_the_apply_ends() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    stage.click("a1");
    let office = stage.office.clone();
    let first_seen_ended = std::thread::spawn(move || {
        loop {
            let state = office.keeper.look().unwrap();
            if state.house.applies["a1"].ended.is_some() {
                return state.house.projects["shop"].base.is_some();
            }
        }
    });
    assert_eq!(stage.go("a1").await, Outcome::Applied);
    assert!(first_seen_ended.join().unwrap(), "a push in between would be judged against the old base");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_names_the_statement_and_leaves_nothing() {
    let stage = Stage::new().await;
    stage.push(&[("001_a.sql", "CREATE TABLE a (id int);\n\nINSERT INTO a\n  SELECT nothing;\n")]);
    stage.approve();
    let failure = stage.failure("a1").await;
    assert!(failure.starts_with("001_a.sql:4 42703: column \"nothing\" does not exist"), "{failure}");
    assert!(failure.contains("Nothing was committed"), "{failure}");
    assert!(stage.one::<bool>("SELECT to_regclass('a') IS NULL").await);
    assert_eq!(stage.ledger().await, Vec::<String>::new());
    assert_eq!(stage.one::<i64>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_before_an_error_is_known_and_the_rest_can_follow() {
    let stage = Stage::new().await;
    let broken = "BEGIN; INSERT INTO a VALUES (1, 1); COMMIT;\nBEGIN; INSERT INTO a VALUES (1, 2); COMMIT;\n";
    stage.push(&[A, ("002_b.sql", broken)]);
    stage.approve();
    let failure = stage.failure("a1").await;
    assert!(failure.starts_with("002_b.sql:2 23505"), "{failure}");
    assert!(!failure.contains("Key (id)"), "row values stay out of our records: {failure}");
    assert_eq!(stage.ledger().await, ["001_a.sql 1/1", "002_b.sql 1/2"]);
    stage.db.execute("DELETE FROM a", &[]).await.unwrap();
    stage.approve();
    assert_eq!(stage.apply("a2").await, Outcome::Applied, "only the second part runs again");
    assert_eq!(stage.one::<i32>("SELECT b FROM a").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_concurrent_build_is_told_and_can_be_mended() {
    let stage = Stage::new().await;
    let fill = ("002_b.sql", "INSERT INTO a VALUES (1, 7), (2, 7);\n");
    stage.push(&[A, fill, ("003_c.sql", "CREATE UNIQUE INDEX CONCURRENTLY a_b_key ON a (b);\n")]);
    stage.approve();
    let failure = stage.failure("a1").await;
    assert!(
        failure.contains("23505") && failure.contains("DROP INDEX CONCURRENTLY public.a_b_key"),
        "{failure}"
    );
    assert_eq!(stage.ledger().await, ["001_a.sql 1/1", "002_b.sql 1/1"]);
    stage.db.batch_execute("DROP INDEX CONCURRENTLY a_b_key").await.unwrap();
    stage.db.execute("DELETE FROM a WHERE id = 2", &[]).await.unwrap();
    stage.approve();
    assert_eq!(stage.apply("a2").await, Outcome::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terms_are_checked_again_inside_the_lock() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    stage.click("a1");
    stage.tell(
        stream::review(1),
        person("rita"),
        Event::ApprovalWithdrawn { review: 1, target: "t1".into() },
    );
    assert!(matches!(stage.go("a1").await, Outcome::Failed(_)));
    stage.approve();
    stage.click("a2");
    stage.push(&[A, ("002_b.sql", "SELECT 1;\n")]);
    assert!(matches!(stage.go("a2").await, Outcome::Failed(_)), "a newer revision");
    assert!(stage.one::<bool>("SELECT to_regclass('a') IS NULL").await, "nothing was run");
    stage.approve();
    stage.db.batch_execute("CREATE TABLE somebody_elses (id int)").await.unwrap();
    let failure = stage.failure("a3").await;
    assert!(failure.contains("its database is not"), "{failure}");
}

/// Another server that has just started takes a running apply for one that was left behind.
#[tokio::test(flavor = "multi_thread")]
async fn an_apply_that_was_settled_runs_nothing_and_ends_once() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    stage.click("a1");
    settle_left(stage.office.clone(), "a1".into()).await;
    assert_eq!(stage.house().applies["a1"].ended.clone().unwrap().1, Outcome::Interrupted);
    let head = stage.office.keeper.store.read(|tx| tx.head()).unwrap();
    stage.go("a1").await;
    assert!(stage.one::<bool>("SELECT to_regclass('a') IS NULL").await, "it was over before it had the lock");
    assert_eq!(stage.apply("a2").await, Outcome::Applied);
    let after = stage.office.keeper.store.read(|tx| tx.head()).unwrap();
    assert_eq!(after.0, head.0 + 4, "started, committed, ended, and the base; nothing more of the first");
    settle_left(stage.office.clone(), "a2".into()).await;
    assert_eq!(stage.office.keeper.store.read(|tx| tx.head()).unwrap(), after, "what has ended stays so");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_not_begun_and_does_not_block_the_target() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    stage.meddle("UPDATE blobs SET bytes = CAST('SELECT 1' AS BLOB)");
    let failure = stage.failure("a1").await;
    assert!(
        failure.contains("could not read what was approved") && failure.contains("Nothing was run"),
        "{failure}"
    );
    assert_eq!(stage.target().running, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_lasts_as_long_as_the_file_says() {
    let stage = Stage::new().await;
    let local = "CREATE ROLE weak;\nGRANT CREATE ON SCHEMA public TO weak;\n\
                 BEGIN;\nSET LOCAL ROLE weak;\nCREATE TABLE e (id int);\nCOMMIT;\nCREATE TABLE f (id int);\n";
    let session = "BEGIN;\nSET ROLE weak;\nCREATE TABLE g (id int);\nCOMMIT;\nCREATE TABLE h (id int);\n\
                   CREATE INDEX CONCURRENTLY h_idx ON h (id);\n";
    stage.push(&[("001_a.sql", local), ("002_b.sql", session), ("003_c.sql", "CREATE TABLE i (id int);\n")]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied);
    let owners = "SELECT string_agg(tablename || ' ' || tableowner, ', ' ORDER BY tablename) FROM pg_tables \
                  WHERE schemaname = 'public'";
    let owners = stage.one::<String>(owners).await;
    assert_eq!(owners, "e weak, f postgres, g weak, h weak, i postgres");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_string_is_read_as_it_was_judged() {
    let stage = Stage::new().await;
    stage.db.batch_execute("ALTER DATABASE postgres SET standard_conforming_strings = off").await.unwrap();
    let hidden = "SELECT 'a\\''; CREATE TABLE hidden (id int); --';\n";
    stage.push(&[A, ("002_b.sql", hidden)]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied, "the target's own default does not count");
    stage.push(&[A, ("002_b.sql", hidden), ("003_c.sql", &format!("RESET ALL;\n{hidden}"))]);
    stage.approve();
    let failure = stage.failure("a2").await;
    assert!(failure.starts_with("003_c.sql:2") && failure.contains("backslashes"), "{failure}");
    assert!(
        stage.one::<bool>("SELECT to_regclass('hidden') IS NULL").await,
        "what was judged as text did not run"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writers_of_one_ledger_row_one_fails() {
    let stage = Stage::new().await;
    let other = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.unwrap();
    other.make_ledger().await.unwrap();
    let row = ledger::next(&[], "000_other.sql", &Digest::of(b"x"), 1, 1);
    let mark = Mark { review: 9, apply: "x".into(), content_hash: "x".into(), applied_by: "x".into() };
    other.write(&row, 1, &mark, true).await.unwrap();
    assert!(other.write(&row, 1, &mark, true).await.is_err());
    other.close().await;
}

/// A file that set another search_path dropped an index of that place; this session does not see it.
#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_out_of_sight_is_not_gone() {
    use lockgate_core::plan::Proof;
    let stage = Stage::new().await;
    stage
        .db
        .batch_execute("CREATE SCHEMA far; CREATE TABLE far.t (id int); CREATE INDEX t_idx ON far.t (id)")
        .await
        .unwrap();
    let session = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.unwrap();
    let (name, far) = ("t_idx".to_owned(), Some("far".to_owned()));
    let gone = Proof::IndexGone { schema: None, name: name.clone() };
    assert!(!session.proves(&gone).await.unwrap());
    assert!(
        !session.proves(&Proof::IndexMade { schema: None, name: name.clone() }).await.unwrap(),
        "nor surely made"
    );
    assert!(session.proves(&Proof::IndexMade { schema: far, name }).await.unwrap());
    stage.db.batch_execute("DROP INDEX far.t_idx").await.unwrap();
    assert!(session.proves(&gone).await.unwrap());
    session.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_that_moved_makes_the_approval_stale() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    let session = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.unwrap();
    session.make_ledger().await.unwrap();
    let row = ledger::next(&[], "000_other.sql", &Digest::of(b"x"), 1, 1);
    let mark = Mark { review: 9, apply: "x".into(), content_hash: "x".into(), applied_by: "x".into() };
    session.write(&row, 1, &mark, true).await.unwrap();
    session.close().await;
    let failure = stage.failure("a1").await;
    assert!(failure.contains("000_other.sql"), "{failure}");
    assert!(stage.one::<bool>("SELECT to_regclass('a') IS NULL").await);
    assert_eq!(stage.target().ledger.len(), 1, "the events know it now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_ledger_row_stops_everything() {
    let stage = Stage::new().await;
    stage.push(&[A, ("002_b.sql", "SELECT 1/0;\n")]);
    stage.approve();
    stage.failure("a1").await;
    stage.db.execute("UPDATE lockgate.ledger SET file = '001_z.sql'", &[]).await.unwrap();
    stage.approve();
    let failure = stage.failure("a2").await;
    assert!(failure.contains("does not follow"), "{failure}");
}

/// A server that dies between a concurrent build and its ledger row leaves a row that was begun.
#[tokio::test(flavor = "multi_thread")]
async fn the_catalog_settles_what_was_begun() {
    for done in [true, false] {
        let stage = Stage::new().await;
        stage.push(&[A, ("002_b.sql", "CREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n")]);
        stage.approve();
        stage.click("a1");
        let session = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.unwrap();
        session.make_ledger().await.unwrap();
        let mark = Mark { review: 1, apply: "a1".into(), content_hash: "x".into(), applied_by: "ada".into() };
        session.client.batch_execute(A.1).await.unwrap();
        // Invalid as long as no partition has one, and nobody's leftover.
        let parent = "CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE INDEX ON ONLY p (id);";
        session.client.batch_execute(parent).await.unwrap();
        assert_eq!(session.invalid_indexes().await.unwrap(), Vec::<String>::new());
        let first = ledger::next(&[], A.0, &Digest::of(A.1.as_bytes()), 1, 1);
        session.write(&first, 1, &mark, true).await.unwrap();
        let second = Digest::of(b"CREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n");
        let second = ledger::next(&[first], "002_b.sql", &second, 1, 1);
        session.write(&second, 2, &mark, false).await.unwrap();
        if done {
            session.client.batch_execute("CREATE INDEX CONCURRENTLY a_b_idx ON a (b)").await.unwrap();
        }
        session.close().await;
        settle_left(stage.office.clone(), "a1".into()).await;
        let expected = if done { Outcome::Applied } else { Outcome::Interrupted };
        assert_eq!(stage.house().applies["a1"].ended.clone().unwrap().1, expected);
        assert_eq!(stage.ledger().await.len(), if done { 2 } else { 1 });
        assert_eq!(stage.target().ledger.len(), if done { 2 } else { 1 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_connection_is_settled_by_the_ledger() {
    let stage = Stage::new().await;
    stage.push(&[A, ("002_b.sql", "CREATE TABLE b (id int);\nSELECT pg_sleep(60);\n")]);
    stage.approve();
    stage.click("a1");
    let sleeper =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'";
    let cut = async {
        while stage.db.execute(sleeper, &[]).await.unwrap() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let (outcome, ()) = tokio::join!(stage.go("a1"), cut);
    assert_eq!(outcome, Outcome::Interrupted, "it is no fault of the statement");
    assert_eq!(stage.ledger().await, ["001_a.sql 1/1"]);
    assert!(stage.one::<bool>("SELECT to_regclass('b') IS NULL").await);
    assert_eq!(stage.target().ledger.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_not_free_is_given_up() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied);
    stage.push(&[A, ("002_b.sql", "SET lock_timeout = '50ms';\nALTER TABLE a ADD COLUMN c int;\n")]);
    stage.approve();
    stage.db.batch_execute("BEGIN; LOCK TABLE a").await.unwrap();
    let failure = stage.failure("a2").await;
    assert!(failure.starts_with("002_b.sql:2 55P03") && failure.contains("quieter"), "{failure}");
    assert!(failure.contains("Nothing was committed"), "by this apply: {failure}");
    stage.db.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(
        stage.apply("a3").await,
        Outcome::Applied,
        "the approval still counts: the history has not moved"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_sets_our_own_patience_is_obeyed_too() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied);
    let build = "SET lock_timeout = '5s';\nCREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n";
    stage.push(&[A, ("002_b.sql", build)]);
    stage.approve();
    stage.db.batch_execute("BEGIN; LOCK TABLE a").await.unwrap();
    let most = std::time::Duration::from_secs(30);
    let failure = tokio::time::timeout(most, stage.failure("a2")).await.expect("it waits for ever");
    assert!(failure.starts_with("002_b.sql:2 55P03"), "{failure}");
}

/// As with `psql -f` for each file.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_session_lasts_from_file_to_file() {
    let stage = Stage::new().await;
    let first = "PREPARE p AS SELECT 1;\nCREATE SEQUENCE s;\nSELECT nextval('s');\n";
    let second = "PREPARE p AS SELECT 2;\nDO $$ BEGIN PERFORM currval('s'); RAISE EXCEPTION 'it lasts'; \
                  EXCEPTION WHEN object_not_in_prerequisite_state THEN NULL; END $$;\n";
    stage.push(&[("001_a.sql", first), ("002_b.sql", second), ("003_c.sql", "CREATE TABLE c (id int);\n")]);
    stage.approve();
    assert_eq!(stage.apply("a1").await, Outcome::Applied);
}
