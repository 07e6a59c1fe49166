//! One component, one file, with a sheet of the same name in `style/`.

pub mod apply;
pub mod ci_tokens;
pub mod decide;
pub mod field;
pub mod header;
pub mod help;
pub mod icon;
pub mod live_form;
pub mod loaded;
pub mod notice;
pub mod problem;
pub mod prose;
pub mod recompute;
pub mod risk;
pub mod strip;
pub mod time;
