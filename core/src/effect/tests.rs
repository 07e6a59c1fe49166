//! Effects that no page of proof shows.

use super::*;
use crate::schema::Origin;
use crate::statement::Reader;

/// What the last of these statements does.
fn last(text: &str) -> Effect {
    let mut schema = Schema::new(15, true);
    let mut effect = Effect::default();
    for piece in crate::script::split(text).pieces {
        let statement = Reader { text, postgres: 15 }.read(piece.span).unwrap().unwrap();
        effect = of(&statement, &schema, 15);
        let outcome = schema.apply(&statement, Origin { migration: 0, span: piece.span });
        assert_eq!(outcome.fails, None, "{}", statement.title);
    }
    effect
}

fn said(locks: &BTreeMap<FullName, LockMode>) -> String {
    locks.iter().map(|(name, mode)| format!("{name} {mode}")).collect::<Vec<_>>().join(", ")
}

#[test]
fn views_may_read_each_other() {
    let circle = "create view a as select 1 x; create view b as select x from a;
        create or replace view a as select x from b; select * from a";
    assert_eq!(said(&last(circle).locks), "a ACCESS SHARE, b ACCESS SHARE");
    let mut layers =
        "create table t (x int); create view a0 as select x from t; create view b0 as select x from t;"
            .to_owned();
    for at in 0..40 {
        for name in ["a", "b"] {
            let next = at + 1;
            layers += &format!("create view {name}{next} as select a{at}.x from a{at}, b{at};");
        }
    }
    assert_eq!(last(&format!("{layers} select * from a40")).locks.len(), 82);
}

const SHOP: &str =
    "create table a (id int primary key); create table b (id int primary key, a int references a);
    create table c (id int);";

#[test]
fn parts_of_a_with_do_what_they_do_alone() {
    for text in [
        "with d as (delete from a returning id) insert into c select id from d",
        "with d as (delete from a returning id) update c set id = 1",
        "with d as (delete from a returning id) delete from c",
        "with d as (delete from a returning id) merge into c using d on c.id = d.id when matched then delete",
        "with d as (delete from a returning id) select from d",
    ] {
        let effect = last(&format!("{SHOP} {text}"));
        assert!(said(&effect.row_locks).contains("b ROW SHARE"), "{text}: {}", said(&effect.row_locks));
        assert!(said(&effect.locks).contains("a ROW EXCLUSIVE"), "{text}");
        assert!(effect.scans.iter().any(|it| it.to_string() == "a"), "{text}");
    }
}

#[test]
fn rows_are_locked_where_it_is_said() {
    for (text, locks) in [
        ("select from a, b for update", "a ROW SHARE, b ROW SHARE"),
        ("select from a, b for update of a", "a ROW SHARE, b ACCESS SHARE"),
        ("update c set id = 1 where id in (select id from a for update)", "a ROW SHARE, c ROW EXCLUSIVE"),
        ("with w as (select id from a for update) delete from c using w", "a ROW SHARE, c ROW EXCLUSIVE"),
        ("select from a where exists (select from b) for update", "a ROW SHARE, b ACCESS SHARE"),
        ("create view v as select id from a; select from v for update", "a ROW SHARE, v ROW SHARE"),
    ] {
        assert_eq!(said(&last(&format!("{SHOP} {text}")).locks), locks, "{text}");
    }
}

#[test]
fn copied_rows_are_new_rows() {
    let base = "create table r (id int primary key);
        create table p (id serial, r int references r) partition by list (r); create table p1 partition of p for values in (1);";
    let (inserted, copied) =
        (format!("{base} insert into p (r) values (1)"), format!("{base} copy p (r) from stdin"));
    assert_eq!(said(&last(&copied).row_locks), said(&last(&inserted).row_locks));
    assert_eq!(said(&last(&copied).row_locks), "p1 ROW EXCLUSIVE, p_id_seq ROW EXCLUSIVE, r ROW SHARE");
}

#[test]
fn an_index_of_a_partitioned_table_is_built_on_its_partitions() {
    let base =
        "create table p (id int) partition by list (id); create table p1 partition of p for values in (1);
        create index i on p (id);";
    let effect = last(&format!("{base} reindex index i"));
    assert!(effect.outside_only);
    assert_eq!(said(&effect.locks), "i ACCESS EXCLUSIVE, p SHARE, p1 SHARE, p1_id_idx ACCESS EXCLUSIVE");
    assert_eq!(effect.rewrites.iter().map(ToString::to_string).collect::<Vec<_>>(), ["p1_id_idx"]);
}
