//! The engine's process, which reads strangers' bytes, is held to its limits by the kernel.

use std::{
    io::Write,
    process::{Command, Stdio},
};

const MIB: usize = 1 << 20;

#[test]
fn it_gets_no_more_memory_than_its_limit() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lockgate"))
        .arg("engine")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let chunk = vec![b' '; MIB];
    let taken = (0..2048).take_while(|_| stdin.write_all(&chunk).is_ok()).count();
    drop(stdin);
    assert!(!child.wait().unwrap().success());
    // One that dies at once takes nothing.
    assert!((100..1024).contains(&taken), "it kept {taken} MiB of a question that does not end");
}
