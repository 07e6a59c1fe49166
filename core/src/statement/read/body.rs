//! The SQL in bodies: of `DO`, of functions and of procedures.

use super::Bench;
use super::dynamic::Variables;
use super::scene::{Scene, options, plain};
use crate::finding::Span;
use crate::statement::place::Place;
use crate::statement::tokens::Tokens;
use crate::statement::{BodyText, Do, Ident, Kind, Statement, Unread};
use lockgate_grammar::plpgsql::Routine;
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::Node;

/// Bodies inside bodies that are read. Each is a text of its own, so the grammar's limit does not see them together.
pub const DEEPEST: usize = 4;

/// A literal that is a body.
pub struct Quoted {
    pub text: BodyText,
    /// the bytes between its quotes, in the text that is being read
    pub own: Span,
    /// A quote inside stands there twice.
    pub doubled: bool,
}

/// What a body holds.
#[derive(Default)]
pub struct Found {
    pub statements: Vec<Statement>,
    pub unread: Vec<Unread>,
}

impl Found {
    pub fn leave(&mut self, span: Span, why: impl Into<String>) {
        self.unread.push(Unread { span, why: why.into() });
    }
}

impl Scene<'_> {
    /// The text behind AS, and where it stands.
    pub fn quoted(&self, option: pb::DefElem) -> Option<Quoted> {
        let text = match option.arg()? {
            Node::List(list) => list.items().next().and_then(plain)?,
            node => plain(node)?,
        };
        let mut at = self.token(option.location());
        if self.tokens.is(at, "as") {
            at += 1;
        }
        let (own, literal) = (self.tokens.own(at, at), self.tokens.text(at));
        let (before, after) = quotes(literal);
        let own = Span { start: own.start + before, end: own.end - after };
        Some(Quoted {
            text: BodyText { text, span: self.bench.place.span(own) },
            own,
            doubled: !literal.starts_with('$'),
        })
    }

    pub fn do_block(&self, it: pb::DoStmt, inner: &mut Vec<Statement>) -> Kind {
        let option = |word: &str| options(it.args()).find(|option| option.defname() == word);
        let language = option("language").and_then(pb::DefElem::arg).and_then(plain);
        let language = Ident::folded(language.unwrap_or_else(|| "plpgsql".to_owned()).to_ascii_lowercase());
        let found = match option("as").and_then(|option| self.quoted(option)) {
            Some(quoted) => {
                let (routine, nothing) = (Routine::default(), Variables::default());
                self.body_statements(language.as_str(), &quoted, &routine, nothing)
            }
            None => Found::default(),
        };
        inner.extend(found.statements.into_iter().map(|it| Statement { in_do: true, ..it }));
        Kind::Do(Do { language, dynamic: !found.unread.is_empty(), unread: found.unread })
    }

    /// The statements in the body of a routine; `variables`: what is known of its arguments.
    pub fn body_statements(
        &self,
        language: &str,
        quoted: &Quoted,
        routine: &Routine,
        variables: Variables,
    ) -> Found {
        let mut found = Found::default();
        match language {
            _ if self.bench.depth >= DEEPEST => {
                found.leave(quoted.text.span, "Bodies inside bodies are read to a depth of four.");
            }
            "plpgsql" => super::plpgsql::read(self.bench, quoted, routine, variables, &mut found),
            "sql" => self.sql_body(quoted, &mut found),
            "c" | "internal" => {}
            _ => found.leave(quoted.text.span, format!("Lockgate reads no {language}.")),
        }
        found
    }

    fn sql_body(&self, quoted: &Quoted, found: &mut Found) {
        let (text, all) = (&quoted.text.text, quoted.text.span);
        let same = self.bench.text.get(quoted.own.start..quoted.own.end) == Some(text);
        let place = match same {
            true => Place::Shifted { outer: &self.bench.place, at: quoted.own.start },
            false => Place::Within(all),
        };
        let bench = self.bench.within(text, place);
        let tokens = Tokens::new(text, place, Span { start: 0, end: text.len() });
        for place in tokens.split(0..tokens.len(), ";") {
            bench.add(tokens.own(place.start, place.end.saturating_sub(1)), found);
        }
    }
}

impl<'a> Bench<'a> {
    /// A text that stands in this one.
    pub fn within<'b>(&self, text: &'b str, place: Place<'b>) -> Bench<'b> {
        Bench { text, postgres: self.postgres, place, depth: self.depth + 1 }
    }

    /// Reads a statement of a body.
    pub fn add(&self, span: Span, found: &mut Found) {
        match self.read(span) {
            Ok(statement) => found.statements.extend(statement),
            Err(error) => found.leave(self.place.span(span), error.message),
        }
    }
}

/// How many bytes of a literal are quotes, before and after.
pub fn quotes(word: &str) -> (usize, usize) {
    if let Some(rest) = word.strip_prefix('$') {
        let quote = rest.find('$').map_or(1, |at| at + 2);
        return if word.len() >= 2 * quote { (quote, quote) } else { (0, 0) };
    }
    match word.find('\'') {
        Some(at) if word.len() > at + 1 => (at + 1, 1),
        _ => (0, 0),
    }
}
