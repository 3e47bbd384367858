//! The speed limit of a step: how quick a rise was, how fast the head moves.

use body::{Measure, SessionTime};
use guide::{Compare, SpeedLimit, Test};
use measure::{Measures, Unseen};

use crate::cycle::BRISK_S;
use crate::dwell::{Sign, comes_to, secs};
use crate::outcome::plain;

/// A rise begins at the last frame within this share of `met` from the lowest value since the last top. Wide
/// enough for jitter; jitter only ever makes a rise look longer, so it never makes a fault.
const REST_SHARE: f32 = 0.1;

/// When the present rise began.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rise {
    lowest: Option<(f32, SessionTime)>,
    /// Its beginning may lie where no frame was: it can't be timed.
    blind: bool,
}

impl Rise {
    /// Takes one value, read by its test. `top` and `rest` are what the frame says of the position and of rest.
    pub fn frame(&mut self, at: SessionTime, test: &Test, value: f32, top: Sign, rest: Option<Sign>) {
        if self.blind && rest == Some(Sign::Met) {
            *self = Self::default();
        }
        let upward = |value: f32| match test.compare {
            Compare::AtLeast => value,
            Compare::AtMost => -value,
        };
        if top == Sign::Met {
            return;
        }
        let value = upward(value);
        self.lowest = match self.lowest {
            Some((lowest, _)) if value <= lowest + REST_SHARE * test.met.abs() => Some((lowest.min(value), at)),
            None => Some((value, at)),
            kept => kept,
        };
    }

    /// A top is over: what comes next is another rise.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// Frames were missing for longer than a gap.
    pub fn after_gap(&mut self) {
        self.blind = true;
    }

    /// When it began; `None` when that was not seen.
    pub fn began(&self) -> Option<SessionTime> {
        self.lowest.filter(|_| !self.blind).map(|(_, at)| at)
    }
}

/// One `slowly` rule while it is judged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pace {
    /// Shortest rise, seconds.
    pub quickest_s: Option<f64>,
    /// Fastest movement of the head that lasted, degrees a second.
    pub fastest_deg_s: Option<f64>,
    /// Seconds of too quick movement.
    pub broken_s: f64,
    /// First frame of the first too quick movement.
    pub first_broken_at: Option<SessionTime>,
    /// Why the head's speed was not seen in the last frame that lacked it.
    pub unseen: Option<Unseen>,
    fast: Option<Fast>,
    recent: [f32; 2],
}

#[derive(Debug, Clone, Copy)]
struct Fast {
    since: SessionTime,
    seen_at: SessionTime,
    broken: bool,
}

/// What changed with the speed of the head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SpeedChange {
    /// Too fast, since this frame.
    Broken(SessionTime),
    /// No longer too fast in this frame, or no longer seen.
    Mended,
}

impl Pace {
    /// A rise that began at `began` reached its top at `top`. When it began, if it was too quick.
    pub fn rise(&mut self, began: SessionTime, top: SessionTime, limit: &SpeedLimit) -> Option<SessionTime> {
        let took_s = secs(began, top);
        self.quickest_s = Some(self.quickest_s.map_or(took_s, |quickest| quickest.min(took_s)));
        if comes_to(took_s, limit.shortest_rise_s) {
            return None;
        }
        self.broken_s += took_s;
        self.first_broken_at = self.first_broken_at.or(Some(began));
        Some(began)
    }

    /// One frame of a step that moves the head.
    pub fn head(&mut self, at: SessionTime, measures: &Measures, limit: &SpeedLimit) -> Option<SpeedChange> {
        let seen = match measures.get(Measure::HeadSpeed) {
            Ok(seen) => seen,
            Err(reason) => {
                self.unseen = Some(reason);
                return self.slow_again();
            }
        };
        // The slowest of three frames: one wild frame is no speed.
        let steady = seen.value.min(self.recent[0]).min(self.recent[1]);
        self.recent = [self.recent[1], seen.value];
        self.fastest_deg_s = Some(self.fastest_deg_s.unwrap_or(0.0).max(plain(steady)));
        if f64::from(seen.value) <= limit.fastest_head_deg_s {
            return self.slow_again();
        }
        let fast = self.fast.get_or_insert(Fast {
            since: at,
            seen_at: at,
            broken: false,
        });
        let frame_s = secs(fast.seen_at, at);
        fast.seen_at = at;
        if fast.broken {
            self.broken_s += frame_s;
            return None;
        }
        if !comes_to(secs(fast.since, at), BRISK_S) {
            return None;
        }
        fast.broken = true;
        self.broken_s += secs(fast.since, at);
        self.first_broken_at = self.first_broken_at.or(Some(fast.since));
        Some(SpeedChange::Broken(fast.since))
    }

    /// Frames were missing for longer than a gap: nobody knows how fast the head was.
    pub fn after_gap(&mut self) -> Option<SpeedChange> {
        self.recent = [0.0; 2];
        self.slow_again()
    }

    /// Whether the head is too fast now, for long enough to say so.
    pub fn is_too_fast(&self) -> bool {
        self.fast.is_some_and(|fast| fast.broken)
    }

    /// Whether anything was timed yet.
    pub fn has_seen(&self) -> bool {
        self.quickest_s.is_some() || self.fastest_deg_s.is_some()
    }

    fn slow_again(&mut self) -> Option<SpeedChange> {
        let fast = self.fast.take()?;
        fast.broken.then_some(SpeedChange::Mended)
    }
}
