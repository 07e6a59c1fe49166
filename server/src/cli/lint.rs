//! `lockgate lint`: judges the migrations of a folder, in the terminal or for another program.

use super::{files, source};
use anyhow::Context;
use clap::{Args, ValueEnum};
use lockgate_core::engine::{self, Request};
use lockgate_core::finding::Severity;
use lockgate_core::report::{json, text};
use lockgate_core::verdict::Analysis;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Judge the migrations of a folder.
///
/// Exit code 0: nothing at or above --fail-on. 1: something, or SQL that could not be read. 2: nothing was judged.
#[derive(Debug, Args)]
pub struct Lint {
    /// The folder with the migrations, or one file
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The least severity that fails the run
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// The major version of the PostgreSQL that will run them [default: 15]
    #[arg(long, value_name = "MAJOR")]
    postgres: Option<u16>,
    /// The convention to judge by, over the one in lockgate.toml
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// The settings file, in place of the lockgate.toml beside or above the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What the first of the files finds: a snapshot (.json), a script such as pg_dump writes (.sql), or any other
    /// source of `lockgate schema`. Without it the files may begin in the middle of a history
    #[arg(long, value_name = "SOURCE")]
    schema: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Info,
    Warning,
    Error,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

impl Lint {
    pub fn run(self) -> ExitCode {
        match self.judge() {
            Ok(true) => ExitCode::FAILURE,
            Ok(false) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error:#}");
                ExitCode::from(2)
            }
        }
    }

    /// Prints the report; whether it fails the run.
    fn judge(self) -> anyhow::Result<bool> {
        let files = files::collect(&self.path, self.config.as_deref())?;
        let request = Request { files, base: None, preset: self.preset, postgres: self.postgres };
        let analysis = on_large_stack(|| -> anyhow::Result<Analysis> {
            let start = self.schema.as_deref().map(source::start).transpose()?;
            engine::analyse_on(&request, start).context("the settings cannot be used")
        })??;
        let mut out = std::io::stdout().lock();
        let text = match self.format {
            Format::Json => json::render(&analysis.report),
            Format::Text => text::render(&analysis, &request.files, out.is_terminal()),
        };
        out.write_all(text.as_bytes()).context("cannot print the report")?;
        Ok(fails(&analysis, self.fail_on.into()))
    }
}

/// Deep expressions need a deep stack in the grammar; the main thread's size is not ours to choose.
pub(super) fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    const STACK: usize = 256 * 1024 * 1024;
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("engine".to_owned()).stack_size(STACK);
        let thread = builder.spawn_scoped(scope, work).context("cannot start the engine")?;
        thread.join().map_err(|_| anyhow::anyhow!("the engine failed; this is a fault of Lockgate"))
    })
}

/// SQL that nobody could read is never called clean.
fn fails(analysis: &Analysis, least: Severity) -> bool {
    let standing = |it: &lockgate_core::finding::Finding| it.allowed.is_none() && it.severity >= least;
    analysis.report.summary.unread > 0 || analysis.report.findings.iter().any(standing)
}

impl From<FailOn> for Severity {
    fn from(it: FailOn) -> Severity {
        match it {
            FailOn::Info => Severity::Info,
            FailOn::Warning => Severity::Warning,
            FailOn::Error => Severity::Error,
        }
    }
}
