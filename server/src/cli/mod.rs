//! The command line: one file for each subcommand.

mod demo;
mod diff;
mod engine;
mod files;
mod git;
mod layout;
pub mod lint;
mod locks;
mod push;
mod rules;
mod schema;
pub mod serve;
mod source;
pub mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reviews PostgreSQL migrations and applies exactly what was approved.
#[derive(Debug, Parser)]
#[command(name = "lockgate", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Lint(lint::Lint),
    Locks(locks::Locks),
    Layout(layout::Layout),
    Rules(rules::Rules),
    Schema(schema::Schema),
    Diff(diff::Diff),
    Serve(serve::Serve),
    Push(push::Push),
    Verify(verify::Verify),
    Demo(demo::Demo),
    /// The engine in a process of its own: a request as JSON in, an answer as JSON out
    #[command(hide = true)]
    Engine,
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Lint(lint) => lint.run(),
        Command::Locks(locks) => told(locks.run()),
        Command::Layout(layout) => told(layout.run()),
        Command::Rules(rules) => told(rules.run()),
        Command::Schema(schema) => told(lint::on_large_stack(|| schema.run()).flatten()),
        Command::Diff(diff) => diff.run(),
        Command::Serve(serve) => told(serve.run()),
        Command::Push(push) => push.run(),
        Command::Verify(verify) => told(verify.run()),
        Command::Demo(demo) => told(demo.run()),
        Command::Engine => told(engine::run()),
    }
}

/// Exit code 0, or 2 with the reason.
fn told(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
