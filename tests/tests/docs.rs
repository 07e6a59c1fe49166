//! What the documents say of the engine is what the engine does.

use lockgate_core::{rules, settings};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

/// `docs/rules.md` is made of the rules' own pages: `UPDATE=1 cargo test -p lockgate-tests --test docs`.
#[test]
fn the_list_of_rules_is_the_rules() {
    let mut text =
        "# Rules\n\nWritten by a test from the pages in `core/src/rules/`; do not edit it here.\n".to_owned();
    for rule in rules::ALL {
        let page = rule.page().trim_end().replace("\n## ", "\n### ");
        text += &format!("\n## {}\n\n*{}*\n\n{page}\n", rule.name, rule.severity);
    }
    let path = docs("rules.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), text, "docs/rules.md is stale");
}

#[test]
fn every_preset_is_described_in_its_own_words() {
    let text = fs::read_to_string(docs("settings.md")).unwrap();
    for preset in settings::PRESETS {
        let line = format!("| `{}` | {} |", preset.name, preset.about);
        assert!(text.contains(&line), "docs/settings.md has no line {line}");
    }
}

#[test]
fn the_example_of_the_settings_is_one() {
    let text = fs::read_to_string(docs("settings.md")).unwrap();
    let example = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let settings = settings::Settings::read(Some(example), None, None, &rules::names()).unwrap();
    assert_eq!((settings.preset.as_str(), settings.allow.len(), settings.rules.len()), ("helios", 1, 1));
}
