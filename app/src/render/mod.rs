//! What the server renders, and the browser only shows: one kind of content, one file, with a sheet of the same name
//! in `style/`.

pub mod activity;
pub mod apply;
pub mod ci_tokens;
pub mod code;
pub mod decide;
pub mod diff;
pub mod field;
pub mod finding;
pub mod form;
pub mod header;
pub mod help;
pub mod inbox;
pub mod outline;
pub mod page;
pub mod people;
pub mod plan;
pub mod project;
pub mod review;
pub mod review_row;
pub mod rules;
pub mod set_up;
pub mod sign_in;
pub mod state;
pub mod tables;
pub mod time;
