use super::*;

/// What is sent, and what could not be read: the SQL, then the words of each fault.
fn sent(text: &str) -> (Vec<&str>, Vec<&str>) {
    let code = Code::read(text);
    let up = code.direction("up", "down").unwrap_or(0..0);
    let sent = calls(&code, up, &["knex", "queryRunner"], &["raw", "query"]);
    let words = |span: Span| &text[span.start..span.end];
    (
        sent.sections.iter().map(|it| words(it.span)).collect(),
        sent.faults.iter().map(|it| words(it.span)).collect(),
    )
}

#[test]
fn plain_literals_are_read() {
    let text = "export class A implements M {\n  async up(queryRunner: QueryRunner): Promise<void> {\n    await queryRunner.query(`CREATE TABLE \"a\" (id int)`);\n    await queryRunner.query('select 1',)\n  }\n  async down(queryRunner) { await queryRunner.query(`DROP TABLE a`); }\n}";
    assert_eq!(sent(text), (vec!["CREATE TABLE \"a\" (id int)", "select 1"], vec![]));
    for text in [
        "exports.up = function (knex) { return knex.schema.raw('a').raw('b') };\nexports.down = knex => knex.raw('c');",
        "exports.down = knex => knex.raw('c');\nexports.up = knex => knex.raw('a').then(() => knex.raw('b'));",
        "module.exports = { up: async (knex) => { await knex.raw('a'); await knex.raw('b') }, down: async () => {} }",
        "export async function up(knex) { // knex.raw('x')\n await knex.raw('a'); /* knex.raw('x') */ await knex.raw(\"b\"); }",
    ] {
        assert_eq!(sent(text), (vec!["a", "b"], vec![]), "{text}");
    }
}

#[test]
fn all_else_is_reported() {
    for (body, fault) in [
        (r"knex.raw('it\'s')", r"knex.raw('it\'s')"),
        ("knex.raw(`a ${b} c`)", "knex.raw(`a ${b} c`)"),
        ("knex.raw('a' + b)", "knex.raw('a' + b)"),
        ("knex.raw('a ?', [1])", "knex.raw('a ?', [1])"),
        ("knex.raw(sql)", "knex.raw(sql)"),
        (
            "knex.schema.createTable('a', t => { t.increments(); knex.raw('b') })",
            "knex.schema.createTable('a', t => { t.increments(); knex.raw('b') })",
        ),
        ("knex('users').del()", "knex('users')"),
        ("fill(knex)", "knex"),
        ("await dropAll(1, knex, (x) => x)", "knex"),
        ("const db = knex", "knex"),
        ("if (x) { knex.raw('a') }", "knex.raw('a')"),
        ("if (x) await knex.raw('a')", "knex.raw('a')"),
        ("x && knex.raw('a')", "knex.raw('a')"),
    ] {
        let text = format!("exports.up = async (knex) => {{ {body}; }};");
        assert_eq!(sent(&text), (vec![], vec![fault]), "{body}");
    }
}

#[test]
fn a_name_that_is_declared_is_not_handed_on() {
    for text in [
        "exports.up = async knex => { await knex.raw('a') }; function fill(x, knex) {}",
        "class A { async up(queryRunner: QueryRunner) { await queryRunner.query('a') }
            async fill(queryRunner: QueryRunner): Promise<void> {} }",
    ] {
        assert_eq!(sent(text), (vec!["a"], vec![]), "{text}");
    }
}

#[test]
fn a_pattern_is_no_string() {
    assert_eq!(sent("exports.up = knex => { const a = /['\"`]/; return knex.raw('a') }").0, ["a"]);
    assert_eq!(sent("exports.up = knex => { const a = 4 / 2 / 1; return knex.raw('a') }").0, ["a"]);
}
