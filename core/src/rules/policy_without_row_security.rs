use super::{End, Found, Out};
use crate::schema::Table;
use crate::schema::catalog::Space;

rule! {
    /// A table has policies, and row security is not switched on.
    ///
    /// CREATE POLICY alone changes nothing: until ALTER TABLE … ENABLE ROW LEVEL SECURITY everybody with the privilege sees every
    /// row. Nothing tells so.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
    /// ---------------------------------------------------------- policy-without-row-security
    /// CREATE POLICY own ON documents USING (owner = current_user);
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
    /// ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
    /// CREATE POLICY own ON documents USING (owner = current_user);
    /// ```
    /// ## Instead
    /// Add ALTER TABLE … ENABLE ROW LEVEL SECURITY in the same transaction as the policies.
    "policy-without-row-security", Security, Error, End(check),
    covers ["policy-without-rls"]
}

fn check(end: &End, out: &mut Out) {
    for (id, object) in end.schema.catalog.objects() {
        let Some(table) = Table::of(end.schema, id).filter(|it| !it.relation.row_security) else { continue };
        let Some(origin) = object.born.filter(|it| end.is_new(*it)) else { continue };
        if end.schema.catalog.named(Space::Policy, Some(table.id)).next().is_none() {
            continue;
        }
        let name = table.name();
        let found = Found::new(
            origin.span,
            format!("`{name}` has policies, and row security is off."),
            "Until it is on, everybody with the privilege sees every row.",
            format!("Add ALTER TABLE {name} ENABLE ROW LEVEL SECURITY in the same transaction."),
        );
        out.emit_at(origin, found.about(name));
    }
}
