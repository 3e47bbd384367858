//! The rules of one dose: each with its memory, and what they say together of a frame and of a movement.

use body::{Measure, SessionTime, Side};
use guide::{Cue, Demand, Guide, Hold, Phrase, RuleId, SpeedLimit, Timing};
use measure::Measures;

use crate::across::Across;
use crate::dwell::{Dwell, Limits, Sign, Standing};
use crate::look::Before;
use crate::outcome::{Event, EventKind};
use crate::own_size::OwnSize;
use crate::plan::Order;
use crate::rules::{PhraseRule, missing_alone, together};
use crate::sets::SetPlan;
use crate::slowly::Rise;
use crate::state::{NoRep, Uncounted};
use crate::too_small::TooSmall;

/// The `slowly` of a step.
#[derive(Debug, Clone)]
pub(crate) struct SlowRule {
    pub id: RuleId,
    pub limit: SpeedLimit,
}

/// What a dose asks for, and what is seen of that whether or not its movement has begun.
#[derive(Debug, Clone)]
pub(crate) struct DoseRules {
    pub step: usize,
    pub id: String,
    pub side: Option<Side>,
    pub starts: Vec<PhraseRule>,
    pub reaches: Vec<PhraseRule>,
    pub keeps: Vec<PhraseRule>,
    pub returns: Vec<PhraseRule>,
    pub hold: Option<Hold>,
    pub repeat: Option<SetPlan>,
    pub slowly: Option<SlowRule>,
    pub moves_head: bool,
    pub start: Dwell,
    /// The start was so for long enough, or nothing had to be.
    pub started: bool,
    pub rise: Rise,
    pub size: OwnSize,
    /// The last movement that looked like a repetition and was none.
    pub uncounted: Option<Uncounted>,
    too_small: TooSmall,
    pub across: Across,
    /// What one did instead, for long enough, in a movement that did not get there.
    pub instead: Option<String>,
    /// A rest is on: nothing is judged.
    pub resting: bool,
}

impl DoseRules {
    pub fn new(guide: &Guide, step_index: usize, side: Option<Side>, order: Order) -> Self {
        let mut repeat = None;
        let step = &guide.steps[step_index];
        let mut rules = Self {
            step: step_index,
            id: step.id.clone(),
            side,
            starts: Vec::new(),
            reaches: Vec::new(),
            keeps: Vec::new(),
            returns: Vec::new(),
            hold: None,
            repeat: None,
            slowly: None,
            moves_head: false,
            start: Dwell::Out,
            started: false,
            rise: Rise::default(),
            size: OwnSize::default(),
            uncounted: None,
            too_small: TooSmall::default(),
            across: Across::default(),
            instead: None,
            resting: false,
        };
        for (id, rule) in step.rules() {
            let with = |phrase: &Phrase, before| PhraseRule::new(id, phrase, side, before);
            match &rule.demand {
                Demand::Start(phrase) => rules.starts.push(with(phrase, Before::Missed)),
                Demand::Reach(phrase) => rules.reaches.push(with(phrase, Before::Missed)),
                Demand::Keep(phrase) => rules.keeps.push(with(phrase, Before::Met)),
                Demand::Return(phrase) => rules.returns.push(with(phrase, Before::Missed)),
                Demand::Hold(hold) => rules.hold = Some(*hold),
                Demand::Repeat { at_least, at_most } => repeat = Some((*at_least, *at_most)),
                Demand::Slowly(limit) => {
                    rules.slowly = Some(SlowRule {
                        id,
                        limit: limit.clone(),
                    });
                }
                Demand::Sets(_) | Demand::Rest(_) | Demand::Ask(_) | Demand::Note => {}
            }
        }
        rules.repeat = SetPlan::of(guide, step_index, repeat, order == Order::Led);
        rules.started = rules.starts.is_empty();
        rules.moves_head = rules.turns_the_head();
        rules.across = Across::new(&rules.reaches, side);
        rules
    }

    /// Whether a camera can tell that it is done.
    pub fn can_be_judged(&self) -> bool {
        !self.reaches.is_empty()
    }

    /// Whether there is anything in it that takes time: else it is words alone.
    pub fn takes_time(&self) -> bool {
        self.hold.is_some() || self.repeat.is_some()
    }

    /// Whether a camera looks at anything of it.
    pub fn looks_at_something(&self) -> bool {
        let rules = [&self.starts, &self.reaches, &self.keeps, &self.returns];
        rules.iter().any(|rules| !rules.is_empty())
    }

    /// Whether a rule of it is about one of these measures.
    pub fn looks_at(&self, measures: &[Measure]) -> bool {
        let rules = [&self.starts, &self.reaches, &self.keeps, &self.returns];
        let mut tests = rules.into_iter().flatten().flat_map(|rule| &rule.phrase().tests);
        tests.any(|test| measures.contains(&test.measure))
    }

    /// Takes one frame.
    pub fn frame(&mut self, at: SessionTime, frame_s: f64, measures: &Measures, timing: &Timing) {
        for rule in self
            .starts
            .iter_mut()
            .chain(&mut self.reaches)
            .chain(&mut self.keeps)
            .chain(&mut self.returns)
        {
            rule.frame(at, measures, timing);
        }
        self.watch_start(at, frame_s, timing);
        let reach = self.reach_sign();
        if let Some(rule) = self.reaches.first()
            && let Some(test) = rule.phrase().tests.first()
            && let Ok((value, _)) = rule.watch.read(test, measures)
        {
            let rest = self.seen_rest_sign();
            self.rise.frame(at, test, value, reach, rest);
            self.size.frame(test, value);
        }
        self.watch_small_movements(at, reach, timing);
        self.across.frame(at, frame_s, measures, timing);
    }

    /// Frames were missing for longer than a gap.
    pub fn after_gap(&mut self) {
        for rule in &mut self.reaches {
            rule.waiting.after_gap();
        }
        self.rise.after_gap();
    }

    /// A frame without a movement: what is seen of the position counts as seen while it was waited for.
    pub fn wait(&mut self, frame_s: f64) {
        let missing = missing_alone(&self.reaches);
        for (index, rule) in self.reaches.iter_mut().enumerate() {
            if let Some(look) = &rule.look {
                rule.waiting.add(&rule.watch.phrase, look, frame_s);
                rule.waiting.add_missing(missing == Some(index), frame_s);
            }
        }
    }

    /// Whether all reach rules are met in the last frame.
    pub fn is_reached_now(&self) -> bool {
        self.reach_sign() == Sign::Met
    }

    /// Whether any single reach rule is met in the last frame.
    pub fn has_some_reach(&self) -> bool {
        self.reaches.iter().any(|rule| rule.standing() == Some(Standing::Met))
    }

    /// All reach rules of the last frame together.
    pub fn reach_sign(&self) -> Sign {
        if !self.started {
            return Sign::Missed;
        }
        together(&self.reaches)
    }

    /// The lowest confidence of the reach rules in the last frame; 1 when there are none.
    pub fn reach_confidence(&self) -> f32 {
        self.reaches.iter().map(PhraseRule::confidence).fold(1.0, f32::min)
    }

    /// Rest between two repetitions; where no rule says what that is, it is everything but the position.
    pub fn rest_sign(&self) -> Sign {
        self.seen_rest_sign().unwrap_or(match self.reach_sign() {
            Sign::Met => Sign::Missed,
            Sign::Missed => Sign::Met,
            Sign::Unseen => Sign::Unseen,
        })
    }

    /// Rest as the rules say it; `None` when none does.
    fn seen_rest_sign(&self) -> Option<Sign> {
        let rules = [&self.returns, &self.starts]
            .into_iter()
            .find(|rules| !rules.is_empty());
        rules.map(|rules| together(rules))
    }

    fn watch_start(&mut self, at: SessionTime, frame_s: f64, timing: &Timing) {
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        for rule in &mut self.starts {
            if let Some(look) = &rule.look
                && !self.started
            {
                rule.waiting.add(&rule.watch.phrase, look, frame_s);
            }
        }
        let sign = together(&self.starts);
        self.start.frame(at, sign, limits);
        self.started |= self.start.is_in() || self.starts.is_empty();
    }

    fn watch_small_movements(&mut self, at: SessionTime, reach: Sign, timing: &Timing) {
        if self.repeat.is_none() || self.hold.is_some() || !self.started || self.resting {
            return;
        }
        let Some(rest) = self.seen_rest_sign() else { return };
        let guarded = self.keeps.iter().all(|rule| rule.standing() != Some(Standing::Missed));
        if self.too_small.frame(at, [reach, rest], guarded, timing.gap_s) {
            self.uncounted = Some(Uncounted {
                at,
                why: NoRep::TooSmall,
            });
        }
    }

    /// What happened in this dose.
    pub fn event(&self, at: SessionTime, kind: EventKind, rule: Option<RuleId>) -> Event {
        Event {
            at,
            kind,
            step: Some(self.id.clone()),
            side: self.side,
            rule,
        }
    }

    /// A cue as it is said in this dose.
    pub fn fill(&self, cue: &Cue) -> String {
        cue.for_side(self.side).to_owned()
    }
}
