//! The size of a person's own repetitions, by which a later one is told to be too small.

use guide::{Compare, Test};

/// A repetition of less than this share of one's own counts as too small, however far past the threshold it came.
///
/// Source: design decision, as half of a full squeeze is the threshold of who is not known yet. People differ by more than two:
/// full squeezes of 10 rendered people read 0.7 to 1.5, and a quarter of the largest reads as much as all of the smallest.
const OWN_SHARE: f32 = 0.5;

/// How far the repetitions of one dose went.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnSize {
    /// Of those that counted.
    counted: Vec<f32>,
    /// The farthest since the last rest.
    peak: f32,
}

impl OwnSize {
    /// Takes one value of the position's first test.
    pub fn frame(&mut self, test: &Test, value: f32) {
        // Only what grows from rest at 0 has a size.
        if test.compare == Compare::AtLeast && test.met > 0.0 {
            self.peak = self.peak.max(value);
        }
    }

    /// Whether what was done since the last rest is too small for this person; never the first.
    pub fn is_small(&self) -> bool {
        let mut counted = self.counted.clone();
        counted.sort_by(f32::total_cmp);
        let own = counted.get(counted.len() / 2);
        own.is_some_and(|own| self.peak < OWN_SHARE * own)
    }

    /// Back at rest.
    pub fn rested(&mut self, counted: bool) {
        if counted {
            self.counted.push(self.peak);
        }
        self.peak = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use body::Measure;
    use guide::Reading;

    use super::*;

    #[test]
    fn a_quarter_of_ones_own_is_small_though_it_would_do_for_somebody_else() {
        let test = &Test {
            measure: Measure::ShoulderRetraction,
            reading: Reading::Plain,
            compare: Compare::AtLeast,
            met: 0.5,
            lost: 0.4,
            good: None,
        };
        for (own, then, small) in [(1.5, 0.6, true), (0.7, 0.6, false), (1.5, 0.8, false)] {
            let mut size = OwnSize::default();
            size.frame(test, own);
            assert!(!size.is_small(), "the first has nothing to be smaller than");
            size.rested(true);
            // A movement that did not count says nothing of one's size.
            size.frame(test, 5.0 * own);
            size.rested(false);
            size.frame(test, then);
            size.frame(test, 0.1);
            assert_eq!(size.is_small(), small, "{own} then {then}");
        }
    }
}
