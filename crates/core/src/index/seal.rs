//! A checksum for the two files that the engine keeps none of: the commit itself (`meta.json`, with fiche's own
//! description of the index in it) and the list of files (`.managed.json`).
//!
//! A sealed file ends in a line of its own, `fiche-xxh3 ` and sixteen digits, which the engine never sees: it is put
//! there and taken off by [`super::directory`]. Every rewriting of the file renews it, those of merges too, so that the
//! seal is as atomic as the file.

use xxhash_rust::xxh3::xxh3_64;

/// How the line begins.
const MARK: &str = "fiche-xxh3 ";

/// Bytes of the line: mark, sixteen digits, line end.
const LINE_BYTES: usize = MARK.len() + 16 + 1;

/// What a file tells of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal<'a> {
    /// The seal is there and agrees: the content.
    Whole(&'a [u8]),
    /// There is no seal: it was written before there were any, or it was damaged beyond knowing.
    Absent(&'a [u8]),
    /// The seal is there and does not agree.
    Broken,
}

/// The content with its seal.
pub(super) fn seal(content: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(content.len() + LINE_BYTES);
    sealed.extend_from_slice(content);
    sealed.extend_from_slice(format!("{MARK}{:016x}\n", xxh3_64(content)).as_bytes());
    sealed
}

/// Looks at the seal of a file.
pub(super) fn unseal(bytes: &[u8]) -> Seal<'_> {
    let Some(end) = bytes.len().checked_sub(LINE_BYTES) else {
        return Seal::Absent(bytes);
    };
    let (content, line) = bytes.split_at(end);
    if !line.starts_with(MARK.as_bytes()) {
        return Seal::Absent(bytes);
    }
    if seal(content)[end..] == *line {
        Seal::Whole(content)
    } else {
        Seal::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_file_gives_its_content() {
        assert_eq!(unseal(&seal(b"{}\n")), Seal::Whole(b"{}\n"));
        assert_eq!(unseal(&seal(b"")), Seal::Whole(b""));
        assert_eq!(unseal(b"{}\n"), Seal::Absent(b"{}\n"));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_shows() {
        let sealed = seal(b"{\"opstamp\": 7}\n");
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!matches!(unseal(&flipped), Seal::Whole(_)), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(
                !matches!(unseal(&sealed[..length]), Seal::Whole(_)),
                "cut at {length}"
            );
        }
    }
}
