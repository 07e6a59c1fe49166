//! Lockgate's own records: SQLite by default, PostgreSQL where several servers share them.
//!
//! Everything here blocks; [`Office::block`](crate::office::Office::block) moves it off the async threads.

mod blobs;
mod events;
mod people;
mod postgres;
mod sessions;
mod set_up;
pub mod sql;
mod sqlite;
mod targets;
mod tls;
mod tokens;

#[cfg(test)]
mod contract;

pub use events::{Expected, NewEvent, entry};
pub use people::Person;
pub use sessions::Session;
pub use sql::StoreError;
pub use tokens::Token;

use sql::{Access, Engine, Sql};
use std::{path::Path, sync::Arc, thread, time::Duration};

/// Run at every start; each one can run again without harm.
const MIGRATIONS: &[&str] = &[include_str!("../../../migrations/0001_store.sql")];

/// How often work is tried again when another writer moved the head meanwhile.
const TRIES: u64 = 40;

#[derive(Clone)]
pub struct Store(Arc<dyn Engine>);

/// An open transaction, with everything that the records know.
pub struct Tx<'a>(&'a mut dyn Sql);

impl Store {
    pub fn sqlite(path: &Path) -> Result<Store, StoreError> {
        Store::ready(Arc::new(sqlite::Sqlite::open(path)?))
    }

    pub fn postgres(url: &str) -> Result<Store, StoreError> {
        Store::ready(Arc::new(postgres::Postgres::open(url)?))
    }

    fn ready(engine: Arc<dyn Engine>) -> Result<Store, StoreError> {
        for script in MIGRATIONS {
            engine.migrate(script)?;
        }
        let store = Store(engine);
        store.write(|tx| tx.make_head())?;
        Ok(store)
    }

    /// Reads in one transaction.
    pub fn read<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.transaction(Access::Read, &mut work)
    }

    /// Writes in one transaction. `work` may run several times: it is tried again where another writer of
    /// the chain was faster, with everything taken back in between.
    pub fn write<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, StoreError>) -> Result<T, StoreError> {
        for attempt in 1.. {
            match self.transaction(Access::Write, &mut work) {
                Err(StoreError::Again) if attempt < TRIES => thread::sleep(Duration::from_millis(attempt)),
                done => return done,
            }
        }
        Err(StoreError::Again)
    }

    fn transaction<T>(
        &self,
        access: Access,
        work: &mut dyn FnMut(&mut Tx) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut answer = None;
        self.0.transaction(access, &mut |sql| {
            answer = Some(work(&mut Tx(sql))?);
            Ok(())
        })?;
        answer.ok_or_else(|| anyhow::anyhow!("the transaction ended without its work").into())
    }
}
