//! What a layout is shown of a folder, and what it answers.

use super::{Fault, Migration, Version, Why};
use crate::order::{Places, sorted};
use crate::revision::SourceFile;
use std::cmp::Ordering;

/// The files below one folder.
pub(super) struct Place<'a> {
    pub files: &'a [SourceFile],
    pub root: &'a str,
    /// Each file's path below the root and its place in `files`, by path.
    pub members: Vec<(&'a str, usize)>,
}

/// What a layout makes of them. What no list names is a stranger, if it is SQL.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order in which they are applied.
    pub migrations: Vec<Migration>,
    pub strangers: Vec<(usize, Why)>,
    /// Files beside the migrations that could not be read, such as a journal.
    pub faults: Vec<(usize, Fault)>,
}

/// What a name says.
pub(super) enum Role {
    Up { name: String, version: Version },
    Down { name: String },
}

impl<'a> Place<'a> {
    /// The SQL that lies in the folder itself.
    pub fn sql(&self) -> impl Iterator<Item = (&'a str, usize)> + '_ {
        self.members.iter().copied().filter(|(path, _)| !path.contains('/') && is_sql(path))
    }

    /// All SQL below the folder.
    pub fn sql_below(&self) -> impl Iterator<Item = (&'a str, usize)> + '_ {
        self.members.iter().copied().filter(|(path, _)| is_sql(path))
    }

    /// The file at this path below the root.
    pub fn find(&self, path: &str) -> Option<usize> {
        let at = self.members.binary_search_by(|(member, _)| (*member).cmp(path)).ok()?;
        Some(self.members[at].1)
    }

    /// The file's text; empty where it is none, which the reader says later.
    pub fn text(&self, file: usize) -> &'a str {
        std::str::from_utf8(&self.files[file].bytes).unwrap_or_default()
    }
}

impl Found {
    /// Gives each migration the file of the same name that takes it back, and puts all in order.
    pub fn paired(
        files: impl Iterator<Item = (usize, Option<Role>)>,
        compare: impl Fn(&Migration, &Migration) -> Ordering,
    ) -> Found {
        let mut found = Found::default();
        let mut downs: Vec<(String, usize)> = Vec::new();
        for (file, role) in files {
            match role {
                Some(Role::Up { name, version }) => {
                    found.migrations.push(Migration::new(name, version, file))
                }
                Some(Role::Down { name }) => downs.push((name, file)),
                None => {}
            }
        }
        let places = Places::of(&mut downs.iter().map(|(name, _)| name.as_str()));
        let mut alone = vec![true; downs.len()];
        for migration in &mut found.migrations {
            let at = places.get(&migration.name).filter(|at| std::mem::take(&mut alone[*at]));
            migration.down = at.map(|at| downs[at].1);
        }
        let alone = downs.iter().zip(alone).filter(|(_, alone)| *alone);
        found.strangers.extend(alone.map(|((_, file), _)| (*file, Why::DownAlone)));
        found.migrations = sorted(std::mem::take(&mut found.migrations), compare);
        found
    }
}

pub(super) fn by_version(a: &Migration, b: &Migration) -> Ordering {
    a.version.compare(&b.version).then_with(|| a.name.cmp(&b.name))
}

pub(super) fn by_name(a: &Migration, b: &Migration) -> Ordering {
    a.name.cmp(&b.name)
}

/// A path's folder and its last part.
pub(super) fn split_path(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

pub(super) fn is_sql(path: &str) -> bool {
    path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".sql")
}

/// The file's name without `.sql`.
pub(super) fn stem(path: &str) -> &str {
    let file = split_path(path).1;
    if is_sql(file) { &file[..file.len() - ".sql".len()] } else { file }
}
