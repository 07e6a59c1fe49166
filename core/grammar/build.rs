//! On wasm32 the grammar's C code needs a C library, and there is none. This puts one together:
//!
//! - wasi-libc gives what is pure computation: strings, numbers, formatting, sorting;
//! - `libc/stdio.c` stands in for its system calls, so that no WASI import is left in the module;
//! - `libc/sjlj.c` is the runtime of setjmp and longjmp;
//! - `src/libc/` gives memory and the ends of the process.
//!
//! Two of PostgreSQL's files are compiled here as well, before the same ones of `pg_query`, which are then not linked:
//! their tables are packed (`build/tables.rs`).
//!
//! `cargo xtask` compiles PostgreSQL's own C code with the settings that belong to this (`xtask/src/wasm.rs`)
//! and checks afterwards that the module imports nothing of a system.

// The rule is for core itself, which has no outside; a build script is told everything by its environment.
#![allow(clippy::disallowed_methods)]

#[path = "build/tables.rs"]
mod tables;

use std::path::PathBuf;
use std::{env, fs};

/// Where the C library's sources are; `cargo xtask` says it.
const SOURCES: &str = "LOCKGATE_LIBPG_QUERY";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=libc");
    println!("cargo::rerun-if-env-changed={SOURCES}");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    let mut build = cc::Build::new();
    build.include("libc/include").file("libc/sjlj.c").file("libc/stdio.c");
    build.flag("-mexception-handling").warnings_into_errors(true).compile("lockgate_grammar_libc");

    grammar();

    let archive = wasi_libc(&build.get_compiler());
    println!(
        "cargo::rustc-link-search=native={}",
        archive.parent().expect("a file stands in a folder").display()
    );
    println!("cargo::rustc-link-lib=static:-bundle=c");
}

/// PostgreSQL's scanner and parser, with the settings of `pg_query`'s own build script.
fn grammar() {
    let sources = env::var_os(SOURCES).map(PathBuf::from);
    let sources = sources.unwrap_or_else(|| panic!("no {SOURCES}: build by `cargo xtask build`"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo gives a folder"));
    let packed = |name: &str, pack: fn(&str) -> String| {
        let source = sources.join("src/postgres").join(name);
        let text =
            fs::read_to_string(&source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        fs::write(out.join(name), pack(&text)).expect("cargo's folder can be written to");
        out.join(name)
    };
    let mut build = cc::Build::new();
    build.file(packed("src_backend_parser_gram.c", tables::parser));
    build.file(packed("src_backend_parser_scan.c", tables::scanner));
    build.include("libc");
    build.includes(["src/postgres/include", "src/include", "."].map(|it| sources.join(it)));
    build.flag("-fno-strict-aliasing").flag("-fwrapv").warnings(false).compile("lockgate_grammar_tables");
}

/// Where clang finds the `libc.a` of wasi-libc.
fn wasi_libc(clang: &cc::Tool) -> PathBuf {
    let asked = clang.to_command().args(["--target=wasm32-wasi", "-print-file-name=libc.a"]).output();
    let answer = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    // Clang gives the bare name back when it finds nothing.
    match answer.map(PathBuf::from) {
        Ok(path) if path.is_absolute() => path,
        _ => panic!(
            "{} finds no libc.a for wasm32-wasi: run `cargo xtask setup`, then build by `cargo xtask build`",
            clang.path().display()
        ),
    }
}
