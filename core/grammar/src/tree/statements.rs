//! The statements, each with the fields that are read.

use super::*;
use std::string::String as Text;

#[derive(prost::Message)]
pub struct RawStmt {
    #[prost(message, optional, boxed, tag = "1")]
    pub stmt: Option<Box<Node>>,
    #[prost(int32, tag = "2")]
    pub stmt_location: i32,
    #[prost(int32, tag = "3")]
    pub stmt_len: i32,
}

#[derive(prost::Message)]
pub struct CreateStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
    #[prost(message, repeated, tag = "2")]
    pub table_elts: Vec<Node>,
    #[prost(message, repeated, tag = "3")]
    pub inh_relations: Vec<Node>,
    #[prost(message, optional, tag = "4")]
    pub partbound: Option<Unread>,
    #[prost(message, optional, tag = "5")]
    pub partspec: Option<Unread>,
    #[prost(message, optional, tag = "6")]
    pub of_typename: Option<TypeName>,
    #[prost(bool, tag = "13")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct CreateTableAsStmt {
    #[prost(message, optional, boxed, tag = "2")]
    pub into: Option<Box<IntoClause>>,
    #[prost(enumeration = "ObjectType", tag = "3")]
    pub objtype: i32,
    #[prost(bool, tag = "5")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct SelectStmt {
    #[prost(message, optional, boxed, tag = "2")]
    pub into_clause: Option<Box<IntoClause>>,
    #[prost(message, optional, boxed, tag = "5")]
    pub where_clause: Option<Box<Node>>,
}

#[derive(prost::Message)]
pub struct InsertStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
    #[prost(message, optional, boxed, tag = "3")]
    pub select_stmt: Option<Box<Node>>,
    #[prost(message, optional, tag = "4")]
    pub on_conflict_clause: Option<Unread>,
}

#[derive(prost::Message)]
pub struct UpdateStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
    #[prost(message, optional, boxed, tag = "3")]
    pub where_clause: Option<Box<Node>>,
}

#[derive(prost::Message)]
pub struct DeleteStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
    #[prost(message, optional, boxed, tag = "3")]
    pub where_clause: Option<Box<Node>>,
}

#[derive(prost::Message)]
pub struct TruncateStmt {
    #[prost(message, repeated, tag = "1")]
    pub relations: Vec<Node>,
    #[prost(enumeration = "DropBehavior", tag = "3")]
    pub behavior: i32,
}

#[derive(prost::Message)]
pub struct IndexStmt {
    #[prost(string, tag = "1")]
    pub idxname: Text,
    #[prost(message, optional, tag = "2")]
    pub relation: Option<RangeVar>,
    #[prost(message, repeated, tag = "5")]
    pub index_params: Vec<Node>,
    #[prost(message, optional, boxed, tag = "8")]
    pub where_clause: Option<Box<Node>>,
    #[prost(bool, tag = "15")]
    pub unique: bool,
    #[prost(bool, tag = "23")]
    pub concurrent: bool,
    #[prost(bool, tag = "24")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct AlterTableStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
    #[prost(message, repeated, tag = "2")]
    pub cmds: Vec<Node>,
    #[prost(enumeration = "ObjectType", tag = "3")]
    pub objtype: i32,
    #[prost(bool, tag = "4")]
    pub missing_ok: bool,
}

#[derive(prost::Message)]
pub struct DropStmt {
    #[prost(message, repeated, tag = "1")]
    pub objects: Vec<Node>,
    #[prost(enumeration = "ObjectType", tag = "2")]
    pub remove_type: i32,
    #[prost(enumeration = "DropBehavior", tag = "3")]
    pub behavior: i32,
    #[prost(bool, tag = "4")]
    pub missing_ok: bool,
    #[prost(bool, tag = "5")]
    pub concurrent: bool,
}

#[derive(prost::Message)]
pub struct RenameStmt {
    #[prost(enumeration = "ObjectType", tag = "1")]
    pub rename_type: i32,
    #[prost(enumeration = "ObjectType", tag = "2")]
    pub relation_type: i32,
    #[prost(message, optional, tag = "3")]
    pub relation: Option<RangeVar>,
    #[prost(message, optional, boxed, tag = "4")]
    pub object: Option<Box<Node>>,
    #[prost(string, tag = "5")]
    pub subname: Text,
    #[prost(string, tag = "6")]
    pub newname: Text,
}

#[derive(prost::Message)]
pub struct AlterObjectSchemaStmt {
    #[prost(enumeration = "ObjectType", tag = "1")]
    pub object_type: i32,
    #[prost(message, optional, tag = "2")]
    pub relation: Option<RangeVar>,
    #[prost(message, optional, boxed, tag = "3")]
    pub object: Option<Box<Node>>,
    #[prost(string, tag = "4")]
    pub newschema: Text,
}

#[derive(prost::Message)]
pub struct CreateEnumStmt {
    #[prost(message, repeated, tag = "1")]
    pub type_name: Vec<Node>,
    #[prost(message, repeated, tag = "2")]
    pub vals: Vec<Node>,
}

#[derive(prost::Message)]
pub struct AlterEnumStmt {
    #[prost(message, repeated, tag = "1")]
    pub type_name: Vec<Node>,
    #[prost(string, tag = "2")]
    pub old_val: Text,
    #[prost(string, tag = "3")]
    pub new_val: Text,
    #[prost(bool, tag = "6")]
    pub skip_if_new_val_exists: bool,
}

#[derive(prost::Message)]
pub struct CompositeTypeStmt {
    #[prost(message, optional, tag = "1")]
    pub typevar: Option<RangeVar>,
}

#[derive(prost::Message)]
pub struct CreateRangeStmt {
    #[prost(message, repeated, tag = "1")]
    pub type_name: Vec<Node>,
}

#[derive(prost::Message)]
pub struct CreateDomainStmt {
    #[prost(message, repeated, tag = "1")]
    pub domainname: Vec<Node>,
}

#[derive(prost::Message)]
pub struct ViewStmt {
    #[prost(message, optional, tag = "1")]
    pub view: Option<RangeVar>,
    #[prost(bool, tag = "4")]
    pub replace: bool,
}

#[derive(prost::Message)]
pub struct CreateSeqStmt {
    #[prost(message, optional, tag = "1")]
    pub sequence: Option<RangeVar>,
    #[prost(bool, tag = "5")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct CreateSchemaStmt {
    #[prost(string, tag = "1")]
    pub schemaname: Text,
    #[prost(bool, tag = "4")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct CreateExtensionStmt {
    #[prost(string, tag = "1")]
    pub extname: Text,
    #[prost(bool, tag = "2")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct CreateFunctionStmt {
    #[prost(bool, tag = "1")]
    pub is_procedure: bool,
    #[prost(bool, tag = "2")]
    pub replace: bool,
    #[prost(message, repeated, tag = "3")]
    pub funcname: Vec<Node>,
}

#[derive(prost::Message)]
pub struct CreateTrigStmt {
    #[prost(bool, tag = "1")]
    pub replace: bool,
    #[prost(string, tag = "3")]
    pub trigname: Text,
}

#[derive(prost::Message)]
pub struct RuleStmt {
    #[prost(string, tag = "2")]
    pub rulename: Text,
    #[prost(bool, tag = "7")]
    pub replace: bool,
}

#[derive(prost::Message)]
pub struct CreatePolicyStmt {
    #[prost(string, tag = "1")]
    pub policy_name: Text,
}

#[derive(prost::Message)]
pub struct CreateRoleStmt {
    #[prost(string, tag = "2")]
    pub role: Text,
}

#[derive(prost::Message)]
pub struct CreateStatsStmt {
    #[prost(message, repeated, tag = "1")]
    pub defnames: Vec<Node>,
    #[prost(bool, tag = "7")]
    pub if_not_exists: bool,
}

#[derive(prost::Message)]
pub struct CreatePublicationStmt {
    #[prost(string, tag = "1")]
    pub pubname: Text,
}

#[derive(prost::Message)]
pub struct CreateSubscriptionStmt {
    #[prost(message, repeated, tag = "4")]
    pub options: Vec<Node>,
}

#[derive(prost::Message)]
pub struct AlterDatabaseStmt {
    #[prost(message, repeated, tag = "2")]
    pub options: Vec<Node>,
}

#[derive(prost::Message)]
pub struct ReindexStmt {
    #[prost(enumeration = "ReindexObjectType", tag = "1")]
    pub kind: i32,
    #[prost(message, repeated, tag = "4")]
    pub params: Vec<Node>,
}

#[derive(prost::Message)]
pub struct VacuumStmt {
    #[prost(bool, tag = "3")]
    pub is_vacuumcmd: bool,
}

#[derive(prost::Message)]
pub struct ClusterStmt {
    #[prost(message, optional, tag = "1")]
    pub relation: Option<RangeVar>,
}

#[derive(prost::Message)]
pub struct TransactionStmt {
    #[prost(enumeration = "TransactionStmtKind", tag = "1")]
    pub kind: i32,
    #[prost(bool, tag = "5")]
    pub chain: bool,
}

#[derive(prost::Message)]
pub struct VariableSetStmt {
    #[prost(string, tag = "2")]
    pub name: Text,
    #[prost(message, repeated, tag = "3")]
    pub args: Vec<Node>,
    #[prost(bool, tag = "5")]
    pub is_local: bool,
}
