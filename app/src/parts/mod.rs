//! One component, one file, with a sheet of the same name in `style/`.

pub mod activity;
pub mod apply;
pub mod ci_tokens;
pub mod code;
pub mod decide;
pub mod diff;
pub mod field;
pub mod finding;
pub mod header;
pub mod help;
pub mod icon;
pub mod loaded;
pub mod notice;
pub mod outline;
pub mod problem;
pub mod prose;
pub mod recompute;
pub mod review_row;
pub mod risk;
pub mod state;
pub mod strip;
pub mod tables;
pub mod time;
