//! What acceptance tests share.

pub mod case;
pub mod fixture;
pub mod mutate;
pub mod prove;
