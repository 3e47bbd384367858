//! Why an article can't be brought, as a name and numbers: the page has the words.

use import::{ImportError, LONGEST_BYTES, PdfError};
use serde::Serialize;

/// Why an article is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Refused {
    /// The file is too large.
    TooLong {
        /// The most that is read, in MB.
        most_mb: usize,
    },
    /// A picture, a program, a damaged file.
    NotText,
    /// A PDF that can't be read: encrypted, damaged, or its letters are not told.
    Pdf,
    /// A PDF of scanned pages: there is no text in it to copy.
    PdfPictures,
    /// More text than two guides hold, or its page nests its elements too deep.
    TooMuchText,
    /// In none of the languages that are read.
    Language,
    /// No steps that move the body.
    NoHowTo,
    /// More steps or text than a guide may have.
    TooMuch {
        /// How many steps it has.
        steps: usize,
    },
    /// A fault of the import.
    Fault {
        /// The mistake in the guide that came out, in English.
        mistake: String,
    },
}

impl From<&ImportError> for Refused {
    fn from(error: &ImportError) -> Self {
        match error {
            ImportError::TooLong { .. } => Refused::TooLong {
                most_mb: LONGEST_BYTES / (1024 * 1024),
            },
            ImportError::NotText => Refused::NotText,
            ImportError::Pdf(PdfError::Encrypted | PdfError::Letters | PdfError::Broken) => Refused::Pdf,
            ImportError::Pdf(PdfError::Pictures) => Refused::PdfPictures,
            ImportError::Pdf(PdfError::TooMuch(_))
            | ImportError::TooMuchText
            | ImportError::TooMuchMarkup
            | ImportError::TooDeep => Refused::TooMuchText,
            ImportError::Language => Refused::Language,
            ImportError::NoHowTo => Refused::NoHowTo,
            ImportError::TooMuch { steps, .. } => Refused::TooMuch { steps: *steps },
            ImportError::Fault { mistake } => Refused::Fault {
                mistake: mistake.clone(),
            },
        }
    }
}
