use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};

rule! {
    /// A constraint of a domain is held against every table that has a column of it, while nobody can write to them.
    ///
    /// ALTER DOMAIN … ADD CONSTRAINT and SET NOT NULL take a SHARE lock on each of those tables and read all of it. With
    /// NOT VALID a CHECK holds for new values at once, and no table is locked. VALIDATE CONSTRAINT reads the tables later:
    /// from PostgreSQL 18 on while others write, before that under the same SHARE lock.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_prices.sql
    /// CREATE DOMAIN price AS numeric;
    /// CREATE TABLE goods (id bigint PRIMARY KEY, price price);
    /// -- file: 002_prices.sql
    /// ALTER DOMAIN price ADD CONSTRAINT positive CHECK (value > 0);
    /// --           ^^^^^ blocking-domain-check
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER DOMAIN price ADD CONSTRAINT positive CHECK (value > 0) NOT VALID;
    /// ```
    /// ## Instead
    /// Add the CHECK NOT VALID, and validate it in a later transaction when few write.
    "blocking-domain-check", Locks, Error, Work(&[Why::Domain, Why::Validation], check),
    covers ["domain-add-constraint"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let later = step.settings.postgres >= 18;
    let instead = match work.why {
        Why::Validation => "Validate it when few write, under a lock_timeout. From PostgreSQL 18 on others can write meanwhile.",
        _ if later => "Add a CHECK NOT VALID, and VALIDATE CONSTRAINT in a later transaction: that lets others write.",
        _ => "Add a CHECK NOT VALID, and VALIDATE CONSTRAINT in a later transaction, when few write.",
    };
    out.emit(blocked(step, work, "Each table with a column of the domain is read.", instead));
}
