//! Who is there: passwords, sessions, and what slows guessing down.

pub mod backoff;
pub mod password;
pub mod session;
