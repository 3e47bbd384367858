//! A guide that a person makes out of what was found in an article: suggestions accepted or struck one by one,
//! questions answered, title and origin mended.
//!
//! A [`Draft`] holds what was read and what was chosen. The guide is made of both anew each time, so the order of the
//! choices makes no difference, and each can be taken back. Whatever is chosen, the guide has no mistakes.
//!
//! Must not know: screens, the words that people read.

pub(crate) mod choice;
pub(crate) mod item;
pub(crate) mod places;
pub(crate) mod review;
mod settle;

use guide::Vocabulary;
use serde::{Deserialize, Serialize};

use crate::draft::choice::{Choice, Choices, Field};
use crate::draft::item::Item;
use crate::draft::places::Placed;
use crate::draft::review::Review;
use crate::draft::settle::{SettledStep, settle};
use crate::head::Head;
use crate::language::Language;
use crate::rules::planned::PlannedStep;
use crate::summary::LeftOut;
use crate::{ImportError, planned, written};

/// Of the form in which drafts are kept: an older one is not read.
const EDITION: u32 = 1;

/// What an article says, and what a person chose of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    read: Found,
    choices: Choices,
}

/// What was found in an article. Does not change any more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Found {
    edition: u32,
    /// Of the article: `en`.
    language: String,
    head: Head,
    steps: Vec<PlannedStep>,
    /// The article's text.
    source: String,
    left_out: Vec<LeftOut>,
    repairs: Vec<String>,
}

/// Why a draft that was kept can't be taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the draft is none, or of another edition of the program")]
pub struct NotKept;

impl Draft {
    /// Reads an article; nothing is chosen yet. `bytes` is the article's file as it is.
    ///
    /// # Errors
    /// [`ImportError`] as [`crate::import`] has it.
    pub fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        let (article, steps) = planned(bytes)?;
        let draft = Self {
            read: Found {
                edition: EDITION,
                language: article.language.code.to_owned(),
                head: Head::of(&article),
                steps,
                left_out: article.left_out.iter().map(LeftOut::from).collect(),
                repairs: article.repairs,
                source: article.source,
            },
            choices: Choices::default(),
        };
        draft.guide()?;
        Ok(draft)
    }

    /// Takes up a draft that was kept.
    ///
    /// # Errors
    /// [`NotKept`] when one of the texts is none of [`Draft::found`] and [`Draft::choices`].
    pub fn kept(found: &str, choices: &str) -> Result<Self, NotKept> {
        let read: Found = serde_json::from_str(found).map_err(|_| NotKept)?;
        let choices: Choices = serde_json::from_str(choices).map_err(|_| NotKept)?;
        if read.edition != EDITION || Language::with_code(&read.language).is_none() {
            return Err(NotKept);
        }
        let mut draft = Self {
            read,
            choices: Choices::default(),
        };
        draft.guide().map_err(|_| NotKept)?;
        draft.choices = choices;
        Ok(draft)
    }

    /// What was found, as JSON, to be kept: it stays the same whatever is chosen.
    pub fn found(&self) -> String {
        serde_json::to_string(&self.read).expect("plain data with names for keys")
    }

    /// What was chosen, as JSON, to be kept.
    pub fn choices(&self) -> String {
        serde_json::to_string(&self.choices).expect("plain data with names for keys")
    }

    /// Chooses for one item of the [`Review`], by its id; `None` leaves it open again. Whether there is such an item,
    /// and this is a choice for it.
    pub fn choose(&mut self, id: &str, choice: Option<Choice>) -> bool {
        let Some(item) = Item::of_id(id).filter(|item| self.is_there(*item)) else {
            return false;
        };
        if choice.is_some_and(|choice| !item.takes(choice)) {
            return false;
        }
        self.choices.set(item, choice);
        true
    }

    /// Accepts or strikes every suggestion that is still open, of a step (from 0) or of all. `None`: all that was
    /// chosen there is open again.
    pub fn choose_all(&mut self, step: Option<usize>, choice: Option<Choice>) {
        let Some(choice) = choice else {
            self.choices.reopen(step);
            return;
        };
        let review = self.review();
        let open = review
            .suggestions(step)
            .filter(|suggestion| suggestion.choice.is_none() && suggestion.waits.is_none());
        let open: Vec<String> = open.map(|suggestion| suggestion.id.clone()).collect();
        for id in open {
            self.choose(&id, Some(choice));
        }
    }

    /// Writes the title, the author or the source anew. What has no letter counts as none.
    pub fn write(&mut self, field: Field, text: &str) {
        self.choices.write(field, text);
    }

    /// The guide as it stands, in its one form. What is still open is marked `# suggested`.
    ///
    /// # Errors
    /// [`ImportError::TooMuch`] when it is longer than a guide may be.
    pub fn guide(&self) -> Result<String, ImportError> {
        let (head, settled) = self.settled();
        let steps: Vec<PlannedStep> = settled.into_iter().map(|settled| settled.step).collect();
        let text = written(&head, &steps)?;
        let formatted = guide::format("imported", &text, Vocabulary::builtin());
        Ok(formatted
            .ok()
            .filter(|formatted| formatted.len() <= guide::LONGEST_BYTES)
            .unwrap_or(text))
    }

    /// Everything that a person looks at and chooses.
    pub fn review(&self) -> Review {
        let (head, settled) = self.settled();
        Review::of(&self.read, &self.choices, head, &settled)
    }

    /// The article's text, as far as people see it.
    pub fn source(&self) -> &str {
        &self.read.source
    }

    /// Where the sentences of each step stand in the source.
    pub fn places(&self) -> Vec<Vec<Option<Placed>>> {
        places::of(&self.read.source, &self.read.steps)
    }

    fn is_there(&self, item: Item) -> bool {
        let steps = &self.read.steps;
        let sentence = |step: usize, sentence: usize| steps.get(step)?.sentences.get(sentence);
        match item {
            Item::Stop => self.read.head.stop.is_some(),
            Item::EachSide { step } => step < steps.len(),
            Item::Rule {
                step,
                sentence: at,
                rule,
            } => sentence(step, at).is_some_and(|sentence| rule < sentence.rules.len() + sentence.waiting.len()),
            Item::Question {
                step,
                sentence: at,
                question,
            } => sentence(step, at).is_some_and(|sentence| question < sentence.questions.len()),
            Item::Without { step, sentence: at } => sentence(step, at).is_some(),
        }
    }

    fn settled(&self) -> (Head, Vec<SettledStep>) {
        let language = Language::with_code(&self.read.language).unwrap_or_else(Language::english);
        let steps = self.read.steps.iter().enumerate();
        let settled = steps
            .map(|(index, step)| settle(step, index, &self.choices, language))
            .collect();
        (self.choices.head(&self.read.head), settled)
    }
}
