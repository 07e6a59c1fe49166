//! What a schema can be read from: a live database, a snapshot, a folder of migrations, a folder as it was.

use super::{files, git::Past};
use crate::target::{self, Reach};
use anyhow::{Context, bail};
use lockgate_catalog::Printed;
use lockgate_core::{
    engine::{Request, replayed},
    schema::{
        Schema,
        catalog::{Catalog, facts},
        diff::Entry,
        snapshot::{self, Snapshot, VERSION},
    },
    settings::POSTGRES_DEFAULT,
};
use std::{fs, path::Path};

/// Whoever runs the command line may reach their own machine.
const REACH: Reach = Reach { loopback: true };

/// A schema and where it is from.
pub struct Known {
    /// as it may be shown: without user and password
    pub name: String,
    pub catalog: Catalog,
    /// The major version that decides on quotes.
    pub postgres: u16,
    /// Where nothing was replayed.
    pub snapshot: Option<Snapshot>,
}

impl Known {
    /// The lines of the facts with the definitions that a server printed, spelled for a major version.
    pub fn entries(&self, postgres: u16) -> Vec<Entry> {
        snapshot::entries(facts(&self.catalog, postgres), self.snapshot.as_ref(), postgres)
    }

    /// The major version of the server that printed definitions.
    pub fn printed_by(&self) -> Option<u16> {
        self.snapshot.as_ref()?.postgres
    }
}

/// Reads a source as it stands on the command line. What a server prints is needed for all but the facts.
///
/// # Errors
/// What cannot be read; the text never holds the password of a URL.
pub fn read(text: &str, printed: Printed) -> anyhow::Result<Known> {
    if let Some((scheme, _)) = text.split_once("://") {
        if !matches!(scheme, "postgres" | "postgresql") {
            bail!("a database is given by a postgres:// URL; `{scheme}://` is none");
        }
        return live(text, printed);
    }
    let path = Path::new(text);
    let is = |extension: &str| path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension));
    match revision_of(text) {
        _ if is("json") => from_file(path),
        Some((folder, revision)) if !path.exists() => {
            let past =
                Past::of(Path::new(folder), revision).with_context(|| format!("cannot read `{text}`"))?;
            replay(text, &past.folder)
        }
        _ => replay(text, path),
    }
}

/// The folder and the revision: `@` may stand in both, so the first one counts that has a folder before it.
fn revision_of(text: &str) -> Option<(&str, &str)> {
    let mut cuts = text.match_indices('@').map(|(at, _)| (&text[..at], &text[at + 1..]));
    cuts.find(|(folder, _)| Path::new(folder).is_dir()).or_else(|| text.rsplit_once('@'))
}

/// The schema that migrations begin with. A script is played as psql would run it.
///
/// # Errors
/// As [`read`].
pub fn start(text: &str) -> anyhow::Result<Schema> {
    let path = Path::new(text);
    if path.is_file() && path.extension().is_some_and(|it| it.eq_ignore_ascii_case("sql")) {
        let script = fs::read_to_string(path).with_context(|| format!("cannot read `{text}`"))?;
        let (schema, unread) = replayed::script(&script, POSTGRES_DEFAULT);
        for (line, message) in unread {
            eprintln!("warning: {text}:{line}: not in the schema: {message}");
        }
        return Ok(schema);
    }
    let known = read(text, Printed::Nothing)?;
    Ok(Schema::on(known.catalog, known.postgres))
}

fn live(url: &str, printed: Printed) -> anyhow::Result<Known> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (name, snapshot) = runtime.block_on(target::schema(REACH, url, printed))?;
    Ok(known(name, snapshot))
}

/// A snapshot that `lockgate schema --format json` printed.
fn from_file(path: &Path) -> anyhow::Result<Known> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read `{shown}`"))?;
    let snapshot: Snapshot = serde_json::from_str(&text)
        .with_context(|| format!("`{shown}` is no snapshot as `lockgate schema --format json` prints it"))?;
    if snapshot.version != VERSION {
        bail!(
            "`{shown}` is a snapshot of version {}; this Lockgate reads version {VERSION}",
            snapshot.version
        );
    }
    Ok(known(shown.to_string(), snapshot))
}

fn known(name: String, snapshot: Snapshot) -> Known {
    let postgres = snapshot.postgres.unwrap_or(POSTGRES_DEFAULT);
    Known { name, catalog: snapshot::load(&snapshot), postgres, snapshot: Some(snapshot) }
}

/// Plays the migrations of a folder, or one file, on an empty database. What was not read, and what a server would
/// refuse, is said on the standard error: it is not in the schema.
fn replay(name: &str, path: &Path) -> anyhow::Result<Known> {
    let request = Request { files: files::collect(path, None)?, ..Request::default() };
    let replay = replayed::replay(&request).map_err(|error| anyhow::anyhow!("{error}"))?;
    for it in &replay.unread {
        eprintln!("warning: {}:{}: not read: {}", it.file, it.line, it.message);
    }
    for file in &replay.files {
        for statement in &file.statements {
            if let Some(why) = &statement.fails {
                eprintln!(
                    "warning: {}:{}: PostgreSQL would refuse this: {}",
                    file.file, statement.line, why.what
                );
            }
        }
    }
    let postgres = replay.schema.postgres;
    Ok(Known { name: name.to_owned(), catalog: replay.schema.catalog, postgres, snapshot: None })
}
