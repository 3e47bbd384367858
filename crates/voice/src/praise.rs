//! Praise by what was true, and never the same twice in a row.

use coach::StepVerdict;

use crate::words::Words;

/// Gives praise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Praises {
    last: Option<String>,
    given: usize,
}

/// How a dose went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Went {
    pub verdict: StepVerdict,
    /// How often a hold was left or stopped, for long enough to hear of it.
    pub breaks: u32,
    /// Movements that did not count.
    pub misses: u32,
    pub has_hold: bool,
    pub has_reps: bool,
}

impl Praises {
    /// What to say of it; `None` when it was not done, or nobody saw it.
    pub fn of(&mut self, went: Went, words: &Words) -> Option<String> {
        let praise = &words.praise;
        let good = went.verdict == StepVerdict::Good;
        if !good && went.verdict != StepVerdict::Done {
            return None;
        }
        let unbroken = went.breaks == 0 && went.misses == 0;
        let all = [
            (went.breaks > 0 && !went.has_reps, &praise.put_right),
            (good && unbroken, &praise.good),
            (went.has_hold && !went.has_reps && unbroken, &praise.steady),
            (went.has_reps && unbroken, &praise.counted),
        ];
        let mut texts: Vec<&String> = Vec::new();
        for (so, of_merit) in all {
            if so {
                texts.extend(of_merit);
            }
        }
        if texts.is_empty() {
            texts.extend(&praise.done);
        }
        // Another one each time, so that a person who does all of it well hears all of them.
        let start = self.given;
        self.given += 1;
        let rotated = (0..texts.len()).map(|place| texts[(start + place) % texts.len()]);
        let chosen = rotated.into_iter().find(|text| Some(*text) != self.last.as_ref())?;
        self.last = Some(chosen.clone());
        self.last.clone()
    }
}
