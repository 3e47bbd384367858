//! When a frame was seen: time since the first frame, to the microsecond.

use std::time::Duration;

/// Time since the session's first frame. Whole microseconds, so that a stored and replayed time is the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SessionTime(u64);

impl SessionTime {
    /// The first frame.
    pub const START: Self = Self(0);

    /// From microseconds.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// From seconds, rounded to the microsecond. Negative values and NaN give [`Self::START`], too large ones the
    /// latest time there is.
    pub fn from_secs_f64(secs: f64) -> Self {
        Self((secs * 1e6).round().max(0.0) as u64)
    }

    /// Microseconds since the first frame.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// Seconds since the first frame.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Time that passed from `earlier` to here; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

impl std::ops::Add<Duration> for SessionTime {
    type Output = Self;

    fn add(self, step: Duration) -> Self {
        Self(self.0.saturating_add(step.as_micros() as u64))
    }
}
