//! Where a refused statement is pointed at.

use crate::finding::Span;
use crate::order::sorted;
use crate::schema::catalog::Id;
use crate::schema::{Change, Failure, subjects};
use crate::script::lexer::{Lexer, TokenKind};
use crate::statement::{Ident, Statement};

/// The first of the names in PostgreSQL's message that the statement says, else its table, else all that is at fault.
/// `text` is the migration's.
pub fn place(statement: &Statement, failure: &Failure, text: &str) -> Span {
    let within = failure.at.unwrap_or(statement.span);
    let subjects = if failure.at.is_none() { subjects(statement) } else { Vec::new() };
    let mut names = failure.names().chain(subjects.iter().map(|it| it.name.as_str()));
    names.find_map(|name| word(text, within, name)).unwrap_or(within)
}

/// Where a text says a name.
pub fn word(text: &str, within: Span, name: &str) -> Option<Span> {
    let is_name = |kind| matches!(kind, TokenKind::Word | TokenKind::Quoted);
    let mut words = Lexer::new(text, within.start, within.end).filter(|it| is_name(it.kind));
    let found = words.find(|it| Ident::read(&text[it.span.start..it.span.end]).as_str() == name)?;
    Some(found.span)
}

/// The first line of some words.
pub fn first_line(text: &str, span: Span) -> Span {
    let words = text.get(span.start..span.end).unwrap_or_default();
    Span { start: span.start, end: span.start + words.lines().next().unwrap_or_default().trim_end().len() }
}

/// What is there more and less, as facts with a word behind each; `added` and `gone` are those words. A table that is
/// there or not stands for its columns, and comes first.
pub fn listed(changes: &[Change], added: &str, gone: &str) -> String {
    const MOST: usize = 3;
    let is_table = |it: &Change| it.fact.starts_with("table ");
    let own: Vec<Id> = changes.iter().filter(|it| is_table(it)).map(|it| it.object).collect();
    let own = sorted(own, Id::cmp);
    let own = |id: Id| own.partition_point(|it| *it <= id) - own.partition_point(|it| *it < id);
    let of_table = |it: &Change| it.fact.contains("column ") && own(it.object) == 1;
    let (tables, rest): (Vec<&Change>, Vec<&Change>) =
        changes.iter().filter(|it| !of_table(it)).partition(|it| is_table(it));
    let all = [tables, rest].concat();
    let mut words = String::new();
    for it in all.iter().take(MOST) {
        words += if words.is_empty() { "`" } else { ", `" };
        words += &it.fact;
        words += "` ";
        words += if it.added { added } else { gone };
    }
    if all.len() > MOST {
        words += &format!(", and {} more", all.len() - MOST);
    }
    words
}
