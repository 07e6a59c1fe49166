//! The tables of the scanner and the parser travel packed: `build/tables.rs`.

use std::sync::Once;

unsafe extern "C" {
    fn unpack_scanner();
    fn unpack_parser();
}

/// Unpacks them where that was not done yet.
pub fn unpack() {
    static ONCE: Once = Once::new();
    // SAFETY: the functions write to tables that nobody reads before.
    ONCE.call_once(|| unsafe {
        unpack_scanner();
        unpack_parser();
    });
}
