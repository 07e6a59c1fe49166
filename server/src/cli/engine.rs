//! `lockgate engine`: what the server starts to judge strangers' bytes.

use crate::engine;
use lockgate_core::engine::analyse_json;
use std::io::{Read, Write, stdin, stdout};

pub fn run() -> anyhow::Result<()> {
    engine::limit_this_process()?;
    let mut question = String::new();
    stdin().read_to_string(&mut question)?;
    let answer = analyse_json(&question);
    let mut out = stdout().lock();
    out.write_all(answer.as_bytes())?;
    Ok(out.flush()?)
}
