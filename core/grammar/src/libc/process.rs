//! The ends of a process are panics here: a panic names its cause in the console and then traps, and after a
//! trap nobody uses the module again.

use std::ffi::{CStr, c_char, c_int};

#[unsafe(no_mangle)]
extern "C" fn abort() -> ! {
    panic!("the grammar's C code has called abort")
}

#[unsafe(no_mangle)]
extern "C" fn exit(code: c_int) -> ! {
    panic!("the grammar's C code has called exit({code})")
}

/// # Safety
/// The texts are NUL-terminated, as the macro `assert` gives them.
#[unsafe(no_mangle)]
unsafe extern "C" fn __assert_fail(
    what: *const c_char,
    file: *const c_char,
    line: c_int,
    _: *const c_char,
) -> ! {
    // SAFETY: the caller's promise.
    let (what, file) = unsafe { (CStr::from_ptr(what), CStr::from_ptr(file)) };
    panic!(
        "assertion in the grammar's C code failed: {} ({}:{line})",
        what.to_string_lossy(),
        file.to_string_lossy()
    )
}

/// The texts of PostgreSQL's own assertions name it.
#[unsafe(no_mangle)]
extern "C" fn getpid() -> c_int {
    1
}
