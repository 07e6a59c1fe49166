fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        // The parser and the walks over its tree recurse; 1 MB, the default, is too little for what we read.
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=4194304");
    }
}
