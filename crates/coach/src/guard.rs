//! A guard: kept until it is seen to be bad, broken when it stays so.

use body::SessionTime;
use guide::Timing;

use crate::dwell::{Standing, comes_to, secs};
use crate::look::Look;

/// One `keep` rule while it is judged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guard {
    now: Now,
    /// Seconds of all faults that lasted long enough.
    pub broken_s: f64,
    /// First frame of the first such fault.
    pub first_broken_at: Option<SessionTime>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Now {
    #[default]
    Kept,
    /// Bad since a frame, and last seen so in another; `bad_s` leaves out what was not seen.
    Bad {
        since: SessionTime,
        seen_at: SessionTime,
        bad_s: f64,
        broken: bool,
    },
}

/// Whether a guard that is kept may turn bad: not once the position was reached and is left again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Watch {
    Full,
    OnlyOngoing,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum GuardChange {
    /// Broken, since this frame.
    Broken(SessionTime),
    /// Mended in this frame, or no longer seen.
    Mended,
}

impl Guard {
    /// Takes one frame.
    pub fn frame(&mut self, at: SessionTime, look: &Look, watch: Watch, timing: &Timing) -> Option<GuardChange> {
        match (&mut self.now, look.standing) {
            (Now::Kept, Standing::Missed) if watch == Watch::Full => {
                self.now = Now::Bad {
                    since: at,
                    seen_at: at,
                    bad_s: 0.0,
                    broken: false,
                };
                None
            }
            (Now::Kept, _) => None,
            (Now::Bad { broken, .. }, Standing::Met) => {
                let mended = broken.then_some(GuardChange::Mended);
                self.now = Now::Kept;
                mended
            }
            // Unseen is never a fault: after a long gap nobody knows.
            (Now::Bad { seen_at, broken, .. }, Standing::Unseen(_)) => {
                if secs(*seen_at, at) <= timing.gap_s {
                    return None;
                }
                let mended = broken.then_some(GuardChange::Mended);
                self.now = Now::Kept;
                mended
            }
            (
                Now::Bad {
                    since,
                    seen_at,
                    bad_s,
                    broken,
                },
                Standing::Missed,
            ) => {
                let frame_s = secs(*seen_at, at);
                *seen_at = at;
                if frame_s > timing.gap_s {
                    // A long pause without frames is no fault either: it starts afresh.
                    (*since, *bad_s) = (at, 0.0);
                    return std::mem::take(broken).then_some(GuardChange::Mended);
                }
                *bad_s += frame_s;
                if *broken {
                    self.broken_s += frame_s;
                    return None;
                }
                if !comes_to(*bad_s, timing.fault_s) {
                    return None;
                }
                *broken = true;
                self.broken_s += *bad_s;
                self.first_broken_at = self.first_broken_at.or(Some(*since));
                Some(GuardChange::Broken(*since))
            }
        }
    }

    /// Whether it is bad now, for however short.
    pub fn is_bad(&self) -> bool {
        matches!(self.now, Now::Bad { .. })
    }

    /// Whether it is broken now.
    pub fn is_broken(&self) -> bool {
        matches!(self.now, Now::Bad { broken: true, .. })
    }
}
