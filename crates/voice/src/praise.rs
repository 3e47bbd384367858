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
    /// How the hold was interrupted, if it was.
    pub breaks: Breaks,
    /// Movements that did not count.
    pub misses: u32,
    pub has_hold: bool,
    pub has_reps: bool,
}

/// How often a hold was interrupted, for long enough to hear of it, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Breaks {
    /// A guard was bad.
    pub guard: u32,
    /// The position was left.
    pub left: u32,
    /// Nothing was seen: no fault of the person.
    pub unseen: u32,
}

impl Breaks {
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

impl Praises {
    /// What to say of it; `None` when it was not done, or nobody saw it.
    pub fn of(&mut self, went: Went, words: &Words) -> Option<String> {
        let praise = &words.praise;
        let good = went.verdict == StepVerdict::Good;
        if !good && went.verdict != StepVerdict::Done {
            return None;
        }
        let unbroken = !went.breaks.any() && went.misses == 0;
        let all = [
            (went.breaks.guard > 0 && !went.has_reps, &praise.put_right),
            (went.breaks.left > 0 && !went.has_reps, &praise.came_back),
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
