use super::{End, Found, Out};
use crate::finding::Severity;
use crate::schema::{FullName, Known, Table};
use crate::statement::{Constraint, ConstraintKind, Ident};

rule! {
    /// No index finds the rows that a foreign key comes from.
    ///
    /// PostgreSQL indexes the side that is referred to, never the side that refers. Each DELETE and each change of the
    /// key on the other table then reads the whole referring table, and holds its locks for as long.
    ///
    /// An index counts where the foreign key's columns lead it, in any order; so do primary keys and unique constraints.
    /// Partial indexes and indexes on expressions do not. The index may come later, in any migration of the same
    /// revision.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE orders (
    ///     id bigint PRIMARY KEY,
    ///     customer_id bigint NOT NULL REFERENCES customers (id)
    /// --                              ^^^^^^^^^^^^^^^^^^^^^^^^^ foreign-key-without-index
    /// );
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE orders (
    ///     id bigint PRIMARY KEY,
    ///     customer_id bigint NOT NULL REFERENCES customers (id)
    /// );
    /// CREATE INDEX orders_customer_id_idx ON orders (customer_id);
    /// ```
    /// ## Instead
    /// Create the index: in the same file where the table is new, with CONCURRENTLY in a file of its own where it is
    /// not.
    "foreign-key-without-index", ForeignKeys, Error, End(check)
}

fn check(end: &End, out: &mut Out) {
    for (name, table) in &end.schema.tables {
        for known in &table.constraints {
            let ConstraintKind::ForeignKey { columns, target, .. } = &known.value.kind else { continue };
            if end.revision.migrations[known.origin.migration].new && !covered(table, columns) {
                report(end, name, known, columns, &target.to_string(), out);
            }
        }
    }
}

/// A table with columns from elsewhere may have indexes from there too, so nothing is said about it.
fn covered(table: &Table, columns: &[Ident]) -> bool {
    table.open || table.is_indexed(columns)
}

fn report(end: &End, name: &FullName, known: &Known<Constraint>, columns: &[Ident], target: &str, out: &mut Out) {
    let list = columns.iter().map(Ident::as_str).collect::<Vec<_>>().join(", ");
    let (at_most, doubt) = match end.schema.doubt.may_index(&name.name) {
        true => (Severity::Info, ", as far as the statements that could be read tell"),
        false => (Severity::Error, ""),
    };
    let found = Found::new(
        known.value.span,
        format!("No index on `{name}` begins with ({list}){doubt}."),
        format!("Every DELETE on `{target}` then reads all of `{name}` to find the rows that refer to it."),
        format!("Add CREATE INDEX ON {name} ({list}), with CONCURRENTLY where the table is already in use."),
    );
    out.emit_at(known.origin, found.about(name.clone()).at_most(at_most));
}
