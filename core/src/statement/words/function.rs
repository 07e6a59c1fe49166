//! Functions, procedures, triggers, rules and policies.

use super::{At, Expr, ObjectRef, Parameter, Role, Set, TypeName, Unread};
use crate::finding::Span;
use crate::statement::{Ident, Name, Statement};
use std::rc::Rc;

#[derive(Debug, Clone)]
pub struct CreateFunction {
    pub name: At<Name>,
    pub procedure: bool,
    pub or_replace: bool,
    /// with the columns of `RETURNS TABLE` behind them
    pub arguments: Vec<FunctionArgument>,
    pub returns: Option<TypeName>,
    pub options: FunctionOptions,
    pub body: FunctionBody,
    /// The statement itself, where a call may change the schema.
    pub definition: Option<Rc<str>>,
}

#[derive(Debug, Clone)]
pub struct FunctionArgument {
    pub name: Option<Ident>,
    pub mode: ArgumentMode,
    pub data_type: TypeName,
    pub default: Option<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentMode {
    In,
    Out,
    InOut,
    Variadic,
    /// a column of `RETURNS TABLE`
    Table,
}

impl ArgumentMode {
    pub fn is_input(self) -> bool {
        matches!(self, ArgumentMode::In | ArgumentMode::InOut | ArgumentMode::Variadic)
    }
}

/// `None` is not said.
#[derive(Debug, Clone, Default)]
pub struct FunctionOptions {
    pub language: Option<At<Ident>>,
    pub volatility: Option<Volatility>,
    pub strict: Option<bool>,
    pub security_definer: Option<bool>,
    pub leakproof: Option<bool>,
    pub window: bool,
    /// `safe`, `restricted`, `unsafe`
    pub parallel: Option<Ident>,
    pub settings: Vec<Set>,
    /// COST, ROWS, SUPPORT, TRANSFORM
    pub rest: Vec<Parameter>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volatility {
    Immutable,
    Stable,
    Volatile,
}

/// What a function does. It does not run when the function is created.
#[derive(Debug, Clone, Default)]
pub struct FunctionBody {
    /// `AS $$ … $$`, or the name of a file of C
    pub text: Option<BodyText>,
    /// The statements in a body of SQL or PL/pgSQL.
    pub statements: Vec<Statement>,
    pub unread: Vec<Unread>,
    /// `BEGIN ATOMIC … END` or `RETURN …`: PostgreSQL knows what it depends on.
    pub atomic: bool,
}

#[derive(Debug, Clone)]
pub struct BodyText {
    /// without quotes and escapes
    pub text: String,
    /// the bytes between the quotes
    pub span: Span,
}

/// `ALTER FUNCTION` and its kin, besides RENAME, OWNER and SET SCHEMA.
#[derive(Debug, Clone)]
pub struct AlterFunction {
    pub function: ObjectRef,
    pub options: FunctionOptions,
}

#[derive(Debug, Clone)]
pub struct CreateTrigger {
    pub name: At<Ident>,
    pub table: At<Name>,
    pub or_replace: bool,
    /// `CREATE CONSTRAINT TRIGGER`
    pub constraint: bool,
    pub timing: Timing,
    pub events: Events,
    /// `UPDATE OF a, b`
    pub columns: Vec<Ident>,
    pub for_each_row: bool,
    pub condition: Option<Expr>,
    pub function: At<Name>,
    /// `FROM table` of a constraint trigger
    pub from: Option<At<Name>>,
    pub deferrable: bool,
    pub initially_deferred: bool,
    /// names of `REFERENCING OLD TABLE AS …`
    pub transition_tables: Vec<Ident>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    Before,
    After,
    InsteadOf,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Events {
    pub insert: bool,
    pub update: bool,
    pub delete: bool,
    pub truncate: bool,
}

#[derive(Debug, Clone)]
pub struct CreateEventTrigger {
    pub name: At<Ident>,
    /// `ddl_command_start`, …
    pub event: Ident,
    pub function: Name,
}

#[derive(Debug, Clone)]
pub struct CreateRule {
    pub name: At<Ident>,
    pub table: At<Name>,
    pub or_replace: bool,
    pub event: RuleEvent,
    pub instead: bool,
    pub condition: Option<Expr>,
    /// They run when the rule fires, not now. Empty is `NOTHING`.
    pub actions: Vec<Statement>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleEvent {
    Select,
    Insert,
    Update,
    Delete,
}

#[derive(Debug, Clone)]
pub struct CreatePolicy {
    pub name: At<Ident>,
    pub table: At<Name>,
    /// else restrictive
    pub permissive: bool,
    /// `all`, `select`, `insert`, `update`, `delete`
    pub command: Ident,
    pub roles: Vec<Role>,
    pub using: Option<Expr>,
    pub check: Option<Expr>,
}

#[derive(Debug, Clone)]
pub struct AlterPolicy {
    pub name: At<Ident>,
    pub table: At<Name>,
    /// Empty is not spoken of.
    pub roles: Vec<Role>,
    pub using: Option<Expr>,
    pub check: Option<Expr>,
}

/// `CREATE AGGREGATE`
#[derive(Debug, Clone)]
pub struct CreateAggregate {
    pub name: At<Name>,
    pub or_replace: bool,
    /// Empty is `(*)`.
    pub arguments: Vec<FunctionArgument>,
    pub parameters: Vec<Parameter>,
}

#[derive(Debug, Clone)]
pub struct CreateCast {
    pub from: TypeName,
    pub to: TypeName,
    pub function: Option<ObjectRef>,
}
