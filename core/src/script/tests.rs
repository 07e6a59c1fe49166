use super::*;

/// A script as it was read, with what tests ask of it.
struct Read {
    /// `kind words`, with `?` where it may not run and `!` where it can't be read
    pieces: Vec<String>,
    faults: Vec<String>,
    /// `file:bytes` of each piece
    origins: Vec<String>,
    text: String,
}

/// Reads the first of these files; the others are there for `\i`.
fn read_files(files: &[(&str, &str)], psql: bool, values: &[(&str, &str)]) -> Read {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    let find = |path: &str| files.iter().find(|file| file.path == path);
    let mut known = ByName::default();
    for (name, value) in values {
        known.insert(name, value.to_string());
    }
    let text = std::str::from_utf8(&files[0].bytes).unwrap();
    let script = read(text, &Context { path: &files[0].path, psql, values: &known, find: &find });
    let pieces = script.pieces.iter().map(|piece| {
        let data = match piece.kind {
            PieceKind::Statement => String::new(),
            PieceKind::CopyWithData { lines } => format!("[{lines}] "),
        };
        let marks =
            format!("{}{}", if piece.conditional { "?" } else { "" }, if piece.unknown { "!" } else { "" });
        format!("{marks}{data}{}", &script.text[piece.span.start..piece.span.end])
    });
    let origins = script.pieces.iter().map(|piece| {
        let (file, span) = script.map.origin(piece.span);
        let part = script.files[file];
        format!("{}:{}", part.path, &part.text[span.start..span.end])
    });
    Read {
        pieces: pieces.collect(),
        origins: origins.collect(),
        faults: script.faults.iter().map(|it| it.message.clone()).collect(),
        text: script.text.to_string(),
    }
}

fn in_psql(text: &str) -> Read {
    read_files(&[("a.sql", text)], true, &[])
}

/// The statements of a script that psql reads without a complaint.
fn pieces(text: &str) -> Vec<String> {
    let read = in_psql(text);
    assert_eq!(read.faults, Vec::<String>::new(), "{text}");
    read.pieces
}

#[test]
fn statements_lose_what_is_around_them() {
    let text = "\u{feff}-- hi\n select 1 ; /* x */\r\nselect 2 -- end\n;;\n";
    assert_eq!(pieces(text), ["select 1", "select 2"]);
    let script = split(text);
    assert_eq!(script.comments.len(), 3);
    assert_eq!(&text[script.pieces[1].span.start..script.pieces[1].span.end], "select 2");
}

#[test]
fn quotes_hide_semicolons() {
    let text = "create function f() returns int language sql as $$ select 1; $$; select 'a;b'";
    assert_eq!(pieces(text).len(), 2);
}

#[test]
fn atomic_bodies_are_one_statement() {
    let body = "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end";
    assert_eq!(pieces(&format!("{body}; select 3")), [body, "select 3"]);
    assert_eq!(pieces("begin; select 1; end;"), ["begin", "select 1", "end"]);
}

#[test]
fn rules_keep_their_parentheses_others_do_not() {
    assert_eq!(pieces("create rule r as on insert to t do also (select 1; select 2); select 3").len(), 2);
    assert_eq!(pieces("create table a (x int; drop table b"), ["create table a (x int", "drop table b"]);
}

#[test]
fn commands_stand_beside_statements() {
    assert_eq!(pieces("\\set x 1\r\nselect 1 \\g\nselect 2;"), ["select 1", "select 2"]);
    assert_eq!(pieces("\\echo it's 'fine\nselect 1; \\timing \\\\ select 2;"), ["select 1", "select 2"]);
    assert_eq!(pieces("select \\echo in the middle\n 1;"), ["select \n 1"]);
    assert_eq!(pieces("select 1\\;select 2;"), ["select 1", "select 2"]);
    assert_eq!(pieces("select 1 \\r\nselect 2;"), ["select 2"]);
    assert_eq!(pieces("select 1; \\q\nselect 2;"), ["select 1"]);
    assert_eq!(pieces("select a[1\\:2];"), ["select a[1:2]"]);
}

#[test]
fn other_programs_are_told_of_psql_s_commands() {
    let read = read_files(&[("a.sql", "\\set t a\ndrop table :t;")], false, &[]);
    assert_eq!(read.pieces, ["drop table a"]);
    assert!(read.faults[0].starts_with("`\\set` is psql's own"), "{:?}", read.faults);
}

#[test]
fn variables_are_filled_in_as_psql_does() {
    for (text, expected) in [
        ("\\set t a\ndrop table :t;", "drop table a"),
        ("\\set t a b 'c d'\nselect :'t';", "select 'abc d'"),
        ("\\set t 'it''s'\nselect :'t', :\"t\";", "select 'it''s', \"it's\""),
        ("\\set t '\\\\'\nselect :'t';", "select  E'\\\\'"),
        ("\\set a x\n\\set b :a:a\nselect :b;", "select xx"),
        ("\\set a ':b'\n\\set b 1\nselect :a;", "select 1"),
        ("\\set a ':a'\nselect :a;", "select :a"),
        ("\\set n 1\nselect a::n, b[1:n], ':n', $$:n$$, x:=n;", "select a::n, b[11], ':n', $$:n$$, x:=n"),
        ("select b[1:n], :'n';", "select b[1:n], :'n'"),
        ("\\set t a\ncreate table my_:t_x (id int);", "create table my_:t_x (id int)"),
        ("\\set t a\ncreate table my_:t (id int);", "create table my_a (id int)"),
    ] {
        assert_eq!(pieces(text), [expected], "{text}");
    }
    assert_eq!(pieces("\\set q 'select 1; select 2'\n:q; select 3;"), ["select 1", "select 2", "select 3"]);
}

#[test]
fn what_only_a_running_psql_knows_is_not_read() {
    for text in [
        "\\set x `date`\nselect :x;",
        "\\getenv x HOME\nselect :'x';",
        "select 1 as x \\gset\nselect :x;",
        "\\set x 1\nselect 2 as x \\gset\nselect :x;",
        "\\set p_x 1\nselect * from t \\gset p_\nselect :p_x;",
        "select :'x' where :{?y};\\set y 1\n\\if :z\n\\set x 1\n\\endif\nselect :x;",
    ] {
        let read = in_psql(text);
        assert!(
            read.pieces.last().unwrap().trim_start_matches('?').starts_with('!'),
            "{text}: {:?}",
            read.pieces
        );
        assert_eq!(read.faults.len(), 1, "{text}: {:?}", read.faults);
    }
    assert_eq!(pieces("select 1 as x \\gset\n\\set x 2\nselect :x;")[1], "select 2");
    assert_eq!(pieces("\\set y 1\nselect 1 as x \\gset\nselect :y;")[1], "select 1");
}

#[test]
fn conditions_choose_where_they_are_known() {
    for (text, expected) in [
        ("\\set x on\n\\if :x\na;\n\\elif 1\nb;\n\\else\nc;\n\\endif\nd;", &["a", "d"][..]),
        ("\\if off\na;\n\\elif 1\nb;\n\\else\nc;\n\\endif\nd;", &["b", "d"]),
        ("\\if off\n\\echo it's\na 'x;\n\\else\n';\n\\else\nb;\n\\endif", &["b"]),
        ("\\if 0\n\\if 1\na;\n\\else\nb;\n\\endif\n\\i none\n\\else\nc;\n\\endif", &["c"]),
        ("\\if :x\na;\n\\else\nb;\n\\endif\nc;", &["?a", "?b", "c"]),
        ("\\if :x\n\\if no\na;\n\\endif\nb;\n\\endif\nc;", &["?b", "c"]),
        ("\\if :x\n\\q\n\\endif\na;", &["?a"]),
        ("select \\if true\n1\\else\n2\\endif\n;", &["select 1"]),
    ] {
        let read = in_psql(text);
        let words: Vec<String> =
            read.pieces.iter().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(words, expected, "{text}");
    }
    for text in ["\\endif", "\\else", "\\elif 1", "\\if 1\n\\else\n\\else\n\\endif", "\\if 1"] {
        assert_eq!(in_psql(text).faults.len(), 1, "{text}");
    }
}

#[test]
fn copy_data_are_counted_not_read() {
    let text = "COPY t (a) FROM stdin;\n1; drop table x;\n\\.\nselect 1;";
    assert_eq!(pieces(text), ["[1] COPY t (a) FROM stdin", "select 1"]);
    assert_eq!(pieces("copy t from stdin"), ["copy t from stdin"]);
    assert_eq!(
        pieces("copy t from stdin;\r\n1\r\n2\r\n\\.\r\nselect 1"),
        ["[2] copy t from stdin", "select 1"]
    );
    let open = in_psql("copy t from stdin; -- '\n1\n2\n");
    assert_eq!(open.pieces, ["[2] copy t from stdin"]);
    assert!(open.faults[0].contains("no line is"));
    assert_eq!(pieces("copy t from stdin; select 1;\n1;\n\\.\nselect 2;").len(), 3);
    let two = "copy a from stdin\\; copy b from stdin;\n1\n\\.\n2\n3\n\\.\nselect 1;";
    let four =
        "select 0\\; copy a from stdin\\; copy b from stdin\\; select 1; -- 0 1\n1\n\\.\n2\n\\.\nselect 2;";
    assert_eq!(pieces(four).last().unwrap(), "select 2");
    assert_eq!(pieces(two), ["[1] copy a from stdin", "[2] copy b from stdin", "select 1"]);
}

#[test]
fn psql_s_copy_is_a_copy() {
    for (text, expected) in [
        ("\\copy t from 'a b.csv' csv\nselect 1;", &["copy t from stdin csv", "select 1"][..]),
        (
            "\\copy t (a, b) from /tmp/x.csv with (format csv);",
            &["copy t (a, b) from stdin with (format csv)"],
        ),
        ("\\copy t from program 'cat x' csv", &["copy t from stdin csv"]),
        ("\\copy (select 1 from t) to 'x'", &["copy (select 1 from t) to stdout"]),
        ("\\copy t from stdin\n1\n\\.\nselect 1;", &["[1] copy t from stdin", "select 1"]),
        ("\\copy t from pstdin\nselect 1;", &["copy t from stdin", "select 1"]),
    ] {
        assert_eq!(pieces(text), expected, "{text}");
    }
    let read = in_psql("\\copy t from 'x'");
    assert_eq!(read.origins, ["a.sql:copy t from 'x'"]);
}

#[test]
fn other_files_are_read_in_place() {
    let files = [
        ("m/a.sql", "select 1;\n\\i b.sql\n\\ir ../c.sql\nselect :x;"),
        ("m/b.sql", "\u{feff}select 2; -- end"),
        ("c.sql", "\\set x 3\nselect :x"),
    ];
    let read = read_files(&files, true, &[]);
    assert_eq!(read.pieces, ["select 1", "select 2", "select 3", "select 3"]);
    assert_eq!(
        read.origins,
        ["m/a.sql:select 1", "m/b.sql:select 2", "c.sql:select :x", "m/a.sql:select :x"]
    );
    assert_eq!(read.faults, Vec::<String>::new());
}

#[test]
fn files_that_cannot_be_read_say_so() {
    for (files, words) in [
        (&[("a.sql", "\\i b.sql")][..], "no part of what was handed in"),
        (&[("a.sql", "\\i /etc/passwd"), ("etc/passwd", "")], "no part of what was handed in"),
        (&[("a.sql", "\\i ../a.sql")], "no part of what was handed in"),
        (&[("a.sql", "\\i a.sql")], "reads itself"),
        (&[("a.sql", "\\i b.sql"), ("b.sql", "\\i b.sql")], "reads itself"),
        (&[("m/a.sql", "\\i b.sql"), ("m/b.sql", ""), ("b.sql", "")], "says which"),
        (&[("a.sql", "\\cd x\n\\i b.sql"), ("b.sql", "")], "nobody knows"),
        (&[("a.sql", "\\i :file")], "no part"),
        (&[("a.sql", "\\i `ls`")], "can't be known"),
    ] {
        let read = read_files(files, true, &[]);
        assert!(read.faults.len() == 1 && read.faults[0].contains(words), "{words}: {:?}", read.faults);
    }
}

#[test]
fn placeholders_have_values_from_the_settings() {
    let values = [("schema", "app"), ("two", "a; select b"), ("quote", "'")];
    for (text, expected) in [
        ("create table ${schema}.t (id int);", &["create table app.t (id int)"][..]),
        ("create table {{ .schema }}.t (id int);", &["create table app.t (id int)"]),
        ("create table {{schema}}_t_${schema} (id int);", &["create table app_t_app (id int)"]),
        ("create table ${none:-main}.t (id int);", &["create table main.t (id int)"]),
        (
            "select '${schema}', '{{1,2},{3,4}}', \"${schema}\", $$ ${schema} $$;",
            &["select 'app', '{{1,2},{3,4}}', \"app\", $$ app $$"],
        ),
        ("select ${two};", &["select a", "select b"]),
        ("select '${none}';", &["select '${none}'"]),
        ("{# note; #} select 1;", &["select 1"]),
    ] {
        let read = read_files(&[("a.sql", text)], false, &values);
        assert_eq!(
            (read.pieces, read.faults),
            (expected.iter().map(|it| it.to_string()).collect(), vec![]),
            "{text}"
        );
    }
    let read = read_files(&[("a.sql", "select ${quote};\nselect 1;")], false, &values);
    assert_eq!(read.faults.len(), 1, "{:?}", read.faults);
    let read = read_files(&[("a.sql", "create table ${schema}.t (id int);")], false, &values);
    assert_eq!(read.origins, ["a.sql:create table ${schema}.t (id int)"]);
    let read = read_files(&[("a.sql", "\\getenv x two\nselect :'x';")], true, &values);
    assert_eq!(read.pieces, ["select 'a; select b'"]);
}

#[test]
fn placeholders_without_a_value_are_told_once() {
    let text = "create table ${s}.t (id int);\ndrop table ${s}.u;\nselect 1;";
    let read = read_files(&[("a.sql", text)], false, &[]);
    assert_eq!(read.pieces, ["!create table ${s}.t (id int)", "!drop table ${s}.u", "select 1"]);
    assert_eq!(read.faults.len(), 1);
    assert!(read.faults[0].contains("s = \"…\""), "{:?}", read.faults);
    let blocks = "{% if x %}\ndrop table a;\n{% else %}drop table b;{% endif %}\nselect {{ a | b }};";
    let read = read_files(&[("a.sql", blocks)], false, &[]);
    assert_eq!(read.pieces, ["?drop table a", "?drop table b", "!select {{ a | b }}"]);
    assert_eq!(read.faults.len(), 2);
}

#[test]
fn nothing_is_copied_where_nothing_is_filled_in() {
    let text = "\\set ON_ERROR_STOP on\nselect 1;\n\\if 0\nselect 2;\n\\endif\n\\echo x\nselect '${a}';";
    let script = read_files(&[("a.sql", text)], true, &[]);
    assert_eq!(script.text, text);
    assert_eq!(script.pieces, ["select 1", "select '${a}'"]);
}

#[test]
fn growth_has_an_end() {
    let mut doubling = "\\set a 'select 1;'\n".to_owned();
    for _ in 0..40 {
        doubling += "\\set a :a:a\n";
    }
    let read = in_psql(&(doubling + ":a"));
    assert!(read.text.len() < 20 << 20 && !read.faults.is_empty());
    let nested: String = (0..100).map(|at| format!("\\set v{at} ':v{}'\n", at + 1)).collect();
    assert!(in_psql(&(nested + "select :v0;")).faults[0].contains("beyond"));
}

#[test]
fn nothing_panics_on_odd_bytes() {
    for text in [
        "",
        ";",
        "\0",
        "\\",
        "\\\\",
        "'",
        "\"",
        "$",
        "$a",
        "/*",
        "--",
        "é\\é\né",
        "copy x from stdin;",
        "e'\\",
        "\\;",
        "\\copy",
        "\\copy from",
        "\\copy é from",
        "\\copy t from '",
        "\\if",
        "\\set",
        "\\set 'é",
        "\\gset é",
        "\\i",
        "\\i é",
        ":",
        ":'",
        ":\"é",
        ":{?é",
        ":{?é}",
        "${",
        "${é}",
        "{{é",
        "{{é}}",
        "{%",
        "{%é%}",
        "\\unset",
        "\\é",
        "\\set é é\n:é",
        "\\set a '\\\né\n:a",
        "\\prompt",
        "\\:",
        "\\:é",
        "x\\é:é",
    ] {
        for psql in [true, false] {
            read_files(&[("a.sql", text)], psql, &[("é", "é'$$")]);
        }
        split(text);
    }
}

#[test]
fn what_is_too_much_is_not_looked_at() {
    let large = SourceFile::new("large.sql", vec![0xff; 3 << 20]);
    let text = "\\i large.sql\n".repeat(4);
    let values = ByName::default();
    let context = Context { path: "a.sql", psql: true, values: &values, find: &|_| Some(&large) };
    let faults = read(&text, &context).faults;
    assert!(faults[1].message.contains("UTF-8"), "{faults:?}");
    assert!(faults[2].message.contains("more than Lockgate reads"), "{faults:?}");
}

#[test]
fn a_piece_is_never_empty() {
    let text = "''\"\"\\\nCOPY FROM stdin;'\n\\.\n\\\ny;',";
    assert!(split(text).pieces.iter().all(|it| it.span.start < it.span.end));
}
