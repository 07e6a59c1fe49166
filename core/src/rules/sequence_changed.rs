use super::{Found, Out, Step};
use crate::statement::{Kind, SequenceOption};

rule! {
    /// A sequence that is in use is changed, and with it the numbers that it gives.
    ///
    /// ALTER SEQUENCE with RESTART, INCREMENT, MINVALUE, MAXVALUE, CACHE or AS takes a SHARE ROW EXCLUSIVE lock and gives the
    /// sequence a new file: nextval() waits until the transaction ends, and so does every INSERT that needs a number.
    /// Numbers that were given before may come again (RESTART, MINVALUE), which fails with 23505 behind a primary key, and
    /// programs that take numbers in blocks rely on INCREMENT.
    ///
    /// OWNED BY changes no number and is not reported; nor is a sequence that the same file created.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER SEQUENCE orders_id_seq RESTART WITH 1;
    /// --             ^^^^^^^^^^^^^ sequence-changed
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER SEQUENCE orders_id_seq OWNED BY orders.id;
    /// ```
    /// ## Instead
    /// Move a sequence with setval() to a number that is certainly free, in a transaction of its own.
    "sequence-changed", Locks, Warning, Statement(check),
    covers ["sequence-values-changed"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::AlterSequence(it) = &step.statement.kind else { return };
    let name = step.full(&it.name.value);
    let changes = it.options.iter().any(|it| !matches!(it, SequenceOption::OwnedBy(_)));
    if !changes || !step.effect().rewrites.contains(&name) {
        return;
    }
    let found = Found::new(
        it.name.span,
        format!("nextval() of `{name}` waits until this transaction ends, and the numbers may not be what others expect."),
        "The sequence gets a new file under a SHARE ROW EXCLUSIVE lock. Numbers may come twice, or in other steps.",
        "Use setval() to move it to a free number, in a transaction of its own.",
    );
    out.emit(found);
}
