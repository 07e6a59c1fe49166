//! The layouts by name, and who reads each.

use super::place::{Found, Place};
use super::{
    atlas, dbmate, diesel, drizzle, flyway, golang_migrate, goose, knex, liquibase, node_pg_migrate,
    numbered, prisma, refinery, sqitch, sqlx, supabase, typeorm,
};
use serde::{Serialize, Serializer};

/// How a folder names its migrations, which says what tool applies them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// `001_orders.sql`, with `001_orders.up.sql` and `001_orders.down.sql` among them; no tool is meant
    Numbered,
    Prisma,
    Diesel,
    GolangMigrate,
    Sqlx,
    Refinery,
    Flyway,
    Goose,
    Dbmate,
    Supabase,
    Drizzle,
    NodePgMigrate,
    Atlas,
    Sqitch,
    Liquibase,
    TypeOrm,
    Knex,
}

impl Layout {
    /// By the names that the settings know.
    pub const NAMES: &[(&str, Layout)] = &[
        ("numbered", Layout::Numbered),
        ("prisma", Layout::Prisma),
        ("diesel", Layout::Diesel),
        ("golang-migrate", Layout::GolangMigrate),
        ("sqlx", Layout::Sqlx),
        ("refinery", Layout::Refinery),
        ("flyway", Layout::Flyway),
        ("goose", Layout::Goose),
        ("dbmate", Layout::Dbmate),
        ("supabase", Layout::Supabase),
        ("drizzle", Layout::Drizzle),
        ("node-pg-migrate", Layout::NodePgMigrate),
        ("atlas", Layout::Atlas),
        ("sqitch", Layout::Sqitch),
        ("liquibase", Layout::Liquibase),
        ("typeorm", Layout::TypeOrm),
        ("knex", Layout::Knex),
    ];

    pub fn name(self) -> &'static str {
        Layout::NAMES.iter().find(|(_, layout)| *layout == self).map_or("numbered", |(name, _)| name)
    }

    /// As its makers write it.
    pub fn title(self) -> &'static str {
        match self {
            Layout::Numbered => "a tool that goes by numbers",
            Layout::Prisma => "Prisma",
            Layout::Flyway => "Flyway",
            Layout::Supabase => "Supabase",
            Layout::Drizzle => "Drizzle",
            Layout::Atlas => "Atlas",
            Layout::Sqitch => "Sqitch",
            Layout::Liquibase => "Liquibase",
            Layout::TypeOrm => "TypeORM",
            Layout::Knex => "Knex",
            _ => self.name(),
        }
    }

    pub(super) fn read(self, place: &Place) -> Found {
        let read = match self {
            Layout::Numbered => numbered::read,
            Layout::Prisma => prisma::read,
            Layout::Diesel => diesel::read,
            Layout::GolangMigrate => golang_migrate::read,
            Layout::Sqlx => sqlx::read,
            Layout::Refinery => refinery::read,
            Layout::Flyway => flyway::read,
            Layout::Goose => goose::read,
            Layout::Dbmate => dbmate::read,
            Layout::Supabase => supabase::read,
            Layout::Drizzle => drizzle::read,
            Layout::NodePgMigrate => node_pg_migrate::read,
            Layout::Atlas => atlas::read,
            Layout::Sqitch => sqitch::read,
            Layout::Liquibase => liquibase::read,
            Layout::TypeOrm => typeorm::read,
            Layout::Knex => knex::read,
        };
        read(place)
    }
}

impl Serialize for Layout {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
