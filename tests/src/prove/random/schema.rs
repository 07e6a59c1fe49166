//! A schema at random.

use super::{Dice, values};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Unlogged,
    Partitioned,
    Partition,
    Heir,
}

#[derive(Debug, Clone)]
pub struct Table {
    /// with its schema where that is not `public`
    pub name: String,
    pub kind: Kind,
    /// name and type; the first one is `id`
    pub columns: Vec<(String, String)>,
    pub primary: bool,
    pub constraints: Vec<String>,
    /// with the schema, as `DROP INDEX` takes them
    pub indexes: Vec<String>,
    pub triggers: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Drawn {
    pub version: u16,
    pub sql: Vec<String>,
    pub tables: Vec<Table>,
    pub views: Vec<String>,
    pub matviews: Vec<String>,
    pub sequences: Vec<String>,
    pub statistics: Vec<String>,
    pub policies: Vec<(String, String)>,
}

const BEGINNING: &[&str] = &[
    "CREATE SCHEMA app",
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    "CREATE DOMAIN dfree AS int",
    "CREATE DOMAIN dtext AS text",
    "CREATE DOMAIN dpos AS int CHECK (VALUE > 0)",
    "CREATE FUNCTION trgf() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
    "CREATE SEQUENCE s0",
];

pub fn draw(dice: &mut Dice, version: u16) -> Drawn {
    let sql = BEGINNING.iter().map(|it| (*it).to_owned()).collect();
    let mut drawn = Drawn { version, sql, sequences: vec!["s0".to_owned()], ..Drawn::default() };
    for number in 0..2 + dice.below(4) {
        table(dice, &mut drawn, number);
    }
    for number in 0..drawn.tables.len() {
        around(dice, &mut drawn, number);
    }
    for number in 0..dice.below(3) {
        view(dice, &mut drawn, number);
    }
    drawn
}

fn table(dice: &mut Dice, drawn: &mut Drawn, number: usize) {
    let schema = dice.maybe(15, "app.");
    let name = format!("{schema}t{number}");
    let heir = drawn.tables.iter().find(|it| it.kind == Kind::Plain).map(|it| it.name.clone());
    match dice.below(100) {
        0..20 => partitioned(dice, drawn, name),
        20..28 if heir.is_some() => {
            let parent = heir.unwrap_or_default();
            let columns =
                vec![("id".to_owned(), "bigint".to_owned()), ("extra".to_owned(), "int".to_owned())];
            drawn.sql.push(format!("CREATE TABLE {name} (extra int) INHERITS ({parent})"));
            drawn.tables.push(new(name, Kind::Heir, columns));
        }
        28..36 => plain(dice, drawn, name, Kind::Unlogged),
        _ => plain(dice, drawn, name, Kind::Plain),
    }
}

fn new(name: String, kind: Kind, columns: Vec<(String, String)>) -> Table {
    let (constraints, indexes, triggers) = (Vec::new(), Vec::new(), Vec::new());
    Table { name, kind, columns, primary: false, constraints, indexes, triggers }
}

/// Columns with what stands behind them.
fn columns(dice: &mut Dice, table: &mut Table, words: &mut Vec<String>) {
    for number in 0..2 + dice.below(5) {
        let (name, drawn) = (format!("c{number}"), values::draw(dice));
        let mut word = format!("{name} {}", drawn.name);
        if dice.percent(25) {
            word += " NOT NULL";
        }
        if dice.percent(20) {
            word += &format!(" DEFAULT {}", drawn.constant);
        }
        if dice.percent(12) {
            word += &format!(" CHECK ({name} IS NOT NULL)");
            let bare = table.name.trim_start_matches("app.");
            table.constraints.push(format!("{bare}_{name}_check"));
        }
        words.push(word);
        table.columns.push((name, drawn.name.to_owned()));
    }
}

fn plain(dice: &mut Dice, drawn: &mut Drawn, name: String, kind: Kind) {
    let id = *dice.pick(&["bigint", "bigint", "int", "serial", "bigint GENERATED ALWAYS AS IDENTITY"]);
    let known = if id.starts_with("bigint") { "bigint" } else { "int" };
    let mut table = new(name.clone(), kind, vec![("id".to_owned(), known.to_owned())]);
    let bare = name.trim_start_matches("app.").to_owned();
    table.primary = dice.percent(75);
    let key = if table.primary { " PRIMARY KEY" } else { "" };
    if table.primary {
        table.constraints.push(format!("{bare}_pkey"));
    }
    let mut words = vec![format!("id {id}{key}")];
    columns(dice, &mut table, &mut words);
    let unlogged = if kind == Kind::Unlogged { "UNLOGGED " } else { "" };
    drawn.sql.push(format!("CREATE {unlogged}TABLE {name} ({})", words.join(", ")));
    let always = id.contains("IDENTITY");
    rows(dice, drawn, &table, always);
    drawn.tables.push(table);
}

fn rows(dice: &mut Dice, drawn: &mut Drawn, table: &Table, always: bool) {
    let count = *dice.pick(&[0, 3, 8]);
    let names: Vec<&str> = table.columns.iter().map(|it| it.0.as_str()).collect();
    let values: Vec<&str> = table.columns.iter().map(|it| values::of_row(&it.1)).collect();
    let over = if always { " OVERRIDING SYSTEM VALUE" } else { "" };
    let (names, values) = (names.join(", "), values.join(", "));
    let (name, rows) = (&table.name, format!("generate_series(1, {count}) g"));
    drawn.sql.push(format!("INSERT INTO {name} ({names}){over} SELECT {values} FROM {rows}"));
}

fn partitioned(dice: &mut Dice, drawn: &mut Drawn, name: String) {
    let mut table = new(name.clone(), Kind::Partitioned, vec![("id".to_owned(), "bigint".to_owned())]);
    table.primary = dice.percent(50);
    let bare = name.trim_start_matches("app.").to_owned();
    let key = if table.primary { "bigint PRIMARY KEY" } else { "bigint NOT NULL" };
    if table.primary {
        table.constraints.push(format!("{bare}_pkey"));
    }
    let mut words = vec![format!("id {key}")];
    columns(dice, &mut table, &mut words);
    let (how, bounds) = *dice.pick(&[
        ("RANGE", ["FOR VALUES FROM (0) TO (5)", "FOR VALUES FROM (5) TO (1000)"]),
        ("RANGE", ["FOR VALUES FROM (0) TO (5)", "DEFAULT"]),
        ("LIST", ["FOR VALUES IN (1, 2, 3)", "DEFAULT"]),
        ("HASH", ["FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"]),
    ]);
    drawn.sql.push(format!("CREATE TABLE {name} ({}) PARTITION BY {how} (id)", words.join(", ")));
    for (number, bound) in bounds.iter().enumerate() {
        drawn.sql.push(format!("CREATE TABLE {name}_{number} PARTITION OF {name} {bound}"));
    }
    rows(dice, drawn, &table, false);
    let partition = |number| new(format!("{name}_{number}"), Kind::Partition, table.columns.clone());
    let partitions = [partition(0), partition(1)];
    drawn.tables.push(table);
    drawn.tables.extend(partitions);
}

/// Indexes, foreign keys, triggers and the like on a table.
fn around(dice: &mut Dice, drawn: &mut Drawn, at: usize) {
    let mut table = drawn.tables[at].clone();
    let (schema, bare) = match table.name.split_once('.') {
        Some((schema, bare)) => (format!("{schema}."), bare.to_owned()),
        None => (String::new(), table.name.clone()),
    };
    let name = table.name.clone();
    for number in 0..dice.below(3) {
        let index = format!("{bare}_i{number}");
        let keys = keys(dice, &table);
        let partial = dice.maybe(15, " WHERE id > 2");
        drawn.sql.push(format!("CREATE INDEX {index} ON {name} ({keys}){partial}"));
        table.indexes.push(format!("{schema}{index}"));
    }
    if dice.percent(20) {
        drawn.sql.push(format!("CREATE UNIQUE INDEX {bare}_u ON {name} (id)"));
        table.indexes.push(format!("{schema}{bare}_u"));
    }
    foreign_key(dice, drawn, &mut table, &bare);
    if dice.percent(20) {
        drawn.sql.push(format!("ALTER TABLE {name} ADD CONSTRAINT {bare}_nv CHECK (id > 0) NOT VALID"));
        table.constraints.push(format!("{bare}_nv"));
    }
    if dice.percent(20) && table.kind != Kind::Partition {
        drawn.sql.push(format!(
            "CREATE TRIGGER {bare}_tr AFTER INSERT ON {name} FOR EACH ROW EXECUTE FUNCTION trgf()"
        ));
        table.triggers.push(format!("{bare}_tr"));
    }
    if dice.percent(10) {
        drawn.sql.push(format!("CREATE POLICY {bare}_pol ON {name} USING (id > 0)"));
        drawn.policies.push((format!("{bare}_pol"), name.clone()));
    }
    if dice.percent(10) {
        let (one, other) = ("id".to_owned(), table.columns[table.columns.len() - 1].0.clone());
        if one != other && values::is_ordered(&table.columns[table.columns.len() - 1].1) {
            drawn.sql.push(format!("CREATE STATISTICS {bare}_st ON {one}, {other} FROM {name}"));
            drawn.statistics.push(format!("{bare}_st"));
        }
    }
    drawn.tables[at] = table;
}

/// What an index is on.
pub fn keys(dice: &mut Dice, table: &Table) -> String {
    let ordered: Vec<&(String, String)> =
        table.columns.iter().filter(|it| values::is_ordered(&it.1)).collect();
    let (name, of) = dice.pick(&ordered);
    match dice.below(10) {
        0 if values::is_text(of) => format!("lower({name})"),
        1 if values::is_number(of) => format!("({name} + 1)"),
        2 => format!("{name} DESC"),
        3 | 4 if name != "id" => format!("id, {name}"),
        _ => name.clone(),
    }
}

fn foreign_key(dice: &mut Dice, drawn: &mut Drawn, table: &mut Table, bare: &str) {
    let logged = |it: &&Table| it.kind != Kind::Unlogged || table.kind == Kind::Unlogged;
    let targets: Vec<Table> = drawn.tables.iter().filter(|it| it.primary).filter(logged).cloned().collect();
    if targets.is_empty() || table.kind == Kind::Heir || !dice.percent(45) {
        return;
    }
    let target = dice.pick(&targets).clone();
    let not_valid = if table.kind == Kind::Partitioned { "" } else { dice.maybe(60, " NOT VALID") };
    let deferrable = dice.maybe(10, " DEFERRABLE");
    let (name, to) = (&table.name, &target.name);
    // Its rows may not fit, and then there is no such constraint.
    let add =
        format!("ADD CONSTRAINT {bare}_fk FOREIGN KEY (id) REFERENCES {to} (id){deferrable}{not_valid}");
    if not_valid.is_empty() {
        drawn.sql.push(format!("TRUNCATE {name} CASCADE"));
    }
    drawn.sql.push(format!("ALTER TABLE {name} {add}"));
    table.constraints.push(format!("{bare}_fk"));
}

fn view(dice: &mut Dice, drawn: &mut Drawn, number: usize) {
    let table = dice.pick(&drawn.tables).clone();
    let column = &table.columns[table.columns.len() - 1].0;
    let (from, what) = (&table.name, if column == "id" { "id".to_owned() } else { format!("id, {column}") });
    if dice.percent(35) {
        let name = format!("mv{number}");
        drawn.sql.push(format!("CREATE MATERIALIZED VIEW {name} AS SELECT {what} FROM {from}"));
        if dice.percent(50) {
            drawn.sql.push(format!("CREATE UNIQUE INDEX {name}_u ON {name} (id)"));
        }
        drawn.matviews.push(name);
        return;
    }
    let name = format!("v{number}");
    drawn.sql.push(format!("CREATE VIEW {name} AS SELECT {what} FROM {from}"));
    if dice.percent(25) {
        drawn.sql.push(format!("CREATE VIEW {name}x AS SELECT id FROM {name}"));
        drawn.views.push(format!("{name}x"));
    }
    drawn.views.push(name);
}
