//! How right the program is: what it measured and said of clips, against the true angles of every frame.
//!
//! The truth of a clip is read from text ([`About`], [`Track`]); what the program made of the video comes as
//! [`Watched`]; a [`Case`] puts both side by side, and [`Table`] is what all cases together say. The true measures go
//! through the same coach as the seen ones, so that holds, repetitions and verdicts differ by the reading alone.
//!
//! Must not know: cameras, models, videos, files, how anything is measured.

#![forbid(unsafe_code)]

mod agreement;
mod case;
mod faults;
mod figure;
mod grid;
mod groups;
mod holds;
mod labels;
mod picture;
mod reference;
mod report;
mod rotation;
mod sentences;
mod statistics;
mod table;
mod tally;
mod targets;
mod text;
mod truth;
mod words;

pub use agreement::{Agreement, COMPARED, Figures, Group, Grouping};
pub use case::{Case, Clip, Frame, Judged, Told, Watched};
pub use groups::{VerdictGroup, VerdictGrouping};
pub use holds::{Errors, HoldError, Holds, Reps, WrongCount};
pub use labels::{LabelSeen, Labelled, Labels};
pub use reference::{Reference, shoulders_back};
pub use report::Report;
pub use sentences::{SentenceSeen, Spoken, Utterance};
pub use statistics::{Bootstrap, Counts, Interval, Sums, exact_interval, quantile};
pub use table::{Clips, Material, NeutralFrom, Nobody, SCHEMA, Table};
pub use tally::{Detection, OutOfPicture, Said, Wrong, WrongKind};
pub use targets::{Better, Target};
pub use text::text;
pub use truth::{About, Fault, Label, Track, TruthError};
