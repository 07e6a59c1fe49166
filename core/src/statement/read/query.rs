//! Queries, and the statements that change rows.

use super::scene::{Scene, idents, name_of, ranges, some};
use crate::statement::{
    Alias, Attribute, Body, Column, ConflictTarget, Cte, CteBody, Delete, Expr, Ident, Insert, Join,
    JoinKind, Merge, MergeAction, MergeWhen, OnConflict, Query, RowLock, RowLockStrength, Select,
    SetOperation, SetOperationKind, Source, Target, Update, Values, Wait, With,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

pub fn alias(it: Option<pb::Alias>) -> Option<Alias> {
    it.map(|it| Alias { name: Ident::folded(it.aliasname()), columns: idents(it.colnames()) })
}

impl Scene<'_> {
    /// A query where the grammar promises one.
    pub fn query_of(&self, node: Option<Node>) -> Option<Query> {
        match node {
            Some(Node::SelectStmt(it)) => Some(self.query(it)),
            _ => None,
        }
    }

    pub fn query(&self, it: pb::SelectStmt) -> Query {
        let limits = it.limit_offset().into_iter().chain(it.limit_count());
        Query {
            with: self.with(it.with_clause()),
            body: self.body(it),
            around: it.sort_clause().chain(limits).map(|node| self.expr(node)).collect(),
            row_locks: it.locking_clause().filter_map(row_lock).collect(),
        }
    }

    /// `RETURN value` says the same as `SELECT value`.
    pub fn returned(&self, value: Option<Node>) -> Query {
        let select = Select {
            distinct: false,
            targets: vec![Target { name: None, value: self.maybe(value) }],
            from: Vec::new(),
            filter: None,
            around: Vec::new(),
            grouped: false,
        };
        let body = Body::Select(Box::new(select));
        Query { with: With::default(), body, around: Vec::new(), row_locks: Vec::new() }
    }

    fn body(&self, it: pb::SelectStmt) -> Body {
        if let (Some(left), Some(right)) = (it.larg(), it.rarg()) {
            let kind = match it.op() {
                pb::SetOperation::SetopIntersect => SetOperationKind::Intersect,
                pb::SetOperation::SetopExcept => SetOperationKind::Except,
                _ => SetOperationKind::Union,
            };
            let (left, right) = (self.query(left), self.query(right));
            return Body::Set(Box::new(SetOperation { kind, all: it.all(), left, right }));
        }
        if !it.values_lists().is_empty() {
            return Body::Values(self.values(it.values_lists()));
        }
        let mut around: Vec<Expr> =
            it.distinct_clause().filter(present).map(|node| self.expr(node)).collect();
        let distinct = !it.distinct_clause().is_empty() && around.is_empty();
        around.extend(it.group_clause().flat_map(|node| self.grouping(node)));
        around.extend(it.having_clause().map(|node| self.expr(node)));
        around.extend(it.window_clause().flat_map(|node| match node {
            Node::WindowDef(window) => self.window(window),
            _ => Vec::new(),
        }));
        Body::Select(Box::new(Select {
            distinct,
            targets: self.targets(it.target_list()),
            from: self.sources(it.from_clause()),
            filter: it.where_clause().map(|node| self.expr(node)),
            around,
            grouped: !it.group_clause().is_empty() || it.having_clause().is_some(),
        }))
    }

    /// `GROUPING SETS ((a), ROLLUP (b))`
    fn grouping(&self, node: Node) -> Vec<Expr> {
        match node {
            Node::GroupingSet(set) => set.content().flat_map(|node| self.grouping(node)).collect(),
            node => vec![self.expr(node)],
        }
    }

    /// Of what may be a million rows, only what is not constant is kept.
    fn values(&self, lists: Nodes) -> Values {
        let cells = |node| match node {
            Node::List(row) => Some(row.items()),
            _ => None,
        };
        let mut rows = lists.filter_map(cells);
        let first = rows.next().map(|row| self.exprs(row)).unwrap_or_default();
        let (mut count, mut computed) = (1, Vec::new());
        for row in rows {
            count += 1;
            let moving = row.filter(|cell| !matches!(cell, Node::AConst(_) | Node::SetToDefault(_)));
            computed.extend(moving.map(|cell| self.expr(cell)));
        }
        Values { rows: count, first, computed }
    }

    pub fn targets(&self, nodes: Nodes) -> Vec<Target> {
        let targets = nodes.filter_map(|node| match node {
            Node::ResTarget(it) => Some(Target { name: some(it.name()), value: self.maybe(it.val()) }),
            _ => None,
        });
        targets.collect()
    }

    pub fn with(&self, it: Option<pb::WithClause>) -> With {
        let Some(it) = it else { return With::default() };
        let parts = it.ctes().filter_map(|node| match node {
            Node::CommonTableExpr(it) => self.cte(it),
            _ => None,
        });
        With { recursive: it.recursive(), parts: parts.collect() }
    }

    fn cte(&self, it: pb::CommonTableExpr) -> Option<Cte> {
        let body = match it.ctequery()? {
            Node::SelectStmt(it) => CteBody::Query(Box::new(self.query(it))),
            Node::InsertStmt(it) => CteBody::Insert(Box::new(self.insert(it)?)),
            Node::UpdateStmt(it) => CteBody::Update(Box::new(self.update(it)?)),
            Node::DeleteStmt(it) => CteBody::Delete(Box::new(self.delete(it)?)),
            Node::MergeStmt(it) => CteBody::Merge(Box::new(self.merge(it)?)),
            _ => return None,
        };
        Some(Cte { name: Ident::folded(it.ctename()), columns: idents(it.aliascolnames()), body })
    }

    pub fn sources(&self, nodes: Nodes) -> Vec<Source> {
        nodes.filter_map(|node| self.source(node)).collect()
    }

    pub fn source(&self, node: Node) -> Option<Source> {
        Some(match node {
            Node::RangeVar(it) => {
                Source::Relation { name: self.table(it), only: !it.inh(), alias: alias(it.alias()) }
            }
            Node::RangeSubselect(it) => Source::Subquery {
                query: Box::new(self.query_of(it.subquery())?),
                lateral: it.lateral(),
                alias: alias(it.alias()),
            },
            Node::RangeFunction(it) => self.range_function(it),
            Node::RangeTableSample(it) => self.source(it.relation()?)?,
            Node::JoinExpr(it) => Source::Join(Box::new(self.join(it)?)),
            Node::RangeTableFunc(it) => self.xml_table(it),
            Node::JsonTable(it) => self.json_table(it),
            _ => return None,
        })
    }

    fn range_function(&self, it: pb::RangeFunction) -> Source {
        let mut columns = self.attributes(it.coldeflist());
        let mut calls = Vec::new();
        for node in it.functions() {
            let Node::List(pair) = node else { continue };
            for part in pair.items() {
                match part {
                    Node::List(list) => columns.extend(self.attributes(list.items())),
                    Node::Absent => {}
                    call => calls.push(self.expr(call)),
                }
            }
        }
        let (ordinality, lateral) = (it.ordinality(), it.lateral());
        Source::Function { calls, columns, ordinality, lateral, alias: alias(it.alias()) }
    }

    fn join(&self, it: pb::JoinExpr) -> Option<Join> {
        Some(Join {
            kind: match it.jointype() {
                pb::JoinType::JoinLeft => JoinKind::Left,
                pb::JoinType::JoinRight => JoinKind::Right,
                pb::JoinType::JoinFull => JoinKind::Full,
                _ => JoinKind::Inner,
            },
            natural: it.is_natural(),
            left: self.source(it.larg()?)?,
            right: self.source(it.rarg()?)?,
            using: idents(it.using_clause()),
            on: it.quals().map(|node| self.expr(node)),
            alias: alias(it.alias()),
        })
    }

    fn xml_table(&self, it: pb::RangeTableFunc) -> Source {
        let mut parts = vec![self.maybe(it.docexpr()), self.maybe(it.rowexpr())];
        let mut columns = Vec::new();
        for node in it.columns() {
            let Node::RangeTableFuncCol(column) = node else { continue };
            parts.extend(column.colexpr().into_iter().chain(column.coldefexpr()).map(|node| self.expr(node)));
            if let Some(data_type) = column.type_name().and_then(|name| self.data_type(name)) {
                columns.push(Attribute { name: Ident::folded(column.colname()), data_type, collation: None });
            }
        }
        Source::Table { columns, parts, alias: alias(it.alias()) }
    }

    /// Columns that have no more than a name and a type.
    pub fn attributes(&self, nodes: Nodes) -> Vec<Attribute> {
        let columns = nodes.filter_map(|node| match node {
            Node::ColumnDef(it) => {
                let Column { name, data_type, collation, .. } = self.column_and_constraints(it).0;
                Some(Attribute { name: name.value, data_type: data_type?, collation })
            }
            _ => None,
        });
        columns.collect()
    }

    pub fn insert(&self, it: pb::InsertStmt) -> Option<Insert> {
        Some(Insert {
            with: self.with(it.with_clause()),
            table: self.table(it.relation()?),
            columns: self.targets(it.cols()).into_iter().filter_map(|target| target.name).collect(),
            overriding: matches!(
                it.overriding(),
                pb::OverridingKind::OverridingUserValue | pb::OverridingKind::OverridingSystemValue
            ),
            query: self.query_of(it.select_stmt()),
            on_conflict: it.on_conflict_clause().map(|it| self.on_conflict(it)),
            returning: self.returning(it.returning_clause()),
        })
    }

    fn on_conflict(&self, it: pb::OnConflictClause) -> OnConflict {
        let target = it.infer().map(|it| ConflictTarget {
            elements: self.index_elements(it.index_elems()),
            filter: it.where_clause().map(|node| self.expr(node)),
            constraint: some(it.conname()),
        });
        let target = target.unwrap_or_default();
        match it.action() {
            pb::OnConflictAction::OnconflictUpdate => OnConflict::Update {
                target,
                set: self.targets(it.target_list()),
                filter: it.where_clause().map(|node| self.expr(node)),
            },
            _ => OnConflict::Nothing(target),
        }
    }

    fn returning(&self, it: Option<pb::ReturningClause>) -> Vec<Target> {
        it.map(|it| self.targets(it.exprs())).unwrap_or_default()
    }

    pub fn update(&self, it: pb::UpdateStmt) -> Option<Update> {
        let relation = it.relation()?;
        Some(Update {
            with: self.with(it.with_clause()),
            table: self.table(relation),
            only: !relation.inh(),
            alias: alias(relation.alias()).map(|it| it.name),
            set: self.targets(it.target_list()),
            from: self.sources(it.from_clause()),
            filter: it.where_clause().map(|node| self.expr(node)),
            returning: self.returning(it.returning_clause()),
        })
    }

    pub fn delete(&self, it: pb::DeleteStmt) -> Option<Delete> {
        let relation = it.relation()?;
        Some(Delete {
            with: self.with(it.with_clause()),
            table: self.table(relation),
            only: !relation.inh(),
            alias: alias(relation.alias()).map(|it| it.name),
            using: self.sources(it.using_clause()),
            filter: it.where_clause().map(|node| self.expr(node)),
            returning: self.returning(it.returning_clause()),
        })
    }

    pub fn merge(&self, it: pb::MergeStmt) -> Option<Merge> {
        let relation = it.relation()?;
        let whens = it.merge_when_clauses().filter_map(|node| match node {
            Node::MergeWhenClause(when) => Some(self.merge_when(when)),
            _ => None,
        });
        Some(Merge {
            with: self.with(it.with_clause()),
            table: self.table(relation),
            only: !relation.inh(),
            alias: alias(relation.alias()).map(|it| it.name),
            source: self.source(it.source_relation()?)?,
            on: self.maybe(it.join_condition()),
            whens: whens.collect(),
            returning: self.returning(it.returning_clause()),
        })
    }

    fn merge_when(&self, it: pb::MergeWhenClause) -> MergeWhen {
        MergeWhen {
            action: match it.command_type() {
                pb::CmdType::CmdInsert => MergeAction::Insert,
                pb::CmdType::CmdUpdate => MergeAction::Update,
                pb::CmdType::CmdDelete => MergeAction::Delete,
                _ => MergeAction::Nothing,
            },
            condition: it.condition().map(|node| self.expr(node)),
            targets: self.targets(it.target_list()),
            values: self.exprs(it.values()),
        }
    }
}

/// Plain DISTINCT is a list with one empty place.
fn present(node: &Node) -> bool {
    !matches!(node, Node::Absent)
}

fn row_lock(node: Node) -> Option<RowLock> {
    use pb::{LockClauseStrength as S, LockWaitPolicy as W};
    let Node::LockingClause(it) = node else { return None };
    Some(RowLock {
        strength: match it.strength() {
            S::LcsForkeyshare => RowLockStrength::KeyShare,
            S::LcsForshare => RowLockStrength::Share,
            S::LcsFornokeyupdate => RowLockStrength::NoKeyUpdate,
            _ => RowLockStrength::Update,
        },
        of: ranges(it.locked_rels()).map(|range| name_of(range).name).collect(),
        wait: match it.wait_policy() {
            W::LockWaitSkip => Wait::Skip,
            W::LockWaitError => Wait::NoWait,
            _ => Wait::Block,
        },
    })
}
