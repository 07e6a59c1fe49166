use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// A publication sends every table there is and will be.
    ///
    /// FOR ALL TABLES takes in every table that is created later, also one with secrets, and every one without a primary key: from
    /// that moment UPDATE and DELETE on it fail (55000). Only a superuser can make such a publication.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE PUBLICATION everything FOR ALL TABLES;
    /// --                 ^^^^^^^^^^ publication-of-all-tables
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// CREATE PUBLICATION of_orders FOR TABLE orders;
    /// ```
    /// ## Instead
    /// Name the tables.
    "publication-of-all-tables", Compatibility, Warning, Statement(check),
    covers ["publication-all-tables"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::CreatePublication(it) = &step.statement.kind else { return };
    if it.all_tables {
        out.emit(Found::new(
            it.name.span,
            format!("`{}` publishes every table there is and will be.", it.name.value),
            "A later table with secrets goes out too; one without a primary key takes no UPDATE or DELETE any more.",
            "Name the tables: FOR TABLE orders, lines.",
        ));
    }
}
