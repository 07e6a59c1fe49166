//! `lockgate layout`: a folder as its tool sees it.

use super::{files, lint};
use anyhow::Context;
use clap::{Args, ValueEnum};
use lockgate_core::engine::{Request, listing};
use std::io::Write;
use std::path::PathBuf;

/// Show a folder as its tool sees it: order, versions, checksums, and what is committed together.
#[derive(Debug, Args)]
pub struct Layout {
    /// The folder with the migrations
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The settings file, in place of the lockgate.toml beside or above the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Layout {
    pub fn run(self) -> anyhow::Result<()> {
        let files = files::collect(&self.path, self.config.as_deref())?;
        let request = Request { files, ..Request::default() };
        let listing =
            lint::on_large_stack(|| listing::list(&request))?.context("the settings cannot be used")?;
        let text = match self.format {
            Format::Text => listing.text(),
            Format::Json => {
                serde_json::to_string_pretty(&listing).context("cannot print the listing")? + "\n"
            }
        };
        std::io::stdout().lock().write_all(text.as_bytes()).context("cannot print the listing")
    }
}
