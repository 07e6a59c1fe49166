//! One page, one file.

mod inbox;
mod not_found;
mod people;
mod playground;
mod project;
mod review;
mod rules;
mod set_up;
mod sign_in;

pub use inbox::Inbox;
pub use not_found::NotFound;
pub use people::People;
pub use playground::PlaygroundPage;
pub use project::Project;
pub use review::Review;
pub use rules::{Rule, Rules};
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
