//! The rules of a dose that have a phrase: each with a memory of its own, and what they say together.

use body::SessionTime;
use guide::{Phrase, RuleId, Timing};
use measure::Measures;

use crate::dwell::{Sign, Standing, longer};
use crate::look::{Before, Look, PhraseWatch};
use crate::record::Record;

/// A rule with a phrase.
#[derive(Debug, Clone)]
pub(crate) struct PhraseRule {
    pub id: RuleId,
    pub watch: PhraseWatch,
    /// The last frame's.
    pub look: Option<Look>,
    /// What was seen of it while the dose was waited for.
    pub waiting: Record,
    /// For a page: the last frame's look, or for a short gap the last one that saw something.
    shown: Option<(SessionTime, Look)>,
}

impl PhraseRule {
    pub fn new(id: RuleId, phrase: &Phrase, side: Option<body::Side>, before: Before) -> Self {
        Self {
            id,
            watch: PhraseWatch::new(phrase, side, before),
            look: None,
            waiting: Record::default(),
            shown: None,
        }
    }

    /// Takes one frame.
    pub fn frame(&mut self, at: SessionTime, measures: &Measures, timing: &Timing) {
        let look = self.watch.look(at, measures, timing);
        let sees = !matches!(look.standing, Standing::Unseen(_));
        let keeps = |(seen_at, shown): &(SessionTime, Look)| {
            !matches!(shown.standing, Standing::Unseen(_)) && !longer(*seen_at, at, timing.gap_s)
        };
        // A blink of the camera should not make a page flicker.
        if sees || !self.shown.as_ref().is_some_and(keeps) {
            self.shown = Some((at, look.clone()));
        }
        self.look = Some(look);
    }

    pub fn phrase(&self) -> &Phrase {
        &self.watch.phrase
    }

    pub fn standing(&self) -> Option<Standing> {
        self.look.as_ref().map(|look| look.standing)
    }

    /// What a page shows of it.
    pub fn shown(&self) -> Option<&Look> {
        self.shown.as_ref().map(|(_, look)| look)
    }

    pub fn confidence(&self) -> f32 {
        self.look.as_ref().map_or(0.0, |look| look.confidence)
    }
}

/// The rule that is known by this id, and its place in the list.
pub(crate) fn known(rules: &[PhraseRule], id: RuleId) -> Option<(usize, &PhraseRule)> {
    rules.iter().enumerate().find(|(_, rule)| rule.id == id)
}

/// All together: one that is seen to fail decides; then one that is not seen. No rules at all are met.
pub(crate) fn together(rules: &[PhraseRule]) -> Sign {
    let mut all = Sign::Met;
    for rule in rules {
        match rule.standing().map_or(Sign::Unseen, Standing::sign) {
            Sign::Missed => return Sign::Missed,
            Sign::Unseen => all = Sign::Unseen,
            Sign::Met => {}
        }
    }
    all
}

/// The one rule of a position that is missed while all its others are met.
pub(crate) fn missing_alone(reaches: &[PhraseRule]) -> Option<usize> {
    let missed = reaches
        .iter()
        .position(|rule| rule.standing() == Some(Standing::Missed))?;
    let others_met = reaches
        .iter()
        .enumerate()
        .all(|(index, rule)| index == missed || rule.standing() == Some(Standing::Met));
    (others_met && reaches.len() > 1).then_some(missed)
}
