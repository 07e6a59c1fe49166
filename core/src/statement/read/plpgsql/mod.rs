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
use crate::statement::{self as said, Condition, Expr, Handler, Kind, Statement};
use locate::Located;
use lockgate_grammar::plpgsql::{
    Block, Case, Datum, Exception, Expr as Sql, If, List, Routine, Statement as Node,
};
use lockgate_grammar::tree::Node as Tree;
use std::collections::BTreeSet;

pub use parse::routine;

/// `variables`: what is known of the arguments.
pub fn read(bench: &Bench, quoted: &Quoted, routine: &Routine, variables: Variables, found: &mut Found) {
    match parse::body(quoted, routine) {
        Ok(body) => {
            let mut walk = Walk::new(bench, quoted, body.datums(), found);
            walk.variables = variables;
            walk.declared(body.block());
            walk.block(body.block());
        }
        Err(error) => found.leave(quoted.text.span, error.message),
    }
}

struct Walk<'a> {
    bench: &'a Bench<'a>,
    quoted: &'a Quoted,
    datums: List<'a, Datum<'a>>,
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
    /// how many blocks and questions have one
    numbers: usize,
    /// how much work may still be done for loops and for SQL that is put together
    budget: usize,
    /// where an EXECUTE was reported that could not be read
    reported: BTreeSet<usize>,
}

/// In statements of loops, each counted once for each round, and in 256 bytes of SQL that is put together.
const BUDGET: usize = 1 << 15;

impl<'a> Walk<'a> {
    fn new(
        bench: &'a Bench<'a>,
        quoted: &'a Quoted,
        datums: List<'a, Datum<'a>>,
        found: &'a mut Found,
    ) -> Walk<'a> {
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
            numbers: 0,
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

    fn block(&mut self, block: Block<'a>) {
        let before = self.condition.clone();
        let number = self.number();
        let caught: Vec<String> = block.handlers().flat_map(names).collect();
        if !caught.is_empty() {
            self.condition.blocks.push(said::Block { number, caught });
        }
        self.list(block.body());
        self.condition = before;
        let mut earlier = Vec::new();
        for handler in block.handlers() {
            let (mut condition, caught) = (self.condition.clone(), names(handler));
            let handles = Handler { block: number, caught: caught.clone(), before: earlier.clone() };
            condition.handlers.push(handles);
            earlier.extend(caught);
            self.perhaps(condition, |walk| {
                // Nobody knows how far the block came.
                block.body().for_each(|node| walk.forget_all(walk.assigned(node)));
                walk.list(handler.action());
            });
        }
    }

    /// A number that nothing else in the body has.
    fn number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    /// Statements one after another. What stands behind `IF … THEN RETURN` runs on the other condition.
    fn list(&mut self, list: List<'a, Node<'a>>) {
        let before = self.condition.clone();
        for node in list {
            if self.condition.never || matches!(node, Node::Return(_)) {
                break;
            }
            let guard = self.statement(node);
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
    fn statement(&mut self, node: Node<'a>) -> Option<Condition> {
        match node {
            Node::Block(it) => self.block(it),
            Node::If(it) => return self.branch(it),
            Node::Case(it) => self.case(it),
            Node::ExecSql(it) => {
                self.sql(query(it.sqlstmt()), it.lineno());
                self.forget_all(self.assigned(node));
            }
            Node::Perform(it) => self.call(query(it.expr()), it.lineno()),
            Node::Call(it) => {
                self.call(query(it.expr()), it.lineno());
                self.forget_all(self.assigned(node));
            }
            Node::Open(it) => match (query(it.query()), query(it.dynquery())) {
                (_, Some(text)) => self.execute(text, it.lineno()),
                (None, None) => self.opened(it.curvar()),
                (text, None) => self.sql(text, it.lineno()),
            },
            Node::GetDiag(_) => self.forget_all(self.assigned(node)),
            Node::ReturnQuery(it) => match query(it.dynquery()) {
                Some(text) => self.execute(text, it.lineno()),
                None => self.sql(query(it.query()), it.lineno()),
            },
            Node::DynExecute(it) => {
                if let Some(text) = query(it.query()) {
                    self.execute(text, it.lineno());
                }
                self.forget_all(self.assigned(node));
            }
            Node::Fetch(_) => self.forget_all(self.assigned(node)),
            Node::Assign(it) => self.assign(it),
            Node::Commit(it) => self.sql(Some("COMMIT"), it.lineno()),
            Node::Rollback(it) => self.sql(Some("ROLLBACK"), it.lineno()),
            _ => self.repeated(node),
        }
        None
    }

    fn branch(&mut self, it: If<'a>) -> Option<Condition> {
        let own = self.guard(query(it.cond()), it.lineno());
        let mut rest = own.negated();
        self.perhaps(self.condition.and(&own), |walk| walk.list(it.then_body()));
        for other in it.elsif_list() {
            let own = self.guard(query(other.cond()), other.lineno());
            self.perhaps(self.condition.and(&rest).and(&own), |walk| walk.list(other.stmts()));
            rest = rest.and(&own.negated());
        }
        self.perhaps(self.condition.and(&rest), |walk| walk.list(it.else_body()));
        let returns = matches!(it.then_body().last(), Some(Node::Return(_)));
        (returns && it.elsif_list().is_empty() && it.else_body().is_empty()).then_some(rest)
    }

    fn guard(&mut self, condition: Option<&str>, line: i32) -> Condition {
        let expr = condition.and_then(|text| {
            self.locate(text, line);
            self.expression(text)
        });
        let Some(expr) = expr else { return Condition { unknown: true, ..Condition::default() } };
        let mut condition = guard::of(&expr, &self.variables);
        for guard in &mut condition.guards {
            guard.question = self.number();
        }
        condition
    }

    fn case(&mut self, it: Case<'a>) {
        let unknown = self.unknown();
        for when in it.case_when_list() {
            self.perhaps(unknown.clone(), |walk| walk.list(when.stmts()));
        }
        self.perhaps(unknown, |walk| walk.list(it.else_stmts()));
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
            Some(Tree::SelectStmt(it)) if it.from_clause().is_empty() => match it.target_list().next() {
                Some(Tree::ResTarget(target)) => target.val().map(|node| scene.expr(node)),
                _ => None,
            },
            _ => None,
        })
    }

    /// A statement of SQL as it stands in the body, INTO blanked out.
    fn sql(&mut self, text: Option<&str>, line: i32) {
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
    fn execute(&mut self, text: &str, line: i32) {
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

    /// A statement that does nothing but call a function. Each round of a loop calls it with values of its own.
    fn call(&mut self, text: Option<&str>, line: i32) {
        let (first, again) = (self.found.statements.len(), std::mem::take(&mut self.again));
        self.sql(text, line);
        self.again = again;
        for statement in &mut self.found.statements[first..] {
            let settle = |it: &mut said::Call| {
                it.arguments.iter_mut().for_each(|it| self.variables.settle(&mut it.value));
            };
            match &mut statement.kind {
                Kind::Call(it) => settle(&mut it.call),
                Kind::Select(query) => {
                    let said::Body::Select(select) = &mut query.body else { continue };
                    for target in &mut select.targets {
                        if let Expr::Call(it) = &mut target.value {
                            settle(it);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn mark(&mut self, first: usize) {
        for statement in &mut self.found.statements[first..] {
            let Statement { condition, .. } = statement;
            *condition = self.condition.clone();
        }
    }
}

/// The names of the errors that a handler is for.
fn names(handler: Exception) -> Vec<String> {
    let conditions = std::iter::successors(handler.conditions(), |it| it.next());
    conditions.map(|it| it.condname().to_owned()).collect()
}

fn query(expr: Option<Sql<'_>>) -> Option<&str> {
    expr.map(Sql::query)
}
