//! The catalog: what a database holds, as PostgreSQL keeps it. A replay of migrations and a reading of a live
//! server's catalog fill the same model, so that the two can be compared.
//!
//! Objects stand in an arena and are known by [`Id`]; names and dependencies lie beside them, so a rename touches one
//! object however many others refer to it. Every change goes through [`Catalog::put`], [`Catalog::link`] and their
//! like, which remember how to undo it: a failed statement, a ROLLBACK and a savepoint all go back to a [`Mark`].

mod builtin;
mod data_type;
mod drop;
mod edge;
mod facts;
mod history;
mod object;
mod quote;
mod relation;
mod store;

pub use crate::statement::{ArgumentMode, Persistence, ReferenceAction, Strategy};
pub use builtin::Builtin;
pub use data_type::{DataType, TypeName};
pub use edge::{Edge, Link, Part, Targets};
pub use facts::{facts, facts_of};
pub use history::is_history_name;
pub use object::{
    Argument, Body, ForeignKey, Function, FunctionKind, Object, Publication, Trigger, Type, TypeKind,
};
pub use quote::quoted;
pub use relation::{
    Column, Constraint, ConstraintKind, Element, Expression, Generated, Identity, Index, Partitioning,
    Relation, RelationKind, Sequence, Volatility,
};
pub use store::{Catalog, Found, Id, Mark, Space, Undone};

#[cfg(test)]
mod tests;
