//! Counts repetitions: from rest, to reached, back to rest.

use body::SessionTime;
use guide::Timing;

use crate::dwell::{Change, Dwell, Limits, Sign, lasted};
use crate::state::NoRep;

/// The top and the rest of a repetition count after this long, seconds: three frames at 15 a second, so that one
/// bad frame is no repetition. Shorter than the dwell of a hold, because a repetition need not stay.
pub(crate) const BRISK_S: f64 = 0.2;

/// The repetitions of one dose. It begins at rest: a movement has just begun. After a gap in the frames rest has to
/// be seen again before the next one: a movement that nobody saw is no repetition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cycle {
    half: Half,
    top: Dwell,
    rest: Dwell,
    last_rep_at: Option<SessionTime>,
    held_before_s: f64,
    /// A guard was broken since the last rest.
    unclean: bool,
    /// Repetitions that count.
    pub reps: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Half {
    #[default]
    Rising,
    Returning,
    /// Frames were missing: where it stands is not known until rest is seen.
    Unknown,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum CycleChange {
    /// The top was reached in this frame.
    Top(SessionTime),
    /// Back at rest since this frame: one more.
    Rep(SessionTime),
    /// Back at rest since this frame, and it does not count.
    NoRep(SessionTime, NoRep),
}

impl Cycle {
    /// Takes one frame. `held` is what the hold clock shows and what a repetition needs of it, seconds. `broken`: a guard is;
    /// what was done meanwhile is no repetition. `small`: it has been too small up to now.
    pub fn frame(
        &mut self,
        at: SessionTime,
        [top, rest]: [Sign; 2],
        [held_s, hold_needed_s]: [f64; 2],
        [broken, small]: [bool; 2],
        timing: &Timing,
    ) -> Option<CycleChange> {
        self.unclean |= broken;
        let limits = Limits {
            enter_s: BRISK_S,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        match self.half {
            Half::Rising => match self.top.frame(at, top, limits).1 {
                Some(Change::Entered(first)) => {
                    self.half = Half::Returning;
                    self.rest = Dwell::Out;
                    Some(CycleChange::Top(first))
                }
                _ => None,
            },
            Half::Returning => match self.rest.frame(at, rest, limits).1 {
                Some(Change::Entered(first)) => {
                    self.half = Half::Rising;
                    self.top = Dwell::Out;
                    let held_enough = held_s - self.held_before_s + 1e-4 >= hold_needed_s;
                    let in_time = self
                        .last_rep_at
                        .is_none_or(|last| lasted(last, first, timing.rep_again_s));
                    if std::mem::take(&mut self.unclean) {
                        return Some(CycleChange::NoRep(first, NoRep::Unclean));
                    }
                    if small {
                        return Some(CycleChange::NoRep(first, NoRep::TooSmall));
                    }
                    if !held_enough {
                        return Some(CycleChange::NoRep(first, NoRep::TooShort));
                    }
                    if !in_time {
                        return Some(CycleChange::NoRep(first, NoRep::TooSoon));
                    }
                    self.reps += 1;
                    self.held_before_s = held_s;
                    self.last_rep_at = Some(first);
                    Some(CycleChange::Rep(first))
                }
                _ => None,
            },
            Half::Unknown => {
                if self.rest.frame(at, rest, limits).1.is_some() {
                    self.half = Half::Rising;
                    self.held_before_s = held_s;
                }
                None
            }
        }
    }

    /// Frames were missing for longer than a gap.
    pub fn after_gap(&mut self) {
        self.half = Half::Unknown;
        self.unclean = false;
        self.top = Dwell::Out;
        self.rest = Dwell::Out;
    }

    /// Whether it is at rest between two repetitions.
    pub fn rests(&self) -> bool {
        self.half == Half::Rising && !matches!(self.top, Dwell::Entering(_))
    }

    /// Whether the top of a repetition was reached, and rest was not seen since.
    pub fn is_up(&self) -> bool {
        self.half == Half::Returning
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guide::Vocabulary;

    /// What changes over three frames at the top and three at rest, 15 a second; a guard is `broken` in one of them.
    fn one_repetition(broken: Option<usize>, cycle: &mut Cycle, from: f64) -> Vec<CycleChange> {
        let frames = (0..10).filter_map(|frame| {
            let at = SessionTime::from_secs_f64(from + frame as f64 / 15.0);
            let (top, rest) = if frame < 5 {
                (Sign::Met, Sign::Missed)
            } else {
                (Sign::Missed, Sign::Met)
            };
            let timing = Vocabulary::builtin().timing();
            cycle.frame(at, [top, rest], [0.0, 0.0], [broken == Some(frame), false], timing)
        });
        frames.collect()
    }

    #[test]
    fn a_repetition_in_which_a_guard_was_broken_does_not_count_and_the_next_one_does() {
        for broken in 0..6 {
            let mut cycle = Cycle::default();
            let changes = one_repetition(Some(broken), &mut cycle, 0.0);
            assert!(
                matches!(
                    changes[..],
                    [CycleChange::Top(_), CycleChange::NoRep(_, NoRep::Unclean)]
                ),
                "{broken}: {changes:?}"
            );
            assert_eq!(cycle.reps, 0);
            one_repetition(None, &mut cycle, 2.0);
            assert_eq!(cycle.reps, 1, "{broken}");
        }
    }
}
