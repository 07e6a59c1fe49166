//! Questions that the parts of this room ask of the schema.

use super::rows;
use super::scene::Scene;
use crate::schema::catalog::{
    Body, Constraint, ConstraintKind, DataType, Id, Index, Part, RelationKind, Space, TypeKind, TypeName,
};
use crate::statement::{CreateIndex, Expr, Ident, Mention, Name, TypeName as Written, Walk};
use std::collections::BTreeSet;

impl<'a> Scene<'a> {
    pub fn constraint(&self, table: Id, name: &Ident) -> Option<(Id, &'a Constraint)> {
        let id = self.catalog.find(Space::Constraint, Some(table), name)?;
        Some((id, self.object(id)?.constraint()?))
    }

    /// What else of this name stands in the schema of a table.
    pub fn beside(&self, table: Id, name: &Ident) -> Option<Id> {
        self.catalog.find(Space::Relation, self.object(table)?.below, name)
    }

    /// A relation by its name in a text, as `nextval` takes it.
    pub fn find_text(&self, text: &str) -> Option<Id> {
        self.find(&Name::in_text(text)?)
    }

    pub fn is_partitioned(&self, table: Id) -> bool {
        self.relation(table).is_some_and(|it| it.partitioned.is_some())
    }

    pub fn is_partition(&self, table: Id) -> bool {
        self.relation(table).is_some_and(|it| it.partition_of.is_some())
    }

    /// Whether a type is a domain that refuses some values.
    pub fn is_constrained(&self, it: &Written) -> bool {
        self.schema.resolve_type(it).is_ok_and(|it| self.is_constrained_type(&it))
    }

    /// Whether a value of some other type need not be written anew to become one of this.
    pub fn may_stay(&self, it: &Written) -> bool {
        const NAMES: &[&str] = &[
            "text",
            "varchar",
            "bpchar",
            "numeric",
            "timestamp",
            "timestamptz",
            "time",
            "timetz",
            "interval",
        ];
        const MORE: &[&str] = &["inet", "varbit", "bit", "oid"];
        match self.schema.resolve_type(it).map(|it| it.name) {
            Ok(TypeName::Builtin(it)) => NAMES.contains(&it.name()) || MORE.contains(&it.name()),
            _ => true,
        }
    }

    pub fn is_constrained_type(&self, it: &DataType) -> bool {
        let TypeName::Object(id) = it.name else { return false };
        let Some(Body::Type(known)) = self.object(id).map(|it| &it.body) else { return false };
        let TypeKind::Domain { base, not_null, .. } = &known.kind else { return false };
        let checked = self.catalog.named(Space::Constraint, Some(id)).next().is_some();
        !it.array && (*not_null || checked || self.is_constrained_type(base))
    }

    /// Whether the session's time zone is surely UTC.
    pub fn is_utc(&self) -> bool {
        const NAMES: &[&str] =
            &["utc", "gmt", "etc/utc", "etc/gmt", "uct", "zulu", "universal", "greenwich", "0"];
        let zone = self.schema.setting("timezone").and_then(|it| it.first());
        zone.is_some_and(|it| NAMES.contains(&it.to_ascii_lowercase().as_str()))
    }

    /// The sequences that an expression asks.
    pub fn sequences_called(&mut self, it: &Option<Expr>) {
        let mut calls = Vec::new();
        if let Some(expression) = it {
            expression.walk(&mut |mention| {
                if let Mention::Function(call) = mention {
                    calls.push(call);
                }
            });
        }
        calls.into_iter().for_each(|call| rows::called(self, call));
    }

    /// The key columns of an index of a table.
    pub fn index_columns(&self, table: Id, name: &Ident) -> Option<Vec<Ident>> {
        let index = self.index(self.beside(table, name)?)?;
        let relation = self.relation(table)?;
        Some(index.columns().filter_map(|number| Some(relation.numbered(number?)?.name.clone())).collect())
    }

    /// The columns that a table is partitioned by; `None` where an expression is among them.
    fn key_names(&self, parent: Id) -> Option<Vec<Ident>> {
        let relation = self.relation(parent)?;
        let columns = relation.partitioned.as_ref()?.columns.iter();
        columns.map(|number| Some(relation.numbered((*number)?)?.name.clone())).collect()
    }

    /// Whether a valid CHECK of a table speaks of the columns that another is partitioned by.
    pub fn may_prove_bounds(&self, parent: Id, part: Id) -> bool {
        let (Some(keys), Some(relation)) = (self.key_names(parent), self.relation(part)) else {
            return false;
        };
        let speaks = |columns: &[u16]| {
            let mut names = columns.iter().filter_map(|it| relation.numbered(*it)).map(|it| &it.name);
            names.any(|name| keys.contains(name))
        };
        let mut constraints = self.constraints(part).into_iter();
        constraints.any(|(_, it)| match &it.kind {
            ConstraintKind::Check(expression) => it.valid && it.enforced && speaks(&expression.columns),
            _ => false,
        })
    }

    /// The index of a partition that will do for the one on its parent.
    pub fn index_like(&self, part: Id, it: &CreateIndex) -> Option<Id> {
        let wanted: Option<Vec<&Ident>> = it.elements.iter().map(|it| it.column()).collect();
        let wanted = wanted.filter(|_| it.filter.is_none())?;
        self.index_on(part, &wanted, |index| index.unique == it.unique && index.method == it.method)
    }

    /// Whether a table has an index like one of its parent's.
    pub fn has_same_index(&self, of_parent: Id, part: Id) -> bool {
        let Some(index) = self.index(of_parent) else { return false };
        let Some(wanted) = self.keys(index).filter(|_| index.predicate.is_none()) else { return false };
        self.index_on(part, &wanted, |it| it.unique == index.unique && it.method == index.method).is_some()
    }

    fn index_on(&self, table: Id, wanted: &[&Ident], fits: impl Fn(&Index) -> bool) -> Option<Id> {
        self.indexes(table).into_iter().find(|id| {
            self.index(*id).is_some_and(|index| {
                // One that has a parent belongs to another family already.
                let free = index.parent.is_none() && index.predicate.is_none();
                free && fits(index) && self.keys(index).is_some_and(|keys| keys == wanted)
            })
        })
    }

    /// What an index is on, whichever way it is sorted; `None` where an expression is among it.
    fn keys(&self, index: &Index) -> Option<Vec<&'a Ident>> {
        let relation = self.relation(index.table)?;
        index.columns().map(|number| Some(&relation.numbered(number?)?.name)).collect()
    }

    /// What a query on a relation reads: the table with its children, and what stands behind a view.
    pub fn sources(&self, id: Id) -> Vec<Id> {
        self.sources_of(vec![id])
    }

    /// What the query of a view reads.
    pub fn sources_of_view(&self, view: Id) -> Vec<Id> {
        self.sources_of(self.read_by(view))
    }

    /// Views may read each other in a circle, and one by many ways.
    fn sources_of(&self, mut todo: Vec<Id>) -> Vec<Id> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some(id) = todo.pop() {
            if self.relation(id).is_none_or(|it| it.kind != RelationKind::View) {
                found.extend(self.family(id, false).into_iter().filter(|it| seen.insert(*it)));
            } else if seen.insert(id) {
                found.push(id);
                todo.extend(self.read_by(id));
            }
        }
        found
    }

    fn read_by(&self, view: Id) -> Vec<Id> {
        let named: BTreeSet<Id> = self.catalog.needs(view).into_iter().map(|it| it.on.0).collect();
        named.into_iter().filter(|id| self.relation(*id).is_some()).collect()
    }

    /// The sequences that fill columns of a table.
    pub fn sequences_of_defaults(&self, table: Id) -> Vec<Id> {
        let sequence = |id: &Id| matches!(self.object(*id).map(|it| &it.body), Some(Body::Sequence(_)));
        let needed = self.catalog.needs(table).into_iter().filter(|it| matches!(it.by.1, Part::Default(_)));
        let needed = needed.map(|it| it.on.0).filter(sequence);
        needed.chain(self.sequences(table)).collect()
    }

    /// What a table is a partition or a child of, upwards.
    pub fn ancestors(&self, table: Id) -> Vec<Id> {
        let (mut found, mut at) = (vec![table], 0);
        while at < found.len() {
            let relation = self.relation(found[at]);
            let parents = relation.into_iter().flat_map(|it| it.partition_of.iter().chain(&it.inherits));
            for parent in parents.copied().collect::<Vec<_>>() {
                if !found.contains(&parent) {
                    found.push(parent);
                }
            }
            at += 1;
        }
        found.split_off(1)
    }

    /// Whether a foreign key stands on a table or points at it.
    pub fn has_foreign_keys(&self, table: Id) -> bool {
        let own = self
            .constraints(table)
            .into_iter()
            .any(|(_, it)| matches!(it.kind, ConstraintKind::ForeignKey(_)));
        own || !self.pointing_at(table).is_empty()
    }

    pub fn has_triggers(&self, table: Id) -> bool {
        self.catalog.named(Space::Trigger, Some(table)).next().is_some()
    }
}
