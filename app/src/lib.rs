//! The pages. They know `core` without the grammar, and [`api`]; the server puts a backend behind it.

pub mod actions;
pub mod api;
mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod desk;
pub mod editor;
pub mod engine;
mod forms;
mod keys;
mod pages;
mod parts;
mod region;
#[cfg(not(target_arch = "wasm32"))]
mod render;
pub mod review;
#[cfg(not(target_arch = "wasm32"))]
mod shell;
pub mod shown;
mod text;

pub use app::App;
#[cfg(not(target_arch = "wasm32"))]
pub use shell::{Assets, shell};
