//! Texts made from other texts by chance, the same ones for the same number.

use crate::prove::random::Dice;
use lockgate_core::script::lexer::Lexer;
use std::ops::Range;

/// A range of whole characters.
fn range(dice: &mut Dice, text: &str, longest: usize) -> Range<usize> {
    let start = floor(text, dice.below(text.len() + 1));
    let length = dice.below(longest);
    start..floor(text, (start + length).min(text.len()))
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

fn word(dice: &mut Dice) -> &'static str {
    dice.pick::<&str>(WORDS)
}

/// Changes a text in a few places. `others` are texts that parts are taken from.
pub fn mutated(text: &str, others: &[&str], dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        text = once(&text, others, dice);
    }
    text
}

/// Changes a text in one place.
pub fn once(text: &str, others: &[&str], dice: &mut Dice) -> String {
    let put = |range: Range<usize>, new: &str| format!("{}{new}{}", &text[..range.start], &text[range.end..]);
    match dice.below(10) {
        9 => {
            let words: Vec<usize> = Lexer::new(text, 0, text.len()).map(|it| it.span.end).collect();
            let at = if words.is_empty() { 0 } else { words[dice.below(words.len())] };
            put(at..at, " $1 ")
        }
        0 => put(range(dice, text, 40), ""),
        1 => {
            let at = range(dice, text, 1).start;
            put(at..at, word(dice))
        }
        2 => {
            let range = range(dice, text, 8);
            put(range, word(dice))
        }
        3 => {
            let (range, at) = (range(dice, text, 200), range(dice, text, 1).start);
            let part = text[range].to_owned();
            put(at..at, &part)
        }
        4 => {
            let other = dice.pick(others);
            let (part, at) = (range(dice, other, 300), range(dice, text, 1).start);
            put(at..at, &other[part])
        }
        5 => {
            let range = range(dice, text, 6);
            let part = text[range.clone()].repeat(1 + dice.below(60));
            put(range, &part)
        }
        _ => swapped(text, dice),
    }
}

/// Words that change places, are said twice, or are left out: more often SQL than letters that do.
fn swapped(text: &str, dice: &mut Dice) -> String {
    let words: Vec<Range<usize>> =
        Lexer::new(text, 0, text.len()).map(|it| it.span.start..it.span.end).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (dice.below(words.len()), dice.below(words.len()));
    let (one, other) = (words[one.min(other)].clone(), words[one.max(other)].clone());
    let between = &text[one.end.min(other.start)..other.start];
    let (before, after) = (&text[..one.start], &text[other.end..]);
    let (one, other) = (&text[one], &text[other]);
    match dice.below(4) {
        0 => format!("{before}{between}{other}{after}"),
        1 => format!("{before}{one} {one}{between}{other}{after}"),
        2 => format!("{before}{}{between}{other}{after}", word(dice)),
        _ => format!("{before}{other}{between}{one}{after}"),
    }
}
