//! What people decided, and what followed: events, the chain that holds them, the fold that turns them into
//! reviews and targets, and the policy that says who may do what. The same code runs on the server and in a browser.

pub mod chain;
pub mod event;
pub mod house;
pub mod ledger;
pub mod policy;
pub mod refusal;
pub mod standing;

pub use event::{Actor, Entry, Event, Role};
pub use house::House;
pub use refusal::Refusal;

#[cfg(test)]
mod tests;
