//! The only room that knows the grammar: PostgreSQL 18's own parser, natively and on wasm32.
//!
//! All positions are byte offsets into the text handed in.

mod ffi;
mod lexer;
#[cfg(any(target_arch = "wasm32", test))]
mod libc;
mod nesting;
mod parameter;
pub mod plpgsql;
pub mod tree;

pub use nesting::NESTING_LIMIT;

use std::fmt;

/// The grammar's name and version, as reports print it.
pub const NAME: &str = "postgresql-18 pg_query-18.1.0";

/// Why a text is not SQL that PostgreSQL reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// In the parser's own words: `syntax error at or near "TABEL"`.
    pub message: String,
    /// The byte that the parser points at, where it does.
    pub position: Option<usize>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Reads a text: one statement, or none.
///
/// # Errors
/// What PostgreSQL's parser says, and two things that it would not: a NUL byte, at which C would stop reading,
/// and nesting over [`NESTING_LIMIT`], which would overflow the stack of a browser's worker.
pub fn parse(sql: &str) -> Result<Tree, SyntaxError> {
    let text = ffi::c_text(sql)?;
    let depth = nesting::depth(sql)?;
    ffi::parse(sql, &text).map(|parsed| Tree { parsed, depth })
}

/// The tree of one text.
#[derive(Debug)]
pub struct Tree {
    parsed: ffi::Parsed,
    depth: usize,
}

impl Tree {
    /// Its statements, each one a [`tree::RawStmt`].
    pub fn statements(&self) -> tree::Nodes<'_> {
        self.parsed.statements()
    }

    /// Hands over the first statement, with room enough on the stack to walk through it; `None` where there is none.
    pub fn read<T>(&self, work: impl FnOnce(Option<tree::Node<'_>>) -> T) -> T {
        let statement = match self.statements().next() {
            Some(tree::Node::RawStmt(it)) => it.stmt(),
            _ => None,
        };
        with_room_for(self.depth, || work(statement))
    }
}

/// Runs `work` on a larger stack where the text nests deeply: an unoptimised build needs about 10 KB a level, and a
/// thread has 2 MB.
#[cfg(not(target_arch = "wasm32"))]
fn with_room_for<T>(depth: usize, work: impl FnOnce() -> T) -> T {
    const USUAL: usize = 50;
    if depth <= USUAL { work() } else { stacker::maybe_grow(8 << 20, 16 << 20, work) }
}

/// A wasm module can't grow its stack; it is linked with one that fits the limit.
#[cfg(target_arch = "wasm32")]
fn with_room_for<T>(_depth: usize, work: impl FnOnce() -> T) -> T {
    work()
}
