//! The server and the command line: the only room with a disk, a database, a clock and a socket.

// The pages' types nest as deeply as the pages do, and the server lays them out.
#![recursion_limit = "512"]

pub mod api;
pub mod apply;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod desk;
pub mod engine;
pub mod error;
pub mod guard;
pub mod keeper;
pub mod office;
pub mod pages;
pub mod router;
pub mod seal;
pub mod secret;
pub mod store;
pub mod target;

pub use lockgate_scratch as scratch;
