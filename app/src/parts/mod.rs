//! What lives in the browser: one component, one file, with a sheet of the same name in `style/`.

pub mod icon;
pub mod loaded;
pub mod notice;
pub mod problem;
pub mod prose;
pub mod recompute;
pub mod risk;
pub mod strip;
