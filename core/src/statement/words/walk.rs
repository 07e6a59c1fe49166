//! What an expression or a query mentions: relations, functions, types, columns.

use super::{
    Body, Call, ColumnRef, Cte, CteBody, Delete, Expr, Insert, Join, Merge, OnConflict, Query, RowLock,
    RowLockStrength, Source, Step, Target, TypeName, Update, Wait, With,
};
use crate::statement::{At, Ident, Name};

/// One mention. Names of WITH parts are no relations and are left out where they are in scope.
#[derive(Debug, Clone, Copy)]
pub enum Mention<'a> {
    /// read, or written where `writes` is set; `locks` is `FOR UPDATE` and its kin
    Relation {
        name: &'a At<Name>,
        writes: bool,
        locks: bool,
    },
    Function(&'a Call),
    Type(&'a TypeName),
    Column(&'a ColumnRef),
    Collation(&'a Name),
}

/// What can be walked through.
pub trait Walk {
    /// Calls `see` for every mention, from left to right, sub-queries included.
    fn walk<'a>(&'a self, see: &mut dyn FnMut(Mention<'a>)) {
        self.visit(&mut Walker { see, ctes: Vec::new() });
    }

    /// The same with the names of WITH parts in scope.
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>);
}

/// Of a query that stands in FROM of one that locks it.
const EVERY: &[RowLock] = &[RowLock { strength: RowLockStrength::Update, of: Vec::new(), wait: Wait::Block }];

/// A walk under way.
pub struct Walker<'a, 's> {
    see: &'s mut dyn FnMut(Mention<'a>),
    ctes: Vec<&'a Ident>,
}

impl<'a> Walker<'a, '_> {
    fn relation(&mut self, name: &'a At<Name>, locks: bool) {
        let part = name.value.schema.is_none() && self.ctes.contains(&&name.value.name);
        if !part {
            (self.see)(Mention::Relation { name, writes: false, locks });
        }
    }

    fn target(&mut self, name: &'a At<Name>) {
        (self.see)(Mention::Relation { name, writes: true, locks: false });
    }

    fn exprs(&mut self, list: impl IntoIterator<Item = &'a Expr>) {
        list.into_iter().for_each(|it| it.visit(self));
    }

    fn targets(&mut self, list: &'a [Target]) {
        self.exprs(list.iter().map(|it| &it.value));
    }

    fn sources(&mut self, list: &'a [Source], locks: &'a [RowLock]) {
        list.iter().for_each(|it| self.source(it, locks));
    }

    /// What stands in FROM. Locks on rows reach the relations of the query, and through its sub-queries in FROM.
    fn source(&mut self, it: &'a Source, locks: &'a [RowLock]) {
        let locked = |name: Option<&Ident>| {
            locks.iter().any(|it| it.of.is_empty() || name.is_some_and(|name| it.of.contains(name)))
        };
        match it {
            Source::Relation { name, alias, .. } => {
                let shown = alias.as_ref().map_or(&name.value.name, |it| &it.name);
                self.relation(name, locked(Some(shown)));
            }
            Source::Subquery { query, alias, .. } => {
                let all = locked(alias.as_ref().map(|it| &it.name));
                self.query(query, if all { EVERY } else { &query.row_locks });
            }
            Source::Function { calls, columns, .. } | Source::Table { parts: calls, columns, .. } => {
                self.exprs(calls);
                columns.iter().for_each(|it| (self.see)(Mention::Type(&it.data_type)));
            }
            Source::Join(it) => {
                let Join { left, right, on, .. } = &**it;
                self.source(left, locks);
                self.source(right, locks);
                self.exprs(on);
            }
        }
    }

    fn query(&mut self, it: &'a Query, locks: &'a [RowLock]) {
        self.with(&it.with, |walker| {
            match &it.body {
                Body::Select(it) => {
                    walker.targets(&it.targets);
                    walker.sources(&it.from, locks);
                    walker.exprs(it.filter.iter().chain(&it.around));
                }
                Body::Values(it) => walker.exprs(it.first.iter().chain(&it.computed)),
                Body::Set(it) => {
                    it.left.visit(walker);
                    it.right.visit(walker);
                }
            }
            walker.exprs(&it.around);
        });
    }

    /// Runs `inside` with the names of the parts in scope.
    fn with(&mut self, with: &'a With, inside: impl FnOnce(&mut Self)) {
        let before = self.ctes.len();
        if with.recursive {
            self.ctes.extend(with.parts.iter().map(|it| &it.name));
        }
        for part in &with.parts {
            part.visit(self);
            self.ctes.push(&part.name);
        }
        inside(self);
        self.ctes.truncate(before);
    }
}

impl Walk for Expr {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        match self {
            Expr::Column(column) => (walker.see)(Mention::Column(column)),
            Expr::Cast { value, to } => {
                value.visit(walker);
                (walker.see)(Mention::Type(to));
            }
            Expr::Call(call) => call.visit(walker),
            Expr::Operator(it) => walker.exprs(it.left.iter().chain([&it.right])),
            Expr::And(list) | Expr::Or(list) | Expr::Coalesce(list) | Expr::Greatest(list) => {
                walker.exprs(list)
            }
            Expr::Least(list) | Expr::Array(list) | Expr::Row(list) => walker.exprs(list),
            Expr::Other { parts, .. } => walker.exprs(parts),
            Expr::Not(value) | Expr::Is { value, .. } => value.visit(walker),
            Expr::Case { value, whens, otherwise } => {
                walker.exprs(value.as_deref());
                walker.exprs(whens.iter().flat_map(|(when, then)| [when, then]));
                walker.exprs(otherwise.as_deref());
            }
            Expr::Part { value, steps } => {
                value.visit(walker);
                steps.iter().for_each(|step| match step {
                    Step::Index(index) => index.visit(walker),
                    Step::Slice(from, to) => walker.exprs(from.iter().chain(to)),
                    Step::Field(_) | Step::Star => {}
                });
            }
            Expr::Collate { value, collation } => {
                value.visit(walker);
                (walker.see)(Mention::Collation(collation));
            }
            Expr::Subquery(it) => {
                walker.exprs(&it.test);
                it.query.visit(walker);
            }
            Expr::Constant(_) | Expr::Value(_) | Expr::Parameter(_) | Expr::Default => {}
        }
    }
}

impl Walk for Call {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        (walker.see)(Mention::Function(self));
        walker.exprs(self.arguments.iter().map(|it| &it.value).chain(&self.around));
    }
}

impl Walk for Query {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.query(self, &self.row_locks);
    }
}

impl Walk for Cte {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        match &self.body {
            CteBody::Query(it) => it.visit(walker),
            CteBody::Insert(it) => it.visit(walker),
            CteBody::Update(it) => it.visit(walker),
            CteBody::Delete(it) => it.visit(walker),
            CteBody::Merge(it) => it.visit(walker),
        }
    }
}

impl Walk for Source {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.source(self, &[]);
    }
}

impl Walk for Insert {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.target(&self.table);
            self.query.iter().for_each(|it| it.visit(walker));
            if let Some(OnConflict::Update { set, filter, .. }) = &self.on_conflict {
                walker.targets(set);
                walker.exprs(filter);
            }
            walker.targets(&self.returning);
        });
    }
}

impl Walk for Update {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.target(&self.table);
            walker.targets(&self.set);
            walker.sources(&self.from, &[]);
            walker.exprs(&self.filter);
            walker.targets(&self.returning);
        });
    }
}

impl Walk for Delete {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.target(&self.table);
            walker.sources(&self.using, &[]);
            walker.exprs(&self.filter);
            walker.targets(&self.returning);
        });
    }
}

impl Walk for Merge {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.target(&self.table);
            self.source.visit(walker);
            self.on.visit(walker);
            for when in &self.whens {
                walker.exprs(&when.condition);
                walker.targets(&when.targets);
                walker.exprs(&when.values);
            }
            walker.targets(&self.returning);
        });
    }
}
