//! The pages. They know `core` without the grammar, and [`api`]; the server puts a backend behind it.
#![recursion_limit = "256"]

pub mod actions;
pub mod api;
mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod desk;
mod editor;
pub mod engine;
mod keys;
mod pages;
mod parts;
pub mod review;
#[cfg(not(target_arch = "wasm32"))]
mod shell;
mod text;

pub use app::App;
#[cfg(not(target_arch = "wasm32"))]
pub use shell::{Assets, shell};
