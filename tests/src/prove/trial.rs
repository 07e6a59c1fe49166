//! Random statements on random schemas: each is run on a server and rolled back, and held against the engine.

use super::compare::differences;
use super::observe::{self, Catalog};
use super::predict::World;
use super::random::{self, Dice};
use super::servers::Server;
use postgres::Client;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Trial {
    /// pairs of a schema and a statement
    pub pairs: usize,
    /// how many schemas they are about
    pub schemas: u64,
    /// of them, those that the server ran
    pub ran: usize,
    pub disagreements: Vec<Disagreement>,
}

/// A pair on which server and engine do not agree.
#[derive(Debug)]
pub struct Disagreement {
    pub seed: u64,
    pub schema: Vec<String>,
    pub statement: String,
    pub differences: Vec<String>,
}

const STATEMENTS: usize = 60;

/// Runs `pairs` pairs from `seed` on.
pub fn run(server: &Server, seed: u64, pairs: usize) -> anyhow::Result<Trial> {
    server.create_database("trial", "template0")?;
    let mut client = server.connect("trial")?;
    let mut trial = Trial::default();
    for number in 0.. {
        if trial.pairs >= pairs {
            break;
        }
        one_schema(server, &mut client, seed + number, &mut trial)?;
        trial.schemas += 1;
    }
    Ok(trial)
}

fn one_schema(server: &Server, client: &mut Client, seed: u64, trial: &mut Trial) -> anyhow::Result<()> {
    let mut dice = Dice::new(seed);
    let drawn = random::schema(&mut dice, server.version);
    client.batch_execute(
        "DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
    )?;
    // What the server refuses is no part of the schema.
    let mut schema = Vec::new();
    for statement in drawn.sql.clone() {
        match client.batch_execute(&statement) {
            Ok(()) => schema.push(statement),
            Err(error) => drop(observe::refused(error)?),
        }
    }
    let before = observe::catalog(client)?;
    match World::of(&schema, server.version) {
        Ok(world) => statements(client, &before, (seed, &schema, &world), &mut dice, &drawn, trial),
        Err(refused) => {
            trial.pairs += 1;
            let differences = vec!["runs, foretold to be refused".to_owned()];
            trial.disagreements.push(Disagreement { seed, schema, statement: refused, differences });
            Ok(())
        }
    }
}

fn statements(
    client: &mut Client,
    before: &Catalog,
    (seed, schema, world): (u64, &[String], &World),
    dice: &mut Dice,
    drawn: &random::Drawn,
    trial: &mut Trial,
) -> anyhow::Result<()> {
    for _ in 0..STATEMENTS {
        let statement = random::statement(dice, drawn);
        let pair = [statement.clone()];
        let seen = observe::in_transaction(client, before, &pair)?;
        let told = world.predict(&pair, false);
        trial.pairs += 1;
        trial.ran += usize::from(seen.refused.is_none());
        let differences = differences(&told, &seen, true);
        if !differences.is_empty() {
            trial.disagreements.push(Disagreement { seed, schema: schema.to_vec(), statement, differences });
        }
    }
    Ok(())
}
