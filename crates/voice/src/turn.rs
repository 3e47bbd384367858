//! The step whose turn it is, as the guide has it and as the coach sees it now: what is missing, and how to say it.

use body::Side;
use coach::{CoachState, Live, RuleState};
use guide::{Demand, Guide, Hold, Phrase, Rule, RuleId, Sentence, Step};
use measure::Unseen;

use crate::line::{Line, Times};

/// A dose of the guide. Steps are told apart by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DoseKey {
    pub step: usize,
    pub side: Option<Side>,
}

/// The step that is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn<'a> {
    pub key: DoseKey,
    pub step: &'a Step,
    pub state: &'a CoachState,
}

/// What is missing first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Missing {
    /// How to get there; `None` when only the sentence says it.
    pub begin: Option<String>,
    /// What to do otherwise, for one who is under way.
    pub cue: Option<String>,
    /// The sentence of the guide that carries it.
    pub sentence: String,
    /// Why it can't be seen.
    pub unseen: Option<Unseen>,
}

impl<'a> Turn<'a> {
    pub fn of(guide: &'a Guide, state: &'a CoachState) -> Option<Self> {
        let step = place_of(guide, state.step.as_deref()?)?;
        Some(Self {
            key: DoseKey { step, side: state.side },
            step: &guide.steps[step],
            state,
        })
    }

    /// What to do while the neutral is looked for.
    pub fn still(&self) -> Line {
        match self.step.view.is_sideways() {
            true => Line::StayStill,
            false => Line::SitStill,
        }
    }

    /// Every rule with its sentence and how it stands.
    pub fn rules(&self) -> impl Iterator<Item = (&'a Sentence, &'a Rule, Option<&'a RuleState>)> {
        let rules = self.step.rules();
        rules.map(|(id, rule)| (&self.step.sentences[id.sentence], rule, self.state.rule(id)))
    }

    /// The first start or reach that is not so.
    pub fn missing(&self) -> Option<Missing> {
        let (sentence, rule, stands) = self.rules().find(|(_, rule, stands)| {
            matches!(rule.demand, Demand::Start(_) | Demand::Reach(_))
                && stands.is_none_or(|stands| stands.live != Live::Met)
        })?;
        let (Demand::Start(phrase) | Demand::Reach(phrase)) = &rule.demand else {
            return None;
        };
        Some(Missing {
            begin: begin_of(phrase, self.key.side),
            cue: stands
                .and_then(|stands| stands.cue.clone())
                .filter(|cue| !cue.is_empty()),
            sentence: sentence.text_for(self.key.side),
            unseen: match stands.map(|stands| stands.live) {
                Some(Live::Unseen(reason)) => Some(reason),
                _ => None,
            },
        })
    }

    /// How to begin the movement: the `begin` of its first reach.
    pub fn first_movement(&self) -> Option<String> {
        self.rules().find_map(|(_, rule, _)| match &rule.demand {
            Demand::Reach(phrase) => begin_of(phrase, self.key.side),
            _ => None,
        })
    }

    /// What the return asks for.
    pub fn way_back(&self) -> Option<String> {
        let text = self.rules().find_map(|(_, rule, _)| match &rule.demand {
            Demand::Return(phrase) => Some(phrase.cue.for_side(self.key.side).to_owned()),
            _ => None,
        });
        text.filter(|text| !text.is_empty())
    }

    /// The guide's sentence that asks for the return.
    pub fn return_sentence(&self) -> Option<String> {
        let mut rules = self.rules();
        let (sentence, _, _) = rules.find(|(_, rule, _)| matches!(rule.demand, Demand::Return(_)))?;
        Some(sentence.text_for(self.key.side))
    }

    /// The sentence of the first guard that is not kept.
    pub fn broken_sentence(&self) -> Option<String> {
        let mut rules = self.rules();
        let (sentence, _, _) = rules.find(|(_, rule, stands)| {
            let bad = stands.is_some_and(|stands| matches!(stands.live, Live::Missed | Live::Broken));
            bad && matches!(rule.demand, Demand::Keep(_))
        })?;
        Some(sentence.text_for(self.key.side))
    }

    /// Whether this rule is as it should be.
    pub fn is_met(&self, rule: RuleId) -> bool {
        self.state.rule(rule).is_some_and(|stands| stands.live == Live::Met)
    }

    /// Whether the person is at rest between two repetitions. Without a return rule nobody can say.
    pub fn is_at_rest(&self) -> bool {
        let returns = self
            .rules()
            .filter(|(_, rule, _)| matches!(rule.demand, Demand::Return(_)));
        let mut lives = returns
            .map(|(_, _, stands)| stands.map(|stands| stands.live))
            .peekable();
        lives.peek().is_some() && lives.all(|live| live == Some(Live::Met))
    }

    pub fn hold(&self) -> Option<Hold> {
        self.step.rules().find_map(|(_, rule)| match rule.demand {
            Demand::Hold(hold) => Some(hold),
            _ => None,
        })
    }

    pub fn times(&self) -> Option<Times> {
        times_of(self.step)
    }
}

/// Place of a step in its guide.
pub(crate) fn place_of(guide: &Guide, id: &str) -> Option<usize> {
    guide.steps.iter().position(|step| step.id == id)
}

/// How often a step is repeated.
pub(crate) fn times_of(step: &Step) -> Option<Times> {
    step.rules().find_map(|(_, rule)| match rule.demand {
        Demand::Repeat { at_least, at_most } => Some(Times {
            at_least,
            at_most,
            sets: step.sets(),
        }),
        _ => None,
    })
}

/// How to get to what a phrase means, in the coach's language, for somebody who has not moved.
fn begin_of(phrase: &Phrase, side: Option<Side>) -> Option<String> {
    let begin = phrase.begin.as_ref()?.for_side(side);
    Some(begin.to_owned()).filter(|text| !text.is_empty())
}
