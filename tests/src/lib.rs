//! What acceptance tests share.

pub mod fixture;
pub mod prove;
