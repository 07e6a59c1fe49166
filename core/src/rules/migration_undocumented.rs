use super::{Found, Out, Revision};
use crate::finding::Span;
use crate::order::Places;
use crate::revision::SETTINGS_FILE;

rule! {
    /// The project's guide does not mention a migration.
    ///
    /// Where a guide lists the migrations, what is not in it was never explained to whoever applies them by hand or looks
    /// for the reason of a column. The rule is asleep until the settings say where the guide is.
    ///
    /// A migration is mentioned by its file's name, with or without `.sql`, or by its folder's.
    ///
    /// ## Settings
    /// ```toml
    /// [files]
    /// guide = "MIGRATIONS.md"
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: MIGRATIONS.md
    /// 1. **001_orders.sql**: the first table
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 002_add_tax.sql migration-undocumented
    /// CREATE TABLE tax (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: MIGRATIONS.md
    /// 1. **001_orders.sql**: the first table
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Add a line to the guide that names the file and says what it is for.
    "migration-undocumented", Conventions, Warning, Folder(check),
    covers []
}

const START: Span = Span { start: 0, end: 0 };

fn check(revision: &Revision, out: &mut Out) {
    let Some(guide) = &revision.settings.conventions.files.guide else { return };
    let Some(file) = revision.files.iter().find(|it| it.path == *guide) else {
        let settings = revision.folder.settings.map_or(SETTINGS_FILE, |at| revision.files[at].path.as_str());
        let what = format!("The guide `{guide}` is not among the files.");
        let why = "No migration could be looked for in it.";
        let instead = "Put its path into `files.guide`, from the folder of lockgate.toml down.";
        return out.emit_file(settings, Found::new(START, what, why, instead));
    };
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let ends = |it: char| !(it.is_alphanumeric() || matches!(it, '_' | '-' | '.'));
    let words = Places::of(&mut text.split(ends).map(|word| word.trim_matches('.')));
    for new in revision.migrations.iter().filter(|it| it.new) {
        let path = &revision.files[new.migration.file].path;
        let mut parts = path.rsplit('/');
        let name = parts.next().unwrap_or_default();
        let folder = parts.next().filter(|_| matches!(name, "migration.sql" | "up.sql"));
        let name = folder.unwrap_or(name);
        let stem = name.strip_suffix(".sql").unwrap_or(name);
        if words.has(name) || words.has(stem) {
            continue;
        }
        let what = format!("`{guide}` does not mention `{name}`.");
        let why = "In this project the guide names every migration and says what it is for.";
        let instead = "Add a line about it to the guide.";
        out.emit_file(path, Found::new(START, what, why, instead));
    }
}
