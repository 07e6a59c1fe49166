//! One dedicated connection to a target, never pooled. Dropping it closes it, and with it the lock.

use super::{Reach, TargetUrl, Trouble, url::Tls};
use anyhow::Context;
use rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinHandle;
use tokio_postgres::{Client, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long an apply waits for another one's lock, asking again and again: a session that waits in a statement
/// would hold a snapshot, and CREATE INDEX CONCURRENTLY in the other session would wait for it for ever.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(500);

/// The advisory lock's number: the bytes of `lockgate`.
pub const LOCK: i64 = i64::from_be_bytes(*b"lockgate");

pub struct Session {
    pub client: Client,
    driver: JoinHandle<()>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Session {
    pub async fn open(reach: Reach, text: &str) -> Result<Session, Trouble> {
        let url = TargetUrl::read(reach, text).await?;
        let session = connect(&url).await.map_err(|error| refused(&url.place, error))?;
        let standby = session.client.query_one("SELECT pg_catalog.pg_is_in_recovery()", &[]).await?;
        if standby.get(0) {
            return Err(Trouble::ReadOnly { place: url.place });
        }
        Ok(session)
    }

    /// Takes the target's lock, which ends with the connection.
    pub async fn lock(&self) -> Result<(), Trouble> {
        for _ in 0..LOCK_TRIES {
            let got = self.client.query_one("SELECT pg_catalog.pg_try_advisory_lock($1)", &[&LOCK]).await?;
            if got.get(0) {
                return Ok(());
            }
            tokio::time::sleep(LOCK_PAUSE).await;
        }
        Err(Trouble::Locked { holder: self.holder().await? })
    }

    async fn holder(&self) -> Result<String, Trouble> {
        let sql = "SELECT pg_catalog.format('process %s of %s since %s', a.pid, a.usename, \
                   pg_catalog.to_char(a.backend_start, 'HH24:MI')) \
                   FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) \
                   WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
                   AND (l.classid::bigint << 32 | l.objid::bigint) = $1 \
                   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";
        let row = self.client.query_opt(sql, &[&LOCK]).await?;
        Ok(row.map_or_else(|| "it has just been let go".into(), |it| it.get(0)))
    }

    /// Says goodbye, so that PostgreSQL frees the lock at once.
    pub async fn close(mut self) {
        let (client, _) = {
            let (mut config, none) = (tokio_postgres::Config::new(), ());
            config.host("closed");
            (std::mem::replace(&mut self.client, closed_client().await), none)
        };
        drop(client);
    }
}
