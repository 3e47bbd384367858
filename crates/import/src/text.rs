//! What is text: a file to blocks, whatever its format: headings, items of lists, paragraphs.
//!
//! Must not know: steps, rules.

pub(crate) mod block;
pub(crate) mod decode;
pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod marks;
pub(crate) mod microdata;
pub(crate) mod pdf;
pub(crate) mod plain;
pub(crate) mod rtf;
pub(crate) mod table;
pub(crate) mod tags;
