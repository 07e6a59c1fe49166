//! `<number>_<name>.sql` with `-- migrate:up` and `-- migrate:down` in it, as dbmate has them, in the order of the
//! file names. `transaction:false` stands on the line of the marker and counts for that direction.

use super::marker::{self, Marker};
use super::place::{Found, Place, Role, by_name, stem};
use super::version::leading_digits;
use super::{Mark, Migration, Section, Version};
use crate::finding::Span;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_name);
    for migration in &mut found.migrations {
        cut(migration, place.text(migration.file));
    }
    found
}

fn role(path: &str) -> Option<Role> {
    let digits = leading_digits(path)?;
    Some(Role::Up { name: stem(path).to_owned(), version: Version::Text(digits.to_owned()) })
}

/// Whether a file speaks to dbmate.
pub(super) fn speaks(text: &str) -> bool {
    text.contains("migrate:up")
        && marker::read(text).iter().any(|it| marker::after(it.said, "migrate:up").is_some())
}

fn cut(migration: &mut Migration, text: &str) {
    let markers: Vec<Marker> = marker::read(text).into_iter().filter(|it| !it.indented).collect();
    let find = |word| markers.iter().find_map(|it| Some((it.span, marker::after(it.said, word)?)));
    let (Some((up, options)), Some((down, _))) = (find("migrate:up"), find("migrate:down")) else {
        let message =
            "dbmate refuses a file without a line `-- migrate:up` and, below it, a line `-- migrate:down`.";
        migration.refuse(Span { start: 0, end: 0 }, message);
        return;
    };
    if down.start < up.start {
        migration.refuse(down, "dbmate refuses `-- migrate:down` above `-- migrate:up`. Put it below.");
        return;
    }
    if marker::sql_above(migration, text, up, "dbmate refuses SQL above `-- migrate:up`. Put it below.") {
        return;
    }
    if options.split_whitespace().any(|it| it == "transaction:false") {
        migration.mark = Mark::NoTransaction;
    } else if let Some(at) = markers
        .iter()
        .find(|it| it.span != up && it.said.contains("transaction:false") && it.span.start < down.start)
    {
        migration.mark = Mark::Ignored {
            span: at.span,
            why: "dbmate reads `transaction:false` only on the line of `-- migrate:up`.",
        };
    }
    migration.sections = Some(vec![Section::new(Span { start: up.end, end: down.start })]);
    migration.back = vec![Section::new(Span { start: down.end, end: text.len() })];
}
