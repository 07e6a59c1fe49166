//! What migration tools write into their history tables, as data. So far: each tool's checksum, and what it does with a
//! file that comes late.

mod atlas;
mod flyway;
mod refinery;
mod sqitch;
mod sqlx;
mod table;

use crate::digest::Digest;
use crate::discovery::{Folder, Layout, Migration};
use crate::revision::SourceFile;

pub use atlas::{Sum, sum};
pub use table::table;

/// The checksum of each migration as its tool writes it; `None` where it writes none, or one that the bytes do not give
/// (Liquibase). In the order of `folder.migrations`.
pub fn checksums(folder: &Folder, files: &[SourceFile]) -> Vec<Option<String>> {
    match folder.layout {
        Some(Layout::Atlas) => atlas::checksums(folder, files),
        Some(Layout::Sqitch) => sqitch::change_ids(folder, files),
        Some(layout) => {
            let one = |it: &Migration| of_one(layout, &it.name, &files[it.file].bytes);
            folder.migrations.iter().map(one).collect()
        }
        None => Vec::new(),
    }
}

fn of_one(layout: Layout, name: &str, bytes: &[u8]) -> Option<String> {
    match layout {
        Layout::Prisma => Some(Digest::of(bytes).to_string()),
        Layout::Drizzle => {
            Some(Digest::of(std::str::from_utf8(bytes).ok()?.replace("\r\n", "\n").as_bytes()).to_string())
        }
        Layout::Sqlx => Some(sqlx::checksum(bytes)),
        Layout::Refinery => refinery::checksum(name, std::str::from_utf8(bytes).ok()?),
        Layout::Flyway => Some(flyway::checksum(std::str::from_utf8(bytes).ok()?)),
        _ => None,
    }
}

/// What a tool does with a migration that stands before one that it has applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// It never runs, and nobody says so.
    Skipped,
    /// The tool stops.
    Refused,
    /// It runs, later than on a fresh database.
    Applied,
}

/// `None` where nobody knows what tool it is.
pub fn late(layout: Layout, migration: &Migration) -> Option<Late> {
    match layout {
        // That is what the letter is for.
        Layout::Refinery if migration.name.starts_with('U') => Some(Late::Applied),
        Layout::GolangMigrate | Layout::Drizzle => Some(Late::Skipped),
        Layout::Refinery
        | Layout::Goose
        | Layout::Flyway
        | Layout::NodePgMigrate
        | Layout::Supabase
        | Layout::Atlas
        | Layout::Sqitch
        | Layout::Knex => Some(Late::Refused),
        Layout::Prisma
        | Layout::Sqlx
        | Layout::Diesel
        | Layout::Dbmate
        | Layout::TypeOrm
        | Layout::Liquibase => Some(Late::Applied),
        Layout::Numbered => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits =
        bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    digits.map(char::from).collect()
}

#[cfg(test)]
mod tests;
