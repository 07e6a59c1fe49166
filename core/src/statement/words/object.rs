//! Kinds of objects, references to them, and the statements that every kind shares: DROP, RENAME, COMMENT, GRANT, …

use super::{At, Role, TypeName};
use crate::statement::{Ident, Name};

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    AccessMethod,
    Aggregate,
    Cast,
    Collation,
    Column,
    /// of a table
    Constraint,
    Conversion,
    Database,
    Domain,
    DomainConstraint,
    EventTrigger,
    Extension,
    ForeignDataWrapper,
    ForeignTable,
    Function,
    Index,
    Language,
    LargeObject,
    MaterializedView,
    Operator,
    OperatorClass,
    OperatorFamily,
    Parameter,
    Policy,
    Procedure,
    Publication,
    Role,
    /// a function, procedure or aggregate
    Routine,
    Rule,
    Schema,
    Sequence,
    Server,
    Statistics,
    Subscription,
    Table,
    Tablespace,
    TextSearchConfiguration,
    TextSearchDictionary,
    TextSearchParser,
    TextSearchTemplate,
    Transform,
    Trigger,
    Type,
    UserMapping,
    View,
    Other,
}

impl Object {
    /// In small letters, as SQL writes it: `materialized view`.
    pub fn words(self) -> &'static str {
        match self {
            Object::AccessMethod => "access method",
            Object::Aggregate => "aggregate",
            Object::Cast => "cast",
            Object::Collation => "collation",
            Object::Column => "column",
            Object::Constraint | Object::DomainConstraint => "constraint",
            Object::Conversion => "conversion",
            Object::Database => "database",
            Object::Domain => "domain",
            Object::EventTrigger => "event trigger",
            Object::Extension => "extension",
            Object::ForeignDataWrapper => "foreign data wrapper",
            Object::ForeignTable => "foreign table",
            Object::Function => "function",
            Object::Index => "index",
            Object::Language => "language",
            Object::LargeObject => "large object",
            Object::MaterializedView => "materialized view",
            Object::Operator => "operator",
            Object::OperatorClass => "operator class",
            Object::OperatorFamily => "operator family",
            Object::Parameter => "parameter",
            Object::Policy => "policy",
            Object::Procedure => "procedure",
            Object::Publication => "publication",
            Object::Role => "role",
            Object::Routine => "routine",
            Object::Rule => "rule",
            Object::Schema => "schema",
            Object::Sequence => "sequence",
            Object::Server => "server",
            Object::Statistics => "statistics",
            Object::Subscription => "subscription",
            Object::Table => "table",
            Object::Tablespace => "tablespace",
            Object::TextSearchConfiguration => "text search configuration",
            Object::TextSearchDictionary => "text search dictionary",
            Object::TextSearchParser => "text search parser",
            Object::TextSearchTemplate => "text search template",
            Object::Transform => "transform",
            Object::Trigger => "trigger",
            Object::Type => "type",
            Object::UserMapping => "user mapping",
            Object::View => "view",
            Object::Other => "object",
        }
    }

    /// Whether it has its columns in `pg_attribute`.
    pub fn is_relation(self) -> bool {
        matches!(
            self,
            Object::Table
                | Object::ForeignTable
                | Object::View
                | Object::MaterializedView
                | Object::Index
                | Object::Sequence
        )
    }
}

/// One object, named as statements name it.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectRef {
    pub object: Object,
    pub name: At<Name>,
    /// The types of a routine's input arguments, of an operator's sides, of a cast's ends. `None` where none are given.
    pub arguments: Option<Vec<TypeName>>,
    /// The table of a column, constraint, trigger, policy or rule; the domain of its constraint; the access method of
    /// an operator class or family; the language of a transform; the server of a user mapping.
    pub on: Option<Name>,
}

#[derive(Debug, Clone)]
pub struct Drop {
    pub object: Object,
    pub objects: Vec<ObjectRef>,
    pub if_exists: bool,
    pub cascade: bool,
    pub concurrently: bool,
}

#[derive(Debug, Clone)]
pub struct Rename {
    pub what: Renamed,
    pub to: At<Ident>,
    pub if_exists: bool,
}

#[derive(Debug, Clone)]
pub enum Renamed {
    /// `ALTER TABLE … RENAME TO`, which also renames views, indexes and sequences
    Table(Name),
    /// of a table, view, materialized view or foreign table
    Column {
        table: Name,
        column: Ident,
    },
    Constraint {
        table: Name,
        constraint: Ident,
    },
    Index(Name),
    Type(Name),
    /// of a composite type
    Attribute {
        name: Name,
        attribute: Ident,
    },
    DomainConstraint {
        domain: Name,
        constraint: Ident,
    },
    /// a table, index, type, function, … that moves to the schema `to`
    Schema(ObjectRef),
    /// anything else that has a name
    Object(ObjectRef),
}

/// `COMMENT ON`
#[derive(Debug, Clone)]
pub struct Comment {
    pub on: ObjectRef,
    /// `None` takes it away.
    pub text: Option<String>,
}

/// `ALTER … OWNER TO`, `DEPENDS ON EXTENSION`, and what is altered in a way without a word of its own.
#[derive(Debug, Clone)]
pub struct AlterObject {
    pub object: ObjectRef,
    pub change: Change,
}

#[derive(Debug, Clone)]
pub enum Change {
    Owner(Role),
    DependsOn {
        extension: Ident,
        no: bool,
    },
    /// `SECURITY LABEL`
    Label,
    Other,
}

/// GRANT and REVOKE on objects.
#[derive(Debug, Clone)]
pub struct Grant {
    pub revoke: bool,
    pub target: GrantTarget,
    /// Empty is ALL.
    pub privileges: Vec<Privilege>,
    pub roles: Vec<Role>,
    /// `WITH GRANT OPTION`, or `GRANT OPTION FOR`
    pub grant_option: bool,
    pub cascade: bool,
}

#[derive(Debug, Clone)]
pub enum GrantTarget {
    Objects(Vec<ObjectRef>),
    /// `ALL TABLES IN SCHEMA …`
    AllInSchema {
        object: Object,
        schemas: Vec<Ident>,
    },
    /// `ALTER DEFAULT PRIVILEGES`
    Defaults {
        object: Object,
        schemas: Vec<Ident>,
        roles: Vec<Role>,
    },
    /// membership: the roles that are granted stand in `privileges`
    Roles,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privilege {
    /// `select`, `all`; the role's name where membership is granted
    pub name: Ident,
    pub columns: Vec<Ident>,
}

/// A statement without a word of its own.
#[derive(Debug, Clone)]
pub struct Other {
    /// its first words in capitals: `ALTER TEXT SEARCH CONFIGURATION`
    pub what: String,
    /// what it names: roles, tablespaces, settings of the server
    pub objects: Vec<ObjectRef>,
}
