//! The calls into C. `pg_query` links the library; these declarations are of its `pg_query.h` and
//! `pg_query_internal.h`, because the crate's own functions leave out where an error is, and write the whole tree down
//! once more.

use crate::{
    SyntaxError,
    plpgsql::{Returns, Routine},
    tree::{Cells, Nodes},
};
use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The library keeps its state by thread. That PL/pgSQL's parser does so in every place is not proven, so one call goes
/// after the other.
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

/// `PgQueryInternalParsetreeAndError`, and `PgQueryParseResult` as well, in which the tree is a text.
#[repr(C)]
struct ParseResult {
    tree: *const Cells,
    stderr_buffer: *mut c_char,
    error: *mut Error,
}

/// PostgreSQL's memory context: all that is allocated in it is freed with it.
type Context = *mut c_void;

/// As `plpgsql/compile.c` declares them.
#[repr(C)]
struct CParameter {
    name: *const c_char,
    is_out: bool,
    is_record: bool,
}

#[repr(C)]
struct CRoutine {
    name: *const c_char,
    parameters: *const CParameter,
    length: c_int,
    returns: Returns,
    is_procedure: bool,
}

#[repr(C)]
#[derive(Debug)]
struct CBody {
    error: *const c_char,
    action: *const c_void,
    datums: *const *const c_void,
    length: c_int,
}

unsafe extern "C" {
    fn lockgate_plpgsql(text: *const c_char, routine: *const CRoutine, body: *mut CBody);
    fn pg_query_enter_memory_context() -> Context;
    fn pg_query_exit_memory_context(context: Context);
    fn pg_query_raw_parse(input: *const c_char, options: c_int) -> ParseResult;
    fn pg_query_free_parse_result(result: ParseResult);
    fn AllocSetContextCreateInternal(
        parent: Context,
        name: *const c_char,
        min: usize,
        initial: usize,
        max: usize,
    ) -> Context;
    fn MemoryContextDelete(context: Context);
}

/// Keeps others out of the library.
pub fn alone() -> MutexGuard<'static, ()> {
    let guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    #[cfg(target_arch = "wasm32")]
    crate::libc::unpack_tables();
    guard
}

/// The text as C wants it.
pub fn c_text(sql: &str) -> Result<CString, SyntaxError> {
    CString::new(sql).map_err(|error| SyntaxError {
        message: "a NUL byte stands in the text; PostgreSQL takes none".into(),
        position: Some(error.nul_position()),
    })
}

/// What the parser made of a text, with the memory in which it lies. It belongs to the thread that parsed.
#[derive(Debug)]
pub struct Parsed {
    _memory: Memory,
    tree: *const Cells,
}

impl Parsed {
    pub fn statements(&self) -> Nodes<'_> {
        // SAFETY: the parser made the tree in that memory, and writes there no more.
        unsafe { Nodes::of(self.tree) }
    }
}

/// Frees the memory at its end.
#[derive(Debug)]
struct Memory(Context);

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: it was not deleted before, and nobody allocates in it: `parse` has left it.
        unsafe { MemoryContextDelete(self.0) }
    }
}

/// The tree as PostgreSQL's parser makes it.
pub fn parse(sql: &str, text: &CStr) -> Result<Parsed, SyntaxError> {
    let _alone = alone();
    // SAFETY: `text` ends in NUL and outlives the call; the result is read before it is freed, once. The tree is taken
    // out before: it is no text, and it goes with its memory.
    unsafe {
        let memory = Memory(pg_query_enter_memory_context());
        let mut result = pg_query_raw_parse(text.as_ptr(), 0);
        leave(&memory);
        let tree = std::mem::replace(&mut result.tree, std::ptr::null());
        let answer = match result.error.as_ref() {
            Some(error) => Err(read_error(sql, error)),
            None => Ok(Parsed { _memory: memory, tree }),
        };
        pg_query_free_parse_result(result);
        answer
    }
}

/// Goes back to where the library was before it entered this memory, and keeps that. The library's own function deletes
/// what it is handed, so it gets an empty context.
///
/// # Safety
/// The memory must be the last one that was entered.
unsafe fn leave(memory: &Memory) {
    // SAFETY: as the caller says; a context without a size of its first block has none yet.
    unsafe {
        let name = c"left at once".as_ptr();
        pg_query_exit_memory_context(AllocSetContextCreateInternal(memory.0, name, 0, 8 << 10, 8 << 20));
    }
}

/// What PL/pgSQL's parser made of a body, with the memory in which it lies.
pub struct ParsedBody {
    _memory: Memory,
    body: CBody,
}

impl ParsedBody {
    pub fn block(&self) -> *const c_void {
        self.body.action
    }

    pub fn datums(&self) -> &[*const c_void] {
        // SAFETY: the parser made as many, in that memory.
        unsafe { std::slice::from_raw_parts(self.body.datums, self.body.length as usize) }
    }
}

/// The body of a routine as PL/pgSQL's own parser reads it.
pub fn parse_body(text: &str, routine: &Routine) -> Result<ParsedBody, SyntaxError> {
    let text = c_text(text)?;
    let name = c_text(&routine.name)?;
    let mut names = Vec::with_capacity(routine.parameters.len());
    for parameter in &routine.parameters {
        names.push(c_text(&parameter.name)?);
    }
    let parameters: Vec<CParameter> = (names.iter().zip(&routine.parameters))
        .map(|(name, it)| CParameter { name: name.as_ptr(), is_out: it.is_out, is_record: it.is_record })
        .collect();
    let routine = CRoutine {
        name: name.as_ptr(),
        parameters: parameters.as_ptr(),
        length: parameters.len() as c_int,
        returns: routine.returns,
        is_procedure: routine.is_procedure,
    };
    let mut body =
        CBody { error: std::ptr::null(), action: std::ptr::null(), datums: std::ptr::null(), length: 0 };
    let _alone = alone();
    // SAFETY: all texts end in NUL and outlive the call. What it makes lies in that memory, as does the error.
    unsafe {
        let memory = Memory(pg_query_enter_memory_context());
        lockgate_plpgsql(text.as_ptr(), &raw const routine, &raw mut body);
        leave(&memory);
        if body.error.is_null() {
            return Ok(ParsedBody { _memory: memory, body });
        }
        let message = CStr::from_ptr(body.error).to_string_lossy().into_owned();
        Err(SyntaxError { message, position: None })
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
