//! One limit on how deep an expression may nest, computed from the text before the parser sees it.
//!
//! The parser, the tree's decoding and our own walks recurse. A browser has a small stack for wasm that a page can't
//! set; with code that it has not optimised yet, it overflowed at 250 chained operators and at 80 nested sub-selects.
//! A text that is refused must be refused everywhere with the same words, or the browser and the server would not
//! agree on a verdict.
//!
//! The measure is never below the tree's real depth, and stays small where the tree is flat: AND, OR, lists and rows
//! cost nothing, whatever their number.

use crate::SyntaxError;

/// The deepest nesting that is read: 200 chained operators or open parentheses, or 62 sub-selects.
pub const NESTING_LIMIT: usize = 1_000;

/// What a chained operator weighs: it can hold all before it as its left side.
const OPERATOR: usize = 5;

/// What an open parenthesis or CASE weighs: it nests a list in an expression.
const OPEN: usize = 5;

/// What a sub-select weighs besides its parenthesis: some four nodes stand between it and the next one.
const SUB_SELECT: usize = 10;

/// How deep the text nests; an error where that is over [`NESTING_LIMIT`]. Linear in the text.
pub fn depth(sql: &str) -> Result<usize, SyntaxError> {
    let mut depth = Depth::default();
    let mut deepest = 0;
    let mut lexer = Lexer { bytes: sql.as_bytes(), at: 0 };
    while let Some((start, token)) = lexer.next() {
        depth.take(token);
        deepest = deepest.max(depth.above + depth.level.total());
        if deepest > NESTING_LIMIT {
            return Err(SyntaxError {
                message:
                    "nested too deeply: Lockgate reads 200 levels, or 60 of sub-selects; split the statement"
                        .into(),
                position: Some(start),
            });
        }
    }
    Ok(deepest)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a [u8]),
    /// one or more operator characters in a row
    Operator,
    /// `*` alone: an operator, or all columns
    Star,
    Open,
    Close,
    Comma,
    Semicolon,
    Other,
}

/// What is open at some place of the text.
#[derive(Default)]
struct Depth {
    /// The levels around the innermost one, the outermost first.
    around: Vec<Level>,
    /// What those put above it.
    above: usize,
    level: Level,
    /// The token before was an opening parenthesis.
    after_open: bool,
    /// The token before was SELECT: a star after it is no operator.
    after_select: bool,
}

/// A parenthesis, a CASE, or the text as a whole. All counts are weights.
#[derive(Default)]
struct Level {
    /// CASE … END rather than a parenthesis
    case: bool,
    /// what opened it
    open: usize,
    /// the operators of the expression that is being read
    chain: usize,
    /// the deepest level that was closed in that expression: later operators stand above it too
    inner: usize,
    /// the deepest expression so far
    expressions: usize,
    /// UNION, JOIN, sub-selects: they stand above everything in the level, and reach over commas
    sets: usize,
}

impl Level {
    /// What it puts above a level that is opened now.
    fn path(&self) -> usize {
        self.open + self.sets + self.chain
    }

    /// The deepest that it has been.
    fn total(&self) -> usize {
        self.open + self.sets + self.expressions.max(self.chain + self.inner)
    }

    fn end_expression(&mut self) {
        self.expressions = self.expressions.max(self.chain + self.inner);
        (self.chain, self.inner) = (0, 0);
    }
}

impl Depth {
    fn take(&mut self, token: Token) {
        let after_open = std::mem::replace(&mut self.after_open, token == Token::Open);
        let select = matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(b"select"));
        let after_select = std::mem::replace(&mut self.after_select, select);
        match token {
            Token::Operator => self.chain(),
            Token::Star if after_select => {}
            Token::Star => self.chain(),
            Token::Open => self.open(false),
            Token::Close => self.close(),
            Token::Comma => self.level.end_expression(),
            Token::Semicolon => {
                let Level { case, open, .. } = self.level;
                self.level = Level { case, open, ..Level::default() };
            }
            Token::Word(word) => self.word(word, after_open),
            Token::Other => {}
        }
    }

    fn word(&mut self, word: &[u8], after_open: bool) {
        let is = |list: &[&str]| list.iter().any(|it| word.eq_ignore_ascii_case(it.as_bytes()));
        if is(&["and", "or"]) || (self.level.case && is(&["when", "then", "else"])) {
            self.level.end_expression();
        } else if is(&["case"]) {
            self.open(true);
        } else if is(&["end"]) && self.level.case {
            self.pop();
        } else if is(&["union", "intersect", "except", "join"]) {
            self.level.sets += OPERATOR;
        } else if after_open && is(&["select", "with", "values"]) {
            self.level.sets += SUB_SELECT;
        } else if is(CHAINING) {
            self.chain();
        }
    }

    fn chain(&mut self) {
        self.level.chain += OPERATOR;
    }

    fn open(&mut self, case: bool) {
        let inside = Level { case, open: OPEN, ..Level::default() };
        let around = std::mem::replace(&mut self.level, inside);
        self.above += around.path();
        self.around.push(around);
    }

    /// A closing parenthesis ends every CASE that was left open inside it.
    fn close(&mut self) {
        while self.level.case {
            self.pop();
        }
        self.pop();
    }

    fn pop(&mut self) {
        if let Some(around) = self.around.pop() {
            self.above -= around.path();
            let closed = std::mem::replace(&mut self.level, around);
            self.level.inner = self.level.inner.max(closed.total());
        }
    }
}

/// Words that act as operators and can be chained.
const CHAINING: &[&str] = &[
    "not", "is", "isnull", "notnull", "collate", "at", "like", "ilike", "similar", "in", "between",
    "operator", "overlaps",
];

/// Just enough of PostgreSQL's lexer to know what is text and what is not.
struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// The next token with its first byte; blanks and comments are passed over.
    fn next(&mut self) -> Option<(usize, Token<'a>)> {
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            self.at += 1;
            let token = match byte {
                b'-' if self.peek() == Some(b'-') => {
                    self.skip_while(|it| it != b'\n');
                    continue;
                }
                b'/' if self.peek() == Some(b'*') => {
                    self.skip_comment();
                    continue;
                }
                it if it.is_ascii_whitespace() => continue,
                b'(' | b'[' => Token::Open,
                b')' | b']' => Token::Close,
                b',' => Token::Comma,
                b';' => Token::Semicolon,
                b'\'' => self.quoted(b'\'', false),
                b'"' => self.quoted(b'"', false),
                b'e' | b'E' if self.peek() == Some(b'\'') => {
                    self.at += 1;
                    self.quoted(b'\'', true)
                }
                b'$' => self.dollar_quoted(start),
                it if is_operator(it) => self.operator(),
                it if is_word(it) => {
                    self.skip_while(|it| is_word(it) || it == b'$');
                    Token::Word(&self.bytes[start..self.at])
                }
                _ => Token::Other,
            };
            return Some((start, token));
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_while(&mut self, more: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&more) {
            self.at += 1;
        }
    }

    /// An operator ends where a comment begins.
    fn operator(&mut self) -> Token<'a> {
        let start = self.at - 1;
        while let Some(byte) = self.peek() {
            let next = self.bytes.get(self.at + 1).copied();
            let comment = matches!((byte, next), (b'-', Some(b'-')) | (b'/', Some(b'*')));
            if comment || !is_operator(byte) {
                break;
            }
            self.at += 1;
        }
        if &self.bytes[start..self.at] == b"*" { Token::Star } else { Token::Operator }
    }

    fn quoted(&mut self, quote: u8, escapes: bool) -> Token<'a> {
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' if escapes => self.at += 1,
                // A doubled quote is read as two texts side by side, which is the same to us.
                it if it == quote => break,
                _ => {}
            }
        }
        Token::Other
    }

    fn skip_comment(&mut self) {
        let mut open = 0usize;
        self.at -= 1;
        while let Some(byte) = self.peek() {
            let next = self.bytes.get(self.at + 1).copied();
            match (byte, next) {
                (b'/', Some(b'*')) => open += 1,
                (b'*', Some(b'/')) => open -= 1,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if open == 0 {
                return;
            }
        }
    }

    fn dollar_quoted(&mut self, start: usize) -> Token<'a> {
        self.skip_while(is_word);
        if self.peek() != Some(b'$') {
            return Token::Other; // a parameter, `$1`
        }
        self.at += 1;
        let mark = &self.bytes[start..self.at];
        let rest = &self.bytes[self.at..];
        self.at = match find(rest, mark) {
            Some(end) => self.at + end + mark.len(),
            None => self.bytes.len(),
        };
        Token::Other
    }
}

/// Where `mark`, which begins with `$` and has one other at its end, first stands in `text`. Linear: two marks can
/// share no more than that one byte.
fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    text.windows(mark.len()).position(|it| it == mark)
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?:".contains(&byte)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_text_is_not_deep() {
        let rows = vec!["(1 + 1, -5, 'a' || 'b')"; 20_000].join(", ");
        let conditions = vec!["a = 1 AND b <> 2"; 5_000].join(" OR ");
        let columns: Vec<String> = (0..1_500).map(|i| format!("c{i} int NOT NULL DEFAULT -1")).collect();
        let branches = vec!["WHEN a = 1 THEN 2"; 5_000].join(" ");
        for text in [
            format!("INSERT INTO t VALUES {rows}"),
            format!("SELECT 1 WHERE {conditions}"),
            format!("CREATE TABLE t ({})", columns.join(", ")),
            format!("SELECT CASE {branches} ELSE 3 END"),
            "SELECT 1 + 1;\n".repeat(2_000),
            format!("SELECT '{}'", "(".repeat(5_000)),
            format!("SELECT $x${}$x$", "((".repeat(5_000)),
            format!("SELECT 1 -- {}", "(".repeat(5_000)),
            format!("SELECT 1 /* /* {} */ */", "(".repeat(5_000)),
            format!("SELECT \"{}\" FROM t", "[".repeat(50)),
            format!("SELECT E'\\'{}'", "(".repeat(5_000)),
        ] {
            assert!(depth(&text).is_ok_and(|it| it < 50), "{}", &text[..60]);
        }
    }

    #[test]
    fn unfinished_text_ends() {
        for text in ["'", "\"", "$a$", "/*", "/* /* */", "E'\\", "$", "(((", ")))", "end end case", "--", "-"]
        {
            assert!(depth(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn says_where() {
        let text = format!("SELECT {}1", "(".repeat(300));
        let error = depth(&text).unwrap_err();
        assert_eq!(error.position, Some("SELECT ".len() + NESTING_LIMIT / OPEN));
    }
}
