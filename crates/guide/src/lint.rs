//! What a guide is allowed to say and should not: words that promise what general wellness software can't.

use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::mistake::{named_source, span};
use crate::vocabulary::Vocabulary;

/// One warning about a guide, with its text.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(guide::unused_words), severity(warning))]
pub struct Lint {
    message: String,
    #[source_code]
    source_code: NamedSource<Arc<str>>,
    #[label("here")]
    at: SourceSpan,
    #[help]
    help: String,
}

impl Lint {
    /// What is unwise.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where its words are, in bytes of the text.
    pub fn at(&self) -> Range<usize> {
        self.at.offset()..self.at.offset() + self.at.len()
    }
}

/// Words that we do not use, each as the beginnings of the words in a row. `=` in front means the whole word.
///
/// Source: design, "Words we do not use"; US and EU guidance on general wellness software.
const UNUSED: &[&[&str]] = &[
    &["=treat"],
    &["=treats"],
    &["=treating"],
    &["=treated"],
    &["treatment"],
    &["=cure"],
    &["=cures"],
    &["=cured"],
    &["=curing"],
    &["reliev", "pain"],
    &["reliev", "=your", "pain"],
    &["reliev", "=the", "pain"],
    &["=pain", "relie"],
    &["rehabilit"],
    &["diagnos"],
    &["prescri"],
    &["monitor", "=a", "condition"],
    &["monitor", "=your", "condition"],
    &["=normal", "range"],
    &["=abnormal", "range"],
    &["clinical", "accura"],
    &["clinically", "accura"],
];

/// Most warnings that are given for one guide.
const MOST: usize = 100;

/// Finds what is allowed in a guide and still unwise, in the order of the text.
///
/// Mistakes are [`crate::parse`]'s; a guide with mistakes can be linted too.
// The vocabulary is an argument so that a lint of phrases needs no other signature.
pub fn lint(name: &str, text: &str, _vocabulary: &Vocabulary) -> Vec<Lint> {
    let words = words(text);
    let source = named_source(name, text);
    let mut found = Vec::new();
    for start in 0..words.len() {
        let here = words.get(start..).unwrap_or_default();
        let Some(at) = UNUSED.iter().find_map(|pattern| matched(pattern, here)) else {
            continue;
        };
        found.push(Lint {
            message: format!(
                "{:?} promises more than a camera and a guide can",
                text.get(at.clone()).unwrap_or_default()
            ),
            source_code: source.clone(),
            at: span(&at),
            help: "say what is done and what it feels like: general wellness, not medicine".to_owned(),
        });
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// Where the pattern stands, if the words begin with it.
fn matched(pattern: &[&str], words: &[(Range<usize>, String)]) -> Option<Range<usize>> {
    let words = words.get(..pattern.len())?;
    let fits = pattern
        .iter()
        .zip(words)
        .all(|(wanted, (_, word))| match wanted.strip_prefix('=') {
            Some(wanted) => word == wanted,
            None => word.starts_with(wanted),
        });
    let (first, last) = (words.first()?, words.last()?);
    fits.then_some(first.0.start..last.0.end)
}

/// Every word in small letters, with its place.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from..at, text.get(from..at).unwrap_or_default().to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        lint("a", text, Vocabulary::builtin())
            .iter()
            .map(|lint| &text[lint.at()])
            .collect()
    }

    #[test]
    fn words_that_promise_too_much_are_found() {
        assert_eq!(
            found("It treats and cures, and relieves\nyour pain."),
            ["treats", "cures", "relieves\nyour pain"]
        );
        assert_eq!(
            found("Diagnosis within the normal range"),
            ["Diagnosis", "normal range"]
        );
        assert_eq!(
            found("A treat for your neck. Be secure, retreat, go on as normal."),
            ["treat"]
        );
        assert_eq!(found("Stop if it hurts."), [""; 0]);
    }
}
