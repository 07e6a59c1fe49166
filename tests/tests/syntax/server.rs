//! A private PostgreSQL that is asked for nothing but syntax, and the psql beside it.

use lockgate_tests::prove::servers;
use postgres::{Client, NoTls, error::SqlState};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

pub struct Server {
    server: servers::Server,
    client: Client,
    pub major: u16,
}

impl Server {
    /// The server at hand, or the one of the version that `LOCKGATE_REGRESS_VERSION` names.
    pub fn start() -> Server {
        let version = env::var("LOCKGATE_REGRESS_VERSION").ok().map(|it| it.parse().unwrap());
        let server = version.map_or_else(servers::at_hand, servers::of_version).unwrap();
        let mut client = Client::connect(&server.url("postgres"), NoTls).unwrap();
        client.batch_execute("CREATE DATABASE regression").unwrap();
        fail(&mut client);
        Server { major: server.version, server, client }
    }

    /// The SQLSTATE with which the grammar refuses a statement. In a transaction that has failed everything is parsed,
    /// and nothing that was parsed is looked at: what is SQL gets 25P02.
    pub fn refuses(&mut self, statement: &str) -> Option<String> {
        let answer = self.client.batch_execute(statement);
        match answer.as_ref().map_err(|error| error.code()) {
            // It ended the transaction, as ROLLBACK does.
            Ok(()) => {
                self.client.batch_execute("ROLLBACK").unwrap();
                fail(&mut self.client);
                None
            }
            Err(Some(code)) if allowed(code) => None,
            Err(Some(code)) => Some(code.code().to_owned()),
            Err(None) => panic!("{statement}: {answer:?}"),
        }
    }

    /// Runs a file with psql, and returns every text that it sent, in order.
    pub fn run(&self, file: &Path, environment: &BTreeMap<String, String>) -> Vec<String> {
        let log = env::temp_dir().join(format!("lockgate-psql-{}.log", std::process::id()));
        fs::write(&log, "").unwrap();
        let status = Command::new("psql")
            .args(["--no-psqlrc", "--quiet", "--output", "/dev/null"])
            .args(["--dbname", &self.server.url("regression")])
            .arg("--log-file")
            .arg(&log)
            .arg("--file")
            .arg(file)
            .envs(environment)
            .env("PGOPTIONS", "-c statement_timeout=500")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.unwrap();
        let sent = logged(&String::from_utf8_lossy(&fs::read(&log).unwrap()));
        fs::remove_file(&log).unwrap();
        sent
    }
}

/// What may be said of a statement that was parsed: the transaction has failed, there is no such savepoint.
fn allowed(code: &SqlState) -> bool {
    [SqlState::IN_FAILED_SQL_TRANSACTION, SqlState::S_E_INVALID_SPECIFICATION].contains(code)
}

fn fail(client: &mut Client) {
    client.batch_execute("BEGIN").unwrap();
    client.batch_execute("SELECT 1/0").unwrap_err();
}

/// The queries in psql's log file, between its rows of stars.
fn logged(log: &str) -> Vec<String> {
    const OPEN: &str = "********* QUERY **********\n";
    const CLOSE: &str = "\n**************************\n";
    let queries = log.split(OPEN).skip(1).filter_map(|rest| rest.split_once(CLOSE));
    queries.map(|(query, _)| query.to_owned()).collect()
}
