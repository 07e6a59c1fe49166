use super::{Found, Out, Step};
use crate::finding::Span;
use crate::schema::Table;
use crate::schema::catalog::{Id, Part, Targets};
use crate::statement::{At, Kind, Name, Truncate};

rule! {
    /// Every row of a table is deleted.
    ///
    /// TRUNCATE takes an ACCESS EXCLUSIVE lock, which also stops readers; with CASCADE it empties every table that
    /// refers to this one. DELETE without WHERE leaves all rows behind as dead ones for VACUUM and holds a lock on each
    /// of them until the end of the transaction. Neither can be taken back once it is committed.
    ///
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// TRUNCATE audit_logs;
    /// --       ^^^^^^^^^^ data-deleted
    /// ```
    /// ```sql
    /// DELETE FROM sessions;
    /// --          ^^^^^^^^ data-deleted
    /// ```
    /// ```sql
    /// DELETE FROM sessions WHERE 1 = 1;
    /// --          ^^^^^^^^ data-deleted
    /// ```
    /// ## Good
    /// ```sql
    /// DELETE FROM sessions WHERE expires_at < now() - interval '90 days';
    /// ```
    /// ## Instead
    /// Say which rows, and delete many rows in parts, outside a migration.
    "data-deleted", Destruction, Error, Statement(check),
    covers ["truncate", "truncate-cascade", "delete-without-where"]
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::Truncate(it) => {
            let why = match it.cascade {
                true => emptied(step, it),
                false => "The rows are gone once this is committed, and readers wait while it runs.".to_owned(),
            };
            for table in &it.tables {
                all_rows(step, table, &why, out);
            }
        }
        Kind::Delete(it) if !it.is_filtered() => {
            all_rows(step, &it.table, "No WHERE keeps any of them. The rows are gone once this is committed.", out);
        }
        _ => {}
    }
}

/// What CASCADE empties beside, by name where that is known.
fn emptied(step: &Step, it: &Truncate) -> String {
    let named: Vec<Id> = it.tables.iter().filter_map(|it| step.before.relation_id(&it.value)).collect();
    let mut seen = Targets::default();
    seen.extend(named.iter().map(|id| (*id, Part::Whole)));
    let (mut all, mut at) = (named.clone(), 0);
    while at < all.len() {
        let pointing = step.before.pointing_at(all[at]).into_iter();
        all.extend(pointing.filter(|it| seen.insert((*it, Part::Whole))));
        at += 1;
    }
    let others = all[named.len()..].iter().filter_map(|id| Table::of(step.before, *id));
    let others: Vec<String> = others.map(|it| format!("`{}`", it.name())).collect();
    match others.is_empty() {
        true => "It also empties every table that refers to this one, and readers wait while it runs.".to_owned(),
        false => format!("It also empties {}, and readers wait while it runs.", others.join(", ")),
    }
}

fn all_rows(step: &Step, table: &At<Name>, why: &str, out: &mut Out) {
    if !step.is_in_use(&table.value) {
        return;
    }
    let span: Span = table.span;
    let what = format!("This deletes every row of `{}`.", table.value);
    let found = Found::new(span, what, why, "Say which rows in a WHERE, and delete many rows in parts.");
    out.emit(found.about(step.full(&table.value)));
}
