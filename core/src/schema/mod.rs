//! What the migrations built so far: tables with their columns, constraints and indexes, and types.

pub mod catalog;
pub mod diff;
pub mod fingerprint;
mod replay;
pub mod snapshot;

use crate::finding::Span;
use crate::statement::{Constraint, ConstraintKind, Ident, Name};
use crate::verdict::TableCard;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// A relation or type with its schema, which is never left open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FullName {
    pub schema: Ident,
    pub name: Ident,
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.schema.as_str() != "public" {
            write!(f, "{}.", self.schema)?;
        }
        write!(f, "{}", self.name)
    }
}

/// A place in the revision: the migration's number in the order, and bytes of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub migration: usize,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub born: Origin,
    pub columns: Vec<Column>,
    pub constraints: Vec<Known<Constraint>>,
    pub indexes: Vec<Index>,
    /// It may have columns that we cannot name.
    pub open: bool,
    pub partitioned: bool,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub name: Ident,
    pub data_type: String,
    pub not_null: bool,
    pub default: bool,
}

/// A thing and where it came from.
#[derive(Debug, Clone)]
pub struct Known<T> {
    pub value: T,
    pub origin: Origin,
}

#[derive(Debug, Clone)]
pub struct Index {
    pub name: Ident,
    /// `None` is an expression.
    pub columns: Vec<Option<Ident>>,
    pub unique: bool,
    pub partial: bool,
}

#[derive(Debug, Clone)]
pub struct Type {
    pub born: Origin,
    /// labels of an enum
    pub labels: Option<Vec<String>>,
}

/// The catalog as far as the statements that were read built it.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    pub tables: BTreeMap<FullName, Table>,
    pub types: BTreeMap<FullName, Type>,
    /// index name to the table it is on
    indexes: BTreeMap<FullName, FullName>,
    /// `None` is the server's own: `public`.
    search_path: Option<Ident>,
    /// What could not be read, so what is missing here may exist.
    pub doubt: Doubt,
}

/// What pieces speak of that could not be read: broken SQL, psql commands, SQL put together at run time.
#[derive(Debug, Clone, Default)]
pub struct Doubt {
    everything: bool,
    words: HashSet<String>,
}

impl Doubt {
    /// A whole file could not be read.
    pub fn everything(&mut self) {
        self.everything = true;
    }

    /// These words could not be read. As in PostgreSQL, only the letters of ASCII fold.
    pub fn about(&mut self, text: &str) {
        let ends = |it: char| it.is_ascii() && !it.is_ascii_alphanumeric() && it != '_';
        self.words.extend(text.split(ends).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase));
    }

    /// Whether what could not be read may have built an index on this table: it names the table, or it builds
    /// indexes on tables that it finds out at run time.
    pub fn may_index(&self, table: &Ident) -> bool {
        let says = |word: &str| self.words.contains(word);
        self.everything || says(&table.as_str().to_ascii_lowercase()) || (says("index") && says("execute"))
    }
}

impl Schema {
    pub fn full(&self, name: &Name) -> FullName {
        let default = || self.search_path.clone().unwrap_or_else(|| Ident::folded("public"));
        FullName { schema: name.schema.clone().unwrap_or_else(default), name: name.name.clone() }
    }

    pub fn table(&self, name: &Name) -> Option<&Table> {
        self.tables.get(&self.full(name))
    }

    /// Forgets a `SET search_path`: each file is run by a new session.
    pub fn new_session(&mut self) {
        self.search_path = None;
    }

    /// The table that an index is on.
    pub fn table_of_index(&self, name: &Name) -> Option<(&FullName, &Table)> {
        let table = self.indexes.get(&self.full(name))?;
        self.tables.get_key_value(table)
    }
}

impl Table {
    pub fn column(&self, name: &Ident) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == *name)
    }

    pub fn primary_key(&self) -> Option<&[Ident]> {
        self.constraints.iter().find_map(|it| match &it.value.kind {
            ConstraintKind::PrimaryKey { columns, .. } => Some(columns.as_slice()),
            _ => None,
        })
    }

    /// Whether an index finds the rows for these columns: they lead a full index, in any order.
    pub fn is_indexed(&self, columns: &[Ident]) -> bool {
        let keys = self.constraints.iter().filter_map(|it| match &it.value.kind {
            ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
                Some(columns)
            }
            _ => None,
        });
        let leads = |head: &[Option<&Ident>]| columns.iter().all(|column| head.contains(&Some(column)));
        let full = self.indexes.iter().filter(|index| !index.partial);
        let mut heads = full
            .map(|index| index.columns.iter().take(columns.len()).map(Option::as_ref).collect::<Vec<_>>())
            .chain(keys.map(|key| key.iter().take(columns.len()).map(Some).collect()));
        heads.any(|head| leads(&head))
    }

    /// The names of its indexes, those behind keys included.
    fn index_names(&self) -> impl Iterator<Item = &Ident> {
        let keys = self.constraints.iter().filter(|it| {
            matches!(it.value.kind, ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. })
        });
        self.indexes.iter().map(|it| &it.name).chain(keys.filter_map(|it| it.value.name.as_ref()))
    }

    /// The table as text, for people.
    pub fn card(&self) -> TableCard {
        TableCard {
            columns: self.columns.iter().map(Column::line).collect(),
            indexes: self.indexes.iter().map(Index::line).collect(),
            constraints: self.constraints.iter().map(|it| constraint_line(&it.value)).collect(),
        }
    }
}

impl Column {
    fn line(&self) -> String {
        let not_null = if self.not_null { " NOT NULL" } else { "" };
        let default = if self.default { " DEFAULT …" } else { "" };
        format!("{} {}{not_null}{default}", self.name, self.data_type)
    }
}

impl Index {
    fn line(&self) -> String {
        let columns: Vec<&str> =
            self.columns.iter().map(|it| it.as_ref().map_or("(expression)", Ident::as_str)).collect();
        let unique = if self.unique { "UNIQUE " } else { "" };
        let partial = if self.partial { " WHERE …" } else { "" };
        format!("{unique}{} ({}){partial}", self.name, columns.join(", "))
    }
}

fn constraint_line(it: &Constraint) -> String {
    let list = |columns: &[Ident]| columns.iter().map(Ident::as_str).collect::<Vec<_>>().join(", ");
    let said = match &it.kind {
        ConstraintKind::PrimaryKey { columns, .. } => format!("PRIMARY KEY ({})", list(columns)),
        ConstraintKind::Unique { columns, .. } => format!("UNIQUE ({})", list(columns)),
        ConstraintKind::ForeignKey { columns, target, target_columns, .. } if target_columns.is_empty() => {
            format!("FOREIGN KEY ({}) REFERENCES {target}", list(columns))
        }
        ConstraintKind::ForeignKey { columns, target, target_columns, .. } => {
            format!("FOREIGN KEY ({}) REFERENCES {target} ({})", list(columns), list(target_columns))
        }
        ConstraintKind::Check { .. } => "CHECK (…)".to_owned(),
        ConstraintKind::Exclusion(_) => "EXCLUDE …".to_owned(),
        ConstraintKind::NotNull { column } => format!("NOT NULL {column}"),
    };
    let not_valid = if it.not_valid { " NOT VALID" } else { "" };
    match &it.name {
        Some(name) => format!("{name} {said}{not_valid}"),
        None => format!("{said}{not_valid}"),
    }
}

#[cfg(test)]
mod tests;
