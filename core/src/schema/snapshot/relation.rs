//! Relations, with everything that stands below a table.

use super::{DataType, Named, Qualified, is_false};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    #[default]
    Table,
    ForeignTable,
    View,
    MaterializedView,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    Range,
    List,
    Hash,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Relation {
    pub schema: String,
    pub name: String,
    pub kind: RelationKind,
    /// The extension that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub unlogged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_by: Option<Partitioning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_of: Option<Qualified>,
    #[serde(skip_serializing_if = "is_false")]
    pub default_partition: bool,
    /// in their order; a partition has none
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inherits: Vec<Qualified>,
    #[serde(skip_serializing_if = "is_false")]
    pub row_security: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub force_row_security: bool,
    pub columns: Vec<Column>,
    /// The highest number that a column ever had.
    pub last_number: u16,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// without those behind constraints
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<Index>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Trigger>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Named>,
    /// of a view its query, of a table what its columns do not say: bounds, options
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partitioning {
    pub strategy: Strategy,
    /// `None` is an expression.
    pub columns: Vec<Option<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    Always,
    ByDefault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Generated {
    Stored,
    Virtual,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    /// It stays when others are dropped.
    pub number: u16,
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: DataType,
    #[serde(skip_serializing_if = "is_false")]
    pub not_null: bool,
    /// A generated column has none.
    #[serde(skip_serializing_if = "is_false")]
    pub default: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generated>,
    /// It comes from a parent, and is not declared here.
    #[serde(skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// None is the type's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// the default, or what is generated
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConstraintKind {
    PrimaryKey,
    Unique,
    ForeignKey,
    #[default]
    Check,
    Exclude,
    /// a constraint trigger
    Trigger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    #[default]
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Constraint {
    pub name: String,
    pub kind: ConstraintKind,
    /// in their order; of a check those that it reads
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// of a foreign key
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<References>,
    /// of a key or an exclusion; it has the constraint's name
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<Index>,
    #[serde(skip_serializing_if = "is_false")]
    pub deferrable: bool,
    /// initially
    #[serde(skip_serializing_if = "is_false")]
    pub deferred: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub not_valid: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub not_enforced: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub no_inherit: bool,
    /// It comes from a parent, and is not declared here.
    #[serde(skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// The constraint of the partitioned table that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct References {
    pub table: Qualified,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    pub on_update: Action,
    pub on_delete: Action,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Index {
    pub name: String,
    pub method: String,
    /// `None` is an expression.
    pub columns: Vec<Option<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub unique: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub nulls_not_distinct: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub partial: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub invalid: bool,
    /// The index of the partitioned table that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Qualified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trigger {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<Qualified>,
    /// for each row
    #[serde(skip_serializing_if = "is_false")]
    pub row: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub constraint: bool,
    /// It came with a partition's parent.
    #[serde(skip_serializing_if = "is_false")]
    pub inherited: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}
