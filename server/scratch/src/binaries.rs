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

    /// The folder of the libraries that came with the programs, whether it is there or not.
    pub fn libraries(&self) -> PathBuf {
        self.0.parent().unwrap_or(&self.0).join("lib")
    }

    /// The major version that `postgres` itself tells.
    pub fn major(&self) -> anyhow::Result<u16> {
        let mut command = Command::new(self.program("postgres"));
        let output = command.arg("--version").env("LD_LIBRARY_PATH", self.libraries()).output();
        let output = output.context("cannot run postgres")?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        major(&text).with_context(|| format!("`postgres --version` says no version: {text:?}"))
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

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, `postgres (PostgreSQL) 19beta1`
fn major(text: &str) -> Option<u16> {
    let number = text.split(' ').nth(2)?;
    number[..number.find(|it: char| !it.is_ascii_digit()).unwrap_or(number.len())].parse().ok()
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
    fn the_version_is_what_the_server_says() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major("no such file"), None);
    }

    #[test]
    fn a_wrong_setting_is_said_at_once() {
        let error = Binaries::find(Some(Path::new("/nowhere"))).unwrap_err();
        assert!(error.to_string().contains("/nowhere"), "{error}");
    }
}
