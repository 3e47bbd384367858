//! What a guide is allowed to say and should not, one file a kind.
//!
//! Mistakes are [`crate::parse()`]'s; a guide with mistakes is linted too, as far as it was read.

mod asks;
mod claims;
mod clock;
mod contradictions;
mod limits;
mod safety;
mod sides;
mod views;
mod words;

use crate::finding::{Fault, Finding, of_faults};
use crate::parse::{Draft, LONGEST_BYTES};
use crate::vocabulary::Vocabulary;

pub(crate) use safety::safety_notes;

/// Most findings of the lints that are given for one guide.
pub(crate) const MOST: usize = 100;

/// Finds what is allowed in a guide and still unwise, in the order of the text; at most a hundred. Nothing in a text
/// that is longer than [`LONGEST_BYTES`].
pub fn lint(name: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    if text.len() > LONGEST_BYTES {
        return Vec::new();
    }
    warnings(name, text, vocabulary)
}

/// What the lints find, in the order of the text, whatever its length.
pub(crate) fn warnings(name: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    let draft = Draft::read(name, text, vocabulary);
    let mut found = faults(&draft, text, vocabulary);
    found.sort_by_key(|fault| fault.at.start);
    found.truncate(MOST);
    of_faults(name, text, &found)
}

/// All that the lints find, in no order.
pub(crate) fn faults(draft: &Draft, text: &str, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut found = claims::faults(draft, text);
    found.extend(safety::faults(draft, text));
    found.extend(sides::faults(draft, text));
    found.extend(asks::faults(draft, vocabulary));
    found.extend(contradictions::faults(draft));
    found.extend(limits::faults(draft));
    found.extend(clock::faults(draft));
    found.extend(views::faults(draft, vocabulary));
    found
}
