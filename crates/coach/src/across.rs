//! The position of a step as the other side of the body would take it: left and right were mixed up, or the picture is
//! a mirror image.

use body::{SessionTime, Side};
use guide::{PhraseSide, Timing};
use measure::Measures;

use crate::dwell::{Dwell, Limits, Sign, Standing};
use crate::look::{Before, PhraseWatch};
use crate::outcome::Figures;
use crate::record::Record;
use crate::rules::PhraseRule;

/// Follows the reach rules of a dose for the side across. Knows nothing where a step has no sides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Across {
    reaches: Vec<(PhraseWatch, Record)>,
    dwell: Dwell,
    was_there: bool,
}

impl Across {
    pub fn new(reaches: &[PhraseRule], side: Option<Side>) -> Self {
        let phrases = || reaches.iter().map(|rule| &rule.watch.phrase);
        let Some(side) = side.filter(|_| phrases().any(|phrase| phrase.side == PhraseSide::OfDose)) else {
            return Self::default();
        };
        let watches = phrases().map(|phrase| PhraseWatch::new(phrase, Some(side.other()), Before::Missed));
        Self {
            reaches: watches.map(|watch| (watch, Record::default())).collect(),
            ..Self::default()
        }
    }

    /// One frame, which stands for the `frame_s` since the frame before.
    pub fn frame(&mut self, at: SessionTime, frame_s: f64, measures: &Measures, timing: &Timing) {
        let mut all = !self.reaches.is_empty();
        for (watch, record) in &mut self.reaches {
            let look = watch.look(at, measures, timing);
            all &= look.standing == Standing::Met;
            record.add(&watch.phrase, &look, frame_s);
        }
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        self.dwell.frame(at, if all { Sign::Met } else { Sign::Missed }, limits);
        self.was_there |= self.dwell.is_in();
    }

    /// Whether the other side is there now.
    pub fn is_now(&self) -> bool {
        self.dwell.is_in()
    }

    /// How far the other side got, by the first reach rule, when it was there for long enough to count.
    pub fn reached(&self) -> Option<Figures> {
        let (watch, record) = self.reaches.first().filter(|_| self.was_there)?;
        record.best(&watch.phrase)
    }
}
