//! The calls into C. `pg_query` links the library; these declarations are of its `pg_query.h`, because the crate's
//! own functions leave out where an error is.

use crate::SyntaxError;
use std::{
    ffi::{CStr, CString, c_char, c_int},
    sync::{Mutex, PoisonError},
};

/// The library turns the process' standard error into a pipe while it parses; two threads at once would lose it.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[repr(C)]
struct Error {
    message: *mut c_char,
    funcname: *mut c_char,
    filename: *mut c_char,
    lineno: c_int,
    cursorpos: c_int,
    context: *mut c_char,
}

#[repr(C)]
struct Protobuf {
    len: usize,
    data: *mut c_char,
}

#[repr(C)]
struct ParseResult {
    tree: Protobuf,
    stderr_buffer: *mut c_char,
    error: *mut Error,
}

#[repr(C)]
struct PlpgsqlResult {
    functions: *mut c_char,
    error: *mut Error,
}

unsafe extern "C" {
    fn pg_query_parse_plpgsql(input: *const c_char) -> PlpgsqlResult;
    fn pg_query_free_plpgsql_parse_result(result: PlpgsqlResult);
    fn pg_query_parse_protobuf(input: *const c_char) -> ParseResult;
    fn pg_query_free_protobuf_parse_result(result: ParseResult);
}

/// The text as C wants it.
pub fn c_text(sql: &str) -> Result<CString, SyntaxError> {
    CString::new(sql).map_err(|error| SyntaxError {
        message: "a NUL byte stands in the text; PostgreSQL takes none".into(),
        position: Some(error.nul_position()),
    })
}

/// The tree as protobuf bytes.
pub fn parse(sql: &str, text: &CStr) -> Result<Vec<u8>, SyntaxError> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: `text` ends in NUL and outlives the call; the result is read before it is freed, once.
    unsafe {
        let result = pg_query_parse_protobuf(text.as_ptr());
        let answer = match result.error.as_ref() {
            Some(error) => Err(read_error(sql, error)),
            None if result.tree.len == 0 => Ok(Vec::new()),
            None => Ok(std::slice::from_raw_parts(result.tree.data.cast::<u8>(), result.tree.len).to_vec()),
        };
        pg_query_free_protobuf_parse_result(result);
        answer
    }
}

/// What PL/pgSQL's own parser makes of the body of a `DO` or `CREATE FUNCTION`, as JSON; the position of an error is
/// in the body.
pub fn parse_plpgsql(sql: &str, text: &CStr) -> Result<String, SyntaxError> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: as above. A notice is handed over as an error whose parts were not allocated, which the library's own
    // function would free; it is left alone.
    unsafe {
        let mut result = pg_query_parse_plpgsql(text.as_ptr());
        let answer = match result.error.as_ref() {
            Some(error) => Err(read_error(sql, error)),
            None => Ok(CStr::from_ptr(result.functions).to_string_lossy().into_owned()),
        };
        if result.error.as_ref().is_some_and(|error| *error.filename == 0) {
            result.error = std::ptr::null_mut();
        }
        pg_query_free_plpgsql_parse_result(result);
        answer
    }
}

/// # Safety
/// `error` must come from the library and not be freed yet.
unsafe fn read_error(sql: &str, error: &Error) -> SyntaxError {
    // SAFETY: the library always sets a NUL-terminated message.
    let message = unsafe { CStr::from_ptr(error.message) }.to_string_lossy().into_owned();
    SyntaxError { message, position: byte_of_character(sql, error.cursorpos) }
}

/// The library counts characters from 1, and 0 means that it points nowhere.
fn byte_of_character(sql: &str, cursor: c_int) -> Option<usize> {
    let character = usize::try_from(cursor).ok()?.checked_sub(1)?;
    Some(sql.char_indices().nth(character).map_or(sql.len(), |(byte, _)| byte))
}
