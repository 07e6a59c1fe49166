//! The two wasm modules: compiled by cargo, made loadable by wasm-bindgen.

use crate::{
    cargo::{self, Build},
    part::hash,
    paths, tools,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Imports of these modules are wasm-bindgen's own business. Any other is a function that nobody provides: the
/// linker lets it pass, and the browser then refuses the module.
const OWN_IMPORTS: [&str; 1] = ["__wbindgen_"];

/// Compiles one module and says where it is. One package in one call: together, cargo would unify their features
/// and put the grammar into the page.
pub fn compile(name: &str, package: &str, build: Build) -> Result<PathBuf> {
    let (profile, folder) = match build {
        // Shares its macros and build scripts with the native development build.
        Build::Quick => ("dev", "debug"),
        Build::Shipped => ("wasm", "wasm"),
    };
    cargo::run_for_wasm(name, &["build", "--package", package, "--profile", profile])?;
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(paths::target().join(TARGET).join(folder).join(file))
}

/// Writes `NAME.js`, `NAME_bg.wasm` and perhaps `snippets/` into the folder.
pub fn bind(wasm: &Path, name: &str, build: Build, folder: &Path) -> Result<()> {
    let shipped = build == Build::Shipped;
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .debug(!shipped)
        .remove_name_section(shipped)
        .remove_producers_section(shipped)
        .generate_output()?;
    let expected =
        |module: &str| module.starts_with("./") || OWN_IMPORTS.iter().any(|own| module.starts_with(own));
    let foreign: Vec<String> = output
        .wasm()
        .imports
        .iter()
        .filter(|it| !expected(&it.module))
        .map(|it| format!("{}.{}", it.module, it.name))
        .collect();
    ensure!(foreign.is_empty(), "{name} asks for functions that nobody provides: {}", foreign.join(", "));
    output.emit(folder)
}

/// What a module was made of: its bytes as cargo left them.
pub fn inputs(wasm: &Path, build: Build) -> Result<String> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    Ok(hash([format!("{build:?}").as_bytes(), &bytes]))
}

/// The settings for the grammar's C code and for bindgen, which read only the environment. They belong to
/// `core/grammar/build.rs`.
pub fn c_environment(command: &mut Command) -> Result<&mut Command> {
    let clang = tools::clang().context("no clang for wasm32: run `cargo xtask setup`")?;
    let headers = paths::root().join("core/grammar/libc/include");
    let flags = [
        // The headers of wasi-libc, which clang finds by itself for this target; the code is the same.
        "--target=wasm32-wasi",
        "-Oz",
        // Nobody sees where in C an error was raised; the file would name this machine's folders.
        "-Wno-builtin-macro-redefined '-D__FILE__=\"c\"' '-D__func__=\"\"' -D__LINE__=0",
        // setjmp and longjmp as wasm exceptions
        "-mllvm -wasm-enable-sjlj",
        &format!("'-I{}'", headers.display()),
        "-D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS",
    ];
    Ok(command
        .env("CC_wasm32_unknown_unknown", clang.compiler)
        .env("AR_wasm32_unknown_unknown", clang.archiver)
        // so that the path above may hold a space
        .env("CC_SHELL_ESCAPED_FLAGS", "1")
        .env("CFLAGS_wasm32_unknown_unknown", flags.join(" "))
        // Without default visibility bindgen finds no function at all.
        .env("BINDGEN_EXTRA_CLANG_ARGS_wasm32_unknown_unknown", "--target=wasm32-wasi -fvisibility=default"))
}
