//! What a statement does to transactions: the plan cuts files by it.

use super::read::{is_on, options};
use lockgate_grammar::tree::{self as pb, Node, Nodes};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionRole {
    Begin,
    Commit,
    Rollback,
    /// `SAVEPOINT`, `RELEASE`, `ROLLBACK TO`
    Savepoint,
    /// Ends a transaction in a way that leaves no plain state behind: `PREPARE TRANSACTION`, `COMMIT AND CHAIN`.
    Untracked,
    /// PostgreSQL refuses it in a transaction block (25001).
    OutsideOnly,
    /// `SET` without `LOCAL`: it lasts for the session.
    SessionSetting,
    Ordinary,
}

impl TransactionRole {
    /// The role of a statement on a server of this major version.
    pub fn of(node: Node, postgres: u16) -> TransactionRole {
        match node {
            Node::TransactionStmt(it) => transaction(it),
            Node::VariableSetStmt(it) if !it.is_local() => TransactionRole::SessionSetting,
            _ if outside_only(node, postgres) => TransactionRole::OutsideOnly,
            _ => TransactionRole::Ordinary,
        }
    }
}

fn transaction(it: pb::TransactionStmt) -> TransactionRole {
    use pb::TransactionStmtKind as K;
    match it.kind() {
        K::TransStmtBegin | K::TransStmtStart => TransactionRole::Begin,
        _ if it.chain() => TransactionRole::Untracked,
        K::TransStmtCommit => TransactionRole::Commit,
        K::TransStmtRollback => TransactionRole::Rollback,
        K::TransStmtSavepoint | K::TransStmtRelease | K::TransStmtRollbackTo => TransactionRole::Savepoint,
        _ => TransactionRole::Untracked,
    }
}

/// The statements that fail with 25001 in a transaction block, as measured on PostgreSQL 10 to 18.
fn outside_only(node: Node, postgres: u16) -> bool {
    match node {
        Node::IndexStmt(it) => it.concurrent(),
        Node::DropStmt(it) => it.concurrent(),
        Node::ReindexStmt(it) => reindex_outside_only(it),
        Node::VacuumStmt(it) => it.is_vacuumcmd(),
        Node::ClusterStmt(it) => it.relation().is_none(),
        Node::AlterTableStmt(it) => it.cmds().any(detaches_concurrently),
        Node::AlterEnumStmt(it) => postgres < 12 && it.old_val().is_empty(),
        Node::CreateSubscriptionStmt(it) => !turned_off(it.options(), &["create_slot", "connect"]),
        Node::CreatedbStmt(_)
        | Node::DropdbStmt(_)
        | Node::CreateTableSpaceStmt(_)
        | Node::DropTableSpaceStmt(_)
        | Node::AlterSystemStmt(_)
        | Node::DropSubscriptionStmt(_) => true,
        Node::DiscardStmt(it) => it.target() == pb::DiscardMode::DiscardAll,
        Node::AlterSubscriptionStmt(it) => postgres >= 14 && refreshes(it),
        Node::AlterDatabaseStmt(it) => options(it.options()).any(|option| option.defname() == "tablespace"),
        _ => false,
    }
}

fn reindex_outside_only(it: pb::ReindexStmt) -> bool {
    use pb::ReindexObjectType as T;
    let whole =
        matches!(it.kind(), T::ReindexObjectSchema | T::ReindexObjectSystem | T::ReindexObjectDatabase);
    let concurrently = |option: pb::DefElem| option.defname() == "concurrently" && is_on(option);
    whole || options(it.params()).any(concurrently)
}

fn detaches_concurrently(command: Node) -> bool {
    let Node::AlterTableCmd(it) = command else { return false };
    matches!(it.def(), Some(Node::PartitionCmd(partition)) if partition.concurrent())
}

/// It copies the list of tables from the publisher anew.
fn refreshes(it: pb::AlterSubscriptionStmt) -> bool {
    use pb::AlterSubscriptionType as T;
    match it.kind() {
        T::AlterSubscriptionRefresh => true,
        T::AlterSubscriptionSetPublication
        | T::AlterSubscriptionAddPublication
        | T::AlterSubscriptionDropPublication => !turned_off(it.options(), &["refresh"]),
        _ => false,
    }
}

fn turned_off(nodes: Nodes, names: &[&str]) -> bool {
    options(nodes).any(|option| names.contains(&option.defname()) && !is_on(option))
}
