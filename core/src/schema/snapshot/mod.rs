//! A schema as plain rows: what is read from a server's catalog, what `lockgate schema --format json` prints, and
//! what a starting schema is read from.
//!
//! Names are as the catalog stores them, never quoted. A `definition` and an `expression` are there only where a
//! server printed them.

mod definitions;
mod load;
mod relation;

pub use definitions::entries;
pub use load::load;
pub use relation::{
    Action, Column, Constraint, ConstraintKind, Generated, Identity, Index, Partitioning, References,
    Relation, RelationKind, Strategy, Trigger,
};

use serde::{Deserialize, Serialize};

/// The one version of this format.
pub const VERSION: u32 = 1;

/// Everything is in the order of its schema and name; columns stand in their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Snapshot {
    /// [`VERSION`]
    pub version: u32,
    /// The major version of the server that was read. Without it nothing was printed by a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postgres: Option<u16>,
    pub schemas: Vec<Space>,
    pub extensions: Vec<Extension>,
    pub types: Vec<Type>,
    pub sequences: Vec<Sequence>,
    pub relations: Vec<Relation>,
    pub functions: Vec<Function>,
    pub publications: Vec<Publication>,
    pub statistics: Vec<Statistics>,
    /// What cannot be told from the objects themselves.
    pub dependencies: Vec<Dependency>,
}

/// A name with its schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualified {
    pub schema: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Space {
    pub name: String,
    /// The extension that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extension {
    pub name: String,
    /// Where its objects are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataType {
    /// as `format_type` prints it with an empty `search_path`
    pub text: String,
    /// None for a type of PostgreSQL's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// As the catalog has it: `int4`, `varchar`. Of an array its elements' type.
    pub name: String,
    #[serde(skip_serializing_if = "is_false")]
    pub array: bool,
    /// `50`, `10,2`; of an interval also ` day to second(3)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TypeKind {
    #[default]
    Enum,
    Domain,
    Composite,
    Range,
    Multirange,
    /// written in C
    Base,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Type {
    pub schema: String,
    pub name: String,
    pub kind: TypeKind,
    /// The extension that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// of an enum, in their order
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// what a domain or range is of
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<DataType>,
    #[serde(skip_serializing_if = "is_false")]
    pub not_null: bool,
    /// None is the base type's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// a domain's default
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// a domain's checks
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// of a composite
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sequence {
    pub schema: String,
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: DataType,
    /// The extension that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<ColumnName>,
    /// It is the inside of an identity column.
    #[serde(skip_serializing_if = "is_false")]
    pub identity: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnName {
    pub table: Qualified,
    pub column: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FunctionKind {
    #[default]
    Function,
    Procedure,
    Aggregate,
    Window,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Function {
    pub schema: String,
    pub name: String,
    pub kind: FunctionKind,
    /// The extension that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    pub arguments: Vec<Argument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns: Option<DataType>,
    #[serde(skip_serializing_if = "is_false")]
    pub returns_set: bool,
    pub language: String,
    pub volatility: Volatility,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    #[default]
    In,
    Out,
    InOut,
    Variadic,
    Table,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Volatility {
    Immutable,
    Stable,
    #[default]
    Volatile,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Argument {
    pub mode: Mode,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub data_type: DataType,
    #[serde(skip_serializing_if = "is_false")]
    pub default: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publication {
    pub name: String,
    #[serde(skip_serializing_if = "is_false")]
    pub all_tables: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Qualified>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statistics {
    pub schema: String,
    pub name: String,
    pub table: Qualified,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A policy or a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Named {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// `by` does not work without `on`. Each is a kind and the parts of a name: `["column", "public", "orders", "id"]`,
/// `["function", "public", "total", "integer, text"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    pub by: Vec<String>,
    pub on: Vec<String>,
}

fn is_false(it: &bool) -> bool {
    !it
}
