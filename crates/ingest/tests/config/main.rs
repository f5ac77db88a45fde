//! The bodies of the fuzz targets of configuration on a stable compiler: see `crates/core/tests/fuzz`.

mod body;
#[path = "../../../core/tests/fuzz/damage.rs"]
mod damage;
#[path = "../../../core/tests/fuzz/hook.rs"]
mod hook;
#[path = "../../../core/tests/fuzz/replay.rs"]
mod replay;
#[path = "../../../core/tests/fuzz/targets.rs"]
mod targets;

use replay::replay;

#[test]
fn any_configuration_is_used_or_refused() {
    let desk = body::Desk::new();
    replay("config", |bytes| desk.config(bytes));
}

#[test]
fn any_saved_searches_are_used_or_refused() {
    let desk = body::Desk::new();
    replay("config", |bytes| desk.alerts(bytes));
}

#[test]
fn the_target_is_a_call_that_is_compiled_here() {
    body::desk().any(b"");
    let call = "body::desk().any(bytes)";
    targets::is_call("config", "crates/ingest/tests/config/body.rs", call);
}
