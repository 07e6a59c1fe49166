//! What is being done, and how long it took.

use anyhow::{Context, Result, ensure};
use std::{process::Command, time::Instant};

/// Does one step between two lines: its name before, its time after.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {name}");
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    eprintln!("    {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// Runs a command to its end; an error names it.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", words(command)))?;
    ensure!(status.success(), "{} ended with {status}", words(command));
    Ok(())
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}
