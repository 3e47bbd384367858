//! Dwell: something counts after it has been so for a while, and survives short gaps.

use body::SessionTime;
use measure::Unseen;

/// Frame times are whole microseconds: thirds of a second must not miss a threshold by one.
const ROUNDING_S: f64 = 1e-4;

/// Seconds from `from` to `to`.
pub(crate) fn secs(from: SessionTime, to: SessionTime) -> f64 {
    to.since(from).as_secs_f64()
}

/// Whether at least `limit_s` passed.
pub(crate) fn lasted(from: SessionTime, to: SessionTime, limit_s: f64) -> bool {
    secs(from, to) + ROUNDING_S >= limit_s
}

/// Whether a sum of seconds comes up to `limit_s`.
pub(crate) fn comes_to(sum_s: f64, limit_s: f64) -> bool {
    sum_s + ROUNDING_S >= limit_s
}

/// Whether more than `limit_s` passed.
pub(crate) fn longer(from: SessionTime, to: SessionTime, limit_s: f64) -> bool {
    secs(from, to) > limit_s + ROUNDING_S
}

/// How a test, a rule or several of them stand in one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Met,
    Missed,
    Unseen(Unseen),
}

impl Standing {
    /// Without the reason.
    pub fn sign(self) -> Sign {
        match self {
            Standing::Met => Sign::Met,
            Standing::Missed => Sign::Missed,
            Standing::Unseen(_) => Sign::Unseen,
        }
    }
}

/// What one frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// It is so.
    Met,
    /// It is seen not to be so.
    Missed,
    /// It can't be seen.
    Unseen,
}

/// From the first frame to the last in which it was so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub first: SessionTime,
    pub last: SessionTime,
}

impl Span {
    pub fn secs(self) -> f64 {
        secs(self.first, self.last)
    }
}

/// The times of a [`Dwell`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// It counts after this long.
    pub enter_s: f64,
    /// A seen miss up to this long does not end it.
    pub lost_gap_s: f64,
    /// Frames in which it was not seen, or a pause without frames, up to this long do not end it.
    pub unseen_gap_s: f64,
}

/// What changed with a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Change {
    /// It counts now, since this frame.
    Entered(SessionTime),
    /// It is over; it was so from the first to the last of these frames.
    Left(Span),
}

/// Whether something has been so for long enough.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Dwell {
    /// Not so.
    #[default]
    Out,
    /// So, but not yet for long enough.
    Entering(Span),
    /// So.
    In(Span),
}

impl Dwell {
    /// Takes one frame. At most one thing leaves and one enters, in this order.
    pub fn frame(&mut self, at: SessionTime, sign: Sign, limits: Limits) -> (Option<Change>, Option<Change>) {
        let left = self.drop_stale(at, sign, limits).map(Change::Left);
        if sign != Sign::Met {
            return (left, None);
        }
        let span = match *self {
            Dwell::Out => Span { first: at, last: at },
            Dwell::Entering(span) | Dwell::In(span) => Span { last: at, ..span },
        };
        let was_in = self.is_in();
        let is_in = was_in || lasted(span.first, span.last, limits.enter_s);
        *self = if is_in { Dwell::In(span) } else { Dwell::Entering(span) };
        (left, (is_in && !was_in).then_some(Change::Entered(span.first)))
    }

    /// Ends it at once: what was held, if it counted.
    pub fn stop(&mut self) -> Option<Span> {
        match std::mem::take(self) {
            Dwell::In(span) => Some(span),
            Dwell::Out | Dwell::Entering(_) => None,
        }
    }

    pub fn is_in(&self) -> bool {
        matches!(self, Dwell::In(_))
    }

    /// The span that counts.
    pub fn span(&self) -> Option<Span> {
        match *self {
            Dwell::In(span) => Some(span),
            Dwell::Out | Dwell::Entering(_) => None,
        }
    }

    fn drop_stale(&mut self, at: SessionTime, sign: Sign, limits: Limits) -> Option<Span> {
        let stale = match (*self, sign) {
            (Dwell::Out, _) => false,
            (Dwell::Entering(_), Sign::Missed) => true,
            (Dwell::In(span), Sign::Missed) => longer(span.last, at, limits.lost_gap_s),
            (Dwell::Entering(span) | Dwell::In(span), Sign::Met | Sign::Unseen) => {
                longer(span.last, at, limits.unseen_gap_s)
            }
        };
        if stale { self.stop() } else { None }
    }
}
