//! The bodies of the fuzz targets of configuration on a stable compiler: see `crates/core/tests/fuzz`.

mod body;
#[path = "../../../core/tests/fuzz/damage.rs"]
mod damage;
#[path = "../../../core/tests/fuzz/replay.rs"]
mod replay;

use replay::replay;

#[test]
fn any_configuration_is_used_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let desk = body::Desk::new(folder.path());
    replay("config", |bytes| desk.config(bytes));
}

#[test]
fn any_saved_searches_are_used_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let desk = body::Desk::new(folder.path());
    replay("config", |bytes| desk.alerts(bytes));
}
