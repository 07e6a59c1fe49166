//! The standard's JSON: constructors, queries and tables.

use super::expr::nothing;
use super::scene::Scene;
use crate::statement::{Attribute, Expr, Ident, Source};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    pub fn json(&self, node: Node) -> Expr {
        let (name, parts) = match node {
            Node::JsonObjectConstructor(it) => ("json_object", self.exprs(it.exprs())),
            Node::JsonKeyValue(it) => ("", vec![self.maybe(it.key()), self.json_value(it.value())]),
            Node::JsonArrayConstructor(it) => ("json_array", self.exprs(it.exprs())),
            Node::JsonArrayQueryConstructor(it) => ("json_array", self.json_query(it.query())),
            Node::JsonObjectAgg(it) => ("json_objectagg", self.json_pair(it.arg(), it.constructor())),
            Node::JsonArrayAgg(it) => {
                let mut parts = vec![self.json_value(it.arg())];
                parts.extend(self.json_aggregate(it.constructor()));
                ("json_arrayagg", parts)
            }
            Node::JsonParseExpr(it) => ("json", vec![self.json_value(it.expr())]),
            Node::JsonScalarExpr(it) => ("json_scalar", vec![self.maybe(it.expr())]),
            Node::JsonSerializeExpr(it) => ("json_serialize", vec![self.json_value(it.expr())]),
            Node::JsonFuncExpr(it) => (json_function(it.op()), self.json_function_parts(it)),
            Node::JsonIsPredicate(it) => ("", vec![self.maybe(it.expr())]),
            Node::JsonValueExpr(it) => return self.maybe(it.raw_expr()),
            Node::JsonArgument(it) => return self.json_value(it.val()),
            _ => return nothing(),
        };
        Expr::Other { name, parts }
    }

    fn json_value(&self, value: Option<pb::JsonValueExpr>) -> Expr {
        self.maybe(value.and_then(pb::JsonValueExpr::raw_expr))
    }

    fn json_query(&self, query: Option<Node>) -> Vec<Expr> {
        let Some(Node::SelectStmt(select)) = query else { return Vec::new() };
        let (kind, test) = (crate::statement::SubqueryKind::Array, None);
        vec![Expr::Subquery(Box::new(crate::statement::Subquery { kind, test, query: self.query(select) }))]
    }

    fn json_pair(
        &self,
        pair: Option<pb::JsonKeyValue>,
        constructor: Option<pb::JsonAggConstructor>,
    ) -> Vec<Expr> {
        let mut parts = self.json_aggregate(constructor);
        if let Some(pair) = pair {
            parts.extend([self.maybe(pair.key()), self.json_value(pair.value())]);
        }
        parts
    }

    fn json_aggregate(&self, it: Option<pb::JsonAggConstructor>) -> Vec<Expr> {
        let Some(it) = it else { return Vec::new() };
        let mut parts = self.exprs(it.agg_order());
        parts.extend(it.agg_filter().map(|node| self.expr(node)));
        parts.extend(it.over().into_iter().flat_map(|window| self.window(window)));
        parts
    }

    fn json_function_parts(&self, it: pb::JsonFuncExpr) -> Vec<Expr> {
        let mut parts = vec![self.json_value(it.context_item())];
        parts.extend(it.pathspec().map(|node| self.expr(node)));
        parts.extend(it.passing().map(|node| self.expr(node)));
        let behaviors = it.on_empty().into_iter().chain(it.on_error());
        parts.extend(behaviors.filter_map(pb::JsonBehavior::expr).map(|node| self.expr(node)));
        parts
    }

    /// `JSON_TABLE (…)`
    pub fn json_table(&self, it: pb::JsonTable) -> Source {
        let mut columns = Vec::new();
        self.json_columns(it.columns(), &mut columns);
        let mut parts = vec![self.json_value(it.context_item())];
        parts.extend(it.passing().map(|node| self.expr(node)));
        Source::Table { columns, parts, alias: super::query::alias(it.alias()) }
    }

    fn json_columns(&self, nodes: Nodes, columns: &mut Vec<Attribute>) {
        for node in nodes {
            let Node::JsonTableColumn(it) = node else { continue };
            self.json_columns(it.columns(), columns);
            if let Some(data_type) = it.type_name().and_then(|name| self.data_type(name)) {
                columns.push(Attribute { name: Ident::folded(it.name()), data_type, collation: None });
            }
        }
    }
}

fn json_function(op: pb::JsonExprOp) -> &'static str {
    use pb::JsonExprOp as O;
    match op {
        O::JsonExistsOp => "json_exists",
        O::JsonQueryOp => "json_query",
        O::JsonValueOp => "json_value",
        _ => "json_table",
    }
}
