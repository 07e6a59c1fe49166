//! `<13 digits>-<Name>.ts` or `.js` with a class in it, as TypeORM has them: the last thirteen digits of the class's name
//! are the order. The SQL stands in `queryRunner.query("…")`.

use super::code::{self, Code};
use super::place::{Found, Place, by_version};
use super::version::leading_digits;
use super::{Fault, Mark, Migration, Version, Why};
use crate::finding::Span;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::default();
    for (path, file) in place.members.iter().filter(|(path, _)| !path.contains('/') && super::is_code(path)) {
        let text = place.text(*file);
        if !text.contains("MigrationInterface") && !text.contains("queryRunner") {
            found.strangers.push((*file, Why::OtherLayout));
            continue;
        }
        found.migrations.push(migration(path, *file, text));
    }
    found.migrations = crate::order::sorted(found.migrations, by_version);
    found
}

fn migration(path: &str, file: usize, text: &str) -> Migration {
    let code = Code::read(text);
    let named = (0..code.tokens.len()).find(|at| code.word(*at) == "class").map(|at| code.word(at + 1));
    let name = named.unwrap_or(path);
    let digits = &name[name.len() - name.bytes().rev().take_while(u8::is_ascii_digit).count()..];
    let moment =
        if digits.len() >= 13 { &digits[digits.len() - 13..] } else { leading_digits(path).unwrap_or("") };
    let mut migration = Migration::new(name.to_owned(), Version::number(moment), file);
    if digits.len() < 13 {
        let message = "TypeORM refuses a class whose name does not end in the thirteen digits of its moment.";
        migration.faults.push(Fault::gap(Span { start: 0, end: 0 }, message));
    }
    let off = (0..code.tokens.len())
        .any(|at| code.word(at) == "transaction" && code.is(at + 1, b'=') && code.word(at + 2) == "false");
    if off {
        migration.mark = Mark::NoTransaction;
    }
    let Some(up) = code.direction("up", "down") else {
        migration
            .refuse(Span { start: 0, end: 0 }, "There is no `up` in this class, so nothing in it was read.");
        return migration;
    };
    // The parameter's own name is the runner's.
    let sent = |way: std::ops::Range<usize>| {
        let open = (way.start..way.end).find(|at| code.is(*at, b'('));
        let runner = open.map_or("", |open| code.word(open + 1));
        code::calls(&code, way, &[runner, "queryRunner"], &["query"])
    };
    let back = code.direction("down", "up").map(sent).filter(|it| it.faults.is_empty());
    migration.back = back.map(|it| it.sections).unwrap_or_default();
    let sent = sent(up);
    migration.sections = Some(sent.sections);
    migration.faults.extend(sent.faults);
    migration
}
