use super::{Found, Out, Step};
use crate::statement::{Kind, MergeAction, OnConflict};

rule! {
    /// An INSERT writes over rows that are there.
    ///
    /// Where files run at every start, ON CONFLICT DO UPDATE takes back each time what people have changed since: the
    /// policy that was switched off is on again. The rule is asleep until the settings say `keeps-rows = true`.
    ///
    /// ## Settings
    /// ```toml
    /// keeps-rows = true
    /// ```
    /// ## Bad
    /// ```sql
    /// INSERT INTO policies (name, enabled) VALUES ('Low Trust', true)
    /// --          ^^^^^^^^ rows-overwritten
    /// ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled;
    /// ```
    /// ## Good
    /// ```sql
    /// INSERT INTO policies (name, enabled) VALUES ('Low Trust', true) ON CONFLICT DO NOTHING;
    /// ```
    /// ## Instead
    /// Write ON CONFLICT DO NOTHING; change rows that are there in a file of their own, by a condition that is true once.
    "rows-overwritten", Idempotency, Warning, Statement(check),
    covers []
}

fn check(step: &Step, out: &mut Out) {
    if step.settings.conventions.keeps_rows != Some(true) {
        return;
    }
    let table = match &step.statement.kind {
        Kind::Insert(it) if matches!(it.on_conflict, Some(OnConflict::Update { .. })) => &it.table,
        Kind::Merge(it) if it.whens.iter().any(|when| when.action == MergeAction::Update) => &it.table,
        _ => return,
    };
    let name = &table.value;
    let found = Found::new(
        table.span,
        format!("This writes over rows of `{name}` that are there."),
        "In this project a migration keeps them: what people have changed since would be taken back at each run.",
        "Write ON CONFLICT DO NOTHING.",
    );
    out.emit(found.about(step.full(name)));
}
