//! What the engine says of statements, in the same terms as what was observed.

use super::cases;
use super::observe::{Outcome, Wait};
use lockgate_core::effect::{self, Effect, Waits};
use lockgate_core::finding::Span;
use lockgate_core::schema::catalog::{Id, Space};
use lockgate_core::schema::{FullName, Origin, Schema};
use lockgate_core::statement::{LockMode, Reader, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A database as the engine knows it.
pub struct World {
    schema: Schema,
    version: u16,
}

/// A relation of a [`World`].
struct Known {
    id: Id,
    /// of an index
    table: Option<String>,
}

/// What the engine says.
#[derive(Debug, Clone, Default)]
pub struct Prediction {
    pub outcome: Outcome,
    /// locks that are taken only where there are rows
    pub row_locks: BTreeMap<String, LockMode>,
    /// what may be read by an index or from end to end
    pub reads: BTreeSet<String>,
    /// SQLSTATEs, or their first two characters, that the rows may lead to
    pub row_errors: BTreeSet<&'static str>,
    /// It runs code that nobody read.
    pub open: bool,
}

impl World {
    /// A database in which these statements were run.
    ///
    /// # Errors
    /// The statements that the engine thinks would be refused, though they were not.
    pub fn of(statements: &[String], version: u16) -> Result<World, String> {
        let mut world = World { schema: Schema::new(version, true), version };
        for text in statements {
            if let Err(code) = world.run(text) {
                return Err(format!("{code}: {text}"));
            }
        }
        Ok(world)
    }

    fn read(&self, text: &str) -> Result<Statement, String> {
        let reader = Reader { text, postgres: self.version };
        let read = reader.read(Span { start: 0, end: text.len() });
        read.ok().flatten().ok_or_else(|| "42601".to_owned())
    }

    /// Runs a statement; else the SQLSTATE that it is refused with.
    fn run(&mut self, text: &str) -> Result<Statement, String> {
        let statement = self.read(text)?;
        let origin = Origin { migration: 0, span: statement.span };
        match self.schema.apply(&statement, origin).fails {
            Some(failure) => Err(failure.sqlstate.to_owned()),
            None => Ok(statement),
        }
    }

    /// What statements do that are run one after the other; `alone`: the last one not in a transaction block.
    pub fn predict(&self, statements: &[String], alone: bool) -> Prediction {
        let mut world = World { schema: self.schema.clone(), version: self.version };
        let mut told = Prediction::default();
        if !alone && let Err(code) = world.run("BEGIN") {
            told.outcome.refused = Some(code);
        }
        for (at, text) in statements.iter().enumerate() {
            let counts = !alone || at + 1 == statements.len();
            if let Err(code) = world.one(text, !alone, counts, &mut told) {
                told.outcome.refused = Some(code);
                break;
            }
        }
        let (before, after) = (self.known(), world.known());
        told.finish(&before, &after, statements.len() > 1);
        told.limit(&before);
        told
    }

    /// Every relation, and the table of those that are indexes.
    fn known(&self) -> BTreeMap<String, Known> {
        let catalog = &self.schema.catalog;
        let name = |id: Id| {
            let object = catalog.get(id)?;
            let schema = catalog.get(object.below?)?.name.clone();
            Some(FullName { schema, name: object.name.clone() }.to_string())
        };
        let table = |id: Id| name(catalog.get(id)?.index()?.table);
        catalog
            .all(Space::Relation)
            .filter_map(|id| Some((name(id)?, Known { id, table: table(id) })))
            .collect()
    }

    fn one(&mut self, text: &str, block: bool, counts: bool, told: &mut Prediction) -> Result<(), String> {
        let statement = self.read(text)?;
        let effect = effect::of(&statement, &self.schema, self.version);
        let outside_only = effect.outside_only;
        if counts {
            told.take(effect);
        }
        self.run(text)?;
        if block && outside_only { Err("25001".to_owned()) } else { Ok(()) }
    }
}

impl Prediction {
    fn take(&mut self, effect: Effect) {
        let texts =
            |names: BTreeSet<FullName>| names.into_iter().map(|it| it.to_string()).collect::<Vec<_>>();
        for (name, mode) in effect.locks {
            let mode = mode_of(&self.outcome.locks, &name.to_string()).map_or(mode, |held| held.max(mode));
            self.outcome.locks.insert(name.to_string(), mode.to_string());
        }
        for (name, mode) in effect.row_locks {
            let held = self.row_locks.entry(name.to_string()).or_insert(mode);
            *held = mode.max(*held);
        }
        self.outcome.rewrites.extend(texts(effect.rewrites));
        self.outcome.builds.extend(texts(effect.builds));
        self.outcome.scans.extend(texts(effect.scans));
        self.reads.extend(texts(effect.reads));
        self.row_errors.extend(effect.row_errors);
        self.open |= effect.open;
        self.outcome.waits = self.outcome.waits.or(effect.waits.map(|it| match it {
            Waits::Snapshots => Wait::Snapshots,
            Waits::Users => Wait::Users,
        }));
    }

    /// Sees what is there in the end as the observer does, who goes by names.
    fn finish(&mut self, before: &BTreeMap<String, Known>, after: &BTreeMap<String, Known>, several: bool) {
        let outcome = &mut self.outcome;
        let built =
            after.iter().filter(|(_, it)| it.table.as_ref().is_some_and(|it| outcome.builds.contains(it)));
        let (again, new): (Vec<_>, Vec<_>) = built.partition(|(name, _)| before.contains_key(*name));
        let again: Vec<_> = again.into_iter().filter(|(name, it)| before[*name].id != it.id).collect();
        outcome.rewrites.extend(again.iter().map(|(name, _)| (*name).clone()));
        let again: BTreeSet<String> = again.into_iter().filter_map(|(_, it)| it.table.clone()).collect();
        outcome.rewrites.retain(|name| after.contains_key(name));
        if several {
            // What is built and dropped again is not seen.
            outcome.builds = new.into_iter().filter_map(|(_, it)| it.table.clone()).collect();
        } else {
            outcome.builds.retain(|table| {
                !again.contains(table) || new.iter().any(|(_, it)| it.table.as_ref() == Some(table))
            });
        }
    }

    /// Keeps what was there before, and of indexes' locks what the observer keeps.
    fn limit(&mut self, known: &BTreeMap<String, Known>) {
        let outcome = &mut self.outcome;
        for names in [&mut outcome.rewrites, &mut outcome.builds, &mut outcome.scans, &mut self.reads] {
            names.retain(|name| known.contains_key(name));
        }
        let locks = outcome.locks.clone();
        outcome.locks.retain(|name, mode| match known.get(name).map(|it| &it.table) {
            None => false,
            Some(None) => true,
            Some(Some(table)) => {
                let weak = matches!(mode.as_str(), "ACCESS SHARE" | "ROW SHARE" | "ROW EXCLUSIVE");
                !weak && locks.get(table).is_none_or(|it| it != "ACCESS EXCLUSIVE")
            }
        });
        self.row_locks.retain(|name, _| known.contains_key(name));
    }
}

/// The mode of a lock among those that were told as texts.
pub fn mode_of(locks: &BTreeMap<String, String>, name: &str) -> Option<LockMode> {
    LockMode::ALL.into_iter().find(|it| locks.get(name).is_some_and(|text| *text == it.to_string()))
}

/// The engine's idea of the base, for the cases.
pub fn base(version: u16) -> Result<World, String> {
    World::of(&cases::statements(&cases::base()), version)
}
