//! A fence around the engine: an index from a stranger, or a damaged one, may make it panic where it should fail.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::error::Error;

thread_local! {
    static FENCES: Cell<u32> = const { Cell::new(0) };
}

/// Whether a panic on this thread would be caught and returned as [`Error::Corrupt`]: for the panic hook of a program
/// that does not want it told twice.
///
/// # Example
/// ```
/// let usual = std::panic::take_hook();
/// std::panic::set_hook(Box::new(move |panic| {
///     if !fiche::catches_panics() {
///         usual(panic);
///     }
/// }));
/// ```
pub fn catches_panics() -> bool {
    FENCES.with(|fences| fences.get() > 0)
}

/// Counts a fence for as long as it stands.
struct Fence;

impl Fence {
    fn put_up() -> Self {
        FENCES.with(|fences| fences.set(fences.get() + 1));
        Self
    }
}

impl Drop for Fence {
    fn drop(&mut self) {
        FENCES.with(|fences| fences.set(fences.get() - 1));
    }
}

/// Does the work on the index at `path`; a panic in it is damage of the index.
pub(crate) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let done = {
        let _fence = Fence::put_up();
        catch_unwind(AssertUnwindSafe(work))
    };
    done.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(Error::Corrupt {
            path: path.to_owned(),
            what: format!(
                "the engine gave up on it: {}",
                message.unwrap_or("for no reason it could tell")
            ),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_damage_and_the_fence_comes_down() {
        let failed: Result<(), Error> = guarded(Path::new("x"), || {
            assert!(catches_panics());
            panic!("slice {}", 7);
        });
        assert!(failed.unwrap_err().to_string().contains("slice 7"));
        assert!(!catches_panics());
    }
}
