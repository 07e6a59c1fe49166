//! Schemas and statements at random, the same ones for the same seed.

mod alter;
mod dice;
mod objects;
mod rows;
mod schema;
mod values;

pub use dice::Dice;
pub use schema::{Drawn, Kind, Table};

/// A schema: the SQL that makes it, and what is in it as far as statements are drawn from that.
pub fn schema(dice: &mut Dice, version: u16) -> Drawn {
    schema::draw(dice, version)
}

/// A statement about that schema. Most of them are possible; the others show what is refused.
pub fn statement(dice: &mut Dice, drawn: &Drawn) -> String {
    match dice.below(100) {
        0..58 => alter::draw(dice, drawn),
        58..88 => objects::draw(dice, drawn),
        _ => rows::draw(dice, drawn),
    }
}
