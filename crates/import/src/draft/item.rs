//! What a person chooses of, and the names by which a page knows it.
//!
//! Must not know: what was read, what was chosen.

use std::fmt;

use crate::draft::choice::Choice;

/// One thing that is chosen. Steps, sentences and rules are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// The sentence that says when to stop, where the article has none.
    Stop,
    /// That a step is done for each side.
    EachSide { step: usize },
    /// A suggested rule; those that wait come behind the others.
    Rule { step: usize, sentence: usize, rule: usize },
    /// A rule that a sentence may mean.
    Question {
        step: usize,
        sentence: usize,
        question: usize,
    },
    /// What stands behind a sentence without a rule.
    Without { step: usize, sentence: usize },
}

impl Item {
    /// The item of an id: what [`fmt::Display`] writes.
    pub fn of_id(id: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<usize>().ok();
        let mut parts = id.split('.');
        let first = parts.next()?;
        if first == "stop" && parts.next().is_none() {
            return Some(Item::Stop);
        }
        let step = number(first.strip_prefix('s')?)?;
        let Some(sentence) = parts.next() else {
            return Some(Item::EachSide { step });
        };
        let (sentence, last) = (number(sentence)?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        match last.split_at_checked(1)? {
            ("r", rule) => Some(Item::Rule {
                step,
                sentence,
                rule: number(rule)?,
            }),
            ("q", question) => Some(Item::Question {
                step,
                sentence,
                question: number(question)?,
            }),
            ("w", "") => Some(Item::Without { step, sentence }),
            _ => None,
        }
    }

    /// Whether this can be chosen of it.
    pub fn takes(self, choice: Choice) -> bool {
        match self {
            Item::Without { .. } => matches!(choice, Choice::Ask | Choice::Note),
            _ => matches!(choice, Choice::Accept | Choice::Strike),
        }
    }

    /// The step that it belongs to; none for what stands above the steps.
    pub fn step(self) -> Option<usize> {
        match self {
            Item::Stop => None,
            Item::EachSide { step }
            | Item::Rule { step, .. }
            | Item::Question { step, .. }
            | Item::Without { step, .. } => Some(step),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Stop => write!(f, "stop"),
            Item::EachSide { step } => write!(f, "s{step}"),
            Item::Rule { step, sentence, rule } => write!(f, "s{step}.{sentence}.r{rule}"),
            Item::Question {
                step,
                sentence,
                question,
            } => write!(f, "s{step}.{sentence}.q{question}"),
            Item::Without { step, sentence } => write!(f, "s{step}.{sentence}.w"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_item_and_nothing_else_does() {
        let items = [
            Item::Stop,
            Item::EachSide { step: 3 },
            Item::Rule {
                step: 0,
                sentence: 12,
                rule: 1,
            },
            Item::Question {
                step: 1,
                sentence: 0,
                question: 0,
            },
            Item::Without { step: 1, sentence: 2 },
        ];
        for item in items {
            assert_eq!(Item::of_id(&item.to_string()), Some(item));
        }
        for id in [
            "",
            "s",
            "s1.",
            "s1.2",
            "s1.2.r",
            "s1.2.x1",
            "s1.2.w1",
            "s1.2.r1.1",
            "stop.1",
            "1",
            "s1.2.ä",
        ] {
            assert_eq!(Item::of_id(id), None, "{id}");
        }
    }
}
