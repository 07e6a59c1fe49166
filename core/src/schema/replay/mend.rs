//! How the replay goes on behind a statement that a server would refuse: as if somebody had mended it, so that what
//! follows is not refused for its sake.

use super::Course;
use crate::schema::Schema;
use crate::schema::catalog::{Id, Mark};
use crate::schema::failure::Done;
use crate::statement::{Drop, Kind, Name, Renamed, Statement};

impl Schema {
    /// Does of a refused statement what can be done. Of its tables anything may be true from here on.
    pub fn mend(&mut self, statement: &Statement) {
        match &statement.kind {
            Kind::AlterTable(it) => {
                for action in &it.actions {
                    let mark = self.catalog.mark();
                    let done = self.alter_parts(it, std::slice::from_ref(action));
                    self.settled(mark, done);
                }
            }
            Kind::Drop(it) => {
                self.attempt(&Kind::Drop(Drop { cascade: true, if_exists: true, ..it.clone() }));
                return;
            }
            kind => drop(self.attempt(kind)),
        }
        let mut course = Course::default();
        for inner in &statement.inner {
            if !course.comes_to(self, &inner.condition) {
                continue;
            }
            if !self.attempt(&inner.kind) {
                self.mend(inner);
            }
        }
        for name in subjects(statement) {
            self.open(name);
        }
        if let Kind::Rename(it) = &statement.kind
            && let Renamed::Table(name) = &it.what
        {
            self.open(&Name { name: it.to.value.clone(), ..name.clone() });
        }
    }

    /// Whether it could be done; else nothing was.
    fn attempt(&mut self, kind: &Kind) -> bool {
        let mark = self.catalog.mark();
        let done = self.run_kind(kind);
        self.settled(mark, done)
    }

    fn settled(&mut self, mark: Mark, done: Done) -> bool {
        if done.is_err() {
            self.catalog.rewind(mark);
        }
        done.is_ok()
    }

    /// From here on the relation may have more than is known of it; one that is not there is taken for granted.
    fn open(&mut self, name: &Name) {
        let known = self.relation_id(name).map_or_else(|| self.assume_table(name), Ok);
        let Ok(id) = known else { return };
        let id: Id = self.catalog.get(id).and_then(|it| it.index()).map_or(id, |it| it.table);
        self.catalog.change(id, |object| {
            if let Some(it) = object.relation_mut() {
                it.open = true;
            }
        });
    }
}

/// The relations that a statement is about.
pub fn subjects(statement: &Statement) -> Vec<&Name> {
    match &statement.kind {
        Kind::CreateTable(it) => vec![&it.table.value],
        Kind::CreateView(it) => vec![&it.view.value],
        Kind::AlterTable(it) => vec![&it.table.value],
        Kind::CreateIndex(it) => vec![&it.table.value],
        Kind::CreateTrigger(it) => vec![&it.table.value],
        Kind::CreatePolicy(it) => vec![&it.table.value],
        Kind::Drop(it) => it.objects.iter().map(|it| it.on.as_ref().unwrap_or(&it.name.value)).collect(),
        Kind::Rename(it) => match &it.what {
            Renamed::Table(table) | Renamed::Index(table) => vec![table],
            Renamed::Column { table, .. } | Renamed::Constraint { table, .. } => vec![table],
            Renamed::Schema(moved) => vec![&moved.name.value],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
