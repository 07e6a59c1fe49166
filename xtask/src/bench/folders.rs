//! What is measured: folders of migrations, made anew for each run or handed in.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub struct Folder {
    pub name: String,
    pub path: PathBuf,
    /// its SQL files, in order
    pub files: Vec<PathBuf>,
    pub bytes: u64,
}

impl Folder {
    pub fn of_project(path: &Path) -> Result<Folder> {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |it| it.to_string_lossy().into());
        Folder::named(name, path)
    }

    fn named(name: String, path: &Path) -> Result<Folder> {
        let mut files = crate::part::files_below(path)?;
        files.retain(|it| it.extension().is_some_and(|it| it == "sql"));
        ensure!(!files.is_empty(), "{} holds no SQL", path.display());
        let sizes = files.iter().map(|it| Ok(fs::metadata(it)?.len()));
        let bytes = sizes.sum::<Result<u64>>()?;
        Ok(Folder { name, path: path.to_owned(), files, bytes })
    }
}

/// Folders of many files, and of one large one.
pub fn generated(root: &Path) -> Result<Vec<Folder>> {
    let mut folders = Vec::new();
    for (name, files, tables) in [
        ("1,000 files", 1_000, 1),
        ("10,000 files", 10_000, 1),
        ("one file of 1 MB", 1, 970),
        ("one file of 10 MB", 1, 9_700),
    ] {
        let path = root.join(name.replace([' ', ','], "-"));
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        for file in 0..files {
            let text: String = (0..tables).map(|table| migration(file * tables + table)).collect();
            let path = path.join(format!("{:05}_account.sql", file + 1));
            fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
        folders.push(Folder::named(name.to_owned(), &path)?);
    }
    Ok(folders)
}

/// What a project writes for one table, with a reference to the table before: ten statements.
fn migration(number: usize) -> String {
    include_str!("../../../core/benches/account.sql")
        .replace("{table}", &format!("account_{number:05}"))
        .replace("{parent}", &format!("account_{:05}", number.saturating_sub(1)))
        .replace("{number}", &number.to_string())
}
