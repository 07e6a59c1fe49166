use super::{End, Found, Out};
use crate::finding::Severity;
use crate::schema::Table;
use crate::schema::catalog::{ConstraintKind, ForeignKey};
use crate::schema::Origin;

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
    "foreign-key-without-index", ForeignKeys, Error, End(check),
    covers ["missing-fk-index"]
}

fn check(end: &End, out: &mut Out) {
    for (_, object) in end.schema.catalog.objects() {
        let Some(constraint) = object.constraint().filter(|it| it.parent.is_none()) else { continue };
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let Some(origin) = object.born.filter(|it| end.revision.migrations[it.migration].new) else { continue };
        let Some(table) = object.below.and_then(|id| Table::of(end.schema, id)) else { continue };
        if !covered(&table, &constraint.columns) {
            report(end, &table, origin, &constraint.columns, key, out);
        }
    }
}

/// A table with columns from elsewhere may have indexes from there too, so nothing is said about it.
fn covered(table: &Table, columns: &[u16]) -> bool {
    (table.is_open() && table.born().is_some()) || table.is_indexed(columns)
}

fn report(end: &End, table: &Table, origin: Origin, columns: &[u16], key: &ForeignKey, out: &mut Out) {
    let list = table.names(columns).into_iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
    let name = table.name();
    let target = Table::of(end.schema, key.target).map(|it| it.name().to_string()).unwrap_or_default();
    let (at_most, doubt) = match end.schema.doubt.may_index(&name.name) {
        true => (Severity::Info, ", as far as the statements that could be read tell"),
        false => (Severity::Error, ""),
    };
    let found = Found::new(
        origin.span,
        format!("No index on `{name}` begins with ({list}){doubt}."),
        format!("Every DELETE on `{target}` then reads all of `{name}` to find the rows that refer to it."),
        format!("Add CREATE INDEX ON {name} ({list}), with CONCURRENTLY where the table is already in use."),
    );
    out.emit_at(origin, found.about(name).at_most(at_most));
}
