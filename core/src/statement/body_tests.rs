//! SQL in bodies: what runs, when, and where it stands.

use super::*;

struct Block<'a> {
    text: &'a str,
    inner: Vec<Statement>,
    unread: Vec<Unread>,
}

fn block(text: &str) -> Block<'_> {
    let span = crate::finding::Span { start: 0, end: text.len() };
    let statement = Reader { text, postgres: 18 }.read(span).unwrap().unwrap();
    let Kind::Do(it) = statement.kind else { panic!("{text}") };
    assert_eq!(it.dynamic, !it.unread.is_empty());
    Block { text, inner: statement.inner, unread: it.unread }
}

impl Block<'_> {
    /// The words of each statement in the file.
    fn words(&self) -> Vec<&str> {
        self.inner.iter().map(|it| &self.text[it.span.start..it.span.end]).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.inner.iter().map(|it| it.title.as_str()).collect()
    }

    /// Each statement's condition: `!type mood`, `?` where more stands before it.
    fn conditions(&self) -> Vec<String> {
        let said = self.inner.iter().map(|it| {
            let guards = it.condition.guards.iter().map(|guard| {
                let not = if guard.exists { "" } else { "!" };
                let on = guard.on.as_ref().map(|on| format!(" on {on}")).unwrap_or_default();
                let detail = guard.detail.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
                format!("{not}{} {}{on}{detail}", guard.object.words(), guard.name)
            });
            let unknown = it.condition.unknown.then(|| "?".to_owned());
            guards.chain(unknown).collect::<Vec<_>>().join(" & ")
        });
        said.collect()
    }
}

#[test]
fn statements_are_found_where_they_stand() {
    let found = block(
        "DO $body$
        DECLARE n int;
        BEGIN
            -- ALTER TABLE a ADD COLUMN b int;
            ALTER TABLE a ADD COLUMN b int; ALTER TABLE a ADD COLUMN b int;
            SELECT count(*) INTO n FROM a;
            PERFORM set_config('x', 'y', false);
            IF n > 1 THEN
                DELETE FROM a WHERE b = n RETURNING b INTO STRICT n;
            END IF;
        END $body$",
    );
    assert_eq!(
        found.words(),
        [
            "ALTER TABLE a ADD COLUMN b int",
            "ALTER TABLE a ADD COLUMN b int",
            "SELECT count(*) INTO n FROM a",
            "ERFORM set_config('x', 'y', false)",
            "DELETE FROM a WHERE b = n RETURNING b",
        ]
    );
    assert!(found.inner[0].span.start < found.inner[1].span.start);
    assert!(matches!(found.inner[2].kind, Kind::Select(_)), "INTO a variable makes no table");
    assert_eq!(found.conditions(), ["", "", "", "", "?"]);
    assert_eq!(found.unread, []);
}

#[test]
fn a_body_in_plain_quotes_is_read_too() {
    let found = block("DO 'BEGIN UPDATE t SET a = ''x''; DROP TABLE u; END'");
    assert_eq!(found.words(), ["UPDATE t SET a = ''x''", "DROP TABLE u"]);
    let Kind::Drop(it) = &found.inner[1].kind else { panic!() };
    let span = it.objects[0].name.span;
    assert_eq!(&found.text[span.start..span.end], "u");
}

#[test]
fn guards_are_understood() {
    for (condition, expected) in [
        ("NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood')", "!type mood"),
        (
            "EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'app' AND table_name = 'users'
                AND column_name = 'legacy')",
            "column legacy on app.users",
        ),
        (
            "NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 'app.t'::regclass)",
            "!constraint c on app.t",
        ),
        (
            "NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                WHERE c.conname = 'c' AND t.relname = 't')",
            "!constraint c on t",
        ),
        ("to_regclass('public.old') IS NOT NULL", "table old"),
        ("(SELECT to_regclass('old')) IS NULL", "?"),
        ("(SELECT count(*) FROM pg_indexes WHERE indexname = 'i') = 0", "!index i"),
        (
            "NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
                WHERE t.typname = 'mood' AND e.enumlabel = 'sad')",
            "!type mood sad",
        ),
        ("NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 's' AND relkind = 'S')", "!sequence s"),
        ("EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') AND current_user = 'x'", "table t & ?"),
        (
            "EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c'
                AND is_nullable = 'YES')",
            "column c on t & ?",
        ),
        ("EXISTS (SELECT 1 FROM users)", "?"),
        // Texts are compared as they stand, without folding.
        (
            "EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Users' AND column_name = 'createdAt')",
            "column createdAt on Users",
        ),
        ("to_regclass('\"my.Table\"') IS NOT NULL", "table my.Table"),
        ("to_regprocedure('f(int)') IS NOT NULL", "?"),
        (
            "EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relname = 't' AND a.attname = 'b' AND c.relkind = 'r')",
            "column b on t",
        ),
        // Which table is not said.
        ("EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = n AND column_name = 'c')", "?"),
        ("true", ""),
        ("1 > 2 OR x", "?"),
    ] {
        let text = format!("DO $$ BEGIN IF {condition} THEN DROP TABLE x; END IF; END $$");
        assert_eq!(block(&text).conditions(), [expected], "{condition}");
    }
}

#[test]
fn the_other_way_has_the_other_condition() {
    let found = block(
        "DO $$ BEGIN
            IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') THEN DROP TABLE t; ELSE CREATE TABLE t (); END IF;
            IF to_regtype('mood') IS NOT NULL THEN RETURN; END IF;
            CREATE TYPE mood AS ENUM ();
        END $$",
    );
    assert_eq!(found.conditions(), ["table t", "!table t", "!type mood"]);
}

#[test]
fn handlers_catch() {
    let found = block(
        "DO $$ BEGIN
            CREATE TYPE mood AS ENUM ('a');
        EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN DROP TABLE t; END $$",
    );
    let (tried, handled) = (&found.inner[0].condition, &found.inner[1].condition);
    assert_eq!(tried.blocks[0].caught, ["duplicate_object", "42P07"]);
    assert!(tried.catches("42710") && tried.catches("42P07") && !tried.catches("42704"));
    assert!(tried.always() && !handled.always());
    assert!(handled.blocks.is_empty() && handled.handlers[0].handles(tried.blocks[0].number, "42710"));
}

#[test]
fn constant_sql_is_read() {
    let found = block(
        "DO $$
        DECLARE names text[] := ARRAY['a', 'b']; t text; prefix CONSTANT text := 'x_';
        BEGIN
            EXECUTE 'DROP TABLE old';
            EXECUTE 'ALTER TABLE ' || prefix || 't ADD COLUMN c text DEFAULT ' || quote_literal('it''s');
            FOREACH t IN ARRAY names LOOP
                EXECUTE format('CREATE INDEX %I ON app.%2$s (%1$I)', t || '_idx', t);
                INSERT INTO log VALUES (t);
            END LOOP;
            FOR i IN 1..2 LOOP EXECUTE format('CREATE TABLE part_%s PARTITION OF p FOR VALUES IN (%s)', i, i); END LOOP;
            FOR t IN SELECT unnest(ARRAY['u', 'v']) LOOP EXECUTE 'TRUNCATE ' || t; END LOOP;
        END $$",
    );
    assert_eq!(
        found.titles(),
        [
            "DROP TABLE old",
            "ALTER TABLE x_t ADD COLUMN c text DEFAULT 'it''s'",
            "CREATE INDEX \"a_idx\" ON app.a (\"a_idx\")",
            "INSERT INTO log VALUES (t)",
            "CREATE INDEX \"b_idx\" ON app.b (\"b_idx\")",
            "CREATE TABLE part_1 PARTITION OF p FOR VALUES IN",
            "CREATE TABLE part_2 PARTITION OF p FOR VALUES IN",
            "SELECT unnest(ARRAY['u', 'v'])",
            "TRUNCATE u",
            "TRUNCATE v",
        ]
    );
    assert_eq!(found.words()[0], "DROP TABLE old");
    assert_eq!(found.words()[8], "'TRUNCATE ' || t");
    assert_eq!(found.unread, []);
    assert!(found.inner.iter().all(|it| it.condition.always()), "{:?}", found.conditions());
}

#[test]
fn what_is_not_known_is_reported() {
    let found = block(
        "DO $$ DECLARE r record; t text := 'a'; BEGIN
            FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE 'DROP TABLE ' || r.tablename; END LOOP;
            SELECT 'b' INTO t;
            EXECUTE 'DROP TABLE ' || t;
        END $$",
    );
    let places: Vec<_> = found.unread.iter().map(|it| &found.text[it.span.start..it.span.end]).collect();
    assert_eq!(places, ["'DROP TABLE ' || r.tablename", "'DROP TABLE ' || t"]);
    assert_eq!(block("DO LANGUAGE plpython3u 'x'").unread.len(), 1);
    let broken = block("DO $$ BEGIN SELCT 1; END $$");
    assert!(broken.unread[0].why.contains("SELCT"), "{:?}", broken.unread);
}

#[test]
fn functions_are_read_whatever_their_types_are() {
    for head in [
        "FUNCTION f(a app.kind, b text[], VARIADIC c int[], d t.x%TYPE) RETURNS SETOF app.t",
        "FUNCTION f(a anyelement) RETURNS TABLE (x int, y app.kind)",
        "FUNCTION f(INOUT a int, OUT b app.kind)",
        "FUNCTION f() RETURNS trigger",
        "FUNCTION f(a t) RETURNS void",
        "FUNCTION f() RETURNS event_trigger",
        "PROCEDURE f(INOUT a app.kind)",
        "FUNCTION f() RETURNS citext",
    ] {
        let returns_nothing = ["SETOF", "TABLE", "INOUT", "void", "event"].iter().any(|it| head.contains(it));
        let value = if returns_nothing { "" } else { " NULL" };
        let text = format!(
            "CREATE {head} LANGUAGE plpgsql AS $$ DECLARE v app.other; w t%ROWTYPE; x CONSTANT app.k := app.g(1); y app.t.c%TYPE;
                z app.t%ROWTYPE; m mood[]; n numeric(3, 1) NOT NULL DEFAULT 0; c CURSOR FOR SELECT 1; BEGIN DROP TABLE gone; RETURN{value}; END $$"
        );
        let span = crate::finding::Span { start: 0, end: text.len() };
        let statement = Reader { text: &text, postgres: 18 }.read(span).unwrap().unwrap();
        let Kind::CreateFunction(it) = statement.kind else { panic!() };
        assert_eq!((it.body.statements.len(), &it.body.unread[..]), (1, &[][..]), "{head}");
        assert!(statement.inner.is_empty(), "it does not run now");
    }
}

#[test]
fn nothing_nests_without_end() {
    let deep = format!("DO $a$ BEGIN {} NULL; {} END $a$", "BEGIN ".repeat(5_000), "END; ".repeat(5_000));
    assert!(block(&deep).unread[0].why.contains("nested too deeply"));
    let mut text = "DROP TABLE t".to_owned();
    for level in 0..8 {
        text = format!("DO $q{level}$ BEGIN {text}; END $q{level}$");
    }
    let mut statement = block(&text);
    let mut levels = 0;
    while let Some(Kind::Do(_)) = statement.inner.first().map(|it| &it.kind) {
        statement.inner = statement.inner.remove(0).inner;
        levels += 1;
    }
    assert_eq!(levels, 4);
}

fn texts(text: &str) -> (Vec<String>, Vec<&str>) {
    let Block { inner, unread, .. } = block(text);
    (
        inner.into_iter().map(|it| it.title).collect(),
        unread.iter().map(|it| &text[it.span.start..it.span.end]).collect(),
    )
}

#[test]
fn cursors_and_loops_over_made_sql_are_read() {
    let text = "DO $$ DECLARE r record; c refcursor; d CURSOR FOR SELECT 4 FROM bound; BEGIN
            FOR r IN EXECUTE 'DELETE FROM a' LOOP DROP TABLE b; END LOOP;
            FOR r IN EXECUTE 'SELECT ' || current_user LOOP NULL; END LOOP;
            OPEN c FOR SELECT 2 FROM plain;
            OPEN c FOR EXECUTE 'SELECT 3 FROM made';
            OPEN d;
        END $$";
    let (said, unread) = texts(text);
    let expected =
        ["DELETE FROM a", "DROP TABLE b", "SELECT 2 FROM plain", "SELECT 3 FROM made", "SELECT 4 FROM bound"];
    assert_eq!(said, expected);
    assert_eq!(unread, ["'SELECT ' || current_user"]);
    assert_eq!(block(text).conditions(), ["", "?", "", "", ""]);
}

/// After each of these nobody knows what `q` is, whatever it was before.
#[test]
fn what_is_written_into_a_variable_is_forgotten() {
    for between in [
        "FETCH c INTO q;",
        "CALL p(q);",
        "GET DIAGNOSTICS q = ROW_COUNT;",
        "BEGIN PERFORM f(); EXCEPTION WHEN others THEN q := 'DROP TABLE b'; END;",
        "BEGIN q := 'DROP TABLE b'; PERFORM f(); EXCEPTION WHEN others THEN EXECUTE q; END;",
        "\"Q\" := 'DROP TABLE c'; q := \"Q\" || current_user;",
        "names[1] := 'DROP TABLE c'; q := names[1];",
        "q = 'DROP TABLE ' || f('x := 1');",
        "FOREACH q IN ARRAY f() LOOP NULL; END LOOP;",
        "<<b>> DECLARE r text := q; BEGIN b.r := f(); q := r; END;",
    ] {
        let text = format!(
            "DO $$ DECLARE q text := 'DROP TABLE a'; \"Q\" text; c refcursor; names text[]; BEGIN {between} EXECUTE q; END $$"
        );
        let (said, unread) = texts(&text);
        assert!(unread.contains(&"q"), "{between}: {said:?} {unread:?}");
        assert!(said.iter().all(|it| !it.starts_with("DROP")), "{between}: {said:?}");
    }
}

#[test]
fn what_is_known_of_variables() {
    for (body, said) in [
        ("q = 'DROP TABLE \"x:=1\"'; EXECUTE q;", "DROP TABLE \"x:=1\""),
        ("\"Q\" := 'DROP TABLE b'; EXECUTE \"Q\";", "DROP TABLE b"),
        ("LOOP EXECUTE q; EXIT; END LOOP;", "DROP TABLE a"),
        // Two loops may have variables of one name.
        (
            "FOR i IN 1..1 LOOP NULL; END LOOP; FOR i IN 7..7 LOOP EXECUTE 'DROP TABLE b' || i; END LOOP;",
            "DROP TABLE b7",
        ),
    ] {
        let text = format!("DO $$ DECLARE q text := 'DROP TABLE a'; \"Q\" text; BEGIN {body} END $$");
        assert_eq!(texts(&text), (vec![said.to_owned()], vec![]), "{body}");
    }
    for body in [
        // Two variables of one name; a value that the loop itself changes; a default that is computed later.
        "DECLARE q text := 'DROP TABLE b'; BEGIN NULL; END; EXECUTE q;",
        "LOOP EXECUTE q; q := 'DROP TABLE b'; END LOOP;",
        "q := f(); DECLARE r text := q; BEGIN EXECUTE r; END;",
    ] {
        let text = format!("DO $$ DECLARE q text := 'DROP TABLE a'; BEGIN {body} END $$");
        assert!(block(&text).inner.is_empty(), "{body}");
        assert_eq!(block(&text).unread.len(), 1, "{body}");
    }
}

#[test]
fn loops_in_loops_have_an_end() {
    let (mut body, levels) = ("EXECUTE 'DROP TABLE t' || i || j || k || l;".to_owned(), ["i", "j", "k", "l"]);
    for name in levels {
        body = format!("FOR {name} IN 1..200 LOOP {body} END LOOP;");
    }
    let found = block(&format!("DO $$ BEGIN {body} END $$")).unread;
    assert_eq!(found.len(), 1);
    let (doubled, more) = ("a := a || a;".repeat(40), "b := ARRAY[a, a, a, a]; c := a; d := a;".repeat(2));
    let text = format!(
        "DO $$ DECLARE a text := 'x'; b text[]; c text; d text; BEGIN {doubled} {more} EXECUTE a; END $$"
    );
    assert_eq!(texts(&text), (vec![], vec!["a"]));
}
