//! How the program is linked.
//!
//! Its parsers bring tables of addresses, which the loader fills in at each start. Packed as bits (`DT_RELR`, of glibc since 2.36, GNU
//! ld since 2.38 and LLVM's lld since 15) their list is a fiftieth as long. An older linker passes over the word and links as ever.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
