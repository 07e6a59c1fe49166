//! `CREATE TABLE … (LIKE other INCLUDING …)`

use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{Body, Column, ConstraintKind, Id, Part, Space};
use crate::schema::failure::{DUPLICATE_COLUMN, Done, WRONG_OBJECT, failure, written};
use crate::statement::{Identity, Like};

impl Schema {
    /// The columns; gives the table that they come from.
    pub(super) fn like_columns(&mut self, table: Id, like: &Like) -> Done<Id> {
        let source = self.relation(&like.table.value)?;
        let Some(relation) = self.catalog.get(source).and_then(|it| it.relation()).cloned() else {
            let what = format!("relation \"{}\" is invalid in LIKE clause", written(&like.table.value));
            return Err(failure(WRONG_OBJECT, what));
        };
        for column in &relation.columns {
            self.like_column(table, column, like)?;
        }
        if relation.open {
            self.catalog.change(table, |object| {
                if let Some(it) = object.relation_mut() {
                    it.open = true;
                }
            });
        }
        Ok(source)
    }

    fn like_column(&mut self, table: Id, column: &Column, like: &Like) -> Done {
        let known = self.catalog.get(table).and_then(|it| it.relation()?.column(&column.name));
        if known.is_some_and(|it| it.local) {
            let what = format!("column \"{}\" specified more than once", column.name);
            return Err(failure(DUPLICATE_COLUMN, what));
        }
        let including = &like.including;
        let new = Column {
            comment: including.comments && column.comment,
            collation: column.collation.clone(),
            not_null: column.not_null,
            ..Column::new(column.name.clone(), column.data_type.clone())
        };
        self.push_column(table, new)?;
        Ok(())
    }

    /// Defaults, generation and identity, once all columns are there.
    pub(super) fn like_fills(&mut self, table: Id, source: Id, like: &Like) -> Done {
        let relation = self.catalog.get(source).and_then(|it| it.relation());
        let columns = relation.map(|it| it.columns.clone()).unwrap_or_default();
        for column in &columns {
            self.like_fill(table, source, column, like)?;
        }
        Ok(())
    }

    fn like_fill(&mut self, table: Id, source: Id, column: &Column, like: &Like) -> Done {
        let including = &like.including;
        let number = self.column_number(table, &column.name)?;
        let wanted = if column.generated.is_some() { including.generated } else { including.defaults };
        if wanted && column.default.is_some() {
            self.copy_default((source, column), (table, number));
        }
        if let Some(identity) = column.identity.filter(|_| including.identity) {
            let always = identity == crate::schema::catalog::Identity::Always;
            self.add_identity(table, number, &Identity { always, sequence: Vec::new() })?;
        }
        Ok(())
    }

    pub(super) fn like_checks(&mut self, table: Id, source: Id, like: &Like) -> Done {
        if !like.including.constraints {
            return Ok(());
        }
        let checks: Vec<Id> = self.catalog.named(Space::Constraint, Some(source)).collect();
        for id in checks {
            let Some(object) = self.catalog.get(id).cloned() else { continue };
            let Some(constraint) =
                object.constraint().filter(|it| matches!(it.kind, ConstraintKind::Check(_)))
            else {
                continue;
            };
            if let Some(known) = self.inherited_check(table, &object.name) {
                self.change_constraint(known, |it| it.local = true);
                continue;
            }
            self.free_constraint(table, &object.name)?;
            let new = self.copy_check((source, constraint), table, &object.name, id);
            self.catalog.change(new, |it| it.comment = like.including.comments && object.comment);
        }
        Ok(())
    }

    /// Indexes, keys and statistics, under names of their own.
    pub(super) fn like_rest(&mut self, table: Id, source: Id, like: &Like) -> Done {
        if like.including.indexes {
            for index in self.indexes_of(source) {
                self.like_index(table, index, like.including.comments)?;
            }
        }
        if like.including.statistics {
            let known: Vec<Id> = self.catalog.dependents(source).map(|it| it.by.0).collect();
            let known: Vec<Id> = known
                .into_iter()
                .filter(|id| matches!(self.catalog.get(*id).map(|it| &it.body), Some(Body::Statistics)))
                .collect();
            for id in distinct(known) {
                self.like_statistics(table, source, id);
            }
        }
        Ok(())
    }

    fn like_index(&mut self, table: Id, index: Id, comments: bool) -> Done {
        let Some(object) = self.catalog.get(index).cloned() else { return Ok(()) };
        let Some(known) = object.index() else { return Ok(()) };
        let constraint = known.constraint.and_then(|id| self.catalog.get(id)?.constraint()).cloned();
        if matches!(&constraint, Some(it) if it.kind == ConstraintKind::PrimaryKey)
            && self.primary_key(table).is_some()
        {
            return Ok(());
        }
        let new = self.index_like(known, table);
        let own = self.new_index_on(table, known, new, constraint.as_ref())?;
        self.catalog.change(own, |it| it.comment = comments && object.comment);
        if let Some(id) = self.catalog.get(own).and_then(|it| it.index()?.constraint) {
            self.change_constraint(id, |it| {
                (it.parent, it.inherited, it.local) = (None, 0, true);
            });
        }
        Ok(())
    }

    fn like_statistics(&mut self, table: Id, source: Id, id: Id) {
        let columns = self.catalog.needs(id).into_iter().filter_map(|it| match it.on {
            (on, Part::Column(number)) if on == source => Some(number),
            _ => None,
        });
        let columns = self.mapped(source, table, &columns.collect::<Vec<_>>());
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let names: Vec<String> =
            columns.iter().filter_map(|it| Some(relation?.numbered(*it)?.name.to_string())).collect();
        let (table_name, schema) = self.placed(table);
        let name = self.statistics_name(schema, &table_name, &names);
        let object = self.born(name, Some(schema), Body::Statistics);
        let new = self.catalog.add(object);
        let mut uses: Vec<(Id, Part)> = columns.into_iter().map(|it| (table, Part::Column(it))).collect();
        uses.push((table, Part::Whole));
        self.depend((new, Part::Whole), uses, crate::schema::catalog::Link::Auto);
    }
}
