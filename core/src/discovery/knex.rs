//! `<14 digits>_<name>.js` or `.ts`, as Knex has them, in the order of the file names. The SQL stands in `knex.raw("…")`
//! and `knex.schema.raw("…")`; `config = { transaction: false }` leaves the transaction out.

use super::code::{self, Code};
use super::place::{Found, Place, by_name, split_path};
use super::version::leading_digits;
use super::{Mark, Migration, Version, Why};
use crate::finding::Span;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::default();
    for (path, file) in place.members.iter().filter(|(path, _)| !path.contains('/') && super::is_code(path)) {
        let text = place.text(*file);
        if !text.contains("up") {
            found.strangers.push((*file, Why::OtherLayout));
            continue;
        }
        found.migrations.push(migration(path, *file, text));
    }
    found.migrations = crate::order::sorted(found.migrations, by_name);
    found
}

fn migration(path: &str, file: usize, text: &str) -> Migration {
    let name = split_path(path).1.to_owned();
    let version = Version::Text(leading_digits(path).unwrap_or(path).to_owned());
    let mut migration = Migration::new(name, version, file);
    let code = Code::read(text);
    let off = (0..code.tokens.len())
        .any(|at| code.word(at) == "transaction" && code.is(at + 1, b':') && code.word(at + 2) == "false");
    if off {
        migration.mark = Mark::NoTransaction;
    }
    let Some(up) = code.direction("up", "down") else {
        migration
            .refuse(Span { start: 0, end: 0 }, "There is no `up` in this file, so nothing in it was read.");
        return migration;
    };
    // The parameter's own name is the runner's.
    let sent = |way: std::ops::Range<usize>| {
        let open = (way.start..way.end).find(|at| code.is(*at, b'('));
        let runner = open.map_or("", |open| code.word(open + 1));
        code::calls(&code, way, &[runner, "knex", "trx"], &["raw"])
    };
    let back = code.direction("down", "up").map(sent).filter(|it| it.faults.is_empty());
    migration.back = back.map(|it| it.sections).unwrap_or_default();
    let sent = sent(up);
    migration.sections = Some(sent.sections);
    migration.faults.extend(sent.faults);
    migration
}
