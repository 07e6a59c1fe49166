use super::*;
use crate::finding::{AllowedBy, Finding};
use crate::plan::Mode;
use crate::report::Report;

fn request(files: &[(&str, &str)]) -> Request {
    let files = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    Request { files, ..Request::default() }
}

fn report(files: &[(&str, &str)]) -> Report {
    analyse(&request(files)).unwrap().report
}

fn rules(files: &[(&str, &str)]) -> Vec<String> {
    report(files).findings.into_iter().map(|it| it.rule).collect()
}

#[test]
fn one_bad_statement_costs_only_itself() {
    let report = report(&[("001_a.sql", "broken here;\n  drop table ö, orders;\nselect ';\n")]);
    assert_eq!(report.findings.len(), 2);
    let at: Vec<(usize, usize)> = report.unread.iter().map(|it| (it.line, it.column)).collect();
    assert_eq!(at, [(1, 1), (3, 8)]);
    assert_eq!((report.findings[1].place.line, report.findings[1].place.column), (2, 17));
}

#[test]
fn the_answer_does_not_depend_on_the_order_of_files() {
    let mut files = vec![
        ("001_a.sql", "create table a (id int);"),
        ("002_b.sql", "create index on a (id);"),
        ("lockgate.toml", "postgres = 16"),
        ("note.sql", "x"),
    ];
    let forward = analyse_json(&serde_json::to_string(&request(&files)).unwrap());
    files.reverse();
    assert_eq!(analyse_json(&serde_json::to_string(&request(&files)).unwrap()), forward);
}

#[test]
fn only_new_migrations_are_judged() {
    let files = [("001_a.sql", "drop table a;"), ("002_b.sql", "drop table b;")];
    let mut request = request(&files);
    request.base = Some(vec![FileDigest::from(&request.files[0])]);
    let analysis = analyse(&request).unwrap();
    let files: Vec<&str> = analysis.report.findings.iter().map(|it| it.place.file.as_str()).collect();
    assert_eq!(files, ["002_b.sql"]);
    assert_eq!(analysis.report.migrations.iter().map(|it| it.new).collect::<Vec<_>>(), [false, true]);
    assert_eq!(analysis.statements.len(), 1);
}

#[test]
fn a_removed_migration_is_found_where_it_was() {
    let mut request = request(&[("002_b.sql", "select 1;")]);
    request.base = Some(vec![FileDigest { path: "001_a.sql".to_owned(), digest: Digest::of(b"") }]);
    let finding = &analyse(&request).unwrap().report.findings[0];
    assert_eq!(
        (finding.rule.as_str(), finding.place.file.as_str()),
        ("applied-migration-changed", "001_a.sql")
    );
}

#[test]
fn settings_allow_by_file_and_table() {
    let toml = "[[allow]]\nrule = 'table-dropped'\nfile = '001_a.sql'\ntable = 'app.a'\nreason = 'unused'";
    let found =
        report(&[("m/001_a.sql", "drop table app.a; drop table a;"), ("m/lockgate.toml", toml)]).findings;
    let allowed: Vec<Option<AllowedBy>> =
        found.iter().map(|it| it.allowed.as_ref().map(|it| it.by)).collect();
    assert_eq!(allowed, [Some(AllowedBy::Settings), None]);
}

#[test]
fn a_rule_can_be_off_or_weaker() {
    let toml = "[rules]\ntable-dropped = 'off'\ncolumn-dropped = 'info'";
    let sql = "drop table a; alter table b drop column c;";
    let report = report(&[("001_a.sql", sql), ("lockgate.toml", toml)]);
    assert_eq!(report.findings.len(), 1);
    assert_eq!((report.summary.errors, report.summary.infos), (0, 1));
}

#[test]
fn settings_decide_the_rules_hash_and_files_the_content_hash() {
    let plain = report(&[("001_a.sql", "select 1")]);
    let other_file = report(&[("001_a.sql", "select 2")]);
    let other_rules = report(&[("001_a.sql", "select 1"), ("lockgate.toml", "idempotent = true")]);
    assert_eq!(plain.engine.rules_hash, other_file.engine.rules_hash);
    assert_ne!(plain.content_hash, other_file.content_hash);
    assert_ne!(plain.engine.rules_hash, other_rules.engine.rules_hash);
    assert_ne!(plain.content_hash, other_rules.content_hash);
}

#[test]
fn a_settings_fault_has_its_line() {
    let error = analyse(&request(&[("001_a.sql", ""), ("lockgate.toml", "postgres = 16\npreset = 'x'")]))
        .unwrap_err();
    assert!(error.to_string().starts_with("lockgate.toml:2:10: There is no preset `x`."), "{error}");
    let mut request = request(&[]);
    request.files = vec![SourceFile::new("lockgate.toml", b"a\n\xff".as_slice())];
    assert!(analyse(&request).unwrap_err().to_string().starts_with("lockgate.toml:2:1: "));
}

#[test]
fn a_folder_that_is_not_there_is_no_folder_of_migrations() {
    let toml = "folders = ['a', 'b']";
    let error = analyse(&request(&[("a/001_a.sql", ""), ("lockgate.toml", toml)])).unwrap_err();
    assert!(error.to_string().contains("`b`"), "{error}");
    assert!(analyse(&request(&[("a/001_a.sql", ""), ("b/2.sql", ""), ("lockgate.toml", toml)])).is_ok());
}

#[test]
fn the_json_door_never_slams() {
    assert!(analyse_json("{").starts_with("{\"error\":{\"message\":"));
    assert!(analyse_json("{\"files\":[],\"preset\":\"x\"}").contains("There is no preset"));
    assert!(analyse_json("{\"files\":[]}").starts_with("{\"ok\":"));
}

#[test]
fn the_plan_shows_commit_points() {
    let own = "begin; create table a (id int); commit;";
    let alone = "create index concurrently on a (id);";
    let analysis =
        analyse(&request(&[("1_a.sql", own), ("2_b.sql", alone), ("3_c.sql", "select 1; select 2")]));
    let parts = analysis.unwrap().plan.parts;
    let modes: Vec<(Mode, usize)> = parts.iter().map(|part| (part.mode, part.statements.len())).collect();
    assert_eq!(modes, [(Mode::Own, 3), (Mode::Alone, 1), (Mode::Wrapped, 2)]);
}

#[test]
fn the_verdict_is_one_sentence() {
    for (sql, sentence) in [
        (
            "create table a (id int); alter table a add column b int, add column c int;",
            "Adds 1 table and 2 columns: nothing found against it.",
        ),
        (
            "alter table users drop column legacy_ref",
            "Drops column `users.legacy_ref`: not safe to run as it is.",
        ),
        ("select 1", "Changes nothing in the schema: nothing found against it."),
        ("drop tabel a", "Changes nothing in the schema: not safe to call, 1 place could not be read."),
        ("drop table a, b, c, d", "Drops table `a`, table `b` and 2 more: not safe to run as it is."),
    ] {
        assert_eq!(analyse(&request(&[("001_a.sql", sql)])).unwrap().verdict.sentence, sentence);
    }
}

#[test]
fn tables_are_shown_before_and_after() {
    let files = [
        ("001_a.sql", "create table a (id int)"),
        ("002_b.sql", "alter table a add column b text; create table c (id int); drop table c"),
    ];
    let mut request = request(&files);
    request.base = Some(vec![FileDigest::from(&request.files[0])]);
    let tables = analyse(&request).unwrap().tables;
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0].before.as_ref().unwrap().columns, ["id integer"]);
    assert_eq!(tables[0].after.as_ref().unwrap().columns, ["id integer", "b text"]);
}

#[test]
fn a_table_of_an_earlier_file_is_in_use() {
    let table = ("001_a.sql", "create table a (id int); create index on a (id);");
    assert_eq!(rules(&[table]), Vec::<String>::new());
    assert_eq!(rules(&[table, ("002_b.sql", "create index on a (id, id);")]), ["blocking-index-build"]);
}

#[test]
fn an_index_of_a_later_file_covers_a_foreign_key() {
    let key = ("001_a.sql", "create table a (id int primary key); create table b (a_id int references a);");
    assert_eq!(rules(&[key]), ["foreign-key-without-index"]);
    assert_eq!(rules(&[key, ("002_b.sql", "create index concurrently on b (a_id);")]), Vec::<String>::new());
}

/// SQL of many shapes, to be cut and bent.
const SHAPES: &str = "BEGIN; CREATE TABLE IF NOT EXISTS app.\"größe\" (id serial PRIMARY KEY, a numeric(10, 2)[] DEFAULT ARRAY[1, 2],
    CONSTRAINT f FOREIGN KEY (a, b) REFERENCES x.y (c, d) NOT VALID, EXCLUDE USING gist (a WITH =)) PARTITION BY RANGE (id);
ALTER TABLE ONLY app.\"größe\" * ADD COLUMN c text UNIQUE, DROP COLUMN d CASCADE, ALTER c TYPE int USING 1, ADD PRIMARY KEY USING INDEX i;
CREATE UNIQUE INDEX CONCURRENTLY ON t (lower(a), b DESC) WHERE a > $$x$$; DROP INDEX CONCURRENTLY IF EXISTS a.b, U&\"d\\0061t\";
DO $x$ BEGIN IF true THEN ALTER TABLE t RENAME a TO b; EXECUTE 'x'; END IF; END $x$; COPY t FROM stdin;\n1\n\\.\n\\set x
ALTER TYPE e ADD VALUE 'x' BEFORE 'y'; TRUNCATE a, b CASCADE; -- lockgate: allow(table-dropped) x\nDROP TABLE a; COMMIT AND CHAIN";

#[test]
fn no_cut_and_no_wrong_byte_brings_it_down() {
    let judge = |bytes: Vec<u8>| {
        let files = vec![SourceFile::new("001_a.sql", bytes)];
        assert!(analyse(&Request { files, ..Request::default() }).is_ok());
    };
    let wrong = [b'(', b'\'', b'"', b';', b'$', 0, 0xff];
    for at in 0..SHAPES.len() {
        let mut bent = SHAPES.as_bytes().to_vec();
        bent[at] = wrong[at % wrong.len()];
        judge(bent);
        if at % 5 == 0 {
            judge(SHAPES.as_bytes()[..at].to_vec());
            judge(SHAPES.as_bytes()[at..].to_vec());
        }
    }
}

#[test]
fn what_psql_or_a_template_fills_in_is_judged_and_not_planned() {
    let toml = "[runner]\ntransaction = 'none'\n[placeholders]\nname = 'orders'";
    for sql in [
        "drop table :name;",
        "drop table ${name};",
        "\\echo x\ndrop table orders;",
        "copy t from stdin;\n1\n\\.\ndrop table orders;",
        "\\i 2/b.txt\n",
    ] {
        let files = [("001_a.sql", sql), ("2/b.txt", "drop table orders;"), ("lockgate.toml", toml)];
        let analysis = analyse(&request(&files)).unwrap();
        let dropped = |it: &&Finding| it.rule == "table-dropped";
        assert_eq!(analysis.report.findings.iter().filter(dropped).count(), 1, "{sql}");
        assert_eq!(analysis.report.unread, [], "{sql}");
        assert_eq!(analysis.plan.problems.len(), 1, "{sql}: {:?}", analysis.plan.problems);
        assert!(analysis.plan.problems[0].instead.contains(", or run this migration with"), "{sql}");
    }
}

#[test]
fn two_backslashes_are_psql_s_too() {
    let judged = |toml: &str| {
        analyse(&request(&[("001_a.sql", "\\\\ drop table orders;"), ("lockgate.toml", toml)])).unwrap()
    };
    let analysis = judged("");
    assert_eq!((analysis.plan.problems.len(), analysis.report.unread.len()), (1, 1));
    assert!(analysis.report.unread[0].message.contains("`\\\\` is psql's own"));
    let analysis = judged("[runner]\ntransaction = 'none'");
    assert_eq!((analysis.plan.problems.len(), analysis.report.unread.len()), (1, 0));
}

#[test]
fn what_was_filled_in_is_not_edited() {
    let toml = "[placeholders]\nname = 'orders'\nindex = 'create index i'";
    let start = ("001_a.sql", "create table orders (id int);");
    for (sql, mended) in [
        ("create index i on orders (id);", Some("create index CONCURRENTLY i on orders (id);")),
        ("create index i on ${name} (id);", Some("create index CONCURRENTLY i on ${name} (id);")),
        ("${index} on orders (id);", None),
    ] {
        let found = report(&[start, ("002_b.sql", sql), ("lockgate.toml", toml)]).findings;
        let finding = found.iter().find(|it| it.rule == "blocking-index-build").expect(sql);
        let edited = finding.fix.as_ref().map(|edits| {
            let edit = &edits[0];
            format!("{}{}{}", &sql[..edit.start], edit.text, &sql[edit.end..])
        });
        assert_eq!(edited.as_deref(), mended, "{sql}");
    }
}

#[test]
fn letters_that_nobody_sees_are_named() {
    for sql in ["select\u{a0}1 from a;", "\u{feff}\u{feff}select 1;", "select 1;\n\u{200b}select 2;"] {
        let unread = report(&[("001_a.sql", sql)]).unread;
        assert!(unread[0].message.contains("invisible"), "{sql:?}: {unread:?}");
    }
}

#[test]
fn strings_of_the_old_kind_are_told() {
    for (value, count) in [("off", 1), ("false", 1), ("on", 0), ("true", 0)] {
        let sql = format!("SET standard_conforming_strings = {value};");
        assert_eq!(report(&[("001_a.sql", &sql)]).unread.len(), count, "{value}");
    }
}

/// The lines at which `statement-fails` speaks, of files `001.sql`, `002.sql`, …
fn fails(files: &[&str]) -> Vec<(String, usize)> {
    let named: Vec<(String, &str)> =
        files.iter().enumerate().map(|(at, sql)| (format!("{:03}.sql", at + 1), *sql)).collect();
    let files: Vec<(&str, &str)> = named.iter().map(|(name, sql)| (name.as_str(), *sql)).collect();
    let found = report(&files).findings.into_iter().filter(|it| it.rule == "statement-fails");
    found.map(|it| (it.place.file, it.place.line)).collect()
}

#[test]
fn one_failure_draws_no_others_after_it() {
    let first = "create table a (id int);\ncreate view v as select id from a;";
    for sql in [
        "alter table a add column b int, add column id int;\ncreate index on a (b);\nalter table a drop column c;",
        "drop table a;\ncreate table a (name text);\ncreate index on a (name);",
        "create table a (name text);\ncreate index on a (name);\nalter table a add unique (name);",
        "create table b (a int, a int);\nalter table b add column c int;\ndrop table b;",
        "begin;\ncreate table c (id int);\nalter table a add column id int;\nalter table c add column d int;\ncommit;",
        "alter table a rename to v;\nalter table v add column c int;",
    ] {
        assert_eq!(fails(&[first, sql]).len(), 1, "{sql}: {:?}", fails(&[first, sql]));
        assert_eq!(
            fails(&[first, sql, "insert into a values (1);\nalter table a add column d int;"]).len(),
            1
        );
    }
}

#[test]
fn what_may_have_happened_unseen_is_no_failure() {
    let made = "create table a (id int);";
    for sql in [
        "create function f(t text) returns void language plpgsql as $$ begin execute 'drop table ' || t; end $$;\n\
         select f('a');\ncreate table a (id int, b int);",
        "do $$ begin execute 'drop table ' || current_setting('my.a'); end $$;\ncreate table my (a int);",
        "do $$ begin if random() < 2 then drop table a; end if; end $$;\nalter table a add column b int;",
        "drop tabel a;\ncreate table a (id int);",
        "alter table older add column b int;\nalter table elder.older drop column c;\ndrop type mood;",
    ] {
        assert_eq!(fails(&[made, sql]), [], "{sql}");
    }
    assert_eq!(fails(&[made, "\\if :new\ncreate table a (id int);\n\\endif"]), []);
}

#[test]
fn what_is_missing_beside_the_migrations_counts_as_unread() {
    let journal = r#"{"entries": [{"when": 1, "tag": "0000_a"}, {"when": 2, "tag": "0001_gone"}]}"#;
    let request = request(&[("meta/_journal.json", journal), ("0000_a.sql", "select 1")]);
    let analysis = analyse(&request).unwrap();
    assert_eq!((analysis.report.summary.unread, analysis.report.unread.len()), (1, 1));
    assert!(analysis.verdict.sentence.ends_with("not safe to call, 1 place could not be read."));
    assert!(locks(&request).unwrap().text().contains("0001_gone"));
}

#[test]
fn a_replay_has_the_transactions_of_its_tool() {
    let text =
        "class A1690000000000 { transaction = false; up(queryRunner) { queryRunner.query('select 1') } }";
    for (transaction, wrapped) in [("run", true), ("file", false)] {
        let toml = format!("layout = 'typeorm'\nrunner.transaction = '{transaction}'");
        let request = request(&[("1690000000000-A.ts", text), ("lockgate.toml", &toml)]);
        // TypeORM refuses such a class while all share one transaction.
        assert_eq!(super::replayed::replay(&request).unwrap().files[0].wrapped, wrapped, "{transaction}");
    }
}

/// What the layout says is about bytes of the file, and those of the script's text are others where something was
/// filled in above.
#[test]
fn faults_of_a_layout_stand_where_they_are_in_the_text() {
    let text = "-- +goose Up\nCREATE TABLE a${a_long_name_of_nothing} (id int);\nDROP TABLE x;\n-- +goose Up\nDROP TABLE y;\nSELECT broken from;\n";
    let toml = "layout = 'goose'\n[placeholders]\na_long_name_of_nothing = ''";
    let analysis = analyse(&request(&[("1_a.sql", text), ("lockgate.toml", toml)])).unwrap();
    let lines: Vec<usize> = analysis.plan.problems.iter().map(|it| it.line).collect();
    assert_eq!(lines, [2, 4, 6], "{:?}", analysis.plan.problems);
    let lines: Vec<usize> = analysis.report.unread.iter().map(|it| it.line).collect();
    assert_eq!(lines, [4, 6]);
}

/// DISCARD ALL ends with `pg_advisory_unlock_all()`.
#[test]
fn what_frees_the_lock_of_an_apply_is_not_planned() {
    let analysis =
        analyse(&request(&[("1_a.sql", "select 1;\ndiscard all;"), ("2_b.sql", "discard plans;")]));
    let problems = analysis.unwrap().plan.problems;
    assert_eq!(problems.iter().map(|it| (it.file.as_str(), it.line)).collect::<Vec<_>>(), [("1_a.sql", 2)]);
}
