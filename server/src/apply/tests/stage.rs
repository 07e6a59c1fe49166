//! What the tests stand on: a real PostgreSQL as target, a review, and everybody who is needed.

use crate::{
    apply::{Outcome, run},
    keeper::{Draft, Keeper, stream},
    office::{Office, Site},
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
    },
    revision::{FileDigest, SourceFile},
};
use std::{env, sync::Arc};
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// One review of some files on one target, with everybody who is needed.
pub struct Stage {
    pub office: Arc<Office>,
    pub scratch: Scratch,
    pub db: Client,
    folder: TempDir,
}

impl Stage {
    pub async fn new() -> Stage {
        let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(Store::sqlite(&folder.path().join("lockgate.db")).unwrap()).unwrap();
        let sealer = Sealer::from_file(&folder.path().join("key")).unwrap();
        let engine = crate::engine::Engine::new(env::current_exe().unwrap());
        let site = Site::new(None, "127.0.0.1:8080".parse().unwrap()).unwrap();
        let office = Office::new(keeper, sealer, engine, site, Reach { loopback: true }, None);
        let db = connect(&scratch.url("postgres")).await;
        let stage = Stage { office, scratch, db, folder };
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

    pub fn tell(&self, stream: String, by: Actor, event: Event) {
        let draft = Draft::event(stream, Entry { by, event });
        self.office.keeper.record(|_| Ok((draft, ())), |_, _| Ok(())).unwrap();
    }

    pub fn house(&self) -> House {
        self.office.keeper.look().unwrap().house.clone()
    }

    pub fn target(&self) -> Target {
        self.house().targets["t1"].clone()
    }

    /// Pushes and judges files, as CI would.
    pub fn push(&self, files: &[(&str, &str)]) {
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let analysis = analyse(&Request { files: files.clone(), ..Request::default() }).unwrap();
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
        self.office.keeper.record(|_| Ok((draft, ())), keep).unwrap();
    }

    pub fn approve(&self) {
        let (house, rita) = (self.house(), Viewer { person: "rita".into(), role: Role::Reviewer });
        let (review, target) = (&house.reviews[&1], &house.targets["t1"]);
        let last = review.last();
        let seen = policy::Seen {
            revision: last.revision,
            content_hash: last.content_hash.clone(),
            rules_hash: last.rules_hash.clone(),
            history_tip: target.tip().cloned(),
        };
        let approval: Approval =
            policy::approve(&house, Some(&rita), review, target, &seen, HashFrom::Browser).unwrap();
        self.tell(stream::review(1), person("rita"), Event::ApprovalGiven { review: 1, approval });
    }

    /// The click: what the page records before anything runs.
    pub fn click(&self, apply: &str) {
        let house = self.house();
        let (review, target) = (&house.reviews[&1], &house.targets["t1"]);
        let event = Event::ApplyStarted {
            apply: apply.into(),
            review: 1,
            revision: review.last().revision,
            target: "t1".into(),
            content_hash: review.last().content_hash.clone(),
            approvals: policy::approval_set(&house, review, target),
        };
        self.tell(stream::target("t1"), person("ada"), event);
    }

    pub async fn apply(&self, apply: &str) -> Outcome {
        self.click(apply);
        self.go(apply).await
    }

    pub async fn go(&self, apply: &str) -> Outcome {
        run(&self.office, apply).await;
        self.house().applies[apply].ended.clone().expect("it has ended").1
    }

    /// A failure as `place sqlstate: message | instead`.
    pub async fn failure(&self, apply: &str) -> String {
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

    /// Changes the records as nobody may.
    pub fn meddle(&self, sql: &str) {
        let db = rusqlite::Connection::open(self.folder.path().join("lockgate.db")).unwrap();
        db.execute_batch(sql).unwrap();
    }

    pub async fn one<T: for<'a> tokio_postgres::types::FromSql<'a>>(&self, sql: &str) -> T {
        self.db.query_one(sql, &[]).await.unwrap().get(0)
    }

    /// The ledger as the target has it: `file part/parts`.
    pub async fn ledger(&self) -> Vec<String> {
        let sql = "SELECT file || ' ' || part || '/' || parts FROM lockgate.ledger WHERE done ORDER BY seq";
        self.db.query(sql, &[]).await.unwrap().iter().map(|it| it.get(0)).collect()
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub fn person(id: &str) -> Actor {
    Actor::Person { id: id.into() }
}
