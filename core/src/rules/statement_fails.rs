use super::{Found, Out, Refused, place};
use crate::finding::Severity;
use crate::schema::Failure;

rule! {
    /// PostgreSQL refuses this statement on the schema that the files before it build.
    ///
    /// Every statement is played on the schema as the statements before it leave it. Where a server would answer with an
    /// error, the file stops there, and what a tool does with the half that ran is its own story. The finding names the
    /// SQLSTATE, what is wrong, and the name that was perhaps meant.
    ///
    /// Only what is certain is an error: a name that is taken, a table that was dropped or renamed before, a column that
    /// a table of these files does not have, a type that does not fit, a dependency that holds on, a statement that the
    /// version in the settings does not know. A table that no file made and none dropped may be older than the files, so
    /// nothing is said of it; only where the files made all others and one has nearly the same name there is a warning.
    /// Behind a statement that fails everything is judged as if it had been mended. What code does that runs in the
    /// database and can't be followed, such as a function that is called, is given the benefit of the doubt. Rows are not
    /// known, so nothing is said of values.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE readings (id bigint PRIMARY KEY, taken timestamptz NOT NULL);
    /// CREATE INDEX readings_by_time ON readings (taken_at);
    /// --                                         ^^^^^^^^ statement-fails
    /// CREATE TABLE readings (id bigint PRIMARY KEY);
    /// --           ^^^^^^^^ statement-fails
    /// CREATE TABLE sensors (name text PRIMARY KEY, reading text REFERENCES readings);
    /// --           ^^^^^^^ statement-fails
    /// ```
    /// ```sql
    /// CREATE TABLE readings (id bigint PRIMARY KEY, taken timestamptz NOT NULL);
    /// ALTER TABLE reading ADD COLUMN value numeric;
    /// --          ^^^^^^^ statement-fails
    /// CREATE TABLE sensors (id bigint PRIMARY KEY, serial text);
    /// CREATE VIEW serials AS SELECT serial FROM sensors;
    /// ALTER TABLE sensors ALTER COLUMN serial TYPE varchar(20);
    /// --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ statement-fails
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE readings (id bigint PRIMARY KEY, taken timestamptz NOT NULL);
    /// CREATE INDEX readings_by_time ON readings (taken);
    /// CREATE TABLE IF NOT EXISTS readings (id bigint PRIMARY KEY);
    /// ALTER TABLE older_than_these_files ADD COLUMN value numeric;
    /// ```
    /// ## Instead
    /// Mend the statement, or what comes before it. Where a newer PostgreSQL runs the files, say so in the settings:
    /// `postgres = 17`.
    "statement-fails", Failures, Error, Refused(check),
    covers [
        "references-missing-object", "object-already-exists", "migration-will-fail", "duplicate-column-definition",
        "type-change-blocked-by-dependant", "type-change-no-cast", "refresh-matview-no-unique-index",
        "drop-index-backing-constraint", "drop-index-concurrently-limits", "index-expression-not-immutable",
        "index-on-json", "fk-target-not-unique", "fk-to-unlogged", "using-index-ineligible",
        "partition-key-in-unique", "cic-on-partitioned-parent", "detach-concurrently-with-default",
        "fk-not-valid-on-partitioned", "partition-feature-by-version", "function-signature-change",
        "view-replace-incompatible", "enum-value-used-in-same-transaction", "unsupported-on-target-version",
    ]
}

fn check(it: &Refused, out: &mut Out) {
    // The rule `outside-transaction` knows more of what cannot stand in a transaction.
    if it.failure.sqlstate == "25001" {
        return;
    }
    let Failure { sqlstate, what, .. } = it.failure;
    let version = it.settings.postgres;
    let (refuses, why) = match it.certain {
        true => ("refuses this", "The file stops here, whatever the rows are."),
        false => ("may refuse this", "No file makes a relation of this name, so it is older than the files or misspelt."),
    };
    let found = Found::new(
        place(it.statement, it.failure, it.text),
        format!("PostgreSQL {version} {refuses} ({sqlstate}): {what}."),
        why,
        instead(it.failure, version),
    );
    out.emit(if it.certain { found } else { found.at_most(Severity::Warning) });
}

fn instead(failure: &Failure, version: u16) -> String {
    if let Some(nearest) = &failure.nearest {
        return format!("Did you mean `{nearest}`?");
    }
    let words = match failure.sqlstate {
        "42601" | "0A000" | "22023" => {
            return format!(
                "Write it as PostgreSQL {version} can run it. If a newer one runs the files, say `postgres = …` in lockgate.toml."
            );
        }
        "42P07" | "42701" | "42710" | "42723" | "42P06" => {
            "Take another name, or remove what has it first. If this may run where it is there already, write IF NOT \
             EXISTS or OR REPLACE."
        }
        "2BP01" => "Drop what depends on it first, by name; CASCADE would drop all of it unseen.",
        _ if failure.missing => "Correct the name, or move this behind the statement that makes it.",
        _ => "Correct this statement, or what the files before it make.",
    };
    words.to_owned()
}
