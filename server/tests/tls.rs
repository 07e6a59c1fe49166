//! TLS to a real PostgreSQL, in every mode that a URL may ask for. The roots are those of the operating system, which
//! `SSL_CERT_FILE` replaces; so each try is a process of its own.

use lockgate::scratch::{Binaries, Durability, Scratch};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
    time::Duration,
};
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// A server that takes nothing but TLS, with a certificate for `localhost` by an authority of our own.
struct Secured {
    scratch: Scratch,
    folder: TempDir,
}

impl Secured {
    async fn start() -> Secured {
        let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (client, connection) = tokio_postgres::connect(&scratch.url("postgres"), NoTls).await.unwrap();
        tokio::spawn(connection);
        let data = PathBuf::from(setting(&client, "data_directory").await);
        let (authority, certificate, key) = certificates();
        fs::write(folder.path().join("authority.pem"), authority).unwrap();
        give(&data, "server.crt", &certificate);
        give(&data, "server.key", &key);
        give(&data, "pg_hba.conf", "hostssl all all all scram-sha-256\n");
        client.batch_execute("ALTER SYSTEM SET ssl = on").await.unwrap();
        client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
        while setting(&client, "ssl").await != "on" {
            thread::sleep(Duration::from_millis(20));
        }
        Secured { scratch, folder }
    }

    fn url(&self, host: &str, mode: &str) -> String {
        let plain = self.scratch.url("postgres").replace("127.0.0.1", host);
        plain.replace("sslmode=disable", &format!("sslmode={mode}"))
    }

    /// `lockgate` with the authority among its roots, or without.
    fn lockgate(&self, trusting: bool) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lockgate"));
        if trusting {
            command.env("SSL_CERT_FILE", self.folder.path().join("authority.pem"));
        }
        command
    }

    /// Reads a schema, which is the least that takes a connection.
    fn read(&self, host: &str, mode: &str, trusting: bool) -> Output {
        self.lockgate(trusting).args(["schema", &self.url(host, mode)]).output().unwrap()
    }
}

async fn setting(client: &Client, name: &str) -> String {
    client.query_one("SELECT current_setting($1)", &[&name]).await.unwrap().get(0)
}

/// Writes a file that belongs to whom the server runs as, and that nobody else may read.
fn give(data: &Path, name: &str, text: &str) {
    let (path, owner) = (data.join(name), fs::metadata(data).unwrap());
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
}

/// As PEM: the authority, a certificate of its for `localhost`, and that one's key.
fn certificates() -> (String, String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let root = authority.self_signed(&key).unwrap();
    let issuer = Issuer::new(authority, key);
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = leaf.signed_by(&key, &issuer).unwrap();
    (root.pem(), certificate.pem(), key.serialize_pem())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_gets_what_its_url_asks_for() {
    let server = Secured::start().await;
    for (host, mode, trusting, works) in [
        ("127.0.0.1", "disable", true, false),
        ("127.0.0.1", "prefer", false, true),
        ("127.0.0.1", "require", false, true),
        ("127.0.0.1", "verify-ca", true, true),
        ("127.0.0.1", "verify-ca", false, false),
        ("localhost", "verify-full", true, true),
        ("localhost", "verify-full", false, false),
        ("127.0.0.1", "verify-full", true, false),
    ] {
        let answer = server.read(host, mode, trusting);
        let said = String::from_utf8_lossy(&answer.stderr);
        assert_eq!(answer.status.code(), Some(if works { 0 } else { 2 }), "{host} {mode} {trusting}: {said}");
        assert!(!said.contains(&server.scratch.url("postgres")[20..40]), "a password is told: {said}");
        if !works && mode.starts_with("verify") {
            assert!(said.contains("certificate"), "{host} {mode}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_checks_the_certificate_even_where_its_url_only_requires_tls() {
    let server = Secured::start().await;
    let data = tempfile::tempdir().unwrap();
    let open = |host: &str, trusting: bool| {
        let mut command = server.lockgate(trusting);
        command.args(["verify", "--data"]).arg(data.path());
        command.env("DATABASE_URL", server.url(host, "require")).output().unwrap()
    };
    let trusted = open("localhost", true);
    assert!(trusted.status.success(), "{}", String::from_utf8_lossy(&trusted.stderr));
    for refused in [open("localhost", false), open("127.0.0.1", true)] {
        assert_eq!(refused.status.code(), Some(2));
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains("certificate"), "{said}");
    }
}
