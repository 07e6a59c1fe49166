//! The tables of PostgreSQL's scanner and parser, 800 KB of numbers, in a form that travels in half the bytes: bison
//! and flex lay their rows over each other, which hides from a compressor what they have in common. The sources are
//! PostgreSQL's own but for that: the tables are unpacked once, by `libc/unpack.h`, into the very same numbers.

use std::{fmt::Write, ops::Range};

/// `src_backend_parser_scan.c`, whose transitions from a state lead to states counted from there: as places in the
/// whole table, many are the same. A run is its length, its first byte, and the place.
pub fn scanner(source: &str) -> String {
    let table = Table::find(source, "yy_transition");
    let transitions: Vec<(i64, i64)> = table.numbers.chunks(2).map(|it| (it[0], it[1])).collect();
    let mut runs: Vec<(usize, i64, i64)> = Vec::new();
    for (at, (byte, step)) in transitions.iter().enumerate() {
        let place = step + at as i64 - byte;
        match runs.last_mut() {
            Some((length, first, to)) if *first + *length as i64 == *byte && *to == place => *length += 1,
            _ => runs.push((1, *byte, place)),
        }
    }
    let mut packed = Vec::new();
    for (length, byte, place) in runs {
        [length as i64, byte, place].into_iter().for_each(|it| put(&mut packed, it));
    }
    let empty = format!("static struct yy_trans_info yy_transition[{}];", transitions.len());
    let mut text = table.replaced(source, &empty);
    array(&mut text, "packed_transitions", &packed);
    text + "#include \"unpack.h\"\nUNPACK_SCANNER\n"
}

/// `src_backend_parser_gram.c`, whose rows are of one state, or of one symbol: here one after the other, each with the
/// steps from place to place, and those from value to value.
pub fn parser(source: &str) -> String {
    let [values, places, states, symbols] =
        ["yytable", "yycheck", "yypact", "yypgoto"].map(|it| Table::find(source, it));
    let (mut steps, mut changes) = (Vec::new(), Vec::new());
    let mut written = vec![false; values.numbers.len()];
    let mut value = 0;
    for row in states.numbers.iter().chain(&symbols.numbers) {
        let mut place = -1;
        for at in (*row).max(0)..values.numbers.len() as i64 {
            // No place is as large as the number of states.
            if at - row >= states.numbers.len() as i64 {
                break;
            }
            let index = at as usize;
            if places.numbers[index] == at - row && !written[index] {
                written[index] = true;
                put(&mut steps, at - row - place);
                let change = values.numbers[index] - value;
                put(&mut changes, if change < 0 { -2 * change - 1 } else { 2 * change });
                (place, value) = (at - row, values.numbers[index]);
            }
        }
        steps.push(0);
    }
    for ((value, place), written) in values.numbers.iter().zip(&places.numbers).zip(written) {
        assert!(written || (*value, *place) == (0, -1), "a row of bison's is in no state and in no symbol");
    }
    let empty = |name: &str| format!("static yytype_int16 {name}[{}];", values.numbers.len());
    let text = values.replaced(source, &empty("yytable"));
    let mut text = Table::find(&text, "yycheck").replaced(&text, &empty("yycheck"));
    array(&mut text, "packed_steps", &steps);
    array(&mut text, "packed_changes", &changes);
    text + "#include \"unpack.h\"\nUNPACK_PARSER\n"
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
