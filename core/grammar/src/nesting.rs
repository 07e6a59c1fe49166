//! One limit on how deep an expression may nest, computed from the text before the parser sees it.
//!
//! The parser and our own walks recurse. A browser has a small stack for wasm that a page can't
//! set; with code that it has not optimised yet, it overflowed at 250 chained operators and at 80 nested sub-selects.
//! A text that is refused must be refused everywhere with the same words, or the browser and the server would not
//! agree on a verdict.
//!
//! The measure is never below the tree's real depth, and stays small where the tree is flat: AND, OR, lists and rows
//! cost nothing, whatever their number.

use crate::SyntaxError;
use crate::lexer::{Lexer, Token};
use crate::parameter::Parameters;

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
    let mut lexer = Lexer::new(sql);
    let mut parameters = Parameters::default();
    while let Some((start, token)) = lexer.next() {
        if token == Token::Junk || parameters.refuse(token) {
            // PostgreSQL refuses `$1a` from 15 on; the library reads it as `$1 a`.
            let what = if token == Token::Junk { "trailing junk after parameter" } else { "syntax error" };
            let message = format!("{what} at or near \"{}\"", &sql[start..lexer.at()]);
            return Err(SyntaxError { message, position: Some(start) });
        }
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

/// The deepest nesting of blocks, loops, IF and CASE in a body of PL/pgSQL that is read.
const BLOCKS: usize = 25;

/// An error where blocks nest over the limit: the parser and those who read what it makes recurse.
pub fn blocks(body: &str) -> Result<(), SyntaxError> {
    let mut lexer = Lexer::new(body);
    let (mut open, mut after_end) = (0_usize, false);
    while let Some((start, token)) = lexer.next() {
        let Token::Word(word) = token else {
            after_end = false;
            continue;
        };
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
        if is("end") {
            open = open.saturating_sub(1);
        } else if !after_end && ["begin", "loop", "if", "case"].into_iter().any(is) {
            open += 1;
        }
        if open > BLOCKS {
            let message =
                format!("nested too deeply: Lockgate reads {BLOCKS} levels of blocks; split the body");
            return Err(SyntaxError { message, position: Some(start) });
        }
        after_end = is("end");
    }
    Ok(())
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
            Token::Name | Token::Parameter | Token::Junk | Token::Other => {}
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
    fn depth_hides_nowhere() {
        let deep = "(".repeat(5_000);
        for before in ["-- a\r", "E'a'\n'\\'' ", "E'a' -- it's\n '\\'' ", "E'a''\\'' ", "$1$ "] {
            assert!(depth(&format!("SELECT {before}{deep}")).is_err(), "{before}");
        }
    }

    #[test]
    fn junk_behind_a_parameter_is_refused() {
        let error = depth("SELECT $1, $12ab").unwrap_err();
        assert_eq!((error.position, error.message.contains("\"$12ab\"")), (Some(11), true));
        assert!(depth("SELECT $1, $2+a, $$1a$$, a$1a").is_ok());
    }

    #[test]
    fn parameters_stand_where_postgresql_takes_them() {
        for text in [
            "SELECT $1 + a[$2], -$3",
            "PREPARE p AS SELECT a LIKE $1",
            "UPDATE a SET b = $1",
            "SELECT f($1)",
            "SELECT DISTINCT ON (a) $1 OPERATOR(b.+) $2",
            "SELECT json_object('a' VALUE $1, $2 VALUE $3)",
        ] {
            assert!(depth(text).is_ok(), "{text}");
        }
        for text in [
            "SET a = $1",
            "SELECT interval $1",
            "SELECT date $1",
            "ALTER ROLE a PASSWORD $1",
            "set a to $1",
            "SELECT f(1) $1",
            "ALTER DOMAIN a ADD CHECK (value $1 > 0)",
        ] {
            assert!(depth(text).is_err_and(|it| it.message.contains("at or near \"$1\"")), "{text}");
        }
    }

    #[test]
    fn says_where() {
        let text = format!("SELECT {}1", "(".repeat(300));
        let error = depth(&text).unwrap_err();
        assert_eq!(error.position, Some("SELECT ".len() + NESTING_LIMIT / OPEN));
    }
}
