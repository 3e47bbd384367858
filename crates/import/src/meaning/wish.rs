//! What a sentence can want of the person, as values.
//!
//! Must not know: how sentences are read.

use std::ops::Range;

use crate::meaning::lexicon::Meaning;

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
    /// Let go; of what is held, if `it` was named.
    Release {
        it: bool,
    },
    /// The same on the other side.
    OtherSide,
}

/// A wish, and why it is a guess if it is one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wished {
    pub wish: Wish,
    pub doubt: Option<String>,
    /// Where the words stand that say it, bytes of the sentence.
    pub words: Vec<Range<usize>>,
}

impl Wishes {
    /// It orders a movement that no rule knows.
    pub fn moves_without_a_rule(&self) -> bool {
        let asks = self.all.iter().any(|wished| matches!(wished.wish, Wish::Ask(_)));
        self.instructs && (self.leaves_something || asks)
    }

    /// It comes back to where the movement began.
    pub fn moves_back(&self) -> bool {
        self.all
            .iter()
            .any(|wished| matches!(wished.wish, Wish::Back { .. } | Wish::OtherSide))
    }
}

/// All that a sentence wants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wishes {
    pub all: Vec<Wished>,
    /// It tells the person to do something.
    pub instructs: bool,
    /// "Again" stands in it, and a pronoun: "let them spread again" is a way back, whatever its words.
    pub again: bool,
    /// It has an instruction that is none of the above.
    pub leaves_something: bool,
    /// Where it names a side, bytes.
    pub sides: Vec<(&'static str, Range<usize>)>,
    /// Rules that it may mean, and why nobody can be sure: for the author to answer.
    pub questions: Vec<(String, String)>,
    /// What each rule was made of, and why another was not: for those who ask.
    pub explained: Vec<String>,
    /// The part that was named last.
    pub last_part: Option<Meaning>,
}
