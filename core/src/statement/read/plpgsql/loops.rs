//! Loops.

use super::variables::nodes;
use super::{Walk, query};
use crate::finding::Span;
use crate::statement::place::Place;
use crate::statement::read::dynamic::Value as Known;
use crate::statement::{Body, Expr, Kind};
use serde_json::Value;

/// A loop over more values than this is not followed.
const MOST_ROUNDS: usize = 200;

impl Walk<'_> {
    /// Over values that are known the body runs once for each.
    pub fn repeated(&mut self, kind: &str, node: &Value, line: i64) {
        let values = match kind {
            "PLpgSQL_stmt_foreach_a" => self.elements(node),
            "PLpgSQL_stmt_fori" => self.numbers(node),
            "PLpgSQL_stmt_fors" => self.rows(node, line),
            "PLpgSQL_stmt_dynfors" => {
                self.execute(query(&node["query"]).unwrap_or_default(), line);
                None
            }
            "PLpgSQL_stmt_forc" => {
                self.opened(node);
                None
            }
            _ => None,
        };
        let (mut statements, body) = (1, &node["body"]);
        nodes(body, &mut |kind, _| statements += usize::from(kind.starts_with("PLpgSQL_stmt")));
        let values = values.filter(|(_, values)| self.afford(values.len() * statements));
        let Some((name, values)) = values else {
            self.forget_all(self.assigned(node));
            if kind == "PLpgSQL_stmt_foreach_a" {
                self.forget_all(self.name(&node["varno"]).into_iter().collect());
            }
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

    /// `FOREACH name IN ARRAY …`
    fn elements(&mut self, node: &Value) -> Option<(String, Vec<String>)> {
        let number = usize::try_from(node["varno"].as_u64().unwrap_or(0)).ok()?;
        let name = self.datums.get(number)?["PLpgSQL_var"]["refname"].as_str()?.to_owned();
        let expr = self.expression(query(&node["expr"])?)?;
        Some((name, self.variables.list(&expr).filter(|list| list.len() <= MOST_ROUNDS)?))
    }

    /// `FOR i IN 1..3`
    fn numbers(&mut self, node: &Value) -> Option<(String, Vec<String>)> {
        let name = node["var"]["PLpgSQL_var"]["refname"].as_str()?.to_owned();
        let number = |field: &str| -> Option<i64> {
            let expr = self.expression(query(&node[field])?)?;
            self.variables.text(&expr)?.parse().ok()
        };
        let (from, to) = (number("lower")?, number("upper")?);
        let few = to.checked_sub(from)? < i64::try_from(MOST_ROUNDS).ok()?;
        let plain = node["step"].is_null() && node["reverse"].is_null();
        (few && plain).then(|| (name, (from..=to).map(|it| it.to_string()).collect()))
    }

    /// `FOR name IN SELECT unnest(ARRAY[…])`; any other query is read for itself.
    fn rows(&mut self, node: &Value, line: i64) -> Option<(String, Vec<String>)> {
        let text = query(&node["query"])?;
        self.sql(Some(text), line);
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
        let row = node["var"]["PLpgSQL_row"]["fields"][0]["name"].as_str();
        let field = target.name.as_ref().map_or("unnest", |it| it.as_str());
        let name = match (row, node["var"]["PLpgSQL_rec"]["refname"].as_str()) {
            (Some(scalar), _) => scalar.to_owned(),
            (None, Some(record)) => format!("{record}.{field}"),
            _ => return None,
        };
        (list.len() <= MOST_ROUNDS).then_some((name, list))
    }
}
