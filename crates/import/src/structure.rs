//! What is a step: blocks to title, author, steps and sentences, and what is around them.
//!
//! Asks `meaning` what a sentence is about. Must not know: formats, which rules there are.

pub(crate) mod article;
mod headings;
mod how_to;
mod lines;
mod lists;
mod names;
pub(crate) mod outline;
mod page_title;
mod parts;
mod prose;
pub(crate) mod read;
pub(crate) mod repair;
pub(crate) mod schema;
pub(crate) mod sentences;
pub(crate) mod steps;
pub(crate) mod tells;
pub(crate) mod titles;
mod voices;
