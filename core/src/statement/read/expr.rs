//! Expressions.

use super::scene::{Scene, idents, name};
use crate::statement::{
    Argument, At, Call, ColumnRef, Constant, Expr, Ident, Operation, OperatorKind, SqlValue, Step, Subquery,
    SubqueryKind, Test,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

impl Scene<'_> {
    pub fn expr(&self, node: Node) -> Expr {
        match node {
            Node::AConst(it) => Expr::Constant(constant(it)),
            Node::ColumnRef(it) => Expr::Column(self.column(it)),
            Node::ParamRef(it) => Expr::Parameter(it.number()),
            Node::SetToDefault(_) => Expr::Default,
            Node::TypeCast(it) => self.cast(it),
            Node::FuncCall(it) => self.call(it).map_or_else(nothing, |call| Expr::Call(Box::new(call))),
            Node::AExpr(it) => self.operation(it),
            Node::BoolExpr(it) => self.boolean(it),
            Node::NullTest(it) => {
                let null = it.nulltesttype() == pb::NullTestType::IsNull;
                self.test(it.arg(), if null { Test::Null } else { Test::NotNull })
            }
            Node::BooleanTest(it) => self.test(it.arg(), truth(it.booltesttype())),
            Node::CaseExpr(it) => self.case(it),
            Node::CoalesceExpr(it) => Expr::Coalesce(self.exprs(it.args())),
            Node::MinMaxExpr(it) if it.op() == pb::MinMaxOp::IsLeast => Expr::Least(self.exprs(it.args())),
            Node::MinMaxExpr(it) => Expr::Greatest(self.exprs(it.args())),
            Node::AArrayExpr(it) => Expr::Array(self.exprs(it.elements())),
            Node::RowExpr(it) => Expr::Row(self.exprs(it.args())),
            Node::List(it) => Expr::Row(self.exprs(it.items())),
            Node::AIndirection(it) => self.part(it),
            Node::CollateClause(it) => self.collate(it),
            Node::SubLink(it) => self.subquery(it),
            Node::SQLValueFunction(it) => Expr::Value(sql_value(it)),
            Node::SortBy(it) => self.maybe(it.node()),
            Node::ResTarget(it) => self.maybe(it.val()),
            Node::NamedArgExpr(it) => self.maybe(it.arg()),
            Node::MultiAssignRef(it) => self.maybe(it.source()),
            other => self.other(other),
        }
    }

    /// An expression that the grammar promises.
    pub fn maybe(&self, node: Option<Node>) -> Expr {
        node.map_or_else(nothing, |node| self.expr(node))
    }

    pub fn exprs(&self, nodes: Nodes) -> Vec<Expr> {
        nodes.map(|node| self.expr(node)).collect()
    }

    fn boxed(&self, node: Option<Node>) -> Box<Expr> {
        Box::new(self.maybe(node))
    }

    fn column(&self, it: pb::ColumnRef) -> ColumnRef {
        let first = self.token(it.location());
        let star = it.fields().any(|node| matches!(node, Node::AStar(_)));
        let span = self.tokens.between(first, self.tokens.dotted_end(first));
        ColumnRef { names: idents(it.fields()), star, span }
    }

    fn cast(&self, it: pb::TypeCast) -> Expr {
        let value = self.boxed(it.arg());
        match it.type_name().and_then(|name| self.data_type(name)) {
            Some(to) => Expr::Cast { value, to: Box::new(to) },
            None => *value,
        }
    }

    pub fn call(&self, it: pb::FuncCall) -> Option<Call> {
        let function = name(it.funcname())?;
        let sql_syntax = it.funcformat() == pb::CoercionForm::CoerceSqlSyntax;
        let function = match sql_syntax {
            true => At { value: function, span: self.tokens.span(self.token(it.location())) },
            false => self.dotted(function, it.location()),
        };
        let arguments = it.args().map(|node| match node {
            Node::NamedArgExpr(named) => {
                Argument { name: Some(Ident::folded(named.name())), value: self.maybe(named.arg()) }
            }
            node => Argument { name: None, value: self.expr(node) },
        });
        let mut around = self.exprs(it.agg_order());
        around.extend(it.agg_filter().map(|node| self.expr(node)));
        around.extend(it.over().into_iter().flat_map(|window| self.window(window)));
        Some(Call {
            function,
            arguments: arguments.collect(),
            star: it.agg_star(),
            distinct: it.agg_distinct(),
            variadic: it.func_variadic(),
            around,
            window: it.over().is_some(),
            sql_syntax,
        })
    }

    /// The expressions of an OVER or WINDOW.
    pub fn window(&self, it: pb::WindowDef) -> Vec<Expr> {
        let offsets = it.start_offset().into_iter().chain(it.end_offset());
        it.partition_clause().chain(it.order_clause()).chain(offsets).map(|node| self.expr(node)).collect()
    }

    fn operation(&self, it: pb::AExpr) -> Expr {
        let Some(operator) = name(it.name()) else { return nothing() };
        Expr::Operator(Box::new(Operation {
            kind: operator_kind(it.kind()),
            operator,
            left: it.lexpr().map(|node| self.expr(node)),
            right: self.maybe(it.rexpr()),
            at: self.tokens.span(self.token(it.location())).start,
        }))
    }

    fn boolean(&self, it: pb::BoolExpr) -> Expr {
        match it.boolop() {
            pb::BoolExprType::OrExpr => Expr::Or(self.exprs(it.args())),
            pb::BoolExprType::NotExpr => Expr::Not(self.boxed(it.args().next())),
            _ => Expr::And(self.exprs(it.args())),
        }
    }

    fn test(&self, value: Option<Node>, test: Test) -> Expr {
        Expr::Is { value: self.boxed(value), test }
    }

    fn case(&self, it: pb::CaseExpr) -> Expr {
        let whens = it.args().filter_map(|node| match node {
            Node::CaseWhen(when) => Some((self.maybe(when.expr()), self.maybe(when.result()))),
            _ => None,
        });
        Expr::Case {
            value: it.arg().map(|node| self.boxed(Some(node))),
            whens: whens.collect(),
            otherwise: it.defresult().map(|node| self.boxed(Some(node))),
        }
    }

    fn part(&self, it: pb::AIndirection) -> Expr {
        let steps = it.indirection().filter_map(|node| match node {
            Node::String(field) => Some(Step::Field(Ident::folded(field.sval()))),
            Node::AStar(_) => Some(Step::Star),
            Node::AIndices(at) if at.is_slice() => {
                Some(Step::Slice(at.lidx().map(|it| self.expr(it)), at.uidx().map(|it| self.expr(it))))
            }
            Node::AIndices(at) => Some(Step::Index(self.maybe(at.uidx()))),
            _ => None,
        });
        Expr::Part { value: self.boxed(it.arg()), steps: steps.collect() }
    }

    fn collate(&self, it: pb::CollateClause) -> Expr {
        let value = self.boxed(it.arg());
        match name(it.collname()) {
            Some(collation) => Expr::Collate { value, collation },
            None => *value,
        }
    }

    fn subquery(&self, it: pb::SubLink) -> Expr {
        use pb::SubLinkType as T;
        let Some(Node::SelectStmt(select)) = it.subselect() else { return nothing() };
        let kind = match it.sub_link_type() {
            T::ExistsSublink => SubqueryKind::Exists,
            T::AllSublink => SubqueryKind::All,
            T::AnySublink => SubqueryKind::Any,
            T::ArraySublink => SubqueryKind::Array,
            T::RowcompareSublink | T::MultiexprSublink => SubqueryKind::Row,
            _ => SubqueryKind::Scalar,
        };
        let test = it.testexpr().map(|node| self.expr(node));
        Expr::Subquery(Box::new(Subquery { kind, test, query: self.query(select) }))
    }

    /// Constructors of XML and JSON, and what else the standard has of its own.
    fn other(&self, node: Node) -> Expr {
        let mut parts = Vec::new();
        let name = match node {
            Node::GroupingFunc(it) => {
                parts = self.exprs(it.args());
                "grouping"
            }
            Node::MergeSupportFunc(_) => "merge_action",
            Node::XmlExpr(it) => {
                parts = self.exprs(it.named_args());
                parts.extend(it.args().map(|node| self.expr(node)));
                xml_name(it.op())
            }
            Node::XmlSerialize(it) => {
                parts.push(self.maybe(it.expr()));
                "xmlserialize"
            }
            other => return self.json(other),
        };
        Expr::Other { name, parts }
    }
}

pub fn nothing() -> Expr {
    Expr::Other { name: "", parts: Vec::new() }
}

fn constant(it: pb::AConst) -> Constant {
    match it.val() {
        Some(Node::String(text)) => Constant::Text(text.sval().to_owned()),
        Some(Node::Integer(number)) => Constant::Integer(number.ival()),
        Some(Node::Float(number)) => Constant::Number(number.fval().to_owned()),
        Some(Node::Boolean(value)) => Constant::Bool(value.boolval()),
        Some(Node::BitString(bits)) => Constant::Bits(bits.bsval().to_owned()),
        _ => Constant::Null,
    }
}

fn truth(test: pb::BoolTestType) -> Test {
    use pb::BoolTestType as T;
    match test {
        T::IsNotTrue => Test::NotTrue,
        T::IsFalse => Test::False,
        T::IsNotFalse => Test::NotFalse,
        T::IsUnknown => Test::Unknown,
        T::IsNotUnknown => Test::NotUnknown,
        _ => Test::True,
    }
}

fn operator_kind(kind: pb::AExprKind) -> OperatorKind {
    use pb::AExprKind as K;
    match kind {
        K::AexprOpAny => OperatorKind::Any,
        K::AexprOpAll => OperatorKind::All,
        K::AexprDistinct => OperatorKind::Distinct,
        K::AexprNotDistinct => OperatorKind::NotDistinct,
        K::AexprNullif => OperatorKind::NullIf,
        K::AexprIn => OperatorKind::In,
        K::AexprLike => OperatorKind::Like,
        K::AexprIlike => OperatorKind::Ilike,
        K::AexprSimilar => OperatorKind::Similar,
        K::AexprBetween => OperatorKind::Between,
        K::AexprNotBetween => OperatorKind::NotBetween,
        K::AexprBetweenSym => OperatorKind::BetweenSymmetric,
        K::AexprNotBetweenSym => OperatorKind::NotBetweenSymmetric,
        _ => OperatorKind::Plain,
    }
}

fn sql_value(it: pb::SQLValueFunction) -> SqlValue {
    use pb::SqlValueFunctionOp as O;
    let digits = Some(it.typmod());
    match it.op() {
        O::SvfopCurrentTime => SqlValue::CurrentTime(None),
        O::SvfopCurrentTimeN => SqlValue::CurrentTime(digits),
        O::SvfopCurrentTimestamp => SqlValue::CurrentTimestamp(None),
        O::SvfopCurrentTimestampN => SqlValue::CurrentTimestamp(digits),
        O::SvfopLocaltime => SqlValue::LocalTime(None),
        O::SvfopLocaltimeN => SqlValue::LocalTime(digits),
        O::SvfopLocaltimestamp => SqlValue::LocalTimestamp(None),
        O::SvfopLocaltimestampN => SqlValue::LocalTimestamp(digits),
        O::SvfopCurrentRole => SqlValue::CurrentRole,
        O::SvfopCurrentUser => SqlValue::CurrentUser,
        O::SvfopUser => SqlValue::User,
        O::SvfopSessionUser => SqlValue::SessionUser,
        O::SvfopCurrentCatalog => SqlValue::CurrentCatalog,
        O::SvfopCurrentSchema => SqlValue::CurrentSchema,
        _ => SqlValue::CurrentDate,
    }
}

/// `IS DOCUMENT` has no name of its own.
fn xml_name(op: pb::XmlExprOp) -> &'static str {
    use pb::XmlExprOp as O;
    match op {
        O::IsXmlconcat => "xmlconcat",
        O::IsXmlelement => "xmlelement",
        O::IsXmlforest => "xmlforest",
        O::IsXmlparse => "xmlparse",
        O::IsXmlpi => "xmlpi",
        O::IsXmlroot => "xmlroot",
        O::IsXmlserialize => "xmlserialize",
        _ => "",
    }
}
