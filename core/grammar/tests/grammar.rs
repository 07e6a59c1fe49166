//! The grammar's promises: positions, errors, and one nesting limit.

use lockgate_grammar::{NESTING_LIMIT, SyntaxError, Tree, parse, tree::Node};

#[test]
fn reads_statements_with_byte_positions() {
    let sql = "CREATE TABLE ü (id int); SELECT 'ж';";
    let tree = parse(sql).unwrap();
    let place = |node| match node {
        Node::RawStmt(it) => Some((it.stmt_location(), it.stmt_len())),
        _ => None,
    };
    let places: Vec<_> = tree.statements().filter_map(place).collect();
    assert_eq!(places, [(0, 24), (26, 11)]);
}

#[test]
fn errors_point_at_bytes() {
    let position = |sql: &str| parse(sql).unwrap_err().position;
    assert_eq!(position("CREATE TABEL t"), Some(7));
    assert_eq!(position("SELECT 'жüß', 'x' FROM FROM"), Some("SELECT 'жüß', 'x' FROM ".len()));
    assert_eq!(position("SELECT '"), Some(7));
    assert_eq!(position("SELECT * FROM"), Some("SELECT * FROM".len()), "at the end of the text");
}

#[test]
fn a_nul_byte_is_said_not_skipped() {
    let error = parse("SELECT 1; \0 DROP TABLE t").unwrap_err();
    assert_eq!(error.position, Some(10));
    assert!(error.message.contains("NUL"), "{error}");
}

#[test]
fn an_empty_text_is_no_statement() {
    for sql in ["", "  ", ";", "-- only a comment"] {
        assert_eq!(parse(sql).unwrap().statements().count(), 0, "{sql:?}");
    }
}

/// Shapes of nesting, with the number of levels as their only parameter.
type Shape = fn(usize) -> String;
const SHAPES: &[(&str, Shape)] = &[
    ("parentheses", |n| format!("SELECT {}1{}", "(".repeat(n), ")".repeat(n))),
    ("plus", |n| format!("SELECT 1{}", "+1".repeat(n))),
    ("concatenation", |n| format!("SELECT 'a'{}", " || 'a'".repeat(n))),
    ("not", |n| format!("SELECT {}true", "NOT ".repeat(n))),
    ("minus", |n| format!("SELECT {}1", "- ".repeat(n))),
    ("union", |n| format!("SELECT 1, 2{}", " UNION SELECT 1, 2".repeat(n))),
    ("intersect in parentheses", |n| {
        format!("{}SELECT 1{}", "(".repeat(n), " INTERSECT SELECT 2)".repeat(n))
    }),
    ("case", |n| format!("SELECT {}1{}", "CASE WHEN a AND b THEN 1 ELSE ".repeat(n), " END".repeat(n))),
    ("case in when", |n| format!("SELECT {}true{}", "CASE WHEN ".repeat(n), " THEN true END".repeat(n))),
    ("casts", |n| format!("SELECT 1{}", "::int".repeat(n))),
    ("and/or", |n| format!("SELECT {}true{}", "(a AND (b OR ".repeat(n / 2), "))".repeat(n / 2))),
    ("sub-selects", |n| format!("SELECT {}1{}", "(SELECT ".repeat(n), ")".repeat(n))),
    ("sub-selects in FROM", |n| format!("{}SELECT 1{}", "SELECT * FROM (".repeat(n), ") t".repeat(n))),
    ("calls", |n| format!("SELECT {}1{}", "f(".repeat(n), ")".repeat(n))),
    ("joins", |n| format!("SELECT * FROM a{}", " JOIN b ON true".repeat(n))),
    ("joins to the right", |n| format!("SELECT * FROM a{}{}", " JOIN b".repeat(n), " ON true".repeat(n))),
    ("arrays", |n| format!("SELECT {}1{}", "ARRAY[".repeat(n), "]".repeat(n))),
    ("rows", |n| format!("SELECT {}1{}", "ROW(".repeat(n), ")".repeat(n))),
    ("is null", |n| format!("SELECT a{}", " IS NULL".repeat(n))),
    ("collate", |n| format!("SELECT a{}", " COLLATE \"C\"".repeat(n))),
    ("time zones", |n| format!("SELECT a{}", " AT TIME ZONE 'UTC'".repeat(n))),
    ("operators by name", |n| format!("SELECT a{}", " OPERATOR(pg_catalog.+) 1".repeat(n))),
    ("common tables", |n| format!("{}SELECT 1{}", "WITH x AS (".repeat(n), ") SELECT 1".repeat(n))),
    ("exists", |n| format!("SELECT {}1{}", "EXISTS (SELECT ".repeat(n), ")".repeat(n))),
    ("fields", |n| format!("SELECT {}a{}", "(".repeat(n), ").b".repeat(n))),
    ("json in parentheses", |n| format!("SELECT {}a{}", "(".repeat(n / 3), " -> 'k' -> 'l')".repeat(n / 3))),
    ("json", |n| format!("SELECT a{}", " -> 'k'".repeat(n))),
];

/// What follows a parenthesis lies above what is in it, so ten times sixty is six hundred.
#[test]
fn operators_behind_parentheses_count() {
    let text = |times: usize| {
        format!("SELECT {}1{}", "(".repeat(times), format!("{})", "+1".repeat(60)).repeat(times))
    };
    assert_eq!(statements(&text(2)), Ok(1));
    for times in [4, 10, 100] {
        assert!(too_deep(statements(&text(times))), "{times}");
    }
}

fn too_deep(result: Result<usize, SyntaxError>) -> bool {
    result.is_err_and(|it| it.message.contains("nested too deeply"))
}

fn statements(sql: &str) -> Result<usize, SyntaxError> {
    parse(sql).map(|it| it.statements().count())
}

#[test]
fn sixty_levels_are_read_and_a_thousand_are_not() {
    for (name, shape) in SHAPES {
        assert_eq!(statements(&shape(60)), Ok(1), "{name} at 60");
        for levels in [1_000, 10_000] {
            assert!(too_deep(statements(&shape(levels))), "{name} at {levels}");
        }
    }
}

/// The deepest text of each shape that the limit lets through is read, on a thread with the default stack.
#[test]
fn whatever_the_limit_lets_through_is_read() {
    for (name, shape) in SHAPES {
        let deepest = (1..=NESTING_LIMIT).rev().find(|n| !too_deep(statements(&shape(*n))));
        let deepest = deepest.unwrap_or_else(|| panic!("{name} is always refused"));
        assert_eq!(statements(&shape(deepest)), Ok(1), "{name} at {deepest}");
    }
}

#[test]
fn a_thousand_errors_do_not_wear_it_out() {
    for _ in 0..1_000 {
        assert!(parse("SELECT * FROM").is_err());
    }
    assert_eq!(statements("SELECT 1"), Ok(1));
}

/// A body is read while the tree that holds it is: trees may stand side by side, and end in any order.
#[test]
fn trees_stand_side_by_side() {
    fn name(tree: &Tree) -> String {
        tree.read(|node| match node {
            Some(Node::DropRoleStmt(it)) => match it.roles().next() {
                Some(Node::RoleSpec(role)) => role.rolename().to_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        })
    }
    let drop_role = |n: usize| parse(&format!("DROP ROLE r{n}")).unwrap();
    let mut trees: Vec<_> = (0..100).map(|n| (n, drop_role(n))).collect();
    while trees.len() > 1 {
        assert!(parse("SELECT * FROM").is_err());
        trees.swap_remove(trees.len() / 2);
        trees.push((1_000, drop_role(1_000)));
        trees.remove(trees.len() / 3);
        for (n, tree) in &trees {
            assert_eq!(name(tree), format!("r{n}"));
        }
    }
}

/// What a thread leaves behind is freed with it, more threads than a process may have keys for.
#[test]
fn many_threads_come_and_go() {
    for _ in 0..300 {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| {
                    let outer = parse("SELECT 1; SELECT 2").unwrap();
                    std::mem::forget(parse("SELECT 3").unwrap());
                    drop(parse("SELECT 4"));
                    outer.statements().count()
                })
            })
            .collect();
        assert!(threads.into_iter().all(|it| it.join().unwrap() == 2));
    }
}
