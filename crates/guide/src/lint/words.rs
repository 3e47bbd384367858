//! Words of a text with their places.

use std::ops::Range;

/// A word in small letters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub at: Range<usize>,
    pub text: String,
}

/// Every run of letters between two places of `text`.
pub(super) fn words(text: &str, within: Range<usize>) -> Vec<Word> {
    let mut found = Vec::new();
    let Some(part) = text.get(within.clone()) else {
        return found;
    };
    let mut start = None;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word {
                    at: within.start + from..within.start + at,
                    text: part.get(from..at).unwrap_or_default().to_lowercase(),
                });
                start = None;
            }
            _ => {}
        }
    }
    found
}
