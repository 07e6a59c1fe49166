//! The views say the same as the whole tree of `pg_query`, node by node and field by field.

use lockgate_grammar::tree::{Fields, Node, Seen};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Statements with nodes of every kind that PostgreSQL has, one a line.
const STATEMENTS: &str = include_str!("tree.sql");

#[test]
fn the_views_say_what_stands_there() {
    let mut kinds = BTreeSet::new();
    let mut failures = Vec::new();
    for sql in STATEMENTS.lines().filter(|line| !line.is_empty() && !line.starts_with("--")) {
        let tree = match lockgate_grammar::parse(sql) {
            Ok(tree) => tree,
            Err(error) => {
                failures.push(format!("{sql}: {error}"));
                continue;
            }
        };
        let mut ours: Value = tree.statements().map(|it| node(it, &mut kinds)).collect();
        unlike(&mut ours);
        let theirs = pg_query::parse(sql, 0).unwrap().protobuf.stmts;
        let mut theirs = theirs.iter().map(|it| json!({ "rawstmt": it })).collect();
        unlike(&mut theirs);
        if ours != theirs {
            failures.push(format!("{sql}\nours:   {ours}\ntheirs: {theirs}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let missing: Vec<_> = all_kinds().filter(|it| !kinds.contains(it)).collect();
    assert!(missing.is_empty(), "no line holds {missing:?}");
}

/// Every kind that the views know.
fn all_kinds() -> impl Iterator<Item = &'static str> {
    let sources = [
        include_str!("../src/tree/expressions.rs"),
        include_str!("../src/tree/nodes.rs"),
        include_str!("../src/tree/statements.rs"),
    ];
    let names = sources.into_iter().flat_map(str::lines);
    let names = names.filter_map(|line| line.strip_prefix("    ")?.split_once(" {")?.0.split(':').next());
    names.filter(|it| it.starts_with(char::is_uppercase))
}

/// The shape that serde gives to what prost decodes, without what is absent.
fn seen<'a>(view: &dyn Fields<'a>, kinds: &mut BTreeSet<&'static str>) -> Value {
    kinds.insert(view.kind());
    let mut fields = Map::new();
    view.each(&mut |name, value| {
        let value = match value {
            Seen::Text("") | Seen::Number(0) | Seen::Bool(false) | Seen::Node(None) | Seen::View(None) => {
                return;
            }
            Seen::Text(text) => json!(text),
            Seen::Number(number) => json!(number),
            Seen::Bool(value) => json!(value),
            Seen::Node(Some(it)) => node(it, kinds),
            Seen::Nodes(list) if list.is_empty() => return,
            Seen::Nodes(list) => list.map(|it| node(it, kinds)).collect(),
            Seen::View(Some(view)) => seen(&*view, kinds),
        };
        fields.insert(plain(name), value);
    });
    Value::Object(fields)
}

fn node(node: Node, kinds: &mut BTreeSet<&'static str>) -> Value {
    node.fields().map_or(json!({}), |view| json!({ plain(view.kind()): seen(&*view, kinds) }))
}

/// Names without the case and the underscores in which prost and PostgreSQL differ.
fn plain(name: &str) -> String {
    let name = match name {
        "overriding" => "override",
        "kind" => "type",
        // the fields of a constant
        "Ival" => "integer",
        "Fval" => "float",
        "Boolval" => "boolean",
        "Sval" => "string",
        "Bsval" => "bitstring",
        name => name,
    };
    name.replace('_', "").to_lowercase()
}

/// Takes away what is absent, and the boxes that serde shows: `{"node": {"AConst": …}}`.
fn unlike(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(unlike),
        Value::Object(fields) => {
            let mut plainly = Map::new();
            for (name, mut value) in std::mem::take(fields) {
                unlike(&mut value);
                let absent = value.is_null()
                    || value == json!(0)
                    || value == json!(false)
                    || value == json!("")
                    || value == json!([]);
                match (plain(&name).as_str(), value) {
                    _ if absent => {}
                    ("node" | "val", Value::Object(inner)) if inner.len() == 1 => {
                        plainly.extend(inner);
                    }
                    (name, value) => drop(plainly.insert(plain(name), value)),
                }
            }
            *fields = plainly;
        }
        _ => {}
    }
}
