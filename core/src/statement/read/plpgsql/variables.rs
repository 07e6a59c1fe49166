//! What is written into the variables of a body, and what is known of them.

use super::{Walk, query};
use crate::script::lexer::Lexer;
use crate::statement::{Expr, Ident};
use serde_json::Value;

impl Walk<'_> {
    /// The name of a variable by its number: `q`, `r.field`.
    pub fn name(&self, number: &Value) -> Option<String> {
        let datum = |number: &Value| self.datums.get(number.as_u64().unwrap_or(0) as usize);
        let field = &datum(number)?["PLpgSQL_recfield"];
        match field["fieldname"].as_str() {
            Some(name) => Some(format!("{}.{name}", refname(datum(&field["recparentno"])?)?)),
            None => refname(datum(number)?).map(str::to_owned),
        }
    }

    /// `DECLARE names text[] := ARRAY['a', 'b'];` A block inside sets its variables when it begins: by then others may
    /// have another value, unless nothing is ever assigned to them. Which of two variables of one name is meant is
    /// not known.
    pub fn declared(&mut self, block: &Value) {
        let mut names: Vec<&str> = self.datums.as_array().into_iter().flatten().filter_map(refname).collect();
        nodes(block, &mut |kind, node| {
            // These loops bring a variable of their own.
            if matches!(kind, "PLpgSQL_stmt_fori" | "PLpgSQL_stmt_forc")
                && let Some(at) = names.iter().position(|name| refname(&node["var"]) == Some(*name))
            {
                names.swap_remove(at);
            }
        });
        names.sort_unstable();
        let twice = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned());
        self.variables.never = twice.collect();
        let assigned = self.assigned(block);
        let mut constant = self.variables.clone();
        for datum in self.datums.as_array().into_iter().flatten() {
            let variable = &datum["PLpgSQL_var"];
            if let (Some(name), Some(text)) = (variable["refname"].as_str(), query(&variable["default_val"]))
            {
                let value = self.expression(text).and_then(|expr| constant.value(&expr));
                if !assigned.iter().any(|it| it == name) {
                    constant.set(name, value.clone());
                }
                self.variables.set(name, value);
            }
        }
    }

    /// The variables that something is written into.
    pub fn assigned(&self, body: &Value) -> Vec<String> {
        let mut names = Vec::new();
        nodes(body, &mut |kind, node| match kind {
            "PLpgSQL_stmt_assign" | "PLpgSQL_stmt_foreach_a" => names.extend(self.name(&node["varno"])),
            "PLpgSQL_diag_item" => names.extend(self.name(&node["target"])),
            "PLpgSQL_stmt_call" => names.extend(self.arguments(node)),
            "target" | "var" => names.extend(self.targets(node)),
            _ => {}
        });
        names
    }

    pub fn forget_all(&mut self, names: Vec<String>) {
        names.iter().for_each(|name| self.variables.set(name, None));
    }

    /// `name := value`. Of a variable that is written in part, such as an element of an array, nothing is known.
    pub fn assign(&mut self, node: &Value) {
        let Some(name) = self.name(&node["varno"]) else { return self.variables.clear() };
        let text = query(&node["expr"]).unwrap_or_default();
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

    /// What is written into a variable is not known.
    pub fn forget(&mut self, target: &Value) {
        self.forget_all(self.targets(target));
    }

    fn targets(&self, target: &Value) -> Vec<String> {
        let fields = target["PLpgSQL_row"]["fields"].as_array().into_iter().flatten();
        let fields = fields.filter_map(|it| self.name(&it["varno"]));
        fields.chain(refname(target).map(str::to_owned)).collect()
    }

    /// The variables that a CALL may write its results into.
    pub fn arguments(&self, node: &Value) -> Vec<String> {
        let call = query(&node["expr"]).and_then(|text| self.expression(text.get("call".len()..)?));
        let Some(Expr::Call(call)) = call else { return Vec::new() };
        let names = call.arguments.iter().filter_map(|it| match &it.value {
            Expr::Column(it) => Some(it.names.last()?.to_string()),
            _ => None,
        });
        names.collect()
    }

    /// A cursor that was declared with its query.
    pub fn opened(&mut self, node: &Value) {
        let number = node["curvar"].as_u64().unwrap_or(0) as usize;
        let Some(cursor) = self.datums.get(number).map(|it| &it["PLpgSQL_var"]) else { return };
        let before = std::mem::replace(&mut self.cursor, self.quoted.own.start);
        self.sql(query(&cursor["cursor_explicit_expr"]), cursor["lineno"].as_i64().unwrap_or(0));
        self.cursor = before;
    }
}

/// The name of a variable or of a record.
fn refname(datum: &Value) -> Option<&str> {
    datum["PLpgSQL_var"]["refname"].as_str().or_else(|| datum["PLpgSQL_rec"]["refname"].as_str())
}

/// Shows every node below a value, with what it is called there.
pub fn nodes<'v>(value: &'v Value, see: &mut dyn FnMut(&'v str, &'v Value)) {
    match value {
        Value::Array(list) => list.iter().for_each(|it| nodes(it, see)),
        Value::Object(fields) => fields.iter().for_each(|(kind, it)| {
            see(kind, it);
            nodes(it, see);
        }),
        _ => {}
    }
}
