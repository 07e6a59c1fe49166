//! `lockgate rules`: what it judges by.

use super::lint::Format;
use anyhow::Context;
use clap::Args;
use lockgate_core::finding::{Category, Severity};
use lockgate_core::rules::{self, Rule};
use lockgate_core::settings;
use serde::Serialize;
use std::io::Write;

/// Print the rules, or the page of one.
///
/// Exit code 0, or 2 where there is no such rule.
#[derive(Debug, Args)]
pub struct Rules {
    /// The rule to explain; without it, all are listed
    name: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// A rule as programs read it. Other names are never added in place of these.
#[derive(Serialize)]
struct Told {
    name: &'static str,
    category: Category,
    /// where the settings say nothing
    severity: Severity,
    /// A finding of it may bring an edit.
    fix: bool,
    /// ids of `docs/catalogue.md`
    covers: &'static [&'static str],
}

impl From<&Rule> for Told {
    fn from(it: &Rule) -> Told {
        Told { name: it.name, category: it.category, severity: it.severity, fix: it.fix, covers: it.covers }
    }
}

impl Rules {
    pub fn run(self) -> anyhow::Result<()> {
        let text = match (&self.name, self.format) {
            (Some(name), Format::Text) => page(one(name)?),
            (Some(name), Format::Json) => serde_json::to_string_pretty(&Told::from(one(name)?))? + "\n",
            (None, Format::Text) => rules::ALL.iter().map(|it| line(it)).collect(),
            (None, Format::Json) => {
                let all: Vec<Told> = rules::ALL.iter().map(|it| Told::from(*it)).collect();
                serde_json::to_string_pretty(&all)? + "\n"
            }
        };
        std::io::stdout().write_all(text.as_bytes()).context("cannot print")
    }
}

fn one(name: &str) -> anyhow::Result<&'static Rule> {
    let unknown = || format!("There is no rule `{name}`.{}", settings::nearest(name, &rules::names()));
    rules::find(name).with_context(unknown)
}

fn line(rule: &Rule) -> String {
    format!("{:<26} {:<8} {}\n", rule.name, rule.severity.to_string(), rule.what())
}

fn page(rule: &Rule) -> String {
    let covers = if rule.covers.is_empty() { "-".to_owned() } else { rule.covers.join(", ") };
    let fix = if rule.fix { "yes" } else { "no" };
    format!(
        "# {}\n\nseverity {}, category {}, fix {fix}\ncovers {covers}\n\n{}\n",
        rule.name,
        rule.severity,
        rule.category,
        rule.page().trim_end()
    )
}
