//! The page is embedded in a release build, so the program is built again whenever `cargo xtask build` has made
//! another one.

fn main() {
    println!("cargo::rerun-if-changed=../target/dist/manifest.json");
}
