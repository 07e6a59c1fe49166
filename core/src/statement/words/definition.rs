//! Types, sequences, schemas, extensions, and what is created and known by name only.

use super::{At, Attribute, Constraint, Expr, Object, Parameter, Role, TypeName};
use crate::statement::{Ident, Name};

#[derive(Debug, Clone)]
pub struct CreateType {
    pub name: At<Name>,
    pub kind: TypeKind,
}

impl CreateType {
    /// The labels of an enum; `None` for other types.
    pub fn labels(&self) -> Option<&[String]> {
        match &self.kind {
            TypeKind::Enum(labels) => Some(labels),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub enum TypeKind {
    Enum(Vec<String>),
    Composite(Vec<Attribute>),
    Range {
        subtype: Option<TypeName>,
        /// chosen by PostgreSQL where it is `None`
        multirange: Option<Name>,
        parameters: Vec<Parameter>,
    },
    Base(Vec<Parameter>),
    /// `CREATE TYPE name;`
    Shell,
}

/// `ALTER TYPE … ADD VALUE`
#[derive(Debug, Clone)]
pub struct AddEnumValue {
    pub name: At<Name>,
    pub value: String,
    pub place: Option<EnumPlace>,
    pub if_not_exists: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnumPlace {
    Before(String),
    After(String),
}

/// `ALTER TYPE … RENAME VALUE`
#[derive(Debug, Clone)]
pub struct RenameEnumValue {
    pub name: At<Name>,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone)]
pub struct CreateDomain {
    pub name: At<Name>,
    pub data_type: TypeName,
    pub collation: Option<Name>,
    pub not_null: bool,
    pub default: Option<Expr>,
    /// NOT NULL included
    pub constraints: Vec<Constraint>,
}

#[derive(Debug, Clone)]
pub struct CreateSequence {
    pub name: At<Name>,
    pub if_not_exists: bool,
    pub temporary: bool,
    pub unlogged: bool,
    pub options: SequenceOptions,
}

#[derive(Debug, Clone)]
pub struct AlterSequence {
    pub name: At<Name>,
    pub if_exists: bool,
    pub options: SequenceOptions,
}

/// In the order in which they are written.
pub type SequenceOptions = Vec<SequenceOption>;

#[derive(Debug, Clone, PartialEq)]
pub enum SequenceOption {
    As(TypeName),
    Increment(i64),
    /// `None` is `NO MINVALUE`.
    Minimum(Option<i64>),
    Maximum(Option<i64>),
    Start(i64),
    /// `None` restarts where it began.
    Restart(Option<i64>),
    Cache(i64),
    Cycle(bool),
    /// `None` is `OWNED BY NONE`.
    OwnedBy(Option<(Name, Ident)>),
    /// `SEQUENCE NAME` of an identity
    Name(Name),
    Logged(bool),
}

/// `CREATE SCHEMA`. What stands in it is in [`Statement::inner`](crate::statement::Statement::inner), each name with the schema.
#[derive(Debug, Clone)]
pub struct CreateSchema {
    pub name: At<Ident>,
    pub if_not_exists: bool,
    pub owner: Option<Role>,
}

#[derive(Debug, Clone)]
pub struct CreateExtension {
    pub name: At<Ident>,
    pub if_not_exists: bool,
    pub schema: Option<Ident>,
    pub version: Option<String>,
    pub cascade: bool,
}

/// `ALTER EXTENSION … UPDATE`, `ADD`, `DROP`; `SET SCHEMA` is a [`Renamed::Schema`](super::Renamed::Schema).
#[derive(Debug, Clone)]
pub struct AlterExtension {
    pub name: At<Ident>,
    pub change: ExtensionChange,
}

#[derive(Debug, Clone)]
pub enum ExtensionChange {
    /// to the version, or to the newest one
    Update(Option<String>),
    Add(super::ObjectRef),
    Drop(super::ObjectRef),
}

#[derive(Debug, Clone)]
pub struct CreatePublication {
    pub name: At<Ident>,
    pub all_tables: bool,
    pub members: Vec<PublicationMember>,
    pub parameters: Vec<Parameter>,
}

#[derive(Debug, Clone)]
pub struct AlterPublication {
    pub name: At<Ident>,
    pub action: PublicationAction,
}

#[derive(Debug, Clone)]
pub enum PublicationAction {
    Add(Vec<PublicationMember>),
    Drop(Vec<PublicationMember>),
    Set(Vec<PublicationMember>),
    Parameters(Vec<Parameter>),
}

#[derive(Debug, Clone)]
pub enum PublicationMember {
    Table {
        table: At<Name>,
        only: bool,
        columns: Vec<Ident>,
        filter: Option<Expr>,
    },
    /// `None` is `CURRENT_SCHEMA`.
    Schema(Option<Ident>),
}

#[derive(Debug, Clone)]
pub struct CreateSubscription {
    pub name: At<Ident>,
    pub publications: Vec<Ident>,
    pub parameters: Vec<Parameter>,
}

/// Created, and known by no more than its name.
#[derive(Debug, Clone)]
pub struct CreateOther {
    pub object: Object,
    pub if_not_exists: bool,
    pub or_replace: bool,
    /// `None` where it has no name of its own: user mappings, casts, transforms
    pub name: Option<At<Name>>,
    /// of an operator or aggregate; `None` where there are none
    pub arguments: Option<Vec<TypeName>>,
    /// `USING btree` of an operator class, `SERVER s` of a user mapping
    pub on: Option<Name>,
    pub parameters: Vec<Parameter>,
}
