//! Bytes behind their length, eight bytes with the lowest first: how parent and child talk over pipes.

use std::io::{self, Read, Write};

/// Writes one frame.
pub(super) fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads one frame of at most `most` bytes; `None` where the stream ends before one.
///
/// Memory grows with what comes and not with the length that is said.
pub(super) fn read(from: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    from.take(8).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(None);
    }
    let length = <[u8; 8]>::try_from(head.as_slice()).map(u64::from_le_bytes);
    let length = length.ok().filter(|length| *length <= most);
    let length = length.ok_or(io::ErrorKind::InvalidData)?;
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        for bytes in [&b"one"[..], b"", b"three"] {
            write(&mut pipe, bytes).unwrap();
        }
        let mut pipe = pipe.as_slice();
        for bytes in [&b"one"[..], b"", b"three"] {
            assert_eq!(read(&mut pipe, 5).unwrap().unwrap(), bytes);
        }
        assert!(read(&mut pipe, 5).unwrap().is_none());
    }

    #[test]
    fn what_is_no_frame_is_an_error() {
        let cut = [&3_u64.to_le_bytes()[..], b"on"].concat();
        let long = [&9_u64.to_le_bytes()[..], b"nine long"].concat();
        for bytes in [&b"text"[..], &cut, &long, &[0xff; 20]] {
            assert!(read(&mut &*bytes, 8).is_err(), "{bytes:?}");
        }
    }
}
