//! What a sentence can want of the person, as values.
//!
//! Must not know: how sentences are read.

use std::ops::Range;

use crate::lexicon::Meaning;

/// One thing that a sentence wants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wish {
    /// A rule of a movement: verb, phrase, and whether it has a side.
    Rule {
        verb: &'static str,
        phrase: &'static str,
        sided: bool,
        /// "left" or "right", when the sentence names one of them.
        side: Option<&'static str>,
    },
    /// What a camera can't see, or the vocabulary has no phrase for.
    Ask(&'static str),
    /// Back to where it was; the head, or whatever was moved.
    Back {
        head: bool,
    },
    /// A rule that holds: `hold 10 s to 30 s`.
    Hold(String),
    /// A rule that repeats; `None` when the article does not say how often.
    Repeat(Option<String>),
    Slowly,
    /// "Then turn to the left": to this side, and what turns was said before.
    Toward(&'static str),
    /// Let go of what is held.
    Release,
    /// The same on the other side.
    OtherSide,
}

/// A wish, and why it is a guess if it is one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wished {
    pub wish: Wish,
    pub doubt: Option<String>,
}

/// All that a sentence wants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wishes {
    pub all: Vec<Wished>,
    /// It tells the person to do something.
    pub instructs: bool,
    /// It has an instruction that is none of the above.
    pub leaves_something: bool,
    /// Where it names a side, bytes.
    pub sides: Vec<(&'static str, Range<usize>)>,
    /// The part that was named last.
    pub last_part: Option<Meaning>,
}
