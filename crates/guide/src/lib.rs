//! Reads guides: Markdown in, a [`Guide`] out, or diagnostics that point at the words.
//!
//! [`parse`] reads a guide against a [`Vocabulary`] and reports every mistake at once; [`lint`] finds
//! what is allowed and still unwise.
//!
//! Must not know: measures' arithmetic, cameras, files.

#![forbid(unsafe_code)]

mod front_matter;
mod lint;
mod markdown;
mod mistake;
mod model;
mod nearest;
mod parse;
mod rule;
mod shipped;
mod syntax;
mod timing;
mod vocabulary;

pub use lint::{Lint, lint};
pub use mistake::{Mistake, Mistakes};
pub use model::{Compare, Demand, Guide, Hold, Phrase, PhraseSide, Reading, Rule, Sentence, SpeedLimit, Step, Test};
pub use parse::parse;
pub use shipped::{UPPER_BACK, builtin_guides};
pub use timing::{NeutralLimits, SetUpLimits, Timing};
pub use vocabulary::{View, Vocabulary, VocabularyError};
