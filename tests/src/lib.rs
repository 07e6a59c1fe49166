//! What acceptance tests share.

pub mod fixture;
pub mod mutate;
pub mod prove;
