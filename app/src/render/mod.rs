//! What only the server renders: lists, SQL, findings, tables. One room for one kind of content.

pub mod activity;
pub mod code;
pub mod diff;
pub mod finding;
pub mod inbox;
pub mod outline;
pub mod plan;
pub mod project;
pub mod review;
pub mod review_row;
pub mod rules;
pub mod state;
pub mod tables;
