//! Statements about rows, at random.

use super::schema::Drawn;
use super::{Dice, values};

pub fn draw(dice: &mut Dice, drawn: &Drawn) -> String {
    let table = dice.pick(&drawn.tables);
    let other = &dice.pick(&drawn.tables).name;
    let (name, (column, of)) = (&table.name, dice.pick(&table.columns));
    let constant = values::constant(of);
    match dice.below(16) {
        0 | 1 => format!("UPDATE {name} SET {column} = {constant}"),
        2 => format!("UPDATE {name} SET {column} = {constant} WHERE id = 1"),
        3 => format!("DELETE FROM {name}"),
        4 => format!("DELETE FROM {name} WHERE id IN (SELECT id FROM {other})"),
        5 => format!("INSERT INTO {name} ({column}) VALUES ({constant})"),
        6 => format!("INSERT INTO {name} (id) SELECT id FROM {other} WHERE false"),
        7 => format!("SELECT * FROM {name} WHERE id = 1 FOR UPDATE"),
        8 => format!("SELECT count(*) FROM {name}"),
        9 => format!("LOCK TABLE {name}"),
        10 => format!(
            "LOCK TABLE {name} IN {} MODE",
            dice.pick(&["SHARE", "ROW EXCLUSIVE", "SHARE ROW EXCLUSIVE"])
        ),
        11 => format!("ANALYZE {name}"),
        12 => format!("SELECT * FROM {name} JOIN {other} o USING (id)"),
        13 => format!("UPDATE {name} SET {column} = {constant} FROM {other} o WHERE o.id = {name}.id"),
        14 => format!("WITH gone AS (DELETE FROM {name} RETURNING id) SELECT count(*) FROM gone"),
        _ => "SELECT setval('s0', 10)".to_owned(),
    }
}
