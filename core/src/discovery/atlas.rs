//! Atlas: `<version>_<name>.sql` in the order of the file names, sealed by `atlas.sum`. Its directives stand at the very
//! top of a file, with an empty line behind them; without that line they belong to the first statement.

use super::marker::{self, Marker};
use super::place::{Found, Place, by_name, stem};
use super::{Mark, Migration, Section, Version, Why};
use crate::finding::Span;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::default();
    for (path, file) in place.sql() {
        let text = place.text(file);
        let directives = Directives::read(text);
        if directives.value("checkpoint").is_some() {
            found.strangers.push((file, Why::Baseline));
            continue;
        }
        let stem = stem(path);
        let version = Version::Text(stem.split('_').next().unwrap_or(stem).to_owned());
        let mut migration = Migration::new(stem.to_owned(), version, file);
        migration.mark = directives.mark();
        if directives.value("txtar").is_some() {
            let parts = archived(text);
            if parts.is_empty() {
                let message = "Atlas runs the part `-- migration.sql --` of an archive, and there is none.";
                migration.refuse(Span { start: 0, end: 0 }, message);
            } else {
                migration.sections = Some(parts);
            }
        }
        found.migrations.push(migration);
    }
    found.migrations = crate::order::sorted(found.migrations, by_name);
    found
}

struct Directives<'a> {
    head: Vec<Marker<'a>>,
    /// An empty line stands behind them.
    apart: bool,
}

impl<'a> Directives<'a> {
    fn read(text: &'a str) -> Directives<'a> {
        let head = marker::head(text);
        let end = head.last().map_or(0, |it| it.span.end);
        let apart = text[end..].starts_with("\n\n") || text[end..].starts_with("\n\r\n") || text.len() == end;
        Directives { head, apart }
    }

    fn find(&self, name: &str) -> Option<(Span, &'a str)> {
        self.head.iter().find_map(|it| Some((it.span, marker::after(it.said.strip_prefix("atlas:")?, name)?)))
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.find(name).filter(|_| self.apart).map(|(_, value)| value)
    }

    fn mark(&self) -> Mark {
        match self.find("txmode") {
            Some((_, "none")) if self.apart => Mark::NoTransaction,
            Some((_, "all")) if self.apart => Mark::OneForAll,
            Some((span, "none")) => Mark::Ignored {
                span,
                why: "Atlas reads `-- atlas:txmode` as the file's only where an empty line stands behind the comments \
                      at its top; otherwise it belongs to the first statement.",
            },
            _ => Mark::None,
        }
    }
}

/// Whether the file takes no part in the sum of the folder.
pub(crate) fn is_left_out(text: &str) -> bool {
    let first = marker::head(text).into_iter().next();
    first.is_some_and(|it| it.said == "atlas:sum ignore")
}

/// An archive of several files in one: what runs is called `migration.sql`.
fn archived(text: &str) -> Vec<Section> {
    let names: Vec<Marker> = marker::read(text).into_iter().filter(|it| it.said.ends_with(" --")).collect();
    let parts = names.iter().enumerate().filter(|(_, it)| it.said == "migration.sql --");
    parts
        .map(|(at, it)| {
            let end = names.get(at + 1).map_or(text.len(), |next| next.span.start);
            Section::new(Span { start: it.span.end, end })
        })
        .collect()
}
