//! Statements in, parts out: where an apply commits, and what it cannot do.

use crate::digest::Digest;
use crate::finding::Span;
use crate::plan::{Mode, Part, Plan, Problem, Proof};
use crate::script::Why;
use crate::statement::TransactionRole;

/// One statement of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub span: Span,
    /// 1-based
    pub line: usize,
    pub role: TransactionRole,
    /// Only for what stands alone.
    pub proof: Option<Proof>,
    /// It gives up the session's advisory locks: DISCARD ALL.
    pub unlocks: bool,
}

/// A migration that is to be planned.
#[derive(Debug, Clone)]
pub struct File<'a> {
    pub migration: &'a str,
    pub file: &'a str,
    pub digest: &'a Digest,
    pub steps: &'a [Step],
    pub unsendable: &'a [Unsendable],
}

/// A place in a file that can't be sent to PostgreSQL as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsendable {
    /// 1-based
    pub line: usize,
    /// `None` where it could not be read as SQL.
    pub why: Option<Why>,
}

/// What it is, and the way out.
fn words(why: Option<Why>) -> (&'static str, &'static str) {
    match why {
        None => ("This could not be read as SQL.", "Mend it, or take it out of the migration."),
        Some(Why::Psql) => (
            "Only psql understands this, and an apply sends statements itself.",
            "Write what it does as SQL, or run this migration with psql.",
        ),
        Some(Why::CopyData) => (
            "An apply sends statements, not the rows that follow this one.",
            "Write the rows as INSERT, or run this migration with psql.",
        ),
        Some(Why::Filled) => (
            "Something is filled in here, so what would run is not what was reviewed.",
            "Write what it comes to, or run this migration with the tool that fills it in.",
        ),
    }
}

/// What an apply does with a file, part by part, and why it can't be applied.
pub fn plan(file: &File) -> Plan {
    let mut builder = Builder { file, parts: Vec::new(), problems: Vec::new(), open: None };
    builder.run();
    let of = builder.parts.len();
    let parts = builder.parts.into_iter().enumerate().map(|(i, (mode, statements, proof))| Part {
        migration: file.migration.to_owned(),
        file: file.file.to_owned(),
        digest: file.digest.clone(),
        number: i + 1,
        of,
        mode,
        statements,
        proof,
    });
    Plan { parts: parts.collect(), problems: builder.problems }
}

struct Builder<'a> {
    file: &'a File<'a>,
    parts: Vec<(Mode, Vec<Span>, Option<Proof>)>,
    problems: Vec<Problem>,
    /// The line of the BEGIN whose COMMIT is still to come.
    open: Option<usize>,
}

impl Builder<'_> {
    fn run(&mut self) {
        for it in self.file.unsendable {
            let (what, instead) = words(it.why);
            self.problem(it.line, what, instead);
        }
        for step in self.file.steps {
            self.step(step);
        }
        if let Some(line) = self.open {
            self.problem(line, "This BEGIN has no COMMIT.", "End the transaction with COMMIT.");
        }
        if self.parts.is_empty() && self.problems.is_empty() {
            // A file of comments is applied too: its row in the ledger is all that there is to do.
            self.parts.push((Mode::Wrapped, Vec::new(), None));
        }
    }

    fn step(&mut self, step: &Step) {
        if step.unlocks {
            return self.problem(
                step.line,
                "DISCARD ALL frees the lock that keeps other applies away from the target.",
                "Leave it out: each file finds a session as if it had just been opened.",
            );
        }
        match (step.role, self.open) {
            (TransactionRole::Begin, None) => {
                self.open = Some(step.line);
                self.parts.push((Mode::Own, vec![step.span], None));
            }
            (TransactionRole::Begin, Some(_)) => {
                self.problem(
                    step.line,
                    "This BEGIN stands inside a transaction.",
                    "Commit the one before first.",
                );
            }
            (TransactionRole::Commit, Some(_)) => {
                self.open = None;
                self.extend(step.span);
            }
            (TransactionRole::Commit, None) => {
                self.problem(
                    step.line,
                    "This COMMIT has no BEGIN.",
                    "Take it out, or begin the transaction.",
                );
            }
            (TransactionRole::Rollback | TransactionRole::Untracked, _) => self.problem(
                step.line,
                "What is committed after this statement can't be known beforehand.",
                "Use plain BEGIN and COMMIT, and leave out what would be rolled back.",
            ),
            (TransactionRole::OutsideOnly, Some(_)) => self.problem(
                step.line,
                "This statement can't stand in a transaction; PostgreSQL refuses it with 25001.",
                "Move it out of BEGIN and COMMIT, best into a migration of its own.",
            ),
            (TransactionRole::OutsideOnly, None) => {
                self.parts.push((Mode::Alone, vec![step.span], step.proof.clone()))
            }
            (_, Some(_)) => self.extend(step.span),
            (_, None) => match self.parts.last_mut() {
                Some((Mode::Wrapped, statements, _)) => statements.push(step.span),
                _ => self.parts.push((Mode::Wrapped, vec![step.span], None)),
            },
        }
    }

    /// Adds to the part that the file's own BEGIN opened.
    fn extend(&mut self, span: Span) {
        if let Some((_, statements, _)) = self.parts.last_mut() {
            statements.push(span);
        }
    }

    fn problem(&mut self, line: usize, what: &str, instead: &str) {
        let file = self.file.file.to_owned();
        self.problems.push(Problem { file, line, what: what.to_owned(), instead: instead.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::{TransactionRole::*, *};

    /// One letter a statement: b(egin) c(ommit) r(ollback) a(lone) o(rdinary). Answers the parts as `mode:count`.
    fn parts(letters: &str) -> Result<String, Vec<String>> {
        let step = |(i, letter)| Step {
            span: Span { start: i, end: i + 1 },
            line: i + 1,
            role: match letter {
                'b' => Begin,
                'c' => Commit,
                'r' => Rollback,
                'a' => OutsideOnly,
                _ => Ordinary,
            },
            proof: None,
            unlocks: false,
        };
        let steps: Vec<Step> = letters.chars().enumerate().map(step).collect();
        let digest = Digest::of(b"");
        let file = File { migration: "1", file: "1.sql", digest: &digest, steps: &steps, unsendable: &[] };
        let plan = plan(&file);
        if !plan.problems.is_empty() {
            return Err(plan.problems.iter().map(|it| format!("{} {}", it.line, it.what)).collect());
        }
        let last = plan.parts.len();
        assert!(plan.parts.iter().enumerate().all(|(i, it)| it.number == i + 1 && it.of == last));
        let sent: Vec<usize> = plan.parts.iter().flat_map(|it| &it.statements).map(|it| it.start).collect();
        assert_eq!(sent, (0..steps.len()).collect::<Vec<_>>(), "every statement once, in order");
        let words = plan.parts.iter().map(|it| {
            let mode = match it.mode {
                Mode::Wrapped => "wrapped",
                Mode::Own => "own",
                Mode::Alone => "alone",
            };
            format!("{mode}:{}", it.statements.len())
        });
        Ok(words.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn commit_points() {
        for (statements, expected) in [
            ("ooo", "wrapped:3"),
            ("", "wrapped:0"),
            ("bc", "own:2"),
            ("boooc", "own:5"),
            ("bocboc", "own:3 own:3"),
            ("oboco", "wrapped:1 own:3 wrapped:1"),
            ("a", "alone:1"),
            ("oaao", "wrapped:1 alone:1 alone:1 wrapped:1"),
            ("boca", "own:3 alone:1"),
        ] {
            assert_eq!(parts(statements).as_deref(), Ok(expected), "{statements}");
        }
    }

    #[test]
    fn what_cannot_be_planned_says_so() {
        for (statements, line, what) in [
            ("bo", 1, "no COMMIT"),
            ("oc", 2, "no BEGIN"),
            ("bbc", 2, "inside a transaction"),
            ("bor", 3, "can't be known"),
            ("bac", 2, "25001"),
        ] {
            let problems = parts(statements).unwrap_err();
            assert!(
                problems.iter().any(|it| it.starts_with(&line.to_string()) && it.contains(what)),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_sent_stops_the_apply() {
        let digest = Digest::of(b"");
        for why in [None, Some(Why::Psql), Some(Why::CopyData), Some(Why::Filled)] {
            let unsendable = [Unsendable { line: 3, why }];
            let file =
                File { migration: "1", file: "1.sql", digest: &digest, steps: &[], unsendable: &unsendable };
            let plan = plan(&file);
            assert_eq!((plan.parts.len(), plan.problems[0].line), (0, 3));
            assert_eq!(plan.problems[0].what, words(why).0);
        }
    }
}
