//! The tables of the scanner and the parser travel packed: `build/tables`.

use super::automaton::{self, Tables};
use std::slice::{from_raw_parts, from_raw_parts_mut};
use std::sync::Once;

/// As `libc/unpack.h` declares it.
#[repr(C)]
struct ParserTables {
    packed: *const u8,
    pact: *mut i32,
    pgoto: *mut i32,
    defact: *mut i16,
    defgoto: *mut i16,
    table: *mut i16,
    check: *mut i16,
    r1: *mut i16,
    r2: *mut i8,
    packed_length: usize,
    states: usize,
    nonterminals: usize,
    length: usize,
    rules: usize,
    tokens: i32,
    no_row: i32,
    error: i32,
}

#[repr(C)]
struct ScannerTable {
    packed: *const u8,
    table: *mut [i32; 2],
    packed_length: usize,
    length: usize,
}

unsafe extern "C" {
    static sql_scanner: ScannerTable;
    static sql_tables: ParserTables;
    static plpgsql_tables: ParserTables;
}

/// Unpacks them where that was not done yet.
pub fn unpack() {
    static ONCE: Once = Once::new();
    // SAFETY: nobody reads the tables before.
    ONCE.call_once(|| unsafe {
        let it = &sql_scanner;
        automaton::scanner::fill(
            from_raw_parts(it.packed, it.packed_length),
            from_raw_parts_mut(it.table, it.length),
        );
        fill(&raw const sql_tables);
        fill(&raw const plpgsql_tables);
    });
}

/// # Safety
/// The tables must be as long as is said, and nobody else may use them.
unsafe fn fill(it: *const ParserTables) {
    // SAFETY: as the caller says.
    unsafe {
        let it = &*it;
        automaton::fill(
            from_raw_parts(it.packed, it.packed_length),
            &mut Tables {
                pact: from_raw_parts_mut(it.pact, it.states),
                defact: from_raw_parts_mut(it.defact, it.states),
                pgoto: from_raw_parts_mut(it.pgoto, it.nonterminals),
                defgoto: from_raw_parts_mut(it.defgoto, it.nonterminals),
                table: from_raw_parts_mut(it.table, it.length),
                check: from_raw_parts_mut(it.check, it.length),
                r1: from_raw_parts_mut(it.r1, it.rules),
                r2: from_raw_parts_mut(it.r2, it.rules),
                tokens: it.tokens as usize,
                no_row: it.no_row,
                error: it.error as i16,
            },
        );
    }
}
