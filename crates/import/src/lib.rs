//! Reads how-to articles as they are found, and writes a guide from them: bytes in, text and a summary out.
//!
//! An article may be plain text, Markdown, or HTML, also with schema.org's HowTo in JSON-LD or microdata. It is taken
//! apart into steps and sentences, damage of scraping is repaired, and each sentence is matched against the phrases of
//! the vocabulary (`words.toml`, `movements.toml`). What is not understood gets no rule.
//!
//! The same bytes give the same guide: no clock, no network, no chance, no language model.
//!
//! Must not know: files, the command line, how anything is measured.

#![forbid(unsafe_code)]

mod amounts;
mod article;
mod block;
mod boilerplate;
mod clause;
mod decode;
mod html;
mod idioms;
mod lexicon;
mod markdown;
mod marks;
mod microdata;
mod movement;
mod outline;
mod plain;
mod plan;
mod planned;
mod read;
mod repair;
mod schema;
mod sentences;
mod sides;
mod steps;
mod summary;
mod table;
mod tags;
mod tells;
mod titles;
mod tokens;
mod wish;
mod wishes;
mod words;
mod write;

pub use summary::{Proposal, Summary};

use guide::{MOST_STEPS, Vocabulary};

/// Longest article, in bytes. A web page with pictures inside stays below it.
pub const LONGEST_BYTES: usize = 10 * 1024 * 1024;
/// Longest guide that is written, in bytes: what the guide's reader takes.
const LONGEST_GUIDE: usize = guide::LONGEST_BYTES;

/// A guide made from an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The guide's text. It has no mistakes.
    pub guide: String,
    /// What was found, repaired, sure, guessed and left.
    pub summary: Summary,
}

/// Why an article can't be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`LONGEST_BYTES`].
    #[error("the article has {bytes} bytes, and {} is the most that is read", LONGEST_BYTES)]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// A picture, a program, an encoding that is not known.
    #[error("the article is no text that can be read")]
    NotText,
    /// More text than four guides hold.
    #[error("the article has more than 1 MB of text, and a guide holds a quarter of it")]
    TooMuchText,
    /// HTML with more than 512 elements open at a time.
    #[error("the page nests its elements too deep")]
    TooDeep,
    /// Nothing in it that a guide could be made of.
    #[error("there is no how-to in it: no steps that move the body")]
    NoHowTo,
    /// More than a guide may hold.
    #[error("the article has {steps} steps in {bytes} bytes, and a guide holds {MOST_STEPS} in {LONGEST_GUIDE}")]
    TooMuch {
        /// How many steps it has.
        steps: usize,
        /// How long its guide would be.
        bytes: usize,
    },
    /// The guide that came out has a mistake: a fault of the import.
    #[error("the guide that came out has a mistake, which is a fault of ours: {mistake}")]
    Fault {
        /// The first mistake.
        mistake: String,
    },
}

/// Makes a guide from an article. `bytes` is the article's file as it is.
///
/// # Errors
/// [`ImportError`] when it is too long, no text, nested too deep, no how-to for the body, or more than a guide may
/// hold.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > LONGEST_BYTES {
        return Err(ImportError::TooLong { bytes: bytes.len() });
    }
    let (text, guessed) = decode::decode(bytes).ok_or(ImportError::NotText)?;
    let mut article = read::read(&text)
        .map_err(|unread| match unread {
            read::Unread::TooDeep => ImportError::TooDeep,
            read::Unread::TooMuchText => ImportError::TooMuchText,
        })?
        .ok_or(ImportError::NoHowTo)?;
    if let Some(encoding) = guessed {
        article
            .repairs
            .push(format!("The article is no UTF-8: it was read as {encoding}."));
    }
    let steps: Vec<planned::PlannedStep> = article.steps.iter().map(plan::plan).collect();
    let guide = write::write(&article, &steps);
    if guide.len() > LONGEST_GUIDE || steps.len() > MOST_STEPS {
        return Err(ImportError::TooMuch {
            steps: steps.len(),
            bytes: guide.len(),
        });
    }
    if let Err(mistakes) = guide::parse("imported", &guide, Vocabulary::builtin()) {
        let mistake = mistakes.iter().next().map(ToString::to_string).unwrap_or_default();
        return Err(ImportError::Fault { mistake });
    }
    let summary = Summary::of(&article, &steps);
    Ok(Imported { guide, summary })
}
