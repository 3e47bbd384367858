//! What a guide is allowed to say and should not, one file a kind.
//!
//! Mistakes are [`crate::parse()`]'s; a guide with mistakes is linted too, as far as it was read.

mod asks;
mod claims;
mod contradictions;
mod limits;
mod safety;
mod sides;
mod words;

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan};

use crate::finding::{Finding, Severity, warnings};
use crate::parse::{Draft, LONGEST_BYTES};
use crate::vocabulary::Vocabulary;

/// Most warnings that are given for one guide.
pub(crate) const MOST: usize = 100;

/// Finds what is allowed in a guide and still unwise, in the order of the text; at most a hundred.
pub fn lint(name: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    if text.len() > LONGEST_BYTES {
        return Vec::new();
    }
    warnings(name, text, vocabulary)
}

/// One of them, in no order.
pub(crate) fn faults(draft: &Draft, text: &str, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut found = claims::faults(draft, text);
    found.extend(safety::faults(draft, text));
    found.extend(sides::faults(draft, text));
    found.extend(asks::faults(draft, vocabulary));
    found.extend(contradictions::faults(draft));
    found.extend(limits::faults(draft));
    found
}

/// One thing that is unwise.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub help: String,
    pub at: Range<usize>,
    pub label: String,
    /// Another place that has to do with it.
    pub other: Option<(Range<usize>, String)>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("guide::{}", self.code)))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |(at, words): (&Range<usize>, &String)| LabeledSpan::at(at.clone(), words);
        let other = self.other.iter().map(|(at, words)| (at, words));
        Some(Box::new(other.chain([(&self.at, &self.label)]).map(label)))
    }
}
