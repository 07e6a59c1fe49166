//! What a session remembers from statement to statement: settings, and the transaction it is in.

use super::Schema;
use super::catalog::{Body, Id, Mark, Object, Part, Persistence, Space};
use super::failure::Done;
use crate::order::ByName;
use crate::statement::{Discard, Ident, Set, SetTo, Transaction};

/// The name of the schema that temporary objects go to.
pub const TEMPORARY: &str = "pg_temp";

#[derive(Debug, Clone, Default)]
pub struct Session {
    /// by their names in small letters; what is not here has its default
    settings: ByName<Vec<String>>,
}

/// Where ROLLBACK goes back to.
#[derive(Debug, Clone)]
pub struct Savepoint {
    /// `None` is the transaction's own beginning.
    name: Option<Ident>,
    mark: Mark,
    session: Session,
    lasting: Session,
}

impl Schema {
    /// The value of a setting as it is in force, in the words of `SET`; `None` is the server's default.
    pub fn setting(&self, name: &str) -> Option<&[String]> {
        self.session.settings.get(name).map(Vec::as_slice)
    }

    /// Another session goes on: settings, temporary objects and what was not committed are gone.
    pub fn new_session(&mut self) {
        self.commit();
        self.discard(Discard::All);
        self.settle();
    }

    pub(super) fn discard(&mut self, it: Discard) {
        if it == Discard::All {
            (self.session, self.lasting) = (Session::default(), Session::default());
        }
        if matches!(it, Discard::All | Discard::Temporary)
            && let Some(temporary) = self.catalog.find(Space::Schema, None, &Ident::folded(TEMPORARY))
        {
            // Nothing else can hold on to temporary objects but temporary objects.
            let _ = self.catalog.drop(&[(temporary, Part::Whole)], true);
        }
    }

    /// The schemas that names without one are looked for in, the first one first.
    pub fn path(&self) -> Vec<Id> {
        let find = |name: &str| self.catalog.find(Space::Schema, None, &Ident::folded(name));
        let set = self.setting("search_path");
        let names: Vec<&str> = match set {
            Some(path) => path.iter().map(String::as_str).filter(|it| *it != "$user").collect(),
            None => vec!["public"],
        };
        let temporary = find(TEMPORARY).filter(|_| !names.contains(&TEMPORARY));
        temporary.into_iter().chain(names.into_iter().filter_map(find)).collect()
    }

    /// Puts a schema before all others; gives what the path was.
    pub(super) fn first_in_path(&mut self, schema: &Ident) -> Option<Vec<String>> {
        let before = self.session.settings.get("search_path").cloned();
        let rest = before.clone().unwrap_or_else(|| vec!["public".to_owned()]);
        let path = std::iter::once(schema.to_string()).chain(rest).collect();
        self.session.settings.insert("search_path", path);
        before
    }

    pub(super) fn restore_path(&mut self, before: Option<Vec<String>>) {
        match before {
            Some(path) => drop(self.session.settings.insert("search_path", path)),
            None => self.session.settings.remove("search_path"),
        }
    }

    pub(super) fn set(&mut self, it: &Set) {
        let name = it.name.as_str();
        match &it.to {
            SetTo::Values(values) => {
                let values: Vec<String> = values.clone();
                if !it.local {
                    self.lasting.settings.insert(name, values.clone());
                }
                self.session.settings.insert(name, values);
            }
            SetTo::Default | SetTo::Reset => {
                self.session.settings.remove(name);
                if !it.local {
                    self.lasting.settings.remove(name);
                }
            }
            SetTo::ResetAll => (self.session, self.lasting) = (Session::default(), Session::default()),
            SetTo::Current => {}
        }
    }

    /// `set_config(name, value, local)`
    pub(super) fn set_config(&mut self, name: &str, value: &str, local: bool) {
        let listed = |it: &str| it.trim().trim_matches('"').to_owned();
        let values = match name {
            "search_path" => value.split(',').map(listed).filter(|it| !it.is_empty()).collect(),
            _ => vec![value.to_owned()],
        };
        self.set(&Set { name: name.to_ascii_lowercase(), to: SetTo::Values(values), local });
    }

    pub fn in_transaction(&self) -> bool {
        !self.transaction.is_empty()
    }

    /// From PostgreSQL 17 on, the labels of an enum that is as new as they are can be used.
    pub(super) fn freshen(&mut self, id: Id, label: &str) {
        let since = self.transaction.first().map(|it| it.mark);
        if since.is_some_and(|it| self.postgres < 17 || !self.catalog.is_newer(id, it)) {
            self.fresh.push((id, label.into()));
        }
    }

    pub(super) fn is_fresh(&self, id: Id, label: &str) -> bool {
        self.fresh.iter().any(|(of, known)| *of == id && **known == *label)
    }

    fn savepoint(&self, name: Option<Ident>) -> Savepoint {
        let (session, lasting) = (self.session.clone(), self.lasting.clone());
        Savepoint { name, mark: self.catalog.mark(), session, lasting }
    }

    /// Begins a transaction, unless one is under way.
    pub fn begin(&mut self) {
        if self.transaction.is_empty() {
            self.settle();
            self.fresh.clear();
            self.transaction.push(self.savepoint(None));
        }
    }

    /// Ends the transaction, if there is one.
    pub fn commit(&mut self) {
        self.fresh.clear();
        if !std::mem::take(&mut self.transaction).is_empty() {
            self.drop_on_commit();
            self.session = self.lasting.clone();
        }
    }

    fn drop_on_commit(&mut self) {
        let temporary = self.catalog.find(Space::Schema, None, &Ident::folded(TEMPORARY));
        let tables = temporary.map(|it| self.catalog.named(Space::Relation, Some(it)).collect::<Vec<_>>());
        for id in tables.into_iter().flatten() {
            let relation = self.catalog.get(id).and_then(Object::relation);
            if relation.is_some_and(|it| it.drop_on_commit && it.persistence == Persistence::Temporary) {
                let _ = self.catalog.drop(&[(id, Part::Whole)], true);
            }
        }
    }

    fn back_to(&mut self, at: usize) {
        if let Some(point) = self.transaction.get(at).cloned() {
            self.catalog.rewind(point.mark);
            (self.session, self.lasting) = (point.session, point.lasting);
        }
    }

    pub(super) fn transact(&mut self, it: &Transaction) -> Done {
        let named = |name: &Ident| self.transaction.iter().rposition(|it| it.name.as_ref() == Some(name));
        match it {
            Transaction::Begin => self.begin(),
            Transaction::Commit { chain } => {
                self.commit();
                if *chain {
                    self.begin();
                }
            }
            Transaction::Rollback { chain } => {
                self.back_to(0);
                self.fresh.clear();
                self.transaction.clear();
                if *chain {
                    self.begin();
                }
            }
            Transaction::Savepoint(name) if self.in_transaction() => {
                let point = self.savepoint(Some(name.clone()));
                self.transaction.push(point);
            }
            Transaction::Release(name) => {
                if let Some(at) = named(name) {
                    self.transaction.truncate(at);
                }
            }
            Transaction::RollbackTo(name) => {
                if let Some(at) = named(name) {
                    self.back_to(at);
                    self.transaction.truncate(at + 1);
                }
            }
            // Who prepares a transaction means to commit it.
            Transaction::Prepare => self.commit(),
            Transaction::Savepoint(_) | Transaction::CommitPrepared | Transaction::RollbackPrepared => {}
        }
        Ok(())
    }

    /// The schema of temporary objects, made when it is first needed.
    pub(super) fn temporary_schema(&mut self) -> Id {
        let name = Ident::folded(TEMPORARY);
        let found = self.catalog.find(Space::Schema, None, &name);
        found.unwrap_or_else(|| self.catalog.add(Object::new(name, None, Body::Schema)))
    }
}
