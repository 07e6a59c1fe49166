fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    // The parser and the walks over its tree recurse; 1 MB, the default, is too little for what we read.
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=4194304");
    // Without this the linker takes the module for a program, and wraps every export in a start and an end of it.
    println!("cargo::rustc-link-arg-cdylib=--export=__wasm_call_ctors");
}
