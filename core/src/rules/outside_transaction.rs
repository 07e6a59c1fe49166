use super::{Found, InMigration, Out};
use crate::discovery::Layout;
use crate::finding::{Severity, Span};
use crate::runner::groups::{Applied, By, Step, groups};
use crate::runner::{Detects, Runner, Wrap};
use crate::settings::FileTransaction;
use crate::statement::{Statement, TransactionRole as Role};

rule! {
    /// A statement stands outside the transaction it belongs to, or inside one that cannot hold it.
    ///
    /// A file that fails half-way must leave nothing behind, so its statements belong into one transaction: its own BEGIN
    /// and COMMIT, or the one that the tool opens for each file. Statements before that BEGIN or after that COMMIT are
    /// committed by themselves. With `runner.transaction = "none"` (preset `people-ops`) nobody opens one, and a file
    /// with several statements needs its own.
    ///
    /// Each migration tool has ways of its own, so the same SQL is judged by the tool that the layout says: see
    /// `docs/layouts.md`.
    ///
    /// With `files.transaction = "own"` every file has one BEGIN and one COMMIT around all it does, a file with one statement
    /// too; with `"one"` each is one transaction, whoever opens it (preset `aim`).
    ///
    /// CREATE INDEX CONCURRENTLY, VACUUM, CREATE DATABASE and their like are refused in a transaction (25001). They
    /// belong into a file of their own.
    ///
    /// ## Bad
    /// ```sql
    /// BEGIN;
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// -------------------------------------------------------- outside-transaction
    /// COMMIT;
    /// ```
    /// ```sql
    /// BEGIN;
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// COMMIT;
    /// COMMENT ON COLUMN orders.sku IS 'as printed';
    /// -------------------------------------------- outside-transaction
    /// ```
    /// ## Good
    /// ```sql
    /// BEGIN;
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// COMMENT ON COLUMN orders.sku IS 'as printed';
    /// COMMIT;
    /// ```
    /// ```sql
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// ```
    /// ## Instead
    /// Put what belongs together between one BEGIN and one COMMIT, and what cannot stand there into its own file.
    "outside-transaction", Transactions, Error, Migration(check),
    covers [
        "concurrently-in-transaction", "implicit-transaction-multi-statement",
        "non-transactional-statement-in-transaction", "transaction-nesting", "uncommitted-transaction",
        "enum-add-value-in-transaction",
    ]
}

fn check(it: &InMigration, out: &mut Out) {
    let statements: Vec<&Statement> = it.read.statements.iter().collect();
    // Where nobody says what runs the file, a session setting beside a statement is not held against it.
    let at_work: Vec<&Statement> = match it.runner.unknown {
        true => statements.iter().copied().filter(|it| it.role != Role::SessionSetting).collect(),
        false => statements.clone(),
    };
    let run = Alone::run(it, &at_work);
    if statements.iter().any(|it| matches!(it.role, Role::Begin | Role::Commit | Role::Rollback)) {
        return own_transactions(it, &statements, &run, out);
    }
    for (statement, _) in at_work.iter().zip(&run.refused).filter(|(_, refused)| **refused) {
        refused(statement, it.runner, out);
    }
    let alone = at_work.iter().zip(&run.alone).filter(|(it, alone)| **alone && it.role != Role::SessionSetting);
    let ordinary: Vec<&Statement> = alone.map(|(it, _)| *it).filter(|it| it.role != Role::OutsideOnly).collect();
    if it.runner.cuts_if_it_can && at_work.len() > 1 {
        for statement in at_work.iter().filter(|it| it.role == Role::OutsideOnly) {
            cut_by_prisma(statement, out);
        }
    }
    if it.settings.conventions.files.transaction == Some(FileTransaction::Own) {
        let work = statements.iter().find(|it| it.role == Role::Ordinary);
        if let Some(first) = work {
            out.emit(Found::new(
                Span { end: first.span.start, ..first.span },
                "This file has no BEGIN and COMMIT of its own.",
                "In this project a file brings its transaction: a failure half-way would leave it half applied.",
                "Write BEGIN before the first statement and COMMIT after the last.",
            ));
        }
    } else if let [first, _, ..] = ordinary.as_slice() {
        loose(first.span, ordinary.len(), out);
    }
}

/// What the runner makes of each statement.
struct Alone {
    refused: Vec<bool>,
    /// It commits by itself.
    alone: Vec<bool>,
}

impl Alone {
    fn run(it: &InMigration, statements: &[&Statement]) -> Alone {
        let steps: Vec<Step> = statements.iter().map(|statement| it.read.step(statement)).collect();
        let migration = it.read.migration;
        let sections = migration.sections.as_deref();
        let groups = groups(it.runner, &[Applied { mark: &migration.mark, sections, uncut: false, statements: &steps }]);
        let mut run = Alone { refused: vec![false; steps.len()], alone: vec![false; steps.len()] };
        for (_, at) in groups.refused {
            run.refused[at] = true;
        }
        for (_, at) in groups.groups.iter().filter(|it| it.by == By::Nobody).flat_map(|it| &it.statements) {
            run.alone[*at] = true;
        }
        run
    }
}

/// A file with its own BEGIN: what is outside of it, and what cannot be inside.
fn own_transactions(it: &InMigration, statements: &[&Statement], run: &Alone, out: &mut Out) {
    let wrapped = it.runner.layout != Layout::Numbered && it.runner.told(&it.read.migration.mark).wrap != Wrap::Nothing;
    let one = it.settings.conventions.files.transaction.is_some();
    let (mut open, mut ended) = (None, false);
    for (at, statement) in statements.iter().enumerate() {
        match (statement.role, open) {
            (Role::Begin, None) => {
                open = Some(statement.span);
                if one && ended {
                    another(statement.span, out);
                }
            }
            (Role::Begin, Some(_)) => out.emit(Found::new(
                statement.span,
                "This BEGIN stands in a transaction that is already open.",
                "PostgreSQL only warns and goes on; the next COMMIT ends everything that came before.",
                "Remove it, or COMMIT before it. For a part that can be rolled back by itself use SAVEPOINT.",
            )),
            (Role::Commit | Role::Rollback, Some(_)) => {
                (open, ended) = (None, true);
                if wrapped {
                    ends_too_early(statement, it.runner, out);
                }
            }
            (Role::Commit | Role::Rollback, None) => out.emit(Found::new(
                statement.span,
                "Here a transaction ends that this file never began.",
                "Where a tool wraps the file in its own transaction, this ends that one too early.",
                "Write BEGIN where it should begin, or leave both to the tool.",
            )),
            (Role::OutsideOnly, Some(_)) => inside(statement, out),
            (Role::OutsideOnly, None) if !it.runner.unknown && run.refused[at] => refused(statement, it.runner, out),
            (Role::Ordinary | Role::Savepoint, None) => after_commit(statement, out),
            _ => {}
        }
    }
    if let Some(span) = open {
        out.emit(Found::new(
            span,
            "This BEGIN has no COMMIT.",
            "At the end of the file the connection closes and PostgreSQL rolls everything back.",
            "Write COMMIT at the end.",
        ));
    }
}

fn another(begin: Span, out: &mut Out) {
    out.emit(Found::new(
        begin,
        "This begins a second transaction in one file.",
        "In this project a file is one transaction: if this half fails, the first one stays.",
        "Make one transaction of both, or two files.",
    ));
}

fn ends_too_early(statement: &Statement, runner: &Runner, out: &mut Out) {
    let tool = runner.layout.title();
    let found = Found::new(
        statement.span,
        format!("This ends the transaction that {tool} has opened."),
        format!("{tool} opens one itself, so this file's BEGIN does nothing, and what {tool} writes down about it is \
                 committed apart from its work."),
        format!("Leave BEGIN and COMMIT to {tool}."),
    );
    out.emit(found.at_most(Severity::Warning));
}

fn inside(statement: &Statement, out: &mut Out) {
    out.emit(Found::new(
        statement.span,
        "PostgreSQL refuses this statement in a transaction.",
        "It fails with 25001, and with it everything since BEGIN.",
        "Move it into a file of its own, without BEGIN.",
    ));
}

fn refused(statement: &Statement, runner: &Runner, out: &mut Out) {
    let tool = runner.layout.title();
    let what = match runner.detects {
        _ if runner.unknown => "This statement cannot share a file with others.".to_owned(),
        Detects::File => format!("{tool} refuses a file that holds this statement and others."),
        _ => format!("Under {tool} this statement stands in a transaction."),
    };
    let why = match runner.unknown {
        true => format!("PostgreSQL refuses it in a transaction (25001), and {}", runner.habit()),
        false => format!("PostgreSQL refuses it in a transaction (25001). {}", runner.habit()),
    };
    out.emit(Found::new(statement.span, what, why, runner.way_out()));
}

fn cut_by_prisma(statement: &Statement, out: &mut Out) {
    let found = Found::new(
        statement.span,
        "Whether this statement runs by itself depends on Prisma's parser.",
        "Prisma 7.4 and later cut a file into its statements with a parser that does not know all of PostgreSQL. Where it \
         fails, the whole file is sent as one string, and PostgreSQL refuses this statement (25001).",
        "Move it into a migration of its own.",
    );
    out.emit(found.at_most(Severity::Warning));
}

fn after_commit(statement: &Statement, out: &mut Out) {
    let found = Found::new(
        statement.span,
        "This statement stands outside the file's own BEGIN and COMMIT.",
        "It is committed by itself: if the rest fails it stays, or the other way round.",
        "Move it between BEGIN and COMMIT, or into a file of its own.",
    );
    out.emit(found.at_most(Severity::Warning));
}

fn loose(first: Span, count: usize, out: &mut Out) {
    let found = Found::new(
        first,
        format!("Nothing holds the {count} statements of this file together."),
        "Each is committed by itself, so a failure half-way leaves the file half applied.",
        "Write BEGIN before the first and COMMIT after the last.",
    );
    out.emit(found.at_most(Severity::Warning));
}
