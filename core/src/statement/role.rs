//! What a statement does to transactions: the plan cuts files by it.

use lockgate_grammar::tree::{self as pb, node::Node};

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
    pub fn of(node: &Node, postgres: u16) -> TransactionRole {
        match node {
            Node::TransactionStmt(it) => transaction(it),
            Node::VariableSetStmt(it) if !it.is_local => TransactionRole::SessionSetting,
            _ if outside_only(node, postgres) => TransactionRole::OutsideOnly,
            _ => TransactionRole::Ordinary,
        }
    }
}

fn transaction(it: &pb::TransactionStmt) -> TransactionRole {
    use pb::TransactionStmtKind as K;
    match it.kind() {
        K::TransStmtBegin | K::TransStmtStart => TransactionRole::Begin,
        _ if it.chain => TransactionRole::Untracked,
        K::TransStmtCommit => TransactionRole::Commit,
        K::TransStmtRollback => TransactionRole::Rollback,
        K::TransStmtSavepoint | K::TransStmtRelease | K::TransStmtRollbackTo => TransactionRole::Savepoint,
        _ => TransactionRole::Untracked,
    }
}

/// The statements that fail with 25001 in a transaction block, as measured on PostgreSQL 10 to 18.
fn outside_only(node: &Node, postgres: u16) -> bool {
    match node {
        Node::IndexStmt(it) => it.concurrent,
        Node::DropStmt(it) => it.concurrent,
        Node::ReindexStmt(it) => reindex_outside_only(it),
        Node::VacuumStmt(it) => it.is_vacuumcmd,
        Node::ClusterStmt(it) => it.relation.is_none(),
        Node::AlterTableStmt(it) => it.cmds.iter().any(detaches_concurrently),
        Node::AlterEnumStmt(it) => postgres < 12 && it.old_val.is_empty(),
        Node::CreateSubscriptionStmt(it) => {
            !it.options.iter().any(|option| turned_off(option, &["create_slot", "connect"]))
        }
        Node::CreatedbStmt(_)
        | Node::DropdbStmt(_)
        | Node::CreateTableSpaceStmt(_)
        | Node::DropTableSpaceStmt(_)
        | Node::AlterSystemStmt(_)
        | Node::DropSubscriptionStmt(_) => true,
        Node::AlterDatabaseStmt(it) => it.options.iter().any(|option| named(option, "tablespace")),
        _ => false,
    }
}

fn reindex_outside_only(it: &pb::ReindexStmt) -> bool {
    use pb::ReindexObjectType as T;
    let whole =
        matches!(it.kind(), T::ReindexObjectSchema | T::ReindexObjectSystem | T::ReindexObjectDatabase);
    whole
        || it
            .params
            .iter()
            .any(|option| named(option, "concurrently") && !turned_off(option, &["concurrently"]))
}

fn detaches_concurrently(command: &pb::Node) -> bool {
    let Some(Node::AlterTableCmd(it)) = &command.node else { return false };
    match it.def.as_ref().and_then(|def| def.node.as_ref()) {
        Some(Node::PartitionCmd(partition)) => partition.concurrent,
        _ => false,
    }
}

fn named(option: &pb::Node, name: &str) -> bool {
    matches!(&option.node, Some(Node::DefElem(it)) if it.defname == name)
}

fn turned_off(option: &pb::Node, names: &[&str]) -> bool {
    let Some(Node::DefElem(it)) = &option.node else { return false };
    if !names.contains(&it.defname.as_str()) {
        return false;
    }
    match it.arg.as_ref().and_then(|arg| arg.node.as_ref()) {
        Some(Node::String(it)) => matches!(it.sval.as_str(), "false" | "off"),
        Some(Node::Boolean(it)) => !it.boolval,
        Some(Node::Integer(it)) => it.ival == 0,
        _ => false,
    }
}
