//! A draft as a person looks at it: every sentence with its rules, what is asked, what is left out, and how far the
//! person has got.
//!
//! Plain values for a page; rules as the language has them, reasons in English.
//!
//! Must not know: how a guide is written, screens.

use std::ops::Range;

use serde::Serialize;

use crate::draft::Found;
use crate::draft::choice::{Choice, Choices, Field};
use crate::draft::item::Item;
use crate::draft::settle::{SettledSentence, SettledStep};
use crate::head::Head;
use crate::rules::planned::{EachSide, PlannedSentence, Without};
use crate::summary::LeftOut;
use crate::write::question_of;

/// A draft as a person looks at it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Review {
    /// Of the article: `en`.
    pub language: String,
    /// As it was found or written; may be empty.
    pub title: String,
    /// As it was found or written; may be empty.
    pub author: String,
    /// As it was found or written; may be empty.
    pub source: String,
    /// What is said before the first step.
    pub intro: Vec<String>,
    /// When to stop, where the article does not say it: its rule is the sentence.
    pub stop: Option<Suggestion>,
    /// In their order.
    pub steps: Vec<StepReview>,
    /// What the article says and the guide does not.
    pub left_out: Vec<LeftOut>,
    /// What was repaired, one sentence each.
    pub repairs: Vec<String>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepReview {
    /// Its heading.
    pub title: String,
    /// That it is done for each side, where that is suggested: its rule is `each side`.
    pub each_side: Option<Suggestion>,
    /// In their order.
    pub sentences: Vec<SentenceReview>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceReview {
    /// As the article has it.
    pub said: String,
    /// As the guide has it, with `{side}`.
    pub text: String,
    /// What is suggested, struck or not.
    pub rules: Vec<Suggestion>,
    /// What it may mean besides.
    pub questions: Vec<Question>,
    /// What stands there while it has no rule.
    pub without: Option<WithoutRule>,
    /// What could not be done: several are parted by `; `.
    pub hint: Option<String>,
}

/// A rule that is suggested.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// For [`crate::Draft::choose`].
    pub id: String,
    /// As the language has it.
    pub rule: String,
    /// Why it is a guess, if it is one.
    pub doubt: Option<String>,
    /// Where the words stand that say it, bytes of what the article says.
    pub words: Vec<Range<usize>>,
    /// `Accept`, `Strike`, or still open.
    pub choice: Option<Choice>,
    /// Why it can't stand now.
    pub waits: Option<Waits>,
}

/// A rule that a sentence may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// For [`crate::Draft::choose`].
    pub id: String,
    /// As the language has it.
    pub rule: String,
    /// Why nobody can be sure.
    pub why: String,
    /// `Accept` is yes, `Strike` no.
    pub choice: Option<Choice>,
    /// Why it can't stand, although the answer is yes.
    pub waits: Option<Waits>,
}

/// What stands behind a sentence without a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithoutRule {
    /// For [`crate::Draft::choose`].
    pub id: String,
    /// What the person is asked; `None`: it is there to be read.
    pub asked: Option<String>,
    /// Whether somebody chose so.
    pub chosen: bool,
    /// It needs none: the step is done for each side, and that does it.
    pub covered: bool,
}

/// What a rule waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "for")]
pub enum Waits {
    /// Nothing is reached in the step: there is no movement to time, to count, or to come back from.
    Reach,
    /// It needs a side, and the step is not done for each side and names none.
    Side,
    /// The step has one of its kind already.
    Again,
    /// It does not go together with another phrase that the step reaches.
    Clash {
        /// That phrase.
        with: String,
    },
}

impl Review {
    pub(crate) fn of(found: &Found, choices: &Choices, head: Head, settled: &[SettledStep]) -> Self {
        let stop = found
            .head
            .stop
            .as_ref()
            .map(|stop| suggestion(Item::Stop, stop, choices));
        let steps = found
            .steps
            .iter()
            .zip(settled)
            .enumerate()
            .map(|(step, (planned, settled))| StepReview {
                title: planned.title.clone(),
                each_side: each_side(step, planned.each_side, settled, choices),
                sentences: planned
                    .sentences
                    .iter()
                    .zip(settled.step.sentences.iter().zip(&settled.sentences))
                    .enumerate()
                    .map(|(sentence, (planned, (now, settled)))| {
                        sentence_review((step, sentence), planned, now, settled, choices)
                    })
                    .collect(),
            });
        Self {
            language: found.language.clone(),
            title: choices.field(Field::Title, &found.head).to_owned(),
            author: choices.field(Field::Author, &found.head).to_owned(),
            source: choices.field(Field::Source, &found.head).to_owned(),
            intro: head.intro,
            stop,
            steps: steps.collect(),
            left_out: found.left_out.clone(),
            repairs: found.repairs.clone(),
        }
    }

    /// Every suggestion of a step (from 0), or of all.
    pub fn suggestions(&self, step: Option<usize>) -> impl Iterator<Item = &Suggestion> {
        let above = self.stop.iter().filter(move |_| step.is_none());
        let steps = self
            .steps
            .iter()
            .enumerate()
            .filter(move |(index, _)| step.is_none_or(|step| step == *index));
        above.chain(steps.flat_map(|(_, step)| {
            let rules = step.sentences.iter().flat_map(|sentence| &sentence.rules);
            step.each_side.iter().chain(rules)
        }))
    }

    /// Every question.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let sentences = self.steps.iter().flat_map(|step| &step.sentences);
        sentences.flat_map(|sentence| &sentence.questions)
    }
}

fn suggestion(item: Item, rule: &str, choices: &Choices) -> Suggestion {
    Suggestion {
        id: item.to_string(),
        rule: rule.to_owned(),
        doubt: None,
        words: Vec::new(),
        choice: choices.of(item),
        waits: None,
    }
}

/// Suggested by the article, or by an answer.
fn each_side(step: usize, planned: Option<EachSide>, settled: &SettledStep, choices: &Choices) -> Option<Suggestion> {
    let kind = planned.or(settled.step.each_side)?;
    let doubt = (kind == EachSide::Guessed).then(|| "the article names no side".to_owned());
    Some(Suggestion {
        doubt,
        ..suggestion(Item::EachSide { step }, "each side", choices)
    })
}

fn sentence_review(
    (step, sentence): (usize, usize),
    planned: &PlannedSentence,
    now: &PlannedSentence,
    settled: &SettledSentence,
    choices: &Choices,
) -> SentenceReview {
    let suggested = planned.rules.iter().chain(&planned.waiting).zip(&settled.rules);
    let rules = suggested.enumerate().map(|(rule, (suggested, waits))| Suggestion {
        doubt: suggested.doubt.clone(),
        words: suggested.words.clone(),
        waits: waits.clone(),
        ..suggestion(Item::Rule { step, sentence, rule }, &suggested.rule, choices)
    });
    let questions = planned.questions.iter().zip(&settled.questions).enumerate();
    let questions = questions.map(|(question, ((rule, why), waits))| {
        let item = Item::Question {
            step,
            sentence,
            question,
        };
        Question {
            id: item.to_string(),
            rule: rule.clone(),
            why: why.clone(),
            choice: choices.of(item),
            waits: waits.clone(),
        }
    });
    let without = now.rules.is_empty().then(|| {
        let item = Item::Without { step, sentence };
        WithoutRule {
            id: item.to_string(),
            asked: match &now.without {
                Without::Ask(question) => Some(question.clone().unwrap_or_else(|| question_of(&now.text))),
                Without::Note | Without::Covered => None,
            },
            chosen: choices.of(item).is_some(),
            covered: now.without == Without::Covered,
        }
    });
    SentenceReview {
        said: planned.said.clone(),
        text: now.text.clone(),
        rules: rules.collect(),
        questions: questions.collect(),
        without,
        hint: now.hint.clone(),
    }
}
