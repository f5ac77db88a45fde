//! A fence around the engine: an index from a stranger, or a damaged one, may make it panic where it should fail.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, mpsc};
use std::thread;

use crate::error::Error;

/// Cores that the program may use: asking the system takes longer than many a search.
static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, std::num::NonZero::get));

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

/// How many threads can work at once.
pub(crate) fn cores() -> usize {
    *CORES
}

/// Does so many pieces of work, in order, here and on a second thread: each takes the next piece when it is free. Where the second
/// is late or cannot be had at all, most or all is done here, so that nothing waits for it but what it has begun. A panic on it
/// is one here, and behind the fence that stands here.
pub(crate) fn shared<T: Send + 'static>(
    pieces: usize,
    mut here: impl FnMut(usize) -> T,
    mut there: impl FnMut(usize) -> T + Send + 'static,
) -> Vec<T> {
    let next = Arc::new(AtomicUsize::new(0));
    let claim = move |next: &AtomicUsize| {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        (piece < pieces).then_some(piece)
    };
    let (sender, receiver) = mpsc::channel();
    let (is_fenced, left) = (catches_panics(), Arc::clone(&next));
    let help = move || {
        let _fence = is_fenced.then(Fence::put_up);
        while let Some(piece) = claim(&left) {
            let done = catch_unwind(AssertUnwindSafe(|| there(piece)));
            let is_last = done.is_err();
            if sender.send((piece, done)).is_err() || is_last {
                return;
            }
        }
    };
    // It is not joined: it ends when no piece is left, and may begin after that.
    let _ = thread::Builder::new().spawn(help);
    let mut done: Vec<Option<T>> = (0..pieces).map(|_| None).collect();
    while let Some(piece) = claim(&next) {
        done[piece] = Some(here(piece));
    }
    while done.iter().any(Option::is_none)
        && let Ok((piece, result)) = receiver.recv()
    {
        done[piece] = Some(result.unwrap_or_else(|panic| resume_unwind(panic)));
    }
    let done: Vec<T> = done.into_iter().flatten().collect();
    assert_eq!(done.len(), pieces, "every piece is done by one of the two");
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_work_is_done_once_and_in_order() {
        for pieces in [0, 1, 7, 1_000] {
            let done = shared(pieces, |piece| piece * 2, |piece| piece * 2);
            assert_eq!(done, (0..pieces).map(|piece| piece * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_on_the_second_thread_is_one_here() {
        let (entered, is_entered) = mpsc::channel();
        let failed: Result<(), Error> = guarded(Path::new("x"), move || {
            let wait = move |_| is_entered.recv().unwrap();
            let fail = move |_| {
                entered.send(()).unwrap();
                assert!(catches_panics());
                panic!("slice {}", 8);
            };
            shared(2, wait, fail);
            Ok(())
        });
        assert!(failed.unwrap_err().to_string().contains("slice 8"));
    }

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
