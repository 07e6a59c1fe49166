//! A private PostgreSQL server in a temporary folder: the demo's target, and what tests run against.
//!
//! It listens on a free port of the loopback address, asks for a password that nobody else knows, and is gone
//! with its folder when it is dropped. PostgreSQL refuses to run as root, so a root process runs it as `postgres`.

mod binaries;

pub use binaries::Binaries;

use anyhow::{Context, bail};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, User, geteuid},
};
use std::{
    fs::{self, File},
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const USER: &str = "postgres";
const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(10);

pub struct Scratch {
    server: Child,
    port: u16,
    password: String,
    folder: TempDir,
}

/// Whether commits reach the disk. Only what can be made again may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    Lasting,
    Fleeting,
}

impl Scratch {
    /// Makes a cluster and starts it. Blocks for about half a second.
    pub fn start(binaries: &Binaries, durability: Durability) -> anyhow::Result<Scratch> {
        let folder = tempfile::Builder::new().prefix("lockgate-pg-").tempdir()?;
        let password = password()?;
        let account = account()?;
        hand_over(folder.path(), account.as_ref())?;
        init(binaries, folder.path(), account.as_ref(), &password)?;
        let port = free_port()?;
        let server = launch(binaries, folder.path(), account.as_ref(), port, durability)?;
        let mut scratch = Scratch { server, port, password, folder };
        scratch.wait_until_ready()?;
        Ok(scratch)
    }

    /// The URL of a database of this server; `postgres` is there from the start.
    pub fn url(&self, database: &str) -> String {
        let Scratch { password, port, .. } = self;
        format!("postgres://{USER}:{password}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let (since, pid_file) = (Instant::now(), self.folder.path().join("data/postmaster.pid"));
        while since.elapsed() < START {
            // The eighth line of this file is where the server says how far it is; `pg_ctl` reads it too.
            let text = fs::read_to_string(&pid_file).unwrap_or_default();
            if text.lines().nth(7).is_some_and(|it| it.trim() == "ready") {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("the private PostgreSQL ended ({status}): {}", tail(&self.folder.path().join("log")));
            }
            thread::sleep(Duration::from_millis(5));
        }
        bail!("the private PostgreSQL did not start in {START:?}: {}", tail(&self.folder.path().join("log")))
    }
}

impl Drop for Scratch {
    /// Stops the server at once, so that nothing of it is left when its folder goes.
    fn drop(&mut self) {
        let pid = Pid::from_raw(self.server.id() as i32);
        let since = Instant::now();
        let mut signal = Signal::SIGINT;
        while matches!(self.server.try_wait(), Ok(None)) {
            // An error means that it has ended meanwhile, which the next look will find.
            let _ = kill(pid, signal);
            if since.elapsed() > STOP {
                signal = Signal::SIGKILL;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Whom the server runs as, where that is somebody else.
fn account() -> anyhow::Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    match User::from_name(USER)? {
        Some(user) => Ok(Some(user)),
        None => bail!("PostgreSQL does not run as root, and there is no user `{USER}` to run it as"),
    }
}

fn hand_over(path: &Path, account: Option<&User>) -> anyhow::Result<()> {
    match account {
        Some(user) => Ok(chown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw()))?),
        None => Ok(()),
    }
}

/// 256 random bits, in characters that need no escaping in a URL.
fn password() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the operating system gives no random bytes: {error}"))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

fn command(binaries: &Binaries, program: &str, account: Option<&User>, folder: &Path) -> Command {
    let mut command = Command::new(binaries.program(program));
    // A PostgreSQL that was unpacked anywhere brings its libraries along.
    command.env_clear().env("LD_LIBRARY_PATH", binaries.libraries());
    command.env("LC_ALL", "C").env("TZ", "UTC").current_dir(folder).stdin(Stdio::null());
    // A group of its own: Ctrl-C in the terminal is for us, and we stop the server in order.
    command.process_group(0);
    if let Some(user) = account {
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    command
}

fn init(binaries: &Binaries, folder: &Path, account: Option<&User>, password: &str) -> anyhow::Result<()> {
    let secret = folder.join("password");
    fs::write(&secret, password)?;
    hand_over(&secret, account)?;
    let output = command(binaries, "initdb", account, folder)
        .args(["--pgdata", "data", "--username", USER, "--pwfile", "password", "--auth", "scram-sha-256"])
        .args(["--encoding", "UTF8", "--no-locale", "--no-sync"])
        .output()
        .context("cannot run initdb")?;
    fs::remove_file(&secret)?;
    if !output.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

fn launch(
    binaries: &Binaries,
    folder: &Path,
    account: Option<&User>,
    port: u16,
    durability: Durability,
) -> anyhow::Result<Child> {
    let log = File::create(folder.join("log"))?;
    let mut command = command(binaries, "postgres", account, folder);
    command.args(["-D", "data", "-k", "", "-h", "127.0.0.1", "-p", &port.to_string()]);
    if durability == Durability::Fleeting {
        command.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
    }
    let server = command.stdout(log.try_clone()?).stderr(log).spawn();
    server.context("cannot run postgres")
}

/// Free now; another program could take it before PostgreSQL does, and then the start fails and says so.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let last: Vec<&str> = text.lines().rev().take(5).collect();
    last.into_iter().rev().collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_and_is_gone_when_dropped() {
        let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
        let (url, folder, pid) =
            (scratch.url("postgres"), scratch.folder.path().to_owned(), scratch.server.id());
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let one: i32 = client.query_one("SELECT 1", &[]).unwrap().get(0);
        assert_eq!(one, 1);
        let wrong = url.replace(&scratch.password, "wrong");
        assert!(postgres::Client::connect(&wrong, postgres::NoTls).is_err(), "it asks for its password");
        drop(client);
        drop(scratch);
        assert!(!folder.exists());
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
    }
}
