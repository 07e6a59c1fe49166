//! JSON version 1, for machines: `docs/report.md` describes it, `docs/report.schema.json` checks it.

use super::Report;

/// The report, indented by two spaces, with a line break at the end. Equal reports give equal bytes.
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
