//! Where the coach stands, for a page that shows it live.

use body::Side;
use guide::{Demand, Guide, Rule};
use measure::Unseen;

use crate::dose::{Dose, Life, PhraseRule};
use crate::outcome::FigureUnit;
use crate::phrase::{Standing, plain};

/// Where the coach stands after the last frame.
#[derive(Debug, Clone, PartialEq)]
pub struct CoachState {
    /// What it waits for, or sees.
    pub phase: Phase,
    /// Id of the step that is open, or that comes next. `None` when all are over.
    pub step: Option<String>,
    /// Side of that dose.
    pub side: Option<Side>,
    /// Seconds held so far.
    pub hold_s: f64,
    /// Repetitions so far; `None` when the step has no cycle.
    pub reps: Option<u32>,
    /// The step's sentences as they stand now.
    pub sentences: Vec<SentenceState>,
}

/// What the coach waits for, or sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The person's neutral is not known yet: nothing is judged.
    Setup,
    /// The next dose may begin.
    Ready,
    /// A movement has begun and has not got there.
    Reaching,
    /// Reached and kept: the clock runs.
    Holding,
    /// Reached, but a guard stops the clock.
    Paused,
    /// The hold is long enough, or a repetition is on its way back.
    Returning,
    /// Every dose is over.
    Done,
}

/// One sentence as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceState {
    /// The sentence, side filled in.
    pub text: String,
    /// One for each of its rules.
    pub rules: Vec<RuleState>,
}

/// One rule as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleState {
    /// The rule, side filled in.
    pub rule: String,
    /// How it stands.
    pub live: Live,
    /// The value of its first test, seconds held, or repetitions.
    pub value: Option<f64>,
    /// What it is compared with: done for a reach, fault for a guard.
    pub threshold: Option<f64>,
    /// Unit of both.
    pub unit: Option<FigureUnit>,
}

/// How a rule stands in this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Live {
    /// Nothing was looked at yet.
    Waiting,
    /// As it should be.
    Met,
    /// Not as it should be: not there yet, or a guard that is bad.
    Missed,
    /// A guard that has been bad for long enough to say so.
    Broken,
    /// Not seen, and why.
    Unseen(Unseen),
    /// The person is asked.
    Asked,
    /// Nothing to check.
    Note,
}

pub(crate) fn state(guide: &Guide, shown: Option<&Dose>, has_neutral: bool) -> CoachState {
    let Some(dose) = shown else {
        return CoachState {
            phase: Phase::Done,
            step: None,
            side: None,
            hold_s: 0.0,
            reps: None,
            sentences: Vec::new(),
        };
    };
    let attempt = dose.attempt();
    let sentences = guide.steps[dose.step].sentences.iter().enumerate();
    CoachState {
        phase: if has_neutral { phase(dose) } else { Phase::Setup },
        step: Some(dose.id.clone()),
        side: dose.side,
        hold_s: attempt.map_or(0.0, |attempt| attempt.clock.total_s()),
        reps: dose.repeat.map(|_| attempt.map_or(0, |attempt| attempt.cycle.reps)),
        sentences: sentences
            .map(|(sentence, words)| SentenceState {
                text: words.text_for(dose.side),
                rules: words
                    .rules
                    .iter()
                    .enumerate()
                    .map(|(place, rule)| rule_state(dose, rule, (sentence, place)))
                    .collect(),
            })
            .collect(),
    }
}

fn phase(dose: &Dose) -> Phase {
    let attempt = match &dose.life {
        Life::Waiting | Life::Closed(None) => return Phase::Ready,
        Life::Closed(Some(_)) => return Phase::Done,
        Life::Trying(attempt) | Life::Open(attempt) => attempt,
    };
    if dose.repeat.is_some() {
        return match (attempt.cycle.is_up(), dose.is_reached_now()) {
            (true, false) => Phase::Returning,
            (_, true) if attempt.reached => Phase::Holding,
            _ => Phase::Reaching,
        };
    }
    if attempt.clock.runs() {
        Phase::Holding
    } else if attempt.clock.is_paused() {
        Phase::Paused
    } else if attempt.reached && dose.holds_enough(attempt) {
        Phase::Returning
    } else {
        Phase::Reaching
    }
}

fn rule_state(dose: &Dose, rule: &Rule, spot: (usize, usize)) -> RuleState {
    let bare = |live| RuleState {
        rule: rule.text_for(dose.side),
        live,
        value: None,
        threshold: None,
        unit: None,
    };
    let attempt = dose.attempt();
    let counted = |value: f64, threshold: f64, unit| RuleState {
        value: Some(value),
        threshold: Some(threshold),
        unit: Some(unit),
        ..bare(if attempt.is_none() {
            Live::Waiting
        } else if value >= threshold {
            Live::Met
        } else {
            Live::Missed
        })
    };
    let phrase = |rules: &[PhraseRule], guards: bool| {
        let Some((index, watched)) = rules.iter().enumerate().find(|(_, rule)| rule.spot == spot) else {
            return bare(Live::Waiting);
        };
        let test = watched.watch.phrase.tests.first();
        let live = match watched.standing() {
            None => Live::Waiting,
            Some(Standing::Unseen(reason)) => Live::Unseen(reason),
            Some(Standing::Met) => Live::Met,
            Some(Standing::Missed) => {
                let broken = guards && attempt.is_some_and(|attempt| attempt.guards[index].is_broken());
                if broken { Live::Broken } else { Live::Missed }
            }
        };
        RuleState {
            value: watched.look.as_ref().and_then(|look| *look.values.first()?).map(plain),
            threshold: test.map(|test| plain(if guards { test.lost } else { test.met })),
            unit: test.map(|test| FigureUnit::Measure(test.measure.unit())),
            ..bare(live)
        }
    };
    match &rule.demand {
        Demand::Start(_) => phrase(&dose.starts, false),
        Demand::Reach(_) => phrase(&dose.reaches, false),
        Demand::Keep(_) => phrase(&dose.keeps, true),
        Demand::Return(_) => phrase(&dose.returns, false),
        Demand::Hold(hold) => counted(
            attempt.map_or(0.0, |attempt| attempt.clock.total_s()),
            hold.at_least_s,
            FigureUnit::Seconds,
        ),
        Demand::Repeat { at_least, .. } => counted(
            attempt.map_or(0.0, |attempt| f64::from(attempt.cycle.reps)),
            f64::from(*at_least),
            FigureUnit::Reps,
        ),
        Demand::Slowly(_) => bare(match attempt {
            None => Live::Waiting,
            Some(attempt) if attempt.pace.first_broken_at.is_some() => Live::Broken,
            Some(_) => Live::Met,
        }),
        Demand::Ask(_) => bare(Live::Asked),
        Demand::Note => bare(Live::Note),
    }
}
