//! Modules import downwards only.

use std::fs;
use std::path::Path;

/// Each module with its layer; modules of one layer do not know each other.
const LAYERS: [(&str, u32); 10] = [
    ("article", 0),
    ("cancel", 0),
    ("ablation", 0),
    ("fault", 0),
    ("query", 1),
    ("analysis", 1),
    ("eval", 1),
    ("error", 2),
    ("index", 3),
    ("search", 4),
];

fn layer(module: &str) -> u32 {
    let known = LAYERS.iter().find(|(name, _)| *name == module);
    known.unwrap_or_else(|| panic!("`{module}` has no layer")).1
}

fn check(path: &Path, module: &str) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            check(&entry.unwrap().path(), module);
        }
        return;
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap();
        for import in code.split("crate::").skip(1) {
            let imported: String = import
                .chars()
                .take_while(|c| c.is_lowercase() || *c == '_')
                .collect();
            if imported.is_empty() || imported == module {
                continue;
            }
            let is_lower = layer(&imported) < layer(module);
            assert!(is_lower, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn modules_import_downwards_only() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, _) in LAYERS {
        let file = source.join(format!("{module}.rs"));
        let path = if file.is_file() {
            file
        } else {
            source.join(module)
        };
        check(&path, module);
    }
}
