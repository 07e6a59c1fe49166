use super::{End, Found, Out};
use crate::schema::Table;
use crate::schema::catalog::Space;

rule! {
    /// Row security is on, and no policy lets anybody see a row.
    ///
    /// Without a permissive policy every role but the owner sees an empty table and can write nothing into it. Programs find no
    /// rows and no error.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
    /// ---------------------------------------------------------- row-security-without-policy
    /// ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
    /// ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
    /// CREATE POLICY own ON documents USING (owner = current_user);
    /// ```
    /// ## Instead
    /// Add the policies in the same migration, or say in an allow comment that only the owner shall see it.
    "row-security-without-policy", Security, Warning, End(check),
    covers ["rls-enabled-no-policy"]
}

fn check(end: &End, out: &mut Out) {
    for (id, object) in end.schema.catalog.objects() {
        let Some(table) = Table::of(end.schema, id).filter(|it| it.relation.row_security) else { continue };
        let Some(origin) = object.born.filter(|it| end.is_new(*it)) else { continue };
        if end.schema.catalog.named(Space::Policy, Some(table.id)).next().is_some() {
            continue;
        }
        let name = table.name();
        let found = Found::new(
            origin.span,
            format!("Row security is on for `{name}`, and it has no policy."),
            "Every role but its owner finds it empty, and is told nothing.",
            "Add the policies in the same migration, or say why nobody shall see it.",
        );
        out.emit_at(origin, found.about(name));
    }
}
