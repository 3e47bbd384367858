//! A guide as people read it: cards for a list, and whole pages with every rule in plain words.
//!
//! The server sends these for its guides, and the page's editor makes them of a text that is just being written.
//!
//! Must not know: HTTP, files, databases, the document.

#![forbid(unsafe_code)]

mod clause;
mod explain;
mod how_often;
mod page;

pub use how_often::{HowOften, Often};
pub use page::{About, Amount, Card, Figure, ORIGINAL, Page, RulePage, SentencePage, Sides, StepPage};
