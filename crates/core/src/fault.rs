//! Named steps at which a test makes the program die or the disk refuse; in an ordinary build each is nothing at all.
//!
//! With the feature `faults` the variable `FICHE_FAULT` says where: `STEP:NUMBER:ACTION` is the NUMBER-th time that a step
//! of that name is reached (`*` is any). ACTION is `kill`, which ends the process as `kill -9` does, or the name of an
//! error of the disk, such as `ENOSPC`; with `+` behind it, from then on.

#[cfg(not(any(test, feature = "faults")))]
pub(crate) use off::Faults;
#[cfg(any(test, feature = "faults"))]
pub(crate) use on::Faults;

#[cfg(not(any(test, feature = "faults")))]
mod off {
    use std::io;

    /// No faults.
    #[derive(Debug, Clone, Default)]
    pub(crate) struct Faults;

    impl Faults {
        #[inline]
        pub(crate) fn from_env() -> Self {
            Self
        }

        #[expect(
            clippy::unused_self,
            clippy::unnecessary_wraps,
            reason = "as with faults"
        )]
        #[inline]
        pub(crate) fn reach(&self, _step: &'static str) -> io::Result<()> {
            Ok(())
        }
    }
}

#[cfg(any(test, feature = "faults"))]
mod on {
    use std::io;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Arc, LazyLock};

    use rustix::io::Errno;
    use rustix::process::{Signal, getpid, kill_process};

    /// The variable that tells of a fault.
    const VARIABLE: &str = "FICHE_FAULT";

    /// The errors of a disk, by name.
    const ERRORS: [(&str, Errno); 5] = [
        ("ENOSPC", Errno::NOSPC),
        ("EIO", Errno::IO),
        ("EROFS", Errno::ROFS),
        ("EACCES", Errno::ACCESS),
        ("EDQUOT", Errno::DQUOT),
    ];

    /// What happens where; shared by everything that takes steps.
    #[derive(Debug, Clone, Default)]
    pub(crate) struct Faults(Option<Arc<Plan>>);

    #[derive(Debug)]
    struct Plan {
        step: String,
        number: u64,
        action: Action,
        is_lasting: bool,
        reached: AtomicU64,
    }

    #[derive(Debug, Clone, Copy)]
    enum Action {
        Kill,
        Fail(Errno),
    }

    impl Faults {
        /// The fault that the environment asks for; all callers count the same steps.
        pub(crate) fn from_env() -> Self {
            static PLAN: LazyLock<Faults> = LazyLock::new(|| {
                let told = std::env::var(VARIABLE).unwrap_or_default();
                Faults::parse(&told).unwrap_or_default()
            });
            PLAN.clone()
        }

        /// Reads `STEP:NUMBER:ACTION`.
        pub(crate) fn parse(told: &str) -> Option<Self> {
            let (step, rest) = told.split_once(':')?;
            let (number, action) = rest.split_once(':')?;
            let name = action.trim_end_matches('+');
            let action = match ERRORS.iter().find(|(known, _)| *known == name) {
                Some((_, error)) => Action::Fail(*error),
                None if name == "kill" => Action::Kill,
                None => return None,
            };
            Some(Self(Some(Arc::new(Plan {
                step: step.to_owned(),
                number: number.parse().ok()?,
                action,
                is_lasting: told.ends_with('+'),
                reached: AtomicU64::new(0),
            }))))
        }

        /// Whether it has happened.
        #[cfg(test)]
        pub(crate) fn has_struck(&self) -> bool {
            let plan = self.0.as_ref();
            plan.is_some_and(|plan| plan.reached.load(Ordering::SeqCst) >= plan.number)
        }

        /// Takes a step: goes on, fails or never returns.
        pub(crate) fn reach(&self, step: &'static str) -> io::Result<()> {
            let Some(plan) = &self.0 else {
                return Ok(());
            };
            if plan.step != step && plan.step != "*" {
                return Ok(());
            }
            let number = plan.reached.fetch_add(1, Ordering::SeqCst) + 1;
            if number < plan.number || number > plan.number && !plan.is_lasting {
                return Ok(());
            }
            match plan.action {
                Action::Fail(error) => Err(error.into()),
                Action::Kill => loop {
                    kill_process(getpid(), Signal::KILL).ok();
                },
            }
        }
    }
}
