//! What the grammar's C code asks of a C library on wasm32 and wasi-libc cannot give there. The rest of that
//! library is put together by `build.rs`. Natively only the tests are built.

#[cfg(target_arch = "wasm32")]
mod automaton;
mod memory;
mod nodes;
#[cfg(target_arch = "wasm32")]
mod process;
#[cfg(target_arch = "wasm32")]
mod tables;
#[cfg(target_arch = "wasm32")]
pub use tables::unpack as unpack_tables;
