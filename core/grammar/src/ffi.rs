//! The C functions of libpg_query that we call ourselves. `pg_query` wraps them too, but drops the
//! cursor position of an error. Layouts are those of `pg_query.h` in the pinned version.

use crate::{SyntaxError, Token};
use pg_query::protobuf;
use std::ffi::{CStr, CString, c_char, c_int, c_uint};

#[repr(C)]
struct CError {
    message: *mut c_char,
    funcname: *mut c_char,
    filename: *mut c_char,
    lineno: c_int,
    cursorpos: c_int,
    context: *mut c_char,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct CTree {
    len: usize,
    data: *mut c_char,
    stderr_buffer: *mut c_char,
    error: *mut CError,
}

#[repr(C)]
struct CToken {
    start: c_int,
    end: c_int,
    token: c_uint,
    keyword_kind: c_uint,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct CTokens {
    tokens: *mut CToken,
    n_tokens: c_int,
    error: *mut CError,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct CFunctions {
    json: *mut c_char,
    error: *mut CError,
}

unsafe extern "C" {
    fn pg_query_parse_protobuf(input: *const c_char) -> CTree;
    fn pg_query_free_protobuf_parse_result(result: CTree);
    fn pg_query_scan_tokens(input: *const c_char) -> CTokens;
    fn pg_query_free_scan_tokens_result(result: CTokens);
    fn pg_query_parse_plpgsql(input: *const c_char) -> CFunctions;
    fn pg_query_free_plpgsql_parse_result(result: CFunctions);
}

/// The tree as protobuf bytes.
pub(crate) fn parse(sql: &str) -> Result<Vec<u8>, SyntaxError> {
    let input = c_text(sql)?;
    // SAFETY: `input` ends in NUL and outlives the call.
    let result = unsafe { pg_query_parse_protobuf(input.as_ptr()) };
    // SAFETY: the call has just filled `result`: either `error` or `len` bytes at `data`.
    let tree = unsafe {
        match error_of(result.error, sql) {
            Some(error) => Err(error),
            None => Ok(slice_of(result.data.cast::<u8>(), result.len).to_vec()),
        }
    };
    // SAFETY: freed once, and nothing borrowed from it is left.
    unsafe { pg_query_free_protobuf_parse_result(result) };
    tree
}

pub(crate) fn scan(sql: &str) -> Result<Vec<Token>, SyntaxError> {
    let input = c_text(sql)?;
    // SAFETY: `input` ends in NUL and outlives the call.
    let result = unsafe { pg_query_scan_tokens(input.as_ptr()) };
    // SAFETY: the call has just filled `result`: either `error` or `n_tokens` tokens.
    let tokens = unsafe {
        match error_of(result.error, sql) {
            Some(error) => Err(error),
            None => Ok(slice_of(result.tokens, result.n_tokens as usize).iter().map(token).collect()),
        }
    };
    // SAFETY: freed once, and nothing borrowed from it is left.
    unsafe { pg_query_free_scan_tokens_result(result) };
    tokens
}

/// The PL/pgSQL functions of one statement as JSON.
pub(crate) fn parse_plpgsql(sql: &str) -> Result<String, SyntaxError> {
    let input = c_text(sql)?;
    // SAFETY: `input` ends in NUL and outlives the call.
    let result = unsafe { pg_query_parse_plpgsql(input.as_ptr()) };
    // SAFETY: the call has just filled `result`: either `error` or a NUL-terminated text.
    let json = unsafe {
        match error_of(result.error, sql) {
            Some(error) => Err(error),
            None => Ok(CStr::from_ptr(result.json).to_string_lossy().into_owned()),
        }
    };
    // SAFETY: freed once, and nothing borrowed from it is left.
    unsafe { pg_query_free_plpgsql_parse_result(result) };
    json
}

/// C would stop at the first NUL and never see the rest of the text.
fn c_text(sql: &str) -> Result<CString, SyntaxError> {
    CString::new(sql).map_err(|nul| {
        let message = "the text has a NUL byte, which SQL cannot hold".to_owned();
        SyntaxError::at_byte(message, nul.nul_position())
    })
}

/// # Safety
/// `error` is null or was made by libpg_query and not freed yet.
unsafe fn error_of(error: *const CError, sql: &str) -> Option<SyntaxError> {
    // SAFETY: the caller's promise; libpg_query always sets the message.
    unsafe {
        let error = error.as_ref()?;
        let message = CStr::from_ptr(error.message).to_string_lossy().into_owned();
        Some(SyntaxError::at_character(message, sql, error.cursorpos))
    }
}

/// # Safety
/// `data` is null, or `len` items stand there and stay for as long as the slice is used.
unsafe fn slice_of<'a, T>(data: *const T, len: usize) -> &'a [T] {
    if data.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(data, len) }
}

fn token(token: &CToken) -> Token {
    Token {
        start: token.start as usize,
        end: token.end as usize,
        kind: protobuf::Token::try_from(token.token as i32).unwrap_or(protobuf::Token::Nul),
        keyword: protobuf::KeywordKind::try_from(token.keyword_kind as i32)
            .unwrap_or(protobuf::KeywordKind::NoKeyword),
    }
}
