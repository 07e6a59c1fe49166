//! The conventions that a project can take by name: settings, as `lockgate.toml` would hold them.

use super::Settings;
use super::written::Written;

pub const RECOMMENDED: &str = "recommended";

/// A named set of settings, and one sentence on whose convention it is.
pub struct Preset {
    pub name: &'static str,
    pub about: &'static str,
    /// What it says over the recommended settings, in TOML.
    pub settings: &'static str,
}

pub static PRESETS: &[Preset] = &[
    Preset {
        name: RECOMMENDED,
        about: "What is right for most projects: every rule that needs no convention of the project's own.",
        settings: "",
    },
    Preset {
        name: "strict",
        about: "Whatever helps and needs no names of the project's own: what is only a warning elsewhere is an error.",
        settings: include_str!("presets/strict.toml"),
    },
    Preset {
        name: "zero-downtime",
        about: "A deploy runs beside the release before it: whatever can stop or break that release is an error.",
        settings: include_str!("presets/zero-downtime.toml"),
    },
    Preset {
        name: "people-ops",
        about: "Numbered files run by psql, each with its own BEGIN and COMMIT and safe to run twice.",
        settings: include_str!("presets/people-ops.toml"),
    },
    Preset {
        name: "bahinlink",
        about: "Prisma folders, UUID keys and times with zone; every reference has its foreign key and its index.",
        settings: include_str!("presets/bahinlink.toml"),
    },
    Preset {
        name: "school-erp",
        about: "Prisma folders with quoted names, `\"passwordResetToken\"` among them.",
        settings: include_str!("presets/school-erp.toml"),
    },
    Preset {
        name: "helios",
        about: "Numbered files without gaps; rows belong to an organization by `organization_id`.",
        settings: include_str!("presets/helios.toml"),
    },
    Preset {
        name: "aim",
        about: "Numbered files run at every start: one transaction each, safe to run many times.",
        settings: include_str!("presets/aim.toml"),
    },
];

/// The recommended settings with those of the preset over them. A test reads them all, so none has a fault.
pub fn find(name: &str) -> Option<Settings> {
    let preset = PRESETS.iter().find(|preset| preset.name == name)?;
    let mut settings = Settings { preset: preset.name.to_owned(), ..Settings::recommended() };
    Written::read(preset.settings).and_then(|it| it.lay_over(&mut settings)).ok()?;
    Some(settings)
}
