//! Names and bytes in, ordered migrations out. One file for each layout; what fits none is reported.

mod numbered;
mod pairs;
mod prisma;

use crate::order::sorted;
use crate::revision::{SETTINGS_FILE, SourceFile};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How a folder names its migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// `001_orders.sql`, with `001_orders.up.sql` and `001_orders.down.sql` among them
    Numbered,
    /// `20250619104237_init/migration.sql`
    Prisma,
    /// `2025-06-19-104237_init/up.sql` and `down.sql`
    Pairs,
}

/// A file that is applied, and the one that takes it back. Numbers are places in the list that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    pub name: String,
    pub version: Version,
    pub file: usize,
    pub down: Option<usize>,
}

/// What stands in front of the name, as the layout compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// Digits without leading zeros: compared as numbers of any length.
    Number(String),
    /// Compared as text, as diesel and Prisma do.
    Text(String),
}

impl Version {
    /// Reads digits; zeros in front do not count.
    fn number(digits: &str) -> Version {
        Version::Number(digits.trim_start_matches('0').to_owned())
    }

    pub fn as_str(&self) -> &str {
        match self {
            Version::Number(digits) if digits.is_empty() => "0",
            Version::Number(text) | Version::Text(text) => text,
        }
    }

    fn compare(&self, other: &Version) -> Ordering {
        match (self, other) {
            (Version::Number(a), Version::Number(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
            _ => self.as_str().cmp(other.as_str()),
        }
    }
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
}

/// A folder as it was understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// `prisma/migrations`, or empty for the folder that was handed in.
    pub root: String,
    pub layout: Option<Layout>,
    /// In the order in which they are applied.
    pub migrations: Vec<Migration>,
    /// By path.
    pub strangers: Vec<Stranger>,
    /// The settings file.
    pub settings: Option<usize>,
}

/// What a layout makes of one path.
enum Role {
    Up { name: String, version: Version },
    Down { name: String },
    Stranger,
}

/// A path cut at its migrations folder.
struct Claim {
    file: usize,
    root: String,
    layout: Layout,
    role: Role,
}

/// Finds the folder with the migrations and puts them in order. The order of `files` plays no part.
pub fn discover(files: &[SourceFile]) -> Folder {
    let mut claims = Vec::new();
    for (file, path) in sorted_sql(files) {
        let (layout, (root, role)) = match prisma::read(path) {
            Some(found) => (Layout::Prisma, found),
            None => match pairs::read(path) {
                Some(found) => (Layout::Pairs, found),
                None => (Layout::Numbered, numbered::read(path)),
            },
        };
        claims.push(Claim { file, root: root.to_owned(), layout, role });
    }
    let (root, layout) = home(&claims);
    let mut folder = Folder { root, layout, settings: settings_file(files), ..Folder::default() };
    folder.settle(claims);
    folder
}

fn sorted_sql(files: &[SourceFile]) -> Vec<(usize, &str)> {
    let sql: Vec<(usize, &str)> = files
        .iter()
        .enumerate()
        .map(|(at, file)| (at, file.path.as_str()))
        .filter(|(_, path)| path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".sql"))
        .collect();
    sorted(sql, |(_, a), (_, b)| a.cmp(b))
}

/// The settings stand at the top; a single file of that name deeper down is taken too.
fn settings_file(files: &[SourceFile]) -> Option<usize> {
    let mut named = (0..files.len()).filter(|at| split_path(&files[*at].path).1 == SETTINGS_FILE);
    let top = files.iter().position(|file| file.path == SETTINGS_FILE);
    top.or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// The folder and layout that most files follow; of equals the one nearest to the top, then by name.
fn home(claims: &[Claim]) -> (String, Option<Layout>) {
    let mut count: BTreeMap<(&str, Layout), usize> = BTreeMap::new();
    for claim in claims {
        if matches!(claim.role, Role::Up { .. }) {
            *count.entry((&claim.root, claim.layout)).or_default() += 1;
        }
    }
    let best = count
        .into_iter()
        .min_by_key(|((root, layout), count)| (usize::MAX - count, depth(root), root.to_owned(), *layout));
    match best {
        Some(((root, layout), _)) => (root.to_owned(), Some(layout)),
        None => (String::new(), None),
    }
}

fn depth(path: &str) -> usize {
    path.split('/').filter(|part| !part.is_empty()).count()
}

impl Folder {
    fn settle(&mut self, claims: Vec<Claim>) {
        let mut downs = BTreeMap::new();
        for claim in claims {
            let at_home = claim.root == self.root && Some(claim.layout) == self.layout;
            match claim.role {
                Role::Up { name, version } if at_home => {
                    self.migrations.push(Migration { name, version, file: claim.file, down: None });
                }
                Role::Down { name } if at_home => {
                    downs.insert(name, claim.file);
                }
                role => {
                    let inside = self.layout.is_none() || is_inside(&claim.root, &self.root);
                    let why = match role {
                        _ if !inside => Why::Elsewhere,
                        Role::Stranger => Why::NoNumber,
                        _ => Why::OtherLayout,
                    };
                    self.strangers.push(Stranger { file: claim.file, why });
                }
            }
        }
        for migration in &mut self.migrations {
            migration.down = downs.remove(&migration.name);
        }
        self.strangers.extend(downs.into_values().map(|file| Stranger { file, why: Why::DownAlone }));
        self.order();
    }

    fn order(&mut self) {
        let by_name = self.layout == Some(Layout::Prisma);
        self.migrations = sorted(std::mem::take(&mut self.migrations), |a, b| match by_name {
            true => a.name.cmp(&b.name),
            false => a.version.compare(&b.version).then_with(|| a.name.cmp(&b.name)),
        });
    }

    /// Every file in the order of the content hash: settings, each migration with its down file, the rest by path.
    pub fn content_order(&self, files: &[SourceFile]) -> Vec<usize> {
        let mut order: Vec<usize> = self.settings.into_iter().collect();
        order.extend(self.migrations.iter().flat_map(|it| std::iter::once(it.file).chain(it.down)));
        let mut taken = vec![false; files.len()];
        for file in &order {
            taken[*file] = true;
        }
        let rest: Vec<usize> = (0..files.len()).filter(|file| !taken[*file]).collect();
        order.extend(sorted(rest, |a, b| files[*a].path.cmp(&files[*b].path)));
        order
    }
}

fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// A path's folder and its last part.
fn split_path(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The digits in front, where there are some.
fn leading_digits(name: &str) -> Option<&str> {
    let end = name.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests;
