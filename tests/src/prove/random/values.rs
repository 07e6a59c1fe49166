//! Types, and values of them.

use super::Dice;

/// A type as it is written, an expression for the row number `g`, and a constant.
pub struct Type {
    pub name: &'static str,
    pub of_row: &'static str,
    pub constant: &'static str,
}

const fn one(name: &'static str, of_row: &'static str, constant: &'static str) -> Type {
    Type { name, of_row, constant }
}

pub const TYPES: &[Type] = &[
    one("int", "g", "7"),
    one("bigint", "g", "7"),
    one("smallint", "g", "7"),
    one("text", "'x' || g", "'x'"),
    one("varchar(20)", "'x' || g", "'x'"),
    one("varchar(50)", "'x' || g", "'x'"),
    one("varchar", "'x' || g", "'x'"),
    one("char(5)", "'x' || g", "'x'"),
    one("numeric(10,2)", "g", "1.5"),
    one("numeric(12,2)", "g", "1.5"),
    one("numeric(12,4)", "g", "1.5"),
    one("numeric", "g", "1.5"),
    one("real", "g", "1.5"),
    one("double precision", "g", "1.5"),
    one("timestamp", "now()", "'2020-01-01'"),
    one("timestamp(3)", "now()", "'2020-01-01'"),
    one("timestamptz", "now()", "'2020-01-01'"),
    one("timestamptz(3)", "now()", "'2020-01-01'"),
    one("date", "current_date", "'2020-01-01'"),
    one("time", "'10:00'", "'10:00'"),
    one("interval", "'1 day'", "'1 day'"),
    one("interval(3)", "'1 day'", "'1 day'"),
    one("boolean", "g > 3", "true"),
    one("uuid", "gen_random_uuid()", "'00000000-0000-0000-0000-000000000001'"),
    one("jsonb", "'{}'", "'{}'"),
    one("json", "'{}'", "'{}'"),
    one("inet", "'10.0.0.1'", "'10.0.0.1'"),
    one("cidr", "'10.0.0.0/8'", "'10.0.0.0/8'"),
    one("varbit(8)", "B'101'", "B'101'"),
    one("varbit(16)", "B'101'", "B'101'"),
    one("int[]", "ARRAY[g]", "'{1}'"),
    one("text[]", "ARRAY['x']", "'{x}'"),
    one("mood", "'ok'", "'ok'"),
    one("dfree", "g", "7"),
    one("dtext", "'x'", "'x'"),
    one("dpos", "g", "7"),
];

/// Mostly the everyday ones, which stand first in every list of this kind.
pub fn draw(dice: &mut Dice) -> &'static Type {
    if dice.percent(40) { &TYPES[dice.below(6)] } else { dice.pick(TYPES) }
}

pub fn of_row(name: &str) -> &'static str {
    TYPES.iter().find(|it| it.name == name).map_or("g", |it| it.of_row)
}

pub fn constant(name: &str) -> &'static str {
    TYPES.iter().find(|it| it.name == name).map_or("7", |it| it.constant)
}

/// json has no order, so that no index holds it.
pub fn is_ordered(name: &str) -> bool {
    name != "json"
}

pub fn is_number(name: &str) -> bool {
    matches!(name, "int" | "bigint" | "smallint" | "dfree" | "dpos") || name.starts_with("numeric")
}

pub fn is_text(name: &str) -> bool {
    matches!(name, "text" | "dtext") || name.starts_with("varchar")
}
