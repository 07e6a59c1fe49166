use super::{Found, Out, Step, lost, with_it};
use crate::finding::{Severity, Span};
use crate::schema::catalog::{Id, Part};
use crate::statement::{ActionKind, Drop, Kind, Object};

rule! {
    /// CASCADE drops what nobody named.
    ///
    /// DROP … CASCADE takes all that depends on the object: views, foreign keys of other tables, columns of a type, defaults.
    /// PostgreSQL tells so in a NOTICE, when it has been done. Here they are named before.
    ///
    /// Where the object is older than the files, nobody knows what depends on it in the database that the file is run on; that
    /// is a warning.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE accounts (id bigint PRIMARY KEY, email text);
    /// CREATE VIEW account_emails AS SELECT email FROM accounts;
    /// ALTER TABLE accounts DROP COLUMN email CASCADE;
    /// --                               ^^^^^ dependents-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE accounts (id bigint PRIMARY KEY, email text);
    /// ALTER TABLE accounts DROP COLUMN email CASCADE;
    /// ```
    /// ## Instead
    /// Leave CASCADE out: PostgreSQL then refuses if anything depends on it. Drop each dependent by its name before.
    "dependents-dropped", Destruction, Error, Statement(check),
    covers ["drop-cascade", "drop-table-cascade"]
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        // The page of these says what goes along.
        Kind::Drop(Drop { object: Object::Type | Object::Domain, .. }) => {}
        Kind::Drop(it) if it.cascade => {
            let targets: Vec<Option<Id>> = it.objects.iter().map(|it| step.object(it)).collect();
            let Some(first) = it.objects.first() else { return };
            let whole = targets.iter().flatten().map(|id| (*id, Part::Whole)).collect::<Vec<_>>();
            let unknown = it.object != Object::Schema && targets.iter().any(|it| it.is_none_or(|id| is_old(step, id)));
            said(step, first.name.span, &whole, unknown, out);
        }
        Kind::AlterTable(it) => {
            for action in &it.actions {
                let (name, column) = match &action.kind {
                    ActionKind::DropColumn { column, cascade: true, .. } => (column, true),
                    ActionKind::DropConstraint { name, cascade: true, .. } => (name, false),
                    _ => continue,
                };
                let Some(table) = step.before.table(&it.table.value) else { continue };
                let part = match column {
                    true => table.column(&name.value).map(|it| (table.id, Part::Column(it.number))),
                    false => table.constraint(&name.value).map(|id| (id, Part::Whole)),
                };
                said(step, name.span, part.as_slice(), is_old(step, table.id), out);
            }
        }
        _ => {}
    }
}

/// It is older than the files, so nobody knows what else depends on it.
fn is_old(step: &Step, id: Id) -> bool {
    !step.before.whole && step.before.catalog.get(id).is_none_or(|it| it.born.is_none())
}

fn said(step: &Step, at: Span, targets: &[(Id, Part)], unknown: bool, out: &mut Out) {
    let along = lost(step.before, targets, true);
    let what = match along.is_empty() {
        false => "CASCADE drops what nobody named here.",
        true if unknown => "CASCADE drops whatever depends on this where the file is run.",
        true => return,
    };
    let why = ["PostgreSQL says which it were when it has been done.", &with_it(&along)].concat();
    let instead = "Leave CASCADE out, and drop each dependent by its name before: PostgreSQL then refuses what you missed.";
    let most = if along.is_empty() { Severity::Warning } else { Severity::Error };
    out.emit(Found::new(at, what, why, instead).at_most(most));
}
