//! The mistakes that phrases of a guide's own can have, each pointing at its words.

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

/// One mistake in the `phrases` or `cues` of the front matter.
#[derive(Debug, Clone, PartialEq, Error, Diagnostic)]
#[allow(missing_docs, reason = "the message of each variant says what it is")]
pub enum PhraseMistake {
    #[error("this list has no end")]
    #[diagnostic(code(guide::unclosed_phrases), help("close it with `}}`"))]
    Unclosed {
        #[label("opened here")]
        at: SourceSpan,
    },
    #[error("this is not a name and what it means")]
    #[diagnostic(
        code(guide::phrase_entry),
        help("write for example `\"chin up\": \"head_depression_deg <= -10 deg\"`")
    )]
    Entry {
        #[label("here")]
        at: SourceSpan,
    },
    #[error("{name:?} can't be the name of a phrase")]
    #[diagnostic(code(guide::phrase_name), help("{help}"))]
    Name {
        name: String,
        help: String,
        #[label("this name")]
        at: SourceSpan,
    },
    #[error("there is a phrase {name:?} already")]
    #[diagnostic(code(guide::phrase_taken), help("{help}"))]
    Taken {
        name: String,
        help: String,
        #[label("this name")]
        at: SourceSpan,
    },
    #[error("the guide has more than {most} phrases of its own")]
    #[diagnostic(code(guide::too_many_phrases), help("leave out those that no rule uses"))]
    TooMany {
        most: usize,
        #[label("one too many")]
        at: SourceSpan,
    },
    #[error("the cue of {name:?} belongs to no phrase of this guide")]
    #[diagnostic(code(guide::cue_without_phrase), help("{help}"))]
    CueWithoutPhrase {
        name: String,
        help: String,
        #[label("this name")]
        at: SourceSpan,
    },
    #[error("this cue is {why}")]
    #[diagnostic(code(guide::bad_cue), help("write one short sentence that says what to do"))]
    BadCue {
        why: &'static str,
        #[label("this cue")]
        at: SourceSpan,
    },
    #[error("{wanted} should stand here, not {found}")]
    #[diagnostic(code(guide::phrase_grammar), help("{help}"))]
    Grammar {
        wanted: &'static str,
        found: String,
        help: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("this phrase is too long: {what}")]
    #[diagnostic(code(guide::phrase_too_long), help("make two phrases of it, or say less"))]
    TooLong {
        what: String,
        #[label("from here on")]
        at: SourceSpan,
    },
    #[error("no measure is called {name:?}")]
    #[diagnostic(code(guide::unknown_measure), help("{help}"))]
    UnknownMeasure {
        name: String,
        help: String,
        #[label("named here")]
        at: SourceSpan,
    },
    #[error("{measured} compared with {written}")]
    #[diagnostic(code(guide::unit_mismatch), help("{help}"))]
    UnitMismatch {
        measured: &'static str,
        written: &'static str,
        help: String,
        #[label("{measured}")]
        measure: SourceSpan,
        #[label("{written}")]
        at: SourceSpan,
    },
    #[error("{measure} has no side")]
    #[diagnostic(code(guide::measure_without_side), help("{help}"))]
    NoSide {
        measure: String,
        help: String,
        #[label("this side")]
        at: SourceSpan,
    },
}
