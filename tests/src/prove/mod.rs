//! The proof: what PostgreSQL does with a statement, observed on real servers, beside what the engine says of it.

pub mod again;
pub mod alone;
pub mod cases;
pub mod compare;
pub mod listed;
pub mod observe;
pub mod page;
pub mod predict;
pub mod project;
pub mod random;
pub mod run;
pub mod servers;
pub mod trial;
