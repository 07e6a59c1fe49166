use crate::order::Places;
use super::{Found, Out, Revision};
use crate::finding::Span;
use crate::history::sum;

rule! {
    /// `atlas.sum` does not fit the files.
    ///
    /// Atlas stops before it applies anything when the sum of its folder is wrong: a file was changed, added, removed or
    /// renamed without `atlas migrate hash`, or two branches were merged and one side's sum won. Each line covers all
    /// files before it, so the first wrong line names the file.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 20260101000000_a.sql checksum-stale
    /// CREATE TABLE t (id int PRIMARY KEY);
    /// -- file: atlas.sum
    /// h1:JhYVVvJwJ4Y3bGr9v9JUIP5A9i1Gv6cGfDqNcrZqWcE=
    /// 20260101000000_a.sql h1:FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk=
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 20260101000000_a.sql
    /// CREATE TABLE t (id bigint PRIMARY KEY);
    /// -- file: 20260102000000_b.sql
    /// CREATE TABLE u (id int);
    /// -- file: atlas.sum
    /// h1:h295cX7WrTml3vxM/rUW4ZG/sKTJ2IN0wg5eAQKkbKg=
    /// 20260101000000_a.sql h1:FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk=
    /// 20260102000000_b.sql h1:mLM6l5ZPuz1A91xRaBMIjmWQoe5jWXfC1pFf7eB2L2w=
    /// ```
    /// ## Instead
    /// Put the file back as it was; where the change is meant, run `atlas migrate hash`.
    "checksum-stale", Order, Error, Folder(check),
    covers []
}

fn check(revision: &Revision, out: &mut Out) {
    let Some(at) = revision.folder.sum else { return };
    let Some(sum) = sum(revision.folder, revision.files) else { return };
    let file = &revision.files[at];
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let mut lines = text.lines().map(str::trim_end);
    let total = lines.next().and_then(|line| line.strip_prefix("h1:"));
    let written: Vec<(&str, &str)> = lines.filter_map(|line| line.rsplit_once(" h1:")).collect();
    let places = Places::of(&mut written.iter().map(|(name, _)| *name));
    let says = |name: &str| Some(written[places.get(name)?].1);
    let folder = file.path.strip_suffix(crate::discovery::ATLAS_SUM).unwrap_or_default();
    let wrong = sum.files.iter().find(|(name, hash)| says(name) != Some(hash));
    let (path, what) = match wrong {
        Some((name, _)) if places.has(name) => {
            (format!("{folder}{name}"), "This file, or one before it, is not what `atlas.sum` says.".to_owned())
        }
        Some((name, _)) => (format!("{folder}{name}"), "`atlas.sum` does not know this file.".to_owned()),
        None if written.len() > sum.files.len() => {
            let known = Places::of(&mut sum.files.iter().map(|(name, _)| name.as_str()));
            let gone = written.iter().find(|(name, _)| !known.has(name));
            let twice = || "It lists a file twice.".to_owned();
            (file.path.clone(), gone.map_or_else(twice, |(name, _)| format!("It lists `{name}`, which is gone.")))
        }
        None if total != Some(sum.total.as_str()) => {
            (file.path.clone(), "Its first line does not fit the others.".to_owned())
        }
        None => return,
    };
    out.emit_file(
        &path,
        Found::new(
            Span { start: 0, end: 0 },
            what,
            "Atlas stops before it applies anything where the sum of its folder is wrong.",
            "Put the file back as it was; where the change is meant, run `atlas migrate hash`.",
        ),
    );
}
