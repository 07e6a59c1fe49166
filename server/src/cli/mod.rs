//! The command line: one file for each subcommand.

mod files;
pub mod lint;

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
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Lint(lint) => lint.run(),
    }
}
