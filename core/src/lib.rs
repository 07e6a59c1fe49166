//! Text in, report out: reads PostgreSQL migrations, judges them, and folds what people decided about them.
//!
//! No IO, no clock, no environment, no HTML. The feature `engine` holds everything that reads SQL; without it
//! the crate is what the page needs to show a report and to fold a review.

pub mod digest;
pub mod finding;
pub mod plan;
pub mod report;
pub mod review;
pub mod revision;
pub mod verdict;

#[cfg(feature = "engine")]
mod allow;
#[cfg(feature = "engine")]
pub mod discovery;
#[cfg(feature = "engine")]
pub mod effect;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "engine")]
pub mod history;
#[cfg(feature = "engine")]
mod order;
#[cfg(feature = "engine")]
pub mod rules;
#[cfg(feature = "engine")]
pub mod runner;
#[cfg(feature = "engine")]
pub mod schema;
#[cfg(feature = "engine")]
pub mod script;
#[cfg(feature = "engine")]
pub mod settings;
#[cfg(feature = "engine")]
pub mod source;
#[cfg(feature = "engine")]
pub mod statement;
#[cfg(feature = "engine")]
mod toml;
