//! SQLite: one file, one connection, every commit on the disk before it is acknowledged.

use super::sql::{Access, Engine, Row, Sql, StoreError, Value, Work};
use anyhow::Context;
use rusqlite::{
    Connection, ErrorCode, ToSql, TransactionBehavior, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};
use std::{
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// What was said stays said. This is SQLite's own language, so it stands here and not in `migrations`.
const EVENTS_STAY: &str = "
    CREATE TRIGGER IF NOT EXISTS events_stay_unchanged BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
    CREATE TRIGGER IF NOT EXISTS events_stay BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;";

pub struct Sqlite(Mutex<Connection>);

impl Sqlite {
    pub fn open(path: &Path) -> Result<Sqlite, StoreError> {
        let connection = Connection::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        connection
            .busy_timeout(Duration::from_secs(10))
            .and_then(|()| connection.pragma_update(None, "journal_mode", "WAL"))
            .and_then(|()| connection.pragma_update(None, "synchronous", "FULL"))
            .and_then(|()| connection.pragma_update(None, "foreign_keys", "ON"))
            .with_context(|| format!("{} is not a database that can be used", path.display()))?;
        Ok(Sqlite(Mutex::new(connection)))
    }
}

impl Engine for Sqlite {
    fn transaction(&self, access: Access, work: Work) -> Result<(), StoreError> {
        // A panic elsewhere rolled its transaction back when it unwound, so the connection is as good as before.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let behavior = match access {
            Access::Read => TransactionBehavior::Deferred,
            Access::Write => TransactionBehavior::Immediate,
        };
        let mut transaction = Open(connection.transaction_with_behavior(behavior).map_err(failed)?);
        work(&mut transaction)?;
        transaction.0.commit().map_err(failed)
    }

    fn migrate(&self, script: &str) -> Result<(), StoreError> {
        self.transaction(Access::Write, &mut |sql| {
            sql.script(script)?;
            sql.script(EVENTS_STAY)
        })
    }
}

struct Open<'a>(rusqlite::Transaction<'a>);

impl Sql for Open<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.0.prepare_cached(&numbered(sql)).map_err(failed)?;
        Ok(statement.execute(params_from_iter(values)).map_err(failed)? as u64)
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.0.prepare_cached(&numbered(sql)).map_err(failed)?;
        let width = statement.column_count();
        let mut rows = statement.query(params_from_iter(values)).map_err(failed)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let values = (0..width).map(|column| read(row.get_ref(column).map_err(failed)?));
            all.push(Row(values.collect::<Result<_, StoreError>>()?));
        }
        Ok(all)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.execute_batch(sql).map_err(failed)
    }
}

/// `$1` is a name to SQLite and `?1` a number; only the number means what PostgreSQL means.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn read(value: ValueRef) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
        ValueRef::Text(value) => {
            Value::Text(String::from_utf8(value.to_vec()).context("the store holds text that is not UTF-8")?)
        }
        ValueRef::Real(_) => return Err(anyhow::anyhow!("the store holds a fraction; it writes none").into()),
    })
}

fn failed(error: rusqlite::Error) -> StoreError {
    let taken = error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
        && error.to_string().contains("UNIQUE constraint failed");
    if taken { StoreError::Taken } else { StoreError::Failed(error.into()) }
}
