//! What a child may use. Where a system has no such limits, the parent's limit of time is what holds.

#[cfg(unix)]
pub(super) use of_unix::{allow_one_job, settle};

#[cfg(not(unix))]
pub(super) fn settle() {}

#[cfg(not(unix))]
pub(super) fn allow_one_job() {}

/// Limits the processor time of a program that a child has started: it outlives a child that is killed.
#[cfg(target_os = "linux")]
pub(crate) fn limit_program(program: &std::process::Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limits = Rlimit {
        current: Some(MOST_SECONDS_OF_A_PROGRAM),
        maximum: Some(MOST_SECONDS_OF_A_PROGRAM),
    };
    prlimit(Some(Pid::from_child(program)), Resource::Cpu, limits).ok();
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn limit_program(_program: &std::process::Child) {}

/// A thousand pages take a program ten seconds.
#[cfg(target_os = "linux")]
const MOST_SECONDS_OF_A_PROGRAM: u64 = 20;

#[cfg(unix)]
mod of_unix {
    use rustix::process::{Resource, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};

    /// Address space, of which the program and what its allocator sets aside take a fifth: enough for files of 200 MiB.
    const MOST_MEMORY_BYTES: u64 = 768 << 20;

    /// A little more than a parent waits: this ends a child whose parent is gone.
    const MOST_SECONDS_A_JOB: u64 = 35;

    /// Limits the memory for good, and leaves no image of it behind a crash.
    pub(in super::super) fn settle() {
        limit(Resource::As, MOST_MEMORY_BYTES);
        limit(Resource::Core, 0);
    }

    /// Lets the child use processor time for one more job.
    pub(in super::super) fn allow_one_job() {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        let used = u64::try_from(used).unwrap_or_default();
        limit(Resource::Cpu, used + MOST_SECONDS_A_JOB);
    }

    /// Sets the soft limit, which holds but can be raised again; a system that refuses has the parent's limit of time.
    fn limit(resource: Resource, value: u64) {
        let mut limits = getrlimit(resource);
        limits.current = Some(limits.maximum.map_or(value, |most| most.min(value)));
        setrlimit(resource, limits).ok();
    }
}
