use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A row security policy is dropped, and who may see which rows changes.
    ///
    /// Policies that permit are joined by OR and those that restrict by AND: without a permissive one rows disappear, without a
    /// restrictive one rows are shown that were hidden. Between DROP POLICY and CREATE POLICY in one transaction nobody sees the
    /// gap; without a transaction everybody does.
    ///
    /// A policy that the same file made, or makes again, is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP POLICY own_rows ON documents;
    /// --          ^^^^^^^^ policy-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// DROP POLICY IF EXISTS own_rows ON documents;
    /// CREATE POLICY own_rows ON documents USING (owner = current_user);
    /// ```
    /// ```sql
    /// ALTER POLICY own_rows ON documents USING (owner = current_user);
    /// ```
    /// ## Instead
    /// Use ALTER POLICY, or drop and create it in one transaction; say who may see what afterwards.
    "policy-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-policy"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Policy],
        "Without it rows are shown that were hidden, or hidden that were shown.",
        "Use ALTER POLICY, or drop and create it in one transaction, and say who may see what afterwards.",
    );
}
