//! `lockgate.toml`, the presets, and what they come to. Described in `docs/settings.md`.

mod conventions;
mod presets;
pub(crate) mod template;
mod time;
mod written;

use crate::discovery::{Hints, Layout};
use crate::finding::{Category, Severity, Span};
use crate::order::ByName;
use crate::statement::At;
use serde::Serialize;
use written::{Written, WrittenTenancy};

pub use conventions::{ACTIONS, ColumnWish, Commented, Conventions, FileTransaction, Files, Named, Naming};
pub use presets::PRESETS;
pub use time::milliseconds;

/// The PostgreSQL versions that are known, and the one that is meant where nothing is said.
pub const POSTGRES: std::ops::RangeInclusive<u16> = 10..=18;
pub const POSTGRES_DEFAULT: u16 = 15;

/// What is in force: the preset, the file over it, the command line over both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    pub preset: String,
    /// the major version of the target
    pub postgres: u16,
    /// `None` is found by the files.
    pub layout: Option<Layout>,
    /// The folders that feed one database, with one line of numbers; empty is found by the files.
    pub folders: Vec<String>,
    /// Who may take which numbers.
    pub ranges: Vec<Range>,
    /// `None` is off. Rules that are not named keep the severity they were born with.
    pub rules: ByName<Option<Severity>>,
    pub tenancy: Option<Tenancy>,
    pub runner: Runner,
    /// Every statement must be harmless when it runs a second time.
    pub idempotent: bool,
    /// Numbers follow each other without a gap.
    pub sequential: bool,
    /// How long a strong lock may be waited for, as PostgreSQL writes it: `5s`. `None` is not asked. Left out where it
    /// is not set, as placeholders are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_timeout: Option<String>,
    pub allow: Vec<Allow>,
    /// The categories whose warnings are errors, but for rules that are named. Left out like the next.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Category>,
    /// What stands in the place of placeholders, by name. Left out where there is none: the rules hash of a project
    /// without them is what it always was.
    #[serde(skip_serializing_if = "ByName::is_empty")]
    pub placeholders: ByName<String>,
    /// Left out where there are none, for the same reason.
    #[serde(skip_serializing_if = "Conventions::is_empty")]
    pub conventions: Conventions,
}

/// Rows belong to somebody, and one column says to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tenancy {
    /// `organization_id`
    pub column: String,
    /// Tables that may keep a `tenant_id`, each with the reason.
    pub allow: Vec<AllowedTable>,
}

impl Tenancy {
    /// Whether a table of this name may say tenant.
    pub fn allows(&self, table: &str) -> bool {
        self.allow.iter().any(|it| fits(&it.table, table))
    }
}

/// Whether a name is of a pattern, in which `*` stands for any letters.
pub fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(head) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return name.ends_with(part);
        }
        match name.find(part) {
            Some(at) => name = &name[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllowedTable {
    pub table: String,
    pub reason: String,
}

/// Numbers that belong together: `001` to `010` for the core, or those of one folder among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    pub name: String,
    pub from: u64,
    pub to: u64,
    /// Only files of this folder.
    pub folder: Option<String>,
}

/// How the tool that applies the files treats a file, where it differs from what the layout says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Runner {
    pub transaction: Option<RunnerTransaction>,
    /// The tool's version, where tools changed their ways: `7.4`.
    pub version: Option<(u16, u16)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunnerTransaction {
    /// Each file runs in a transaction of its own, as with `psql -1 -f`.
    File,
    /// Each statement commits by itself, as with `psql -f`.
    None,
    /// Each file is sent as one string, which PostgreSQL runs as one transaction where it holds several statements.
    Batch,
    /// All files that are applied at once share one transaction.
    Run,
}

/// A finding that the project accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allow {
    pub rule: String,
    pub file: Option<String>,
    pub table: Option<String>,
    pub reason: String,
}

/// Why the settings cannot be used; `span` is a place in `lockgate.toml`, where the fault is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub span: Option<Span>,
    pub message: String,
}

/// Boxed, so that what goes well moves one pointer.
pub type Read<T> = Result<T, Box<Fault>>;

impl Fault {
    fn new(span: Span, message: String) -> Box<Fault> {
        Box::new(Fault { span: Some(span), message })
    }

    fn of_call(message: String) -> Box<Fault> {
        Box::new(Fault { span: None, message })
    }
}

impl Settings {
    /// What `file` says, on top of its preset. `preset` and `postgres` come from the command line and win.
    /// `rules` are the names that exist.
    pub fn read(
        file: Option<&str>,
        preset: Option<&str>,
        postgres: Option<u16>,
        rules: &[&str],
    ) -> Read<Settings> {
        let written = match file {
            Some(text) => Written::read(text)?,
            None => Written::default(),
        };
        let mut settings = written.base(preset)?;
        written.check(rules)?;
        written.lay_over(&mut settings)?;
        if let Some(postgres) = postgres {
            settings.postgres = known_postgres(postgres).map_err(Fault::of_call)?;
        }
        Ok(settings)
    }

    /// What applies where nobody says anything: the preset `recommended`.
    pub fn recommended() -> Settings {
        Settings {
            preset: presets::RECOMMENDED.to_owned(),
            postgres: POSTGRES_DEFAULT,
            layout: None,
            folders: Vec::new(),
            ranges: Vec::new(),
            rules: ByName::default(),
            tenancy: None,
            runner: Runner::default(),
            idempotent: false,
            sequential: false,
            lock_timeout: None,
            allow: Vec::new(),
            errors: Vec::new(),
            placeholders: ByName::default(),
            conventions: Conventions::default(),
        }
    }

    /// What discovery goes by.
    pub fn hints(&self) -> Hints {
        Hints { layout: self.layout, folders: self.folders.clone() }
    }

    /// The severity in force of a rule that was born with `own`; `None` is off.
    pub fn severity(&self, rule: &str, own: Severity) -> Option<Severity> {
        self.rules.get(rule).copied().unwrap_or(Some(own))
    }
}

impl Written {
    fn base(&self, preset: Option<&str>) -> Read<Settings> {
        let unknown = |name: &str| {
            let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
            format!(
                "There is no preset `{name}`.{} The presets are {}.",
                nearest(name, &names),
                listed(&names)
            )
        };
        match (preset, &self.preset) {
            (Some(name), _) => presets::find(name).ok_or_else(|| Fault::of_call(unknown(name))),
            (None, Some(name)) => {
                presets::find(&name.value).ok_or_else(|| Fault::new(name.span, unknown(&name.value)))
            }
            (None, None) => Ok(Settings::recommended()),
        }
    }

    fn check(&self, rules: &[&str]) -> Read<()> {
        let unknown = |name: &str| format!("There is no rule `{name}`.{}", nearest(name, rules));
        for (name, _) in &self.rules {
            if !rules.contains(&name.value.as_str()) {
                return Err(Fault::new(name.span, unknown(&name.value)));
            }
        }
        for allow in &self.allow {
            let (span, allow) = (allow.span, &allow.value);
            if !rules.contains(&allow.rule.as_str()) {
                return Err(Fault::new(span, unknown(&allow.rule)));
            }
            if allow.reason.trim().is_empty() {
                return Err(Fault::new(
                    span,
                    "This `allow` gives no reason. Say why it is right.".to_owned(),
                ));
            }
        }
        if let Some(postgres) = &self.postgres {
            known_postgres(postgres.value).map_err(|message| Fault::new(postgres.span, message))?;
        }
        Ok(())
    }

    fn lay_over(self, settings: &mut Settings) -> Read<()> {
        for (name, level) in self.rules {
            settings.rules.insert(&name.value, level);
        }
        settings.allow.extend(self.allow.into_iter().map(|it| it.value));
        for (name, value) in self.placeholders {
            settings.placeholders.insert(&name, value);
        }
        settings.conventions.lay(self.conventions);
        if let Some(written) = self.tenancy {
            settings.tenancy = Some(tenancy(written, settings.tenancy.take())?);
        }
        settings.runner = self.runner.unwrap_or(settings.runner);
        settings.layout = self.layout.or(settings.layout);
        settings.folders.extend(self.folders);
        settings.ranges.extend(self.ranges);
        settings.idempotent = self.idempotent.unwrap_or(settings.idempotent);
        if !self.errors.is_empty() {
            settings.errors = self.errors;
        }
        settings.sequential = self.sequential.unwrap_or(settings.sequential);
        settings.lock_timeout = self.lock_timeout.or(settings.lock_timeout.take());
        settings.postgres = self.postgres.map_or(settings.postgres, |it| it.value);
        Ok(())
    }
}

fn tenancy(written: At<WrittenTenancy>, preset: Option<Tenancy>) -> Read<Tenancy> {
    let At { value: written, span } = written;
    if let Some(table) = written.allow.iter().find(|table| table.reason.trim().is_empty()) {
        let message = format!("The table `{}` in `tenancy.allow` has no reason. Say why.", table.table);
        return Err(Fault::new(span, message));
    }
    let missing =
        "`tenancy` names no column. Add the one that says whose a row is: column = \"organization_id\".";
    let column = written.column.or(preset.map(|preset| preset.column));
    let column = column.ok_or_else(|| Fault::new(span, missing.to_owned()))?;
    Ok(Tenancy { column, allow: written.allow })
}

fn known_postgres(major: u16) -> Result<u16, String> {
    if POSTGRES.contains(&major) {
        return Ok(major);
    }
    Err(format!(
        "PostgreSQL {major} is not known. Give a major version from {} to {}.",
        POSTGRES.start(),
        POSTGRES.end()
    ))
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// ` Did you mean …?`, where one of the names is near.
pub fn nearest(name: &str, names: &[&str]) -> String {
    let best = names.iter().map(|it| (distance(name, it), it)).min();
    match best {
        Some((steps, best)) if steps * 3 <= best.len().max(name.len()) => format!(" Did you mean `{best}`?"),
        _ => String::new(),
    }
}

/// How many letters must be put in, left out or changed. Names longer than 64 bytes are far from everything.
fn distance(a: &str, b: &str) -> usize {
    if a.len().max(b.len()) > 64 {
        return usize::MAX / 8;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;
