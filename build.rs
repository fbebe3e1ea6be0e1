//! Tells the linker what the splitter needs (`xtask/src/parts.rs`): where in the page's program the addresses stand.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let wasm = std::env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|arch| arch == "wasm32");
    if wasm && std::env::var_os("CARGO_FEATURE_PARTS").is_some() {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
}
