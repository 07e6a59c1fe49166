//! `docs/proof.md`: what each case did on each version. The run writes it; a test holds it against the server at hand.

use super::cases::Case;
use super::observe::{Outcome, Wait};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A case, and what is told of it for each version that it was run on.
pub struct Row {
    pub case: Case,
    pub told: Vec<(u16, String)>,
}

const HEAD: &str = "\
# The proof

What PostgreSQL 13 to 18 did with each statement. `cargo xtask prove` starts the servers, runs every case of
`tests/proof` on the schema in `tests/proof/base`, looks from inside the transaction or from a second session, and writes
this page. A test runs the cases again on the PostgreSQL at hand and fails where it does not do what stands here; another
holds what the engine says (`core/src/effect`, `lockgate locks`) against every line, for all six versions. Random pairs
of a schema and a statement follow at the end.

For each relation that was there before, the strongest lock on it; *rewrites*: it has a new file; *builds*: a new index was
built on it; *scans*: it was read from end to end; *waits*: for transactions that hold no lock against it. A code is the
SQLSTATE that PostgreSQL refused it with.
";

pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("docs/proof.md")
}

pub fn render(rows: &[Row]) -> String {
    let mut page = HEAD.to_owned();
    let mut group = "";
    for row in rows {
        if row.case.group != group {
            group = &row.case.group;
            let _ = write!(page, "\n## {group}\n| case | SQL | PostgreSQL |\n|---|---|---|\n");
        }
        page += &line(row);
    }
    page
}

fn line(row: &Row) -> String {
    let case = &row.case;
    let sql: Vec<String> = case.statements.iter().map(|it| in_one_line(it)).collect();
    let alone = if case.alone { " (not in a transaction)" } else { "" };
    format!("| {} | `{}`{alone} | {} |\n", case.name, sql.join("; "), versions(&row.told).join("<br>"))
}

fn in_one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// `13–15: t ACCESS EXCLUSIVE`, one for each run of versions that did the same.
fn versions(told: &[(u16, String)]) -> Vec<String> {
    let mut runs: Vec<(u16, u16, &str)> = Vec::new();
    for (version, text) in told {
        match runs.last_mut() {
            Some((_, last, known)) if *known == text => *last = *version,
            _ => runs.push((*version, *version, text)),
        }
    }
    let range = |from, to| if from == to { format!("{from}") } else { format!("{from}–{to}") };
    runs.into_iter().map(|(from, to, text)| format!("{}: {text}", range(from, to))).collect()
}

/// What a page tells of a case on a version.
pub fn told<'a>(page: &'a str, case: &str, version: u16) -> Option<&'a str> {
    let start = format!("| {case} | ");
    let line = page.lines().find(|line| line.starts_with(&start))?;
    let cell = line.rsplit_once(" | ")?.1.strip_suffix(" |")?;
    cell.split("<br>").find_map(|run| {
        let (range, text) = run.split_once(": ")?;
        let (from, to) = range.split_once('–').unwrap_or((range, range));
        (from.parse::<u16>().ok()?..=to.parse().ok()?).contains(&version).then_some(text)
    })
}

/// An outcome in one line.
pub fn words(it: &Outcome) -> String {
    if let Some(code) = &it.refused {
        return code.clone();
    }
    let locks: Vec<String> = it.locks.iter().map(|(name, mode)| format!("{name} {mode}")).collect();
    let list = |word: &str, names: &BTreeSet<String>| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if names.is_empty() { String::new() } else { format!("{word} {}", names.join(", ")) }
    };
    let waits = match it.waits {
        Some(Wait::Snapshots) => "waits for older snapshots",
        Some(Wait::Users) => "waits for transactions that use the table",
        None => "",
    };
    let parts = [
        locks.join(", "),
        list("rewrites", &it.rewrites),
        list("builds", &it.builds),
        list("scans", &it.scans),
        waits.to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join("; ") }
}

/// Reads [`words`] back.
pub fn outcome(words: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let names = |list: &str| list.split(", ").map(str::to_owned).collect::<BTreeSet<String>>();
    if words.len() == 5 && words.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase()) {
        return Outcome { refused: Some(words.to_owned()), ..outcome };
    }
    for part in words.split("; ").filter(|part| *part != "nothing") {
        match part.split_once(' ') {
            Some(("rewrites", list)) => outcome.rewrites = names(list),
            Some(("builds", list)) => outcome.builds = names(list),
            Some(("scans", list)) => outcome.scans = names(list),
            Some(("waits", "for older snapshots")) => outcome.waits = Some(Wait::Snapshots),
            Some(("waits", _)) => outcome.waits = Some(Wait::Users),
            _ => {
                let locks = part.split(", ").filter_map(|it| it.split_once(' '));
                outcome.locks = locks.map(|(name, mode)| (name.to_owned(), mode.to_owned())).collect();
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let case = Case {
            name: "a".to_owned(),
            group: "g".to_owned(),
            from: 13,
            alone: false,
            statements: vec!["select 1 | 2".to_owned()],
        };
        let told_of = [(13, "x"), (14, "x"), (15, "y: z")].map(|(version, text)| (version, text.to_owned()));
        let page = render(&[Row { case, told: told_of.into() }]);
        assert_eq!(told(&page, "a", 14), Some("x"));
        assert_eq!(told(&page, "a", 15), Some("y: z"));
        assert_eq!(told(&page, "a", 16), None);
        assert_eq!(told(&page, "b", 14), None);
    }
}
