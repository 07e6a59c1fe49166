//! The logic of the review page: plain functions from what the engine says to what stands where.

pub mod compare;
#[cfg(not(target_arch = "wasm32"))]
pub mod diff;
#[cfg(not(target_arch = "wasm32"))]
pub mod impact;
pub mod own_hash;
#[cfg(not(target_arch = "wasm32"))]
pub mod rows;
#[cfg(test)]
pub(crate) mod sample;
