//! The names that an expression can see.

use super::{Analyst, Output};
use crate::schema::catalog::{DataType, Id, Part, Relation};
use crate::schema::failure::{Failure, UNDEFINED_COLUMN, UNDEFINED_TABLE, failure};
use crate::statement::{ColumnRef, Ident};

/// One thing in FROM.
#[derive(Debug, Clone)]
pub struct Item {
    /// its alias or name; `None` for a join without an alias
    pub name: Option<Ident>,
    /// the relation that it is, where its rows can be spoken of as a whole
    pub relation: Option<Id>,
    pub columns: Vec<ItemColumn>,
    /// It may have columns that are not known.
    pub open: bool,
}

#[derive(Debug, Clone)]
pub struct ItemColumn {
    pub name: Ident,
    pub data_type: Option<DataType>,
    pub source: Option<(Id, u16)>,
    /// Taken by USING: a plain name means the other side's.
    pub merged: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Scope<'p> {
    pub outer: Option<&'p Scope<'p>>,
    pub items: Vec<Item>,
    /// what a WITH gives
    pub parts: Vec<(Ident, Vec<Output>, bool)>,
}

impl Item {
    pub fn relation(id: Id, name: Ident, relation: &Relation) -> Item {
        let columns = relation.columns.iter().map(|it| ItemColumn {
            name: it.name.clone(),
            data_type: Some(it.data_type.clone()),
            source: Some((id, it.number)),
            merged: false,
        });
        Item { name: Some(name), relation: Some(id), columns: columns.collect(), open: relation.open }
    }

    pub fn result(name: Option<Ident>, outputs: Vec<Output>, open: bool) -> Item {
        let columns = outputs.into_iter().map(|it| ItemColumn {
            name: it.name,
            data_type: it.data_type,
            source: None,
            merged: false,
        });
        Item { name, relation: None, columns: columns.collect(), open }
    }

    /// `AS t (a, b)`
    pub fn renamed(mut self, names: &[Ident]) -> Item {
        for (column, name) in self.columns.iter_mut().zip(names) {
            column.name = name.clone();
        }
        if self.columns.len() < names.len() {
            let more = names[self.columns.len()..].iter().map(|name| ItemColumn {
                name: name.clone(),
                data_type: None,
                source: None,
                merged: false,
            });
            self.columns.extend(more);
        }
        self
    }
}

/// Columns that every table has.
const SYSTEM: &[&str] = &["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"];

/// What a name means.
pub enum Meaning {
    Column(ItemColumn),
    /// a row of a relation, where it is known
    Row(Option<Id>),
    Unknown,
}

impl Scope<'_> {
    pub fn of(items: Vec<Item>) -> Scope<'static> {
        Scope { outer: None, items, parts: Vec::new() }
    }

    fn item(&self, name: &Ident) -> Option<&Item> {
        let own = self.items.iter().find(|it| it.name.as_ref() == Some(name));
        own.or_else(|| self.outer?.item(name))
    }

    fn is_open(&self) -> bool {
        self.items.iter().any(|it| it.open) || self.outer.is_some_and(Scope::is_open)
    }

    fn plain(&self, name: &Ident) -> Option<ItemColumn> {
        let mut columns = self.items.iter().flat_map(|it| &it.columns);
        let own = columns.find(|it| it.name == *name && !it.merged).cloned();
        own.or_else(|| self.outer?.plain(name))
    }
}

impl Analyst<'_> {
    /// Finds the column, and notes that it is used.
    pub fn column(&mut self, it: &ColumnRef, scope: &Scope) -> Meaning {
        let meaning = match it.names.as_slice() {
            [name] => self.plain(name, scope),
            [table, name] => self.qualified(table, name, scope),
            // With its schema, a name means the table and not an alias.
            [.., table, name] => {
                let item = scope.item(table);
                let column = item.and_then(|it| it.columns.iter().find(|it| it.name == *name));
                column.cloned().map_or(Meaning::Unknown, Meaning::Column)
            }
            [] => Meaning::Unknown,
        };
        if let Meaning::Column(ItemColumn { source: Some((id, number)), .. }) = &meaning {
            self.uses.insert((*id, Part::Column(*number)));
        }
        meaning
    }

    fn plain(&mut self, name: &Ident, scope: &Scope) -> Meaning {
        if let Some(column) = scope.plain(name) {
            return Meaning::Column(column);
        }
        if let Some(item) = scope.item(name) {
            return self.row(item);
        }
        if !self.variables && !scope.is_open() && !SYSTEM.contains(&name.as_str()) {
            let there: Vec<Ident> =
                scope.items.iter().flat_map(|it| &it.columns).map(|it| it.name.clone()).collect();
            let what = format!("column \"{name}\" does not exist");
            self.fail(Failure::missing(UNDEFINED_COLUMN, what, name, there.iter()).certain(true));
        }
        Meaning::Unknown
    }

    fn qualified(&mut self, table: &Ident, name: &Ident, scope: &Scope) -> Meaning {
        let Some(item) = scope.item(table) else {
            // It may be a column of a composite type, or a row: `(t.address).city` needs its brackets.
            if !self.variables && !scope.is_open() && scope.plain(table).is_none() {
                let what = format!("missing FROM-clause entry for table \"{table}\"");
                self.fail(failure(UNDEFINED_TABLE, what).missed().certain(true));
            }
            return Meaning::Unknown;
        };
        if let Some(column) = item.columns.iter().find(|it| it.name == *name) {
            return Meaning::Column(column.clone());
        }
        if !item.open && !SYSTEM.contains(&name.as_str()) && item.relation.is_some() {
            let there: Vec<Ident> = item.columns.iter().map(|it| it.name.clone()).collect();
            let what = format!("column {table}.{name} does not exist");
            self.fail(Failure::missing(UNDEFINED_COLUMN, what, name, there.iter()).certain(true));
        }
        Meaning::Unknown
    }

    /// A whole row uses every column.
    fn row(&mut self, item: &Item) -> Meaning {
        self.uses.extend(item.columns.iter().filter_map(|it| it.source).map(|(id, n)| (id, Part::Column(n))));
        Meaning::Row(item.relation)
    }
}
