//! The rules' pages. They are the program's own, so anybody may read them.

use super::markdown;
use crate::error::{Error, Result};
use lockgate_app::api::{RulePage, RuleRow};
use lockgate_core::rules::{self, Rule};

/// By category, and in each by the order of the engine's list.
pub fn all() -> Vec<RuleRow> {
    let mut rules = rules::ALL.to_vec();
    rules.sort_by_key(|it| it.category);
    rules.into_iter().map(row).collect()
}

pub fn one(name: &str) -> Result<RulePage> {
    let rule = rules::find(name).ok_or_else(|| Error::not_found(format!("There is no rule `{name}`.")))?;
    Ok(RulePage { row: row(rule), blocks: markdown::blocks(&rule.page()) })
}

fn row(rule: &Rule) -> RuleRow {
    RuleRow {
        name: rule.name.to_owned(),
        category: rule.category.to_string(),
        severity: rule.severity.to_string(),
        summary: rule.what().replace('`', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockgate_app::api::Block;

    #[test]
    fn every_rule_has_its_page() {
        let rows = all();
        assert!(rows.len() >= 13);
        for row in rows {
            assert!(!row.summary.is_empty() && !row.category.is_empty(), "{}", row.name);
            let page = one(&row.name).unwrap();
            let headings = |it: &&Block| matches!(it, Block::Heading(it) if it == "Bad" || it == "Good");
            assert_eq!(page.blocks.iter().filter(headings).count(), 2, "{}", row.name);
            assert!(
                page.blocks.iter().any(|it| matches!(it, Block::Sql(sql) if sql.contains(';'))),
                "{}",
                row.name
            );
        }
        assert!(one("no-such-rule").is_err());
    }
}
