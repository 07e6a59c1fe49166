//! PL/pgSQL's parser is called by a file of our own (`plpgsql/compile.c`), with the headers of `pg_query`'s C library.
//!
//! On wasm32 the grammar's C code needs a C library, and there is none. This puts one together:
//!
//! - wasi-libc gives what is pure computation: strings, numbers, formatting, sorting;
//! - `libc/stdio.c` stands in for what would need system calls, so that no WASI import is left in the module;
//! - `libc/sjlj.c` is the runtime of setjmp and longjmp;
//! - `src/libc/` gives memory and the ends of the process.
//!
//! Some of PostgreSQL's files are compiled here as well, before the same ones of `pg_query`, which are then not linked:
//! their tables are packed (`build/tables`), or lose what nobody asks for (`build/unused.rs`, `libc/errors.h`).
//!
//! `cargo xtask` compiles PostgreSQL's own C code with the settings that belong to this (`xtask/src/wasm.rs`)
//! and checks afterwards that the module imports nothing of a system.

// The rule is for core itself, which has no outside; a build script is told everything by its environment.
#![allow(clippy::disallowed_methods)]

#[path = "build/tables/mod.rs"]
mod tables;
#[path = "build/unused.rs"]
mod unused;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=libc");
    println!("cargo::rerun-if-changed=src/libc/automaton");
    println!("cargo::rerun-if-changed=plpgsql");
    let sources = sources();
    let mut build = postgresql(&sources);
    build.file("plpgsql/compile.c").compile("lockgate_plpgsql");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    let mut build = cc::Build::new();
    build.include("libc/include").file("libc/sjlj.c").file("libc/stdio.c");
    build
        .flags(["-mexception-handling", "-mbulk-memory"])
        .warnings_into_errors(true)
        .compile("lockgate_grammar_libc");

    grammar(&sources);

    let archive = wasi_libc(&build.get_compiler());
    println!(
        "cargo::rustc-link-search=native={}",
        archive.parent().expect("a file stands in a folder").display()
    );
    println!("cargo::rustc-link-lib=static:-bundle=c");
}

/// Where the sources of `pg_query`'s C library are.
fn sources() -> PathBuf {
    let cargo = env::var_os("CARGO").expect("cargo names itself");
    let output = Command::new(cargo).args(["metadata", "--format-version", "1", "--offline"]).output();
    let output = output.expect("cargo starts").stdout;
    let workspace: serde_json::Value = serde_json::from_slice(&output).expect("cargo metadata gives JSON");
    let mut packages = workspace["packages"].as_array().into_iter().flatten();
    let manifest = packages.find(|it| it["name"] == "pg_query").and_then(|it| it["manifest_path"].as_str());
    PathBuf::from(manifest.expect("this package needs pg_query")).with_file_name("libpg_query")
}

/// Builds C code as `pg_query`'s own build script does.
fn postgresql(sources: &Path) -> cc::Build {
    let mut build = cc::Build::new();
    build.includes(["src/postgres/include", "src/include", "."].map(|it| sources.join(it)));
    build.flag_if_supported("-fno-strict-aliasing").flag_if_supported("-fwrapv").warnings(false);
    build
}

/// What parsers begin with here.
const ERRORS: &str = "#include \"errors.h\"\n";

/// Those of PostgreSQL's files that are not as they were.
fn grammar(sources: &Path) {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo gives a folder"));
    let packed = |name: &str, pack: fn(&str) -> String| {
        let source = sources.join("src/postgres").join(name);
        let text =
            fs::read_to_string(&source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        fs::write(out.join(name), pack(&text)).expect("cargo's folder can be written to");
        out.join(name)
    };
    let mut build = postgresql(sources);
    build.file("libc/errors.c");
    build.file(packed("src_backend_parser_gram.c", |it| ERRORS.to_owned() + &tables::sql(it)));
    build.file(packed("src_backend_parser_scan.c", |it| ERRORS.to_owned() + &tables::scanner(it)));
    build.file(packed("src_pl_plpgsql_src_pl_gram.c", |it| ERRORS.to_owned() + &tables::plpgsql(it)));
    build.file(packed("src_common_wchar.c", unused::encodings));
    build.file(packed("src_common_encnames.c", unused::names));
    build.file(packed("src_backend_utils_mmgr_mcxt.c", unused::contexts));
    build.include("libc").compile("lockgate_postgresql");
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
