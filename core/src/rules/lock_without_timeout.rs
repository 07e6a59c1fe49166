use super::{Found, Holding, Out};
use crate::settings::milliseconds;
use crate::statement::LockMode;

rule! {
    /// A strong lock is asked for without a limit to the waiting.
    ///
    /// A statement that needs a strong lock waits for every query on the table to end, and all who come after it wait
    /// behind it, even those who only read: one long report is enough to stop a program. With a lock_timeout it gives up
    /// in time, and the migration is tried again.
    ///
    /// The setting `lock_timeout` says how long is too long; without it the rule is silent. It speaks once in a file. What
    /// stands in a SET LOCAL counts until its transaction ends, and 0 is no limit.
    ///
    /// ## Settings
    /// ```toml
    /// lock_timeout = "5s"
    /// ```
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN state text;
    /// ---------------------------------------- lock-without-timeout
    /// ```
    /// ```sql
    /// SET lock_timeout = '1min';
    /// ALTER TABLE orders ADD COLUMN state text;
    /// ---------------------------------------- lock-without-timeout
    /// ```
    /// ## Good
    /// ```sql
    /// SET lock_timeout = '2s';
    /// ALTER TABLE orders ADD COLUMN state text;
    /// ```
    /// ## Instead
    /// SET lock_timeout before the statement, or SET LOCAL in its transaction.
    "lock-without-timeout", Locks, Warning, Holding(check),
    covers [
        "missing-lock-timeout", "lock-timeout-not-in-effect", "lock-timeout-too-long", "lock-timeout-zero",
        "create-trigger", "create-rule", "policy-ddl-locks", "owner-change-locks", "noop-still-locks",
        "storage-parameter-lock",
    ]
}

fn check(it: &Holding, out: &mut Out) {
    let Some(most) = &it.step.settings.lock_timeout else { return };
    let strong = it.step.effect().locks.iter().find(|(_, mode)| **mode >= LockMode::Share);
    let Some((table, mode)) = strong.filter(|_| !it.untimed) else { return };
    let inform = it.timeout.and_then(milliseconds).filter(|it| *it > 0);
    let why = match inform {
        Some(now) if Some(now) <= milliseconds(most) => return,
        Some(_) => "The lock_timeout in force is longer than the settings allow.",
        None => "No lock_timeout is in force, so it waits as long as anybody uses the table.",
    };
    let found = Found::new(
        it.step.statement.span,
        format!("This asks for a lock on `{table}`, {mode}, and may keep everybody waiting meanwhile."),
        why,
        format!("SET lock_timeout = '{most}' before it, or SET LOCAL in its transaction, and try again where it gives up."),
    );
    out.emit(found.about(table.clone()));
}
