//! All that is wrong or unwise in a guide, as an editor shows it.

use crate::at::named_source;
use crate::finding::{Finding, of_mistakes};
use crate::lint::warnings;
use crate::parse::{parse, text_of};
use crate::vocabulary::Vocabulary;

/// Everything that is wrong or unwise in the bytes of a guide's file, in the order of the text: at most a hundred
/// mistakes and a hundred findings of the lints.
pub fn examine(name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Vec<Finding> {
    let text = match text_of(name, bytes) {
        Ok(text) => text,
        Err(mistakes) => return of_mistakes(&mistakes, "", &named_source(name, "")),
    };
    let source = named_source(name, text);
    let mut found = match parse(name, text, vocabulary) {
        Ok(_) => Vec::new(),
        Err(mistakes) => of_mistakes(&mistakes, text, &source),
    };
    found.extend(warnings(name, text, vocabulary));
    found.sort_by_key(|finding| (finding.at().start, finding.level()));
    found
}
