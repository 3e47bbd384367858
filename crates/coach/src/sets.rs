//! Sets and rests of a dose whose repetitions a camera counts: how many repetitions belong to the set that is on, and
//! for how long nothing is judged between two of them.

use guide::{Between, Guide, Rests};

/// What the guide asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SetPlan {
    /// 1 where the step has no sets.
    pub sets: u32,
    /// Repetitions that make a set enough.
    pub at_least: u32,
    /// Repetitions after which a set is over; `None`: the person says when.
    pub at_most: Option<u32>,
    pub rests: Rests,
    /// Somebody leads: each set is closed by itself.
    pub led: bool,
}

/// A rest that is on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rest {
    /// What it is between.
    pub between: Between,
    /// Seconds until it ends by itself.
    pub left_s: f64,
    /// Seconds that it takes in all.
    pub lasts_s: f64,
}

/// The sets of one dose in a session that is led.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sets {
    /// Sets that are over.
    closed: u32,
    /// Repetitions of these.
    counted: u32,
    pub rest: Option<Rest>,
}

impl SetPlan {
    /// `None` for a step without repetitions. Rests are for a session that is led: in a recording nobody says when.
    pub fn of(guide: &Guide, step: usize, repeat: Option<(u32, Option<u32>)>, led: bool) -> Option<Self> {
        let (at_least, at_most) = repeat?;
        let step = &guide.steps[step];
        Some(Self {
            sets: step.sets(),
            at_least,
            at_most,
            rests: if led { step.rests() } else { Rests::default() },
            led,
        })
    }

    /// Fewest repetitions of all sets together.
    pub fn all(&self) -> u32 {
        self.at_least.saturating_mul(self.sets)
    }

    /// Fewest repetitions that are counted in one go: of a set, or of all sets where nobody says when one ends.
    pub fn goal(&self) -> u32 {
        if self.led { self.at_least } else { self.all() }
    }

    /// The same for the most.
    pub fn most(&self) -> Option<u32> {
        let sets = if self.led { 1 } else { self.sets };
        self.at_most.map(|most| most.saturating_mul(sets))
    }
}

impl Sets {
    /// Repetitions of the set that is on, of `reps` in all.
    pub fn in_set(&self, reps: u32) -> u32 {
        reps.saturating_sub(self.counted)
    }

    /// Sets done, of `reps` repetitions in all: those that are over, and the one that is on once it is enough.
    pub fn done(&self, reps: u32, plan: &SetPlan) -> u32 {
        let enough = self.in_set(reps) / plan.at_least.max(1);
        let at_once = if plan.led { 1 } else { plan.sets };
        (self.closed + enough.min(at_once)).min(plan.sets)
    }

    /// Number of the set that is on, from 1.
    pub fn number(&self, plan: &SetPlan) -> u32 {
        (self.closed + 1).min(plan.sets)
    }

    /// Whether the set that is on has all repetitions that it needs.
    pub fn is_enough(&self, reps: u32, plan: &SetPlan) -> bool {
        self.in_set(reps) >= plan.at_least
    }

    /// Whether the set that is on is the last.
    pub fn is_last(&self, plan: &SetPlan) -> bool {
        self.closed + 1 >= plan.sets
    }

    /// A repetition counted, the last of `reps`. A rest may begin with it.
    pub fn counts(&mut self, reps: u32, plan: &SetPlan) {
        let in_set = self.in_set(reps);
        if !self.is_last(plan) && in_set >= plan.at_most.unwrap_or(plan.at_least) {
            self.close(reps, plan);
        } else if in_set < plan.at_least {
            self.rest = plan
                .rests
                .between_repetitions_s
                .map(|lasts_s| Rest::new(Between::Repetitions, lasts_s));
        }
    }

    /// The person goes on: with the next repetition where there is a rest, with the next set where this one is enough
    /// and not the last. Whether there was either.
    pub fn go_on(&mut self, reps: u32, plan: &SetPlan) -> bool {
        if self.rest.take().is_some() {
            return true;
        }
        let goes_on = self.is_enough(reps, plan) && !self.is_last(plan);
        if goes_on {
            self.close(reps, plan);
        }
        goes_on
    }

    /// Time goes on. Whether a rest is on still.
    pub fn rests(&mut self, frame_s: f64) -> bool {
        if let Some(rest) = &mut self.rest {
            rest.left_s -= frame_s;
        }
        self.rest.take_if(|rest| rest.left_s <= 1e-6);
        self.rest.is_some()
    }

    fn close(&mut self, reps: u32, plan: &SetPlan) {
        self.closed += 1;
        self.counted = reps;
        self.rest = plan
            .rests
            .between_sets_s
            .map(|lasts_s| Rest::new(Between::Sets, lasts_s));
    }
}

impl Rest {
    pub(crate) fn new(between: Between, lasts_s: f64) -> Self {
        Self {
            between,
            left_s: lasts_s,
            lasts_s,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_counts_for_itself_and_rests_lie_between() {
        let plan = SetPlan {
            sets: 2,
            at_least: 2,
            at_most: None,
            rests: Rests {
                between_repetitions_s: Some(5.0),
                between_sets_s: Some(30.0),
            },
            led: true,
        };
        let mut sets = Sets::default();
        let mut told = Vec::new();
        for reps in 1..=4 {
            sets.counts(reps, &plan);
            let rest = sets.rest.map(|rest| rest.lasts_s);
            told.push((sets.number(&plan), sets.in_set(reps), sets.done(reps, &plan), rest));
            sets.rest = None;
        }
        // (set that is on, repetitions of it, sets done, rest)
        assert_eq!(
            told,
            [
                (1, 1, 0, Some(5.0)),
                (2, 0, 1, Some(30.0)),
                (2, 1, 1, Some(5.0)),
                (2, 2, 2, None)
            ]
        );
    }

    #[test]
    fn who_goes_on_ends_the_rest_and_then_the_set_that_is_enough() {
        let plan = SetPlan {
            sets: 2,
            at_least: 2,
            at_most: Some(4),
            rests: Rests {
                between_repetitions_s: None,
                between_sets_s: Some(30.0),
            },
            led: true,
        };
        let mut sets = Sets::default();
        assert!(!sets.go_on(1, &plan), "one of two is not enough");
        sets.counts(3, &plan);
        assert_eq!((sets.number(&plan), sets.rest), (1, None), "up to four belong to it");
        assert!(sets.go_on(3, &plan));
        assert_eq!(sets.number(&plan), 2);
        assert!(sets.rests(29.0) && !sets.rests(1.0), "thirty seconds");
        assert!(!sets.go_on(5, &plan), "the last set is not the end of another");
    }
}
