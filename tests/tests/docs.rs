//! What the documents say of the engine is what the engine does.

use lockgate_core::rules::{self, catalogue};
use lockgate_core::settings;
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

/// How a page says how many hazards wait for their rule.
const WAITING: &str = " wait for their rule.";

fn catalogue_page() -> String {
    let rows = catalogue::rows();
    let covered = rows.iter().filter(|it| it.rules().next().is_some()).count();
    let refused = rows.iter().filter(|it| it.reason.is_some()).count();
    let mut page = format!(
        "# The catalogue of hazards\n\nWritten by a test from `core/src/rules`; do not edit it here. What is known to go \
         wrong in migrations, and which rule answers for it.\nEvery rule is proven by the examples of its page; what it \
         says of locks, rewrites and refusals also by servers (`docs/proof.md`).\n\n{} hazards: {covered} have a rule, \
         {refused} have a reason why there is none, and {}{WAITING}\n",
        rows.len(),
        rows.len() - covered - refused
    );
    let mut section = "";
    for row in rows {
        if row.section != section {
            section = row.section;
            let head =
                "| hazard | rule, or why there is none | category | fix | proof |\n|---|---|---|---|---|\n";
            page += &format!("\n## {section}\n{head}");
        }
        let rules: Vec<&rules::Rule> = row.rules().collect();
        let each = |said: &dyn Fn(&rules::Rule) -> String| {
            let words: Vec<String> = rules.iter().map(|it| said(it)).collect();
            words.join(", ")
        };
        let answer = match row.reason {
            Some(reason) => reason.to_owned(),
            None if rules.is_empty() => "*not yet*".to_owned(),
            None => each(&|it| format!("[{0}](rules.md#{0})", it.name)),
        };
        let fix = each(&|it| if it.fix { "yes".to_owned() } else { "no".to_owned() });
        let (category, proof) = (each(&|it| it.category.to_string()), each(&|it| it.proof().to_owned()));
        page += &format!("| {} | {answer} | {category} | {fix} | {proof} |\n", row.id);
    }
    page
}

/// `docs/catalogue.md` is made of the rules' own words too, and the list of what is not done can only grow shorter.
#[test]
fn the_catalogue_is_what_the_rules_cover() {
    let waiting = |page: &str| {
        let (before, _) = page.split_once(WAITING)?;
        before.rsplit(' ').next()?.parse::<usize>().ok()
    };
    let (path, page) = (docs("catalogue.md"), catalogue_page());
    let written = fs::read_to_string(&path).unwrap_or_default();
    let (before, now) = (waiting(&written).unwrap_or(usize::MAX), waiting(&page).unwrap());
    println!("{now} hazards wait for their rule");
    assert!(now <= before, "{now} hazards wait for their rule, {before} did before");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), page, "docs/catalogue.md is stale");
}

/// `docs/presets.md` is the presets themselves.
#[test]
fn the_presets_are_shown_as_they_are() {
    let mut page =
        "# Presets\n\nWritten by a test from `core/src/settings/presets`; do not edit it here.\n".to_owned();
    for preset in settings::PRESETS {
        page += &format!("\n## {}\n{}\n", preset.name, preset.about);
        if !preset.settings.is_empty() {
            page += &format!("```toml\n{}```\n", preset.settings);
        }
    }
    let path = docs("presets.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), page, "docs/presets.md is stale");
}

/// What `docs/conventions.md` names is there.
#[test]
fn the_conventions_name_rules_and_settings() {
    let text = fs::read_to_string(docs("conventions.md")).unwrap();
    for row in text.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| the guide")) {
        let named = row.split('|').nth(3).unwrap_or_default().trim();
        assert!(!named.is_empty(), "{row}");
        // What is no rule is a sentence.
        for rule in named.split(", ").filter(|it| !it.contains(' ')) {
            assert!(rules::find(rule).is_some(), "there is no rule `{rule}`: {row}");
        }
    }
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
    assert_eq!(
        (settings.preset.as_str(), settings.allow.len(), settings.rules.iter().count()),
        ("helios", 1, 1)
    );
    let conventions = text.split("```toml\n").nth(2).and_then(|rest| rest.split("```").next()).unwrap();
    let settings = settings::Settings::read(Some(conventions), None, None, &rules::names()).unwrap();
    assert_eq!((settings.conventions.names.len(), settings.conventions.columns.len()), (2, 1));
}
