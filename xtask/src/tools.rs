//! Finds the programs that cargo cannot bring.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest clang whose setjmp and longjmp on wasm fit `core/grammar/libc/sjlj.c`.
const OLDEST_CLANG: u32 = 19;

/// The first of these programs that the PATH has.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let found = |name: &&str| folders.iter().map(|it| it.join(name)).find(|path| path.is_file());
    names.iter().find_map(found)
}

/// A C compiler for wasm32 and the archiver that belongs to it.
pub struct Clang {
    pub compiler: PathBuf,
    pub archiver: PathBuf,
}

/// The newest clang with a number in its name, or the plain one where it is new enough and knows wasm32.
pub fn clang() -> Option<Clang> {
    let numbered = (OLDEST_CLANG..OLDEST_CLANG + 10).rev().find_map(|version| {
        let compiler = find(&[&format!("clang-{version}")])?;
        let archiver = find(&[&format!("llvm-ar-{version}"), "llvm-ar"])?;
        Some(Clang { compiler, archiver })
    });
    numbered.or_else(|| {
        let compiler = find(&["clang"]).filter(|clang| is_new_enough(clang))?;
        let beside = compiler.with_file_name("llvm-ar");
        let archiver = Some(beside).filter(|it| it.is_file()).or_else(|| find(&["llvm-ar"]))?;
        Some(Clang { compiler, archiver })
    })
}

fn is_new_enough(clang: &Path) -> bool {
    let text = |argument| {
        let output = Command::new(clang).arg(argument).output();
        output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default()
    };
    let version = text("-dumpversion");
    let major = version.split('.').next().and_then(|it| it.trim().parse::<u32>().ok());
    major.is_some_and(|it| it >= OLDEST_CLANG) && text("--print-targets").contains("wasm32")
}

/// Whether this clang finds wasi-libc: its headers lie beside its `libc.a`.
pub fn has_wasi_libc(clang: &Clang) -> bool {
    let mut command = Command::new(&clang.compiler);
    let output = command.args(["--target=wasm32-wasi", "-print-file-name=libc.a"]).output();
    // Without one, clang prints the bare name.
    output.is_ok_and(|it| Path::new(String::from_utf8_lossy(&it.stdout).trim()).is_absolute())
}

/// Whether bindgen will find the library it reads C headers with.
pub fn has_libclang() -> bool {
    let folders = [
        "/usr/lib",
        "/usr/local/lib",
        "/usr/lib64",
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
    ];
    let of_llvm = children("/usr/lib").into_iter().filter(|it| named(it, "llvm-")).map(|it| it.join("lib"));
    let folders = folders.iter().map(PathBuf::from).chain(of_llvm);
    env::var_os("LIBCLANG_PATH").is_some()
        || find(&["llvm-config"]).is_some()
        || folders.flat_map(children).any(|file| named(&file, "libclang.so") || named(&file, "libclang-"))
}

/// Whether there is a PostgreSQL server to start, as `lockgate` itself looks for one.
pub fn has_postgres() -> bool {
    let of_debian = children("/usr/lib/postgresql").into_iter().map(|it| it.join("bin/postgres"));
    find(&["postgres", "pg_config"]).is_some() || of_debian.into_iter().any(|it| it.is_file())
}

/// Whether the toolchain that runs this has Rust's library for a target.
pub fn has_rust_target(target: &str) -> bool {
    // CARGO is <sysroot>/bin/cargo, so nothing has to be started to find out.
    let cargo = env::var_os("CARGO").map(PathBuf::from);
    let sysroot = cargo.as_deref().and_then(Path::parent).and_then(Path::parent);
    sysroot.is_some_and(|it| it.join("lib/rustlib").join(target).join("lib").is_dir())
}

fn children(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.flatten().map(|entry| entry.path()).collect()
}

fn named(path: &Path, start: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start))
}
