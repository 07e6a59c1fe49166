//! The views say the same as `pg_query`'s JSON, field by field.

use super::fields::Shown;
use super::{Datum, Parameter, Returns, Routine, parse};
use serde_json::{Map, Value, json};
use std::ffi::{CStr, CString, c_char};

#[repr(C)]
struct Error {
    message: *const c_char,
}

#[repr(C)]
struct Answer {
    functions: *const c_char,
    error: *const Error,
}

unsafe extern "C" {
    fn pg_query_parse_plpgsql(input: *const c_char) -> Answer;
}

/// Routines, each as SQL and as a [`Routine`], before the same bodies.
fn routines() -> Vec<(&'static str, Routine)> {
    let parameter = |name: &str, is_out, is_record| Parameter { name: name.into(), is_out, is_record };
    let function =
        |parameters, returns| Routine { name: "f".into(), parameters, returns, is_procedure: false };
    let value = parameter("a", false, false);
    let record = parameter("r", false, true);
    vec![
        ("DO", Routine { name: "inline_code_block".into(), ..Routine::default() }),
        ("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS", function(vec![], Returns::Nothing)),
        (
            "CREATE FUNCTION f(a text, r something, text) RETURNS text LANGUAGE plpgsql AS",
            function(vec![value.clone(), record.clone(), parameter("", false, false)], Returns::Value),
        ),
        (
            "CREATE FUNCTION f(a text, OUT x text, OUT y something) RETURNS SETOF record LANGUAGE plpgsql AS",
            function(
                vec![value.clone(), parameter("x", true, false), parameter("y", true, true)],
                Returns::Set,
            ),
        ),
        (
            "CREATE FUNCTION f(INOUT a text) LANGUAGE plpgsql AS",
            function(vec![parameter("a", true, false)], Returns::Value),
        ),
        (
            "CREATE FUNCTION f(a text, a text) RETURNS text LANGUAGE plpgsql AS",
            function(vec![value.clone(), value.clone()], Returns::Value),
        ),
        ("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS", function(vec![], Returns::Trigger)),
        (
            "CREATE FUNCTION f(a text) RETURNS trigger LANGUAGE plpgsql AS",
            function(vec![value.clone()], Returns::Trigger),
        ),
        (
            "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS",
            function(vec![], Returns::EventTrigger),
        ),
        (
            "CREATE FUNCTION f(a text) RETURNS event_trigger LANGUAGE plpgsql AS",
            function(vec![value.clone()], Returns::EventTrigger),
        ),
        (
            "CREATE PROCEDURE f(a text, INOUT r something) LANGUAGE plpgsql AS",
            Routine {
                is_procedure: true,
                ..function(vec![value.clone(), parameter("r", true, true)], Returns::Value)
            },
        ),
        (
            "CREATE PROCEDURE f(r something) LANGUAGE plpgsql AS",
            Routine { is_procedure: true, ..function(vec![record], Returns::Nothing) },
        ),
    ]
}

#[test]
fn the_views_say_what_stands_there() {
    let bodies: Vec<&str> = include_str!("bodies.sql").split("\n----\n").collect();
    assert!(bodies.len() > 40, "{} bodies", bodies.len());
    let (mut failures, mut kinds) = (Vec::new(), String::new());
    for (head, routine) in routines() {
        for body in &bodies {
            let (ours, theirs) = (ours(body, &routine), theirs(head, body));
            if ours != theirs {
                failures.push(format!("{head} {body}\nours:   {ours:?}\ntheirs: {theirs:?}"));
            }
            kinds.extend(ours.iter().map(Value::to_string));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let structs = include_str!("mod.rs").split('"').filter(|it| it.starts_with("PLpgSQL_"));
    let missing: Vec<_> = structs.map(plain).filter(|it| !kinds.contains(&format!("\"{it}\""))).collect();
    assert!(missing.is_empty(), "no body holds {missing:?}");
}

fn ours(body: &str, routine: &Routine) -> Result<Value, String> {
    let body = parse(body, routine).map_err(|error| error.message)?;
    let datums: Value = body.datums().map(Datum::shown).collect();
    Ok(alike(json!({ "datums": datums, "action": body.block().shown() })))
}

impl Shown for Datum<'_> {
    fn shown(self) -> Value {
        match self {
            Datum::Var(it) => it.shown(),
            Datum::Row(it) => {
                let mut row = it.shown();
                row["PLpgSQL_row"]["fields"] =
                    it.fields().map(|(name, varno)| json!({ "name": name, "varno": varno })).collect();
                row
            }
            Datum::Rec(it) => it.shown(),
            Datum::RecField(it) => it.shown(),
            Datum::Promise => json!({}),
        }
    }
}

fn theirs(head: &str, body: &str) -> Result<Value, String> {
    let sql = CString::new(format!("{head} $the_body${body}$the_body$")).unwrap();
    // SAFETY: the text ends in NUL; what is handed back is the test's to keep.
    let mut answer: Value = unsafe {
        let _alone = crate::ffi::alone();
        let answer = pg_query_parse_plpgsql(sql.as_ptr());
        if let Some(error) = answer.error.as_ref() {
            return Err(CStr::from_ptr(error.message).to_str().unwrap().to_owned());
        }
        let json = CStr::from_ptr(answer.functions).to_str().unwrap();
        // It closes the variables of a trigger, which it does not know, once too often.
        serde_json::from_str(&json.replace(",{}}", ",{}").replace("[{}}", "[{}")).unwrap()
    };
    let function = answer[0]["PLpgSQL_function"].take();
    let mut action = json!({ "PLpgSQL_stmt_block": function["action"]["PLpgSQL_stmt_block"] });
    // A RETURN is added to the end of a body that may do without, and a block around one that it must stand behind.
    if let Some(body) = action["PLpgSQL_stmt_block"]["body"].as_array_mut() {
        body.pop_if(|last| *last == json!({ "PLpgSQL_stmt_return": {} }));
    }
    if action["PLpgSQL_stmt_block"]["lineno"].is_null() {
        action = action["PLpgSQL_stmt_block"]["body"][0].take();
    }
    Ok(alike(json!({ "datums": function["datums"], "action": action })))
}

/// Takes away what is absent, what the JSON never shows, and other ways to write the same.
fn alike(value: Value) -> Value {
    const NEVER_SHOWN: &[&str] = &[
        "cmdtype",
        "dno",
        "dtype",
        "modstmt",
        "modstmtset",
        "ninitvars",
        "nfields",
        "sqlerrmvarno",
        "sqlerrstate",
        "sqlstatevarno",
        "stmtid",
    ];
    match value {
        Value::Array(list) => list.into_iter().map(alike).collect(),
        Value::Object(fields) => {
            let mut plainly = Map::new();
            for (name, value) in fields {
                let name = plain(&name);
                let value = match (name.as_str(), value) {
                    ("conditions", first @ Value::Object(_)) => conditions(first),
                    ("plpgsqldiagitem", mut it) => {
                        it["kind"] = diagnostic(it["kind"].take());
                        it
                    }
                    ("plpgsqlexception", mut it) => {
                        it["lineno"] = Value::Null;
                        it
                    }
                    (_, value) => value,
                };
                let value = alike(value);
                let absent = [json!(null), json!(0), json!(""), json!([])].contains(&value);
                if !absent && !NEVER_SHOWN.contains(&name.as_str()) {
                    plainly.insert(name, value);
                }
            }
            Value::Object(plainly)
        }
        Value::Bool(value) => json!(u8::from(value)),
        value => value,
    }
}

fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// A chain of conditions as a list.
fn conditions(mut first: Value) -> Value {
    let next = first["PLpgSQL_condition"]["next"].take();
    let mut list = vec![first];
    if let Value::Array(rest) = if next.is_null() { next } else { conditions(next) } {
        list.extend(rest);
    }
    Value::Array(list)
}

/// The names that the JSON has for what GET DIAGNOSTICS can ask for.
fn diagnostic(kind: Value) -> Value {
    const NAMES: &[&str] = &[
        "ROW_COUNT",
        "PG_ROUTINE_OID",
        "PG_CONTEXT",
        "PG_EXCEPTION_CONTEXT",
        "PG_EXCEPTION_DETAIL",
        "PG_EXCEPTION_HINT",
        "RETURNED_SQLSTATE",
        "COLUMN_NAME",
        "CONSTRAINT_NAME",
        "PG_DATATYPE_NAME",
        "MESSAGE_TEXT",
        "TABLE_NAME",
        "SCHEMA_NAME",
    ];
    kind.as_u64().map_or(kind, |number| json!(NAMES[number as usize]))
}
