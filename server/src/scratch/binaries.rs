//! Where PostgreSQL's programs are: a setting, `PATH`, `pg_config --bindir`, the usual folders, in this order.

use anyhow::{Context, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Debian, Red Hat, Homebrew on both kinds of Mac.
const USUAL: &[&str] = &["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

/// A folder with `initdb` and `postgres` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries(PathBuf);

impl Binaries {
    /// `setting` is a folder that somebody named; nothing else is looked at then.
    pub fn find(setting: Option<&Path>) -> anyhow::Result<Binaries> {
        if let Some(folder) = setting {
            let found = whole(folder.to_owned());
            return found.with_context(|| format!("{} has no initdb and postgres in it", folder.display()));
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let candidates = env::split_paths(&path).chain(by_pg_config()).chain(usual());
        match candidates.filter_map(whole).next() {
            Some(found) => Ok(found),
            None => bail!(
                "PostgreSQL's programs initdb and postgres were not found in PATH, by pg_config or in the usual \
                 folders. Install PostgreSQL (on Debian: apt-get install postgresql), or name their folder with \
                 --postgres-bin"
            ),
        }
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

fn whole(folder: PathBuf) -> Option<Binaries> {
    ["initdb", "postgres"].iter().all(|it| folder.join(it).is_file()).then_some(Binaries(folder))
}

fn by_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(text.trim()))
}

/// The newest version first.
fn usual() -> Vec<PathBuf> {
    let folders = USUAL.iter().filter_map(|it| fs::read_dir(it).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> = folders.map(|it| it.path().join("bin")).collect();
    found.sort_by_key(|it| std::cmp::Reverse(version(it)));
    found
}

/// The last number in `/usr/lib/postgresql/15/bin`, `postgresql@17/bin`.
fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    name.rsplit(|it: char| !it.is_ascii_digit()).next().and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_in_the_folders_name() {
        assert_eq!(version(Path::new("/usr/lib/postgresql/15/bin")), 15);
        assert_eq!(version(Path::new("/opt/homebrew/opt/postgresql@17/bin")), 17);
        assert_eq!(version(Path::new("/usr/local/opt/wget/bin")), 0);
    }

    #[test]
    fn a_wrong_setting_is_said_at_once() {
        let error = Binaries::find(Some(Path::new("/nowhere"))).unwrap_err();
        assert!(error.to_string().contains("/nowhere"), "{error}");
    }
}
