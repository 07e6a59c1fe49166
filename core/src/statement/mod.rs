//! What a statement says, in our own words. The grammar's trees end here: rules and the schema know only this.

mod created;
mod names;
mod place;
mod read;
mod role;
mod tokens;
mod words;

#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod tests;

use crate::finding::Span;

pub use created::Created;
pub use names::{Ident, Name};
pub(crate) use read::called;
pub use read::{Reader, SyntaxError};
pub use role::TransactionRole;
pub use words::*;

/// One statement of a file.
#[derive(Debug, Clone)]
pub struct Statement {
    /// its bytes in the file, without the semicolon
    pub span: Span,
    /// one line for lists: `ALTER TABLE users DROP COLUMN legacy_ref`
    pub title: String,
    pub role: TransactionRole,
    pub kind: Kind,
    /// Stands in the body of a `DO` block.
    pub in_do: bool,
    /// Whether it runs when the body around it runs.
    pub condition: Condition,
    /// The statements that run with it: those in the body of a `DO` block, and those of a `CREATE SCHEMA`.
    pub inner: Vec<Statement>,
}

/// What a statement says. Parts that are long are boxed, so that a list of statements stays small.
#[derive(Debug, Clone)]
pub enum Kind {
    CreateTable(Box<CreateTable>),
    AlterTable(AlterTable),
    CreateView(Box<CreateView>),
    CreateIndex(Box<CreateIndex>),
    CreateStatistics(Box<CreateStatistics>),
    CreateType(CreateType),
    AddEnumValue(AddEnumValue),
    RenameEnumValue(RenameEnumValue),
    CreateDomain(Box<CreateDomain>),
    AlterDomain(Box<AlterDomain>),
    CreateSequence(Box<CreateSequence>),
    AlterSequence(Box<AlterSequence>),
    CreateSchema(CreateSchema),
    CreateExtension(CreateExtension),
    AlterExtension(AlterExtension),
    CreateFunction(Box<CreateFunction>),
    AlterFunction(Box<AlterFunction>),
    CreateAggregate(Box<CreateAggregate>),
    CreateCast(Box<CreateCast>),
    CreateTrigger(Box<CreateTrigger>),
    CreateEventTrigger(CreateEventTrigger),
    CreateRule(Box<CreateRule>),
    CreatePolicy(Box<CreatePolicy>),
    AlterPolicy(Box<AlterPolicy>),
    CreatePublication(CreatePublication),
    AlterPublication(AlterPublication),
    CreateSubscription(CreateSubscription),
    /// known by its name only: a role, a collation, an operator, a text search configuration, …
    CreateOther(Box<CreateOther>),
    ImportForeignSchema(ImportForeignSchema),
    Drop(Drop),
    Rename(Rename),
    Comment(Box<Comment>),
    Grant(Box<Grant>),
    AlterObject(Box<AlterObject>),
    Insert(Box<Insert>),
    Update(Box<Update>),
    Delete(Box<Delete>),
    Merge(Box<Merge>),
    Select(Box<Query>),
    Copy(Box<Copy>),
    Truncate(Truncate),
    Lock(LockTable),
    Refresh(Refresh),
    Reindex(Reindex),
    Cluster(Cluster),
    Vacuum(Vacuum),
    Set(Set),
    SetConstraints(SetConstraints),
    Discard(Discard),
    Transaction(Transaction),
    Do(Do),
    Call(Box<CallProcedure>),
    Explain(Explain),
    Prepare(Prepare),
    /// `EXECUTE` of a prepared statement
    Execute(Ident),
    Other(Other),
}
