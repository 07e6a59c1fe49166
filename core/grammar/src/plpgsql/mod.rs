//! What stands in a body of PL/pgSQL, as views over the structs of PL/pgSQL's own parser. Names and fields are those
//! of PostgreSQL's `plpgsql.h`, each struct up to the last field that the parser fills. `tests.rs` compares every field
//! with the JSON that `pg_query` makes of the same body.

#[macro_use]
mod fields;
#[cfg(test)]
mod tests;

use crate::{SyntaxError, ffi, nesting};
pub use fields::{List, View};

/// What has to be known of the routine before its body can be read.
#[derive(Debug, Clone, Default)]
pub struct Routine {
    /// its own name, without the schema
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub returns: Returns,
    pub is_procedure: bool,
}

#[derive(Debug, Clone)]
pub struct Parameter {
    /// empty where it has none
    pub name: String,
    /// `OUT`, `INOUT`, `RETURNS TABLE`
    pub is_out: bool,
    /// Its type has fields, or may have.
    pub is_record: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
pub enum Returns {
    /// or what goes out by parameters
    Value,
    #[default]
    Nothing,
    Set,
    Trigger,
    EventTrigger,
}

/// A body, with the memory in which it lies. It belongs to the thread that read it.
pub struct Body(ffi::ParsedBody);

/// Reads the body of a routine.
///
/// # Errors
/// As [`crate::parse`], and what PL/pgSQL's parser says of the body, without a position. It has no catalog: a type from
/// a schema, and an array of a type that is not PostgreSQL's own, are errors.
pub fn parse(body: &str, routine: &Routine) -> Result<Body, SyntaxError> {
    nesting::depth(body)?;
    nesting::blocks(body)?;
    ffi::parse_body(body, routine).map(Body)
}

impl Body {
    pub fn block(&self) -> Block<'_> {
        // SAFETY: the parser has made it, and the memory lives as long as this.
        unsafe { Block::of(self.0.block()) }
    }

    /// The variables, each at its number.
    pub fn datums(&self) -> List<'_, Datum<'_>> {
        // SAFETY: as above.
        unsafe { List::over(self.0.datums()) }
    }
}

/// A statement of any kind, in the order of `PLpgSQL_stmt_type`.
macro_rules! statements {
    ($($number:literal $name:ident)*) => {
        #[derive(Clone, Copy)]
        #[repr(u32)]
        pub enum Statement<'a> {
            $($name($name<'a>) = $number,)*
        }

        impl<'a> View<'a> for Statement<'a> {
            unsafe fn of(at: fields::At) -> Statement<'a> {
                // SAFETY: a statement begins with the number of its kind, and `plpgsql.h` knows no other.
                unsafe {
                    match *at.cast::<u32>() {
                        $($number => Statement::$name($name::of(at)),)*
                        other => unreachable!("PL/pgSQL has no statement {other}"),
                    }
                }
            }
        }

        #[cfg(test)]
        impl fields::Shown for Statement<'_> {
            fn shown(self) -> serde_json::Value {
                match self {
                    $(Statement::$name(it) => it.shown(),)*
                }
            }
        }
    };
}

statements! {
    0 Block 1 Assign 2 If 3 Case 4 Loop 5 While 6 ForI 7 ForS 8 ForC 9 ForEachA 10 Exit 11 Return 12 ReturnNext
    13 ReturnQuery 14 Raise 15 Assert 16 ExecSql 17 DynExecute 18 DynForS 19 GetDiag 20 Open 21 Fetch 22 Close
    23 Perform 24 Call 25 Commit 26 Rollback
}

/// A variable of any kind.
#[derive(Clone, Copy)]
pub enum Datum<'a> {
    Var(Var<'a>),
    Row(Row<'a>),
    Rec(Rec<'a>),
    RecField(RecField<'a>),
    /// what a trigger is told
    Promise,
}

impl<'a> View<'a> for Datum<'a> {
    unsafe fn of(at: fields::At) -> Datum<'a> {
        // SAFETY: a datum begins with its kind.
        unsafe {
            match *at.cast::<u32>() {
                0 => Datum::Var(Var::of(at)),
                1 => Datum::Row(Row::of(at)),
                2 => Datum::Rec(Rec::of(at)),
                3 => Datum::RecField(RecField::of(at)),
                _ => Datum::Promise,
            }
        }
    }
}

structs! {
    Expr "PLpgSQL_expr" { query: str, parse_mode: u32 }

    Var "PLpgSQL_var" { dtype: u32, dno: i32, refname: str, lineno: i32, isconst: bool, notnull: bool,
        default_val: Expr, datatype: Type, cursor_explicit_expr: Expr, cursor_explicit_argrow: i32,
        cursor_options: i32 }
    Rec "PLpgSQL_rec" { dtype: u32, dno: i32, refname: str, lineno: i32 }
    RecField "PLpgSQL_recfield" { dtype: u32, dno: i32, fieldname: str, recparentno: i32 }
    Row "PLpgSQL_row" { dtype: u32, dno: i32, refname: str, lineno: i32, isconst: bool, notnull: bool,
        default_val: Expr, rowtupdesc: Opaque, nfields: i32, fieldnames: Opaque, varnos: Opaque }
    Type "PLpgSQL_type" { typname: str }

    Block "PLpgSQL_stmt_block" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, body: Statements,
        n_initvars: i32, initvarnos: Opaque, exceptions: ExceptionBlock }
    ExceptionBlock "PLpgSQL_exception_block" { sqlstate_varno: i32, sqlerrm_varno: i32, exc_list: Many<Exception> }
    Exception "PLpgSQL_exception" { lineno: i32, conditions: Condition, action: Statements }
    Condition "PLpgSQL_condition" { sqlerrstate: i32, condname: str, next: Condition }
    Assign "PLpgSQL_stmt_assign" { cmd_type: u32, lineno: i32, stmtid: u32, varno: i32, expr: Expr }
    If "PLpgSQL_stmt_if" { cmd_type: u32, lineno: i32, stmtid: u32, cond: Expr, then_body: Statements,
        elsif_list: Many<Elsif>, else_body: Statements }
    Elsif "PLpgSQL_if_elsif" { lineno: i32, cond: Expr, stmts: Statements }
    Case "PLpgSQL_stmt_case" { cmd_type: u32, lineno: i32, stmtid: u32, t_expr: Expr, t_varno: i32,
        case_when_list: Many<CaseWhen>, have_else: bool, else_stmts: Statements }
    CaseWhen "PLpgSQL_case_when" { lineno: i32, expr: Expr, stmts: Statements }
    Loop "PLpgSQL_stmt_loop" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, body: Statements }
    While "PLpgSQL_stmt_while" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, cond: Expr,
        body: Statements }
    ForI "PLpgSQL_stmt_fori" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, var: Var, lower: Expr,
        upper: Expr, step: Expr, reverse: i32, body: Statements }
    ForS "PLpgSQL_stmt_fors" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, var: Variable,
        body: Statements, query: Expr }
    ForC "PLpgSQL_stmt_forc" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, var: Variable,
        body: Statements, curvar: i32, argquery: Expr }
    DynForS "PLpgSQL_stmt_dynfors" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, var: Variable,
        body: Statements, query: Expr, params: Many<Expr> }
    ForEachA "PLpgSQL_stmt_foreach_a" { cmd_type: u32, lineno: i32, stmtid: u32, label: str, varno: i32,
        slice: i32, expr: Expr, body: Statements }
    Exit "PLpgSQL_stmt_exit" { cmd_type: u32, lineno: i32, stmtid: u32, is_exit: bool, label: str, cond: Expr }
    Return "PLpgSQL_stmt_return" { cmd_type: u32, lineno: i32, stmtid: u32, expr: Expr }
    ReturnNext "PLpgSQL_stmt_return_next" { cmd_type: u32, lineno: i32, stmtid: u32, expr: Expr }
    ReturnQuery "PLpgSQL_stmt_return_query" { cmd_type: u32, lineno: i32, stmtid: u32, query: Expr,
        dynquery: Expr, params: Many<Expr> }
    Raise "PLpgSQL_stmt_raise" { cmd_type: u32, lineno: i32, stmtid: u32, elog_level: i32, condname: str,
        message: str, params: Many<Expr>, options: Many<RaiseOption> }
    RaiseOption "PLpgSQL_raise_option" { opt_type: u32, expr: Expr }
    Assert "PLpgSQL_stmt_assert" { cmd_type: u32, lineno: i32, stmtid: u32, cond: Expr, message: Expr }
    ExecSql "PLpgSQL_stmt_execsql" { cmd_type: u32, lineno: i32, stmtid: u32, sqlstmt: Expr, mod_stmt: bool,
        mod_stmt_set: bool, into: bool, strict: bool, target: Variable }
    DynExecute "PLpgSQL_stmt_dynexecute" { cmd_type: u32, lineno: i32, stmtid: u32, query: Expr, into: bool,
        strict: bool, target: Variable, params: Many<Expr> }
    GetDiag "PLpgSQL_stmt_getdiag" { cmd_type: u32, lineno: i32, stmtid: u32, is_stacked: bool,
        diag_items: Many<DiagItem> }
    DiagItem "PLpgSQL_diag_item" { kind: u32, target: i32 }
    Open "PLpgSQL_stmt_open" { cmd_type: u32, lineno: i32, stmtid: u32, curvar: i32, cursor_options: i32,
        argquery: Expr, query: Expr, dynquery: Expr, params: Many<Expr> }
    Fetch "PLpgSQL_stmt_fetch" { cmd_type: u32, lineno: i32, stmtid: u32, target: Variable, curvar: i32,
        direction: u32, how_many: Long, expr: Expr, is_move: bool, returns_multiple_rows: bool }
    Close "PLpgSQL_stmt_close" { cmd_type: u32, lineno: i32, stmtid: u32, curvar: i32 }
    Perform "PLpgSQL_stmt_perform" { cmd_type: u32, lineno: i32, stmtid: u32, expr: Expr }
    Call "PLpgSQL_stmt_call" { cmd_type: u32, lineno: i32, stmtid: u32, expr: Expr, is_call: bool,
        target: Variable }
    Commit "PLpgSQL_stmt_commit" { cmd_type: u32, lineno: i32, stmtid: u32, chain: bool }
    Rollback "PLpgSQL_stmt_rollback" { cmd_type: u32, lineno: i32, stmtid: u32, chain: bool }
}

impl<'a> Row<'a> {
    /// The names of its fields and the numbers of their variables.
    pub fn fields(self) -> impl Iterator<Item = (&'a str, i32)> {
        // SAFETY: the parser gives a row as many names and numbers as it says that it has fields.
        unsafe { fields::pairs(self.fieldnames(), self.varnos(), self.nfields()) }
    }
}

impl<'a> Statement<'a> {
    /// The lists of statements in it.
    pub fn lists(self, see: &mut dyn FnMut(List<'a, Statement<'a>>)) {
        match self {
            Statement::Block(it) => {
                see(it.body());
                for handler in it.handlers() {
                    see(handler.action());
                }
            }
            Statement::If(it) => {
                see(it.then_body());
                for elsif in it.elsif_list() {
                    see(elsif.stmts());
                }
                see(it.else_body());
            }
            Statement::Case(it) => {
                for when in it.case_when_list() {
                    see(when.stmts());
                }
                see(it.else_stmts());
            }
            Statement::Loop(it) => see(it.body()),
            Statement::While(it) => see(it.body()),
            Statement::ForI(it) => see(it.body()),
            Statement::ForS(it) => see(it.body()),
            Statement::ForC(it) => see(it.body()),
            Statement::DynForS(it) => see(it.body()),
            Statement::ForEachA(it) => see(it.body()),
            _ => {}
        }
    }

    /// What it writes its rows into, where it does.
    pub fn target(self) -> Option<Datum<'a>> {
        match self {
            Statement::ForI(it) => it.var().map(Datum::Var),
            Statement::ForS(it) => it.var(),
            Statement::ForC(it) => it.var(),
            Statement::DynForS(it) => it.var(),
            Statement::ExecSql(it) => it.target(),
            Statement::DynExecute(it) => it.target(),
            Statement::Fetch(it) => it.target(),
            Statement::Call(it) => it.target(),
            _ => None,
        }
    }
}

impl<'a> Block<'a> {
    /// What stands behind EXCEPTION.
    pub fn handlers(self) -> List<'a, Exception<'a>> {
        self.exceptions().map(ExceptionBlock::exc_list).unwrap_or_default()
    }
}
