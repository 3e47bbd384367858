//! Reads guides: Markdown in, a [`Guide`] out, or diagnostics that point at the words.
//!
//! [`parse()`] reads a guide against a [`Vocabulary`] and reports every mistake at once; [`lint()`] finds what is
//! allowed and still unwise; [`examine()`] gives both, as an editor shows them; [`examine_translation()`] finds where a
//! translation differs as well; [`format()`] writes a guide in its one form; [`compose()`] makes a guide of steps of
//! several, [`changes()`] says what is other in a new version; [`aim()`] says where a step leads, for drawings. A
//! [`Cadence`] is how often a guide is done.
//!
//! Must not know: measures' arithmetic, cameras, files.

#![forbid(unsafe_code)]

mod aim;
mod at;
mod cadence;
mod changes;
mod compose;
mod cue;
mod examine;
mod expression;
mod finding;
mod format;
mod front_matter;
mod heading;
mod lint;
mod markdown;
mod mistake;
mod mistakes;
mod model;
mod nearest;
mod own_phrase;
mod parse;
mod phrase_map;
mod phrase_mistake;
mod place;
mod region;
mod rule;
mod shipped;
mod syntax;
mod thresholds;
mod timing;
mod translation;
mod view;
mod vocabulary;

pub use aim::{Aim, Values, aim};
pub use cadence::{Cadence, CadenceFault, CadenceMistake, Days, Often, TimeOfDay, Weekday};
pub use changes::{Change, ChangeKind, changes};
pub use compose::{ComposeMistake, Composed, Part, compose};
pub use cue::{Cue, SideWords};
pub use examine::examine;
pub use finding::{Finding, Severity};
pub use format::format;
pub use lint::lint;
pub use mistake::Mistake;
pub use mistakes::Mistakes;
pub use model::{
    Between, Compare, Demand, Formula, Guide, Hold, Phrase, PhraseSide, Reading, Rests, Rule, RuleId, Sentence,
    SpeedLimit, Step, Test, Verb,
};
pub use parse::{LONGEST_BYTES, MOST_STEPS, draft, parse, slug, text_of};
pub use phrase_mistake::PhraseMistake;
pub use place::Place;
pub use shipped::{UPPER_BACK, builtin_guides, builtin_translations};
pub use timing::{NeutralLimits, SetUpLimits, Timing, ViewLimits};
pub use translation::examine_translation;
pub use view::StepView;
pub use vocabulary::{View, Vocabulary, VocabularyError};
