//! What the words so far say about where a statement ends.

use super::lexer::TokenKind;

/// What a statement begins with, as far as its end depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Start {
    #[default]
    Nothing,
    Create,
    CreateOr,
    CreateOrReplace,
    /// `CREATE [OR REPLACE] FUNCTION` or `PROCEDURE`
    Routine,
    /// `CREATE [OR REPLACE] RULE`
    Rule,
    Copy,
    Other,
}

/// The word before, where the next one depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Begin,
    From,
}

#[derive(Debug, Default)]
pub struct Head {
    start: Start,
    last: Last,
    /// Only one word was seen.
    first: bool,
    /// open `BEGIN ATOMIC` bodies and the `CASE`s in them
    bodies: usize,
    parentheses: usize,
    from_stdin: bool,
}

impl Head {
    pub fn see(&mut self, kind: TokenKind, word: &str) {
        match (kind, word) {
            (TokenKind::Symbol, "(") => {
                // `COPY (SELECT …)` can only send data.
                if self.start == Start::Copy && self.first {
                    self.start = Start::Other;
                }
                self.parentheses += 1;
            }
            (TokenKind::Symbol, ")") => self.parentheses = self.parentheses.saturating_sub(1),
            (TokenKind::Word, _) => return self.see_word(word),
            _ => {}
        }
        self.last = Last::Other;
        self.first = false;
    }

    fn see_word(&mut self, word: &str) {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        self.first = self.start == Start::Nothing;
        self.start = self.start.then(&is);
        if self.start == Start::Routine {
            if is("atomic") && self.last == Last::Begin || is("case") && self.bodies > 0 {
                self.bodies += 1;
            } else if is("end") {
                self.bodies = self.bodies.saturating_sub(1);
            }
        }
        // The grammar takes either name for whichever way the data go.
        self.from_stdin |= self.last == Last::From && (is("stdin") || is("stdout"));
        self.last = match () {
            () if is("begin") => Last::Begin,
            () if is("from") => Last::From,
            () => Last::Other,
        };
    }

    /// A semicolon ends a statement except in a `BEGIN ATOMIC` body and in the parentheses of a rule. In other
    /// parentheses it can only be a mistake, and the statement behind it must not suffer for it.
    pub fn ends_at_semicolon(&self) -> bool {
        self.bodies == 0 && !(self.parentheses > 0 && self.start == Start::Rule)
    }

    /// Whether it is `COPY … FROM stdin`, whose data stand below it.
    pub fn reads_stdin(&self) -> bool {
        self.from_stdin && self.start == Start::Copy
    }
}

impl Start {
    fn then(self, is: &impl Fn(&str) -> bool) -> Start {
        match self {
            Start::Nothing if is("create") => Start::Create,
            Start::Nothing if is("copy") => Start::Copy,
            Start::Create if is("or") => Start::CreateOr,
            Start::CreateOr if is("replace") => Start::CreateOrReplace,
            Start::Create | Start::CreateOrReplace if is("function") || is("procedure") => Start::Routine,
            Start::Create | Start::CreateOrReplace if is("rule") => Start::Rule,
            Start::Routine | Start::Rule | Start::Copy => self,
            _ => Start::Other,
        }
    }
}
