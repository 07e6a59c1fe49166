//! `lockgate schema`: what a schema holds, in lines or as a snapshot.

use super::source;
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use lockgate_catalog::Printed;
use lockgate_core::schema::catalog::facts;
use std::io::Write;

/// Print what a schema holds.
///
/// SOURCE is a folder of migrations, which is replayed; FOLDER@REVISION, as git has it; a postgres:// URL; or a
/// snapshot (.json). Exit code 0: printed. 2: it could not be read.
#[derive(Debug, Args)]
pub struct Schema {
    /// What to read the schema from
    source: String,
    /// What to print: one line a fact, or a snapshot that can be a source again
    #[arg(long, value_enum, default_value = "facts")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Facts,
    Json,
}

impl Schema {
    pub fn run(self) -> anyhow::Result<()> {
        let printed = match self.format {
            Format::Facts => Printed::Nothing,
            Format::Json => Printed::Definitions,
        };
        let known = source::read(&self.source, printed)?;
        let text = match self.format {
            Format::Facts => {
                facts(&known.catalog, known.postgres).iter().map(|it| format!("{it}\n")).collect()
            }
            Format::Json => {
                let Some(snapshot) = &known.snapshot else {
                    bail!("a snapshot is taken of a database; of migrations there are only the facts")
                };
                serde_json::to_string_pretty(snapshot)? + "\n"
            }
        };
        std::io::stdout().lock().write_all(text.as_bytes()).context("cannot print the schema")
    }
}
