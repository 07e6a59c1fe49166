//! The tables of PostgreSQL's scanner and parser, a megabyte of numbers, in a form that travels in few bytes. The sources
//! are PostgreSQL's own but for that: the tables are filled at first use, with the same actions.

use std::{fmt::Write, ops::Range};

#[path = "../../src/libc/automaton/mod.rs"]
mod automaton;
mod parser;
mod scanner;

/// `src_backend_parser_gram.c`
pub fn sql(source: &str) -> String {
    parser::packed(source, "sql_tables")
}

/// `src_pl_plpgsql_src_pl_gram.c`
pub fn plpgsql(source: &str) -> String {
    parser::packed(source, "plpgsql_tables")
}

/// `src_backend_parser_scan.c`
pub fn scanner(source: &str) -> String {
    scanner::packed(source)
}

/// A table as bison and flex write it: `static const TYPE NAME[LENGTH] = { 1, 2, ... };`
struct Table {
    text: Range<usize>,
    numbers: Vec<i64>,
}

impl Table {
    fn find(source: &str, name: &str) -> Table {
        let declared = |line: &&str| line.starts_with("static const") && line.contains(&format!(" {name}["));
        let line = source.lines().find(declared).unwrap_or_else(|| panic!("no table {name}"));
        let start = line.as_ptr() as usize - source.as_ptr() as usize;
        let length = source[start..].find("};").unwrap_or_else(|| panic!("no end of {name}"));
        let end = start + length + 2;
        let numbers = source[start..end].split_once('{').unwrap_or_default().1;
        let numbers = numbers.split(|it: char| it != '-' && !it.is_ascii_digit()).filter(|it| !it.is_empty());
        let numbers = numbers.map(|it| it.parse().unwrap_or_else(|_| panic!("{it} in {name}"))).collect();
        Table { text: start..end, numbers }
    }

    fn replaced(&self, source: &str, by: &str) -> String {
        [&source[..self.text.start], by, &source[self.text.end..]].concat()
    }
}

/// A number as bison writes it: `#define NAME (-1)`
fn define(source: &str, name: &str) -> i64 {
    let rest = source.split_once(&format!("#define {name} ")).unwrap_or_else(|| panic!("no {name}")).1;
    let number = rest.lines().next().unwrap_or_default().trim().trim_matches(['(', ')']);
    number.parse().unwrap_or_else(|_| panic!("{number} as {name}"))
}

/// Seven bits in a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = u64::try_from(number).expect("what is packed is not negative");
    while rest > 127 {
        bytes.push(rest as u8 | 128);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn array(text: &mut String, name: &str, bytes: &[u8]) {
    write!(text, "\nstatic const unsigned char {name}[] = {{").expect("a text takes any");
    bytes.iter().for_each(|it| write!(text, "{it},").expect("a text takes any"));
    text.push_str("};\n");
}
