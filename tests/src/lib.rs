//! What acceptance tests share.

pub mod fixture;
