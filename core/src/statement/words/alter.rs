//! `ALTER TABLE` and what shares its subcommands: foreign tables, views, indexes, sequences, composite types.

use super::{
    At, Bounds, Column, Constraint, Expr, Identity, Object, Parameter, Role, SequenceOption, TypeName,
};
use crate::finding::Span;
use crate::statement::{Ident, Name};

#[derive(Debug, Clone)]
pub struct AlterTable {
    /// what the statement says it is: `ALTER TABLE` also works on views, indexes and sequences
    pub object: Object,
    pub table: At<Name>,
    pub if_exists: bool,
    /// `ONLY`: children are left alone
    pub only: bool,
    pub actions: Vec<Action>,
}

/// One part of an `ALTER TABLE`, with its words.
#[derive(Debug, Clone)]
pub struct Action {
    pub span: Span,
    pub kind: ActionKind,
}

#[derive(Debug, Clone)]
pub enum ActionKind {
    AddColumn {
        column: Box<Column>,
        constraints: Vec<Constraint>,
        if_not_exists: bool,
    },
    DropColumn {
        column: At<Ident>,
        if_exists: bool,
        cascade: bool,
    },
    AlterType(Box<AlterType>),
    SetDefault {
        column: At<Ident>,
        /// `None` drops it.
        value: Option<Expr>,
    },
    SetNotNull {
        column: At<Ident>,
    },
    DropNotNull {
        column: At<Ident>,
    },
    /// `SET EXPRESSION AS (…)` of a generated column
    SetExpression {
        column: At<Ident>,
        value: Expr,
    },
    DropExpression {
        column: At<Ident>,
        if_exists: bool,
    },
    AddIdentity {
        column: At<Ident>,
        identity: Identity,
    },
    SetIdentity {
        column: At<Ident>,
        /// `SET GENERATED ALWAYS` or `BY DEFAULT`
        always: Option<bool>,
        options: Vec<SequenceOption>,
    },
    DropIdentity {
        column: At<Ident>,
        if_exists: bool,
    },
    /// `ALTER COLUMN … SET STATISTICS`
    SetStatistics {
        column: ColumnChoice,
        /// `None` is the default.
        target: Option<i32>,
    },
    SetStorage {
        column: At<Ident>,
        storage: Ident,
    },
    SetCompression {
        column: At<Ident>,
        method: Ident,
    },
    /// `ALTER COLUMN … SET (n_distinct = …)`
    SetColumnParameters {
        column: At<Ident>,
        parameters: Vec<Parameter>,
    },
    ResetColumnParameters {
        column: At<Ident>,
        parameters: Vec<Parameter>,
    },
    /// `ALTER COLUMN … OPTIONS (…)` of a foreign table
    SetColumnOptions {
        column: At<Ident>,
        options: Vec<Parameter>,
    },
    AddConstraint(Constraint),
    AlterConstraint(AlterConstraint),
    ValidateConstraint {
        name: At<Ident>,
    },
    DropConstraint {
        name: At<Ident>,
        if_exists: bool,
        cascade: bool,
    },
    SetParameters(Vec<Parameter>),
    ResetParameters(Vec<Parameter>),
    SetLogged,
    SetUnlogged,
    /// `None` is `DEFAULT`.
    SetAccessMethod(Option<Ident>),
    SetTablespace(Ident),
    ClusterOn(Ident),
    SetWithoutCluster,
    SetWithoutOids,
    Trigger {
        which: TriggerChoice,
        fires: Fires,
    },
    Rule {
        name: At<Ident>,
        fires: Fires,
    },
    Inherit(At<Name>),
    NoInherit(At<Name>),
    OfType(TypeName),
    NotOf,
    OwnerTo(Role),
    ReplicaIdentity(ReplicaIdentity),
    RowSecurity(RowSecurity),
    /// `OPTIONS (…)` of a foreign table
    SetOptions(Vec<Parameter>),
    /// `bounds` are missing for an index.
    AttachPartition {
        partition: At<Name>,
        bounds: Option<Bounds>,
    },
    DetachPartition {
        partition: At<Name>,
        concurrently: bool,
    },
    /// `DETACH PARTITION … FINALIZE`
    FinalizeDetach {
        partition: At<Name>,
    },
    Other,
}

#[derive(Debug, Clone)]
pub struct AlterType {
    pub column: At<Ident>,
    pub data_type: TypeName,
    pub collation: Option<Name>,
    pub using: Option<Expr>,
    /// composite types only
    pub cascade: bool,
}

/// An index's columns have numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnChoice {
    Named(At<Ident>),
    /// from 1
    Number(i32),
}

/// `None` is not spoken of.
#[derive(Debug, Clone)]
pub struct AlterConstraint {
    pub name: At<Ident>,
    /// deferrable, initially deferred
    pub deferrability: Option<(bool, bool)>,
    pub enforced: Option<bool>,
    pub no_inherit: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TriggerChoice {
    Named(At<Ident>),
    All,
    User,
}

/// When a trigger or rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fires {
    /// not while the session replicates
    Origin,
    Always,
    Replica,
    Never,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplicaIdentity {
    Default,
    Full,
    Nothing,
    Index(Ident),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSecurity {
    Enable,
    Disable,
    Force,
    NoForce,
}

/// `ALTER DOMAIN`
#[derive(Debug, Clone)]
pub struct AlterDomain {
    pub domain: At<Name>,
    pub action: DomainAction,
}

#[derive(Debug, Clone)]
pub enum DomainAction {
    /// `None` drops it.
    SetDefault(Option<Expr>),
    SetNotNull,
    DropNotNull,
    AddConstraint(Constraint),
    DropConstraint {
        name: Ident,
        if_exists: bool,
        cascade: bool,
    },
    ValidateConstraint(Ident),
}
