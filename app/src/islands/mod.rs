//! What must live in the browser. Everything else is HTML from the server.

pub mod editor;
pub mod own_hash;
pub mod playground;
pub mod recompute;
