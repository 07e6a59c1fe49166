//! `cargo xtask setup`: what building and testing need besides cargo. Looks only, where all is there.

use crate::{paths, step, tools, wasm};
use anyhow::{Context, Result, bail, ensure};
use std::{fs, path::Path, process::Command, time::SystemTime};

/// Something that has to be on the machine.
struct Need {
    what: &'static str,
    is_there: fn() -> bool,
    /// Debian's packages for it.
    packages: &'static [&'static str],
}

const NEEDS: &[Need] = &[
    Need {
        what: "clang 19 or newer for wasm32, with llvm-ar",
        is_there: || tools::clang().is_some(),
        packages: &["clang-19", "llvm-19"],
    },
    Need {
        what: "wasi-libc, headers and libc.a",
        is_there: || tools::clang().is_some_and(|clang| tools::has_wasi_libc(&clang)),
        packages: &["wasi-libc"],
    },
    Need { what: "libclang", is_there: tools::has_libclang, packages: &["libclang-19-dev"] },
    Need {
        what: "Chromium",
        is_there: || tools::find(&["chromium", "chromium-browser", "google-chrome"]).is_some(),
        packages: &["chromium"],
    },
    Need {
        what: "Firefox",
        is_there: || tools::find(&["firefox-esr", "firefox"]).is_some(),
        packages: &["firefox-esr"],
    },
    Need { what: "a PostgreSQL server", is_there: tools::has_postgres, packages: &["postgresql"] },
    Need { what: "Node", is_there: || tools::find(&["node"]).is_some(), packages: &["nodejs"] },
    Need { what: "npm", is_there: || tools::find(&["npm"]).is_some(), packages: &["npm"] },
];

/// Folders with npm packages of their own.
const NODE_FOLDERS: &[&str] = &["app/editor", "tests"];

/// Installs what is missing: as root on Debian or, after `--yes`, through sudo. Elsewhere says the line.
pub fn run(yes: bool) -> Result<()> {
    rust_target()?;
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if !missing.is_empty() {
        install(&missing, yes)?;
    }
    if tools::find(&["protoc"]).is_some() {
        eprintln!(
            "warning: `protoc` is on the PATH; pg_query's build would rewrite its sources with it. Hide it."
        );
    }
    NODE_FOLDERS.iter().try_for_each(|folder| node_packages(Path::new(folder)))
}

fn rust_target() -> Result<()> {
    if tools::has_rust_target(wasm::TARGET) {
        return Ok(());
    }
    step::step("Rust for wasm32", || {
        step::run(Command::new("rustup").args(["target", "add", wasm::TARGET])).context(
            "run `rustup target add wasm32-unknown-unknown`, or use a toolchain that has that target",
        )
    })
}

fn install(missing: &[&Need], yes: bool) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
    let names = names.join(", ");
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if !Path::new("/etc/debian_version").is_file() || tools::find(&["apt-get"]).is_none() {
        bail!("missing: {names}. Install them and run this again (on Debian: {})", packages.join(" "));
    }
    let sudo: &[&str] = if is_root() { &[] } else { &["sudo"] };
    let line = [sudo, &["apt-get", "install", "--yes", "--no-install-recommends"], &packages].concat();
    if !is_root() && !yes {
        bail!("missing: {names}. Run this line, or `cargo xtask setup --yes`:\n\n  {}\n", line.join(" "));
    }
    step::step(&format!("Install {names}"), || {
        let apt = |line: &[&str]| step::run(Command::new(line[0]).args(&line[1..]));
        // A fresh machine has no package lists yet.
        apt(&line).or_else(|_| apt(&[sudo, &["apt-get", "update"]].concat()).and_then(|()| apt(&line)))
    })?;
    let still: Vec<&str> = missing.iter().filter(|it| !(it.is_there)()).map(|it| it.what).collect();
    ensure!(still.is_empty(), "still missing after the installation: {}", still.join(", "));
    Ok(())
}

#[cfg(unix)]
fn is_root() -> bool {
    // The owner of the process' own folder says it without a call into C.
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// `npm ci`, where the lock file is newer than what was installed by it.
pub fn node_packages(folder: &Path) -> Result<()> {
    let changed = |file: &str| -> Option<SystemTime> {
        fs::metadata(paths::root().join(folder).join(file)).ok()?.modified().ok()
    };
    // npm writes this file last.
    let installed = changed("node_modules/.package-lock.json");
    if changed("package-lock.json") <= installed {
        return Ok(());
    }
    step::step(&format!("npm packages of {}", folder.display()), || {
        step::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
    })
}
