//! What statements say in our words. Spans are checked by the words that they hold.

use super::*;

fn read(text: &str) -> Vec<Statement> {
    let reader = Reader { text, postgres: 18 };
    let pieces = crate::script::split(text).pieces;
    pieces.iter().filter_map(|piece| reader.read(piece.span).unwrap()).collect()
}

fn one(text: &str) -> Statement {
    let mut statements = read(text);
    assert_eq!(statements.len(), 1, "{text}");
    statements.remove(0)
}

fn words(text: &str, span: crate::finding::Span) -> &str {
    &text[span.start..span.end]
}

#[test]
fn every_statement_of_the_grammar_has_a_word() {
    let statements = include_str!("../../grammar/tests/tree.sql");
    let nothing_to_say = [
        "ALTER TABLE ALL",
        "CHECKPOINT",
        "CLOSE",
        "DEALLOCATE",
        "DROP OWNED",
        "FETCH",
        "LISTEN",
        "LOAD",
        "NOTIFY",
        "REASSIGN OWNED",
        "SHOW",
        "UNLISTEN",
        "ALTER SYSTEM",
        "ALTER ROLE ALL",
    ];
    for text in statements.lines().filter(|line| !line.is_empty() && !line.starts_with("--")) {
        for statement in read(text) {
            if let Kind::Other(other) = &statement.kind {
                assert!(
                    nothing_to_say.iter().any(|it| other.what.starts_with(it)),
                    "{} is nothing: {text}",
                    other.what
                );
            }
            if let Kind::AlterTable(it) = &statement.kind {
                for action in &it.actions {
                    assert!(!matches!(action.kind, ActionKind::Other), "{}", words(text, action.span));
                }
            }
        }
    }
}

#[test]
fn types_are_as_people_write_them() {
    let text =
        "CREATE TABLE t (a int, b numeric(10, 2)[][], c timestamp(3) with time zone NOT NULL, d app.mood,
        e bigserial, f double precision, g geometry(Point, 4326), h varchar(20)[] DEFAULT 'x')";
    let Kind::CreateTable(it) = one(text).kind else { panic!() };
    let types = it.columns.iter().map(|column| column.data_type.as_ref().unwrap());
    let said: Vec<_> = types.map(|it| (it.to_string(), words(text, it.span))).collect();
    let said: Vec<_> = said.iter().map(|(it, span)| (it.as_str(), *span)).collect();
    assert_eq!(
        said,
        [
            ("integer", "int"),
            ("numeric(10,2)[][]", "numeric(10, 2)[][]"),
            ("timestamp(3) with time zone", "timestamp(3) with time zone"),
            ("app.mood", "app.mood"),
            ("bigserial", "bigserial"),
            ("double precision", "double precision"),
            ("geometry(point,4326)", "geometry(Point, 4326)"),
            ("character varying(20)[]", "varchar(20)[]"),
        ]
    );
}

#[test]
fn a_table_says_all_of_itself() {
    let text = "CREATE UNLOGGED TABLE IF NOT EXISTS s.t (
        id bigint GENERATED ALWAYS AS IDENTITY (START 5) PRIMARY KEY,
        n text COLLATE \"C\" DEFAULT upper('x') CONSTRAINT named NOT NULL,
        g int GENERATED ALWAYS AS (id * 2) STORED,
        LIKE other INCLUDING DEFAULTS INCLUDING INDEXES,
        o int REFERENCES app.o (x) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
        EXCLUDE USING gist (n WITH =, g WITH &&) WHERE (g > 1),
        CONSTRAINT positive CHECK (id > 0 AND g > id) NO INHERIT
    ) INHERITS (a, b) WITH (fillfactor = 70) TABLESPACE x";
    let Kind::CreateTable(it) = one(text).kind else { panic!() };
    assert_eq!((it.persistence, it.if_not_exists, it.inherits.len()), (Persistence::Unlogged, true, 2));
    assert!(
        it.columns[0]
            .identity
            .as_ref()
            .is_some_and(|it| it.always && it.sequence == [SequenceOption::Start(5)])
    );
    assert!(it.columns[0].not_null && it.columns[1].has_default() && it.columns[2].generated.is_some());
    assert!(it.like[0].including.defaults && it.like[0].including.indexes && !it.like[0].including.comments);
    assert_eq!((it.like[0].after_columns, it.like[0].after_constraints), (3, 2));
    let spans: Vec<_> = it.constraints.iter().map(|it| words(text, it.span)).collect();
    assert_eq!(spans, ["PRIMARY KEY", "NOT NULL", "REFERENCES app.o (x)", "EXCLUDE", "CHECK"]);
    assert_eq!(it.constraints[1].name, Some(Ident::folded("named")));
    assert!(it.constraints[2].deferrable && it.constraints[2].initially_deferred);
    let ConstraintKind::ForeignKey { rest, .. } = &it.constraints[2].kind else { panic!() };
    assert_eq!((rest.on_delete, words(text, rest.target)), (ReferenceAction::SetNull, "app.o"));
    let ConstraintKind::Check { columns, .. } = &it.constraints[4].kind else { panic!() };
    assert_eq!(columns, &[Ident::folded("id"), Ident::folded("g")]);
    assert!(it.constraints[4].no_inherit);
    assert_eq!(it.parameters[0].value.as_deref(), Some("70"));
}

#[test]
fn partitions_have_bounds() {
    let bounds = |text: &str| match one(text).kind {
        Kind::CreateTable(it) => it.partition_of.unwrap().bounds,
        _ => panic!(),
    };
    assert_eq!(bounds("CREATE TABLE a PARTITION OF p DEFAULT"), Bounds::Default);
    let hash = bounds("CREATE TABLE a PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 1)");
    assert_eq!(hash, Bounds::Hash { modulus: 4, remainder: 1 });
    let Bounds::FromTo(from, to) =
        bounds("CREATE TABLE a PARTITION OF p FOR VALUES FROM (MINVALUE, 1) TO (MAXVALUE, 2)")
    else {
        panic!()
    };
    assert_eq!((&from[0], &to[0]), (&Bound::Minimum, &Bound::Maximum));
    let Kind::CreateTable(it) = one("CREATE TABLE p (a int) PARTITION BY LIST (lower(a::text))").kind else {
        panic!()
    };
    assert_eq!(it.partition_by.unwrap().strategy, Strategy::List);
}

#[test]
fn objects_say_what_they_are_on() {
    let text =
        "DROP TRIGGER IF EXISTS g ON app.t; DROP FUNCTION f(int, text), h; COMMENT ON COLUMN s.t.c IS 'x';
        DROP OPERATOR CLASS c USING gin; ALTER POLICY p ON t RENAME TO q; ALTER VIEW v SET SCHEMA w";
    let statements = read(text);
    let Kind::Drop(trigger) = &statements[0].kind else { panic!() };
    assert_eq!(trigger.objects[0].on.as_ref().unwrap().to_string(), "app.t");
    assert_eq!(words(text, trigger.objects[0].name.span), "g");
    let Kind::Drop(functions) = &statements[1].kind else { panic!() };
    assert_eq!(functions.objects[0].arguments.as_ref().map(Vec::len), Some(2));
    assert_eq!(functions.objects[1].arguments, None);
    let Kind::Comment(comment) = &statements[2].kind else { panic!() };
    assert_eq!(
        (comment.on.object, comment.on.on.as_ref().unwrap().to_string()),
        (Object::Column, "s.t".to_owned())
    );
    let Kind::Drop(class) = &statements[3].kind else { panic!() };
    assert_eq!(class.objects[0].on.as_ref().unwrap().to_string(), "gin");
    let Kind::Rename(Rename { what: Renamed::Object(policy), .. }) = &statements[4].kind else { panic!() };
    assert_eq!((policy.object, policy.on.is_some()), (Object::Policy, true));
    let Kind::Rename(Rename { what: Renamed::Schema(view), to, .. }) = &statements[5].kind else { panic!() };
    assert_eq!((view.object, words(text, to.span)), (Object::View, "w"));
}

#[test]
fn what_has_no_word_says_what_it_touches() {
    let text = "REASSIGN OWNED BY a, b TO c";
    let Kind::Other(other) = one(text).kind else { panic!() };
    let names: Vec<_> = other.objects.iter().map(|it| words(text, it.name.span)).collect();
    assert_eq!((other.what.as_str(), names), ("REASSIGN OWNED BY", vec!["a", "b"]));
}

/// What an expression or query mentions, in order.
fn mentions(text: &str) -> Vec<String> {
    let mut said = Vec::new();
    let Kind::Select(query) = one(text).kind else { panic!() };
    query.walk(&mut |mention| {
        said.push(match mention {
            Mention::Relation { name, writes: true, .. } => format!("!{}", name.value),
            Mention::Relation { name, locks: true, .. } => format!("{} locked", name.value),
            Mention::Relation { name, .. } => name.value.to_string(),
            Mention::Function(call) => format!("{}()", call.function.value),
            Mention::Type(it) => format!(":{it}"),
            Mention::Column(it) => words(text, it.span).to_owned(),
            Mention::Collation(it) => format!("^{it}"),
        })
    });
    said
}

#[test]
fn queries_mention_what_they_depend_on() {
    let text = "WITH w AS (DELETE FROM app.gone RETURNING id) SELECT a.x::app.mood, count(*) FILTER (WHERE w.id > 1)
        FROM app.a JOIN w USING (id), LATERAL f(a.y) WHERE EXISTS (SELECT 1 FROM u WHERE u.z COLLATE \"C\" = 'x')";
    assert_eq!(
        mentions(text),
        ["!app.gone", "id", "a.x", ":app.mood", "count()", "w.id", "app.a", "f()", "a.y", "u", "u.z", "^C"]
    );
    for (text, said) in [
        ("SELECT FROM a JOIN b ON true FOR UPDATE", &["a locked", "b locked"]),
        ("SELECT FROM a x, b FOR SHARE OF x", &["a locked", "b"]),
        ("SELECT FROM a, (SELECT FROM b) s FOR UPDATE OF s", &["a", "b locked"]),
        ("WITH w AS (SELECT FROM a FOR UPDATE) SELECT FROM w, b", &["a locked", "b"]),
        ("SELECT FROM a WHERE EXISTS (SELECT FROM b) FOR UPDATE", &["a locked", "b"]),
    ] {
        assert_eq!(mentions(text), said, "{text}");
    }
    assert_eq!(mentions("SELECT json_object('a': f(b)), xmlelement(name x, c)"), ["f()", "b", "c"]);
}

#[test]
fn long_lists_of_values_are_counted() {
    let text = format!("INSERT INTO t VALUES (1, now()){}", ", (2, f(3))".repeat(999));
    let Kind::Insert(it) = one(&text).kind else { panic!() };
    let Body::Values(values) = it.query.unwrap().body else { panic!() };
    assert_eq!((values.rows, values.first.len(), values.computed.len()), (1_000, 2, 999));
}

#[test]
fn functions_have_arguments_and_bodies() {
    let text = "CREATE OR REPLACE FUNCTION app.f(a int, OUT b text, VARIADIC c text[] DEFAULT '{}')
        RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app
        AS 'SELECT name FROM users WHERE kind = ''x''; DELETE FROM logs'";
    let Kind::CreateFunction(it) = one(text).kind else { panic!() };
    let inputs = it.arguments.iter().filter(|it| it.mode.is_input());
    let types: Vec<String> = inputs.map(|it| it.data_type.to_string()).collect();
    assert_eq!(types, ["integer", "text[]"]);
    assert_eq!(it.options.volatility, Some(Volatility::Stable));
    assert_eq!(it.options.settings[0].search_path(), Some(vec![Ident::folded("app")]));
    assert_eq!(it.body.statements.len(), 2);
    assert!(it.body.text.unwrap().text.contains("'x'"));
    let text = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT 2; END";
    let Kind::CreateFunction(it) = one(text).kind else { panic!() };
    let spans: Vec<_> = it.body.statements.iter().map(|it| words(text, it.span)).collect();
    assert_eq!(spans, ["INSERT INTO t VALUES (1)", "SELECT 2"]);
}

#[test]
fn what_a_schema_creates_is_in_it() {
    let text = "CREATE SCHEMA app CREATE TABLE t (a int) CREATE INDEX ON t (a) GRANT SELECT ON t TO r WITH GRANT OPTION";
    let statement = one(text);
    let spans: Vec<_> = statement.inner.iter().map(|it| words(text, it.span)).collect();
    assert_eq!(spans[0], "CREATE TABLE t (a int)");
    assert_eq!(spans.len(), 3);
    let Kind::CreateTable(it) = &statement.inner[0].kind else { panic!() };
    assert_eq!(it.table.value.to_string(), "app.t");
}
