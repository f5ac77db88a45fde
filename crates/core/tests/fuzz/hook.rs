//! What the targets and their replay say of panics that the library catches.

use std::sync::Once;

/// A panic that the library catches is no finding: it is told as damage of the index.
pub(crate) fn tell_uncaught_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !fiche::catches_panics() {
                usual(panic);
            }
        }));
    });
}
