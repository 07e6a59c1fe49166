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
pub mod engine;
