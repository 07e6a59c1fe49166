//! What the file, the presets and the command line come to.

use super::*;

const RULES: &[&str] = &["table-dropped", "column-dropped"];

fn read(text: &str) -> super::Read<Settings> {
    Settings::read(Some(text), None, None, RULES)
}

#[test]
fn a_star_stands_for_any_letters() {
    for (pattern, name, fit) in [
        ("ms_*", "ms_connections", true),
        ("ms_*", "ms_", true),
        ("ms_*", "am_s", false),
        ("*_log*_*", "a_log_b_c", true),
        ("a*a", "a", false),
        ("*", "", true),
        ("users", "users", true),
        ("users", "users_x", false),
    ] {
        assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
    }
}

#[test]
fn placeholders_are_named_values() {
    let settings = read("[placeholders]\nschema = 'app'\n'flyway:user' = 'x'").unwrap();
    assert_eq!(settings.placeholders.get("flyway:user").unwrap(), "x");
    assert!(read("[placeholders]\nschema = 1").unwrap_err().message.contains("expected a string"));
}

#[test]
fn file_over_preset_and_command_line_over_both() {
    let text = "preset = 'helios'\npostgres = 14\n[rules]\ntable-dropped = 'off'\n";
    let settings = Settings::read(Some(text), Some("aim"), Some(17), RULES).unwrap();
    assert_eq!((settings.preset.as_str(), settings.postgres), ("aim", 17));
    assert_eq!(settings.severity("table-dropped", Severity::Error), None);
    assert_eq!(settings.severity("column-dropped", Severity::Error), Some(Severity::Error));
    assert_eq!(read(text).unwrap().tenancy.unwrap().column, "organization_id");
}

#[test]
fn every_preset_is_without_a_fault() {
    for preset in PRESETS {
        let found = presets::find(preset.name).expect(preset.name);
        assert_eq!(found.preset, preset.name);
        Written::read(preset.settings).unwrap().check(&crate::rules::names()).expect(preset.name);
    }
}

/// A preset that promises errors keeps its promise for rules to come.
#[test]
fn presets_raise_the_warnings_of_their_categories() {
    let (strict, calm) = (presets::find("strict").unwrap(), presets::find("zero-downtime").unwrap());
    let running = [Category::Locks, Category::Transactions, Category::Compatibility];
    for rule in crate::rules::ALL.iter().filter(|it| it.severity == Severity::Warning) {
        assert_eq!(rule.weighs(&strict), Some(Severity::Error), "{} under strict", rule.name);
        let raised = running.contains(&rule.category);
        assert_eq!(rule.weighs(&calm) == Some(Severity::Error), raised, "{} with zero downtime", rule.name);
        assert_eq!(rule.weighs(&Settings::recommended()), Some(Severity::Warning));
    }
    let rules = ["view-dropped", "table-renamed"];
    let text = "errors = ['compatibility']\nrules = { view-dropped = 'warning' }";
    let named = Settings::read(Some(text), None, None, &rules).unwrap();
    let weighs = |name| crate::rules::find(name).and_then(|it| it.weighs(&named));
    assert_eq!(rules.map(weighs), [Some(Severity::Warning), Some(Severity::Error)]);
}

#[test]
fn what_the_file_says_lies_over_the_preset() {
    let text = "preset = 'helios'\ncolumns = [{ name = 'organization_id', type = 'uuid', \
                except = [{ table = 'a', reason = 'b' }] }]\n\
                names = [{ of = 'index', like = '{table}_idx' }, { of = 'table', like = '{snake}' }]\n\
                [files]\nguide = './README.md'";
    let found = read(text).unwrap().conventions;
    let column = &found.columns[0];
    assert_eq!((column.required, column.except.len(), column.data_type.as_deref()), (true, 3, Some("uuid")));
    let index: Vec<_> = found.names.iter().filter(|it| it.of == Named::Index).collect();
    assert_eq!((index.len(), index[0].like.as_deref(), found.names.len()), (1, Some("{table}_idx"), 4));
    assert_eq!((found.files.guide.as_deref(), found.files.header.len()), (Some("README.md"), 3));
}

#[test]
fn faults_have_a_place_and_a_way_out() {
    for (text, words) in [
        ("preset = 'helos'", "Did you mean `helios`?"),
        ("postgres = 9", "from 10 to 18"),
        ("[rules]\ntable-droped = 'off'", "Did you mean `table-dropped`?"),
        ("[rules]\ntable-dropped = 'loud'", "loud"),
        ("colour = 1", "colour"),
        ("[[allow]]\nrule = 'table-dropped'\nreason = ' '", "no reason"),
        ("= 1", "key"),
        ("layout = 'sqlxx'", "`sqlx`"),
        ("folders = ['../a']", "`..`"),
        ("lock_timeout = 'soon'", "5s"),
        ("[[ranges]]\nname = 'a'\nfrom = 5\nto = 4", "ends before it begins"),
        ("[runner]\nversion = '7'", "7.4"),
        ("[[tenancy.allow]]\ntable = 'a'\nreason = 'b'", "names no column"),
        ("[tenancy]\ncolumn = 'a'\nallow = [{ table = 'a', reason = '' }]", "no reason"),
        ("[files]\nname = '{nnn}.sql'", "`{number}`"),
        ("[files]\nheader = ['{number}: {text}']", "no words"),
        ("[files]\nguide = '../a.md'", "`..`"),
        ("[[names]]\nof = 'index'", "nothing"),
        ("[[names]]\nlike = 'a'", "`of`"),
        ("[[columns]]\nrequired = true", "`name`"),
        ("[[columns]]\nname = 'a'\nexcept = [{ table = 'b', reason = '' }]", "no reason"),
        ("references = ['{tabel}_id']", "`{table}`"),
        ("errors = ['lock']", "`locks`"),
    ] {
        let fault = read(text).unwrap_err();
        assert!(fault.message.contains(words), "{text}: {}", fault.message);
        assert!(fault.span.is_some(), "{text} has no place");
    }
    assert!(Settings::read(None, Some("x"), None, RULES).unwrap_err().message.contains("`recommended`"));
    assert!(Settings::read(None, None, Some(99), RULES).is_err());
}
