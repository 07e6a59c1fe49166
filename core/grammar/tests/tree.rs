//! The tree that is read says the same as the whole tree of `pg_query`.

use lockgate_grammar::tree;
use pg_query::protobuf as whole;
use prost::Message;
use serde_json::Value;
use std::collections::BTreeSet;

/// Statements of every kind that is read, which together fill every field that is read.
const STATEMENTS: &str = include_str!("tree.sql");

#[test]
fn what_is_read_is_what_stands_there() {
    let mut filled = BTreeSet::new();
    for sql in STATEMENTS.lines().filter(|line| !line.is_empty() && !line.starts_with("--")) {
        let whole = pg_query::parse(sql, 0).unwrap_or_else(|error| panic!("{sql}: {error}")).protobuf;
        let read = tree::ParseResult::decode(whole.encode_to_vec().as_slice()).unwrap();
        let back = whole::ParseResult::decode(read.encode_to_vec().as_slice()).unwrap();
        let kind = read.stmts[0].stmt.as_ref().unwrap();
        assert!(kind.node.is_some(), "{sql} is not read");
        let (whole, back) = (serde_json::to_value(whole).unwrap(), serde_json::to_value(back).unwrap());
        assert_within(&back["stmts"], &whole["stmts"], sql);
        note_filled(&format!("{read:#?}"), &mut filled);
    }
    let missing: Vec<_> = fields().into_iter().filter(|field| !filled.contains(field)).collect();
    assert!(missing.is_empty(), "no statement fills {missing:?}");
}

/// Every `Struct.field` of the tree, from its source.
fn fields() -> Vec<String> {
    let source = concat!(include_str!("../src/tree/parts.rs"), include_str!("../src/tree/statements.rs"));
    let mut of = "";
    let mut fields = Vec::new();
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            of = name.trim_end_matches(" {");
        } else if let Some((field, _)) = line.strip_prefix("    pub ").and_then(|it| it.split_once(": ")) {
            fields.push(format!("{of}.{field}"));
        }
    }
    fields
}

/// Every `Struct.field` that holds more than nothing, from what `{:#?}` prints.
fn note_filled(printed: &str, filled: &mut BTreeSet<String>) {
    let mut around: Vec<&str> = Vec::new();
    for line in printed.lines().map(str::trim) {
        if let (Some(of), Some((field, value))) = (around.last(), line.split_once(": "))
            && !matches!(value, "None," | "[]," | "false," | "0," | "\"\"," | "Undefined,")
        {
            filled.insert(format!("{of}.{field}"));
        }
        if let Some(opened) = line.strip_suffix(" {") {
            around.push(opened.rsplit(' ').next().unwrap());
        } else if matches!(line, "}" | "},") {
            around.pop();
        }
    }
}

/// What is read may lack something; nothing else may stand there instead.
fn assert_within(read: &Value, whole: &Value, sql: &str) {
    match (read, whole) {
        (Value::Object(read), Value::Object(whole)) => {
            for (key, value) in read {
                assert_within(value, &whole[key], sql);
            }
        }
        (Value::Array(read), Value::Array(whole)) if read.len() == whole.len() => {
            for (read, whole) in read.iter().zip(whole) {
                assert_within(read, whole, sql);
            }
        }
        (Value::Array(read), _) if read.is_empty() => {}
        (Value::Null | Value::Bool(false), _) => {}
        (Value::String(text), _) if text.is_empty() => {}
        (Value::Number(number), _) if number.as_i64() == Some(0) => {}
        _ => assert_eq!(read, whole, "{sql}"),
    }
}
