//! What the migrations built so far: the catalog of a database, and the session that runs them.

mod cast;
pub mod catalog;
pub mod diff;
mod failure;
pub mod fingerprint;
mod infer;
mod naming;
mod replay;
mod resolve;
mod session;
pub mod snapshot;
mod table;
mod trial;

use crate::finding::Span;
use crate::order::ByName;
use crate::statement::{Ident, Name, Unread};
use catalog::{Body, Catalog, Object, Space};
use session::{Savepoint, Session};
use std::fmt;

pub use failure::{Done, Failure};
pub use replay::subjects;
pub use table::Table;
pub use trial::{Change, Moment};

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

/// The catalog as far as the statements that were read built it.
#[derive(Debug, Clone)]
pub struct Schema {
    pub catalog: Catalog,
    /// the PostgreSQL major version that is played
    pub postgres: u16,
    /// What could not be read, so what is missing here may exist.
    pub doubt: Doubt,
    /// The statements begin with an empty database, so what is missing here is missing. Else a name that nobody
    /// created is taken for something older than the statements.
    pub whole: bool,
    session: Session,
    /// what COMMIT leaves of the session: all but `SET LOCAL`
    lasting: Session,
    transaction: Vec<Savepoint>,
    /// the labels that the transaction has added to enums
    fresh: Vec<(catalog::Id, std::rc::Rc<str>)>,
    origin: Origin,
    /// what the statement that runs names and nobody made
    strange: Option<Box<Failure>>,
    /// Something that nobody made was taken for older than the statements.
    partial: bool,
    /// Somebody wants to go back to an earlier moment.
    held: bool,
    /// what the statement that runs does and could not be followed
    unread: Vec<Unread>,
    calls: replay::Calls,
}

/// What came of a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Why a server would refuse it. Then it changed nothing.
    pub fails: Option<Box<Failure>>,
    /// It names a relation that no statement made, while the name of one that they made is near. Only where all others
    /// that were named so far were made by statements, and it is no proof: the relation may be older than they are.
    pub strange: Option<Box<Failure>>,
    /// What it runs and could not be followed.
    pub unread: Vec<Unread>,
}

/// What pieces speak of that could not be read: broken SQL, psql commands, SQL put together at run time.
#[derive(Debug, Clone, Default)]
pub struct Doubt {
    everything: bool,
    /// with how many were known before each
    words: ByName<usize>,
    known: usize,
}

/// How much was doubtful at some moment.
#[derive(Debug, Clone, Copy)]
pub struct Doubts(bool, usize);

impl Doubt {
    /// A whole file could not be read.
    pub fn everything(&mut self) {
        self.everything = true;
    }

    /// These words could not be read. As in PostgreSQL, only the letters of ASCII fold.
    pub fn about(&mut self, text: &str) {
        let ends = |it: char| it.is_ascii() && !it.is_ascii_alphanumeric() && it != '_';
        for word in text.split(ends).filter(|word| !word.is_empty()) {
            let word = word.to_ascii_lowercase();
            if !self.words.has(&word) {
                self.words.insert(&word, self.known);
                self.known += 1;
            }
        }
    }

    /// Whether what could not be read may be about this name.
    pub fn says(&self, name: &str) -> bool {
        self.everything || self.words.has(&name.to_ascii_lowercase())
    }

    /// Whether what could not be read may have built an index on this table: it names the table, or it builds
    /// indexes on tables that it finds out at run time.
    pub fn may_index(&self, table: &Ident) -> bool {
        let says = |word: &str| self.words.has(word);
        self.everything || says(&table.as_str().to_ascii_lowercase()) || (says("index") && says("execute"))
    }
}

impl Doubt {
    pub fn so_far(&self) -> Doubts {
        Doubts(self.everything, self.known)
    }

    /// Whatever came since is no longer doubtful.
    pub fn go_back(&mut self, Doubts(everything, words): Doubts) {
        self.everything = everything;
        if self.known > words {
            self.words.retain(&|known| *known < words);
            self.known = words;
        }
    }
}

impl Default for Schema {
    fn default() -> Schema {
        Schema::new(18, false)
    }
}

impl Schema {
    /// A database as `CREATE DATABASE` makes it.
    pub fn new(postgres: u16, whole: bool) -> Schema {
        let mut catalog = Catalog::default();
        let mut standard = |name: &str, body: Body| {
            catalog.add(Object { comment: true, ..Object::new(Ident::folded(name), None, body) });
        };
        standard("public", Body::Schema);
        standard("plpgsql", Body::Extension);
        Schema {
            catalog,
            postgres,
            doubt: Doubt::default(),
            whole,
            session: Session::default(),
            lasting: Session::default(),
            transaction: Vec::new(),
            fresh: Vec::new(),
            origin: Origin { migration: 0, span: Span { start: 0, end: 0 } },
            strange: None,
            partial: false,
            held: false,
            unread: Vec::new(),
            calls: replay::Calls::default(),
        }
    }

    /// A database that is known whole.
    pub fn on(catalog: Catalog, postgres: u16) -> Schema {
        Schema { catalog, ..Schema::new(postgres, true) }
    }

    pub fn full(&self, name: &Name) -> FullName {
        let found = self.relation_id(name).or_else(|| self.lookup(Space::Type, name));
        let schema = found.and_then(|it| self.catalog.get(it)?.below).and_then(|it| self.catalog.get(it));
        let default = || match &name.schema {
            Some(schema) => schema.clone(),
            // What is new is made in the first one that is not the session's own.
            None => {
                let path = self.path().into_iter().filter_map(|it| self.catalog.get(it));
                let mut path = path.filter(|it| it.name.as_str() != session::TEMPORARY);
                path.next().map_or(Ident::folded("public"), |it| it.name.clone())
            }
        };
        FullName { schema: schema.map_or_else(default, |it| it.name.clone()), name: name.name.clone() }
    }

    /// The table of this name.
    pub fn table(&self, name: &Name) -> Option<Table<'_>> {
        Table::of(self, self.relation_id(name)?)
    }

    pub fn table_named(&self, name: &FullName) -> Option<Table<'_>> {
        self.table(&Name { schema: Some(name.schema.clone()), name: name.name.clone() })
    }

    /// Every table, by schema and name.
    #[cfg(test)]
    fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.catalog.all(Space::Relation).filter_map(|id| Table::of(self, id))
    }

    /// The type of this name, with where it came from.
    pub fn type_named(&self, name: &Name) -> Option<&Object> {
        self.catalog.get(self.lookup(Space::Type, name)?)
    }

    /// The facts of what was built.
    pub fn facts(&self) -> Vec<String> {
        catalog::facts(&self.catalog, self.postgres)
    }
}

#[cfg(test)]
mod tests;
