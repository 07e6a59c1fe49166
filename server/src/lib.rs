//! The server and the command line: the only room with a disk, a database, a clock and a socket.

pub mod auth;
pub mod cli;
pub mod clock;
pub mod error;
pub mod keeper;
pub mod scratch;
pub mod seal;
pub mod secret;
pub mod store;
