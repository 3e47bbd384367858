//! The guide language and the guides that ship, through the crate's public door. One program, so that what it needs is linked once.

mod any_text;
mod cadence;
mod changes;
mod common;
mod compose;
mod diagnostics;
mod format;
mod guides;
mod language;
mod language_page;
mod lints;
mod pages;
mod shipped;
mod tutorial;
mod views;
mod vocabulary;
