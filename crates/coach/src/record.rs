//! What was seen of a phrase over time: for how long it was met, and what it was at its best and at its worst.

use std::collections::BTreeMap;

use guide::{Compare, Formula, Phrase, Test};
use measure::Unseen;

use crate::dwell::Standing;
use crate::look::Look;
use crate::outcome::{FigureUnit, Figures, plain};

/// What was seen of a phrase over the time in which it was needed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    extremes: Vec<Extremes>,
    seen_s: f64,
    unseen_s: BTreeMap<Unseen, f64>,
    confidence_sum: f64,
    seen_frames: u32,
    met_s: f64,
    longest_met_s: f64,
    missing_s: f64,
    longest_missing_s: f64,
}

impl Record {
    /// Adds one frame, which stands for the `frame_s` since the frame before.
    pub fn add(&mut self, phrase: &Phrase, look: &Look, frame_s: f64) {
        self.extremes.resize(phrase.tests.len(), Extremes::default());
        for (index, test) in phrase.tests.iter().enumerate() {
            if let Some(value) = look.values[index] {
                self.extremes[index].add(value, test.compare);
            }
        }
        self.met_s = if look.standing == Standing::Met {
            self.met_s + frame_s
        } else {
            0.0
        };
        self.longest_met_s = self.longest_met_s.max(self.met_s);
        match look.standing {
            Standing::Unseen(reason) => *self.unseen_s.entry(reason).or_default() += frame_s,
            Standing::Met | Standing::Missed => {
                self.seen_s += frame_s;
                self.seen_frames += 1;
                self.confidence_sum += f64::from(look.confidence);
            }
        }
    }

    /// Frames were missing for longer than a gap: what comes next is another stretch.
    pub fn after_gap(&mut self) {
        (self.met_s, self.missing_s) = (0.0, 0.0);
    }

    /// Adds what was seen at another time.
    pub fn merge(&mut self, other: &Record, phrase: &Phrase) {
        self.extremes.resize(phrase.tests.len(), Extremes::default());
        for (index, extremes) in other.extremes.iter().enumerate() {
            self.extremes[index].merge(extremes, phrase.tests[index].compare);
        }
        self.seen_s += other.seen_s;
        for (reason, secs) in &other.unseen_s {
            *self.unseen_s.entry(*reason).or_default() += secs;
        }
        self.longest_met_s = self.longest_met_s.max(other.longest_met_s);
        self.longest_missing_s = self.longest_missing_s.max(other.longest_missing_s);
        self.confidence_sum += other.confidence_sum;
        self.seen_frames += other.seen_frames;
    }

    /// Why it was not seen, when it was not seen for more than `share` of the time.
    pub fn unseen(&self, share: f64) -> Option<Unseen> {
        let unseen_s: f64 = self.unseen_s.values().sum();
        if unseen_s <= 0.0 || unseen_s <= share * (unseen_s + self.seen_s) {
            return None;
        }
        let mut most = None;
        for (reason, secs) in &self.unseen_s {
            if most.is_none_or(|(_, most_s)| *secs > most_s) {
                most = Some((*reason, *secs));
            }
        }
        most.map(|(reason, _)| reason)
    }

    /// Adds what the frame of [`Self::add`] says about the whole position: whether this was all that it lacked.
    pub fn add_missing(&mut self, alone_missing: bool, frame_s: f64) {
        self.missing_s = if alone_missing { self.missing_s + frame_s } else { 0.0 };
        self.longest_missing_s = self.longest_missing_s.max(self.missing_s);
    }

    /// Whether it was met by itself for `enter_s`, and was never all that the position lacked for as long, or for half as long
    /// as another rule, which lacked it for `most_missing_s`: on the way out of a position that was never whole every rule is the
    /// last for a moment.
    pub fn was_met_alone(&self, enter_s: f64, most_missing_s: f64) -> bool {
        self.longest_met_s >= enter_s && self.longest_missing_s < enter_s.max(most_missing_s / 2.0)
    }

    /// For how long it was all that the position lacked, seconds.
    pub fn longest_missing_s(&self) -> f64 {
        self.longest_missing_s
    }

    /// Mean confidence of the frames in which it was seen.
    pub fn confidence(&self) -> Option<f32> {
        (self.seen_frames > 0).then(|| (self.confidence_sum / f64::from(self.seen_frames)) as f32)
    }

    /// The best value of the test that tells most: how near it came to `met`.
    pub fn best(&self, phrase: &Phrase) -> Option<Figures> {
        self.figures(phrase, |extremes| extremes.best, |test| test.met)
    }

    /// The same of a phrase that was not reached. One whose best value is as asked was not there for long enough, or its
    /// parts were not so together: then the seconds that it was there, of `enter_s`.
    pub fn best_short_of(&self, phrase: &Phrase, enter_s: f64) -> Option<Figures> {
        let short = self.short(phrase, |extremes| extremes.best, |test| test.met)?;
        if short.by.is_none_or(|by| by > 0.0) {
            return Some(short.figures);
        }
        Some(Figures {
            threshold: enter_s,
            decisive: Some(self.longest_met_s.min(enter_s)),
            unit: FigureUnit::Seconds,
        })
    }

    /// The worst value of the test that tells most: how far it went past `lost`.
    pub fn worst(&self, phrase: &Phrase) -> Option<Figures> {
        self.figures(phrase, |extremes| extremes.worst, |test| test.lost)
    }

    fn figures(
        &self,
        phrase: &Phrase,
        value: impl Fn(&Extremes) -> Option<f32>,
        threshold: impl Fn(&Test) -> f32,
    ) -> Option<Figures> {
        self.short(phrase, value, threshold).map(|short| short.figures)
    }

    fn short(
        &self,
        phrase: &Phrase,
        value: impl Fn(&Extremes) -> Option<f32>,
        threshold: impl Fn(&Test) -> f32,
    ) -> Option<Short> {
        let all: Vec<Short> = phrase
            .tests
            .iter()
            .enumerate()
            .map(|(index, test)| {
                let threshold = threshold(test);
                let decisive = self.extremes.get(index).and_then(&value);
                let figures = Figures {
                    threshold: plain(threshold),
                    decisive: decisive.map(plain),
                    unit: FigureUnit::Measure(test.measure.unit()),
                };
                let by = decisive.map(|decisive| shortfall(decisive, threshold, test.compare));
                Short { by, figures }
            })
            .collect();
        decisive(&phrase.formula, &all)
    }
}

/// How far a test was on the wrong side, and its figures; `None` when it was never seen.
#[derive(Clone, Copy)]
struct Short {
    by: Option<f32>,
    figures: Figures,
}

/// The test whose figures tell most: of all the one that lacks most, of any the one that lacks least.
fn decisive(formula: &Formula, tests: &[Short]) -> Option<Short> {
    let first_best = |parts: &[Formula], better: fn(f32, f32) -> bool| {
        let mut parts = parts.iter().filter_map(|part| decisive(part, tests));
        let first = parts.next()?;
        Some(parts.fold(first, |best, part| match (best.by, part.by) {
            (Some(best_by), Some(by)) if better(by, best_by) => part,
            (None, Some(_)) => part,
            _ => best,
        }))
    };
    match formula {
        Formula::Test(place) => tests.get(*place).copied(),
        Formula::All(parts) => first_best(parts, |by, best| by > best),
        Formula::Any(parts) => first_best(parts, |by, best| by < best),
    }
}

/// How far a value is on the wrong side of a threshold, as a share of the threshold; below 0 on the right side.
fn shortfall(value: f32, threshold: f32, compare: Compare) -> f32 {
    let scale = if threshold == 0.0 { 1.0 } else { threshold.abs() };
    match compare {
        Compare::AtLeast => (threshold - value) / scale,
        Compare::AtMost => (value - threshold) / scale,
    }
}

/// Best and worst value of a test. One frame is no evidence: the middle of three frames counts.
#[derive(Debug, Clone, Copy, Default)]
struct Extremes {
    recent: [f32; 3],
    frames: usize,
    best: Option<f32>,
    worst: Option<f32>,
}

impl Extremes {
    fn add(&mut self, value: f32, compare: Compare) {
        self.recent = [self.recent[1], self.recent[2], value];
        self.frames += 1;
        if self.frames < 3 {
            return;
        }
        let [a, b, c] = self.recent;
        let middle = a.max(b).min(a.min(b).max(c));
        self.take(Some(middle), Some(middle), compare);
    }

    fn merge(&mut self, other: &Extremes, compare: Compare) {
        self.take(other.best, other.worst, compare);
    }

    fn take(&mut self, best: Option<f32>, worst: Option<f32>, compare: Compare) {
        let (high, low) = (f32::max as fn(f32, f32) -> f32, f32::min as fn(f32, f32) -> f32);
        let (better, worse) = match compare {
            Compare::AtLeast => (high, low),
            Compare::AtMost => (low, high),
        };
        self.best = join(self.best, best, better);
        self.worst = join(self.worst, worst, worse);
    }
}

fn join(one: Option<f32>, other: Option<f32>, choose: fn(f32, f32) -> f32) -> Option<f32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        (one, other) => one.or(other),
    }
}
