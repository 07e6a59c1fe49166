use super::*;

fn files(paths: &[&str]) -> Vec<SourceFile> {
    paths.iter().map(|path| SourceFile::new(*path, "")).collect()
}

fn order(paths: &[&str]) -> Vec<String> {
    let files = files(paths);
    discover(&files).migrations.iter().map(|it| files[it.file].path.clone()).collect()
}

fn strangers<'a>(paths: &[&'a str]) -> Vec<(&'a str, Why)> {
    discover(&files(paths)).strangers.iter().map(|it| (paths[it.file], it.why)).collect()
}

#[test]
fn numbers_are_numbers() {
    let paths = ["10_c.sql", "2_b.sql", "001_a.sql", "V11__d.sql", "20250619104237_e.sql"];
    assert_eq!(order(&paths), ["001_a.sql", "2_b.sql", "10_c.sql", "V11__d.sql", "20250619104237_e.sql"]);
}

#[test]
fn order_does_not_depend_on_how_files_come() {
    let mut paths = ["b/002_b.sql", "b/001_a.sql", "b/001_z.sql", "lockgate.toml", "b/seed.sql"];
    let forward = order(&paths);
    paths.reverse();
    assert_eq!(order(&paths), forward);
    assert_eq!(forward, ["b/001_a.sql", "b/001_z.sql", "b/002_b.sql"]);
}

#[test]
fn up_and_down_files_belong_together() {
    let paths = ["1_a.up.sql", "1_a.down.sql", "2_b.down.sql"];
    let folder = discover(&files(&paths));
    assert_eq!(folder.migrations.len(), 1);
    assert_eq!((folder.migrations[0].name.as_str(), folder.migrations[0].down), ("1_a", Some(1)));
    assert_eq!(strangers(&paths), [("2_b.down.sql", Why::DownAlone)]);
}

#[test]
fn diesel_takes_the_dashes_out() {
    let paths = [
        "m/2024-01-01-000000_b/up.sql",
        "m/2024-01-01-000000_b/down.sql",
        "m/20231231000000_a/up.sql",
        "m/00000000000000_diesel_initial_setup/up.sql",
    ];
    assert_eq!(order(&paths), [paths[3], paths[2], paths[0]]);
    let folder = discover(&files(&paths));
    assert_eq!((folder.root.as_str(), folder.layout), ("m", Some(Layout::Pairs)));
    assert_eq!(folder.migrations[2].version.as_str(), "20240101000000");
    assert_eq!(folder.migrations[2].down, Some(1));
}

#[test]
fn prisma_orders_by_folder_name() {
    let paths = [
        "prisma/migrations/20250619104915_add_indexes/migration.sql",
        "prisma/migrations/20250619104237_init/migration.sql",
        "prisma/migrations/0_init/migration.sql",
        "prisma/migrations/migration_lock.toml",
        "prisma/seed.sql",
    ];
    assert_eq!(order(&paths), [paths[2], paths[1], paths[0]]);
    assert_eq!(strangers(&paths), [("prisma/seed.sql", Why::Elsewhere)]);
}

#[test]
fn what_fits_nothing_is_said() {
    let paths = ["001_a.sql", "notes.sql", "2fa.sql", "README.md", "old/003_c.sql"];
    assert_eq!(
        strangers(&paths),
        [("2fa.sql", Why::NoNumber), ("notes.sql", Why::NoNumber), ("old/003_c.sql", Why::OtherLayout)]
    );
    assert_eq!(strangers(&["x.sql"]), [("x.sql", Why::NoNumber)]);
}

#[test]
fn every_file_is_hashed_once() {
    let paths = ["z.md", "1_a.down.sql", "1_a.up.sql", "lockgate.toml", "a.md"];
    let files = files(&paths);
    let order: Vec<&str> = discover(&files).content_order(&files).into_iter().map(|at| paths[at]).collect();
    assert_eq!(order, ["lockgate.toml", "1_a.up.sql", "1_a.down.sql", "a.md", "z.md"]);
}
