//! How each tool runs what it applies, as data: what it wraps into a transaction, and what it sends as one string.
//! `docs/layouts.md` has it as a table; `groups` says what comes of it for given statements.

pub mod groups;
#[cfg(not(target_arch = "wasm32"))]
pub mod prisma;

use crate::discovery::{Layout, Mark};
use crate::settings::{self, RunnerTransaction};

/// What a tool opens a transaction around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    Nothing,
    /// each changeset of a file (Liquibase)
    Section,
    File,
    /// all that is applied at once
    Run,
}

/// What a tool sends as one string. PostgreSQL runs several statements in one string as one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Send {
    Each,
    Section,
    File,
}

/// What a tool does by itself with a statement that PostgreSQL refuses in a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detects {
    Nothing,
    /// The file runs without a transaction, and is refused where it holds anything else (Flyway).
    File,
    /// It is sent by itself, and the transaction around it is committed before (Supabase); not DROP INDEX CONCURRENTLY.
    Statement,
}

/// A tool's ways, as far as transactions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runner {
    pub layout: Layout,
    pub wrap: Wrap,
    pub send: Send,
    pub detects: Detects,
    /// Nobody said what tool it is: a session setting beside a statement is not held against it.
    pub unknown: bool,
    /// Prisma 7.4 and later: the file is cut by a parser that does not know all of PostgreSQL, and sent whole where it
    /// fails.
    pub cuts_if_it_can: bool,
}

/// What a tool does when nothing else is said, and how to get a statement out of its transaction.
struct Ways {
    layout: Layout,
    wrap: Wrap,
    send: Send,
    detects: Detects,
    habit: &'static str,
    way_out: &'static str,
}

const OWN_FILE: &str = "Move it into a migration of its own.";
const NO_WAY: &str =
    "Apply it apart from the tool: it has no way to run a statement outside of a transaction.";

#[rustfmt::skip]
const WAYS: &[Ways] = &[
    Ways { layout: Layout::Numbered, wrap: Wrap::Nothing, send: Send::File, detects: Detects::Nothing,
        habit: "a file with several statements is run as one.", way_out: "Move it into a file of its own." },
    Ways { layout: Layout::Prisma, wrap: Wrap::Nothing, send: Send::File, detects: Detects::Nothing,
        habit: "Prisma sends the file as one string, and PostgreSQL runs several statements in one string as one transaction.",
        way_out: "Move it into a migration of its own; or, with Prisma 7.4 or later, say `runner.version = \"7.4\"`." },
    Ways { layout: Layout::GolangMigrate, wrap: Wrap::Nothing, send: Send::File, detects: Detects::Nothing,
        habit: "golang-migrate sends the file as one string, and PostgreSQL runs several statements in one string as one transaction.",
        way_out: OWN_FILE },
    Ways { layout: Layout::Sqlx, wrap: Wrap::File, send: Send::File, detects: Detects::Nothing,
        habit: "sqlx runs each file in a transaction; with `-- no-transaction` it sends the file as one string, which is one transaction where it holds several statements.",
        way_out: "Move it into a file of its own whose first bytes are `-- no-transaction`." },
    Ways { layout: Layout::Diesel, wrap: Wrap::File, send: Send::File, detects: Detects::Nothing,
        habit: "diesel runs each migration in a transaction; with `run_in_transaction = false` it sends the file as one string, which is one transaction where it holds several statements.",
        way_out: "Move it into a migration of its own with `run_in_transaction = false` in its metadata.toml." },
    Ways { layout: Layout::Refinery, wrap: Wrap::File, send: Send::File, detects: Detects::Nothing,
        habit: "refinery runs each file in a transaction.", way_out: NO_WAY },
    Ways { layout: Layout::Flyway, wrap: Wrap::File, send: Send::Each, detects: Detects::File,
        habit: "Flyway runs a file with such a statement without a transaction, and refuses it where other statements stand beside.",
        way_out: OWN_FILE },
    Ways { layout: Layout::Goose, wrap: Wrap::File, send: Send::Each, detects: Detects::Nothing,
        habit: "goose runs each file in a transaction.",
        way_out: "Write `-- +goose NO TRANSACTION` at the top of the file, and leave only this statement in it." },
    Ways { layout: Layout::Dbmate, wrap: Wrap::File, send: Send::File, detects: Detects::Nothing,
        habit: "dbmate runs each file in a transaction; with `transaction:false` it sends the section as one string, which is one transaction where it holds several statements.",
        way_out: "Move it into a file of its own whose marker says `-- migrate:up transaction:false`." },
    Ways { layout: Layout::Supabase, wrap: Wrap::File, send: Send::Each, detects: Detects::Statement,
        habit: "Supabase sends the file in one transaction; since 2.109 it takes out what it knows to be refused there, and DROP INDEX CONCURRENTLY is not among it.",
        way_out: NO_WAY },
    Ways { layout: Layout::Drizzle, wrap: Wrap::Run, send: Send::Section, detects: Detects::Nothing,
        habit: "Drizzle runs all pending migrations in one transaction.", way_out: NO_WAY },
    Ways { layout: Layout::NodePgMigrate, wrap: Wrap::Run, send: Send::File, detects: Detects::Nothing,
        habit: "node-pg-migrate runs all pending migrations in one transaction.",
        way_out: "Write this migration as JavaScript with `pgm.noTransaction()`: a file of SQL has no such mark." },
    Ways { layout: Layout::Atlas, wrap: Wrap::File, send: Send::Each, detects: Detects::Nothing,
        habit: "Atlas runs each file in a transaction.",
        way_out: "Write `-- atlas:txmode none` and an empty line at the top of the file, and leave only this statement in it." },
    Ways { layout: Layout::Sqitch, wrap: Wrap::Nothing, send: Send::Each, detects: Detects::Nothing,
        habit: "psql runs it in the transaction that the script opened.", way_out: "Move it out of BEGIN and COMMIT." },
    Ways { layout: Layout::Liquibase, wrap: Wrap::Section, send: Send::Each, detects: Detects::Nothing,
        habit: "Liquibase runs each changeset in a transaction.",
        way_out: "Give it a changeset of its own with `runInTransaction:false`." },
    Ways { layout: Layout::TypeOrm, wrap: Wrap::Run, send: Send::Section, detects: Detects::Nothing,
        habit: "TypeORM runs all pending migrations in one transaction unless it is told otherwise.",
        way_out: "Run TypeORM with `transaction: \"each\"`, write `transaction = false` in a class of its own, and say `runner.transaction = \"file\"`." },
    Ways { layout: Layout::Knex, wrap: Wrap::File, send: Send::Section, detects: Detects::Nothing,
        habit: "Knex runs each file in a transaction.",
        way_out: "Move it into a file of its own that exports `config = { transaction: false }`." },
];

impl Runner {
    /// The runner of a layout, as the settings change it.
    pub fn of(layout: Option<Layout>, settings: &settings::Runner) -> Runner {
        let ways = ways(layout.unwrap_or(Layout::Numbered));
        let layout = ways.layout;
        let unknown = layout == Layout::Numbered && settings.transaction.is_none();
        let mut runner = Runner {
            layout,
            wrap: ways.wrap,
            send: ways.send,
            detects: ways.detects,
            unknown,
            cuts_if_it_can: false,
        };
        match (layout, settings.version) {
            (Layout::Prisma, Some(version)) if version >= (7, 4) => {
                (runner.send, runner.cuts_if_it_can) = (Send::Each, true);
            }
            (Layout::Supabase, Some(version)) if version < (2, 109) => runner.detects = Detects::Nothing,
            _ => {}
        }
        let numbered = layout == Layout::Numbered;
        match settings.transaction {
            Some(RunnerTransaction::Run) => runner.wrap = Wrap::Run,
            Some(RunnerTransaction::File) => {
                runner.wrap = if layout == Layout::Liquibase { Wrap::Section } else { Wrap::File }
            }
            Some(RunnerTransaction::Batch) => (runner.wrap, runner.send) = (Wrap::Nothing, Send::File),
            Some(RunnerTransaction::None) => {
                runner.wrap = Wrap::Nothing;
                // golang-migrate's `x-multi-statement`, and psql.
                if numbered || layout == Layout::GolangMigrate {
                    runner.send = Send::Each;
                }
            }
            None => {}
        }
        if numbered && matches!(settings.transaction, Some(RunnerTransaction::File | RunnerTransaction::Run))
        {
            runner.send = Send::Each;
        }
        runner
    }

    /// The same for a migration that says something itself.
    pub fn told(self, mark: &Mark) -> Runner {
        let wrap = match mark {
            // TypeORM refuses such a class while all share one transaction.
            Mark::NoTransaction if self.layout == Layout::TypeOrm && self.wrap == Wrap::Run => self.wrap,
            Mark::NoTransaction | Mark::Unmeant { .. } => Wrap::Nothing,
            Mark::OneForAll => Wrap::Run,
            Mark::None | Mark::Ignored { .. } => self.wrap,
        };
        Runner { wrap, ..self }
    }

    /// Why a statement that cannot stand in a transaction stands in one, as a sentence about the tool.
    pub fn habit(&self) -> &'static str {
        ways(self.layout).habit
    }

    pub fn way_out(&self) -> &'static str {
        ways(self.layout).way_out
    }
}

fn ways(layout: Layout) -> &'static Ways {
    WAYS.iter().find(|it| it.layout == layout).unwrap_or(&WAYS[0])
}
