//! Statements about whole tables, views, triggers, sequences, types and the rest, at random.

use super::schema::{Drawn, Table};
use super::{Dice, values};

pub fn draw(dice: &mut Dice, drawn: &Drawn) -> String {
    match dice.below(10) {
        0..3 => create_table(dice, drawn),
        3..5 => drop_table(dice, drawn),
        5..7 => view(dice, drawn),
        7 => on_table(dice, drawn),
        8 => typed(dice, drawn),
        _ => other(dice, drawn),
    }
}

fn table<'a>(dice: &mut Dice, drawn: &'a Drawn) -> &'a Table {
    dice.pick(&drawn.tables)
}

fn create_table(dice: &mut Dice, drawn: &Drawn) -> String {
    let (one, of) = (&table(dice, drawn).name, values::draw(dice).name);
    let exists = dice.maybe(10, "IF NOT EXISTS ");
    match dice.below(12) {
        0 | 1 => format!("CREATE TABLE {exists}n (id bigint PRIMARY KEY, a {of})"),
        2 | 3 => format!("CREATE TABLE n (id bigint PRIMARY KEY, a bigint REFERENCES {one})"),
        4 => format!("CREATE TABLE n (a bigint, FOREIGN KEY (a) REFERENCES {one} (id) ON DELETE SET NULL)"),
        5 => format!("CREATE TABLE n (LIKE {one} INCLUDING ALL)"),
        6 => format!("CREATE TABLE n AS SELECT * FROM {one}"),
        7 => format!("CREATE TABLE n (a int) INHERITS ({one})"),
        8 => format!("CREATE TABLE n PARTITION OF {one} FOR VALUES FROM (5000) TO (6000)"),
        9 => format!("CREATE TABLE n PARTITION OF {one} FOR VALUES IN (5000)"),
        10 => format!("CREATE TABLE {exists}{one} (id int)"),
        _ => format!("CREATE UNLOGGED TABLE n (id bigint PRIMARY KEY, a bigint REFERENCES {one})"),
    }
}

fn drop_table(dice: &mut Dice, drawn: &Drawn) -> String {
    let (one, other) = (&table(dice, drawn).name, &table(dice, drawn).name);
    let cascade = dice.maybe(55, " CASCADE");
    match dice.below(10) {
        0..4 => format!("DROP TABLE {}{one}{cascade}", dice.maybe(30, "IF EXISTS ")),
        4 if one != other => format!("DROP TABLE {one}, {other}{cascade}"),
        5 => "DROP TABLE IF EXISTS nope".to_owned(),
        6 if one != other => format!("TRUNCATE {one}, {other}{cascade}"),
        7 => format!("TRUNCATE {one} RESTART IDENTITY{cascade}"),
        8 => format!("DROP SCHEMA app{cascade}"),
        _ => format!("TRUNCATE {}{one}{cascade}", dice.maybe(15, "ONLY ")),
    }
}

fn view(dice: &mut Dice, drawn: &Drawn) -> String {
    let one = &table(dice, drawn).name;
    let view = drawn.views.get(dice.below(drawn.views.len() + 1)).map_or("nope", String::as_str);
    let matview = drawn.matviews.first().map_or("nope", String::as_str);
    let cascade = dice.maybe(50, " CASCADE");
    match dice.below(13) {
        0 | 1 => format!("CREATE VIEW n AS SELECT id FROM {one}"),
        2 => format!("CREATE VIEW n AS SELECT id FROM {view}"),
        3 => format!("CREATE OR REPLACE VIEW {view} AS SELECT id FROM {one}"),
        4 | 5 => format!("DROP VIEW {view}{cascade}"),
        6 => format!("ALTER VIEW {view} RENAME TO renamed"),
        7 => format!("ALTER VIEW {view} SET (security_barrier = true)"),
        8 => format!("CREATE MATERIALIZED VIEW n AS SELECT id FROM {one}"),
        9 => format!("CREATE MATERIALIZED VIEW n AS SELECT id FROM {one} WITH NO DATA"),
        10 => format!("REFRESH MATERIALIZED VIEW {matview}"),
        11 => format!("REFRESH MATERIALIZED VIEW CONCURRENTLY {matview}"),
        _ => format!("DROP MATERIALIZED VIEW {matview}{cascade}"),
    }
}

/// Triggers, policies, rules, statistics, comments, rights.
fn on_table(dice: &mut Dice, drawn: &Drawn) -> String {
    let table = table(dice, drawn);
    let (one, column) = (&table.name, &dice.pick(&table.columns).0);
    let trigger = table.triggers.first().map_or("nope", String::as_str);
    let nobody = ("nope".to_owned(), one.clone());
    let (policy, on) = drawn.policies.first().unwrap_or(&nobody);
    let statistics = drawn.statistics.first().map_or("nope", String::as_str);
    let constraint = table.constraints.first().map_or("nope", String::as_str);
    match dice.below(20) {
        0 | 1 => format!("CREATE TRIGGER n AFTER UPDATE ON {one} FOR EACH ROW EXECUTE FUNCTION trgf()"),
        2 => format!("CREATE TRIGGER n BEFORE DELETE ON {one} FOR EACH STATEMENT EXECUTE FUNCTION trgf()"),
        3 | 4 => format!("DROP TRIGGER {trigger} ON {one}"),
        5 => format!("CREATE POLICY n ON {one} USING (id > 0)"),
        6 => format!("ALTER POLICY {policy} ON {on} USING (id > 1)"),
        7 => format!("DROP POLICY {policy} ON {on}"),
        8 => format!("CREATE RULE n AS ON INSERT TO {one} DO ALSO NOTHING"),
        9 => format!("DROP RULE IF EXISTS n ON {one}"),
        10 => format!("CREATE STATISTICS n ON id, {column} FROM {one}"),
        11 => format!("DROP STATISTICS {statistics}"),
        12 => format!("COMMENT ON TABLE {one} IS 'x'"),
        13 => format!("COMMENT ON COLUMN {one}.{column} IS 'x'"),
        14 => format!("COMMENT ON CONSTRAINT {constraint} ON {one} IS 'x'"),
        15 => format!("COMMENT ON TRIGGER {trigger} ON {one} IS 'x'"),
        16 => format!("GRANT SELECT ON {one} TO PUBLIC"),
        17 => format!("REVOKE ALL ON {one} FROM PUBLIC"),
        18 => format!("ALTER TRIGGER {trigger} ON {one} RENAME TO renamed"),
        _ => format!("CREATE PUBLICATION n FOR TABLE {one}"),
    }
}

fn typed(dice: &mut Dice, drawn: &Drawn) -> String {
    let cascade = dice.maybe(60, " CASCADE");
    let name = dice.pick(&["mood", "dfree", "dpos"]);
    let domain = dice.pick(&["dfree", "dpos", "dtext"]);
    let sequence = &drawn.sequences[0];
    match dice.below(16) {
        0 => "ALTER TYPE mood ADD VALUE 'great'".to_owned(),
        1 => "ALTER TYPE mood RENAME VALUE 'ok' TO 'okay'".to_owned(),
        2 => format!("DROP TYPE {name}{cascade}"),
        3 => format!("ALTER DOMAIN {domain} ADD CONSTRAINT n CHECK (VALUE IS NOT NULL)"),
        4 => format!("ALTER DOMAIN {domain} ADD CONSTRAINT n CHECK (VALUE IS NOT NULL) NOT VALID"),
        5 => format!("ALTER DOMAIN {domain} SET NOT NULL"),
        6 => format!("ALTER DOMAIN {domain} DROP NOT NULL"),
        7 => format!("ALTER DOMAIN {domain} SET DEFAULT NULL"),
        8 => "ALTER TYPE mood RENAME TO renamed".to_owned(),
        9 => "CREATE TYPE n AS ENUM ('a')".to_owned(),
        10 => format!("ALTER SEQUENCE {sequence} RESTART WITH 5"),
        11 => format!("ALTER SEQUENCE {sequence} INCREMENT BY 10"),
        12 => format!("DROP SEQUENCE {sequence}{cascade}"),
        13 => format!("ALTER SEQUENCE {sequence} OWNED BY {}.id", table(dice, drawn).name),
        14 => "CREATE SEQUENCE n".to_owned(),
        _ => format!("ALTER SEQUENCE {sequence} RENAME TO renamed"),
    }
}

fn other(dice: &mut Dice, drawn: &Drawn) -> String {
    let one = &table(dice, drawn).name;
    match dice.below(12) {
        0 => "DROP FUNCTION trgf() CASCADE".to_owned(),
        1 => "DROP FUNCTION trgf()".to_owned(),
        2 => "CREATE FUNCTION n() RETURNS int LANGUAGE sql AS 'select 1'".to_owned(),
        3 => format!("CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS 'select count(*) from {one}'"),
        4 => "ALTER SCHEMA app RENAME TO app2".to_owned(),
        5 => "CREATE SCHEMA n".to_owned(),
        6 => format!("VACUUM {one}"),
        7 => "CREATE EXTENSION IF NOT EXISTS plpgsql".to_owned(),
        8 => "SET LOCAL search_path = app".to_owned(),
        9 => "GRANT USAGE ON SCHEMA app TO PUBLIC".to_owned(),
        10 => "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC".to_owned(),
        _ => "COMMENT ON SCHEMA app IS 'x'".to_owned(),
    }
}
