//! A step with its rules, before it is written as a guide.
//!
//! Must not know: how articles are read, how guides are written.

/// A step as a guide has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlannedStep {
    pub title: String,
    /// Done for each side.
    pub each_side: Option<EachSide>,
    pub sentences: Vec<PlannedSentence>,
}

/// A sentence with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlannedSentence {
    /// With `{side}` where the article names the side of a step for each side.
    pub text: String,
    pub rules: Vec<Suggested>,
    /// What stands there when there are no rules.
    pub without: Without,
    /// Rules that it may mean, and why nobody can be sure.
    pub questions: Vec<(String, String)>,
    /// What was made of which words, and why another rule was not.
    pub explained: Vec<String>,
    /// For the author: what could not be done.
    pub hint: Option<String>,
}

/// A rule for the author to look at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Suggested {
    pub rule: String,
    /// Why it is a guess, if it is one.
    pub doubt: Option<String>,
}

/// What stands behind a sentence without rules.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Without {
    /// The person is asked this; `None`: what the sentence says.
    Ask(Option<String>),
    Note,
    /// Nothing, because the step as a whole does it.
    Covered,
}

/// Why a step is done for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EachSide {
    Said,
    /// The movement has sides and the article names none.
    Guessed,
}
