//! Runs the cases on servers.

use super::alone;
use super::cases::{self, Case};
use super::observe::{self, Catalog, Outcome};
use super::page::{self, Row};
use super::servers::Server;
use postgres::Client;

/// A database in the state that every case starts from, copied for those that cannot be rolled back.
const TEMPLATE: &str = "base";
const WORK: &str = "work";

/// A server with that database.
pub struct Stage<'a> {
    server: &'a Server,
    client: Client,
    before: Catalog,
}

impl Stage<'_> {
    pub fn new(server: &Server) -> anyhow::Result<Stage<'_>> {
        server.create_database(TEMPLATE, "template0")?;
        let mut client = server.connect(TEMPLATE)?;
        client.batch_execute(&cases::base())?;
        drop(client);
        server.create_database(WORK, TEMPLATE)?;
        let mut client = server.connect(WORK)?;
        let before = observe::catalog(&mut client)?;
        Ok(Stage { server, client, before })
    }

    /// What the case does on this server.
    pub fn observe(&mut self, case: &Case) -> anyhow::Result<Outcome> {
        if case.alone {
            return alone::observe(self.server, TEMPLATE, &case.statements);
        }
        Ok(observe::in_transaction(&mut self.client, &self.before, &case.statements)?)
    }
}

/// What is told of every case on this server, in the order of the cases.
pub fn on_server(server: &Server) -> anyhow::Result<Vec<(Case, String)>> {
    let mut stage = Stage::new(server)?;
    let meant = cases::all().into_iter().filter(|it| it.from <= server.version);
    meant.map(|case| Ok((case.clone(), page::words(&stage.observe(&case)?)))).collect()
}

/// The rows of the page, from what each server told.
pub fn rows(told: &[(u16, Vec<(Case, String)>)]) -> Vec<Row> {
    let row = |case: Case| {
        let on = |(version, all): &(u16, Vec<(Case, String)>)| {
            let (_, text) = all.iter().find(|(it, _)| it.name == case.name)?;
            Some((*version, text.clone()))
        };
        Row { told: told.iter().filter_map(on).collect(), case }
    };
    cases::all().into_iter().map(row).collect()
}
