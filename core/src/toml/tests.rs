use super::*;
use ::toml::de::{DeTable, DeValue};

/// The library's tree, in the words of ours.
fn theirs(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Integer(number) => number.to_string().to_lowercase(),
        DeValue::Float(number) => number.to_string().to_lowercase(),
        DeValue::Datetime(_) => "date".to_owned(),
        DeValue::Array(all) => {
            let all: Vec<String> =
                all.iter().map(|it| format!("{:?} {}", it.span(), theirs(it.get_ref()))).collect();
            format!("[{}]", all.join(", "))
        }
        DeValue::Table(table) => their_table(table),
    }
}

fn their_table(table: &DeTable) -> String {
    let entries = table.iter().map(|(key, value)| {
        let name: &str = key.get_ref();
        format!("{:?} {name:?} = {:?} {}", key.span(), value.span(), theirs(value.get_ref()))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

fn ours(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Bool(yes) => yes.to_string(),
        Value::Integer(number) | Value::Float(number) => number.to_lowercase(),
        Value::Date => "date".to_owned(),
        Value::List(all) | Value::Tables(all) => {
            let all: Vec<String> = all
                .iter()
                .map(|it| format!("{:?} {}", it.span.start..it.span.end, ours(&it.value)))
                .collect();
            format!("[{}]", all.join(", "))
        }
        Value::Table(table) => our_table(table),
    }
}

fn our_table(table: &Table) -> String {
    let entries = table.iter().map(|(key, value)| {
        let (at, span) = (key.span.start..key.span.end, value.span.start..value.span.end);
        format!("{at:?} {:?} = {span:?} {}", key.value, ours(&value.value))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// Where the library reads something, we read the same at the same places; where it reads nothing, nor do we.
#[track_caller]
fn compare(text: &str) {
    let (ours, theirs) = (Table::read(text), DeTable::parse(text));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(our_table(ours), their_table(theirs.get_ref()), "{text}"),
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("{text:?}: {ours:?} and {theirs:?}"),
    }
}

/// Pieces of TOML, right and wrong.
const PIECES: &[&str] = &[
    "a",
    "b",
    "a.b",
    "a . 'b'",
    "\"a\"",
    "''",
    "'x y'",
    "a.b.c",
    "=",
    " = ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "# c\n",
    "#\u{1}\n",
    "[a]\n",
    "[a.b]\n",
    "[b]\n",
    "[[a]]\n",
    "[[a.b]]\n",
    "[[b]]\n",
    "[ a . b ]\n",
    "[]\n",
    "[a",
    "]",
    "[",
    "{",
    "}",
    ",",
    "a = 1\n",
    "b = 2\n",
    "a.b = 3\n",
    "a.b.c = 4\n",
    "a = {}\n",
    "a = { b = 1, c.d = 2, c.e = 3 }\n",
    "a = [1, 2]\n",
    "b = [{ a = 1 }]\n",
    "a = [\n  'x', # y\n  'z',\n]\n",
    "a = { b = 1,\n c = 2, }\n",
    "1",
    "-1",
    "+1",
    "1_000",
    "1__0",
    "_1",
    "01",
    "0",
    "0x1F",
    "0o17",
    "0b101",
    "0xg",
    "-0x1",
    "1.5",
    "1.",
    ".5",
    "1e3",
    "1.5E-3",
    "1e",
    "inf",
    "-nan",
    "infinity",
    "true",
    "false",
    "True",
    "1979-05-27",
    "1979-05-27 07:32:00Z",
    "1979-05-27T07:32:00",
    "07:32:00",
    "yes",
    "\"a\\n\\u00e9\\U0001F600\\x41\\e\"",
    "\"\\q\"",
    "\"\\ud800\"",
    "\"\\u12\"",
    "\"open",
    "'open",
    "'a\nb'",
    "\"\"\"a\nb\"\"\"",
    "\"\"\"\na \\\n   b\"\"\"",
    "\"\"\"a\"\"b\"\"\"\"\"",
    "\"\"\"a\"\"\"\"\"\"",
    "'''\na'b\\''''",
    "'''a''b'''''",
    "\"\"\"open",
    "\"\u{7f}\"",
    "\"é\"",
    "é",
    "a = 'é'\n",
    "\u{feff}",
    "\u{0}",
];

#[test]
fn pieces_are_read_as_the_library_reads_them() {
    for one in PIECES {
        compare(one);
        compare(&format!("a = {one}"));
        compare(&format!("a = [{one}]\nb = {{ c = {one} }}\n"));
        for other in PIECES {
            compare(&format!("{one}{other}"));
            compare(&format!("{one} {other}"));
        }
    }
}

/// Three pieces at a time, as a number that any run repeats chooses them.
#[test]
fn mixtures_are_read_as_the_library_reads_them() {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        PIECES[(state >> 33) as usize % PIECES.len()]
    };
    for _ in 0..20_000 {
        let text: String = (0..6).map(|_| next()).collect();
        compare(&text);
    }
}

#[test]
fn whole_files_are_read_as_the_library_reads_them() {
    compare(include_str!("../../../Cargo.toml"));
    compare(include_str!("../../Cargo.toml"));
    compare(include_str!("../../../Cargo.lock"));
    assert!(Table::read(&format!("a = {}", "[".repeat(100_000))).is_err());
}
