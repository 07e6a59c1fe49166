//! The little Markdown that rule pages use, read into blocks. No HTML is ever taken from text.

use lockgate_app::api::{Block, Inline};

pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|it| !it.starts_with("```")).collect();
            blocks.push(Block::Sql(code.join("\n")));
        } else if let Some(heading) = line.strip_prefix('#') {
            blocks.push(Block::Heading(heading.trim_start_matches('#').trim().to_owned()));
        } else {
            let mut paragraph = vec![line.trim()];
            while let Some(next) = lines.next_if(|it| continues(it)) {
                paragraph.push(next.trim());
            }
            blocks.push(words(&paragraph));
        }
    }
    blocks
}

fn continues(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("```")
}

/// A list where the first line begins with `- `, a paragraph where it does not.
fn words(lines: &[&str]) -> Block {
    if !lines[0].starts_with("- ") {
        return Block::Paragraph(inlines(&lines.join(" ")));
    }
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(item)) => *item = format!("{item} {line}"),
            (None, None) => items.push((*line).to_owned()),
        }
    }
    Block::List(items.iter().map(|it| inlines(it)).collect())
}

/// `code` between backticks, and **strong** between two stars; a mark without its partner is text.
fn inlines(text: &str) -> Vec<Inline> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let marks = [("`", rest.find('`')), ("**", rest.find("**"))];
        let first = marks.into_iter().filter_map(|(mark, at)| Some((at?, mark))).min();
        let found = first.and_then(|(at, mark)| {
            let inside = &rest[at + mark.len()..];
            inside.find(mark).map(|end| (at, mark, &inside[..end], &inside[end + mark.len()..]))
        });
        let Some((at, mark, inside, after)) = found else {
            all.push(Inline::Text(rest.to_owned()));
            break;
        };
        if at > 0 {
            all.push(Inline::Text(rest[..at].to_owned()));
        }
        let inside = inside.to_owned();
        all.push(if mark == "`" { Inline::Code(inside) } else { Inline::Strong(inside) });
        rest = after;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_blocks() {
        let text = "First `a` and **b**,\nsecond line.\n\n## Bad\n```sql\nDROP\n TABLE x;\n```\n- one\n  more\n- two `";
        let t = |it: &str| Inline::Text(it.into());
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph(vec![
                    t("First "),
                    Inline::Code("a".into()),
                    t(" and "),
                    Inline::Strong("b".into()),
                    t(", second line.")
                ]),
                Block::Heading("Bad".into()),
                Block::Sql("DROP\n TABLE x;".into()),
                Block::List(vec![vec![t("one more")], vec![t("two `")]]),
            ]
        );
    }
}
