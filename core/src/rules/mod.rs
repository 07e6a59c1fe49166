//! The hazards, one file each: the page that people read, the examples that prove it, and the check.
//!
//! A rule joins by its file and one word in [`rules!`] below.

#[cfg(not(target_arch = "wasm32"))]
pub mod catalogue;
mod holding;
mod locked;
mod lost;
mod place;
mod views;

use crate::finding::{Category, Severity};
use crate::settings::Settings;

pub(crate) use holding::Holding;
use lost::{dropped, lost, with_it};
use place::{first_line, place, word};
pub(crate) use views::{
    After, Again, AtStatement, Back, Check, End, Found, InFile, InMigration, InOrder, Out, ReadMigration,
    Refused, Revision, SecondRun, Step, Way, made,
};

/// A rule as everybody may know it.
pub struct Rule {
    /// `table-dropped`
    pub name: &'static str,
    pub category: Category,
    /// what it weighs where the settings say nothing
    pub severity: Severity,
    /// A finding of it may bring an edit that mends it.
    pub fix: bool,
    /// The hazards of the catalogue that it answers for. Empty on wasm32.
    pub covers: &'static [&'static str],
    /// its page as the doc comment has it, a space before each line; see [`Rule::page`]
    pub(crate) docs: &'static str,
    pub(crate) check: Check,
}

impl Rule {
    /// What its findings weigh under these settings at the most; `None` is off.
    pub fn weighs(&self, settings: &Settings) -> Option<Severity> {
        let raised = self.severity == Severity::Warning && settings.errors.contains(&self.category);
        settings.severity(self.name, if raised { Severity::Error } else { self.severity })
    }

    /// Its page, in Markdown: what, why, examples, what to do instead. Empty on wasm32.
    pub fn page(&self) -> String {
        let lines = self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What holds it to the truth.
    pub fn proof(&self) -> &'static str {
        match self.check {
            Check::Refused(_) | Check::Work(..) | Check::Holding(_) => "examples, servers",
            _ => "examples",
        }
    }

    /// The first sentence of its page.
    pub fn what(&self) -> &'static str {
        self.docs.lines().next().unwrap_or_default().trim()
    }
}

/// Pages are shown by the server; the engine in a browser does not carry them.
pub(crate) const fn kept(docs: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { docs }
}

/// So are the hazards that a rule covers.
pub(crate) const fn listed(ids: &'static [&'static str]) -> &'static [&'static str] {
    if cfg!(target_arch = "wasm32") { &[] } else { ids }
}

/// Makes the `RULE` of a file from its page, its name and what it covers; `fix` behind them where it knows an edit.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $name:literal, $category:ident, $severity:ident, $kind:ident($($check:expr),+),
        covers [$($id:literal),* $(,)?] $(, $fix:ident)?
    ) => {
        pub static RULE: crate::rules::Rule = crate::rules::Rule {
            name: $name,
            category: crate::finding::Category::$category,
            severity: crate::finding::Severity::$severity,
            fix: rule!(@$($fix)?),
            covers: crate::rules::listed(&[$($id),*]),
            docs: crate::rules::kept(concat!($($doc, "\n"),+)),
            check: crate::rules::Check::$kind($($check),+),
        };
    };
    (@fix) => { true };
    (@) => { false };
}

macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+
        /// Every rule, in the order of this list.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    table_dropped,
    column_dropped,
    type_dropped,
    sequence_dropped,
    extension_dropped,
    database_dropped,
    dependents_dropped,
    owned_dropped,
    data_deleted,
    rows_all_updated,
    trigger_left_disabled,
    replication_role_set,
    foreign_key_without_index,
    set_null_on_required_column,
    tenant_column_named,
    layout_undecided,
    number_missing,
    number_repeated,
    migration_out_of_order,
    checksum_stale,
    blocking_index_build,
    blocking_index_drop,
    blocking_reindex,
    blocking_column_fill,
    blocking_type_change,
    blocking_table_rewrite,
    blocking_not_null,
    blocking_check,
    blocking_foreign_key,
    blocking_domain_check,
    blocking_partition_check,
    blocking_view_refresh,
    partition_locks_parent,
    other_table_locked,
    table_locked,
    sequence_changed,
    scan_while_locked,
    backfill_while_locked,
    locks_on_several_tables,
    lock_without_timeout,
    not_null_without_default,
    column_required_at_once,
    constraint_left_unvalidated,
    not_idempotent,
    rollback_incomplete,
    outside_transaction,
    transaction_mark_ignored,
    transaction_lost,
    session_setting_left,
    applied_migration_changed,
    schema_dropped,
    view_dropped,
    function_dropped,
    trigger_dropped,
    policy_dropped,
    constraint_dropped,
    table_renamed,
    column_renamed,
    enum_value_renamed,
    publication_of_all_tables,
    definer_without_search_path,
    granted_to_public,
    privilege_passed_on,
    role_too_powerful,
    policy_without_row_security,
    row_security_without_policy,
    policy_always_true,
    statement_fails,
    file_misnamed,
    file_header_wrong,
    stray_file,
    snapshot_stale,
    migration_undocumented,
    identifier_misnamed,
    schema_unexpected,
    required_column_missing,
    type_unwanted,
    reference_without_foreign_key,
    delete_action_unexpected,
    comment_missing,
    rows_overwritten,
    credential_exposed,
}

/// The rule for which what takes migrations back is read.
pub const ROLLBACK: &str = rollback_incomplete::RULE.name;

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).collect()
}

#[cfg(test)]
mod tests;
