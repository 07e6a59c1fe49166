use super::*;
use crate::statement::Reader;
use crate::verdict::TableCard;

/// The schema after these statements, as cards.
fn replay(text: &str) -> Schema {
    let mut schema = Schema::default();
    let reader = Reader { text, postgres: 15 };
    for piece in crate::script::split(text).pieces {
        let statement = reader.read(piece.span).unwrap().unwrap();
        schema.apply(&statement, Origin { migration: 0, span: piece.span });
    }
    schema
}

fn card(text: &str, table: &str) -> TableCard {
    let schema = replay(text);
    let found = schema.tables().find(|it| it.name().to_string() == table);
    found.expect("the table").card()
}

#[test]
fn automatic_names_are_postgresql_s() {
    let text =
        "create table orders (id serial primary key, sku text unique, customer_id int references customers,
        shop_id int, check (id > 0), foreign key (customer_id, shop_id) references pairs (a, b));
        create index on orders (lower(sku), shop_id);
        alter table orders add foreign key (customer_id) references customers;";
    let card = card(text, "orders");
    assert_eq!(
        card.columns,
        ["id integer NOT NULL DEFAULT …", "sku text", "customer_id integer", "shop_id integer"]
    );
    assert_eq!(
        card.constraints,
        [
            "orders_id_check CHECK (…)",
            "orders_pkey PRIMARY KEY (id)",
            "orders_sku_key UNIQUE (sku)",
            "orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers",
            "orders_customer_id_shop_id_fkey FOREIGN KEY (customer_id, shop_id) REFERENCES pairs (a, b)",
            "orders_customer_id_fkey1 FOREIGN KEY (customer_id) REFERENCES customers",
        ]
    );
    assert_eq!(card.indexes, ["orders_lower_shop_id_idx ((expression), shop_id)"]);
}

#[test]
fn long_names_are_cut_as_postgresql_cuts_them() {
    let long = "a".repeat(60);
    let text = format!("create table {long} ({} int unique)", "b".repeat(60));
    let name = &card(&text, &long).constraints[0];
    assert_eq!(name.split(' ').next().unwrap(), format!("{}_{}_key", "a".repeat(29), "b".repeat(29)));
}

#[test]
fn a_dropped_column_takes_its_indexes_and_constraints() {
    let text = "create table t (a int references r, b int, c int); create index i on t (a, b); create index j on t (c);
        alter table t drop column a";
    let card = card(text, "t");
    assert_eq!(card.columns, ["b integer", "c integer"]);
    assert_eq!(card.indexes, ["j (c)"]);
    assert!(card.constraints.is_empty());
}

#[test]
fn renames_reach_everything() {
    let text = "create table t (a int primary key); create table s (t_a int references t (a)); create index i on s (t_a);
        alter table t rename to u; alter table s rename column t_a to u_a; alter index i rename to j;
        alter table s rename constraint s_t_a_fkey to fk; alter table u set schema app";
    let schema = replay(text);
    let names: Vec<String> = schema.tables().map(|it| it.name().to_string()).collect();
    assert_eq!(names, ["s", "app.u"]);
    let card = card(text, "s");
    assert_eq!(card.indexes, ["j (u_a)"]);
    assert_eq!(card.constraints, ["fk FOREIGN KEY (u_a) REFERENCES app.u (a)"]);
}

#[test]
fn quoted_names_and_schemas_are_apart() {
    let schema = replay(
        "create table \"Orders\" (id int); create table orders (id int); create table app.orders (id int);
        set search_path = app; create index i on orders (id); drop table public.orders",
    );
    let names: Vec<String> = schema.tables().map(|it| it.name().to_string()).collect();
    assert_eq!(names, ["Orders", "app.orders"]);
    assert_eq!(schema.tables().last().unwrap().indexes().len(), 1);
}

#[test]
fn what_an_index_covers() {
    for (index, covered) in [
        ("create index on t (a)", false),
        ("create index on t (a, b)", true),
        ("create index on t (b, a, c)", true),
        ("create index on t (c, a, b)", false),
        ("create unique index on t (a, b)", true),
        ("create index on t (a, b) where a > 0", false),
        ("create index on t (a, lower(b))", false),
        ("alter table t add unique (b, a)", true),
        ("alter table t add primary key (a, b)", true),
        ("create index i on t (a, b); drop index i", false),
    ] {
        let schema = replay(&format!("create table t (a int, b text, c int); {index}"));
        assert_eq!(schema.tables().next().unwrap().is_indexed(&[1, 2]), covered, "{index}");
    }
}

#[test]
fn an_index_can_become_a_key() {
    let text =
        "create table t (a int); create unique index i on t (a); alter table t add primary key using index i";
    let card = card(text, "t");
    assert_eq!((card.constraints, card.indexes), (vec!["i PRIMARY KEY (a)".to_owned()], vec![]));
    assert_eq!(card.columns, ["a integer NOT NULL"]);
}

#[test]
fn statements_in_do_blocks_count() {
    let text = "create table t (a int); do $x$ begin if not exists (select 1) then alter table t add column b int; end if;
        create type mood as enum ('ok'); exception when duplicate_object then null; end $x$";
    let schema = replay(text);
    assert_eq!(schema.tables().next().unwrap().relation.columns.len(), 2);
    let mood = Name { schema: None, name: Ident::folded("mood") };
    assert!(schema.type_named(&mood).is_some());
}

#[test]
fn doubt_is_about_what_was_not_read() {
    let mut doubt = Doubt::default();
    doubt.about("CREAT INDEX ON Orders (sku)");
    assert!(doubt.may_index(&Ident::folded("orders")));
    assert!(!doubt.may_index(&Ident::folded("users")));
    doubt.about("do $$ begin execute format('create index on %I', name); end $$");
    assert!(doubt.may_index(&Ident::folded("users")));
}

/// Many kinds of statement, and what the catalog of PostgreSQL 15 held after it had run them.
#[test]
fn a_server_had_the_same_facts() {
    let text = include_str!("tests/rich.sql");
    let mut schema = Schema::new(15, true);
    let reader = Reader { text, postgres: 15 };
    for piece in crate::script::split(text).pieces {
        let statement = reader.read(piece.span).unwrap().unwrap();
        let outcome = schema.apply(&statement, Origin { migration: 0, span: piece.span });
        assert_eq!(outcome.fails, None, "{}", statement.title);
    }
    schema.new_session();
    let expected: Vec<&str> = include_str!("tests/rich.facts").lines().collect();
    assert_eq!(schema.facts(), expected);
}

/// The server puts the function's body in its place before it asks whether it is immutable.
#[test]
fn an_index_may_call_a_function_in_sql_that_is_not_marked() {
    let schema = replay(
        "create function canon(text) returns text language sql as 'select lower($1)';
         create table crates (name text); create index canon_name on crates (canon(name))",
    );
    let index = "index public.canon_name on public.crates using btree (expression)";
    assert!(schema.facts().iter().any(|it| it == index), "{:?}", schema.facts());
}

/// What PostgreSQL answers to the last of these statements.
#[test]
fn what_a_server_refuses() {
    let base = "create table t (id int primary key, a int, b text default 'x'); create view v as select id, a from t;
        create table c (id int references t); create type mood as enum ('ok'); create table e (m mood);
        create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g after insert on t execute function f();";
    for (text, sqlstate, nearest) in [
        ("drop table t", "2BP01", None),
        ("alter table t drop column a", "2BP01", None),
        ("alter table t alter column a type bigint", "0A000", None),
        ("alter table t alter column b type int", "42804", None),
        ("drop type mood", "2BP01", None),
        ("drop function f()", "2BP01", None),
        ("drop index t_pkey", "2BP01", None),
        ("truncate t", "0A000", None),
        ("alter table t rename to c", "42P07", None),
        ("alter table t add column a int", "42701", None),
        ("alter table t drop constraint nope", "42704", None),
        ("alter table t drop column idd", "42703", Some("id")),
        ("alter table moods add column a int", "42P01", None),
        ("select 1; alter table t drop constraint t_pkee", "42704", Some("t_pkey")),
        ("create view w as select nope from t", "42703", None),
        ("create or replace view v as select id from t", "42P16", None),
        ("begin; create index concurrently i on t (a)", "25001", None),
        ("alter table c add foreign key (id) references t (a)", "42830", None),
        ("create table d (id text references t)", "42804", None),
        ("alter type mood add value 'ok'", "42710", None),
    ] {
        let text = format!("{base} {text}");
        let mut schema = Schema::new(15, true);
        let reader = Reader { text: &text, postgres: 15 };
        let mut last = Outcome::default();
        for piece in crate::script::split(&text).pieces {
            assert_eq!(last.fails, None);
            let statement = reader.read(piece.span).unwrap().unwrap();
            last = schema.apply(&statement, Origin { migration: 0, span: piece.span });
        }
        let failure = last.fails.expect(&text);
        assert_eq!((failure.sqlstate, failure.nearest.as_deref()), (sqlstate, nearest), "{text}");
    }
}

/// What of the last statement a server of 15 would say.
fn refusal(text: &str) -> Option<&'static str> {
    let mut schema = Schema::new(15, true);
    let reader = Reader { text, postgres: 15 };
    let played = crate::script::split(text).pieces.into_iter().map(|piece| {
        let statement = reader.read(piece.span).unwrap().unwrap();
        schema.apply(&statement, Origin { migration: 0, span: piece.span }).fails
    });
    played.last().unwrap().map(|it| it.sqlstate)
}

#[test]
fn a_relation_has_at_most_1600_columns() {
    let columns = |from: usize, to: usize, word: &str| {
        (from..=to).map(|it| format!("c{it}{word}")).collect::<Vec<_>>().join(", ")
    };
    let most = columns(1, 1600, " int");
    assert_eq!(refusal(&format!("create table t ({most})")), None);
    for text in [
        format!("create table t ({most}, one_more int)"),
        format!("create table t ({most}); alter table t drop column c1; alter table t add column d int"),
        format!("create table t ({most}); create table u (a int, like t)"),
        format!("create table t ({most}); create table u (a int) inherits (t)"),
        format!("create type t as ({most}, one_more int)"),
        format!("create view v as select {}", columns(1, 1601, "").replace('c', "1 as c")),
        format!("create table t as select {}", columns(1, 70_000, "").replace('c', "1 as c")),
        format!("create table t ({})", columns(1, 70_000, " int")),
    ] {
        assert_eq!(refusal(&text), Some("54011"), "{}", &text[text.len() - 60..]);
    }
}

#[test]
fn what_is_known_of_an_object_goes_back_to_the_mark() {
    let schema = replay(
        "begin; create table t (a int); alter table t add b int, add c int; savepoint s; alter table t add d int, add e int;
        alter table t rename to u; alter table u add f int; rollback to s; alter table t add g int; commit",
    );
    let card = schema.tables().next().unwrap().card();
    assert_eq!(card.columns, ["a integer", "b integer", "c integer", "g integer"]);
}

#[test]
fn queries_in_queries_are_read_once() {
    let (mut rows, mut with) = ("generate_series(1, 2)".to_owned(), "select 1 as n".to_owned());
    for _ in 0..40 {
        rows = format!("generate_series(1, (select max(g) from {rows} g))");
        with = format!("with recursive w as ({with} union all select n + 1 from w) select n from w");
    }
    let card = card(&format!("create table v as select g from {rows} g"), "v");
    assert_eq!(card.columns, ["g integer"]);
    assert_eq!(refusal(&format!("create table t as {with}")), None);
    // Its own WITH is seen by both arms.
    let own = "with recursive w as (with o as (select 1 as x) select x from o union select w.x from w, o) select x from w";
    assert_eq!(refusal(&format!("create view v as {own}")), None);
}

#[test]
fn functions_that_nobody_knows_may_vary() {
    use crate::schema::catalog::Volatility::*;
    let schema = Schema::default();
    for (call, volatility) in [
        ("nanoid()", Unknown),
        ("random_normal()", Volatile),
        ("uuidv7()", Volatile),
        ("txid_current()", Stable),
        ("lower('X')", Immutable),
        ("date_trunc('day', now())", Stable),
        ("date_trunc('day', timestamp '2020-01-01')", Immutable),
        ("extract(year from timestamptz '2020-01-01')", Stable),
    ] {
        let text = format!("select {call}");
        let statement = Reader { text: &text, postgres: 18 }.read(Span { start: 0, end: text.len() });
        let crate::statement::Kind::Select(query) = statement.unwrap().unwrap().kind else { panic!() };
        let crate::statement::Body::Select(select) = query.body else { panic!() };
        assert_eq!(schema.volatility(&select.targets[0].value), volatility, "{call}");
    }
    // It may be immutable, so an index may be on it.
    assert_eq!(refusal("create table t (a text); create index on t (slug(a))"), None);
    assert_eq!(refusal("create table t (a text); create index on t (random())"), Some("42P17"));
    assert_eq!(refusal("create table t (a text); create index on t (slug(random()::text))"), Some("42P17"));
}

#[test]
fn statistics_may_read_a_column_twice_but_not_name_it_twice() {
    let on = |elements: &str| {
        refusal(&format!("create table t (a timestamp, b int); create statistics s on {elements} from t"))
    };
    assert_eq!(on("date_trunc('month', a), date_trunc('day', a)"), None);
    assert_eq!(on("b, (b + 1)"), None);
    assert_eq!(on("b, a, b"), Some("42701"));
}

#[test]
fn heirs_are_found_once_however_many_ways_lead_there() {
    let layers = (1..40).map(|at| {
        let above = format!("inherits (a{0}, b{0})", at - 1);
        format!("create table a{at} () {above}; create table b{at} () {above};")
    });
    let base = "create table z (x int); create table a0 (x int); create table b0 (x int);".to_owned();
    let text = layers.fold(base, |text, layer| text + &layer);
    let then = "truncate a0; alter table z inherit a0; alter table a0 alter x type bigint; alter table a0 inherit a9";
    assert_eq!(refusal(&(text + then)), Some("42P07"));
}

#[test]
fn discarding_all_ends_what_the_session_has() {
    let text = "create temporary table x (a int); set search_path = app; discard all; create table t (a int)";
    let names: Vec<String> = replay(text).tables().map(|it| it.name().to_string()).collect();
    assert_eq!(names, ["t"]);
    for (text, sqlstate) in [
        ("begin; discard all", Some("25001")),
        ("begin; discard plans", None),
        ("begin; alter subscription s refresh publication", Some("25001")),
        ("begin; alter subscription s set publication p", Some("25001")),
        ("begin; alter subscription s set publication p with (refresh = false)", None),
        ("begin; alter subscription s disable", None),
    ] {
        assert_eq!(refusal(text), sqlstate, "{text}");
    }
}
