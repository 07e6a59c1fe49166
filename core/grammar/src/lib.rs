//! PostgreSQL's own grammar. This is the only room that knows `pg_query`.

mod error;
mod ffi;

pub use error::SyntaxError;
pub use pg_query::protobuf;
use prost::Message;

/// Name and version of the grammar, as reports print it.
pub const NAME: &str = "postgresql-18 pg_query-18.1.0";

/// One token, or one comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of its first byte.
    pub start: usize,
    /// Byte offset behind its last byte.
    pub end: usize,
    pub kind: protobuf::Token,
    pub keyword: protobuf::KeywordKind,
}

/// Parses a piece of SQL, normally one statement. Positions in the tree are byte offsets into `sql`.
///
/// # Errors
/// The first syntax error, or a NUL byte.
pub fn parse(sql: &str) -> Result<Vec<protobuf::RawStmt>, SyntaxError> {
    let bytes = ffi::parse(sql)?;
    let tree = protobuf::ParseResult::decode(bytes.as_slice());
    tree.map(|tree| tree.stmts).map_err(|error| SyntaxError {
        message: format!("the syntax tree could not be read: {error}"),
        position: None,
    })
}

/// All tokens of the text in order, comments among them, white space not.
///
/// # Errors
/// What the lexer cannot read, such as a string without an end, or a NUL byte.
pub fn scan(sql: &str) -> Result<Vec<Token>, SyntaxError> {
    ffi::scan(sql)
}

/// Parses the PL/pgSQL of one `CREATE FUNCTION`, `CREATE PROCEDURE` or `DO` statement.
/// Gives a JSON array with one object for each body; it holds line numbers, no byte offsets.
///
/// # Errors
/// The first syntax error in the statement or in its body; a position is an offset into `sql`.
pub fn parse_plpgsql(sql: &str) -> Result<String, SyntaxError> {
    ffi::parse_plpgsql(sql)
}
