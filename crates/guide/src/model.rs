//! A guide as the coach follows it: steps, sentences, rules, with every threshold filled in.
//!
//! Made by the parser and the vocabulary; plain data, with look-ups and the comparison of one value.

use std::sync::Arc;

use body::{Measure, Side};

use crate::cadence::Cadence;
use crate::cue::{Cue, SideWords};
use crate::view::StepView;

/// A whole guide, without mistakes.
///
/// ```
/// use guide::{Vocabulary, parse};
///
/// let text = "---
/// title: Ear to shoulder
/// ---
///
/// Stop if it hurts.
///
/// ### Tilt your neck {#tilt}
///
/// `each side`
///
/// - Let your {side} ear sink towards your {side} shoulder. `reach neck tilt {side}`
/// - Stay there for ten seconds. `hold 10 s`
/// ";
/// let guide = parse("ear", text, Vocabulary::builtin())?;
/// assert_eq!(guide.title, "Ear to shoulder");
/// let tilt = guide.step("tilt").expect("it is written above");
/// assert!(tilt.each_side);
///
/// // Every mistake is found at once, and points at its words.
/// let mistakes = parse("ear", &text.replace("hold 10 s", "hold still"), Vocabulary::builtin());
/// assert!(mistakes.is_err());
/// # Ok::<(), guide::Mistakes>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// Short name, from the file's name: `upper-back`.
    pub name: String,
    /// Title of the page.
    pub title: String,
    /// Who wrote the guide.
    pub author: Option<String>,
    /// What the guide is based on.
    pub source: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// How often it is meant to be done.
    pub plan: Option<Cadence>,
    /// The words that fill in `{side}` in its sentences.
    pub sides: Arc<SideWords>,
    /// What stands before the first step, as plain text.
    pub summary: String,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// In the order in which they are done. At least one.
    pub steps: Vec<Step>,
}

impl Guide {
    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Whether a step of it is seen from the side: then every step asks for its own view. In any other guide nobody is told
    /// how to turn, as the look at the person at rest asks for the face.
    pub fn has_views(&self) -> bool {
        self.steps.iter().any(|step| step.view.is_sideways())
    }

    /// What the person has to turn to the camera in a dose of `step`, which is one of the guide's. `None` where that does not
    /// matter: no step of the guide has a view, nothing of this one is watched, or its own rules are about how one turns.
    pub fn view_of(&self, step: &Step, dose: Option<Side>) -> Option<StepView> {
        let mut tests = step
            .rules()
            .filter_map(|(_, rule)| rule.demand.phrase())
            .flat_map(|phrase| &phrase.tests)
            .peekable();
        let watched = tests.peek().is_some();
        let turns = tests.any(|test| matches!(test.measure, Measure::Facing | Measure::TrunkRotation));
        (self.has_views() && watched && !turns).then(|| step.view.for_side(dose))
    }

    /// The rule of the step with this id, where there is one.
    pub fn rule(&self, step: &str, rule: RuleId) -> Option<&Rule> {
        self.step(step)?.rule(rule)
    }
}

/// One exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Stable id: `neck-tilt`.
    pub id: String,
    /// Heading, `{side}` unfilled.
    pub title: String,
    /// Its title in two or three words, for labels, where it has one.
    pub short: Option<String>,
    /// The words that fill in `{side}` in its title and short name: those of the guide.
    pub sides: Arc<SideWords>,
    /// Whether it is done once for each side.
    pub each_side: bool,
    /// What the person turns to the camera in it; the face, where nothing is written.
    pub view: StepView,
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
}

impl Step {
    /// What it is called where there is little room: its short name, or else its title.
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }

    /// Its title in a dose of this side; of both sides, where none is given.
    pub fn title_for(&self, side: Option<Side>) -> String {
        self.sides.fill(&self.title, side)
    }

    /// What it is called in such a dose where there is little room.
    pub fn short_for(&self, side: Option<Side>) -> String {
        self.sides.fill(self.short_name(), side)
    }

    /// The doses of this step: both sides, or one without a side.
    pub fn sides(&self) -> &'static [Option<Side>] {
        if self.each_side {
            &[Some(Side::Left), Some(Side::Right)]
        } else {
            &[None]
        }
    }

    /// Whether a camera sees its movement: it has something to reach. Any other step runs on the clock, also before a
    /// camera.
    pub fn is_watched(&self) -> bool {
        self.rules().any(|(_, rule)| matches!(rule.demand, Demand::Reach(_)))
    }

    /// How often its repetitions are done: once, where it has no sets.
    pub fn sets(&self) -> u32 {
        let sets = self.rules().find_map(|(_, rule)| match rule.demand {
            Demand::Sets(sets) => Some(sets),
            _ => None,
        });
        sets.unwrap_or(1)
    }

    /// Its rests.
    pub fn rests(&self) -> Rests {
        let mut rests = Rests::default();
        for (id, rule) in self.rules() {
            let Demand::Rest(seconds) = rule.demand else { continue };
            match self.rest_is_between(id) {
                Some(Between::Sets) => rests.between_sets_s = Some(seconds),
                Some(Between::Repetitions) => rests.between_repetitions_s = Some(seconds),
                None => {}
            }
        }
        rests
    }

    /// What the `rest` with this id is between: in the sentence of `sets` its sets, in that of `repeat` its repetitions,
    /// alone its sets where it has any, else its repetitions. `None` where there is nothing to rest between.
    pub fn rest_is_between(&self, id: RuleId) -> Option<Between> {
        let has = |sentence: &Sentence, between: Between| {
            let mut demands = sentence.rules.iter().map(|rule| &rule.demand);
            demands.any(|demand| match between {
                Between::Sets => matches!(demand, Demand::Sets(_)),
                Between::Repetitions => matches!(demand, Demand::Repeat { .. }),
            })
        };
        let own = self.sentences.get(id.sentence)?;
        let all = [Between::Sets, Between::Repetitions];
        let beside = all.into_iter().find(|between| has(own, *between));
        let of_step = |between: &Between| self.sentences.iter().any(|sentence| has(sentence, *between));
        beside.or_else(|| all.into_iter().find(of_step))
    }

    /// Every rule, in the order of the text.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        let sentences = self.sentences.iter().enumerate();
        sentences.flat_map(|(index, sentence)| sentence.rules_of(index))
    }

    /// The rule that is known by this id, where the step has it.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.sentences.get(id.sentence)?.rules.get(id.place)
    }
}

/// One sentence of the guide, which is one list item.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// As it is read, `{side}` unfilled.
    pub text: String,
    /// The words that fill it in: those of the guide.
    pub sides: Arc<SideWords>,
    /// At least one; `ask` and `note` count.
    pub rules: Vec<Rule>,
}

impl Sentence {
    /// Its rules, where it is the sentence at this index of its step.
    pub fn rules_of(&self, index: usize) -> impl Iterator<Item = (RuleId, &Rule)> {
        let rules = self.rules.iter().enumerate();
        rules.map(move |(place, rule)| (RuleId { sentence: index, place }, rule))
    }

    /// The text for a side, in the guide's own language; for both sides, where none is given.
    pub fn text_for(&self, side: Option<Side>) -> String {
        self.sides.fill(&self.text, side)
    }
}

/// What a rule is known by within its step, whatever side it is done on and however it is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId {
    /// Index of its sentence in the step, from 0.
    pub sentence: usize,
    /// Its place among the rules of that sentence, from 0.
    pub place: usize,
}

/// One rule behind a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// As written, `{side}` unfilled: `reach neck tilt {side}`.
    pub text: String,
    /// What it demands.
    pub demand: Demand,
}

impl Rule {
    /// The rule's text for a side. Rules are written in English in every language.
    pub fn text_for(&self, side: Option<Side>) -> String {
        fill_side(&self.text, side)
    }
}

/// What a rule demands.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// Must be so before the movement counts.
    Start(Phrase),
    /// Must become so; all reached together opens the hold.
    Reach(Phrase),
    /// Guard while reaching and holding.
    Keep(Phrase),
    /// The clock, in seconds.
    Hold(Hold),
    /// Must become so again after the hold.
    Return(Phrase),
    /// Speed limit on the movement of this step.
    Slowly(SpeedLimit),
    /// Repetitions of the step's cycle.
    Repeat {
        /// Fewest that make the step done, 1 to 1000.
        at_least: u32,
        /// How many are enough; no fewer than `at_least`.
        at_most: Option<u32>,
    },
    /// The step's repetitions are done so many times, 2 to 100.
    Sets(u32),
    /// Seconds between two sets or two repetitions in which nothing is judged, above 0, at most 600. Which of them it
    /// parts, [`Step::rests`] tells.
    Rest(f64),
    /// A camera can't see it: the person is asked this.
    Ask(String),
    /// Nothing to check.
    Note,
}

impl Demand {
    /// The verb that asks for it.
    pub fn verb(&self) -> Verb {
        match self {
            Demand::Start(_) => Verb::Start,
            Demand::Reach(_) => Verb::Reach,
            Demand::Keep(_) => Verb::Keep,
            Demand::Hold(_) => Verb::Hold,
            Demand::Return(_) => Verb::Return,
            Demand::Slowly(_) => Verb::Slowly,
            Demand::Repeat { .. } => Verb::Repeat,
            Demand::Sets(_) => Verb::Sets,
            Demand::Rest(_) => Verb::Rest,
            Demand::Ask(_) => Verb::Ask,
            Demand::Note => Verb::Note,
        }
    }

    /// Its phrase, where it has one.
    pub fn phrase(&self) -> Option<&Phrase> {
        match self {
            Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => {
                Some(phrase)
            }
            Demand::Hold(_)
            | Demand::Slowly(_)
            | Demand::Repeat { .. }
            | Demand::Sets(_)
            | Demand::Rest(_)
            | Demand::Ask(_)
            | Demand::Note => None,
        }
    }
}

/// The first word of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // Each is said of the demand of its name.
pub enum Verb {
    Start,
    Reach,
    Keep,
    Hold,
    Return,
    Slowly,
    Repeat,
    Sets,
    Rest,
    Ask,
    Note,
}

impl Verb {
    /// As it is written: `reach`.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Start => "start",
            Verb::Reach => "reach",
            Verb::Keep => "keep",
            Verb::Hold => "hold",
            Verb::Return => "return",
            Verb::Slowly => "slowly",
            Verb::Repeat => "repeat",
            Verb::Sets => "sets",
            Verb::Rest => "rest",
            Verb::Ask => "ask",
            Verb::Note => "note",
        }
    }
}

/// The rests of a step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rests {
    /// Seconds between two repetitions of a set.
    pub between_repetitions_s: Option<f64>,
    /// Seconds between two sets.
    pub between_sets_s: Option<f64>,
}

/// What a rest is between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Two repetitions.
    Repetitions,
    /// Two sets.
    Sets,
}

/// How long to stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold {
    /// Seconds that make it done: above 0, at most 600.
    pub at_least_s: f64,
    /// Seconds after which the coach says "release"; no fewer than `at_least_s`.
    pub at_most_s: Option<f64>,
    /// Breaths, when it was written in breaths: shown to the person; `at_least_s` holds their seconds.
    pub breaths: Option<u32>,
}

/// A speed limit, from the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeedLimit {
    /// The shortest time that a rise from rest to reached may take, seconds, where the step does not move the head.
    pub shortest_rise_s: f64,
    /// The fastest that the head may move, degrees a second, where the step moves the head.
    pub fastest_head_deg_s: f64,
    /// What to say.
    pub cue: Cue,
}

/// A phrase of the vocabulary with its side and its thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Its name in the vocabulary: `neck tilt`.
    pub name: String,
    /// Which side it is about.
    pub side: PhraseSide,
    /// What is compared. At least one.
    pub tests: Vec<Test>,
    /// Which of the tests must hold together.
    pub formula: Formula,
    /// How to get there, for one who has not moved; `None` for a phrase that is only guarded, and for one of a guide's
    /// own, whose sentence says it.
    pub begin: Option<Cue>,
    /// What to say when it is broken, or when one is under way and does not get there.
    pub cue: Cue,
    /// What to say when one does another thing instead: (test that shows it, cue). Empty for most.
    pub instead: Vec<(Test, Cue)>,
}

/// How the tests of a phrase make one answer. There is no "not": a test that is turned round says it.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// The test at this place of the phrase's list.
    Test(usize),
    /// Every part holds. At least one part.
    All(Vec<Formula>),
    /// One part holds, or more. At least one part.
    Any(Vec<Formula>),
}

impl Formula {
    /// Every one of so many tests: what a phrase of the vocabulary demands.
    pub fn all_of(tests: usize) -> Self {
        Formula::All((0..tests).map(Formula::Test).collect())
    }

    /// Whether every test must hold, so that it reads as a plain list.
    pub fn is_plain_list(&self) -> bool {
        match self {
            Formula::Test(_) => true,
            Formula::All(parts) => parts.iter().all(Formula::is_plain_list),
            Formula::Any(_) => false,
        }
    }
}

/// Which side a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseSide {
    /// None: it has no side.
    None,
    /// The side of the dose: written `{side}`.
    OfDose,
    /// Always this one.
    Fixed(Side),
}

/// One comparison of one measure with hysteresis.
///
/// Met at `met` or beyond it; once met it stays so until it is past `lost`. A `keep` is broken past `lost`
/// and mended at `met`. All three thresholds are in the measure's unit, as `reading` reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// What is compared.
    pub measure: Measure,
    /// How its value is read.
    pub reading: Reading,
    /// Which way is met.
    pub compare: Compare,
    /// Met here or beyond.
    pub met: f32,
    /// No longer met past this: no higher than `met` for [`Compare::AtLeast`], no lower for [`Compare::AtMost`].
    pub lost: f32,
    /// Good here or beyond; without it, done is good.
    pub good: Option<f32>,
}

/// How a value of a measure is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As it is.
    Plain,
    /// Without its sign.
    Magnitude,
    /// As of the phrase's side: positive towards it, for a measure whose right is positive; the measure of that
    /// side, for one of a left and right pair.
    TowardsSide,
}

/// Which way is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `value >= met`.
    AtLeast,
    /// `value <= met`.
    AtMost,
}

impl Test {
    /// The measure that it looks at for a side: one of a left and right pair gives way to its twin.
    pub fn measure_for(&self, side: Option<Side>) -> Measure {
        match (self.reading, side) {
            (Reading::TowardsSide, Some(side)) => self.measure.on(side),
            _ => self.measure,
        }
    }

    /// The value of [`Self::measure_for`] as this test reads it.
    pub fn read(&self, value: f32, side: Option<Side>) -> f32 {
        match (self.reading, side) {
            (Reading::Plain, _) | (Reading::TowardsSide, None | Some(Side::Right)) => value,
            (Reading::TowardsSide, Some(Side::Left)) if self.measure.pair().is_some() => value,
            (Reading::TowardsSide, Some(Side::Left)) => -value,
            (Reading::Magnitude, _) => value.abs(),
        }
    }

    /// Whether a value that was read is met, given whether it was met before.
    pub fn is_met(&self, read: f32, before: bool) -> bool {
        let edge = if before { self.lost } else { self.met };
        self.is_past(read, edge)
    }

    /// Whether a value that was read is good.
    pub fn is_good(&self, read: f32) -> bool {
        self.is_past(read, self.good.unwrap_or(self.met))
    }

    fn is_past(&self, read: f32, edge: f32) -> bool {
        match self.compare {
            Compare::AtLeast => read >= edge,
            Compare::AtMost => read <= edge,
        }
    }
}

fn fill_side(text: &str, side: Option<Side>) -> String {
    text.replace("{side}", side.map_or("{side}", Side::name))
}
