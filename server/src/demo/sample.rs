//! A project in the style of many: numbered files, one with its own transaction, one that can stand in none.

use lockgate_core::revision::{SETTINGS_FILE, SourceFile};

macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("sample/", $name)))),+] };
}

const SETTINGS: &str = include_str!("sample/lockgate.toml");

const ALL: &[(&str, &str)] = files![
    "001_organizations_and_employees.sql",
    "002_workstations.sql",
    "003_shifts.sql",
    "004_registration_source.sql",
    "005_adherence_events.sql",
    "006_employees_hired_on_index.sql",
];

/// What the target has when the demo begins.
const BEGINNING: usize = 3;

/// The migrations that are applied before anybody looks.
pub fn beginning() -> Vec<SourceFile> {
    with_settings(&ALL[..BEGINNING])
}

/// Those, and the new ones that wait for a review.
pub fn all() -> Vec<SourceFile> {
    with_settings(ALL)
}

fn with_settings(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let settings = SourceFile::new(SETTINGS_FILE, SETTINGS);
    std::iter::once(settings).chain(files.iter().map(|(path, text)| SourceFile::new(*path, *text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockgate_core::{
        engine::{Request, analyse},
        plan::Mode,
        revision::FileDigest,
    };

    /// The demo promises something to find, something of its own transaction, something that stands alone.
    #[test]
    fn the_sample_shows_what_it_promises() {
        let base = beginning().iter().map(FileDigest::from).collect();
        let analysis = analyse(&Request { files: all(), base: Some(base), ..Request::default() }).unwrap();
        let rules: Vec<&str> = analysis.report.findings.iter().map(|it| it.rule.as_str()).collect();
        assert!(
            rules.contains(&"column-dropped") && rules.contains(&"foreign-key-without-index"),
            "{rules:?}"
        );
        assert_eq!(analysis.report.unread, []);
        assert_eq!(analysis.plan.problems, []);
        let modes: Vec<Mode> = analysis.plan.parts.iter().map(|it| it.mode).collect();
        assert_eq!(modes, [Mode::Own, Mode::Wrapped, Mode::Alone]);
    }
}
