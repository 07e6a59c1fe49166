//! The pages. They know `core` without the grammar, and [`api`]; the server puts a backend behind it.

pub mod api;
