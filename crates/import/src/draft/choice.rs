//! What a person chose: of suggestions, questions, and of what stands above the steps.
//!
//! Must not know: rules, steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::draft::item::Item;
use crate::head::{Head, UNTITLED};

/// Longest title, author or source, in characters.
const LONGEST_FIELD: usize = 300;

/// What is chosen of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// A suggestion is right; the answer to a question is yes.
    Accept,
    /// A suggestion is wrong; the answer to a question is no.
    Strike,
    /// Of a sentence without a rule the person is asked.
    Ask,
    /// A sentence without a rule is there to be read.
    Note,
}

/// What can be written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The guide's title.
    Title,
    /// Who wrote the article.
    Author,
    /// What the guide is based on.
    Source,
}

/// All that was chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choices {
    title: Option<String>,
    author: Option<String>,
    source: Option<String>,
    /// By the item's id.
    made: BTreeMap<String, Choice>,
}

impl Choices {
    pub fn of(&self, item: Item) -> Option<Choice> {
        self.made
            .get(&item.to_string())
            .copied()
            .filter(|choice| item.takes(*choice))
    }

    pub fn set(&mut self, item: Item, choice: Option<Choice>) {
        match choice {
            Some(choice) => self.made.insert(item.to_string(), choice),
            None => self.made.remove(&item.to_string()),
        };
    }

    /// Takes back what was chosen of a step, or of everything.
    pub fn reopen(&mut self, step: Option<usize>) {
        self.made
            .retain(|id, _| step.is_some() && Item::of_id(id).and_then(Item::step) != step);
    }

    pub fn write(&mut self, field: Field, text: &str) {
        let field = match field {
            Field::Title => &mut self.title,
            Field::Author => &mut self.author,
            Field::Source => &mut self.source,
        };
        *field = Some(text.chars().take(LONGEST_FIELD).collect());
    }

    /// A field as it was written, which may be nothing; else as it was found.
    pub fn field<'a>(&'a self, field: Field, found: &'a Head) -> &'a str {
        let (written, found) = match field {
            Field::Title => (&self.title, Some(found.title.as_str())),
            Field::Author => (&self.author, found.author.as_deref()),
            Field::Source => (&self.source, found.source.as_deref()),
        };
        written.as_deref().or(found).unwrap_or_default()
    }

    /// What stands above the steps, as the guide has it.
    pub fn head(&self, found: &Head) -> Head {
        let value = |field| one_line(self.field(field, found));
        let stop = self.of(Item::Stop);
        Head {
            title: value(Field::Title).unwrap_or_else(|| UNTITLED.to_owned()),
            author: value(Field::Author),
            source: value(Field::Source),
            stop: found.stop.clone().filter(|_| stop != Some(Choice::Strike)),
            stop_checked: stop.is_some(),
            ..found.clone()
        }
    }
}

/// A value as one line; `None` when it has no letter and no digit.
fn one_line(text: &str) -> Option<String> {
    let line = crate::text::block::tidy(text);
    line.contains(char::is_alphanumeric).then_some(line)
}
