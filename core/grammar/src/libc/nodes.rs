//! Two functions of PostgreSQL's over nodes of any kind. The parser hands them types alone; for all of their kinds they
//! would be a tenth of the C code.

use crate::tree::{self, Node, NodeTag, Nodes, TypeNameStruct};
use std::ffi::c_void;

unsafe extern "C" {
    fn palloc(size: usize) -> *mut c_void;
}

/// A copy of a type, over the same parts: `RETURNS TABLE (a int)` says of its one column's type that it is a set.
///
/// # Safety
/// It is a type of the parser's.
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "copyObjectImpl"))]
unsafe extern "C" fn copy_object(from: *const TypeNameStruct) -> *mut TypeNameStruct {
    // SAFETY: the memory is as long as a type, and PostgreSQL aligns it for anything.
    unsafe {
        assert!(
            matches!(tree::node(from.cast()), Some(Node::TypeName(_))),
            "the grammar's C code copies what is no type"
        );
        let copy = palloc(size_of::<TypeNameStruct>()).cast::<TypeNameStruct>();
        copy.copy_from_nonoverlapping(from, 1);
        copy
    }
}

/// Whether two types are the same, wherever they stand: an ordered-set aggregate's VARIADIC arguments must be.
///
/// # Safety
/// They are nodes of the parser's, or null.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
unsafe extern "C" fn equal(one: *const NodeTag, other: *const NodeTag) -> bool {
    // SAFETY: as the caller says.
    match unsafe { (tree::node(one), tree::node(other)) } {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// A type's modifiers are constants and names; a server refuses any other.
fn same(one: Node, other: Node) -> bool {
    match (one, other) {
        (Node::TypeName(one), Node::TypeName(other)) => {
            all_same(one.names(), other.names())
                && one.type_oid() == other.type_oid()
                && one.setof() == other.setof()
                && one.pct_type() == other.pct_type()
                && all_same(one.typmods(), other.typmods())
                && one.typemod() == other.typemod()
                && all_same(one.array_bounds(), other.array_bounds())
        }
        (Node::AConst(one), Node::AConst(other)) => match (one.val(), other.val()) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        },
        (Node::ColumnRef(one), Node::ColumnRef(other)) => all_same(one.fields(), other.fields()),
        (Node::Integer(one), Node::Integer(other)) => one.ival() == other.ival(),
        (Node::Float(one), Node::Float(other)) => one.fval() == other.fval(),
        (Node::Boolean(one), Node::Boolean(other)) => one.boolval() == other.boolval(),
        (Node::String(one), Node::String(other)) => one.sval() == other.sval(),
        (Node::BitString(one), Node::BitString(other)) => one.bsval() == other.bsval(),
        _ => false,
    }
}

fn all_same(mut one: Nodes, mut other: Nodes) -> bool {
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if same(one, other) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tree;

    mod postgresql {
        use super::NodeTag;

        unsafe extern "C" {
            pub fn equal(one: *const NodeTag, other: *const NodeTag) -> bool;
        }
    }

    const TYPES: &[&str] = &[
        "int",
        "integer",
        "pg_catalog.int4",
        "s.int4",
        "int[]",
        "int[3]",
        "int[][]",
        "text",
        "numeric(10, 2)",
        "numeric(10, 3)",
        "numeric(10)",
        "numeric(10.0)",
        "setof text",
        "t.a%type",
        "t.a",
        "x(true)",
        "x(b'1')",
        "x('1')",
        "x(1)",
        "x(NULL)",
        "geometry(point, 4326)",
        "geometry(a.point, 4326)",
        "geometry(line, 4326)",
        "interval day",
        "interval(3)",
    ];

    fn tree(kind: &str) -> Tree {
        crate::parse(&format!("CREATE FUNCTION f(a {kind}) RETURNS int RETURN 1")).unwrap()
    }

    fn type_of(tree: &Tree) -> *const NodeTag {
        tree.read(|node| {
            let Some(Node::CreateFunctionStmt(it)) = node else { panic!("a function") };
            let Some(Node::FunctionParameter(parameter)) = it.parameters().next() else {
                panic!("a parameter")
            };
            parameter.arg_type().unwrap().address()
        })
    }

    #[test]
    fn types_are_the_same_where_postgresql_says_so() {
        let trees: Vec<_> = TYPES.iter().map(|it| (*it, tree(it))).collect();
        let again: Vec<_> = TYPES.iter().map(|it| tree(&format!("   {it}"))).collect();
        for (one_name, one) in &trees {
            for ((other_name, _), other) in trees.iter().zip(&again) {
                let (one, other) = (type_of(one), type_of(other));
                // SAFETY: both trees live.
                let (ours, theirs) = unsafe { (equal(one, other), postgresql::equal(one, other)) };
                assert_eq!(ours, theirs, "{one_name} and {other_name}");
            }
        }
    }

    #[test]
    fn a_copy_is_the_same() {
        for name in TYPES {
            let tree = tree(name);
            let it = type_of(&tree);
            // SAFETY: the tree lives; the copy does as long as the thread.
            unsafe {
                let copy = copy_object(it.cast());
                assert!(postgresql::equal(it, copy.cast()), "{name}");
                assert_ne!(it, copy.cast_const().cast());
            }
        }
    }
}
