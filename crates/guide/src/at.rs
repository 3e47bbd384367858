//! Places in a text and the diagnostics that point at them: spans, line ends, blanks made single.

use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};

/// The text under the name that diagnostics show.
pub(crate) fn named_source(name: &str, text: &str) -> NamedSource<Arc<str>> {
    let file = if name.ends_with(".md") {
        name.to_owned()
    } else {
        format!("{name}.md")
    };
    NamedSource::new(file, Arc::from(text))
}

/// A span for miette.
pub(crate) fn span(at: &Range<usize>) -> SourceSpan {
    (at.start, at.end.saturating_sub(at.start)).into()
}

/// Where a diagnostic's words are. Its last label is the fault itself.
pub(crate) fn range_of(diagnostic: &dyn Diagnostic) -> Option<Range<usize>> {
    let label = diagnostic.labels()?.last()?;
    Some(label.offset()..label.offset() + label.len())
}

/// Single blanks between words, none around.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Behind the line end that follows `from`; `end` when none does.
pub(crate) fn line_end(text: &str, from: usize, end: usize) -> usize {
    let rest = text.get(from..end).unwrap_or_default();
    rest.find('\n').map_or(end, |at| from + at + 1)
}
