//! Which tool a folder belongs to: by the files that only one tool has, by the marks in the files, by their names.

use super::marker::may_speak;
use super::place::{Found, Place, is_sql, split_path};
use super::{
    ATLAS_SUM, Hints, Layout, dbmate, flyway, goose, is_code, liquibase, node_pg_migrate, numbered, sqitch,
    sqlx,
};
use crate::order::{ByName, sorted};
use crate::revision::SourceFile;

/// A folder with migrations, read.
pub(super) struct Home {
    pub root: String,
    pub layout: Layout,
    pub undecided: Vec<Layout>,
    pub found: Found,
}

/// What was seen of a folder that may hold migrations.
#[derive(Debug, Default)]
struct Seen {
    /// SQL in the folder itself.
    sql: Vec<usize>,
    /// Code that is named as migrations are.
    code: Vec<usize>,
    /// `…/migration.sql`, `…/up.sql`
    prisma: usize,
    diesel: usize,
    /// Said by a file that only one tool has.
    told: Option<Layout>,
}

/// What is said by files that may lie anywhere.
#[derive(Debug, Default)]
struct Told {
    sqlx: bool,
    refinery: bool,
    flyway: bool,
}

/// The folders that hold the migrations: those that the settings name, or the one that most files agree on.
pub(super) fn homes(files: &[SourceFile], hints: &Hints) -> Vec<Home> {
    let by_path: Vec<usize> = sorted((0..files.len()).collect(), |a, b| files[*a].path.cmp(&files[*b].path));
    let (seen, told) = look(files, &by_path);
    let read = |root: &str, seen: &Seen| home(files, &by_path, root, seen, &told, hints.layout);
    if !hints.folders.is_empty() {
        let nothing = Seen::default();
        let named = hints.folders.iter().map(|root| read(root, seen.get(root.as_str()).unwrap_or(&nothing)));
        return named.collect();
    }
    // Where a journal is broken, nobody knows which of the files are migrations.
    let homes = seen.iter().map(|(root, seen)| {
        let home = read(root, seen);
        let journal = home.layout == Layout::Drizzle && !home.found.faults.is_empty();
        let sql = if journal { seen.sql.len() } else { 0 };
        (home.found.migrations.len().max(sql), home)
    });
    let homes = homes.filter(|(weight, home)| *weight > 0 || !home.found.faults.is_empty());
    // Of equals the one nearest to the top, then by name.
    let best = homes.min_by_key(|(weight, it)| (usize::MAX - weight, depth(&it.root), it.root.clone()));
    best.map(|(_, home)| home).into_iter().collect()
}

fn depth(path: &str) -> usize {
    path.split('/').filter(|part| !part.is_empty()).count()
}

/// What lies where.
fn look(files: &[SourceFile], by_path: &[usize]) -> (ByName<Seen>, Told) {
    let mut seen = ByName::default();
    let mut told = Told::default();
    for at in by_path {
        let (folder, name) = split_path(&files[*at].path);
        let (above, last) = split_path(folder);
        match name {
            "migration.sql" if !folder.is_empty() => at_folder(&mut seen, above).prisma += 1,
            "up.sql" | "down.sql" if !folder.is_empty() => at_folder(&mut seen, above).diesel += 1,
            "snapshot.json" => at_folder(&mut seen, above).told = Some(Layout::Drizzle),
            "_journal.json" if last == "meta" => at_folder(&mut seen, above).told = Some(Layout::Drizzle),
            "migration_lock.toml" => at_folder(&mut seen, folder).told = Some(Layout::Prisma),
            ATLAS_SUM => at_folder(&mut seen, folder).told = Some(Layout::Atlas),
            sqitch::PLAN => at_folder(&mut seen, folder).told = Some(Layout::Sqitch),
            "sqlx.toml" => told.sqlx = true,
            "refinery.toml" => told.refinery = true,
            "flyway.toml" | "flyway.conf" => told.flyway = true,
            _ if is_sql(name) => at_folder(&mut seen, folder).sql.push(*at),
            _ if is_code(name) => at_folder(&mut seen, folder).code.push(*at),
            _ if liquibase::is_changelog(name) => {
                at_folder(&mut seen, folder).told.get_or_insert(Layout::Liquibase);
            }
            _ => {}
        }
    }
    (seen, told)
}

fn at_folder<'s>(seen: &'s mut ByName<Seen>, folder: &str) -> &'s mut Seen {
    seen.get_or_insert(folder, Seen::default())
}

fn home(
    files: &[SourceFile],
    by_path: &[usize],
    root: &str,
    seen: &Seen,
    told: &Told,
    wanted: Option<Layout>,
) -> Home {
    let place = place(files, by_path, root);
    let mut undecided = Vec::new();
    let layout = wanted.unwrap_or_else(|| match guess(&place, seen, told).as_slice() {
        [layout] => *layout,
        several => {
            undecided = several.to_vec();
            Layout::Numbered
        }
    });
    let found = layout.read(&place);
    if layout == Layout::Liquibase
        && wanted.is_none()
        && found.migrations.len() > 1
        && liquibase::changelog(&place).is_none()
    {
        undecided = vec![layout];
    }
    Home { root: root.to_owned(), layout, undecided, found }
}

/// The files below a folder. They stand together in the order of the paths.
fn place<'a>(files: &'a [SourceFile], by_path: &[usize], root: &'a str) -> Place<'a> {
    let path = |at: &usize| files[*at].path.as_str();
    let folder = if root.is_empty() { String::new() } else { format!("{root}/") };
    let start = by_path.partition_point(|at| path(at) < folder.as_str());
    let below = by_path[start..].iter().take_while(|at| path(at).starts_with(&folder));
    let members = below.map(|at| (&files[*at].path[folder.len()..], *at)).collect();
    Place { files, root, members }
}

/// The layouts that a folder fits; several where the files do not say.
fn guess(place: &Place, seen: &Seen, told: &Told) -> Vec<Layout> {
    let nested = seen.prisma.max(seen.diesel);
    if let Some(layout) = seen.told {
        return vec![layout];
    }
    if nested > seen.sql.len().max(seen.code.len()) {
        return vec![if seen.prisma >= seen.diesel { Layout::Prisma } else { Layout::Diesel }];
    }
    if seen.code.len() > seen.sql.len() {
        return vec![by_code(place, &seen.code)];
    }
    if place.root == "supabase/migrations" || place.root.ends_with("/supabase/migrations") {
        return vec![Layout::Supabase];
    }
    by_marks(place, &seen.sql).map_or_else(|| by_names(place, &seen.sql, told), |layout| vec![layout])
}

fn by_code(place: &Place, code: &[usize]) -> Layout {
    let typeorm = |at: &&usize| {
        ["MigrationInterface", "queryRunner"].iter().any(|word| place.text(**at).contains(word))
    };
    if code.iter().filter(typeorm).count() * 2 > code.len() { Layout::TypeOrm } else { Layout::Knex }
}

/// The tool that most files speak to, if they speak to any.
fn by_marks(place: &Place, sql: &[usize]) -> Option<Layout> {
    let speakers = [Layout::Goose, Layout::Dbmate, Layout::NodePgMigrate, Layout::Liquibase];
    let speaks = [goose::speaks, dbmate::speaks, node_pg_migrate::speaks, liquibase::speaks];
    let mut count = [0_usize; 4];
    for at in sql {
        let text = place.text(*at);
        let found = if may_speak(text) { speaks.iter().position(|speaks| speaks(text)) } else { None };
        if let Some(found) = found {
            count[found] += 1;
        }
    }
    let (best, most) = count.into_iter().enumerate().max_by_key(|(_, count)| *count)?;
    (most * 2 > sql.len()).then(|| speakers[best])
}

fn by_names(place: &Place, sql: &[usize], told: &Told) -> Vec<Layout> {
    let names = || sql.iter().map(|at| split_path(&place.files[*at].path).1);
    let signs = flyway::signs(names());
    if signs.versioned * 2 > sql.len() {
        return match (signs.flyway_only || told.flyway, told.refinery) {
            (true, false) => vec![Layout::Flyway],
            (false, true) => vec![Layout::Refinery],
            _ => vec![Layout::Flyway, Layout::Refinery],
        };
    }
    let numbered = names().filter(|name| numbered::role(name).is_some()).count();
    let paired =
        names().filter(|name| [".up.sql", ".down.sql"].iter().any(|end| name.ends_with(end))).count();
    if paired * 2 > numbered && paired > 1 {
        let speaks = told.sqlx || sql.iter().any(|at| sqlx::speaks(place.text(*at)));
        return if speaks { vec![Layout::Sqlx] } else { vec![Layout::Sqlx, Layout::GolangMigrate] };
    }
    let speaks = told.sqlx || sql.iter().any(|at| sqlx::speaks(place.text(*at)));
    vec![if speaks { Layout::Sqlx } else { Layout::Numbered }]
}
