//! The conventions that a project can take by name.

use super::{RunnerTransaction, Settings, Tenancy};

pub const RECOMMENDED: &str = "recommended";

/// A named set of settings, and one sentence on whose convention it is.
pub struct Preset {
    pub name: &'static str,
    pub about: &'static str,
    change: fn(&mut Settings),
}

pub static PRESETS: &[Preset] = &[
    Preset {
        name: RECOMMENDED,
        about: "What is right for most projects: every rule that needs no convention of the project's own.",
        change: |_| {},
    },
    Preset {
        name: "people-ops",
        about: "Numbered files run by psql, each with its own BEGIN and COMMIT and safe to run twice.",
        change: |settings| {
            settings.idempotent = true;
            settings.sequential = true;
            settings.runner.transaction = Some(RunnerTransaction::None);
        },
    },
    Preset { name: "bahinlink", about: "Prisma folders; every foreign key is indexed.", change: |_| {} },
    Preset {
        name: "school-erp",
        about: "Prisma folders with quoted names, `\"passwordResetToken\"` among them.",
        change: |_| {},
    },
    Preset {
        name: "helios",
        about: "Numbered files without gaps; rows belong to an organization by `organization_id`.",
        change: |settings| {
            settings.sequential = true;
            settings.tenancy = Some(Tenancy { column: "organization_id".to_owned(), allow: Vec::new() });
        },
    },
    Preset {
        name: "aim",
        about: "Numbered files run at every start: one transaction each, safe to run many times.",
        change: |settings| {
            settings.idempotent = true;
            settings.sequential = true;
        },
    },
    Preset {
        name: "zero-downtime",
        about: "Nobody may have to wait: what needs a strong lock asks for it under a `lock_timeout` of 5 s at most.",
        change: |settings| settings.lock_timeout = Some("5s".to_owned()),
    },
];

pub fn find(name: &str) -> Option<Settings> {
    let preset = PRESETS.iter().find(|preset| preset.name == name)?;
    let mut settings = Settings { preset: preset.name.to_owned(), ..Settings::recommended() };
    (preset.change)(&mut settings);
    Some(settings)
}
