//! Loops.

use super::{Walk, query};
use crate::finding::Span;
use crate::statement::place::Place;
use crate::statement::read::dynamic::Value as Known;
use crate::statement::{Body, Condition, Expr, Kind};
use lockgate_grammar::plpgsql::{Datum, ForEachA, ForI, ForS, List, Statement as Node, While};

/// A loop over more values than this is not followed.
const MOST_ROUNDS: usize = 200;

impl<'a> Walk<'a> {
    /// Over values that are known the body runs once for each.
    pub fn repeated(&mut self, node: Node<'a>) {
        if let Node::While(it) = node
            && self.counted(it)
        {
            return;
        }
        let values = match node {
            Node::ForEachA(it) => self.elements(it),
            Node::ForI(it) => self.numbers(it),
            Node::ForS(it) => self.rows(it),
            Node::DynForS(it) => {
                self.execute(query(it.query()).unwrap_or_default(), it.lineno());
                None
            }
            Node::ForC(it) => {
                self.opened(it.curvar());
                None
            }
            _ => None,
        };
        let mut body = List::default();
        node.lists(&mut |list| body = list);
        let statements = 1 + count(body);
        let values = values.filter(|(_, values)| self.afford(values.len() * statements));
        let Some((name, values)) = values else {
            self.forget_all(self.assigned(node));
            return self.perhaps(self.unknown(), |walk| walk.list(body));
        };
        let (start, again) = (self.cursor, self.again);
        for value in values {
            self.cursor = start;
            self.variables.set(&name, Some(Known::One(value)));
            self.list(body);
            self.again = true;
        }
        self.again = again;
        self.variables.set(&name, None);
    }

    /// `WHILE i < 16 LOOP`, as long as its condition is known. Else nothing is done.
    fn counted(&mut self, it: While<'a>) -> bool {
        let (variables, found, budget) = (self.variables.clone(), self.found.statements.len(), self.budget);
        let (start, again, leaves) = (self.cursor, self.again, leaves(it.body()));
        for _ in 0..=MOST_ROUNDS {
            self.cursor = start;
            let condition = self.guard(query(it.cond()), it.lineno());
            if leaves || condition != Condition::default() || !self.afford(1) {
                self.again = again;
                if condition.never && !leaves {
                    return true;
                }
                break;
            }
            self.list(it.body());
            self.again = true;
        }
        (self.variables, self.budget, self.cursor, self.again) = (variables, budget, start, again);
        self.found.statements.truncate(found);
        false
    }

    /// `FOREACH name IN ARRAY …`
    fn elements(&mut self, it: ForEachA) -> Option<(String, Vec<String>)> {
        let Some(Datum::Var(variable)) = self.datum(it.varno()) else { return None };
        let name = variable.refname().to_owned();
        let expr = self.expression(query(it.expr())?)?;
        Some((name, self.variables.list(&expr).filter(|list| list.len() <= MOST_ROUNDS)?))
    }

    /// `FOR i IN 1..3`
    fn numbers(&mut self, it: ForI) -> Option<(String, Vec<String>)> {
        let name = it.var()?.refname().to_owned();
        let number = |expr| -> Option<i64> {
            let expr = self.expression(query(expr)?)?;
            self.variables.text(&expr)?.parse().ok()
        };
        let (from, to) = (number(it.lower())?, number(it.upper())?);
        let few = to.checked_sub(from)? < i64::try_from(MOST_ROUNDS).ok()?;
        let plain = it.step().is_none() && it.reverse() == 0;
        (few && plain).then(|| (name, (from..=to).map(|it| it.to_string()).collect()))
    }

    /// `FOR name IN SELECT unnest(ARRAY[…])`; any other query is read for itself.
    fn rows(&mut self, it: ForS) -> Option<(String, Vec<String>)> {
        let text = query(it.query())?;
        self.sql(Some(text), it.lineno());
        let bench = self.bench.within(text, Place::Within(self.quoted.text.span));
        let read = bench.read(Span { start: 0, end: text.len() }).ok()??;
        let Kind::Select(query) = &read.kind else { return None };
        let Body::Select(select) = &query.body else { return None };
        let ([target], [], None) = (select.targets.as_slice(), select.from.as_slice(), &select.filter) else {
            return None;
        };
        let Expr::Call(call) = &target.value else { return None };
        let list = match (call.function.value.name.as_str(), call.arguments.as_slice()) {
            ("unnest", [list]) => self.variables.list(&list.value)?,
            _ => return None,
        };
        let field = target.name.as_ref().map_or("unnest", |it| it.as_str());
        let name = match it.var()? {
            Datum::Row(row) => row.fields().next()?.0.to_owned(),
            Datum::Rec(record) => format!("{}.{field}", record.refname()),
            _ => return None,
        };
        (list.len() <= MOST_ROUNDS).then_some((name, list))
    }
}

/// Whether a statement ends a loop before its time.
fn leaves(list: List<'_, Node<'_>>) -> bool {
    let mut found = false;
    for node in list {
        found |= matches!(node, Node::Exit(_) | Node::Return(_));
        node.lists(&mut |list| found |= leaves(list));
    }
    found
}

/// How many statements there are, with those inside of others.
fn count(list: List<'_, Node<'_>>) -> usize {
    let mut statements = 0;
    for node in list {
        statements += 1;
        node.lists(&mut |list| statements += count(list));
    }
    statements
}
