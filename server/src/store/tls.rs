//! TLS to the store's PostgreSQL, always with the certificate and the host's name checked.

use super::sql::StoreError;
use anyhow::Context;
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

pub fn connector() -> Result<MakeRustlsConnect, StoreError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("cannot set up TLS")?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
