//! What git and the CI's environment say about a push. All of it is a default; the command line can say otherwise.

use crate::api::push::Author;
use anyhow::{Context, bail};
use lockgate_core::revision::SETTINGS_FILE;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The branch, as GitHub, GitLab or git name it. For a pull request GitHub's `GITHUB_HEAD_REF` is its own branch.
pub fn branch(folder: &Path) -> Option<String> {
    let by_ci =
        ["GITHUB_HEAD_REF", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME", "GITHUB_REF_NAME"];
    let named = by_ci.iter().find_map(|it| env::var(it).ok().filter(|it| !it.is_empty()));
    named.or_else(|| ask(folder, &["rev-parse", "--abbrev-ref", "HEAD"]).filter(|it| it != "HEAD"))
}

/// The subject of the last commit.
pub fn subject(folder: &Path) -> Option<String> {
    ask(folder, &["log", "-1", "--format=%s"])
}

/// The author of the last commit.
pub fn author(folder: &Path) -> Option<Author> {
    let by_ci = env::var("CI_COMMIT_AUTHOR").ok();
    let text = by_ci.or_else(|| ask(folder, &["log", "-1", "--format=%an <%ae>"]))?;
    read_author(&text)
}

/// Reads `Ada Lovelace <ada@example.org>`, or an address alone.
pub fn read_author(text: &str) -> Option<Author> {
    let (name, email) = match text.trim().strip_suffix('>').and_then(|it| it.rsplit_once('<')) {
        Some((name, email)) => (Some(name.trim().to_owned()).filter(|it| !it.is_empty()), email.trim()),
        None => (None, text.trim()),
    };
    email.contains('@').then(|| Author { email: email.to_owned(), name })
}

/// A folder as it was in a revision, with the settings that were above it.
pub struct Past {
    /// where the files are, for as long as this lives
    pub folder: PathBuf,
    _room: TempDir,
}

impl Past {
    /// # Errors
    /// A folder that is in no repository, and a revision that does not have it.
    pub fn of(folder: &Path, revision: &str) -> anyhow::Result<Past> {
        let room = tempfile::tempdir()?;
        let index = room.path().join("index");
        let top = PathBuf::from(git(folder, None, &["rev-parse", "--show-toplevel"])?);
        let below = git(folder, None, &["rev-parse", "--show-prefix"])?;
        let named = format!("{revision}^{{commit}}");
        let commit = git(&top, None, &["rev-parse", "--verify", "--end-of-options", &named])?;
        let tree = format!("{commit}:{}", below.trim_end_matches('/'));
        git(&top, Some(&index), &["read-tree", &tree])?;
        // The search for settings ends at the top of a repository.
        fs::create_dir(room.path().join(".git"))?;
        if let Some(settings) = settings_above(&top, &commit, &below) {
            fs::write(room.path().join(SETTINGS_FILE), settings)?;
        }
        let files = room.path().join("files");
        let prefix = format!("--prefix={}/", files.display());
        git(&top, Some(&index), &["checkout-index", "--all", &prefix])?;
        fs::create_dir_all(&files)?;
        Ok(Past { folder: files, _room: room })
    }
}

/// The settings in the nearest folder above this one, as they were.
fn settings_above(top: &Path, commit: &str, below: &str) -> Option<String> {
    let above = Path::new(below).ancestors().skip(1);
    let mut found = above.map(|folder| {
        let path = folder.join(SETTINGS_FILE);
        git(top, None, &["show", &format!("{commit}:{}", path.display())]).ok()
    });
    found.find_map(|it| it)
}

/// What git prints, without the last line break; what it complains about as an error.
fn git(folder: &Path, index: Option<&Path>, arguments: &[&str]) -> anyhow::Result<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.envs(index.map(|it| ("GIT_INDEX_FILE", it)));
    let output = command.output().context("cannot run git")?;
    if !output.status.success() {
        bail!("git says: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout).context("git printed no UTF-8")?.trim_end_matches('\n').to_owned())
}

fn ask(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|it| output.status.success() && !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::read_author;

    #[test]
    fn an_author_is_a_name_and_an_address() {
        let read = |it| read_author(it).map(|it| (it.name.unwrap_or_default(), it.email));
        let ada = ("Ada <L>".to_owned(), "ada@x.org".to_owned());
        assert_eq!(read("Ada <L> <ada@x.org>"), Some(ada));
        assert_eq!(read(" ada@x.org "), Some((String::new(), "ada@x.org".to_owned())));
        assert_eq!(read("Ada"), None);
        assert_eq!(read("Ada <>"), None);
    }
}
