use super::{Found, Out, Revision};
use crate::discovery::Layout;
use crate::finding::{Severity, Span};

rule! {
    /// The files fit several migration tools, and which one it is changes how they run.
    ///
    /// `1_orders.up.sql` with `1_orders.down.sql` is what sqlx and golang-migrate have; `V1__orders.sql` is what Flyway and
    /// refinery have. One runs a file in a transaction, the other does not; one stops at a file that comes late, the other
    /// passes over it. Lockgate does not guess: until the settings say it, the files are judged without a tool.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 1_orders.up.sql layout-undecided
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 1_orders.down.sql
    /// DROP TABLE orders;
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 1_orders.up.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 1_orders.down.sql
    /// DROP TABLE orders;
    /// -- file: lockgate.toml
    /// layout = "sqlx"
    /// ```
    /// ## Instead
    /// Write `layout = "…"` with the tool's name into `lockgate.toml`.
    "layout-undecided", Order, Warning, Folder(check),
    covers []
}

fn check(revision: &Revision, out: &mut Out) {
    let undecided = &revision.folder.undecided;
    let Some(new) = revision.migrations.iter().find(|it| it.new).filter(|_| !undecided.is_empty()) else { return };
    let names: Vec<String> = undecided.iter().map(|it| format!("`layout = \"{}\"`", it.name())).collect();
    let (what, why) = match undecided.as_slice() {
        [Layout::Liquibase] => (
            "No changelog says in which order these files come.".to_owned(),
            "They were taken in the order of their paths, as Liquibase's `includeAll` does.",
        ),
        _ => {
            let titles: Vec<&str> = undecided.iter().map(|it| it.title()).collect();
            (
                format!("These files may be {}'s.", titles.join("'s or ")),
                "The tools differ in what shares a transaction and in what they do with a file that comes late.",
            )
        }
    };
    let instead = format!("Write {} into lockgate.toml.", names.join(" or "));
    let found = Found::new(Span { start: 0, end: 0 }, what, why, instead).at_most(Severity::Warning);
    out.emit_file(&revision.files[new.migration.file].path, found);
}
