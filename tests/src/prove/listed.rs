//! What the page tells of the random pairs: how many there were on each version, and each of them on which engine and
//! server do not agree, with the place in PostgreSQL's source that explains it.

use super::trial::{Disagreement, Trial};
use std::fmt::Write;

/// How many pairs are run on each version.
pub const PAIRS: usize = 4000;

/// Each version has schemas of its own.
pub fn seed(version: u16) -> u64 {
    50_000 + 1000 * u64::from(version)
}

/// A statement on which they do not agree, and why.
const REASONS: &[(&str, &str)] = &[
    (
        "ALTER TABLE t3 ATTACH PARTITION app.t2 FOR VALUES FROM (2000) TO (3000)",
        "`tablecmds.c`, `ATExecAttachPartition` goes column by column, and asks of each, from 17 on, first whether it is \
         an identity, then whether the partitioned table has it",
    ),
    (
        "ALTER TABLE t4 ADD CONSTRAINT k FOREIGN KEY (c1) REFERENCES t3 (id) ON DELETE CASCADE NOT VALID, ADD \
         CONSTRAINT k UNIQUE (id)",
        "`tablecmds.c`, `ATExecAddConstraint` finds the name taken before `ATAddForeignKeyConstraint` sees NOT VALID on \
         a partitioned table",
    ),
    (
        "ALTER TABLE t1_1 ADD PRIMARY KEY USING INDEX t1_1_u, ADD CONSTRAINT k UNIQUE USING INDEX t1_1_u",
        "`tablecmds.c`: `ATParseTransformCmd` reads both parts before one is done, so that the index has no constraint \
         yet; `RenameRelationInternal` then gives the first constraint the name of the second",
    ),
    (
        "ALTER TABLE app.t2 ADD COLUMN c0 text COLLATE \"C\", ALTER COLUMN id TYPE numeric USING id::numeric",
        "`tablecmds.c`, `AlterTablePass`: from 17 on `AT_PASS_ADD_COL` comes before `AT_PASS_OLD_CONSTR`, in which the \
         foreign key is made anew",
    ),
];

const HEAD: &str = "
## random
Statements drawn at random on schemas drawn at random, each in a transaction that is rolled back, as `cargo xtask prove
random VERSION SEED PAIRS` draws them. What the engine says of locks, rewrites, builds, scans and failures is held against
what the server did. Those on which they do not agree are listed, with the place in PostgreSQL's source that explains it.

| PostgreSQL | first seed | pairs | of them ran | differ |
|---|---|---|---|---|
";

/// What stands in the place of a reason that nobody has written yet.
pub const UNEXPLAINED: &str = "not explained";

/// The section of the page.
pub fn section(told: &[(u16, Trial)]) -> String {
    let mut page = HEAD.to_owned();
    for (version, it) in told {
        let (seed, differ) = (seed(*version), it.disagreements.len());
        let _ = writeln!(page, "| {version} | {seed} | {} | {} | {differ} |", it.pairs, it.ran);
    }
    page += "\n| PostgreSQL | seed | statement | the server, and the engine | why |\n|---|---|---|---|---|\n";
    for (version, trial) in told {
        for it in &trial.disagreements {
            let reason = REASONS.iter().find(|(statement, _)| *statement == it.statement);
            let why = reason.map_or(UNEXPLAINED, |it| it.1);
            let _ = writeln!(page, "{}{why} |", line(*version, it));
        }
    }
    page
}

/// A page without the section.
pub fn cases(page: &str) -> &str {
    page.find("\n## random\n").map_or(page, |at| &page[..at])
}

/// A line of the list, as far as a run alone knows it.
pub fn line(version: u16, it: &Disagreement) -> String {
    let differences = it.differences.join("; ");
    format!("| {version} | {} | `{}` | {differences} | ", it.seed, it.statement)
}

/// The cells of the section's lines.
fn cells(page: &str) -> impl Iterator<Item = Vec<&str>> {
    let section = page.split_once("\n## random\n").map_or("", |it| it.1);
    section.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

/// How many pairs a page tells of, on all versions together.
pub fn pairs(page: &str) -> usize {
    let numbers = cells(page).filter(|it| it.len() == 5 && !it[2].starts_with('`'));
    numbers.filter_map(|it| it[2].parse::<usize>().ok()).sum()
}

/// What a page lists of a version: the seed, and the line as far as [`line`] has it.
pub fn listed(page: &str, version: u16) -> Vec<(u64, String)> {
    let rows =
        cells(page).filter(|it| it.len() == 5 && it[2].starts_with('`') && it[0] == version.to_string());
    let row = |it: Vec<&str>| {
        Some((it[1].parse().ok()?, format!("| {version} | {} | {} | {} | ", it[1], it[2], it[3])))
    };
    rows.filter_map(row).collect()
}
