//! The words themselves, by theme. They own what they say; spans are bytes of the file.

mod alter;
mod data;
mod data_type;
mod definition;
mod expr;
mod function;
mod guard;
mod index;
mod object;
mod query;
mod session;
mod table;
mod walk;

pub use alter::*;
pub use data::*;
pub use data_type::*;
pub use definition::*;
pub use expr::*;
pub use function::*;
pub use guard::*;
pub use index::*;
pub use object::*;
pub use query::*;
pub use session::*;
pub use table::*;
pub use walk::*;

use super::Ident;
use crate::finding::Span;

/// A value and the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

/// `fillfactor = 70`, `toast.autovacuum_enabled = off`, `INCREMENT 2`: a parameter of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// `toast` of `toast.autovacuum_enabled`
    pub namespace: Option<Ident>,
    pub name: Ident,
    /// As it was written, without quotes; `None` where only the name stands there.
    pub value: Option<String>,
    /// what `ALTER … OPTIONS (ADD …, SET …, DROP …)` says
    pub action: ParameterAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterAction {
    Plain,
    Add,
    Set,
    Drop,
}

/// Who is meant by a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Named(Ident),
    CurrentRole,
    CurrentUser,
    SessionUser,
    Public,
}
