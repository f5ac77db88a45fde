//! The program `fiche`.
fn main() {}
