//! Notices a movement that leaves rest and comes back without having reached the position: no repetition, and worth a
//! word.

use body::SessionTime;

use crate::cycle::BRISK_S;
use crate::dwell::{Dwell, Limits, Sign};

/// Movements of one dose between two rests.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TooSmall {
    away: Dwell,
    rest: Dwell,
    top: Dwell,
    /// It has left rest since it was there last.
    left: bool,
    /// It has been at the top since then.
    topped: bool,
    /// A guard was missed since then: what it was is told by the guard.
    other: bool,
}

impl TooSmall {
    /// Takes one frame: whether a movement that was too small has come back to rest in it. `guarded`: no guard is missed.
    pub fn frame(&mut self, at: SessionTime, [top, rest]: [Sign; 2], guarded: bool, gap_s: f64) -> bool {
        let limits = Limits {
            enter_s: BRISK_S,
            lost_gap_s: 0.0,
            unseen_gap_s: gap_s,
        };
        let away = match rest {
            Sign::Met => Sign::Missed,
            Sign::Missed => Sign::Met,
            Sign::Unseen => Sign::Unseen,
        };
        self.away.frame(at, away, limits);
        self.rest.frame(at, rest, limits);
        self.top.frame(at, top, limits);
        self.left |= self.away.is_in();
        self.topped |= self.top.is_in();
        self.other |= !guarded;
        if !self.rest.is_in() {
            return false;
        }
        let small = self.left && !self.topped && !self.other;
        (self.left, self.topped, self.other) = (false, false, false);
        small
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a movement of a second, away from rest and back, is told as too small.
    fn is_told(noticed: &mut TooSmall, from_s: f64, top: Sign, guarded: bool) -> bool {
        (0..40).fold(false, |told, frame| {
            let at = SessionTime::from_secs_f64(from_s + f64::from(frame) / 15.0);
            let away = (10..25).contains(&frame);
            let signs = match away {
                true => [top, Sign::Missed],
                false => [Sign::Missed, Sign::Met],
            };
            noticed.frame(at, signs, guarded || !away, 1.0) || told
        })
    }

    #[test]
    fn what_a_guard_tells_of_is_not_called_small() {
        let mut noticed = TooSmall::default();
        assert!(is_told(&mut noticed, 0.0, Sign::Missed, true));
        assert!(!is_told(&mut noticed, 3.0, Sign::Met, true), "it was large enough");
        assert!(!is_told(&mut noticed, 6.0, Sign::Missed, false), "a shrug");
        assert!(
            is_told(&mut noticed, 9.0, Sign::Missed, true),
            "the next one is judged anew"
        );
    }
}
