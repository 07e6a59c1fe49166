//! `-- lockgate: allow(rule) reason`: somebody looked at a finding and took it upon themselves.

use crate::finding::Span;
use crate::settings::nearest;

/// A comment that allows rules for one statement, and for the findings about its whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AllowComment {
    pub rules: Vec<String>,
    pub reason: String,
    /// The place of its statement among the file's; `None` where no statement follows.
    pub statement: Option<usize>,
}

/// The comments of a script that allow something.
#[derive(Debug, Default)]
pub(crate) struct Allows {
    comments: Vec<AllowComment>,
    /// where its statements end; nothing where there is no comment
    ends: Vec<usize>,
}

impl Allows {
    pub fn of(comments: Vec<AllowComment>, statements: &[Span]) -> Allows {
        let ends =
            if comments.is_empty() { Vec::new() } else { statements.iter().map(|it| it.end).collect() };
        Allows { comments, ends }
    }

    /// The comment that allows a rule at a place. A finding about the whole file is allowed by one at any place in it.
    pub fn find(&self, rule: &str, span: Span, whole_file: bool) -> Option<&AllowComment> {
        let statement = self.ends.partition_point(|end| *end < span.start);
        self.comments.iter().find(|it| {
            it.rules.iter().any(|name| name == rule) && (whole_file || it.statement == Some(statement))
        })
    }
}

/// A comment that means to allow something, and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misread {
    pub at: usize,
    pub message: String,
}

/// Finds the allow comments of a file. A comment belongs to the statement it stands in or before; at the end of a
/// statement's line it belongs to that one. `statements` are the spans of the file's statements, in order.
pub(crate) fn read(
    text: &str,
    comments: &[Span],
    statements: &[Span],
    rules: &[&str],
) -> (Vec<AllowComment>, Vec<Misread>) {
    let (mut allows, mut misread) = (Vec::new(), Vec::new());
    for comment in comments {
        let Some(said) = directive(&text[comment.start..comment.end]) else { continue };
        match parse(said, rules) {
            Ok((rules, reason)) => {
                let statement = owner(text, *comment, statements);
                allows.push(AllowComment { rules, reason, statement });
            }
            Err(message) => misread.push(Misread { at: comment.start, message }),
        }
    }
    (allows, misread)
}

/// What stands behind `lockgate:`, where the comment begins with it.
fn directive(comment: &str) -> Option<&str> {
    let inner = match comment.strip_prefix("--") {
        Some(line) => line,
        None => comment.strip_prefix("/*")?.strip_suffix("*/")?,
    };
    inner.trim().strip_prefix("lockgate:").map(str::trim)
}

fn parse(said: &str, rules: &[&str]) -> Result<(Vec<String>, String), String> {
    let inside = said.strip_prefix("allow").map(str::trim_start).and_then(|rest| rest.strip_prefix('('));
    let Some((list, reason)) = inside.and_then(|rest| rest.split_once(')')) else {
        return Err("This comment allows nothing. Write `-- lockgate: allow(rule) reason`.".to_owned());
    };
    let named: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    for name in &named {
        if !rules.contains(&name.as_str()) {
            return Err(format!(
                "This comment allows nothing: there is no rule `{name}`.{}",
                nearest(name, rules)
            ));
        }
    }
    if reason.trim().is_empty() {
        return Err("This comment allows nothing: it gives no reason. Say why behind the bracket.".to_owned());
    }
    Ok((named, reason.trim().to_owned()))
}

fn owner(text: &str, comment: Span, statements: &[Span]) -> Option<usize> {
    let next = statements.partition_point(|statement| statement.end <= comment.start);
    let begun = statements.get(next).is_some_and(|statement| statement.start < comment.start);
    if !begun && let Some(before) = next.checked_sub(1) {
        let between = &text[statements[before].end..comment.start];
        if !between.contains('\n') && between.trim().trim_matches(';').trim().is_empty() {
            return Some(before);
        }
    }
    (next < statements.len()).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[&str] = &["table-dropped", "column-dropped"];

    fn read_text(text: &str) -> (Vec<AllowComment>, Vec<Misread>) {
        let script = crate::script::split(text);
        let spans: Vec<Span> = script.pieces.iter().map(|piece| piece.span).collect();
        read(text, &script.comments, &spans, RULES)
    }

    #[test]
    fn a_comment_belongs_to_its_statement() {
        for (text, statement) in [
            ("-- lockgate: allow(table-dropped) old\ndrop table a; drop table b;", Some(0)),
            ("drop table a; -- lockgate: allow(table-dropped) old\ndrop table b;", Some(0)),
            ("drop table a;\n-- lockgate: allow(table-dropped) old\ndrop table b;", Some(1)),
            ("drop table\n/* lockgate: allow(table-dropped) old */ a; drop table b;", Some(0)),
            ("drop table a;\n-- lockgate: allow(table-dropped) old", None),
        ] {
            let (allows, misread) = read_text(text);
            assert_eq!((allows[0].statement, misread.len()), (statement, 0), "{text}");
            assert_eq!(allows[0].reason, "old");
        }
    }

    #[test]
    fn several_rules_share_a_reason() {
        let (allows, _) =
            read_text("-- lockgate: allow(table-dropped, column-dropped)  both are old\nselect 1");
        assert_eq!(allows[0].rules, RULES);
    }

    #[test]
    fn what_allows_nothing_says_so() {
        for (comment, words) in [
            ("-- lockgate: allow(table-dropped)", "no reason"),
            ("-- lockgate: allow(table-droped) old", "Did you mean `table-dropped`?"),
            ("-- lockgate: ignore", "Write"),
            ("-- lockgate: allow(table-dropped old", "Write"),
        ] {
            let (allows, misread) = read_text(comment);
            assert!(allows.is_empty() && misread[0].message.contains(words), "{comment}: {misread:?}");
        }
        assert_eq!(read_text("-- about lockgate: allow(x)").1, []);
    }
}
