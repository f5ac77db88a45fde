//! How much memory this process takes, where the system tells.

use std::fs;

/// Which of a process's memory is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resident {
    /// What it has now, mapped files among it.
    Now,
    /// The most that it has had so far, mapped files among it.
    AtMost,
    /// What it has now that no file stands behind.
    Own,
}

impl Resident {
    /// Megabytes of memory; `None` where the system does not tell.
    pub fn megabytes(self) -> Option<u64> {
        let name = match self {
            Self::Now => "VmRSS:",
            Self::AtMost => "VmHWM:",
            Self::Own => "RssAnon:",
        };
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        Some(kilobytes / 1024)
    }
}
