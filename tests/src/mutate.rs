//! Texts made from other texts by chance, the same ones for the same number.

use lockgate_core::script::lexer::Lexer;
use std::ops::Range;

/// Small and without a crate: what matters is that a number tells all.
pub struct Chance(u64);

impl Chance {
    pub fn new(number: u64) -> Chance {
        Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end.max(1)
    }

    pub fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len())]
    }

    /// A range of whole characters.
    fn range(&mut self, text: &str, longest: usize) -> Range<usize> {
        let start = floor(text, self.below(text.len() + 1));
        let length = self.below(longest);
        start..floor(text, (start + length).min(text.len()))
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What has a meaning somewhere.
const WORDS: &[&str] = &[
    "'",
    "''",
    "\"",
    "$$",
    "$a$",
    "E'",
    "U&'",
    "\\'",
    "--",
    "/*",
    "*/",
    ";",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    ":",
    "::",
    ":=",
    "*",
    "$1",
    "$1a",
    "?",
    "@",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{b}",
    "\0",
    "\u{feff}",
    "\u{a0}",
    "é",
    "😀",
    "\\",
    "\\\\",
    "\\;",
    "\\set a 'b'\n",
    "\\set a :a:b\n",
    ":a",
    ":'a'",
    ":\"a\"",
    ":{?a}",
    "\\if 1\n",
    "\\if :a\n",
    "\\elif 0\n",
    "\\else\n",
    "\\endif\n",
    "\\i b.sql\n",
    "\\ir ../b.sql\n",
    "\\copy a from 'b' csv\n",
    "\\copy a from stdin\n",
    "\\g\n",
    "\\gset\n",
    "\\gexec\n",
    "\\q\n",
    "\\r\n",
    "\\echo it's\n",
    "\\.\n",
    "copy a from stdin;\n",
    "${a}",
    "${b:-c}",
    "{{ .a }}",
    "{% if a %}",
    "{% endif %}",
    "{# a #}",
    "{{",
    "}}",
    "${",
    "BEGIN",
    "COMMIT",
    "ATOMIC",
    "END",
    "CASE",
    "CREATE",
    "FUNCTION",
    "TABLE",
    "DO $$ begin execute 'drop table a'; end $$;",
    "-- lockgate: allow(table-dropped) old\n",
    "NULL",
    "NOT",
    "1e",
    "0x",
    "1_0",
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "OR",
    "AS",
    "ON",
    "IN",
    "IS",
    "UNION",
    "JOIN",
    "ALTER",
    "DROP",
    "SET",
    "TO",
    "ONLY",
];

/// Changes a text in a few places. `others` are texts that parts are taken from.
pub fn mutated(text: &str, others: &[&str], chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    for _ in 0..=chance.below(4) {
        text = once(&text, others, chance);
    }
    text
}

/// Changes a text in one place.
pub fn once(text: &str, others: &[&str], chance: &mut Chance) -> String {
    let put = |range: Range<usize>, new: &str| format!("{}{new}{}", &text[..range.start], &text[range.end..]);
    match chance.below(10) {
        9 => {
            let words: Vec<usize> = Lexer::new(text, 0, text.len()).map(|it| it.span.end).collect();
            let at = if words.is_empty() { 0 } else { words[chance.below(words.len())] };
            put(at..at, " $1 ")
        }
        0 => put(chance.range(text, 40), ""),
        1 => {
            let at = chance.range(text, 1).start;
            put(at..at, chance.one(WORDS))
        }
        2 => {
            let range = chance.range(text, 8);
            put(range, chance.one(WORDS))
        }
        3 => {
            let (range, at) = (chance.range(text, 200), chance.range(text, 1).start);
            let part = text[range].to_owned();
            put(at..at, &part)
        }
        4 => {
            let other = chance.one(others);
            let (part, at) = (chance.range(other, 300), chance.range(text, 1).start);
            put(at..at, &other[part])
        }
        5 => {
            let range = chance.range(text, 6);
            let part = text[range.clone()].repeat(1 + chance.below(60));
            put(range, &part)
        }
        _ => swapped(text, chance),
    }
}

/// Words that change places, are said twice, or are left out: more often SQL than letters that do.
fn swapped(text: &str, chance: &mut Chance) -> String {
    let words: Vec<Range<usize>> =
        Lexer::new(text, 0, text.len()).map(|it| it.span.start..it.span.end).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (chance.below(words.len()), chance.below(words.len()));
    let (one, other) = (words[one.min(other)].clone(), words[one.max(other)].clone());
    let between = &text[one.end.min(other.start)..other.start];
    let (before, after) = (&text[..one.start], &text[other.end..]);
    let (one, other) = (&text[one], &text[other]);
    match chance.below(4) {
        0 => format!("{before}{between}{other}{after}"),
        1 => format!("{before}{one} {one}{between}{other}{after}"),
        2 => format!("{before}{}{between}{other}{after}", chance.one(WORDS)),
        _ => format!("{before}{other}{between}{one}{after}"),
    }
}
