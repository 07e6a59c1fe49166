use super::{Found, Holding, Out};

rule! {
    /// One transaction keeps everybody out of several tables.
    ///
    /// It has to wait for all who use the second table while it holds the first, so the first is closed for as long as
    /// that takes; and whoever holds the second and wants the first waits for it in turn, until PostgreSQL ends one of the
    /// two with a deadlock (40P01). The rule speaks once in a transaction, where the second lock is taken.
    ///
    /// Tables that one statement locks by itself, such as the children of a table, are not reported, nor are tables that
    /// the same file created.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN state text;
    /// ALTER TABLE customers ADD COLUMN state text;
    /// ------------------------------------------- locks-on-several-tables
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD COLUMN state text;
    /// -- file: 002_customers.sql
    /// ALTER TABLE customers ADD COLUMN state text;
    /// ```
    /// ## Instead
    /// One table in a transaction: a file for each where the tool opens one for each file.
    "locks-on-several-tables", Locks, Warning, Holding(check),
    covers ["multi-table-lock-transaction"]
}

fn check(it: &Holding, out: &mut Out) {
    let Some((first, second)) = it.second_table().filter(|_| !it.several) else { return };
    let found = Found::new(
        it.step.statement.span,
        format!("This locks `{second}` while nobody can read or write `{first}`."),
        "The transaction holds both until it ends, waits for the one while it has the other, and may meet one that took them in the other order.",
        "Change one table in a transaction, so in a migration of its own.",
    );
    out.emit(found.about(second.clone()));
}
