//! One kind of page, one file.

mod not_found;
mod plain;
mod playground;
mod review;

pub use not_found::NotFound;
pub use plain::plain;
pub use playground::Playground;
pub use review::Review;
