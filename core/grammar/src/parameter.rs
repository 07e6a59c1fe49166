//! Where a parameter, `$1`, may stand. The library reads it in more places than PostgreSQL does, for the sake of
//! queries whose constants were taken out: `SET a = $1`, `interval $1`, `date $1`.

use crate::lexer::Token;

/// Words behind which an expression begins. Behind any other one PostgreSQL takes no parameter.
const BEFORE: &[&str] = &[
    "all",
    "and",
    "any",
    "asymmetric",
    "between",
    "both",
    "by",
    "case",
    "content",
    "default",
    "distinct",
    "document",
    "else",
    "escape",
    "except",
    "first",
    "following",
    "for",
    "from",
    "groups",
    "having",
    "ilike",
    "in",
    "intersect",
    "leading",
    "like",
    "limit",
    "next",
    "not",
    "offset",
    "on",
    "operator",
    "or",
    "over",
    "overlaps",
    "passing",
    "path",
    "placing",
    "range",
    "return",
    "returning",
    "rows",
    "select",
    "some",
    "symmetric",
    "then",
    "to",
    "trailing",
    "union",
    "using",
    "value",
    "variadic",
    "version",
    "when",
    "where",
    "with",
    "zone",
];

/// What begins with these takes no expression anywhere.
const WITHOUT: &[(&str, &[&str])] = &[
    ("set", &[]),
    ("alter", &["database", "function", "group", "procedure", "role", "routine", "system", "user"]),
    ("create", &["group", "role", "user"]),
];

#[derive(Default)]
pub struct Parameters {
    /// how many tokens of the statement were seen
    seen: usize,
    /// the place in `WITHOUT` of the first word
    first: Option<usize>,
    /// It takes no expression.
    without: bool,
    /// A word or a parenthesis stands before that no expression follows.
    closed: bool,
    /// What stands before can end an expression.
    ends: bool,
    /// `DISTINCT ON` or `OPERATOR` was the last word: an expression follows their parenthesis.
    opens: bool,
    /// the same for each parenthesis that is open
    open: Vec<bool>,
}

impl Parameters {
    /// Whether the token is a parameter in a place where PostgreSQL takes none.
    pub fn refuse(&mut self, token: Token) -> bool {
        match token {
            Token::Semicolon => *self = Parameters::default(),
            Token::Parameter => {
                let refused = self.without || self.closed;
                (self.closed, self.ends) = (true, true);
                return refused;
            }
            Token::Word(word) => self.word(word),
            Token::Open => {
                self.open.push(self.opens);
                self.closed = false;
            }
            Token::Close => self.closed = !self.open.pop().unwrap_or_default(),
            Token::Name => self.closed = true,
            _ => self.closed = false,
        }
        self.opens &= matches!(token, Token::Word(_));
        self.ends = self.closed || token == Token::Other;
        self.seen += usize::from(token != Token::Semicolon);
        false
    }

    fn word(&mut self, word: &[u8]) {
        let is = |other: &&str| word.eq_ignore_ascii_case(other.as_bytes());
        if self.seen == 0 {
            self.first = WITHOUT.iter().position(|(first, _)| is(first));
        }
        if let Some((_, second)) = self.first.and_then(|at| WITHOUT.get(at)) {
            self.without |= second.is_empty() || (self.seen == 1 && second.iter().any(&is));
        }
        self.opens = is(&"on") || is(&"operator");
        // JSON's `'a' VALUE $1` has something before it; without, it is the name that a domain's check has.
        let name = is(&"value") && !self.ends;
        self.closed = name || !BEFORE.iter().any(&is);
    }
}
