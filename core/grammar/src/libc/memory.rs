//! Memory for the grammar's C code on wasm32. It comes from Rust's allocator: with wasi-libc's own there
//! would be two, and both would take the end of the module's memory as theirs.

use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, realloc as resize};
use std::ffi::c_void;
use std::ptr;

/// C gives memory back without saying how much it was: its size stands in front of it. As large as the
/// strictest alignment of any C type, so that the memory behind it has that alignment too.
const HEADER: usize = 16;

/// `None` where the size cannot be allocated at all.
fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size.checked_add(HEADER)?, HEADER).ok()
}

/// # Safety
/// `block` is null or has just been allocated with the layout of `size`.
unsafe fn with_header(block: *mut u8, size: usize) -> *mut c_void {
    if block.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: the block is at least as long as the header, and aligned for it.
    unsafe {
        block.cast::<usize>().write(size);
        block.add(HEADER).cast()
    }
}

/// The block behind a pointer that C holds, and the layout it was allocated with.
///
/// # Safety
/// `memory` came from one of the functions here and has not been freed.
unsafe fn block_of(memory: *mut c_void) -> (*mut u8, Layout) {
    // SAFETY: the caller's promise; the header was written by `with_header`.
    unsafe {
        let block = memory.cast::<u8>().sub(HEADER);
        let size = block.cast::<usize>().read();
        (block, Layout::from_size_align_unchecked(size + HEADER, HEADER))
    }
}

#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
extern "C" fn malloc(size: usize) -> *mut c_void {
    let Some(layout) = layout(size) else { return ptr::null_mut() };
    // SAFETY: the layout is never empty, because of the header.
    unsafe { with_header(alloc(layout), size) }
}

#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let Some(size) = count.checked_mul(size) else { return ptr::null_mut() };
    let Some(layout) = layout(size) else { return ptr::null_mut() };
    // SAFETY: as in `malloc`.
    unsafe { with_header(alloc_zeroed(layout), size) }
}

/// # Safety
/// As in C: `memory` is null or came from here and has not been freed.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
unsafe extern "C" fn realloc(memory: *mut c_void, size: usize) -> *mut c_void {
    if memory.is_null() {
        return malloc(size);
    }
    let Some(new) = layout(size) else { return ptr::null_mut() };
    // SAFETY: the caller's promise; a failed `resize` leaves the old block as it was, as C wants.
    unsafe {
        let (block, old) = block_of(memory);
        with_header(resize(block, old, new.size()), size)
    }
}

/// # Safety
/// As in C: `memory` is null or came from here and has not been freed.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
unsafe extern "C" fn free(memory: *mut c_void) {
    if !memory.is_null() {
        // SAFETY: the caller's promise.
        unsafe {
            let (block, layout) = block_of(memory);
            dealloc(block, layout);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<'a>(memory: *mut c_void, len: usize) -> &'a mut [u8] {
        assert!(!memory.is_null());
        assert_eq!(memory as usize % HEADER, 0);
        // SAFETY: the tests ask for no more than they allocated.
        unsafe { std::slice::from_raw_parts_mut(memory.cast(), len) }
    }

    #[test]
    fn memory_keeps_its_content_when_it_grows_and_shrinks() {
        let memory = malloc(5);
        bytes(memory, 5).copy_from_slice(b"hello");
        // SAFETY: each pointer is used once, and the last is freed.
        unsafe {
            let memory = realloc(memory, 100_000);
            assert_eq!(&bytes(memory, 100_000)[..5], b"hello");
            let memory = realloc(memory, 2);
            assert_eq!(bytes(memory, 2), b"he");
            free(memory);
        }
    }

    #[test]
    fn null_is_no_memory_and_may_be_freed() {
        // SAFETY: null is allowed.
        unsafe {
            free(ptr::null_mut());
            let memory = realloc(ptr::null_mut(), 3);
            bytes(memory, 3).fill(7);
            free(memory);
        }
    }

    #[test]
    fn calloc_clears_and_refuses_what_overflows() {
        let memory = calloc(25, 40);
        assert!(bytes(memory, 1000).iter().all(|byte| *byte == 0));
        // SAFETY: it was just allocated.
        unsafe { free(memory) };
        assert!(calloc(usize::MAX / 2, 3).is_null());
    }

    #[test]
    fn what_cannot_be_allocated_is_null_and_the_old_block_stays() {
        assert!(malloc(usize::MAX).is_null());
        assert!(malloc(usize::MAX / 2).is_null());
        let memory = malloc(4);
        bytes(memory, 4).copy_from_slice(b"stay");
        // SAFETY: the refused call has freed nothing.
        unsafe {
            assert!(realloc(memory, usize::MAX).is_null());
            assert_eq!(bytes(memory, 4), b"stay");
            free(memory);
        }
    }

    #[test]
    fn no_memory_at_all_can_still_be_asked_for() {
        let memory = malloc(0);
        bytes(memory, 0);
        // SAFETY: it was just allocated.
        unsafe { free(memory) };
    }
}
