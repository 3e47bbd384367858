//! How a dose went, from all that was followed of it.

use body::{Measure, Unit};
use guide::{Demand, Guide, Rule, RuleId, Timing};
use measure::Unseen;

use crate::attempt::{Attempt, KeepSeen};
use crate::by_clock::figures;
use crate::dose::Dose;
use crate::outcome::{DoseOutcome, FigureUnit, Figures, RuleOutcome, RuleVerdict, SentenceOutcome, StepVerdict};
use crate::record::Record;
use crate::rules::{PhraseRule, known};

/// The outcome of one dose. Without a neutral everything that a camera judges is unseen.
pub(crate) fn outcome(guide: &Guide, dose: &Dose, has_neutral: bool, timing: &Timing) -> DoseOutcome {
    let step = &guide.steps[dose.rules.step];
    let report = Report::new(dose, has_neutral, timing);
    let sentences = step
        .sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| SentenceOutcome {
            text: sentence.text_for(dose.rules.side),
            rules: sentence
                .rules_of(index)
                .map(|(id, rule)| report.rule(id, rule))
                .collect(),
        });
    let attempt = report.attempt;
    DoseOutcome {
        step: dose.rules.id.clone(),
        title: step.title_for(dose.rules.side),
        side: dose.rules.side,
        verdict: report.verdict(),
        hold_s: dose.hold_s(),
        holds: match &dose.clock {
            Some(clock) => clock.holds(),
            None => attempt.map_or_else(Vec::new, |attempt| attempt.clock.stretches(timing)),
        },
        reps: dose.rules.repeat.map(|_| dose.reps()),
        sets: dose.sets_done(),
        other_side: dose.rules.across.reached().filter(|_| !report.satisfied()),
        sentences: sentences.collect(),
    }
}

/// The verdict of its outcome alone.
pub(crate) fn verdict(dose: &Dose, has_neutral: bool, timing: &Timing) -> StepVerdict {
    Report::new(dose, has_neutral, timing).verdict()
}

/// What was seen of a reach: in the dose's own movement, or, when it never got there, in all the time before too.
fn reach_record(dose: &Dose, index: usize, rule: &PhraseRule) -> Record {
    let Some(attempt) = dose.attempt() else {
        return rule.waiting.clone();
    };
    let mut record = attempt.reaches[index].record.clone();
    if !attempt.reached {
        record.merge(&rule.waiting, &rule.watch.phrase);
    }
    record
}

/// What is said of a rule as long as only its verdict is known.
type Bare<'a> = &'a dyn Fn(RuleVerdict) -> RuleOutcome;

struct Report<'a> {
    dose: &'a Dose,
    attempt: Option<&'a Attempt>,
    reach_records: Vec<Record>,
    has_neutral: bool,
    timing: &'a Timing,
}

impl<'a> Report<'a> {
    fn new(dose: &'a Dose, has_neutral: bool, timing: &'a Timing) -> Self {
        let reaches = dose.rules.reaches.iter().enumerate();
        Self {
            dose,
            attempt: dose.attempt(),
            reach_records: reaches.map(|(index, rule)| reach_record(dose, index, rule)).collect(),
            has_neutral,
            timing,
        }
    }

    fn verdict(&self) -> StepVerdict {
        if !self.has_neutral && self.dose.rules.can_be_judged() {
            return StepVerdict::Unseen;
        }
        if let Some(clock) = &self.dose.clock {
            return clock.verdict();
        }
        // Of a recording, whose person nobody led and nobody can ask. What asks for a time or a count is left to the
        // person's word; questions and notes alone ask nothing that could be denied.
        if !self.dose.rules.can_be_judged() {
            return match self.dose.rules.takes_time() {
                true => StepVerdict::SelfReported,
                false => StepVerdict::Done,
            };
        }
        if let Some(attempt) = self.attempt.filter(|attempt| attempt.is_satisfied(&self.dose.rules)) {
            let good = (0..self.dose.rules.reaches.len()).all(|index| self.is_good(attempt, index));
            return if good { StepVerdict::Good } else { StepVerdict::Done };
        }
        if self.reach_unseen().is_some() || self.return_unseen().is_some() {
            return StepVerdict::Unseen;
        }
        StepVerdict::NotDone
    }

    /// Good for at least half of the hold; without a hold, for as long as a reach needs to count.
    fn is_good(&self, attempt: &Attempt, index: usize) -> bool {
        let needed_s = match self.dose.rules.hold {
            Some(_) => attempt.clock.total_s() / 2.0,
            None => self.timing.enter_s,
        };
        attempt.reaches[index].good_s + 1e-4 >= needed_s
    }

    fn satisfied(&self) -> bool {
        self.attempt
            .is_some_and(|attempt| attempt.is_satisfied(&self.dose.rules))
    }

    /// Why the first of the reaches was not seen for over half of the step, unless it was done all the same.
    fn reach_unseen(&self) -> Option<Unseen> {
        if self.satisfied() {
            return None;
        }
        self.reach_records
            .iter()
            .find_map(|record| record.unseen(self.timing.unseen_share))
    }

    fn return_unseen(&self) -> Option<Unseen> {
        let attempt = self.attempt.filter(|attempt| !attempt.has_returned(&self.dose.rules))?;
        attempt
            .returns
            .iter()
            .find_map(|record| record.unseen(self.timing.unseen_share))
    }

    fn rule(&self, id: RuleId, rule: &Rule) -> RuleOutcome {
        let dose = self.dose;
        let bare = |verdict| RuleOutcome::bare(rule, dose.rules.side, verdict);
        let outcome = match &rule.demand {
            Demand::Note | Demand::Rest(_) => return bare(RuleVerdict::Note),
            Demand::Ask(_) => return bare(RuleVerdict::Asked),
            // Nobody can see how long, how often and how slowly: the clock counts, and the person says.
            Demand::Hold(_) | Demand::Repeat { .. } | Demand::Sets(_) | Demand::Slowly(_)
                if !dose.rules.can_be_judged() =>
            {
                return RuleOutcome {
                    figures: figures(rule, dose.rules.repeat.map_or(1, |plan| plan.sets), dose.clock.as_ref()),
                    ..bare(RuleVerdict::Asked)
                };
            }
            Demand::Start(_) => known(&dose.rules.starts, id).map(|(_, watched)| self.start(&bare, watched)),
            Demand::Reach(_) => {
                known(&dose.rules.reaches, id).map(|(index, watched)| self.reach(&bare, index, watched))
            }
            Demand::Keep(_) => known(&dose.rules.keeps, id).map(|(index, watched)| self.keep(&bare, index, watched)),
            Demand::Return(_) => {
                known(&dose.rules.returns, id).map(|(index, watched)| self.back(&bare, index, watched))
            }
            Demand::Hold(_) => Some(self.hold(&bare)),
            Demand::Slowly(_) => Some(self.slowly(&bare)),
            Demand::Repeat { .. } => Some(self.repeat(&bare)),
            Demand::Sets(sets) => Some(self.sets(&bare, *sets)),
        };
        let outcome = outcome.unwrap_or_else(|| bare(RuleVerdict::NotReached));
        if self.has_neutral {
            return outcome;
        }
        RuleOutcome {
            unseen: Some(Unseen::NoNeutral),
            ..bare(RuleVerdict::Unseen)
        }
    }

    fn start(&self, bare: Bare<'_>, rule: &PhraseRule) -> RuleOutcome {
        let met = self.dose.rules.start.is_in() || self.dose.rules.started;
        self.of_record(bare, rule, &rule.waiting, met, None)
    }

    fn reach(&self, bare: Bare<'_>, index: usize, rule: &PhraseRule) -> RuleOutcome {
        let record = &self.reach_records[index];
        let reached = self.attempt.is_some_and(|attempt| attempt.reached);
        // Reached by itself counts, although the hold needs all together: the report then names what was missing.
        let most_missing_s = self
            .reach_records
            .iter()
            .map(Record::longest_missing_s)
            .fold(0.0, f64::max);
        let alone = record.was_met_alone(self.timing.enter_s, most_missing_s);
        let met = self.satisfied() || alone || reached && record.unseen(self.timing.unseen_share).is_none();
        let instead = self
            .attempt
            .and_then(|attempt| attempt.instead(&self.dose.rules))
            .or_else(|| self.dose.rules.instead.clone());
        self.of_record(bare, rule, record, met, instead.filter(|_| !reached))
    }

    fn back(&self, bare: Bare<'_>, index: usize, rule: &PhraseRule) -> RuleOutcome {
        let Some(attempt) = self.attempt else {
            return self.of_record(bare, rule, &Record::default(), false, None);
        };
        self.of_record(bare, rule, &attempt.returns[index], attempt.returned, None)
    }

    fn of_record(
        &self,
        bare: Bare<'_>,
        rule: &PhraseRule,
        record: &Record,
        met: bool,
        cue: Option<String>,
    ) -> RuleOutcome {
        let unseen = record.unseen(self.timing.unseen_share);
        let (verdict, unseen) = match unseen {
            _ if met => (RuleVerdict::Met, None),
            Some(reason) => (RuleVerdict::Unseen, Some(reason)),
            None => (RuleVerdict::NotReached, None),
        };
        let own_cue = || self.dose.rules.fill(&rule.watch.phrase.cue);
        RuleOutcome {
            confidence: record.confidence(),
            figures: match verdict {
                RuleVerdict::NotReached => record.best_short_of(&rule.watch.phrase, self.timing.enter_s),
                _ => record.best(&rule.watch.phrase),
            },
            unseen,
            cue: (verdict == RuleVerdict::NotReached).then(|| cue.unwrap_or_else(own_cue)),
            ..bare(verdict)
        }
    }

    fn keep(&self, bare: Bare<'_>, index: usize, rule: &PhraseRule) -> RuleOutcome {
        let phrase = &rule.watch.phrase;
        let Some(attempt) = self.attempt else {
            // Never begun: nothing was guarded, and that is no praise.
            return RuleOutcome {
                figures: Record::default().worst(phrase),
                ..bare(RuleVerdict::NotReached)
            };
        };
        let KeepSeen { guard, record } = &attempt.keeps[index];
        let unseen = record.unseen(self.timing.unseen_share);
        let (verdict, unseen) = match unseen {
            _ if guard.first_broken_at.is_some() => (RuleVerdict::Broken, None),
            Some(reason) => (RuleVerdict::Unseen, Some(reason)),
            None => (RuleVerdict::Met, None),
        };
        RuleOutcome {
            confidence: record.confidence(),
            figures: record.worst(phrase),
            broken_s: guard.broken_s,
            first_broken_at: guard.first_broken_at,
            unseen,
            cue: (verdict == RuleVerdict::Broken).then(|| self.dose.rules.fill(&phrase.cue)),
            ..bare(verdict)
        }
    }

    fn hold(&self, bare: Bare<'_>) -> RuleOutcome {
        let needed_s = self.dose.rules.hold.map_or(0.0, |hold| hold.at_least_s);
        let held_s = self.attempt.map(|attempt| attempt.clock.total_s());
        let met = self
            .attempt
            .is_some_and(|attempt| attempt.holds_enough(&self.dose.rules));
        RuleOutcome {
            figures: Some(Figures {
                threshold: needed_s,
                decisive: held_s,
                unit: FigureUnit::Seconds,
            }),
            ..self.counted(bare, met)
        }
    }

    fn repeat(&self, bare: Bare<'_>) -> RuleOutcome {
        let needed = self.dose.rules.repeat.map_or(0, |plan| plan.all());
        let met = self.attempt.is_some_and(|attempt| attempt.has_reps(&self.dose.rules));
        RuleOutcome {
            figures: Some(Figures {
                threshold: f64::from(needed),
                decisive: self.attempt.map(|attempt| f64::from(attempt.cycle.reps)),
                unit: FigureUnit::Reps,
            }),
            ..self.counted(bare, met)
        }
    }

    fn sets(&self, bare: Bare<'_>, sets: u32) -> RuleOutcome {
        let done = self.dose.sets_done().filter(|_| self.attempt.is_some());
        RuleOutcome {
            figures: Some(Figures {
                threshold: f64::from(sets),
                decisive: done.map(f64::from),
                unit: FigureUnit::Sets,
            }),
            ..self.counted(bare, done.is_some_and(|done| done >= sets))
        }
    }

    /// A rule that counts what the reaches show.
    fn counted(&self, bare: Bare<'_>, met: bool) -> RuleOutcome {
        let unseen = self.reach_unseen().or_else(|| self.return_unseen()).filter(|_| !met);
        let confidence = self
            .reach_records
            .iter()
            .filter_map(Record::confidence)
            .reduce(f32::min);
        let verdict = match unseen {
            _ if met => RuleVerdict::Met,
            Some(_) => RuleVerdict::Unseen,
            None => RuleVerdict::NotReached,
        };
        RuleOutcome {
            confidence,
            unseen,
            ..bare(verdict)
        }
    }

    fn slowly(&self, bare: Bare<'_>) -> RuleOutcome {
        let Some(slowly) = &self.dose.rules.slowly else {
            return bare(RuleVerdict::NotReached);
        };
        let limit = &slowly.limit;
        let pace = self.attempt.map(|attempt| &attempt.pace);
        let (threshold, decisive, unit) = if self.dose.rules.moves_head {
            let unit = FigureUnit::Measure(unit_of_speed());
            (limit.fastest_head_deg_s, pace.and_then(|pace| pace.fastest_deg_s), unit)
        } else {
            (
                limit.shortest_rise_s,
                pace.and_then(|pace| pace.quickest_s),
                FigureUnit::Seconds,
            )
        };
        let first_broken_at = pace.and_then(|pace| pace.first_broken_at);
        let unseen = self.reach_unseen().or(pace.and_then(|pace| pace.unseen));
        let (verdict, unseen) = match (decisive, unseen) {
            _ if first_broken_at.is_some() => (RuleVerdict::Broken, None),
            (Some(_), _) => (RuleVerdict::Met, None),
            (None, Some(reason)) => (RuleVerdict::Unseen, Some(reason)),
            (None, None) => (RuleVerdict::NotReached, None),
        };
        RuleOutcome {
            confidence: self
                .reach_records
                .iter()
                .filter_map(Record::confidence)
                .reduce(f32::min),
            figures: Some(Figures {
                threshold,
                decisive,
                unit,
            }),
            broken_s: pace.map_or(0.0, |pace| pace.broken_s),
            first_broken_at,
            unseen,
            cue: (verdict == RuleVerdict::Broken).then(|| self.dose.rules.fill(&limit.cue)),
            ..bare(verdict)
        }
    }
}

fn unit_of_speed() -> Unit {
    Measure::HeadSpeed.unit()
}
