//! What the grammar gives for one piece of SQL, and where it says that an error stands.

use lockgate_grammar::{parse, parse_plpgsql, protobuf, scan};

#[track_caller]
fn fails(sql: &str, message: &str, position: Option<usize>) {
    let error = parse(sql).expect_err("the text is wrong on purpose");
    assert_eq!((error.message.as_str(), error.position), (message, position), "{sql}");
}

#[test]
fn positions_in_the_tree_are_bytes() {
    let statements = parse("select 'ü'; select x").unwrap();
    assert_eq!(statements.len(), 2);
    assert_eq!((statements[1].stmt_location, statements[1].stmt_len), (13, 0));
}

#[test]
fn an_error_stands_at_its_byte() {
    fails("select * form t", "syntax error at or near \"form\"", Some(9));
    fails("select 'üü', * form t", "syntax error at or near \"form\"", Some(17));
    fails("-- привет\nselect ф фф ы", "syntax error at or near \"ы\"", Some(31));
    fails("select * from", "syntax error at end of input", Some(13));
    fails("select 'ü' from", "syntax error at end of input", Some(16));
    fails("select 'ü", "unterminated quoted string at or near \"'ü\"", Some(7));
}

#[test]
fn an_error_of_the_lexer_has_a_place_too() {
    let error = scan("select 'ü', 'x").unwrap_err();
    assert_eq!(error.message, "unterminated quoted string at or near \"'x\"");
    assert_eq!(error.position, Some(13));
}

#[test]
fn a_nul_byte_is_an_error_and_cuts_nothing_off() {
    fails("select 1;\0 drop table t", "the text has a NUL byte, which SQL cannot hold", Some(9));
    assert_eq!(scan("\0").unwrap_err().position, Some(0));
    assert_eq!(parse_plpgsql("do $$ \0 $$").unwrap_err().position, Some(6));
}

#[test]
fn tokens_carry_bytes_and_keyword_kinds() {
    let sql = "SELECT \"ü\" /* ж */ FROM t -- end";
    let tokens = scan(sql).unwrap();
    let texts: Vec<_> = tokens.iter().map(|t| &sql[t.start..t.end]).collect();
    assert_eq!(texts, ["SELECT", "\"ü\"", "/* ж */", "FROM", "t", "-- end"]);
    assert_eq!(tokens[0].kind, protobuf::Token::Select);
    assert_eq!(tokens[0].keyword, protobuf::KeywordKind::ReservedKeyword);
    assert_eq!(tokens[2].kind, protobuf::Token::CComment);
    assert_eq!(tokens[5].kind, protobuf::Token::SqlComment);
}

#[test]
fn empty_texts_hold_nothing() {
    assert_eq!(parse("").unwrap(), []);
    assert_eq!(parse(" ; -- nothing\n;").unwrap(), []);
    assert_eq!(scan("").unwrap(), []);
}

#[test]
fn bodies_of_plpgsql_are_parsed() {
    let json = parse_plpgsql("do $$ begin\n perform 1; end $$").unwrap();
    assert!(json.contains("\"SELECT 1\"") && json.contains("\"lineno\":2"), "{json}");
    let error = parse_plpgsql("do $$ begin perform 1 end $$").unwrap_err();
    assert!(error.message.contains("syntax error"), "{error}");
}
