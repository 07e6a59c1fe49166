//! Runs statements in a transaction that is rolled back, and looks what the server did meanwhile.

use postgres::error::SqlState;
use postgres::{Client, SimpleQueryMessage, SimpleQueryRow};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a case did, by the names of the relations that were there before it; `public.` is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// the strongest lock on each, as PostgreSQL's documentation spells it
    pub locks: BTreeMap<String, String>,
    /// What has a new file: tables, materialized views, sequences, and indexes of the same name as before.
    pub rewrites: BTreeSet<String>,
    /// tables with an index of a new name whose file is new
    pub builds: BTreeSet<String>,
    /// what was read from end to end
    pub scans: BTreeSet<String>,
    /// for whose end it waited
    pub waits: Option<Wait>,
    /// the SQLSTATE that it failed with; nothing else is known then
    pub refused: Option<String>,
}

/// Whose end a statement waits for, besides those who hold a lock that conflicts with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// every transaction with an older snapshot, whatever it reads
    Snapshots,
    /// every transaction that has used the table
    Users,
}

/// PostgreSQL's lock modes from weak to strong, as `pg_locks` and as the documentation names them.
pub const MODES: &[(&str, &str)] = &[
    ("AccessShareLock", "ACCESS SHARE"),
    ("RowShareLock", "ROW SHARE"),
    ("RowExclusiveLock", "ROW EXCLUSIVE"),
    ("ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"),
    ("ShareLock", "SHARE"),
    ("ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"),
    ("ExclusiveLock", "EXCLUSIVE"),
    ("AccessExclusiveLock", "ACCESS EXCLUSIVE"),
];

#[derive(Debug, Clone)]
pub struct Relation {
    pub name: String,
    /// `pg_class.relkind`
    pub kind: char,
    /// 0 where it has no file
    pub file: u64,
    /// the table of an index
    pub table: Option<u32>,
}

impl Relation {
    pub fn is_index(&self) -> bool {
        matches!(self.kind, 'i' | 'I')
    }
}

/// Every relation of the project's own schemas, by its number in the catalog.
pub type Catalog = HashMap<u32, Relation>;

/// One look from inside a transaction.
#[derive(Default)]
pub struct Look {
    pub catalog: Catalog,
    /// by relation; the strongest mode's place in [`MODES`]
    pub locks: HashMap<u32, usize>,
    pub scans: HashMap<u32, u64>,
}

const LOCKS: &str = "SELECT 'lock', relation::text, mode, '', '', '' FROM pg_locks \
    WHERE locktype = 'relation' AND pid = ";
const SCANS: &str =
    "SELECT 'scan', relid::text, coalesce(seq_scan, 0)::text, '', '', '' FROM pg_stat_xact_user_tables";
const CATALOG: &str = "SELECT 'relation', c.oid::text, \
        CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname, c.relkind::text, \
        coalesce(pg_relation_filenode(c.oid), 0)::text, coalesce(i.indrelid, 0)::text \
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid \
    WHERE c.oid >= 16384 AND n.nspname NOT IN ('pg_toast', 'pg_catalog', 'information_schema')";

/// The catalog, and the locks that the server process `pid` has or asks for.
pub fn look(client: &mut Client, pid: &str) -> Result<Look, postgres::Error> {
    read(client, &format!("{LOCKS}{pid} UNION ALL {SCANS} UNION ALL {CATALOG}"))
}

/// The kinds of locks that a server process waits for.
pub fn waits(client: &mut Client, pid: &str) -> Result<Vec<String>, postgres::Error> {
    let query = format!("SELECT locktype FROM pg_locks WHERE NOT granted AND pid = {pid}");
    Ok(client.query(&query, &[])?.iter().map(|row| row.get(0)).collect())
}

pub fn catalog(client: &mut Client) -> Result<Catalog, postgres::Error> {
    Ok(read(client, CATALOG)?.catalog)
}

fn read(client: &mut Client, query: &str) -> Result<Look, postgres::Error> {
    let mut look = Look::default();
    for message in client.simple_query(query)? {
        if let SimpleQueryMessage::Row(row) = message {
            take(&mut look, &row);
        }
    }
    Ok(look)
}

fn take(look: &mut Look, row: &SimpleQueryRow) {
    let text = |at: usize| row.get(at).unwrap_or_default();
    let number = |at: usize| text(at).parse::<u64>().unwrap_or_default();
    let oid = number(1) as u32;
    match text(0) {
        "lock" => {
            let mode = MODES.iter().position(|(name, _)| *name == text(2)).expect("a mode of PostgreSQL");
            let known = look.locks.entry(oid).or_default();
            *known = mode.max(*known);
        }
        "scan" => {
            look.scans.insert(oid, number(2));
        }
        _ => {
            let table = Some(number(5) as u32).filter(|it| *it != 0);
            let kind = text(3).chars().next().unwrap_or(' ');
            look.catalog.insert(oid, Relation { name: text(2).to_owned(), kind, file: number(4), table });
        }
    }
}

/// Runs the statements in one transaction and rolls it back. `before` is the catalog without them.
pub fn in_transaction(
    client: &mut Client,
    before: &Catalog,
    statements: &[String],
) -> Result<Outcome, postgres::Error> {
    client.batch_execute("BEGIN")?;
    let scanned = read(client, SCANS)?.scans;
    let ran = statements.iter().try_for_each(|it| client.simple_query(it).map(drop));
    let outcome = match ran {
        Ok(()) => Ok(outcome(before, &scanned, &look(client, "pg_backend_pid()")?)),
        Err(error) => refused(error),
    };
    // A statement of the case may have ended the session.
    client.batch_execute("ROLLBACK")?;
    outcome
}

/// A refusal is an observation; a lost connection is not.
pub fn refused(error: postgres::Error) -> Result<Outcome, postgres::Error> {
    match error.code().map(SqlState::code).map(str::to_owned) {
        Some(code) => Ok(Outcome { refused: Some(code), ..Outcome::default() }),
        None => Err(error),
    }
}

/// What is different between two looks, about what was there before.
pub fn outcome(before: &Catalog, scanned: &HashMap<u32, u64>, after: &Look) -> Outcome {
    let name = |oid: &u32| before.get(oid).map(|it| it.name.clone());
    let scans = after.scans.iter().filter(|(oid, count)| **count > scanned.get(oid).copied().unwrap_or(0));
    Outcome {
        locks: locks(before, &after.locks),
        rewrites: rewrites(before, &after.catalog),
        builds: builds(before, &after.catalog),
        scans: scans.filter_map(|(oid, _)| name(oid)).collect(),
        ..Outcome::default()
    }
}

/// An index's lock counts where it can make somebody wait whom its table's lock does not.
pub fn locks(before: &Catalog, held: &HashMap<u32, usize>) -> BTreeMap<String, String> {
    const WEAKEST_OF_AN_INDEX: usize = 3;
    const STRONGEST: usize = 7;
    let counts = |oid: &u32, mode: usize, relation: &Relation| {
        let of_table = relation.table.and_then(|table| held.get(&table)).copied();
        *oid != 0 && (!relation.is_index() || mode >= WEAKEST_OF_AN_INDEX && of_table != Some(STRONGEST))
    };
    let known = held.iter().filter_map(|(oid, mode)| Some((oid, *mode, before.get(oid)?)));
    known
        .filter(|(oid, mode, relation)| counts(oid, *mode, relation))
        .map(|(_, mode, relation)| (relation.name.clone(), MODES[mode].1.to_owned()))
        .collect()
}

fn rewrites(before: &Catalog, after: &Catalog) -> BTreeSet<String> {
    let files: HashMap<&str, u64> = after.values().map(|it| (it.name.as_str(), it.file)).collect();
    let changed = |it: &&Relation| files.get(it.name.as_str()).is_some_and(|file| *file != it.file);
    before.values().filter(changed).map(|it| it.name.clone()).collect()
}

/// By name, as an index that is made anew under its old name is a rewrite.
fn builds(before: &Catalog, after: &Catalog) -> BTreeSet<String> {
    let (mut names, mut files) = (BTreeSet::new(), BTreeSet::new());
    for relation in before.values() {
        names.insert(relation.name.as_str());
        files.insert(relation.file);
    }
    let new = after
        .values()
        .filter(|it| it.kind == 'i' && !names.contains(it.name.as_str()) && !files.contains(&it.file));
    new.filter_map(|it| before.get(&it.table?)).map(|it| it.name.clone()).collect()
}
