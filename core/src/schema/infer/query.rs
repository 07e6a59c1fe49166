//! Queries: what they read and which columns they give.

use super::{Analyst, Item, ItemColumn, Output, Scope};
use crate::schema::catalog::{Builtin, Part};
use crate::schema::failure::{UNDEFINED_FUNCTION, failure};
use crate::schema::naming::column_name;
use crate::schema::replay::index::without_order;
use crate::statement::{
    Alias, Attribute, Body, Cte, CteBody, Expr, Ident, Join, Query, Select, SetOperation, Source, Target,
    Values,
};

/// The first column that a query gives, of its first arm.
pub fn first_target(query: &Query) -> Option<&Target> {
    match &query.body {
        Body::Select(it) => it.targets.first(),
        Body::Values(_) => None,
        Body::Set(it) => first_target(&it.left),
    }
}

impl Analyst<'_> {
    /// The columns of the result; what the query reads is noted.
    pub fn query(&mut self, it: &Query, outer: Option<&Scope>) -> Vec<Output> {
        self.recursive(it, outer, None)
    }

    /// `own` is the part of a WITH that this query is, where it may read itself.
    fn recursive(&mut self, it: &Query, outer: Option<&Scope>, own: Option<&Cte>) -> Vec<Output> {
        let mut with = Scope { outer, items: Vec::new(), parts: Vec::new() };
        for part in &it.with.parts {
            let outputs = self.cte(part, it.with.recursive, &with);
            with.parts.push((part.name.clone(), outputs, false));
        }
        match &it.body {
            Body::Select(select) => self.select(select, &it.around, &with),
            Body::Values(values) => self.values(values, &with),
            Body::Set(set) => self.set(set, with, own),
        }
    }

    fn cte(&mut self, it: &Cte, recursive: bool, scope: &Scope) -> Vec<Output> {
        let mut outputs = match &it.body {
            CteBody::Query(query) => self.recursive(query, Some(scope), recursive.then_some(it)),
            CteBody::Insert(it) => self.returned(&it.table.value, &it.returning, scope),
            CteBody::Update(it) => self.returned(&it.table.value, &it.returning, scope),
            CteBody::Delete(it) => self.returned(&it.table.value, &it.returning, scope),
            CteBody::Merge(it) => self.returned(&it.table.value, &it.returning, scope),
        };
        for (output, name) in outputs.iter_mut().zip(&it.columns) {
            output.name = name.clone();
        }
        outputs
    }

    fn returned(
        &mut self,
        table: &crate::statement::Name,
        returning: &[Target],
        scope: &Scope,
    ) -> Vec<Output> {
        let mut item = self.relation(table, None, scope);
        item.open = true;
        self.targets(returning, &Scope { outer: Some(scope), items: vec![item], parts: Vec::new() })
    }

    fn select(&mut self, it: &Select, around: &[Expr], with: &Scope) -> Vec<Output> {
        let mut scope = Scope { outer: Some(with), items: Vec::new(), parts: Vec::new() };
        for source in &it.from {
            let items = self.source(source, &scope);
            scope.items.extend(items);
        }
        let outputs = self.targets(&it.targets, &scope);
        if it.distinct {
            self.apart(&outputs);
        }
        for expr in it.filter.iter() {
            self.expr(expr, &scope);
        }
        // GROUP BY and ORDER BY may speak of the result's columns.
        let mut sorted = scope.clone();
        sorted.items.push(Item::result(None, outputs.clone(), false));
        for expr in it.around.iter().chain(around) {
            self.expr(expr, &sorted);
        }
        outputs
    }

    /// Rows are told apart by all of their values.
    fn apart(&mut self, outputs: &[Output]) {
        for data_type in outputs.iter().filter_map(|it| it.data_type.as_ref()) {
            if let Some(name) = without_order(&self.schema.base_type(data_type)) {
                let what = format!("could not identify an equality operator for type {name}");
                self.fail(failure(UNDEFINED_FUNCTION, what));
            }
        }
    }

    fn targets(&mut self, targets: &[Target], scope: &Scope) -> Vec<Output> {
        let mut outputs = Vec::new();
        for target in targets {
            match &target.value {
                Expr::Column(it) if it.star => outputs.extend(self.star(&it.names, scope)),
                value => {
                    let data_type = self.expr(value, scope).data_type;
                    let name = target.name.clone();
                    let found = || Ident::folded(column_name(value).unwrap_or("?column?"));
                    outputs.push(Output { name: name.unwrap_or_else(found), data_type });
                }
            }
        }
        outputs
    }

    /// `*` and `t.*`
    fn star(&mut self, names: &[Ident], scope: &Scope) -> Vec<Output> {
        let table = names.last();
        let mut scopes = vec![scope];
        while let (Some(_), Some(outer)) = (table, scopes.last().and_then(|it| it.outer)) {
            scopes.push(outer);
        }
        let items = scopes.iter().flat_map(|it| &it.items);
        let found = items.filter(|it| table.is_none_or(|table| it.name.as_ref() == Some(table)));
        let mut outputs = Vec::new();
        for item in found.take(if table.is_some() { 1 } else { usize::MAX }) {
            self.open |= item.open;
            for column in item.columns.iter().filter(|it| table.is_some() || !it.merged) {
                self.uses.extend(column.source.map(|(id, number)| (id, Part::Column(number))));
                outputs.push(Output { name: column.name.clone(), data_type: column.data_type.clone() });
            }
        }
        outputs
    }

    fn values(&mut self, it: &Values, scope: &Scope) -> Vec<Output> {
        for expr in &it.computed {
            self.expr(expr, scope);
        }
        let columns = it.first.iter().enumerate().map(|(at, value)| {
            let data_type = self.expr(value, scope).data_type;
            Output { name: Ident::folded(format!("column{}", at + 1)), data_type }
        });
        columns.collect()
    }

    fn set(&mut self, it: &SetOperation, mut scope: Scope, own: Option<&Cte>) -> Vec<Output> {
        let left = self.query(&it.left, Some(&scope));
        if let Some(own) = own {
            // What it is called by inside is what its first arm gives.
            scope.parts.push((own.name.clone(), named(left.clone(), &own.columns), false));
        }
        let right = self.query(&it.right, Some(&scope));
        let paired = left.into_iter().enumerate().map(|(at, output)| {
            let other = right.get(at).and_then(|it| it.data_type.clone());
            Output { data_type: self.common(output.data_type, other), ..output }
        });
        let outputs: Vec<Output> = paired.collect();
        if !it.all {
            self.apart(&outputs);
        }
        outputs
    }

    fn source(&mut self, it: &Source, scope: &Scope) -> Vec<Item> {
        match it {
            Source::Relation { name, alias, .. } => {
                vec![self.relation(&name.value, alias.as_ref(), scope)]
            }
            Source::Subquery { query, alias, lateral } => {
                let seen = if *lateral { Some(scope) } else { scope.outer };
                let outputs = self.query(query, seen);
                let item = Item::result(alias.as_ref().map(|it| it.name.clone()), outputs, self.open);
                vec![aliased(item, alias.as_ref())]
            }
            Source::Function { calls, columns, ordinality, alias, .. } => {
                vec![self.function(calls, columns, *ordinality, alias.as_ref(), scope)]
            }
            Source::Table { columns, parts, alias } => {
                for part in parts {
                    self.expr(part, scope);
                }
                let outputs = self.attributes(columns);
                let open = outputs.is_empty();
                vec![aliased(
                    Item::result(alias.as_ref().map(|it| it.name.clone()), outputs, open),
                    alias.as_ref(),
                )]
            }
            Source::Join(join) => self.join(join, scope),
        }
    }

    fn attributes(&mut self, columns: &[Attribute]) -> Vec<Output> {
        let typed = columns.iter().map(|it| {
            let data_type = self.data_type(&it.data_type);
            Output { name: it.name.clone(), data_type }
        });
        typed.collect()
    }

    fn relation(&mut self, name: &crate::statement::Name, alias: Option<&Alias>, scope: &Scope) -> Item {
        let shown = alias.map_or(&name.name, |it| &it.name).clone();
        if name.schema.is_none()
            && let Some((outputs, open)) = part_named(scope, &name.name)
        {
            return aliased(Item::result(Some(shown), outputs, open), alias);
        }
        let found = self.schema.readable(name);
        let item = match found {
            Ok(Some(id)) => {
                self.uses.insert((id, Part::Whole));
                let relation = self.schema.catalog.get(id).and_then(|it| it.relation());
                relation.map(|it| Item::relation(id, shown.clone(), it))
            }
            Ok(None) => None,
            Err(failure) => {
                self.fail(failure);
                None
            }
        };
        let unknown = || Item { name: Some(shown), relation: None, columns: Vec::new(), open: true };
        aliased(item.unwrap_or_else(unknown), alias)
    }

    fn function(
        &mut self,
        calls: &[Expr],
        columns: &[Attribute],
        ordinality: bool,
        alias: Option<&Alias>,
        scope: &Scope,
    ) -> Item {
        let own = calls.first().and_then(column_name).map(Ident::folded);
        let name = alias.map(|it| it.name.clone()).or(own);
        let mut outputs = Vec::new();
        let mut open = false;
        for call in calls {
            match self.rows_of(call, name.as_ref(), scope) {
                Some(rows) => outputs.extend(rows),
                None => open = columns.is_empty(),
            }
        }
        if !columns.is_empty() {
            outputs = self.attributes(columns);
        }
        if ordinality {
            let data_type = Some(Builtin::INT8.into());
            outputs.push(Output { name: Ident::folded("ordinality"), data_type });
        }
        aliased(Item::result(name, outputs, open), alias)
    }

    fn join(&mut self, it: &Join, scope: &Scope) -> Vec<Item> {
        let mut left = self.source(&it.left, scope);
        let mut inside = scope.clone();
        inside.items.extend(left.iter().cloned());
        let mut right = self.source(&it.right, &inside);
        let using: Vec<Ident> = match it.natural {
            true => columns(&left).filter(|name| columns(&right).any(|it| it == *name)).cloned().collect(),
            false => it.using.clone(),
        };
        let joined = |column: &&mut ItemColumn| using.contains(&column.name);
        for column in left.iter_mut().flat_map(|it| &mut it.columns).filter(joined) {
            self.uses.extend(column.source.map(|(id, number)| (id, Part::Column(number))));
        }
        for column in right.iter_mut().flat_map(|it| &mut it.columns).filter(joined) {
            self.uses.extend(column.source.map(|(id, number)| (id, Part::Column(number))));
            column.merged = true;
        }
        left.extend(right);
        if let Some(on) = &it.on {
            let seen = Scope {
                outer: scope.outer,
                items: [scope.items.clone(), left.clone()].concat(),
                parts: scope.parts.clone(),
            };
            self.expr(on, &seen);
        }
        match &it.alias {
            Some(alias) => {
                let open = left.iter().any(|it| it.open);
                let columns = left.into_iter().flat_map(|it| it.columns).filter(|it| !it.merged).collect();
                vec![
                    Item { name: None, relation: None, columns, open }
                        .renamed(&alias.columns)
                        .called(&alias.name),
                ]
            }
            None => left,
        }
    }
}

fn columns(items: &[Item]) -> impl Iterator<Item = &Ident> {
    items.iter().flat_map(|it| &it.columns).map(|it| &it.name)
}

fn named(mut outputs: Vec<Output>, names: &[Ident]) -> Vec<Output> {
    for (output, name) in outputs.iter_mut().zip(names) {
        output.name = name.clone();
    }
    outputs
}

fn aliased(item: Item, alias: Option<&Alias>) -> Item {
    match alias {
        Some(alias) => item.renamed(&alias.columns),
        None => item,
    }
}

/// What a WITH gives under this name.
fn part_named(scope: &Scope, name: &Ident) -> Option<(Vec<Output>, bool)> {
    let own = scope.parts.iter().rev().find(|(it, ..)| it == name);
    let found = own.map(|(_, outputs, open)| (outputs.clone(), *open));
    found.or_else(|| part_named(scope.outer?, name))
}

impl Item {
    fn called(self, name: &Ident) -> Item {
        Item { name: Some(name.clone()), ..self }
    }
}
