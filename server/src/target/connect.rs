//! One dedicated connection to a target, never pooled. Dropping it closes it, and with it the lock.

use super::{Reach, TargetUrl, Trouble, url::Tls};
use anyhow::Context;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinHandle,
};
use tokio_postgres::{Client, Connection, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long an apply waits for another one's lock, asking again and again: a session that waits in a statement
/// would hold a snapshot, and CREATE INDEX CONCURRENTLY in the other session would wait for it for ever.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(500);

/// The advisory lock's number: the bytes of `lockgate`.
pub const LOCK: i64 = i64::from_be_bytes(*b"lockgate");

/// Dropping it lets the connection go: PostgreSQL rolls back what is open and frees the lock.
pub struct Session {
    pub client: Client,
    /// `host:port/database`, without the user and the password.
    pub place: String,
    driver: JoinHandle<()>,
}

impl Session {
    /// A session to look only, which a standby is good for too.
    pub async fn to_read(reach: Reach, text: &str) -> Result<Session, Trouble> {
        let url = TargetUrl::read(reach, text).await?;
        connect(&url).await.map_err(|error| refused(&url.place, error))
    }

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

    /// Says goodbye and waits until it is said, so that the lock is free.
    pub async fn close(self) {
        drop(self.client);
        // The driver ends with the client; how it ended no longer matters.
        let _ = self.driver.await;
    }
}

async fn connect(url: &TargetUrl) -> anyhow::Result<Session> {
    if url.tls == Tls::Disable {
        let (client, connection) = url.config.connect(NoTls).await?;
        return Ok(Session { client, place: url.place.clone(), driver: drive(connection) });
    }
    let tls = MakeRustlsConnect::new(tls_config(url.tls)?);
    let (client, connection) = url.config.connect(tls).await?;
    Ok(Session { client, place: url.place.clone(), driver: drive(connection) })
}

/// Moves the connection's bytes. Its errors come back to the client's calls too, so they are not lost here.
fn drive<S, T>(connection: Connection<S, T>) -> JoinHandle<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        let _ = connection.await;
    })
}

fn refused(place: &str, error: anyhow::Error) -> Trouble {
    let db = error.downcast_ref::<tokio_postgres::Error>().and_then(|it| it.as_db_error());
    match db {
        Some(it) => Trouble::Refused {
            place: place.to_owned(),
            sqlstate: it.code().code().to_owned(),
            message: it.message().to_owned(),
        },
        None => Trouble::Unreachable { what: format!("{place}: {error:#}") },
    }
}

fn tls_config(tls: Tls) -> anyhow::Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .context("cannot set up TLS")?;
    if tls == Tls::VerifyFull {
        return Ok(config.with_root_certificates(roots).with_no_client_auth());
    }
    let issuer = match tls {
        Tls::VerifyCa => {
            Some(WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build()?)
        }
        _ => None,
    };
    let verifier = Arc::new(Lenient { issuer, provider });
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// The weaker modes, which an admin has to write into the URL: the host's name is not checked, and without `issuer`
/// neither is who signed the certificate.
#[derive(Debug)]
struct Lenient {
    issuer: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(issuer) = &self.issuer else { return Ok(ServerCertVerified::assertion()) };
        match issuer.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            // webpki looks at the name last, so everything else has been checked by then.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            answer => answer,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
