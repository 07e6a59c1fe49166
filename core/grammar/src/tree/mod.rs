//! The part of libpg_query's tree that is read, as prost decodes it. What is not named here is passed over, which
//! is most of it: code to decode everything would be a twelfth of the wasm engine.
//!
//! Names, types and tags are those of `pg_query::protobuf`. A node of any other kind is a [`Node`] without a kind.
//! Whoever needs more adds it with its tag, to a list of `tags` too; `tests/tree.rs` compares it with the original.

mod parts;
mod statements;

pub use parts::*;
pub use pg_query::protobuf::{
    AlterTableType, ConstrType, DropBehavior, ObjectType, ReindexObjectType, TransactionStmtKind,
};
pub use statements::*;

#[derive(prost::Message)]
pub struct ParseResult {
    #[prost(message, repeated, tag = "2")]
    pub stmts: Vec<RawStmt>,
}

/// Something of which it only counts that it is there.
#[derive(prost::Message)]
pub struct Unread {}

/// Any node; without a kind where that is not read.
#[derive(prost::Message)]
pub struct Node {
    #[prost(
        oneof = "node::Node",
        tags = "2, 66, 87, 88, 89, 90, 97, 134, 135, 136, 138, 142, 143, 144, 150, 155, 157, 158, 159, \
                160, 163, 175, 178, 182, 186, 189, 194, 195, 201, 202, 205, 208, 212, 214, 218, 222, 223, \
                224, 225, 226, 227, 229, 230, 233, 234, 235, 236, 239, 245, 258, 260, 262, 263, 265, 266, \
                268, 271"
    )]
    pub node: Option<node::Node>,
}

pub mod node {
    /// The kinds of node that are read.
    #[derive(prost::Oneof)]
    pub enum Node {
        #[prost(message, tag = "2")]
        RangeVar(super::RangeVar),
        #[prost(message, tag = "66")]
        TypeName(super::TypeName),
        #[prost(message, tag = "87")]
        ColumnDef(Box<super::ColumnDef>),
        #[prost(message, tag = "88")]
        TableLikeClause(super::Unread),
        #[prost(message, tag = "89")]
        IndexElem(Box<super::IndexElem>),
        #[prost(message, tag = "90")]
        DefElem(Box<super::DefElem>),
        #[prost(message, tag = "97")]
        PartitionCmd(super::PartitionCmd),
        #[prost(message, tag = "134")]
        InsertStmt(Box<super::InsertStmt>),
        #[prost(message, tag = "135")]
        DeleteStmt(Box<super::DeleteStmt>),
        #[prost(message, tag = "136")]
        UpdateStmt(Box<super::UpdateStmt>),
        #[prost(message, tag = "138")]
        SelectStmt(Box<super::SelectStmt>),
        #[prost(message, tag = "142")]
        CreateSchemaStmt(super::CreateSchemaStmt),
        #[prost(message, tag = "143")]
        AlterTableStmt(super::AlterTableStmt),
        #[prost(message, tag = "144")]
        AlterTableCmd(Box<super::AlterTableCmd>),
        #[prost(message, tag = "150")]
        ObjectWithArgs(super::ObjectWithArgs),
        #[prost(message, tag = "155")]
        VariableSetStmt(super::VariableSetStmt),
        #[prost(message, tag = "157")]
        CreateStmt(super::CreateStmt),
        #[prost(message, tag = "158")]
        Constraint(Box<super::Constraint>),
        #[prost(message, tag = "159")]
        CreateTableSpaceStmt(super::Unread),
        #[prost(message, tag = "160")]
        DropTableSpaceStmt(super::Unread),
        #[prost(message, tag = "163")]
        CreateExtensionStmt(super::CreateExtensionStmt),
        #[prost(message, tag = "175")]
        CreatePolicyStmt(Box<super::CreatePolicyStmt>),
        #[prost(message, tag = "178")]
        CreateTrigStmt(Box<super::CreateTrigStmt>),
        #[prost(message, tag = "182")]
        CreateRoleStmt(super::CreateRoleStmt),
        #[prost(message, tag = "186")]
        CreateSeqStmt(super::CreateSeqStmt),
        #[prost(message, tag = "189")]
        CreateDomainStmt(Box<super::CreateDomainStmt>),
        #[prost(message, tag = "194")]
        DropStmt(super::DropStmt),
        #[prost(message, tag = "195")]
        TruncateStmt(super::TruncateStmt),
        #[prost(message, tag = "201")]
        IndexStmt(Box<super::IndexStmt>),
        #[prost(message, tag = "202")]
        CreateStatsStmt(super::CreateStatsStmt),
        #[prost(message, tag = "205")]
        CreateFunctionStmt(Box<super::CreateFunctionStmt>),
        #[prost(message, tag = "208")]
        DoStmt(super::Unread),
        #[prost(message, tag = "212")]
        RenameStmt(Box<super::RenameStmt>),
        #[prost(message, tag = "214")]
        AlterObjectSchemaStmt(Box<super::AlterObjectSchemaStmt>),
        #[prost(message, tag = "218")]
        RuleStmt(Box<super::RuleStmt>),
        #[prost(message, tag = "222")]
        TransactionStmt(super::TransactionStmt),
        #[prost(message, tag = "223")]
        CompositeTypeStmt(super::CompositeTypeStmt),
        #[prost(message, tag = "224")]
        CreateEnumStmt(super::CreateEnumStmt),
        #[prost(message, tag = "225")]
        CreateRangeStmt(super::CreateRangeStmt),
        #[prost(message, tag = "226")]
        AlterEnumStmt(super::AlterEnumStmt),
        #[prost(message, tag = "227")]
        ViewStmt(Box<super::ViewStmt>),
        #[prost(message, tag = "229")]
        CreatedbStmt(super::Unread),
        #[prost(message, tag = "230")]
        AlterDatabaseStmt(super::AlterDatabaseStmt),
        #[prost(message, tag = "233")]
        DropdbStmt(super::Unread),
        #[prost(message, tag = "234")]
        AlterSystemStmt(super::Unread),
        #[prost(message, tag = "235")]
        ClusterStmt(super::ClusterStmt),
        #[prost(message, tag = "236")]
        VacuumStmt(super::VacuumStmt),
        #[prost(message, tag = "239")]
        CreateTableAsStmt(Box<super::CreateTableAsStmt>),
        #[prost(message, tag = "245")]
        ReindexStmt(super::ReindexStmt),
        #[prost(message, tag = "258")]
        CreatePublicationStmt(super::CreatePublicationStmt),
        #[prost(message, tag = "260")]
        CreateSubscriptionStmt(super::CreateSubscriptionStmt),
        #[prost(message, tag = "262")]
        DropSubscriptionStmt(super::Unread),
        #[prost(message, tag = "263")]
        Integer(super::Integer),
        #[prost(message, tag = "265")]
        Boolean(super::Boolean),
        #[prost(message, tag = "266")]
        String(super::String),
        #[prost(message, tag = "268")]
        List(super::List),
        #[prost(message, tag = "271")]
        AConst(super::AConst),
    }
}
