//! What statements are made of, with the fields that are read.

use super::*;
use std::string::String as Text;

#[derive(prost::Message)]
pub struct IntoClause {
    #[prost(message, optional, tag = "1")]
    pub rel: Option<RangeVar>,
}

#[derive(prost::Message)]
pub struct IndexElem {
    #[prost(string, tag = "1")]
    pub name: Text,
}

#[derive(prost::Message)]
pub struct AlterTableCmd {
    #[prost(enumeration = "AlterTableType", tag = "1")]
    pub subtype: i32,
    #[prost(string, tag = "2")]
    pub name: Text,
    #[prost(message, optional, boxed, tag = "5")]
    pub def: Option<Box<Node>>,
    #[prost(enumeration = "DropBehavior", tag = "6")]
    pub behavior: i32,
    #[prost(bool, tag = "7")]
    pub missing_ok: bool,
}

#[derive(prost::Message)]
pub struct PartitionCmd {
    #[prost(bool, tag = "3")]
    pub concurrent: bool,
}

#[derive(prost::Message)]
pub struct ColumnDef {
    #[prost(string, tag = "1")]
    pub colname: Text,
    #[prost(message, optional, tag = "2")]
    pub type_name: Option<TypeName>,
    #[prost(message, repeated, tag = "17")]
    pub constraints: Vec<Node>,
    #[prost(int32, tag = "19")]
    pub location: i32,
}

#[derive(prost::Message)]
pub struct Constraint {
    #[prost(enumeration = "ConstrType", tag = "1")]
    pub contype: i32,
    #[prost(string, tag = "2")]
    pub conname: Text,
    #[prost(bool, tag = "6")]
    pub skip_validation: bool,
    #[prost(message, optional, boxed, tag = "9")]
    pub raw_expr: Option<Box<Node>>,
    #[prost(message, repeated, tag = "14")]
    pub keys: Vec<Node>,
    #[prost(string, tag = "19")]
    pub indexname: Text,
    #[prost(message, optional, tag = "24")]
    pub pktable: Option<RangeVar>,
    #[prost(message, repeated, tag = "25")]
    pub fk_attrs: Vec<Node>,
    #[prost(message, repeated, tag = "26")]
    pub pk_attrs: Vec<Node>,
    #[prost(int32, tag = "35")]
    pub location: i32,
}

#[derive(prost::Message)]
pub struct RangeVar {
    #[prost(string, tag = "2")]
    pub schemaname: Text,
    #[prost(string, tag = "3")]
    pub relname: Text,
    #[prost(string, tag = "5")]
    pub relpersistence: Text,
    #[prost(int32, tag = "7")]
    pub location: i32,
}

#[derive(prost::Message)]
pub struct TypeName {
    #[prost(message, repeated, tag = "1")]
    pub names: Vec<Node>,
    #[prost(message, repeated, tag = "5")]
    pub typmods: Vec<Node>,
    #[prost(message, repeated, tag = "7")]
    pub array_bounds: Vec<Node>,
}

#[derive(prost::Message)]
pub struct ObjectWithArgs {
    #[prost(message, repeated, tag = "1")]
    pub objname: Vec<Node>,
}

#[derive(prost::Message)]
pub struct DefElem {
    #[prost(string, tag = "2")]
    pub defname: Text,
    #[prost(message, optional, boxed, tag = "3")]
    pub arg: Option<Box<Node>>,
}

#[derive(prost::Message)]
pub struct List {
    #[prost(message, repeated, tag = "1")]
    pub items: Vec<Node>,
}

#[derive(prost::Message)]
pub struct String {
    #[prost(string, tag = "1")]
    pub sval: Text,
}

#[derive(prost::Message)]
pub struct Integer {
    #[prost(int32, tag = "1")]
    pub ival: i32,
}

#[derive(prost::Message)]
pub struct Boolean {
    #[prost(bool, tag = "1")]
    pub boolval: bool,
}

#[derive(prost::Message)]
pub struct AConst {
    #[prost(bool, tag = "10")]
    pub isnull: bool,
    #[prost(oneof = "a_const::Val", tags = "1, 3, 4")]
    pub val: Option<a_const::Val>,
}

pub mod a_const {
    #[derive(prost::Oneof)]
    pub enum Val {
        #[prost(message, tag = "1")]
        Ival(super::Integer),
        #[prost(message, tag = "3")]
        Boolval(super::Boolean),
        #[prost(message, tag = "4")]
        Sval(super::String),
    }
}
