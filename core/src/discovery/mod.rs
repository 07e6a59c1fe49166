//! Names and bytes in, ordered migrations out. One file for each tool's layout; what fits none is reported.

mod atlas;
mod code;
mod dbmate;
mod detect;
mod diesel;
mod drizzle;
mod flyway;
mod golang_migrate;
mod goose;
mod knex;
mod layout;
mod liquibase;
mod marker;
mod node_pg_migrate;
mod numbered;
mod place;
mod prisma;
mod refinery;
pub(crate) mod sqitch;
mod sqlx;
mod strangers;
mod supabase;
mod typeorm;
mod version;

use crate::finding::Span;
use crate::revision::{SETTINGS_FILE, SourceFile};
use place::{is_sql, split_path};

pub(crate) use atlas::is_left_out;
pub use layout::Layout;
pub use version::Version;

/// What a migration applies, and what takes it back. Numbers are places in the list that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    pub name: String,
    pub version: Version,
    /// The file that is applied, or that holds what is applied.
    pub file: usize,
    /// The file that takes it back, where it is one of its own.
    pub down: Option<usize>,
    /// The file that says whether it is there (Sqitch).
    pub verify: Option<usize>,
    /// The parts of the file that are applied, in order; `None` is all of it.
    pub sections: Option<Vec<Section>>,
    /// The parts of the file that take it back, where it has such.
    pub back: Vec<Section>,
    pub mark: Mark,
    /// Applied again when it changes, after all others (Flyway).
    pub repeatable: bool,
    /// What could not be read of it.
    pub faults: Vec<Fault>,
}

/// A part of a file that is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    pub span: Span,
    /// It runs without a transaction, and says so.
    pub no_transaction: bool,
    /// It is sent as one string, and says so.
    pub together: bool,
}

/// What a migration says to its tool about transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    None,
    NoTransaction,
    /// One transaction for all that is applied at once (Atlas).
    OneForAll,
    /// Somebody wrote it where the tool does not look.
    Ignored {
        span: Span,
        why: &'static str,
    },
    /// The tool takes `file` for a wish to leave the transaction out, and nobody wrote that (diesel).
    Unmeant {
        file: usize,
    },
}

/// A place that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub span: Span,
    pub message: String,
    /// SQL may stand there.
    pub gap: bool,
}

/// A file with SQL in it that is no migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    pub file: usize,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing says where it stands in the order.
    NoNumber,
    /// It takes back what is not there.
    DownAlone,
    /// It has a number, but stands where the tool that owns this folder does not look.
    OtherLayout,
    /// It lies outside the folder that holds the migrations.
    Elsewhere,
    /// The tool's journal or plan does not have it.
    NotListed,
    /// It stands for all before it on a fresh database; those are read.
    Baseline,
}

/// What the settings say about the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    pub layout: Option<Layout>,
    /// The folders that feed one database, with one line of numbers; empty finds it.
    pub folders: Vec<String>,
}

/// A folder as it was understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// `prisma/migrations`, or empty for the folder that was handed in; the first where there are several.
    pub root: String,
    pub layout: Option<Layout>,
    /// The layouts that the files fit alike; empty where one is sure. One alone leaves the order open.
    pub undecided: Vec<Layout>,
    /// In the order in which they are applied.
    pub migrations: Vec<Migration>,
    /// By path.
    pub strangers: Vec<Stranger>,
    /// Files beside the migrations that could not be read, by place in the list.
    pub faults: Vec<(usize, Fault)>,
    /// `atlas.sum`, where there is one and no second folder.
    pub sum: Option<usize>,
    /// Sqitch's plan, where there is one and no second folder.
    pub plan: Option<usize>,
    /// The settings file.
    pub settings: Option<usize>,
}

impl Migration {
    fn new(name: String, version: Version, file: usize) -> Migration {
        Migration {
            name,
            version,
            file,
            down: None,
            verify: None,
            sections: None,
            back: Vec::new(),
            mark: Mark::None,
            repeatable: false,
            faults: Vec::new(),
        }
    }

    /// Nothing of it runs, because the tool refuses it.
    fn refuse(&mut self, span: Span, message: &str) {
        self.sections = Some(Vec::new());
        self.faults.push(Fault::gap(span, message));
    }

    /// The files that a content hash has in its place.
    pub fn content(&self) -> impl Iterator<Item = usize> {
        [Some(self.file), self.down].into_iter().flatten()
    }

    /// The files that belong to it, the one that is applied first.
    pub fn files(&self) -> impl Iterator<Item = usize> {
        [Some(self.file), self.down, self.verify].into_iter().flatten()
    }
}

impl Section {
    fn new(span: Span) -> Section {
        Section { span, no_transaction: false, together: false }
    }
}

impl Fault {
    fn gap(span: Span, message: impl Into<String>) -> Fault {
        Fault { span, message: message.into(), gap: true }
    }

    /// A fault that hides no SQL.
    fn note(span: Span, message: impl Into<String>) -> Fault {
        Fault { span, message: message.into(), gap: false }
    }
}

/// Finds the folder with the migrations and puts them in order. The order of `files` plays no part.
pub fn discover(files: &[SourceFile], hints: &Hints) -> Folder {
    let found = detect::homes(files, hints);
    let mut folder = Folder { settings: settings_file(files), ..Folder::default() };
    if let Some(first) = found.first() {
        (folder.root, folder.layout) = (first.root.clone(), Some(first.layout));
        folder.undecided = first.undecided.clone();
    }
    let several = found.len() > 1;
    let mut said = Vec::new();
    for home in found {
        folder.migrations.extend(home.found.migrations);
        folder.faults.extend(home.found.faults);
        said.extend(home.found.strangers);
        let beside =
            |name: &str| files.iter().position(|it| split_path(&it.path) == (home.root.as_str(), name));
        let list = match home.layout {
            Layout::Atlas => beside(ATLAS_SUM),
            Layout::Sqitch => beside(sqitch::PLAN),
            _ => None,
        };
        match list {
            Some(at) if several => {
                let message = "This is about one of several folders, so the files were not held against it.";
                folder.faults.push((at, Fault::gap(Span { start: 0, end: 0 }, message)));
            }
            _ if home.layout == Layout::Atlas => folder.sum = list,
            _ => folder.plan = list,
        }
    }
    if several {
        // Each tool has put its own in order; one line of numbers goes by the numbers.
        folder.migrations = crate::order::sorted(std::mem::take(&mut folder.migrations), place::by_version);
    }
    folder.strangers = strangers::find(files, &folder, said, hints);
    folder
}

pub(crate) const ATLAS_SUM: &str = "atlas.sum";

/// The settings stand at the top; a single file of that name deeper down is taken too.
pub fn settings_file(files: &[SourceFile]) -> Option<usize> {
    let mut named = (0..files.len()).filter(|at| split_path(&files[*at].path).1 == SETTINGS_FILE);
    let top = files.iter().position(|file| file.path == SETTINGS_FILE);
    top.or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// Whether a file of this path may say something to a layout: a reader of folders leaves out all others.
pub fn reads(path: &str) -> bool {
    let (folder, name) = split_path(path);
    let name_alone = [
        SETTINGS_FILE,
        ATLAS_SUM,
        sqitch::PLAN,
        "metadata.toml",
        "migration_lock.toml",
        "_journal.json",
        "sqlx.toml",
        "refinery.toml",
        "flyway.toml",
        "flyway.conf",
    ];
    is_sql(name)
        || is_code(name)
        || name_alone.contains(&name)
        || name.strip_suffix(".conf").is_some_and(is_sql)
        || (name == "snapshot.json"
            && version::leading_digits(split_path(folder).1).is_some_and(|it| it.len() == 14))
        || liquibase::is_changelog(name)
}

/// Whether a file of this path is SQL, or code that a tool migrates by.
pub fn is_migration(path: &str) -> bool {
    is_sql(path) || is_code(path)
}

/// `1690000000000-CreateUsers.ts`, `20230101120000_create_users.js`: what tools that migrate by code call their files.
fn is_code(path: &str) -> bool {
    let name = split_path(path).1;
    let code = [".ts", ".js", ".mjs", ".cjs", ".mts", ".cts"].iter().any(|end| name.ends_with(end));
    let digits = version::leading_digits(name).unwrap_or("");
    code && digits.len() >= 13 && name[digits.len()..].starts_with(['-', '_']) && !name.ends_with(".d.ts")
}

impl Folder {
    /// What stands in a content hash behind the settings and the migrations: all other files, by path.
    pub fn rest(&self, files: &[SourceFile]) -> Vec<usize> {
        let mut taken = vec![false; files.len()];
        for file in self.settings.into_iter().chain(self.migrations.iter().flat_map(Migration::content)) {
            taken[file] = true;
        }
        let rest: Vec<usize> = (0..files.len()).filter(|file| !taken[*file]).collect();
        crate::order::sorted(rest, |a, b| files[*a].path.cmp(&files[*b].path))
    }
}

#[cfg(test)]
mod tests;
