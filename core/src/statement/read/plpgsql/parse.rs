//! What PL/pgSQL's parser is told of a routine, and its answer.

use crate::script::lexer::{Lexer, Token, TokenKind};
use crate::statement::read::body::Quoted;
use crate::statement::read::scene::strings;
use lockgate_grammar::SyntaxError;
use lockgate_grammar::plpgsql::{Body, Parameter, Returns, Routine};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::Node;

/// What the parser has to know of a routine before its body. It has no catalog to find types in.
pub fn routine(it: pb::CreateFunctionStmt) -> Routine {
    use pb::FunctionParameterMode as M;
    let mut parameters = Vec::new();
    let mut outputs = 0;
    for node in it.parameters() {
        let Node::FunctionParameter(it) = node else { continue };
        let is_out = matches!(it.mode(), M::FuncParamOut | M::FuncParamTable | M::FuncParamInout);
        outputs += usize::from(is_out);
        parameters.push(Parameter {
            name: it.name().to_owned(),
            is_out,
            is_record: it.arg_type().is_some_and(may_have_fields),
        });
    }
    let returned = it.return_type();
    let own = returned.and_then(|it| strings(it.names()).last());
    let set = returned.is_some_and(pb::TypeName::setof) || own.is_none() && outputs > 0;
    let returns = match own {
        _ if it.is_procedure() && outputs == 0 => Returns::Nothing,
        _ if it.is_procedure() => Returns::Value,
        _ if set => Returns::Set,
        _ if outputs > 0 => Returns::Value,
        Some("trigger") => Returns::Trigger,
        Some("event_trigger") => Returns::EventTrigger,
        Some("void") => Returns::Nothing,
        _ => Returns::Value,
    };
    let name = strings(it.funcname()).last().unwrap_or_default().to_owned();
    Routine { name, parameters, returns, is_procedure: it.is_procedure() }
}

/// PostgreSQL's own types have none, and no array has.
fn may_have_fields(it: pb::TypeName) -> bool {
    let builtin =
        strings(it.names()).next() == Some("pg_catalog") || strings(it.names()).last() == Some("text");
    !(builtin || it.pct_type() || !it.array_bounds().is_empty())
}

/// The body as the parser reads it. It has no catalog: where it stumbles over a declared type, it is asked again with
/// less of it.
pub fn body(quoted: &Quoted, routine: &Routine) -> Result<Body, SyntaxError> {
    let text = &quoted.text.text;
    lockgate_grammar::plpgsql::parse(text, routine).or_else(|error| {
        let simpler = simpler(text);
        if simpler == *text { Err(error) } else { lockgate_grammar::plpgsql::parse(&simpler, routine) }
    })
}

/// Blanks the schemas and the brackets of the types between DECLARE and BEGIN; every other byte stays where it is.
fn simpler(body: &str) -> String {
    let mut blanked = body.as_bytes().to_vec();
    let tokens = Lexer::new(body, 0, body.len()).filter(|token| token.kind != TokenKind::Comment);
    let tokens: Vec<Token> = tokens.collect();
    let word = |at: usize| tokens.get(at).map_or("", |token| &body[token.span.start..token.span.end]);
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
    String::from_utf8(blanked).unwrap_or_else(|_| body.to_owned())
}
