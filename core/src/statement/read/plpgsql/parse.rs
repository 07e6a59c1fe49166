//! What PL/pgSQL's parser is asked, and its answer.

use crate::script::lexer::{Lexer, Token, TokenKind};
use crate::statement::read::body::Quoted;
use crate::statement::read::scene::strings;
use lockgate_grammar::SyntaxError;
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::Node;

/// What has to stand before the body. PL/pgSQL's parser wants the names of the arguments; it has no catalog to find
/// their types in, so those are replaced.
pub fn head(it: pb::CreateFunctionStmt) -> String {
    use pb::FunctionParameterMode as M;
    let mut outputs = 0;
    let arguments = it.parameters().filter_map(|node| {
        let Node::FunctionParameter(it) = node else { return None };
        let mode = match it.mode() {
            M::FuncParamOut | M::FuncParamTable => "OUT ",
            M::FuncParamInout => "INOUT ",
            _ => "",
        };
        outputs += usize::from(!mode.is_empty());
        let name = if it.name().is_empty() {
            String::new()
        } else {
            format!("\"{}\" ", it.name().replace('"', "\"\""))
        };
        Some(format!("{mode}{name}{}", argument_type(it.arg_type())))
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    let returned = it.return_type();
    let own = returned.and_then(|it| strings(it.names()).last());
    let set = returned.is_some_and(pb::TypeName::setof) || own.is_none() && outputs > 0;
    let returns = match (own, outputs) {
        _ if it.is_procedure() => "",
        (_, 1) if set => "RETURNS SETOF text ",
        (_, 2..) if set => "RETURNS SETOF record ",
        (_, 1..) => "",
        _ if set => "RETURNS SETOF text ",
        (Some("trigger"), _) => "RETURNS trigger ",
        (Some("event_trigger"), _) => "RETURNS event_trigger ",
        (Some("void"), _) => "RETURNS void ",
        _ => "RETURNS text ",
    };
    let kind = if it.is_procedure() { "PROCEDURE" } else { "FUNCTION" };
    format!("CREATE {kind} f({arguments}) {returns}LANGUAGE plpgsql AS ")
}

/// A type that has fields stays one: its name says nothing to the parser, which then takes it for a record.
fn argument_type(it: Option<pb::TypeName>) -> &'static str {
    let Some(it) = it else { return "text" };
    let builtin =
        strings(it.names()).next() == Some("pg_catalog") || strings(it.names()).last() == Some("text");
    let plain = builtin || it.pct_type() || !it.array_bounds().is_empty();
    if plain { "text" } else { "something" }
}

/// The parser's JSON. It has no catalog: where it stumbles over a declared type, it is asked again with less of it.
pub fn json(quoted: &Quoted, head: &str) -> Result<String, SyntaxError> {
    let ask = |literal: &str| lockgate_grammar::parse_plpgsql(&format!("{head}{literal}"), &quoted.text.text);
    let answer = ask(&quoted.literal).or_else(|error| {
        let simpler = simpler(&quoted.literal, quoted.before);
        if simpler == quoted.literal { Err(error) } else { ask(&simpler) }
    });
    answer.map(|json| mended(&json))
}

/// Blanks the schemas and the brackets of the types between DECLARE and BEGIN; every other byte stays where it is.
fn simpler(literal: &str, before: usize) -> String {
    let mut blanked = literal.as_bytes().to_vec();
    let tokens = Lexer::new(literal, before, literal.len()).filter(|token| token.kind != TokenKind::Comment);
    let tokens: Vec<Token> = tokens.collect();
    let word = |at: usize| tokens.get(at).map_or("", |token| &literal[token.span.start..token.span.end]);
    let is = |at: usize, words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(word(at)));
    let (mut declares, mut at_type) = (false, false);
    let mut at = 0;
    while at < tokens.len() {
        if is(at, &["declare", "begin"]) {
            (declares, at_type) = (is(at, &["declare"]), false);
        } else if declares && is(at.wrapping_sub(1), &["declare", ";"]) {
            // the variable's name
            at_type = true;
        } else if is(at, &[":", "=", "default", "not", "cursor", "alias", ";"]) {
            at_type = false;
        } else if at_type {
            let first = at;
            while word(at + 1) == "." {
                at += 2;
            }
            // `t.c%TYPE` needs its table.
            let kept = if word(at + 1) == "%" && is(at + 2, &["type"]) { 2 } else { 0 };
            if at > first + kept {
                let from = tokens[first].span.start;
                blanked[from..tokens.get(at - kept).map_or(from, |token| token.span.start)].fill(b' ');
            }
            if matches!(word(at), "[" | "]") {
                blanked[tokens[at].span.start] = b' ';
            }
        }
        at += 1;
    }
    String::from_utf8(blanked).unwrap_or_else(|_| literal.to_owned())
}

/// libpg_query closes the variables of a trigger, which it does not know, once too often: `{}},`.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut quoted, mut escaped, mut before) = (false, false, ' ');
    let mut rest = json.char_indices();
    while let Some((at, letter)) = rest.next() {
        mended.push(letter);
        if quoted {
            quoted = letter != '"' || escaped;
            escaped = letter == '\\' && !escaped;
        } else {
            quoted = letter == '"';
            if letter == '{' && matches!(before, '[' | ',') && json[at..].starts_with("{}}") {
                mended.push('}');
                rest.next();
                rest.next();
            }
        }
        before = letter;
    }
    mended
}
