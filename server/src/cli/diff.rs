//! `lockgate diff`: two schemas, object by object.

use super::{
    lint,
    source::{self, Known},
};
use anyhow::Context;
use clap::{Args, ValueEnum};
use lockgate_catalog::Printed;
use lockgate_core::{
    digest::Digest,
    schema::{
        diff::{Basis, Change, Difference, Entry, diff},
        fingerprint,
    },
};
use serde::Serialize;
use std::{fmt::Write as _, io::Write as _, process::ExitCode};

/// Compare two schemas.
///
/// A and B are sources as `lockgate schema` takes them. Two servers of one major version are compared by their
/// definitions (exact), everything else by what both can know (facts). Exit code 0: equal. 1: different. 2: one of the
/// two could not be read.
#[derive(Debug, Args)]
pub struct Diff {
    /// The schema that is compared with
    #[arg(value_name = "A")]
    before: String,
    /// The schema that may differ
    #[arg(value_name = "B")]
    after: String,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What `--format json` prints.
#[derive(Debug, Serialize)]
struct Comparison {
    version: u32,
    equal: bool,
    /// the fingerprint that decided
    basis: Basis,
    before: Side,
    after: Side,
    differences: Vec<Difference>,
}

#[derive(Debug, Serialize)]
struct Side {
    source: String,
    fingerprint: Digest,
}

impl Diff {
    pub fn run(self) -> ExitCode {
        match lint::on_large_stack(|| self.compare()).flatten() {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("error: {error:#}");
                ExitCode::from(2)
            }
        }
    }

    /// Prints the comparison; whether the two are equal.
    fn compare(self) -> anyhow::Result<bool> {
        let printed = Printed::Definitions;
        let (before, after) = (source::read(&self.before, printed)?, source::read(&self.after, printed)?);
        let comparison = comparison(&before, &after);
        let text = match self.format {
            Format::Text => in_words(&comparison),
            Format::Json => serde_json::to_string_pretty(&comparison)? + "\n",
        };
        std::io::stdout().lock().write_all(text.as_bytes()).context("cannot print the comparison")?;
        Ok(comparison.equal)
    }
}

fn comparison(before: &Known, after: &Known) -> Comparison {
    let basis = match (before.printed_by(), after.printed_by()) {
        (Some(a), Some(b)) if a == b => Basis::Exact,
        _ => Basis::Facts,
    };
    // Names are quoted for one version on both sides: one that a server printed, where there is one.
    let postgres = before.printed_by().or(after.printed_by()).unwrap_or(before.postgres);
    let (first, second) = (before.entries(postgres), after.entries(postgres));
    let side = |known: &Known, entries: &[Entry]| Side {
        source: known.name.clone(),
        fingerprint: match basis {
            Basis::Facts => fingerprint::facts(entries),
            Basis::Exact => fingerprint::exact(entries, postgres),
        },
    };
    let (left, right) = (side(before, &first), side(after, &second));
    let equal = left.fingerprint == right.fingerprint;
    Comparison {
        version: 1,
        equal,
        basis,
        before: left,
        after: right,
        differences: diff(&first, &second, basis),
    }
}

fn in_words(it: &Comparison) -> String {
    let mut text = String::new();
    for difference in &it.differences {
        describe(difference, &mut text);
    }
    let basis = match it.basis {
        Basis::Facts => "facts",
        Basis::Exact => "exact",
    };
    let _ = match it.differences.len() {
        0 => writeln!(text, "Equal, by the {basis} fingerprint {}.", it.before.fingerprint),
        1 => writeln!(text, "1 object differs, by the {basis} fingerprint."),
        many => writeln!(text, "{many} objects differ, by the {basis} fingerprint."),
    };
    text
}

/// `-` what only A says, `+` what only B says; definitions below the object that they are of.
fn describe(it: &Difference, text: &mut String) {
    let lines =
        |side: &Option<String>| side.iter().flat_map(|it| it.lines().map(str::to_owned)).collect::<Vec<_>>();
    let (before, after) = (lines(&it.before), lines(&it.after));
    let in_facts = before.first().or(after.first()).is_some_and(|line| line.starts_with(&it.object));
    if it.change == Change::Changed && !in_facts {
        let _ = writeln!(text, "~ {}", it.object);
    }
    let indent = if in_facts { "" } else { "  " };
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let tail =
        before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    for line in &before[head..before.len() - tail] {
        let _ = writeln!(text, "- {indent}{line}");
    }
    for line in &after[head..after.len() - tail] {
        let _ = writeln!(text, "+ {indent}{line}");
    }
}
