//! Cases that cannot stand in a transaction block: each runs in a copy of the database, watched from a second session.
//!
//! It runs many times, each beside a transaction that is in its way: one with an old snapshot, and on every table that
//! it names one that reads it and one that is at work on it. What it asks for and waits for then shows its locks.

use super::observe::{self, Catalog, Look, MODES, Outcome, Wait};
use super::servers::Server;
use postgres::Client;
use std::collections::{BTreeSet, HashMap};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);
const COPY: &str = "alone";

/// What the last of the statements does, each by itself, in copies of the database `template`.
pub fn observe(server: &Server, template: &str, statements: &[String]) -> anyhow::Result<Outcome> {
    const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class";
    let stage = Stage { server, template, statements };
    let watched = stage.watch(SNAPSHOT)?;
    let mut found = watched.outcome();
    if found.refused.is_some() {
        return Ok(found);
    }
    for name in named(&watched.before.catalog, statements.last().expect("a case has a statement")) {
        let read = stage.watch(&format!("BEGIN; SELECT FROM {name} LIMIT 0"))?;
        if read.waited && found.waits.is_none() {
            found.waits = Some(Wait::Users);
        }
        let locked = stage.watch(&format!("BEGIN; LOCK TABLE {name} IN SHARE UPDATE EXCLUSIVE MODE"))?;
        merge(&mut found, read.outcome());
        merge(&mut found, locked.outcome());
    }
    Ok(found)
}

/// The tables whose name stands in the statement, or the name of an index on them.
fn named<'a>(catalog: &'a Catalog, statement: &str) -> BTreeSet<&'a str> {
    let words: Vec<&str> = statement.split(|it: char| !it.is_alphanumeric() && it != '_').collect();
    let found = catalog.iter().filter(|(_, it)| words.contains(&it.name.as_str()));
    let tables = found.filter_map(|(oid, it)| catalog.get(&it.table.unwrap_or(*oid)));
    tables.filter(|it| matches!(it.kind, 'r' | 'p')).map(|it| it.name.as_str()).collect()
}

fn merge(found: &mut Outcome, more: Outcome) {
    let place = |name: &str| MODES.iter().position(|(_, it)| *it == name);
    for (relation, mode) in more.locks {
        let known = found.locks.entry(relation).or_insert_with(|| mode.clone());
        if place(known) < place(&mode) {
            *known = mode;
        }
    }
}

struct Stage<'a> {
    server: &'a Server,
    template: &'a str,
    statements: &'a [String],
}

/// What came to light of one run.
struct Watched {
    before: Look,
    after: Look,
    /// It waited for the end of another transaction.
    waited: bool,
    refused: Option<String>,
}

impl Watched {
    fn outcome(&self) -> Outcome {
        if self.refused.is_some() {
            return Outcome { refused: self.refused.clone(), ..Outcome::default() };
        }
        let waits = self.waited.then_some(Wait::Snapshots);
        Outcome { waits, ..observe::outcome(&self.before.catalog, &self.before.scans, &self.after) }
    }
}

impl Stage<'_> {
    /// Runs the last statement in a copy in which another session has done `obstacle` and not ended its transaction.
    fn watch(&self, obstacle: &str) -> anyhow::Result<Watched> {
        self.server.create_database(COPY, self.template)?;
        let mut client = self.server.connect(COPY)?;
        let (last, first) = self.statements.split_last().expect("a case has a statement");
        for statement in first {
            client.batch_execute(statement)?;
        }
        let mut other = self.server.connect(COPY)?;
        other.batch_execute(obstacle)?;
        let before = observe::look(&mut client, "0")?;
        let watched = follow(&mut client, before, other, start(self.server, last)?);
        drop(client);
        self.server.drop_database(COPY)?;
        watched
    }
}

/// A statement that runs in a session of its own.
struct Running {
    pid: String,
    done: Receiver<Result<(), postgres::Error>>,
}

fn start(server: &Server, statement: &str) -> anyhow::Result<Running> {
    let mut client = server.connect(COPY)?;
    client.batch_execute("SET lock_timeout = 0; SET statement_timeout = 0")?;
    let pid: i32 = client.query_one("SELECT pg_backend_pid()", &[])?.get(0);
    let (send, done) = channel();
    let statement = statement.to_owned();
    // Nobody listens any more where the watching has failed.
    thread::spawn(move || drop(send.send(client.batch_execute(&statement))));
    Ok(Running { pid: pid.to_string(), done })
}

/// Looks on until the statement has ended. The obstacle goes as soon as the statement waits for something.
fn follow(client: &mut Client, before: Look, obstacle: Client, running: Running) -> anyhow::Result<Watched> {
    let since = Instant::now();
    let (mut held, mut waited, mut obstacle) = (HashMap::new(), false, Some(obstacle));
    let ended = loop {
        let ended = running.done.try_recv();
        if !matches!(ended, Err(TryRecvError::Empty)) {
            break ended;
        }
        // While it waits, it cannot slip away between two looks.
        let waits = observe::waits(client, &running.pid)?;
        if obstacle.is_some() && !waits.is_empty() {
            held = observe::look(client, &running.pid)?.locks;
            waited = waits.iter().any(|it| it == "virtualxid");
            obstacle = None;
        }
        anyhow::ensure!(since.elapsed() < PATIENCE, "a statement does not end");
        thread::sleep(Duration::from_millis(2));
    };
    let refused = match ended {
        Ok(Err(error)) => observe::refused(error)?.refused,
        _ => None,
    };
    let after = Look { locks: held, ..observe::look(client, &running.pid)? };
    Ok(Watched { before, after, waited, refused })
}
