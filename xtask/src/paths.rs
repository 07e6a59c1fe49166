//! Where things lie.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |it| root().join(it))
}

/// What the browser loads. The server looks for it here, wherever cargo builds.
pub fn dist() -> PathBuf {
    root().join("target/dist")
}

/// The pieces of [`dist`], each kept for as long as what it is made of stays the same.
pub fn parts() -> PathBuf {
    root().join("target/parts")
}
