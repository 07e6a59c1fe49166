use super::*;

fn files(paths: &[&str]) -> Vec<SourceFile> {
    paths.iter().map(|path| SourceFile::new(*path, "")).collect()
}

fn found(files: &[SourceFile]) -> Folder {
    discover(files, &Hints::default())
}

fn order(paths: &[&str]) -> Vec<String> {
    let files = files(paths);
    found(&files).migrations.iter().map(|it| files[it.file].path.clone()).collect()
}

fn strangers<'a>(paths: &[&'a str]) -> Vec<(&'a str, Why)> {
    found(&files(paths)).strangers.iter().map(|it| (paths[it.file], it.why)).collect()
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
    let folder = found(&files(&paths));
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
    let folder = found(&files(&paths));
    assert_eq!((folder.root.as_str(), folder.layout), ("m", Some(Layout::Diesel)));
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

fn content_order(folder: &Folder, files: &[SourceFile]) -> Vec<usize> {
    let migrations = folder.migrations.iter().flat_map(Migration::content);
    folder.settings.into_iter().chain(migrations).chain(folder.rest(files)).collect()
}

#[test]
fn every_file_is_hashed_once() {
    let paths = ["z.md", "1_a.down.sql", "1_a.up.sql", "lockgate.toml", "a.md"];
    let files = files(&paths);
    let order: Vec<&str> = content_order(&found(&files), &files).into_iter().map(|at| paths[at]).collect();
    assert_eq!(order, ["lockgate.toml", "1_a.up.sql", "1_a.down.sql", "a.md", "z.md"]);
}

#[test]
fn letters_stand_behind_their_number() {
    let paths = ["008_d.sql", "007b_b.sql", "007_a.sql", "007c-c.sql"];
    assert_eq!(order(&paths), [paths[2], paths[1], paths[3], paths[0]]);
    assert_eq!(strangers(&["001_a.sql", "2fa_codes.sql", "3B_x.sql"]).len(), 2);
}

#[test]
fn flyway_counts_in_parts() {
    let paths =
        ["V1_10__d.sql", "V1.9__c.sql", "V1__a.sql", "V1.0.1__b.sql", "R__b.sql", "R__a.sql", "U1__a.sql"];
    assert_eq!(order(&paths), [paths[2], paths[3], paths[1], paths[0], paths[5], paths[4]]);
    let folder = found(&files(&paths));
    assert_eq!((folder.layout, folder.migrations[0].down), (Some(Layout::Flyway), Some(6)));
}

/// What tells the tools apart, and what does not.
#[test]
fn tools_are_told_by_what_only_they_have() {
    let told = |files: &[(&str, &str)]| {
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let folder = found(&files);
        (
            folder.layout.map_or("", Layout::name),
            folder.undecided.iter().map(|it| it.name()).collect::<Vec<_>>(),
        )
    };
    let pair = [("1_a.up.sql", ""), ("1_a.down.sql", "")];
    let sure = |name| (name, Vec::new());
    assert_eq!(told(&pair), ("numbered", vec!["sqlx", "golang-migrate"]));
    assert_eq!(told(&[pair[0], pair[1], ("sqlx.toml", "")]), sure("sqlx"));
    assert_eq!(told(&[("1_a.up.sql", "-- no-transaction\nselect 1"), pair[1]]), sure("sqlx"));
    assert_eq!(told(&[("V1__a.sql", "")]), ("numbered", vec!["flyway", "refinery"]));
    assert_eq!(told(&[("V1__a.sql", ""), ("refinery.toml", "")]), sure("refinery"));
    assert_eq!(told(&[("V1__a.sql", ""), ("R__b.sql", "")]), sure("flyway"));
    assert_eq!(told(&[("1_a.sql", "-- +goose Up\nselect 1;")]), sure("goose"));
    assert_eq!(told(&[("1_a.sql", "select '\n-- +goose Up\n'")]), sure("numbered"));
    assert_eq!(told(&[("1_a.sql", "-- migrate:up\n-- migrate:down")]), sure("dbmate"));
    assert_eq!(told(&[("1_a.sql", "-- Up Migration\n")]), sure("node-pg-migrate"));
    assert_eq!(told(&[("a.sql", "--liquibase formatted sql\n--changeset a:1\nselect 1")]), sure("liquibase"));
    assert_eq!(told(&[("1_a.sql", ""), ("atlas.sum", "")]), sure("atlas"));
    assert_eq!(
        told(&[("0000_a.sql", ""), ("meta/_journal.json", r#"{"entries":[{"when":1,"tag":"0000_a"}]}"#)]),
        sure("drizzle")
    );
    assert_eq!(
        told(&[("20260101000000_a/migration.sql", ""), ("20260101000000_a/snapshot.json", "{}")]),
        sure("drizzle")
    );
    assert_eq!(told(&[("supabase/migrations/20260101000000_a.sql", "")]), sure("supabase"));
    assert_eq!(
        told(&[("sqitch.plan", "%project=p\n\na 2026-01-01T00:00:00Z A <a@b.c> # n"), ("deploy/a.sql", "")]),
        sure("sqitch")
    );
    assert_eq!(
        told(&[("1690000000000-A.ts", "class A1690000000000 implements MigrationInterface { up(q) {} }")]),
        sure("typeorm")
    );
    assert_eq!(told(&[("20260101000000_a.js", "exports.up = knex => knex.raw('select 1')")]), sure("knex"));
}

#[test]
fn several_folders_share_one_line() {
    let paths = [
        "a/migrations/001_a.sql",
        "b/migrations/003_c.sql",
        "a/migrations/004_d.sql",
        "b/migrations/002_b.sql",
        "c/005_e.sql",
    ];
    let files = files(&paths);
    let hints = Hints { folders: vec!["a/migrations".to_owned(), "b/migrations".to_owned()], layout: None };
    let folder = discover(&files, &hints);
    let order: Vec<&str> = folder.migrations.iter().map(|it| paths[it.file]).collect();
    assert_eq!(order, [paths[0], paths[3], paths[1], paths[2]]);
    assert_eq!(folder.strangers, [Stranger { file: 4, why: Why::Elsewhere }]);
}

/// Whatever a file holds, no layout may fall over it.
#[test]
fn no_layout_falls_over_odd_text() {
    let odd = [
        "",
        "\u{feff}",
        "--",
        "-- +goose Up",
        "-- migrate:up é",
        "--changeset",
        "'",
        "`${",
        "é\u{0}",
        "%",
        "{",
        "class",
        "up(",
        "=>",
    ];
    for (name, layout) in Layout::NAMES {
        for text in odd {
            let side =
                ["atlas.sum", "sqitch.plan", "meta/_journal.json", "1_a/metadata.toml", "changelog.xml"];
            let sql = [
                "1_a.sql",
                "1_a.up.sql",
                "V1__a.sql",
                "1_a/up.sql",
                "1_a/migration.sql",
                "1690000000000-A.ts",
                "deploy/a.sql",
            ];
            let files: Vec<SourceFile> =
                side.iter().chain(&sql).map(|path| SourceFile::new(*path, text)).collect();
            let folder = discover(&files, &Hints { layout: Some(*layout), folders: Vec::new() });
            assert!(content_order(&folder, &files).len() == files.len(), "{name}");
        }
    }
}

#[test]
fn a_changelog_says_the_order() {
    let sql = "--liquibase formatted sql\n--changeset a:1\nselect 1";
    let told = |changelog: &str| {
        let named = [
            ("db/changelog.xml", changelog),
            ("db/x/2.sql", sql),
            ("db/x/1.sql", sql),
            ("db/z.sql", sql),
            ("db/1.sql", sql),
        ];
        let files: Vec<SourceFile> = named.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let folder = found(&files);
        assert_eq!(folder.undecided, []);
        folder.migrations.iter().map(|it| files[it.file].path.clone()).collect::<Vec<_>>()
    };
    let files = r#"<include file="db/z.sql"/><include relativeToChangelogFile="true" file="x/2.sql"/>"#;
    assert_eq!(told(files), ["db/z.sql", "db/x/2.sql"]);
    let folder = r#"<include file="z.sql"/> <includeAll path="db/x/"/>"#;
    assert_eq!(told(folder), ["db/z.sql", "db/x/1.sql", "db/x/2.sql"]);
}

/// What is said of a folder: its migrations, and what could not be read.
fn said(files: &[(&str, &str)]) -> (usize, Vec<String>) {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    let folder = found(&files);
    let beside = folder.faults.iter().map(|(at, it)| format!("{}: {}", files[*at].path, it.message));
    let own = folder.migrations.iter().flat_map(|it| it.faults.iter().map(|fault| fault.message.clone()));
    (folder.migrations.len(), beside.chain(own).collect())
}

#[test]
fn a_broken_journal_gives_its_folder_to_nobody_else() {
    let files = [
        ("drizzle/meta/_journal.json", "<<<<<<< HEAD\n{"),
        ("drizzle/0000_a.sql", "select 1"),
        ("drizzle/0001_b.sql", "select 1"),
        ("seeds/1_people.sql", "select 1"),
    ];
    let (migrations, faults) = said(&files);
    assert_eq!((migrations, faults.len()), (0, 1), "{faults:?}");
    assert!(faults[0].contains("no order is known"), "{faults:?}");
}

#[test]
fn what_a_changelog_of_liquibase_holds_besides_files_is_said() {
    let read = |changelog: &str| {
        said(&[
            ("db/changelog-master.xml", changelog),
            ("db/a/1.sql", "--liquibase formatted sql\n--changeset a:1\nselect 1"),
            ("db/b/2.sql", "--liquibase formatted sql\n--changeset a:2\nselect 1"),
        ])
    };
    let (migrations, faults) =
        read("<include file=\"a/1.sql\"/><changeSet id=\"1\"><createTable/></changeSet>");
    assert_eq!((migrations, faults.len()), (1, 1));
    assert!(faults[0].contains("written in this changelog"), "{faults:?}");
    let (_, faults) = read("<include file=\"a/1.sql\"/>\n<include file=\"more.yaml\"/>");
    assert!(faults[0].contains("`more.yaml`"), "{faults:?}");
    for attributes in
        ["path=\"a\" relativeToChangelogFile=\"true\"", "relativeToChangelogFile=\"true\" path=\"a/\""]
    {
        assert_eq!(read(&format!("<includeAll {attributes}/>")), (1, vec![]), "{attributes}");
    }
    assert_eq!(read("<changeSet id=\"1\"><sqlFile path=\"a/1.sql\"/></changeSet>"), (1, vec![]));
    for own in [
        "<changeSet><sqlFile path=\"a/1.sql\"/><sqlFile path=\"a/1.sql\"/></changeSet><changeSet><dropTable/></changeSet>",
        "<changeSet><createTable/><rollback><sqlFile path=\"a/1.sql\"/></rollback></changeSet>",
    ] {
        assert_eq!(read(own).1.len(), 1, "{own}");
    }
    let many = "<includeAll path=\"b\"/>".repeat(3_000_000);
    assert!(read(&many).1[0].contains("more folders"));
}

#[test]
fn what_a_tool_refuses_is_not_read() {
    for (files, message) in [
        (&[("1_a.sql", "DROP TABLE a;\n-- +goose Up\nselect 1;")][..], "goose refuses SQL above"),
        (
            &[("1_a.sql", "DROP TABLE a;\n-- migrate:up\nselect 1;\n-- migrate:down")],
            "dbmate refuses SQL above",
        ),
        (&[("1_a.sql", "-- atlas:txtar\n\n-- checks.sql --\nselect 1;"), ("atlas.sum", "")], "there is none"),
    ] {
        let (migrations, faults) = said(files);
        assert_eq!((migrations, faults.len()), (1, 1), "{faults:?}");
        assert!(faults[0].contains(message), "{faults:?}");
    }
    assert_eq!(said(&[("1_a.sql", "-- a note\n-- +goose Up\nselect 1;")]), (1, vec![]));
}

#[test]
fn sums_of_several_folders_are_not_checked() {
    let files = ["a/1_a.sql", "a/atlas.sum", "b/2_b.sql", "b/atlas.sum"].map(|it| SourceFile::new(it, ""));
    let hints = Hints { folders: vec!["a".to_owned(), "b".to_owned()], ..Hints::default() };
    let folder = discover(&files, &hints);
    assert_eq!((folder.sum, folder.migrations.len()), (None, 2));
    assert_eq!(folder.faults.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn a_line_without_an_end_is_read_in_one_pass() {
    let text = "--\r".repeat(200_000) + "\n  -- +goose Up\n\u{feff}-- x";
    let read = marker::read(&text);
    assert_eq!(read.len(), 3);
    assert_eq!((read[1].said, read[1].indented, read[2].indented), ("+goose Up", true, false));
}
