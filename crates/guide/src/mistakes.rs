//! All mistakes of one guide, with its text.

use std::sync::Arc;

use miette::{Diagnostic, NamedSource};
use thiserror::Error;

use crate::at::named_source;
use crate::mistake::Mistake;

/// No more mistakes than this are kept; the rest is counted.
const MOST_SHOWN: usize = 100;

/// All mistakes of one guide, with its text.
#[derive(Debug, Error, Diagnostic)]
#[error("{}", self.headline())]
#[diagnostic(code(guide::mistakes))]
pub struct Mistakes {
    name: String,
    total: usize,
    #[source_code]
    source_code: NamedSource<Arc<str>>,
    #[related]
    shown: Vec<Mistake>,
}

impl Mistakes {
    /// Bundles what was found, in the order of the text.
    pub(crate) fn new(name: &str, text: &str, mut found: Vec<Mistake>) -> Self {
        let total = found.len();
        found.sort_by_key(Mistake::offset);
        found.truncate(MOST_SHOWN);
        Self {
            name: name.to_owned(),
            total,
            source_code: named_source(name, text),
            shown: found,
        }
    }

    /// The mistakes in the order of the text, at most the first hundred.
    pub fn iter(&self) -> impl Iterator<Item = &Mistake> {
        self.shown.iter()
    }

    /// How many there are in all.
    pub fn total(&self) -> usize {
        self.total
    }

    fn headline(&self) -> String {
        let Self { name, total, .. } = self;
        match *total {
            1 => format!("the guide {name} has a mistake"),
            _ if *total > MOST_SHOWN => {
                format!("the guide {name} has {total} mistakes; here are the first {MOST_SHOWN}")
            }
            _ => format!("the guide {name} has {total} mistakes"),
        }
    }
}
