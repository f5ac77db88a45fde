//! A file as it is read: its bytes are hashed on the way, to the last.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

const BUFFER_BYTES: usize = 64 * 1024;

/// A reader that hashes what passes through it.
pub(super) struct HashedFile {
    file: BufReader<File>,
    hash: Xxh3,
}

impl HashedFile {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            file: BufReader::with_capacity(BUFFER_BYTES, File::open(path)?),
            hash: Xxh3::new(),
        })
    }

    /// The XXH3-64 of the whole file, whatever of it was read before.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        loop {
            let length = self.fill_buf()?.len();
            if length == 0 {
                return Ok(self.hash.digest());
            }
            self.consume(length);
        }
    }
}

impl Read for HashedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.hash.update(&buffer[..length]);
        Ok(length)
    }
}

impl BufRead for HashedFile {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.file.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        let taken = self.file.buffer().len().min(length);
        self.hash.update(&self.file.buffer()[..taken]);
        self.file.consume(length);
    }
}

/// The XXH3-64 of a file's bytes.
pub(super) fn hash(path: &Path) -> io::Result<u64> {
    HashedFile::open(path)?.finish()
}
