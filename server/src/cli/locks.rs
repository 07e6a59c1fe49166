//! `lockgate locks`: what each statement locks, rewrites and reads.

use super::files;
use super::lint::Format;
use anyhow::Context;
use clap::Args;
use lockgate_core::engine::{self, Request};
use std::io::Write;
use std::path::PathBuf;

/// Print what each statement locks, rewrites and reads.
///
/// Only relations that were there before the migration are named: nobody else can wait for those that it makes.
/// Exit code 0, or 2 where nothing could be told.
#[derive(Debug, Args)]
pub struct Locks {
    /// The folder with the migrations, or one file
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The major version of the PostgreSQL that will run them [default: 15]
    #[arg(long, value_name = "MAJOR")]
    postgres: Option<u16>,
    /// The settings file, in place of the lockgate.toml beside or above the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Locks {
    pub fn run(self) -> anyhow::Result<()> {
        let files = files::collect(&self.path, self.config.as_deref())?;
        let request = Request { files, base: None, preset: None, postgres: self.postgres };
        let locks = super::lint::on_large_stack(|| engine::locks(&request))?
            .context("the settings cannot be used")?;
        let text = match self.format {
            Format::Json => locks.json(),
            Format::Text => locks.text(),
        };
        std::io::stdout().write_all(text.as_bytes()).context("cannot print")
    }
}
