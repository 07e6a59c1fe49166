//! Applies against a real PostgreSQL: what was approved is what is there, and whatever breaks is told and mended.

use super::*;
use crate::{
    keeper::{Draft, Keeper, stream},
    office::Site,
    scratch::{Binaries, Durability, Scratch},
    seal::Sealer,
    store::Store,
    target::Reach,
};
use lockgate_core::{
    digest::Digest,
    engine::{Request, analyse},
    review::{
        Actor, Entry, Event, House, Role,
        event::{Approval, HashFrom, Planned, Pushed},
        house::Target,
        policy::{self, Viewer},
        standing::{self, Standing},
    },
    revision::{FileDigest, SourceFile},
};
use std::env;
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// One review of some files on one target, with everybody who is needed.
struct Stage {
    office: Arc<Office>,
    scratch: Scratch,
    db: Client,
    _folder: TempDir,
}

impl Stage {
    async fn new() -> Stage {
        let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(Store::sqlite(&folder.path().join("lockgate.db")).unwrap()).ok().unwrap();
        let sealer = Sealer::from_file(&folder.path().join("key")).unwrap();
        let engine = crate::engine::Engine::new(env::current_exe().unwrap());
        let site = Site::new(None, "127.0.0.1:8080".parse().unwrap()).unwrap();
        let office = Office::new(keeper, sealer, engine, site, Reach { loopback: true }, None);
        let db = connect(&scratch.url("postgres")).await;
        let stage = Stage { office, scratch, db, _folder: folder };
        stage.furnish();
        stage
    }

    fn furnish(&self) {
        for (id, role) in [("rita", Role::Reviewer), ("ada", Role::Admin)] {
            self.tell(
                stream::person(id),
                Actor::Server,
                Event::PersonAdded { person: id.into(), role: Some(role) },
            );
        }
        self.tell(stream::project("shop"), person("ada"), Event::ProjectAdded { project: "shop".into() });
        let added = Event::TargetAdded {
            target: "t1".into(),
            project: "shop".into(),
            name: "prod".into(),
            environment: "prod".into(),
        };
        self.tell(stream::target("t1"), person("ada"), added);
        let sealed = self.office.sealer.seal("t1", &self.scratch.url("postgres")).unwrap();
        self.office.keeper.store.write(|tx| tx.keep_target_url("t1", sealed.clone())).unwrap();
    }

    fn tell(&self, stream: String, by: Actor, event: Event) {
        let draft = Draft::event(stream, Entry { by, event });
        self.office.keeper.record(|_| Ok((draft, ())), |_, _| Ok(())).ok().unwrap();
    }

    fn house(&self) -> House {
        self.office.keeper.look().ok().unwrap().house.clone()
    }

    fn target(&self) -> Target {
        self.house().targets["t1"].clone()
    }

    /// Pushes and judges files, as CI would.
    fn push(&self, files: &[(&str, &str)]) {
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let analysis = analyse(&Request { files: files.clone(), ..Request::default() }).ok().unwrap();
        assert_eq!(analysis.plan.problems, Vec::new());
        let json = serde_json::to_vec(&analysis).unwrap();
        let parts = |file: &str| analysis.plan.parts.iter().filter(|it| it.file == file).count();
        let revision = self.house().reviews.get(&1).map_or(1, |it| it.last().revision + 1);
        let pushed = Pushed {
            review: 1,
            project: "shop".into(),
            key: "branch".into(),
            revision,
            title: Digest::of(b"title"),
            author: None,
            content_hash: analysis.report.content_hash.clone(),
            rules_hash: analysis.report.engine.rules_hash.clone(),
            engine: analysis.report.engine.version.clone(),
            base: None,
            files: files.iter().map(FileDigest::from).collect(),
            migrations: analysis
                .report
                .migrations
                .iter()
                .map(|it| Planned {
                    file: it.file.clone(),
                    digest: it.digest.clone(),
                    new: it.new,
                    parts: parts(&it.file),
                })
                .collect(),
            analysis: Digest::of(&json),
            summary: analysis.report.summary.clone(),
            risks: analysis.verdict.risks,
            applicable: true,
        };
        let ci = Actor::Token { id: "ci".into(), owner: "ada".into() };
        let draft =
            Draft::event(stream::review(1), Entry { by: ci, event: Event::RevisionPushed(Box::new(pushed)) });
        let keep = |tx: &mut crate::store::Tx, _: &()| {
            tx.keep_blob(&json)?;
            files.iter().try_for_each(|it| tx.keep_blob(&it.bytes).map(drop))
        };
        self.office.keeper.record(|_| Ok((draft, ())), keep).ok().unwrap();
    }

    fn approve(&self) {
        let (house, rita) = (self.house(), Viewer { person: "rita".into(), role: Role::Reviewer });
        let (review, target) = (&house.reviews[&1], &house.targets["t1"]);
        let last = review.last();
        let seen = policy::Seen {
            revision: last.revision,
            content_hash: last.content_hash.clone(),
            rules_hash: last.rules_hash.clone(),
            history_tip: target.tip().cloned(),
            hash_from: HashFrom::Browser,
        };
        let approval: Approval = policy::approve(&house, Some(&rita), review, target, &seen).unwrap();
        self.tell(stream::review(1), person("rita"), Event::ApprovalGiven { review: 1, approval });
    }

    /// The click: what the page records before anything runs.
    fn click(&self, apply: &str) {
        let house = self.house();
        let (review, target) = (&house.reviews[&1], &house.targets["t1"]);
        let event = Event::ApplyStarted {
            apply: apply.into(),
            review: 1,
            revision: review.last().revision,
            target: "t1".into(),
            content_hash: review.last().content_hash.clone(),
            approvals: policy::approval_set(review, target),
        };
        self.tell(stream::target("t1"), person("ada"), event);
    }

    async fn apply(&self, apply: &str) -> Outcome {
        self.click(apply);
        self.go(apply).await
    }

    async fn go(&self, apply: &str) -> Outcome {
        run(&self.office, apply).await.ok().expect("it was recorded");
        self.house().applies[apply].ended.clone().expect("it has ended").1
    }

    /// A failure as `place sqlstate: message | instead`.
    async fn failure(&self, apply: &str) -> String {
        let Outcome::Failed(it) = self.apply(apply).await else { panic!("{apply} did not fail") };
        self.office
            .keeper
            .store
            .read(|tx| {
                let text = |bytes: Option<Vec<u8>>| String::from_utf8(bytes.unwrap()).unwrap();
                let (message, instead) = (text(tx.blob(&it.message)?), text(tx.blob(&it.instead)?));
                let place = it.file.as_ref().map(|file| format!("{file}:{}", it.line.unwrap_or(0)));
                let sqlstate = it.sqlstate.clone().unwrap_or_default();
                Ok(format!("{} {sqlstate}: {message} | {instead}", place.unwrap_or_default()))
            })
            .unwrap()
    }

    async fn one<T: for<'a> tokio_postgres::types::FromSql<'a>>(&self, sql: &str) -> T {
        self.db.query_one(sql, &[]).await.unwrap().get(0)
    }

    /// The ledger as the target has it: `file part/parts`.
    async fn ledger(&self) -> Vec<String> {
        let sql = "SELECT file || ' ' || part || '/' || parts FROM lockgate.ledger WHERE done ORDER BY seq";
        self.db.query(sql, &[]).await.unwrap().iter().map(|it| it.get(0)).collect()
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn person(id: &str) -> Actor {
    Actor::Person { id: id.into() }
}

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

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_that_moved_makes_the_approval_stale() {
    let stage = Stage::new().await;
    stage.push(&[A]);
    stage.approve();
    let session = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.ok().unwrap();
    session.make_ledger().await.ok().unwrap();
    let row = ledger::next(&[], "000_other.sql", &Digest::of(b"x"), 1, 1);
    let mark = Mark { review: 9, apply: "x".into(), content_hash: "x".into(), applied_by: "x".into() };
    session.write(&row, &mark, true).await.unwrap();
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
        let session = Session::open(stage.office.reach, &stage.scratch.url("postgres")).await.ok().unwrap();
        session.make_ledger().await.ok().unwrap();
        let mark = Mark { review: 1, apply: "a1".into(), content_hash: "x".into(), applied_by: "ada".into() };
        session.client.batch_execute(A.1).await.unwrap();
        let first = ledger::next(&[], A.0, &Digest::of(A.1.as_bytes()), 1, 1);
        session.write(&first, &mark, true).await.unwrap();
        let second = Digest::of(b"CREATE INDEX CONCURRENTLY a_b_idx ON a (b);\n");
        let second = ledger::next(&[first], "002_b.sql", &second, 1, 1);
        session.write(&second, &mark, false).await.unwrap();
        if done {
            session.client.batch_execute("CREATE INDEX CONCURRENTLY a_b_idx ON a (b)").await.unwrap();
        }
        session.close().await;
        settle_all(&stage.office).await.ok().unwrap();
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
    assert!(matches!(outcome, Outcome::Interrupted | Outcome::Failed(_)), "{outcome:?}");
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
    stage.db.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(
        stage.apply("a3").await,
        Outcome::Applied,
        "the approval still counts: the history has not moved"
    );
}
