//! The pages. They know `core` without the grammar, and [`api`]; the server puts a backend behind it.
//!
//! The server renders every page whole. The browser gets the [`islands`], the few things that must live there, and
//! [`live`], which makes forms and keys work without a new page. Everything else has no code in the page's wasm.

pub mod actions;
pub mod api;
#[cfg(not(target_arch = "wasm32"))]
mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod desk;
pub mod engine;
pub mod islands;
#[cfg(target_arch = "wasm32")]
pub mod live;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
mod parts;
pub mod review;
#[cfg(not(target_arch = "wasm32"))]
mod shell;
mod text;

#[cfg(not(target_arch = "wasm32"))]
pub use app::App;
#[cfg(not(target_arch = "wasm32"))]
pub use shell::{Assets, shell};
