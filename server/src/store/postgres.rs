//! PostgreSQL: for several servers on one set of records.

use super::{
    sql::{Access, Engine, Row, Sql, StoreError, Value, Work},
    tls,
};
use anyhow::{Context, anyhow};
use postgres::{
    Client, Config, IsolationLevel,
    error::SqlState,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use std::{
    error::Error,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Connections that are kept for the next transaction. One that failed is closed, never kept.
const KEPT: usize = 8;

/// Any number, as long as every server takes the same.
const MIGRATION_LOCK: i64 = 0x6c6f_636b_6761_7465;

/// What was said stays said. This is PL/pgSQL, so it stands here and not in `migrations`. Looked for first: making a
/// trigger waits for everybody who writes.
const EVENTS_STAY: &str = "
    DO $do$ BEGIN
        IF EXISTS (SELECT FROM pg_trigger WHERE tgname = 'events_stay' AND tgrelid = 'events'::regclass) THEN
            RETURN;
        END IF;
        CREATE OR REPLACE FUNCTION refuse_to_change_events() RETURNS trigger LANGUAGE plpgsql
            AS $f$ BEGIN RAISE EXCEPTION 'events are only ever added'; END $f$;
        CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON events
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_events();
    END $do$;";

pub struct Postgres {
    config: Config,
    idle: Mutex<Vec<Client>>,
}

impl Postgres {
    /// `url` as in `postgres://user:password@host/database?sslmode=verify-full`. Where TLS is used, the
    /// certificate and the host's name are always checked, so `require` means `verify-full` here.
    pub fn open(url: &str) -> Result<Postgres, StoreError> {
        let url = url
            .replace("sslmode=verify-full", "sslmode=require")
            .replace("sslmode=verify-ca", "sslmode=require");
        let mut config: Config = url.parse().context("DATABASE_URL is not a PostgreSQL URL")?;
        config.application_name("lockgate").connect_timeout(Duration::from_secs(10));
        let store = Postgres { config, idle: Mutex::default() };
        let client = store.client()?;
        store.keep(client);
        Ok(store)
    }

    fn client(&self) -> Result<Client, StoreError> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match kept {
            Some(client) if !client.is_closed() => Ok(client),
            _ => Ok(self.config.connect(tls::connector()?).context("cannot reach the store's PostgreSQL")?),
        }
    }

    fn keep(&self, client: Client) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(client);
        }
    }
}

impl Engine for Postgres {
    fn transaction(&self, access: Access, work: Work) -> Result<(), StoreError> {
        let mut client = self.client()?;
        let (done, usable) = within(&mut client, access, work);
        if usable {
            self.keep(client);
        }
        done
    }

    fn migrate(&self, script: &str) -> Result<(), StoreError> {
        self.transaction(Access::Write, &mut |sql| {
            sql.rows("SELECT 1::bigint FROM pg_advisory_xact_lock($1)", &[MIGRATION_LOCK.into()])?;
            sql.script(script)?;
            sql.script(EVENTS_STAY)
        })
    }
}

/// Also answers whether the connection can be used again.
fn within(client: &mut Client, access: Access, work: Work) -> (Result<(), StoreError>, bool) {
    let builder = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted);
    let transaction = match builder.read_only(access == Access::Read).start() {
        Ok(transaction) => transaction,
        Err(error) => return (Err(failed(error)), false),
    };
    let mut open = Open(transaction);
    match work(&mut open) {
        Ok(()) => match open.0.commit() {
            Ok(()) => (Ok(()), true),
            Err(error) => (Err(failed(error)), false),
        },
        Err(error) => {
            let usable = open.0.rollback().is_ok();
            (Err(error), usable)
        }
    }
}

struct Open<'a>(postgres::Transaction<'a>);

impl Sql for Open<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.0.execute(sql, &parameters(values)).map_err(failed)
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let rows = self.0.query(sql, &parameters(values)).map_err(failed)?;
        rows.iter().map(read).collect()
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.batch_execute(sql).map_err(failed)
    }
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn read(row: &postgres::Row) -> Result<Row, StoreError> {
    let values = (0..row.len()).map(|column| row.try_get::<_, Value>(column).map_err(failed));
    Ok(Row(values.collect::<Result<_, _>>()?))
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) => value.to_sql_checked(kind, out),
            Value::Text(value) => value.to_sql_checked(kind, out),
            Value::Bytes(value) => value.to_sql_checked(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Value, Box<dyn Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Value::Int(i64::from_sql(kind, raw)?),
            Type::TEXT => Value::Text(String::from_sql(kind, raw)?),
            _ => Value::Bytes(Vec::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Value, Box<dyn Error + Sync + Send>> {
        Ok(Value::Null)
    }

    fn accepts(kind: &Type) -> bool {
        <Value as ToSql>::accepts(kind)
    }
}

fn failed(error: postgres::Error) -> StoreError {
    match error.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => StoreError::Taken,
        Some(&SqlState::T_R_DEADLOCK_DETECTED | &SqlState::T_R_SERIALIZATION_FAILURE) => StoreError::Again,
        // The Debug form carries the server's own words; DETAIL may hold values and stays out.
        _ => match error.as_db_error() {
            Some(said) => {
                anyhow!("the store's PostgreSQL said: {} ({})", said.message(), said.code().code()).into()
            }
            None => StoreError::Failed(error.into()),
        },
    }
}
