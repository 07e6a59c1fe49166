use super::*;
use crate::discovery::Layout;
use crate::settings;

fn role(letter: char) -> Role {
    match letter {
        'b' => Role::Begin,
        'c' => Role::Commit,
        'a' | 'd' => Role::OutsideOnly,
        's' => Role::SessionSetting,
        _ => Role::Ordinary,
    }
}

/// Files of one letter a statement: b(egin) c(ommit) a(lone) d(rop index concurrently) s(et) o(rdinary); `|` cuts a
/// section, `!` in front says no transaction. Answers who holds which statements: `tool:oo|o batch:…`, `x` refused.
fn shown(layout: Layout, runner: settings::Runner, files: &[&str]) -> String {
    let mut marks = Vec::new();
    let mut letters: Vec<Vec<char>> = Vec::new();
    let mut sections: Vec<Vec<Section>> = Vec::new();
    for file in files {
        marks.push(if file.starts_with('!') { Mark::NoTransaction } else { Mark::None });
        let file = file.trim_start_matches('!');
        letters.push(file.chars().filter(|it| *it != '|').collect());
        let mut at = 0;
        let cut = file.split('|').map(|part| {
            let span = Span { start: at, end: at + part.len() };
            at = span.end;
            Section { span, no_transaction: false, together: false }
        });
        sections.push(cut.collect());
    }
    let steps: Vec<Vec<Step>> = letters
        .iter()
        .map(|it| {
            let step = |(at, letter): (usize, &char)| Step {
                span: Span { start: at, end: at + 1 },
                role: role(*letter),
                drops_index: *letter == 'd',
            };
            it.iter().enumerate().map(step).collect()
        })
        .collect();
    let applied: Vec<Applied> = (0..files.len())
        .map(|at| Applied {
            mark: &marks[at],
            sections: Some(&sections[at]),
            uncut: false,
            statements: &steps[at],
        })
        .collect();
    let groups = groups(&Runner::of(Some(layout), &runner), &applied);
    let words = groups.groups.iter().map(|group| {
        let by = match group.by {
            By::Tool => "tool",
            By::Batch => "batch",
            By::File => "file",
            By::Nobody => "alone",
        };
        let inside = group.statements.iter().map(|at| {
            let refused = if groups.refused.contains(at) { "x" } else { "" };
            format!("{}{refused}", letters[at.0][at.1])
        });
        format!("{by}:{}", inside.collect::<String>())
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_statements_under_each_tool() {
    for (layout, files, expected) in [
        (Layout::Sqlx, &["oo", "a"][..], "tool:oo tool:ax"),
        (Layout::Sqlx, &["!a"], "alone:a"),
        (Layout::Sqlx, &["!oa"], "batch:oax"),
        (Layout::Diesel, &["!a", "oo"], "alone:a tool:oo"),
        (Layout::GolangMigrate, &["oo", "a", "oa"], "batch:oo alone:a batch:oax"),
        (Layout::GolangMigrate, &["o"], "alone:o"),
        (Layout::Prisma, &["oa"], "batch:oax"),
        (Layout::Refinery, &["o", "a"], "tool:o tool:ax"),
        (Layout::Flyway, &["oo", "a", "aa", "oa"], "tool:oo alone:a alone:a alone:a alone:o alone:ax"),
        (Layout::Goose, &["oo", "!ao"], "tool:oo alone:a alone:o"),
        (Layout::Dbmate, &["oo", "!ao", "!a"], "tool:oo batch:axo alone:a"),
        (Layout::Supabase, &["oaoo", "od"], "tool:o alone:a tool:oo tool:odx"),
        (Layout::Drizzle, &["o|o", "o"], "tool:ooo"),
        (Layout::Drizzle, &["o", "a"], "tool:oax"),
        (Layout::NodePgMigrate, &["oo", "o"], "tool:ooo"),
        (Layout::Atlas, &["oo", "!ao"], "tool:oo alone:a alone:o"),
        (Layout::Sqitch, &["oo", "boc"], "alone:o alone:o file:boc"),
        (Layout::Liquibase, &["oo|o"], "tool:oo tool:o"),
        (Layout::TypeOrm, &["o|o", "o"], "tool:ooo"),
        (Layout::Knex, &["o|o", "!o|a"], "tool:oo alone:o alone:a"),
        (Layout::Numbered, &["oo", "a"], "batch:oo alone:a"),
    ] {
        assert_eq!(
            shown(layout, settings::Runner::default(), files),
            expected,
            "{} {files:?}",
            layout.name()
        );
    }
}

#[test]
fn settings_change_the_ways() {
    use settings::RunnerTransaction as T;
    for (layout, transaction, files, expected) in [
        (Layout::Numbered, T::None, &["oo", "boc"][..], "alone:o alone:o file:boc"),
        (Layout::Numbered, T::File, &["oo", "a"], "tool:oo tool:ax"),
        (Layout::Numbered, T::Run, &["oo", "o"], "tool:ooo"),
        (Layout::Numbered, T::Batch, &["oo", "sa"], "batch:oo batch:sax"),
        (Layout::GolangMigrate, T::None, &["oa"], "alone:o alone:a"),
        (Layout::TypeOrm, T::File, &["o|o", "!a"], "tool:oo alone:a"),
        (Layout::TypeOrm, T::None, &["oo|o"], "batch:oo alone:o"),
        (Layout::Refinery, T::Run, &["o", "o"], "tool:oo"),
    ] {
        let runner = settings::Runner { transaction: Some(transaction), version: None };
        assert_eq!(shown(layout, runner, files), expected, "{} {files:?}", layout.name());
    }
    let newer = |version| settings::Runner { transaction: None, version: Some(version) };
    assert_eq!(shown(Layout::Prisma, newer((7, 4)), &["oa"]), "alone:o alone:a");
    assert_eq!(shown(Layout::Prisma, newer((7, 3)), &["oa"]), "batch:oax");
    assert_eq!(shown(Layout::Supabase, newer((2, 108)), &["oa"]), "tool:oax");
}

/// What a file opens and ends itself counts under every tool.
#[test]
fn own_begin_and_commit_count() {
    for (layout, file, expected) in [
        (Layout::Prisma, "bocbococ", "file:boc file:boc batch:oc"),
        (Layout::Prisma, "oboco", "batch:oboc batch:o"),
        (Layout::Sqlx, "boco", "tool:boc batch:o"),
        (Layout::Prisma, "boca", "file:boc batch:ax"),
    ] {
        assert_eq!(shown(layout, settings::Runner::default(), &[file]), expected, "{} {file}", layout.name());
    }
}
