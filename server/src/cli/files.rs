//! Files from the disk, as the engine takes them.

use anyhow::{Context, bail};
use lockgate_core::revision::{SETTINGS_FILE, SourceFile};
use lockgate_core::settings::Settings;
use lockgate_core::{discovery, rules};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that never hold a project's own migrations.
const PASSED_OVER: &[&str] = &["node_modules", "target", "vendor"];

/// The migrations under `path`, with the settings and the guide that they name: those of `config`, else the `lockgate.toml` in `path`, else the
/// nearest one in the folders above it, up to the top of the repository.
///
/// # Errors
/// What cannot be read, and a folder without any SQL.
pub fn collect(path: &Path, config: Option<&Path>) -> anyhow::Result<Vec<SourceFile>> {
    let kind = fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mut files = Vec::new();
    if kind.is_dir() {
        walk(path, "", &mut files)?;
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(read(path, name)?);
    }
    if !files.iter().any(|file| discovery::is_migration(&file.path)) {
        let shown = path.display();
        bail!(
            "there is no .sql file in `{shown}`; give the folder that holds the migrations, as `lockgate lint migrations`"
        );
    }
    let settings = config.map(Path::to_owned).or_else(|| settings_above(path));
    if let Some(settings) = settings {
        files.retain(|file| file.path != SETTINGS_FILE);
        let file = read(&settings, SETTINGS_FILE.to_owned())?;
        let guide = guide(&file).filter(|guide| !files.iter().any(|file| file.path == *guide));
        files.push(file);
        if let Some(guide) = guide {
            let path = settings.with_file_name("").join(&guide);
            // That it is missing is for the rule to say that looks into it.
            files.extend(path.is_file().then(|| read(&path, guide)).transpose()?);
        }
    }
    Ok(files)
}

/// The text that mentions every migration, as the settings name it. What is wrong with them, the engine says.
fn guide(settings: &SourceFile) -> Option<String> {
    let text = std::str::from_utf8(&settings.bytes).ok()?;
    Settings::read(Some(text), None, None, &rules::names()).ok()?.conventions.files.guide
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().with_context(|| format!("cannot read `{}`", entry.path().display()))?;
        if kind.is_dir() && !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else if !kind.is_dir() && discovery::reads(&path) {
            files.push(read(&entry.path(), path)?);
        }
    }
    Ok(())
}

fn read(path: &Path, name: String) -> anyhow::Result<SourceFile> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(SourceFile::new(name, bytes))
}

/// Only looked for where `path` itself has none.
fn settings_above(path: &Path) -> Option<PathBuf> {
    let path = fs::canonicalize(path).ok()?;
    let start = if path.is_dir() { path.as_path() } else { path.parent()? };
    for folder in start.ancestors() {
        let settings = folder.join(SETTINGS_FILE);
        if settings.is_file() {
            return Some(settings);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
