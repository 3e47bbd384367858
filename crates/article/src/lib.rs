//! The import of articles for the page, compiled to WebAssembly: a file's bytes in; the article beside its guide out,
//! and after each choice of the person the guide as it then is.
//!
//! A module of its own, which only the page "Bring an article" loads: the judge's does not grow by it.
//!
//! Must not know: the document, the network, how an article is read.

#![forbid(unsafe_code)]

mod exports;
mod reasons;
mod refused;
mod rules;
mod source;
mod view;

pub use exports::ArticleReader;
pub use reasons::{Said, said_in};
pub use refused::Refused;
pub use rules::RuleWords;
pub use source::{SourcePart, parts};
pub use view::{Counts, View, view};
