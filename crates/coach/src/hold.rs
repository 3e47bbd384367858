//! The hold clock: sums the stretches in which everything is reached and every guard kept.

use body::SessionTime;
use guide::Timing;

use crate::dwell::{Change, Dwell, Limits, Sign, Span, longer};
use crate::outcome::{EventKind, HoldStretch};

/// The clock of one dose.
///
/// A stretch counts once it has lasted `enter_s`, from its first frame. A gap in which the reach is lost or not
/// seen, up to `gap_s`, belongs to the stretch when the frames at both its ends are held ones; a longer one ends
/// the stretch at its last held frame. A bad guard ends the stretch at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct HoldClock {
    now: Dwell,
    past_s: f64,
    stretches: Vec<HoldStretch>,
    between: Between,
}

/// What lies between the last stretch and the next.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Between {
    /// The next one starts a hold.
    #[default]
    Holds,
    /// A guard stopped the clock: the next one resumes the hold that was left at this frame.
    Pause(SessionTime),
}

/// What one frame says to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HoldSign {
    Held,
    Lost,
    Unseen,
    /// Reached, but a guard is bad.
    GuardBad,
}

impl HoldClock {
    /// Takes one frame; what happened, each with its time.
    pub fn frame(&mut self, at: SessionTime, sign: HoldSign, timing: &Timing) -> Vec<(SessionTime, EventKind)> {
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: timing.gap_s,
            unseen_gap_s: timing.gap_s,
        };
        let mut events = Vec::new();
        let sign = match sign {
            HoldSign::GuardBad => {
                if let Some(span) = self.now.stop() {
                    self.list(span, timing);
                    // After a long pause without frames there is no hold left that a guard could stop.
                    if longer(span.last, at, timing.gap_s) {
                        events.push((span.last, EventKind::HoldEnded));
                    } else {
                        self.between = Between::Pause(at);
                        events.push((at, EventKind::HoldPaused));
                    }
                }
                return events;
            }
            HoldSign::Held => Sign::Met,
            HoldSign::Lost => Sign::Missed,
            HoldSign::Unseen => Sign::Unseen,
        };
        let (left, entered) = self.now.frame(at, sign, limits);
        if let Some(Change::Left(span)) = left {
            self.list(span, timing);
            events.push((span.last, EventKind::HoldEnded));
        }
        if let Some(Change::Entered(first)) = entered {
            let kind = match self.between {
                Between::Holds => EventKind::HoldStarted,
                Between::Pause(_) => EventKind::HoldResumed,
            };
            self.between = Between::Holds;
            events.push((first, kind));
        }
        events
    }

    /// The reach was left, or the dose closes: nothing is resumed any more.
    pub fn end(&mut self, timing: &Timing) -> Option<(SessionTime, EventKind)> {
        if let Some(span) = self.now.stop() {
            self.list(span, timing);
            self.between = Between::Holds;
            return Some((span.last, EventKind::HoldEnded));
        }
        match std::mem::take(&mut self.between) {
            Between::Pause(at) => Some((at, EventKind::HoldEnded)),
            Between::Holds => None,
        }
    }

    /// Whether the clock runs.
    pub fn runs(&self) -> bool {
        self.now.is_in()
    }

    /// Whether a guard has stopped it.
    pub fn is_paused(&self) -> bool {
        !self.runs() && matches!(self.between, Between::Pause(_))
    }

    /// Seconds held, the running stretch included.
    pub fn total_s(&self) -> f64 {
        self.past_s + self.now.span().map_or(0.0, Span::secs)
    }

    /// The stretches of at least `shortest_stretch_s`, the running one included.
    pub fn stretches(&self, timing: &Timing) -> Vec<HoldStretch> {
        let running = self.now.span().filter(|span| span.secs() >= timing.shortest_stretch_s);
        self.stretches.iter().copied().chain(running.map(stretch)).collect()
    }

    fn list(&mut self, span: Span, timing: &Timing) {
        self.past_s += span.secs();
        if span.secs() >= timing.shortest_stretch_s {
            self.stretches.push(stretch(span));
        }
    }
}

fn stretch(span: Span) -> HoldStretch {
    HoldStretch {
        start: span.first,
        end: span.last,
    }
}
