use super::{Found, InMigration, Out};
use crate::finding::Span;
use crate::statement::{ActionKind, Fires, Kind, Name, TriggerChoice};

rule! {
    /// A trigger is switched off and not switched on again.
    ///
    /// DISABLE TRIGGER ALL also stops foreign keys from being checked: rows that point nowhere get in, and nobody is told. Where
    /// it is not enabled in the same file, a failure in between, or the next file, leaves it off.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders DISABLE TRIGGER ALL;
    /// --                 ^^^^^^^^^^^^^^^^^^^ trigger-left-disabled
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE orders DISABLE TRIGGER orders_audit;
    /// INSERT INTO orders (id, total) VALUES (1, 0);
    /// ALTER TABLE orders ENABLE TRIGGER orders_audit;
    /// ```
    /// ## Instead
    /// Enable it again in the same transaction. To get rid of it, drop it.
    "trigger-left-disabled", Destruction, Error, Migration(check),
    covers ["disable-trigger", "disable-trigger-not-reenabled"]
}

fn check(it: &InMigration, out: &mut Out) {
    let mut off: Vec<(&Name, String, Span)> = Vec::new();
    for statement in it.read.statements.iter().flat_map(|it| std::iter::once(it).chain(&it.inner)) {
        let Kind::AlterTable(alter) = &statement.kind else { continue };
        for action in &alter.actions {
            let ActionKind::Trigger { which, fires } = &action.kind else { continue };
            let which = match which {
                TriggerChoice::Named(name) => format!("the trigger `{}`", name.value),
                TriggerChoice::All => "every trigger".to_owned(),
                TriggerChoice::User => "every trigger but those of foreign keys".to_owned(),
            };
            let table = &alter.table.value;
            match fires {
                Fires::Never => off.push((table, which, action.span)),
                _ => off.retain(|it| it.0 != table || it.1 != which),
            }
        }
    }
    for (table, which, span) in off {
        out.emit(Found::new(
            span,
            format!("This switches {which} of `{table}` off, and the file does not switch it on again."),
            "What it checked, recorded or computed is left out from now on; with ALL, foreign keys are not checked.",
            "Enable it again in the same transaction, or drop it if it has had its day.",
        ));
    }
}
