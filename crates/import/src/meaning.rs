//! What is meant: a sentence to what it wants of the person, with the words that say so.
//!
//! Must not know: formats, the other sentences of a step, but for the part that they named last.

mod amounts;
mod back;
pub(crate) mod clause;
pub(crate) mod idioms;
pub(crate) mod lexicon;
pub(crate) mod movement;
pub(crate) mod numbers;
mod orders;
pub(crate) mod tokens;
pub(crate) mod wish;
pub(crate) mod wishes;
pub(crate) mod words;
