use super::{Found, Out, Step};
use crate::statement::{Expr, Kind};

rule! {
    /// A policy lets everybody write every row.
    ///
    /// `USING (true)` or `WITH CHECK (true)` on INSERT, UPDATE, DELETE or ALL switches row security off for writes, while it
    /// looks as if it were on. For SELECT it may be meant: rows that all may read.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE POLICY open ON documents FOR ALL USING (true);
    /// --            ^^^^ policy-always-true
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE POLICY readable ON documents FOR SELECT USING (true);
    /// ```
    /// ```sql
    /// CREATE POLICY own ON documents FOR ALL USING (owner = current_user);
    /// ```
    /// ## Instead
    /// Say whose rows they are.
    "policy-always-true", Security, Warning, Statement(check),
    covers ["policy-always-true"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::CreatePolicy(it) = &step.statement.kind else { return };
    let open = |it: &Option<Expr>| it.as_ref().is_some_and(Expr::is_tautology);
    if it.permissive && it.command.as_str() != "select" && (open(&it.using) || open(&it.check)) {
        let found = Found::new(
            it.name.span,
            format!("By the policy `{}` everybody may write every row of `{}`.", it.name.value, it.table.value),
            "Permissive policies are joined by OR: beside this one no other keeps anything back.",
            "Say whose rows they are.",
        );
        out.emit(found.about(step.full(&it.table.value)));
    }
}
