//! The differences that are known, each with its reason.

/// The first version that reads it as we do, the file, how the statement begins, and why.
const SYNTAX: &[(u16, &str, &str, &str)] = &[
    (
        16,
        "create_table.sql",
        "CREATE TABLE partitioned",
        "the grammar itself knows the strategies from 16 on",
    ),
    (
        18,
        "foreign_key.sql",
        "ALTER TABLE fktable ALTER CONSTRAINT",
        "18 takes NO INHERIT there, for NOT NULL",
    ),
    (17, "merge.sql", "MERGE INTO sq_target", "MERGE has RETURNING from 17 on"),
    (16, "numerology.sql", "SELECT 1_2_3", "digits may have underscores between them from 16 on"),
];

/// Files in which psql sends something else than we cut, and why.
const SENT: &[(&str, &str)] = &[
    ("partition_prune.sql", "`\\gexec` runs what comes back"),
    ("privileges.sql", "no data are sent for a COPY that the server refuses, so psql reads on below it"),
    ("psql.sql", "`\\gdesc` sends without running, `\\gexec` runs what comes back, `\\g` alone repeats"),
    ("psql_crosstab.sql", "`\\crosstabview` alone repeats"),
    ("rowsecurity.sql", "no data are sent for a COPY that the server refuses, so psql reads on below it"),
    ("stats.sql", "psql's log loses a statement before `\\c`"),
    ("strings.sql", "standard_conforming_strings is off in a part of it, which is told as unread"),
];

/// Panics where psql sent something else than we cut, in a file that is not listed, or where a listed file has no
/// difference any more.
pub fn check_sent(different: &[String]) {
    let of = |file: &str| different.iter().filter(move |it| it.starts_with(&format!("{file}:"))).count();
    let listed: usize = SENT.iter().map(|(file, _)| of(file)).sum();
    assert!(listed == different.len(), "{}", different.join("\n"));
    for (file, why) in SENT {
        assert!(of(file) > 0, "no difference any more: {file}: {why}");
    }
}

pub struct Listed {
    major: u16,
    seen: Vec<usize>,
    others: Vec<String>,
}

impl Listed {
    pub fn new(major: u16) -> Listed {
        Listed { major, seen: Vec::new(), others: Vec::new() }
    }

    pub fn see(&mut self, file: &str, statement: &str, how: &str) {
        let fits = |(since, of, begins, _): &(u16, &str, &str, &str)| {
            *since > self.major && *of == file && statement.starts_with(begins)
        };
        match SYNTAX.iter().position(fits) {
            Some(at) => self.seen.push(at),
            None => self.others.push(format!("{file}: {statement}\n  {how}")),
        }
    }

    pub fn seen(&self) -> usize {
        self.seen.len()
    }

    /// Every difference is listed, and every listed one is still there.
    pub fn check(&self) {
        assert!(self.others.is_empty(), "{} differences:\n{}", self.others.len(), self.others.join("\n"));
        for (at, (since, file, statement, _)) in SYNTAX.iter().enumerate() {
            let there = *since <= self.major || self.seen.contains(&at);
            assert!(there, "no difference any more: {file}: {statement}");
        }
    }
}
