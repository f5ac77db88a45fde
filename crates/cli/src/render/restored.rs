//! What an index was made anew from, and what was lost on the way.

use fiche::Salvaged;
use fiche_ingest::{Origin, Restored};

use crate::terminal::{BAD, harmless};

/// Losses that are listed; the rest is counted.
const LISTED: usize = 10;

/// Tells it on standard error.
pub(crate) fn human(restored: &Restored) {
    match &restored.origin {
        Origin::Sources if restored.salvaged.articles > 0 => anstream::eprintln!(
            "rebuilt from its files, and {} stored articles that are in none of them",
            restored.salvaged.articles
        ),
        Origin::Sources => anstream::eprintln!("rebuilt from its files"),
        Origin::Stored(why) => anstream::eprintln!(
            "rebuilt from the {} articles that it had stored: {}",
            restored.salvaged.articles,
            harmless(why)
        ),
    }
    losses(&restored.salvaged);
}

fn losses(salvaged: &Salvaged) {
    if salvaged.unverified > 0 {
        anstream::eprintln!(
            "of {} stored articles the text could not be compared with its checksum",
            salvaged.unverified
        );
    }
    for loss in salvaged.losses.iter().take(LISTED) {
        let (what, why) = (harmless(&loss.what), harmless(&loss.why));
        anstream::eprintln!("{BAD}lost {what}{BAD:#}: {why}");
    }
    if salvaged.lost > LISTED as u64 {
        anstream::eprintln!("and {} more", salvaged.lost - LISTED as u64);
    }
}
