//! What an expression or a query mentions: relations, functions, types, columns.

use super::{
    Body, Call, ColumnRef, Cte, CteBody, Delete, Expr, Insert, Join, Merge, OnConflict, Query, Source, Step,
    Target, TypeName, Update, With,
};
use crate::statement::{At, Ident, Name};

/// One mention. Names of WITH parts are no relations and are left out where they are in scope.
#[derive(Debug, Clone, Copy)]
pub enum Mention<'a> {
    /// read, or written where `writes` is set
    Relation {
        name: &'a At<Name>,
        writes: bool,
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

/// A walk under way.
pub struct Walker<'a, 's> {
    see: &'s mut dyn FnMut(Mention<'a>),
    ctes: Vec<&'a Ident>,
}

impl<'a> Walker<'a, '_> {
    fn relation(&mut self, name: &'a At<Name>, writes: bool) {
        let part = name.value.schema.is_none() && self.ctes.contains(&&name.value.name);
        if writes || !part {
            (self.see)(Mention::Relation { name, writes });
        }
    }

    fn exprs(&mut self, list: impl IntoIterator<Item = &'a Expr>) {
        list.into_iter().for_each(|it| it.visit(self));
    }

    fn targets(&mut self, list: &'a [Target]) {
        self.exprs(list.iter().map(|it| &it.value));
    }

    fn sources(&mut self, list: &'a [Source]) {
        list.iter().for_each(|it| it.visit(self));
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
        walker.with(&self.with, |walker| {
            match &self.body {
                Body::Select(it) => {
                    walker.targets(&it.targets);
                    walker.sources(&it.from);
                    walker.exprs(it.filter.iter().chain(&it.around));
                }
                Body::Values(it) => walker.exprs(it.first.iter().chain(&it.computed)),
                Body::Set(it) => {
                    it.left.visit(walker);
                    it.right.visit(walker);
                }
            }
            walker.exprs(&self.around);
        });
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
        match self {
            Source::Relation { name, .. } => walker.relation(name, false),
            Source::Subquery { query, .. } => query.visit(walker),
            Source::Function { calls, columns, .. } | Source::Table { parts: calls, columns, .. } => {
                walker.exprs(calls);
                columns.iter().for_each(|it| (walker.see)(Mention::Type(&it.data_type)));
            }
            Source::Join(it) => {
                let Join { left, right, on, .. } = &**it;
                left.visit(walker);
                right.visit(walker);
                walker.exprs(on);
            }
        }
    }
}

impl Walk for Insert {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.relation(&self.table, true);
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
            walker.relation(&self.table, true);
            walker.targets(&self.set);
            walker.sources(&self.from);
            walker.exprs(&self.filter);
            walker.targets(&self.returning);
        });
    }
}

impl Walk for Delete {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.relation(&self.table, true);
            walker.sources(&self.using);
            walker.exprs(&self.filter);
            walker.targets(&self.returning);
        });
    }
}

impl Walk for Merge {
    fn visit<'a>(&'a self, walker: &mut Walker<'a, '_>) {
        walker.with(&self.with, |walker| {
            walker.relation(&self.table, true);
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
