use super::{Found, Out, Revision};
use crate::finding::Span;
use crate::settings::template::is_path;

rule! {
    /// A file lies among the others that the project does not want there.
    ///
    /// A `schema.sql` beside migrations is the schema of some day, and nobody knows of which: somebody will apply it
    /// instead of the migrations. The rule is asleep until the settings name such files.
    ///
    /// A name without `/` means the file in any folder. Files that the base has are not reported.
    ///
    /// ## Settings
    /// ```toml
    /// [files]
    /// unwanted = ["schema.sql"]
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: schema.sql stray-file
    /// CREATE TABLE orders (id integer PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Remove it, and read the schema from the migrations: `lockgate schema`.
    "stray-file", Conventions, Warning, Folder(check),
    covers []
}

fn check(revision: &Revision, out: &mut Out) {
    let unwanted = &revision.settings.conventions.files.unwanted;
    for file in revision.files {
        let accepted = || revision.base.is_some_and(|base| base.iter().any(|it| it.path == file.path));
        let Some(name) = unwanted.iter().find(|name| is_path(name, &file.path)) else { continue };
        if accepted() {
            continue;
        }
        let found = Found::new(
            Span { start: 0, end: 0 },
            format!("This project has no `{name}`."),
            "It was not read. A second account of the schema grows old, and somebody will apply it instead of the migrations.",
            "Remove it; `lockgate schema` prints what the migrations build.",
        );
        out.emit_file(&file.path, found);
    }
}
