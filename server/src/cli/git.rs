//! What git and the CI's environment say about a push. All of it is a default; the command line can say otherwise.

use crate::api::push::Author;
use std::{env, path::Path, process::Command};

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
