//! What PostgreSQL's structs are made of. Here alone pointers are followed.
//!
//! All functions trust that what they are shown was made by the parser, in memory that lives as long as the lifetime
//! they are asked for, and that nobody writes there any more: `Tree` sees to that.

use super::{Fields, Node, Seen};
use std::ffi::{CStr, c_char};

/// What every node begins with: its kind, a number of `nodes/nodetags.h`.
pub type NodeTag = u32;

const T_LIST: NodeTag = 1;

/// The small node within an `A_Const`, which is one of five: as long as the longest. It is zero where the constant is
/// NULL.
#[repr(C)]
pub struct Value {
    pub tag: NodeTag,
    rest: *const c_char,
}

/// A list where any node may stand.
#[derive(Clone, Copy)]
pub struct List<'a>(&'a Cells);

/// `List` of `nodes/pg_list.h`.
#[repr(C)]
pub struct Cells {
    tag: NodeTag,
    length: i32,
    max_length: i32,
    elements: *const *const NodeTag,
}

impl<'a> List<'a> {
    /// # Safety
    /// See above.
    pub(super) unsafe fn of(node: *const NodeTag) -> List<'a> {
        // SAFETY: as the caller says.
        List(unsafe { &*node.cast() })
    }

    pub fn items(self) -> Nodes<'a> {
        // SAFETY: there is no view but of what the parser made.
        unsafe { Nodes::of(self.0) }
    }
}

impl<'a> Fields<'a> for List<'a> {
    fn kind(&self) -> &'static str {
        "List"
    }

    fn each(&self, see: &mut dyn FnMut(&'static str, Seen<'a>)) {
        see("items", Seen::Nodes(self.items()));
    }
}

/// The nodes of a list.
#[derive(Clone, Copy)]
pub struct Nodes<'a>(&'a [*const NodeTag]);

impl<'a> Nodes<'a> {
    /// # Safety
    /// See above; it may be null. Lists of numbers are empty: the parser makes none.
    pub unsafe fn of(list: *const Cells) -> Nodes<'a> {
        // SAFETY: as the caller says.
        Nodes(unsafe { cells(list) })
    }

    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Iterator for Nodes<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        // SAFETY: a cell holds a node or null.
        Some(unsafe { node(*first) }.unwrap_or(Node::Absent))
    }
}

/// The cells of a list of pointers.
///
/// # Safety
/// See above; it may be null.
pub unsafe fn cells<'a, T>(list: *const Cells) -> &'a [*const T] {
    // SAFETY: a list has `length` cells of a pointer's size at `elements`.
    unsafe {
        match list.as_ref() {
            Some(list) if list.tag == T_LIST => {
                std::slice::from_raw_parts(list.elements.cast(), list.length as usize)
            }
            _ => &[],
        }
    }
}

/// # Safety
/// See above; it may be null.
pub unsafe fn node<'a>(at: *const NodeTag) -> Option<Node<'a>> {
    // SAFETY: a node begins with its tag.
    unsafe { at.as_ref().map(|tag| Node::of(*tag, at)) }
}

/// # Safety
/// See above; it may be null. What is no UTF-8 (an escape can write such bytes) is empty.
pub unsafe fn text<'a>(at: *const c_char) -> &'a str {
    if at.is_null() {
        return "";
    }
    // SAFETY: a string ends in NUL.
    unsafe { CStr::from_ptr(at) }.to_str().unwrap_or_default()
}
