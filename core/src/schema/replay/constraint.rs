//! New constraints: checks, keys with their indexes, exclusions, NOT NULL.

use super::unique::Key;
use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Constraint, ConstraintKind, Edge, Element, Id, Index, Link, Object, Part, Space,
};
use crate::schema::failure::{DUPLICATE_OBJECT, DUPLICATE_RELATION, Done, UNSUPPORTED, exists, failure};
use crate::statement::{self as said, Expr, Ident};

/// A constraint as a statement gives it, without its kind.
pub fn plain(kind: ConstraintKind, columns: Vec<u16>, it: &said::Constraint) -> Constraint {
    Constraint {
        kind,
        columns,
        index: None,
        deferrable: it.deferrable,
        initially_deferred: it.initially_deferred,
        valid: !it.not_valid && !it.not_enforced,
        enforced: !it.not_enforced,
        no_inherit: it.no_inherit,
        inherited: 0,
        local: true,
        parent: None,
    }
}

impl Schema {
    pub(super) fn add_constraint(&mut self, table: Id, it: &said::Constraint) -> Done<Option<Id>> {
        use said::ConstraintKind as Kind;
        match &it.kind {
            Kind::Check { condition, .. } => self.add_check(table, it, condition).map(Some),
            Kind::NotNull { column } => {
                let number = self.column_number(table, column)?;
                let known = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
                let new = known.is_some_and(|it| !it.not_null);
                self.set_not_null(table, number, it.name.as_ref())?;
                self.change_column(table, number, |column| column.not_null_not_valid = new && it.not_valid);
                Ok(None)
            }
            Kind::PrimaryKey { columns, using, index } => self.add_key(
                table,
                it,
                Key { primary: true, columns: columns.clone(), index },
                using.as_ref(),
            ),
            Kind::Unique { columns, using, index } => self.add_key(
                table,
                it,
                Key { primary: false, columns: columns.clone(), index },
                using.as_ref(),
            ),
            Kind::ForeignKey { columns, target, target_columns, rest } => {
                self.add_foreign_key(table, it, columns, target, target_columns, rest).map(Some)
            }
            Kind::Exclusion(exclusion) => self.add_exclusion(table, it, exclusion).map(Some),
        }
    }

    /// The table's own name and its schema.
    pub(super) fn placed(&self, table: Id) -> (Ident, Id) {
        let object = self.catalog.get(table);
        let name = object.map_or_else(|| Ident::folded(""), |it| it.name.clone());
        (name, object.and_then(|it| it.below).unwrap_or(table))
    }

    pub(super) fn free_constraint(&self, table: Id, name: &Ident) -> Done {
        match self.catalog.find(Space::Constraint, Some(table), name) {
            Some(_) => {
                let (table, _) = self.placed(table);
                let what = format!("constraint \"{name}\" for relation \"{table}\" already exists");
                Err(failure(DUPLICATE_OBJECT, what))
            }
            None => Ok(()),
        }
    }

    fn add_check(&mut self, table: Id, it: &said::Constraint, condition: &Expr) -> Done<Id> {
        if has_subquery(condition) {
            return Err(failure(UNSUPPORTED, "cannot use subquery in check constraint"));
        }
        let (mut expression, uses) = self.expression(condition, Some(table))?;
        expression.proves_not_null = self.proved(table, condition);
        let (table_name, schema) = self.placed(table);
        let name = match &it.name {
            Some(name) => {
                if let Some(known) = self.inherited_check(table, name) {
                    self.change_constraint(known, |it| it.local = true);
                    return Ok(known);
                }
                self.free_constraint(table, name)?;
                name.clone()
            }
            None => {
                let columns = &expression.columns;
                let relation = self.catalog.get(table).and_then(|it| it.relation());
                let one = relation.filter(|_| columns.len() == 1).and_then(|it| it.numbered(columns[0]));
                let second = one.map_or("", |it| it.name.as_str());
                self.catalog.choose_constraint(schema, (table_name.as_str(), second, "check"), &[])
            }
        };
        let constraint =
            plain(ConstraintKind::Check(expression.clone().into()), expression.columns.clone(), it);
        let id = self.put_constraint(table, name, constraint, it.span, uses);
        if !it.no_inherit {
            for child in self.children(table) {
                self.inherit_check(child, id)?;
            }
        }
        Ok(id)
    }

    /// A check of this name that came from a parent: the same one again is merged with it.
    pub(super) fn inherited_check(&self, table: Id, name: &Ident) -> Option<Id> {
        let id = self.catalog.find(Space::Constraint, Some(table), name)?;
        let known = self.catalog.get(id)?.constraint()?;
        (matches!(known.kind, ConstraintKind::Check(_)) && known.inherited > 0 && !known.local).then_some(id)
    }

    /// Adds a constraint that goes with each of its columns.
    pub(super) fn put_constraint(
        &mut self,
        table: Id,
        name: Ident,
        constraint: Constraint,
        span: crate::finding::Span,
        uses: Vec<(Id, Part)>,
    ) -> Id {
        let columns = constraint.columns.clone();
        let object = Object { born: None, ..Object::new(name, Some(table), Body::Constraint(constraint)) };
        let object = self.born_at(span, object);
        let id = self.catalog.add(object);
        for number in columns {
            self.catalog.link(Edge {
                on: (table, Part::Column(number)),
                by: (id, Part::Whole),
                link: Link::Auto,
            });
        }
        self.depend((id, Part::Whole), uses.into_iter().filter(|it| it.0 != table), Link::Normal);
        id
    }

    /// The columns that are not null where a condition is true: `a IS NOT NULL`, also as a part of an AND.
    fn proved(&self, table: Id, condition: &Expr) -> Vec<u16> {
        match condition {
            Expr::And(list) => list.iter().flat_map(|it| self.proved(table, it)).collect(),
            Expr::Is { value, test: said::Test::NotNull } => match &**value {
                Expr::Column(it) => {
                    let relation = self.catalog.get(table).and_then(|it| it.relation());
                    let column = it.column().and_then(|name| relation?.column(name));
                    column.map(|it| it.number).into_iter().collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    pub(super) fn set_not_null(&mut self, table: Id, number: u16, name: Option<&Ident>) -> Done {
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        let Some(column) = column.map(|it| it.name.clone()) else { return Ok(()) };
        self.change_column(table, number, |column| {
            column.not_null = true;
            if name.is_some() {
                column.not_null_name = name.cloned();
            }
        });
        for child in self.children(table) {
            let number = self.column_number(child, &column)?;
            self.set_not_null(child, number, None)?;
        }
        Ok(())
    }

    /// The name that is given, if it is free, or one that is made up.
    pub(super) fn index_name(
        &self,
        table: Id,
        given: Option<&Ident>,
        columns: &[String],
        label: &str,
    ) -> Done<Ident> {
        let (table_name, schema) = self.placed(table);
        let Some(name) = given else {
            return Ok(self.catalog.choose_index(schema, &table_name, columns, label));
        };
        if self.catalog.find(Space::Relation, Some(schema), name).is_some() {
            return Err(exists(DUPLICATE_RELATION, "relation", name));
        }
        if label != "idx" {
            self.free_constraint(table, name)?;
        }
        Ok(name.clone())
    }

    /// Adds an index, which goes with each of its columns.
    pub(super) fn put_index(&mut self, name: Ident, index: Index, uses: Vec<(Id, Part)>) -> Id {
        let (_, schema) = self.placed(index.table);
        let table = index.table;
        let columns: Vec<u16> = index.columns().flatten().chain(index.include.iter().copied()).collect();
        let object = self.born(name, Some(schema), Body::Index(index));
        let id = self.catalog.add(object);
        self.catalog.link(Edge { on: (table, Part::Whole), by: (id, Part::Whole), link: Link::Auto });
        self.depend(
            (id, Part::Whole),
            columns.into_iter().map(|number| (table, Part::Column(number))),
            Link::Auto,
        );
        let (own, others): (Vec<_>, Vec<_>) = uses.into_iter().partition(|it| it.0 == table);
        self.depend((id, Part::Whole), own, Link::Auto);
        self.depend((id, Part::Whole), others, Link::Normal);
        id
    }
}

pub fn new_index(table: Id, method: Ident, unique: bool) -> Index {
    Index {
        table,
        method,
        elements: Vec::new(),
        include: Vec::new(),
        unique,
        nulls_not_distinct: false,
        predicate: None,
        valid: true,
        constraint: None,
        parent: None,
        replica_identity: false,
        clustered: false,
    }
}

pub fn column_element(number: u16) -> Element {
    Element {
        column: Some(number),
        expression: None,
        collation: None,
        operator_class: None,
        descending: false,
        nulls_first: false,
    }
}

pub fn has_subquery(it: &Expr) -> bool {
    let mut found = false;
    said::Walk::walk(it, &mut |mention| found |= matches!(mention, said::Mention::Relation { .. }));
    found || matches!(it, Expr::Subquery(_))
}
