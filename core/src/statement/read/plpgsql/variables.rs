//! What is written into the variables of a body, and what is known of them.

use super::{Walk, query};
use crate::order::sorted;
use crate::script::lexer::Lexer;
use crate::statement::{Expr, Ident};
use lockgate_grammar::plpgsql::{Assign, Block, Datum, Expr as Sql, Statement as Node};

impl<'a> Walk<'a> {
    /// A variable by its number.
    pub fn datum(&self, number: i32) -> Option<Datum<'a>> {
        self.datums.get(usize::try_from(number).ok()?)
    }

    /// The name of a variable by its number: `q`, `r.field`.
    fn name(&self, number: i32) -> Option<String> {
        match self.datum(number)? {
            Datum::RecField(field) => {
                let record = refname(self.datum(field.recparentno())?)?;
                Some(format!("{record}.{}", field.fieldname()))
            }
            datum => refname(datum).map(str::to_owned),
        }
    }

    /// `DECLARE names text[] := ARRAY['a', 'b'];` A block inside sets its variables when it begins: by then others may
    /// have another value, unless nothing is ever assigned to them. Which of two variables of one name is meant is
    /// not known.
    pub fn declared(&mut self, block: Block<'a>) {
        let mut names: Vec<&str> = self.datums.filter_map(refname).collect();
        without_loops(Node::Block(block), &mut names);
        let names = sorted(names, |a, b| a.cmp(b));
        let twice = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned());
        self.variables.never = twice.collect();
        let assigned = self.assigned(Node::Block(block));
        let mut constant = self.variables.clone();
        for datum in self.datums {
            let Datum::Var(variable) = datum else { continue };
            if let Some(text) = query(variable.default_val()) {
                let name = variable.refname();
                let value = self.expression(text).and_then(|expr| constant.value(&expr));
                if !assigned.iter().any(|it| it == name) {
                    constant.set(name, value.clone());
                }
                self.variables.set(name, value);
            }
        }
    }

    /// The variables that a statement writes something into.
    pub fn assigned(&self, node: Node<'a>) -> Vec<String> {
        let mut names = Vec::new();
        self.add_assigned(node, &mut names);
        names
    }

    fn add_assigned(&self, node: Node<'a>, names: &mut Vec<String>) {
        match node {
            Node::Assign(it) => names.extend(self.name(it.varno())),
            Node::ForEachA(it) => names.extend(self.name(it.varno())),
            Node::GetDiag(it) => it.diag_items().for_each(|item| names.extend(self.name(item.target()))),
            Node::Call(it) => names.extend(self.arguments(it.expr())),
            _ => {}
        }
        match node.target() {
            Some(Datum::Row(row)) => row.fields().for_each(|(_, number)| names.extend(self.name(number))),
            Some(variable) => names.extend(refname(variable).map(str::to_owned)),
            None => {}
        }
        node.lists(&mut |list| list.for_each(|node| self.add_assigned(node, names)));
    }

    pub fn forget_all(&mut self, names: Vec<String>) {
        names.iter().for_each(|name| self.variables.set(name, None));
    }

    /// `name := value`. Of a variable that is written in part, such as an element of an array, nothing is known.
    pub fn assign(&mut self, it: Assign) {
        let Some(name) = self.name(it.varno()) else { return self.variables.clear() };
        let text = query(it.expr()).unwrap_or_default();
        let (mut last, mut value) = ("", None);
        for token in Lexer::new(text, 0, text.len()) {
            match &text[token.span.start..token.span.end] {
                ":" | "." => {}
                "=" => {
                    let own = name.rsplit('.').next() == Some(Ident::read(last).as_str());
                    value = own.then(|| self.expression(&text[token.span.end..])).flatten();
                    break;
                }
                "[" => break,
                word => last = word,
            }
        }
        let value = value.and_then(|expr| self.variables.value(&expr));
        self.variables.set(&name, value);
    }

    /// The variables that a CALL may write its results into.
    fn arguments(&self, expr: Option<Sql>) -> Vec<String> {
        let call = query(expr).and_then(|text| self.expression(text.get("call".len()..)?));
        let Some(Expr::Call(call)) = call else { return Vec::new() };
        let names = call.arguments.iter().filter_map(|it| match &it.value {
            Expr::Column(it) => Some(it.names.last()?.to_string()),
            _ => None,
        });
        names.collect()
    }

    /// A cursor that was declared with its query.
    pub fn opened(&mut self, number: i32) {
        let Some(Datum::Var(cursor)) = self.datum(number) else { return };
        let before = std::mem::replace(&mut self.cursor, self.quoted.own.start);
        self.sql(query(cursor.cursor_explicit_expr()), cursor.lineno());
        self.cursor = before;
    }
}

/// The name of a variable or of a record.
fn refname(datum: Datum<'_>) -> Option<&str> {
    match datum {
        Datum::Var(it) => Some(it.refname()),
        Datum::Rec(it) => Some(it.refname()),
        _ => None,
    }
}

/// Takes away the names of variables that loops bring themselves, one for each loop.
fn without_loops<'a>(node: Node<'a>, names: &mut Vec<&'a str>) {
    if matches!(node, Node::ForI(_) | Node::ForC(_))
        && let Some(at) = names.iter().position(|name| node.target().and_then(refname) == Some(*name))
    {
        names.swap_remove(at);
    }
    node.lists(&mut |list| list.for_each(|node| without_loops(node, names)));
}
