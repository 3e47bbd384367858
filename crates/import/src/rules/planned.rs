//! A step with its rules, before it is written as a guide.
//!
//! Must not know: how articles are read, how guides are written.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A step as a guide has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlannedStep {
    pub title: String,
    /// Done for each side.
    pub each_side: Option<EachSide>,
    /// The author has looked at that: it needs no mark.
    pub each_side_checked: bool,
    pub sentences: Vec<PlannedSentence>,
}

/// A sentence with what stands behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlannedSentence {
    /// As the article has it.
    pub said: String,
    /// With `{side}` where the article names the side of a step for each side.
    pub text: String,
    pub rules: Vec<Suggested>,
    /// Rules that it can have once the step reaches something.
    pub waiting: Vec<Suggested>,
    /// What stands there when there are no rules.
    pub without: Without,
    /// Rules that it may mean, and why nobody can be sure.
    pub questions: Vec<(String, String)>,
    /// What was made of which words, and why another rule was not.
    pub explained: Vec<String>,
    /// For the author: what could not be done.
    pub hint: Option<String>,
    /// The author has looked at what stands there without a rule: it needs no mark.
    pub checked: bool,
}

/// A rule for the author to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Suggested {
    pub rule: String,
    /// Why it is a guess, if it is one.
    pub doubt: Option<String>,
    /// Where the words stand that say it, bytes of what the article says.
    pub words: Vec<Range<usize>>,
    /// The author has looked at it: it needs no mark any more.
    pub checked: bool,
}

/// What stands behind a sentence without rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Without {
    /// The person is asked this; `None`: what the sentence says.
    Ask(Option<String>),
    Note,
    /// Nothing, because the step as a whole does it.
    Covered,
}

/// Why a step is done for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EachSide {
    Said,
    /// The movement has sides and the article names none.
    Guessed,
}
