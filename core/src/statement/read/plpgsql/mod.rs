//! Bodies in PL/pgSQL. Its own parser says what stands in them; where, it tells by lines only, so every piece of SQL
//! is found again in the text, in order.

mod locate;
mod loops;
mod parse;
mod variables;

use super::Bench;
use super::body::{Found, Quoted};
use super::dynamic::Variables;
use super::guard;
use super::scene::Scene;
use crate::finding::Span;
use crate::script::lexer::{Lexer, TokenKind};
use crate::statement::place::Place;
use crate::statement::tokens::Tokens;
use crate::statement::{Condition, Expr, Statement};
use locate::Located;
use lockgate_grammar::tree::Node;
use serde_json::Value;
use std::collections::BTreeSet;

pub use parse::head;

pub fn read(bench: &Bench, quoted: &Quoted, head: &str, found: &mut Found) {
    let json = match parse::json(quoted, head) {
        Ok(json) => json,
        Err(error) => return found.leave(quoted.text.span, error.message),
    };
    let function = serde_json::from_str::<Value>(&json).ok();
    let Some(function) = function.as_ref().and_then(|it| it.get(0)?.get("PLpgSQL_function")) else {
        return found.leave(quoted.text.span, "This body nests too deeply to be read.");
    };
    let block = &function["action"]["PLpgSQL_stmt_block"];
    let mut walk = Walk::new(bench, quoted, &function["datums"], found);
    walk.declared(block);
    walk.block(block);
}

struct Walk<'a> {
    bench: &'a Bench<'a>,
    quoted: &'a Quoted,
    datums: &'a Value,
    found: &'a mut Found,
    /// the first bytes of lines and of words in the body
    lines: Vec<usize>,
    words: Vec<usize>,
    /// Everything before this byte has been found.
    cursor: usize,
    condition: Condition,
    variables: Variables,
    /// In the second and later rounds of a loop only what is put together differs.
    again: bool,
    /// how much work may still be done for loops and for SQL that is put together
    budget: usize,
    /// where an EXECUTE was reported that could not be read
    reported: BTreeSet<usize>,
}

/// In statements of loops, each counted once for each round, and in 256 bytes of SQL that is put together.
const BUDGET: usize = 1 << 15;

impl<'a> Walk<'a> {
    fn new(bench: &'a Bench<'a>, quoted: &'a Quoted, datums: &'a Value, found: &'a mut Found) -> Walk<'a> {
        let Span { start, end } = quoted.own;
        let breaks = bench.text[start..end].bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(start).chain(breaks.map(|(at, _)| start + at + 1)).collect();
        let words = Lexer::new(bench.text, start, end).filter(|token| token.kind != TokenKind::Comment);
        Walk {
            bench,
            quoted,
            datums,
            lines,
            words: words.map(|token| token.span.start).collect(),
            cursor: start,
            condition: Condition::default(),
            variables: Variables::default(),
            again: false,
            budget: BUDGET,
            reported: BTreeSet::new(),
            found,
        }
    }

    /// Takes from the budget what something costs, if there is as much.
    fn afford(&mut self, cost: usize) -> bool {
        let left = self.budget.checked_sub(cost);
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    fn block(&mut self, block: &Value) {
        let handlers = &block["exceptions"]["PLpgSQL_exception_block"]["exc_list"];
        let before = self.condition.clone();
        let handlers: Vec<&Value> =
            handlers.as_array().into_iter().flatten().map(|it| &it["PLpgSQL_exception"]).collect();
        for condition in handlers.iter().flat_map(|it| it["conditions"].as_array().into_iter().flatten()) {
            let name = condition["PLpgSQL_condition"]["condname"].as_str();
            self.condition.caught.extend(name.map(str::to_owned));
        }
        self.list(&block["body"]);
        self.condition = before;
        for handler in handlers {
            // Nobody knows how far the block came.
            self.perhaps(self.unknown(), |walk| {
                walk.forget_all(walk.assigned(&block["body"]));
                walk.list(&handler["action"]);
            });
        }
    }

    /// Statements one after another. What stands behind `IF … THEN RETURN` runs on the other condition.
    fn list(&mut self, list: &Value) {
        let before = self.condition.clone();
        for (kind, node) in statements(list) {
            if kind == "PLpgSQL_stmt_return" {
                break;
            }
            let guard = self.statement(kind, node);
            if let Some(not) = guard {
                self.condition.add(not);
            }
        }
        self.condition = before;
    }

    /// Runs `inside` where it may run or not.
    fn perhaps(&mut self, condition: Condition, inside: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.condition, condition);
        let variables = self.variables.clone();
        inside(self);
        self.variables.agree(&variables);
        self.condition = before;
    }

    fn unknown(&self) -> Condition {
        Condition { unknown: true, ..self.condition.clone() }
    }

    /// Answers with the condition of what follows, where this statement sets one.
    fn statement(&mut self, kind: &str, node: &Value) -> Option<Condition> {
        let line = node["lineno"].as_i64().unwrap_or(0);
        match kind {
            "PLpgSQL_stmt_block" => self.block(node),
            "PLpgSQL_stmt_if" => return self.branch(node, line),
            "PLpgSQL_stmt_execsql" => {
                self.sql(query(&node["sqlstmt"]), line);
                self.forget(&node["target"]);
            }
            "PLpgSQL_stmt_perform" => self.sql(query(&node["expr"]), line),
            "PLpgSQL_stmt_call" => {
                self.sql(query(&node["expr"]), line);
                self.forget_all(self.arguments(node));
            }
            "PLpgSQL_stmt_open" => match query(&node["dynquery"]) {
                Some(text) => self.execute(text, line),
                None if node["query"].is_null() => self.opened(node),
                None => self.sql(query(&node["query"]), line),
            },
            "PLpgSQL_stmt_fetch" => self.forget(&node["target"]),
            "PLpgSQL_stmt_getdiag" => self.forget_all(self.assigned(&node["diag_items"])),
            "PLpgSQL_stmt_return_query" => match query(&node["dynquery"]) {
                Some(text) => self.execute(text, line),
                None => self.sql(query(&node["query"]), line),
            },
            "PLpgSQL_stmt_dynexecute" => {
                if let Some(text) = query(&node["query"]) {
                    self.execute(text, line);
                }
                self.forget(&node["target"]);
            }
            "PLpgSQL_stmt_assign" => self.assign(node),
            "PLpgSQL_stmt_commit" | "PLpgSQL_stmt_rollback" => {
                let word = if kind.ends_with("commit") { "COMMIT" } else { "ROLLBACK" };
                self.sql(Some(word), line);
            }
            "PLpgSQL_stmt_case" => self.case(node),
            _ => self.repeated(kind, node, line),
        }
        None
    }

    fn branch(&mut self, node: &Value, line: i64) -> Option<Condition> {
        let own = self.guard(query(&node["cond"]), line);
        let mut rest = own.negated();
        self.perhaps(self.condition.and(&own), |walk| walk.list(&node["then_body"]));
        let others = node["elsif_list"].as_array();
        for other in others.into_iter().flatten().map(|it| &it["PLpgSQL_if_elsif"]) {
            let own = self.guard(query(&other["cond"]), other["lineno"].as_i64().unwrap_or(0));
            self.perhaps(self.condition.and(&rest).and(&own), |walk| walk.list(&other["stmts"]));
            rest = rest.and(&own.negated());
        }
        self.perhaps(self.condition.and(&rest), |walk| walk.list(&node["else_body"]));
        let returns = statements(&node["then_body"]).last().is_some_and(|it| it.0 == "PLpgSQL_stmt_return");
        (returns && others.is_none() && node["else_body"].is_null()).then_some(rest)
    }

    fn guard(&mut self, condition: Option<&str>, line: i64) -> Condition {
        let Some(text) = condition else { return Condition { unknown: true, ..Condition::default() } };
        self.locate(text, line);
        match self.expression(text) {
            Some(expr) => guard::of(&expr, &self.variables),
            None => Condition { unknown: true, ..Condition::default() },
        }
    }

    fn case(&mut self, node: &Value) {
        let unknown = self.unknown();
        for when in node["case_when_list"].as_array().into_iter().flatten() {
            self.perhaps(unknown.clone(), |walk| walk.list(&when["PLpgSQL_case_when"]["stmts"]));
        }
        self.perhaps(unknown, |walk| walk.list(&node["else_stmts"]));
    }

    /// An expression of PL/pgSQL is what SELECT could compute.
    fn expression(&self, text: &str) -> Option<Expr> {
        let text = format!("SELECT {text}");
        let tree = lockgate_grammar::parse(&text).ok()?;
        let place = Place::Within(self.quoted.text.span);
        let bench = self.bench.within(&text, place);
        let tokens = Tokens::new(&text, place, Span { start: 0, end: text.len() });
        let scene = Scene { bench: &bench, tokens, start: 0 };
        tree.read(|node| match node {
            Some(Node::SelectStmt(it)) if it.from_clause().is_empty() => match it.target_list().next() {
                Some(Node::ResTarget(target)) => target.val().map(|node| scene.expr(node)),
                _ => None,
            },
            _ => None,
        })
    }

    /// A statement of SQL as it stands in the body, INTO blanked out.
    fn sql(&mut self, text: Option<&str>, line: i64) {
        let Some(text) = text else { return };
        let place = self.locate(text, line);
        if self.again {
            return;
        }
        let place = match place.same {
            true => Place::Shifted { outer: &self.bench.place, at: place.span.start },
            false => Place::Within(self.bench.place.span(place.span)),
        };
        let first = self.found.statements.len();
        let bench = self.bench.within(text, place);
        bench.add(Span { start: 0, end: text.len() }, self.found);
        self.mark(first);
    }

    /// `EXECUTE …`
    fn execute(&mut self, text: &str, line: i64) {
        let Located { span, same } = self.locate(text, line);
        let all = self.bench.place.span(span);
        let computed = self.expression(text).and_then(|expr| self.variables.text(&expr));
        let Some(computed) = computed.filter(|it| self.afford(it.len() / 256)) else {
            if self.reported.insert(span.start) {
                self.found.leave(all, "This EXECUTE puts its SQL together at run time; it was not analysed.");
            }
            return;
        };
        // Where it is one literal, its own words can be pointed at.
        let (before, after) = super::body::quotes(text);
        let inside = text.get(before..text.len() - after);
        let place = match same && before > 0 && inside == Some(&computed) {
            true => Place::Shifted { outer: &self.bench.place, at: span.start + before },
            false => Place::Within(all),
        };
        let bench = self.bench.within(&computed, place);
        let first = self.found.statements.len();
        for piece in crate::script::split(&computed).pieces {
            bench.add(piece.span, self.found);
        }
        self.mark(first);
    }

    fn mark(&mut self, first: usize) {
        for statement in &mut self.found.statements[first..] {
            let Statement { condition, .. } = statement;
            *condition = self.condition.clone();
        }
    }
}

fn query(expr: &Value) -> Option<&str> {
    expr["PLpgSQL_expr"]["query"].as_str()
}

/// The kind and the fields of each statement of a list.
fn statements(list: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let nodes = list.as_array().into_iter().flatten().filter_map(|node| node.as_object()?.iter().next());
    nodes.map(|(kind, node)| (kind.as_str(), node))
}
