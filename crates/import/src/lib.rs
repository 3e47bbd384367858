//! Reads how-to articles as they are found, and writes a guide from them: bytes in, text and a summary out.
//!
//! An article may be plain text, Markdown, HTML, also with schema.org's HowTo in JSON-LD or microdata, RTF, DOCX or
//! PDF; in English, German or Spanish. Four stages, each asking only those before it:
//! - `text`: what is text. A file to blocks: headings, items, paragraphs.
//! - `structure`: what is a step. Blocks to title, author, steps, sentences; damage of scraping is repaired.
//! - `meaning`: what is meant. A sentence to what it wants, with the words that say so. The words of a language are
//!   data (`languages/*`), what they are together too (`movements.toml`).
//! - `rules`: what can be checked. What the sentences of a step want to rules that one step can have.
//!
//! What is not understood gets no rule, and nothing vanishes: what is in no step stands in the guide's summary, or in
//! the import's with the reason.
//!
//! [`import`] gives the guide with its suggestions marked; a [`Draft`] is for a person who goes through them one by one.
//!
//! The same bytes give the same guide: no clock, no network, no chance, no language model.
//!
//! Must not know: files, the command line, how anything is measured.

#![forbid(unsafe_code)]

mod draft;
mod head;
mod language;
mod meaning;
mod rules;
mod structure;
mod summary;
mod text;
mod write;

pub use draft::choice::{Choice, Field};
pub use draft::places::Placed;
pub use draft::review::{Question, Review, SentenceReview, StepReview, Suggestion, Waits, WithoutRule};
pub use draft::{Draft, NotKept};
pub use summary::{LeftOut, Proposal, Summary};
pub use text::pdf::PdfError;

use guide::{MOST_STEPS, Vocabulary};

use head::Head;
use rules::planned::PlannedStep;
use structure::article::Article;
use structure::read::{Unread, read, read_blocks};
use text::docx::DocxError;

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
    /// A PDF that can't be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// More text than two guides hold, or 50,000 paragraphs.
    #[error("the article has more than 512 kB of text or 50,000 paragraphs; a guide holds half of it")]
    TooMuchText,
    /// A DOCX of which a part unpacks to more than 16 MiB.
    #[error("the DOCX holds more than is read: a part that unpacks to more than 16 MB")]
    TooMuchMarkup,
    /// HTML with more than 512 elements open at a time.
    #[error("the page nests its elements too deep")]
    TooDeep,
    /// In none of the languages that are read.
    #[error("not supported: the article is neither in English nor in German or Spanish")]
    Language,
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
    let (article, steps) = planned(bytes)?;
    let guide = written(&Head::of(&article), &steps)?;
    let summary = Summary::of(&article, &steps);
    Ok(Imported { guide, summary })
}

/// The article and its steps with their rules, before they are written.
fn planned(bytes: &[u8]) -> Result<(Article, Vec<PlannedStep>), ImportError> {
    if bytes.len() > LONGEST_BYTES {
        return Err(ImportError::TooLong { bytes: bytes.len() });
    }
    let mut furniture = Vec::new();
    let (found, guessed) = if text::rtf::is_rtf(bytes) {
        let (blocks, about) = text::rtf::read(bytes);
        (read_blocks(blocks, about), None)
    } else if text::docx::is_package(bytes) {
        let blocks = text::docx::read(bytes).map_err(|error| match error {
            DocxError::Broken => ImportError::NotText,
            DocxError::TooMuch => ImportError::TooMuchMarkup,
        })?;
        (read_blocks(blocks, text::block::About::default()), None)
    } else if text::pdf::is_pdf(bytes) {
        let document = text::pdf::read(bytes)?;
        furniture = document.furniture;
        (read_blocks(document.blocks, document.about), None)
    } else {
        let (text, guessed) = text::decode::decode(bytes).ok_or(ImportError::NotText)?;
        (read(&text), guessed)
    };
    let mut article = found
        .map_err(|unread| match unread {
            Unread::TooDeep => ImportError::TooDeep,
            Unread::TooMuchText => ImportError::TooMuchText,
            Unread::Language => ImportError::Language,
        })?
        .ok_or(ImportError::NoHowTo)?;
    article
        .left_out
        .extend(furniture.into_iter().map(|text| structure::article::LeftOut {
            text,
            why: "stands on every page",
        }));
    if let Some(encoding) = guessed {
        article
            .repairs
            .push(format!("The article is no UTF-8: it was read as {encoding}."));
    }
    if article.steps.len() > MOST_STEPS {
        let sentences = article.steps.iter().flat_map(|step| &step.sentences);
        return Err(ImportError::TooMuch {
            steps: article.steps.len(),
            bytes: sentences.map(String::len).sum(),
        });
    }
    let steps: Vec<PlannedStep> = rules::of(&article);
    Ok((article, steps))
}

/// The guide's text, which has no mistakes.
fn written(head: &Head, steps: &[PlannedStep]) -> Result<String, ImportError> {
    let guide = write::write(head, steps);
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
    Ok(guide)
}
