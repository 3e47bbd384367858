//! The shapes of a guide that a page shows, and how they are made of a guide that was read.

use std::collections::BTreeMap;
use std::sync::Arc;

use body::Side;
use coach::{ByClock, Plan};
use guide::{Aim, Demand, Guide, Rule, Step, Vocabulary};
use serde::Serialize;

use crate::explain::explain;
use crate::how_often::HowOften;

/// Words a minute of somebody who reads at ease.
const WORDS_A_MINUTE: usize = 230;

/// The language of a guide that names none.
pub const ORIGINAL: &str = "en";

/// A guide in the list: the `GuideCard` of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// How many steps it has.
    pub steps: usize,
    /// Of the first step.
    pub figure: Figure,
    /// Of each step: a list shows the one that tells the guide from the others.
    pub figures: Vec<Figure>,
}

/// A whole guide: the `GuidePage` of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// SHA-256 of the text's bytes, hexadecimal.
    pub sha256: String,
    /// The guide's own text: what the judge is given.
    pub text: String,
    /// What fills in "{side}".
    pub sides: Sides,
    /// The languages in which it can be had, its original's first. Two letters each.
    pub languages: Vec<&'static str>,
    /// In their order.
    pub steps: Vec<StepPage>,
}

/// What stands above a guide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct About {
    /// Short name: `upper-back`.
    pub name: String,
    /// Of its words, two letters: `en`.
    pub language: &'static str,
    /// Empty when it has none yet.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it is based on.
    pub source: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// How often it is meant to be done, where it says so.
    pub plan: Option<HowOften>,
    /// What stands before the first step, as one paragraph; empty when nothing does.
    pub summary: Vec<String>,
    /// Minutes to read it, at least 1.
    pub read_minutes: usize,
    /// Minutes to do it by the clock, at least 1.
    pub session_minutes: u64,
}

/// The person's two sides, in the guide's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sides {
    /// The person's left.
    pub left: String,
    /// The person's right.
    pub right: String,
}

/// What the drawing of a step shows: values of measures by their names. Of a step with sides: the left one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Before the movement.
    pub rest: BTreeMap<&'static str, f32>,
    /// Where it leads.
    pub target: BTreeMap<&'static str, f32>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepPage {
    /// Stable id: `neck-tilt`.
    pub id: String,
    /// Heading, `{side}` unfilled.
    pub title: String,
    /// Its short name, or else its title, `{side}` unfilled.
    pub short: String,
    /// Whether it is done once for each side.
    pub each_side: bool,
    /// Its drawing.
    pub figure: Figure,
    /// How often, where it has repetitions.
    pub amount: Option<Amount>,
    /// In their order.
    pub sentences: Vec<SentencePage>,
}

/// How often a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amount {
    /// Fewest repetitions, of each set.
    pub at_least: u32,
    /// Most, where it says so.
    pub at_most: Option<u32>,
    /// 1 where it has no sets.
    pub sets: u32,
    /// Seconds of rest between two repetitions.
    pub rest_between_repetitions_s: Option<f64>,
    /// The same between two sets.
    pub rest_between_sets_s: Option<f64>,
}

/// One sentence with what is checked of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentencePage {
    /// `{side}` unfilled.
    pub text: String,
    /// In their order.
    pub rules: Vec<RulePage>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RulePage {
    /// As the author wrote it, with single blanks.
    pub rule: String,
    /// Its first word.
    pub verb: &'static str,
    /// In plain words, with its numbers.
    pub explained: String,
}

impl Page {
    /// The page of `guide`, which was read from `text` and is in no other language. One that was read only in part has
    /// the steps, sentences and rules that could be read.
    pub fn new(guide: Guide, text: &str, vocabulary: &Vocabulary) -> Self {
        Self::of_edition(guide, text, ORIGINAL, vec![ORIGINAL], vocabulary)
    }

    /// The page of `guide` in `language`, one of the `languages` that it can be had in.
    pub fn of_edition(
        guide: Guide,
        text: &str,
        language: &'static str,
        languages: Vec<&'static str>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let guide = Arc::new(guide);
        Self {
            about: about(&guide, language, vocabulary),
            sha256: guide.sha256.clone(),
            text: text.to_owned(),
            sides: Sides {
                left: guide.sides.left.clone(),
                right: guide.sides.right.clone(),
            },
            languages,
            steps: guide.steps.iter().map(|step| step_page(step, vocabulary)).collect(),
        }
    }

    /// The same guide in a list.
    pub fn card(&self) -> Card {
        Card {
            about: self.about.clone(),
            steps: self.steps.len(),
            figure: self.steps.first().map(|step| step.figure.clone()).unwrap_or_default(),
            figures: self.steps.iter().map(|step| step.figure.clone()).collect(),
        }
    }
}

fn figure(step: &Step) -> Figure {
    let named = |values: guide::Values| {
        let named = values.into_iter().map(|(measure, value)| (measure.name(), value));
        named.collect()
    };
    let Aim { rest, target } = guide::aim(step, step.each_side.then_some(Side::Left));
    Figure {
        rest: named(rest),
        target: named(target),
    }
}

fn about(guide: &Arc<Guide>, language: &'static str, vocabulary: &Vocabulary) -> About {
    About {
        name: guide.name.clone(),
        language,
        title: guide.title.clone(),
        author: guide.author.clone(),
        source: guide.source.clone(),
        difficulty: guide.difficulty.clone(),
        plan: guide.plan.as_ref().map(HowOften::from),
        summary: Some(guide.summary.clone())
            .filter(|summary| !summary.is_empty())
            .into_iter()
            .collect(),
        read_minutes: words(guide).div_ceil(WORDS_A_MINUTE).max(1),
        session_minutes: session_minutes(guide, vocabulary),
    }
}

/// Words that a reader of the page reads: without rules, which are folded away.
fn words(guide: &Guide) -> usize {
    let steps = guide.steps.iter().flat_map(|step| {
        let sentences = step.sentences.iter().map(|sentence| sentence.text.as_str());
        std::iter::once(step.title.as_str()).chain(sentences)
    });
    let all = [guide.title.as_str(), guide.summary.as_str()].into_iter().chain(steps);
    all.map(|text| text.split_whitespace().count()).sum()
}

/// Minutes that the guide takes on the clock, rounded up; at least 1.
fn session_minutes(guide: &Arc<Guide>, vocabulary: &Vocabulary) -> u64 {
    let clock = ByClock::new(Arc::clone(guide), vocabulary.timing(), Plan::WholeGuide)
        .expect("the whole guide is always a plan");
    (clock.length_s() / 60.0).ceil().max(1.0) as u64
}

fn step_page(step: &Step, vocabulary: &Vocabulary) -> StepPage {
    let sentences = step.sentences.iter().map(|sentence| SentencePage {
        text: sentence.text.clone(),
        rules: sentence
            .rules
            .iter()
            .map(|rule| rule_page(rule, step, vocabulary))
            .collect(),
    });
    StepPage {
        id: step.id.clone(),
        title: step.title.clone(),
        short: step.short_name().to_owned(),
        each_side: step.each_side,
        figure: figure(step),
        amount: amount(step),
        sentences: sentences.collect(),
    }
}

fn amount(step: &Step) -> Option<Amount> {
    let rests = step.rests();
    step.rules().find_map(|(_, rule)| match rule.demand {
        Demand::Repeat { at_least, at_most } => Some(Amount {
            at_least,
            at_most,
            sets: step.sets(),
            rest_between_repetitions_s: rests.between_repetitions_s,
            rest_between_sets_s: rests.between_sets_s,
        }),
        _ => None,
    })
}

fn rule_page(rule: &Rule, step: &Step, vocabulary: &Vocabulary) -> RulePage {
    RulePage {
        rule: rule.text.clone(),
        verb: rule.demand.verb().name(),
        explained: explain(rule, step, vocabulary.timing()),
    }
}
