use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// A label of an enum gets another name while programs still say the old one.
    ///
    /// Rows that hold the label show the new one at once. Programs that write the old one, or compare with it, fail: `invalid
    /// input value for enum` (22P02). Logical replication does not carry the change to its subscribers.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
    /// --         ^^^^ enum-value-renamed
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TYPE mood ADD VALUE 'fine';
    /// ```
    /// ## Instead
    /// Add the new label, release programs that read both and write the new one, and move the rows over.
    "enum-value-renamed", Compatibility, Warning, Statement(check),
    covers ["rename-enum-value"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::RenameEnumValue(it) = &step.statement.kind else { return };
    let own = step.before.type_named(&it.name.value).and_then(|it| it.born);
    if own.is_some_and(|it| it.migration == step.migration) {
        return;
    }
    out.emit(Found::new(
        it.name.span,
        format!("The label `{}` of `{}` is called `{}` from the commit on.", it.from, it.name.value, it.to),
        "Programs that still write the old label, or compare with it, fail (22P02).",
        "Add the new label, release programs that read both and write the new one, then move the rows over.",
    ));
}
