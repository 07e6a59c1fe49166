//! An engine that is kept says after every change what a fresh one says, byte for byte.
//!
//! `LOCKGATE_FUZZ=600 cargo test -p lockgate-tests --test kept` goes on for ten minutes with folders made by chance,
//! from the one that `LOCKGATE_FUZZ_FROM` numbers; without it, it is three seconds.

use lockgate_core::engine::{Answer, Engine, Request, SettingsError, Update, analyse};
use lockgate_core::revision::{FileDigest, SourceFile};
use lockgate_tests::case;
use lockgate_tests::mutate::mutated;
use lockgate_tests::prove::random::Dice;
use std::env;
use std::time::{Duration, Instant};

/// Over few names, so that what stands in one file matters in the next.
const STATEMENTS: &[&str] = &[
    "create table t0 (id bigint primary key, a int);",
    "create table t1 (id bigint primary key, t0_id bigint references t0 (id));",
    "create table if not exists t2 (id int, b text unique);",
    "create table t3 (like t0 including all);",
    "create temporary table t4 (id int references t0 (id));",
    "create table t5 (id int) partition by range (id);",
    "alter table t0 add column a2 int not null;",
    "alter table t0 drop column a;",
    "alter table t1 add constraint t1_k foreign key (t0_id) references t0 (id) not valid;",
    "alter table t0 rename to t2;",
    "alter table t2 rename to t0;",
    "alter table t1 rename column t0_id to a;",
    "create index on t1 (t0_id);",
    "create index concurrently t0_a on t0 (a);",
    "drop index if exists t0_a;",
    "drop table t0 cascade;",
    "drop table if exists t2;",
    "drop table t1;",
    "delete from t0;",
    "insert into t0 select * from t2;",
    "create view v as select id, a from t0;",
    "drop view v;",
    "create type e as enum ('x', 'y');",
    "alter type e add value 'z';",
    "drop type e;",
    "create schema s;",
    "set search_path to s, public;",
    "set local lock_timeout = '1s';",
    "begin;",
    "commit;",
    "rollback;",
    "savepoint p;",
    "do $$ begin execute 'create index on ' || 't1 (a)'; end $$;",
    "do $$ begin create table t2 (id int); exception when duplicate_table then null; end $$;",
    "create function f() returns void language plpgsql as $$ begin drop table t2; end $$;",
    "select f();",
    "create tabel t0 (id int);",
    "-- lockgate: allow(table-dropped, foreign-key-without-index) it is old\n",
    "-- lockgate: allow(nothing)\n",
    "\\i common.sql\n",
    "\\i ../other.sql\n",
    "\\set name t0\ndrop table :name;\n",
    "insert into t0 (a) values (${value});",
    "copy t0 (id, a) from stdin;\n1\t2\n\\.\n",
    "comment on table t0 is 'Ä';",
];

const SETTINGS: &[&str] = &[
    "",
    "preset = 'people-ops'\n",
    "idempotent = true\n[placeholders]\nvalue = '1'\n",
    "sequential = true\n[rules]\ntable-dropped = 'off'\nrollback-incomplete = 'error'\n",
    "[runner]\ntransaction = 'none'\n[placeholders]\nvalue = '(select f())'\n",
    "layout = 'sqlx'\n",
    "layout = 'golang-migrate'\n[[allow]]\nrule = 'table-dropped'\ntable = 't0'\nreason = 'old'\n",
    "preset = 'nobody'\n",
    "folders = ['a']\n",
];

const NAMES: &[&str] =
    &["common.sql", "other.sql", "README.md", "notes.sql", "a/common.sql", "sqlx.toml", "007_late.sql"];

fn text(dice: &mut Dice) -> String {
    let statements: Vec<&str> = (0..dice.below(5)).map(|_| *dice.pick(STATEMENTS)).collect();
    statements.join("\n")
}

fn folder(dice: &mut Dice) -> Request {
    let paired = dice.percent(40);
    let mut files = Vec::new();
    for number in 1..=4 + dice.below(10) {
        let up = if paired { ".up" } else { "" };
        files.push(SourceFile::new(format!("{number:03}_a{up}.sql"), text(dice)));
        if paired && dice.percent(70) {
            files.push(SourceFile::new(format!("{number:03}_a.down.sql"), text(dice)));
        }
    }
    if dice.percent(60) {
        files.push(SourceFile::new("lockgate.toml", *dice.pick(SETTINGS)));
    }
    let mut base: Vec<FileDigest> =
        files.iter().take(dice.below(files.len())).map(FileDigest::from).collect();
    if dice.percent(20) {
        base.extend(files.last().map(FileDigest::from));
    }
    Request { base: dice.percent(50).then_some(base), files, ..Request::default() }
}

/// One change, such as people make; late files change more often than early ones.
fn change(files: &[SourceFile], dice: &mut Dice, update: &mut Update) {
    let late = dice.below(files.len()).max(dice.below(files.len()));
    let Some(file) = files.get(late) else {
        return update.files.push(SourceFile::new("001_a.sql", text(dice)));
    };
    let texts = files.iter().filter_map(|it| std::str::from_utf8(&it.bytes).ok());
    let texts: Vec<&str> = texts.chain(STATEMENTS.iter().copied()).collect();
    let changed = |bytes: Vec<u8>| SourceFile::new(file.path.clone(), bytes);
    let number = file.path.find(|it: char| it.is_ascii_digit()).unwrap_or(0);
    let (folder, name) = file.path.split_at(number);
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let beside = format!("{folder}{}{}{}", &name[..digits], dice.pick(&["0", "b", ""]), &name[digits..]);
    match dice.below(12) {
        0..=3 => {
            let more = format!("\n{}\n", dice.pick(STATEMENTS));
            update.files.push(changed([file.bytes.as_slice(), more.as_bytes()].concat()));
        }
        4 => update.files.push(changed(text(dice).into_bytes())),
        5 => {
            let old = std::str::from_utf8(&file.bytes).unwrap_or_default();
            update.files.push(changed(mutated(old, &texts, dice).into_bytes()));
        }
        6 => update.files.push(changed([file.bytes.as_slice(), &[0xff]].concat())),
        7 => update.files.push(SourceFile::new(beside, text(dice))),
        8 => update.files.push(SourceFile::new(*dice.pick(NAMES), text(dice))),
        9 => update.files.push(SourceFile::new("lockgate.toml", *dice.pick(SETTINGS))),
        10 => update.gone.push(file.path.clone()),
        _ => {
            update.gone.push(file.path.clone());
            update.files.push(SourceFile::new(beside, file.bytes.clone()));
        }
    }
}

/// The folder behind an update, its files in an order of their own.
fn updated(files: &[SourceFile], update: &Update) -> Vec<SourceFile> {
    let new = |path: &String| update.files.iter().any(|it| it.path == *path);
    let stays = |it: &&SourceFile| !update.gone.contains(&it.path) && !new(&it.path);
    let left = files.iter().filter(stays).cloned();
    update.files.iter().filter(|it| !update.gone.contains(&it.path)).cloned().chain(left).collect()
}

fn assert_fresh(name: &str, request: &Request, kept: Result<Answer, SettingsError>) {
    let fresh = analyse(request);
    if let (Ok(kept), Ok(fresh)) = (&kept, &fresh) {
        assert_eq!(kept.judgement.report, fresh.report, "{name}");
        assert_eq!(kept.judgement.verdict, fresh.verdict, "{name}");
    }
    let json = |analysis| serde_json::to_string(&analysis).unwrap();
    assert_eq!(kept.map(|it| json(it.analysis())), fresh.map(json), "{name}: {:#?}", paths(request));
}

fn paths(request: &Request) -> Vec<&str> {
    request.files.iter().map(|it| it.path.as_str()).collect()
}

/// Changes a folder again and again, and looks at each answer.
fn hold(name: &str, mut request: Request, dice: &mut Dice, changes: usize) {
    let mut engine = Engine::default();
    assert_fresh(name, &request, engine.open(request.clone()));
    let original = request.files.clone();
    for number in 0..changes {
        let mut update = Update::default();
        match dice.below(8) {
            0 => {
                let back = original.iter().filter(|it| !request.files.contains(it));
                update.files = back.cloned().collect();
            }
            times => (0..=times / 4).for_each(|_| change(&request.files, dice, &mut update)),
        }
        update.files.sort_by(|a, b| a.path.cmp(&b.path));
        update.files.dedup_by(|a, b| a.path == b.path);
        request.files = updated(&request.files, &update);
        assert_fresh(&format!("{name}, change {number}"), &request, engine.update(update));
    }
    request.preset = Some("aim".to_owned());
    assert_fresh(&format!("{name}, another preset"), &request, engine.open(request.clone()));
}

/// Both are the first of their folder, and one has the place of the other in the list.
#[test]
fn a_file_in_the_place_of_another_is_another() {
    let file = |path: &str, text: &str| SourceFile::new(path, text);
    let settings = file("lockgate.toml", "folders = ['a', 'b']\n");
    let (first, second) = (file("a/1_x.sql", "create table t (a int);"), file("b/1_x.sql", "drop table t;"));
    let request = |files: &[&SourceFile]| {
        let files = files.iter().map(|it| (*it).clone()).collect();
        Request { files, ..Request::default() }
    };
    let other = file("a/2_y.sql", "drop table t;");
    let mut engine = Engine::default();
    let all = request(&[&first, &settings, &other, &second]);
    assert_fresh("all", &all, engine.open(all.clone()));
    let gone = Update { gone: vec![first.path.clone()], ..Update::default() };
    assert_fresh("the rest", &request(&[&second, &settings, &other]), engine.update(gone));
}

/// How much of functions is read because they are called has a limit, and what is judged again is not counted twice.
#[test]
fn calls_are_counted_anew() {
    let long = format!("create table t (); -- {}", "x".repeat(2 << 20));
    let function = format!("create function f() returns void language sql as $$ {long}\n $$;");
    let files = vec![SourceFile::new("1_a.sql", function), SourceFile::new("2_b.sql", "select f();")];
    let mut request = Request { files, ..Request::default() };
    let mut engine = Engine::default();
    assert_fresh("opened", &request, engine.open(request.clone()));
    for number in 0..5 {
        request.files[1].bytes.push(b' ');
        let update = Update { files: vec![request.files[1].clone()], ..Update::default() };
        assert_fresh(&format!("letter {number}"), &request, engine.update(update));
    }
}

#[test]
fn cases_that_change() {
    let cases = case::files_under(&case::root(), "sql");
    for (number, case) in cases.iter().enumerate() {
        hold(&case.display().to_string(), case::request(case), &mut Dice::new(number as u64), 6);
    }
}

#[test]
fn folders_that_change() {
    let number = |name| env::var(name).ok().and_then(|it| it.parse().ok());
    let (seconds, from) = (number("LOCKGATE_FUZZ").unwrap_or(3), number("LOCKGATE_FUZZ_FROM").unwrap_or(0));
    let (began, mut seed) = (Instant::now(), from);
    while began.elapsed() < Duration::from_secs(seconds) {
        let mut dice = Dice::new(seed);
        let request = folder(&mut dice);
        hold(&format!("folder {seed}"), request, &mut dice, 12);
        seed += 1;
    }
    assert!(seed > from + 3, "{} folders", seed - from);
}
