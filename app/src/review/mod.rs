//! The logic of the review page: plain functions from what the engine says to what stands where.

pub mod compare;
pub mod diff;
pub mod impact;
pub mod own_hash;
pub mod rows;
#[cfg(test)]
pub(crate) mod sample;
