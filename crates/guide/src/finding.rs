//! What is wrong or unwise in a guide, in the one shape that editors and programs show.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use crate::at::named_source;
use crate::mistake::Mistake;
use crate::mistakes::Mistakes;
use crate::place::Place;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The guide can't be followed as it is.
    Error,
    /// It can, and should be better.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One thing that is wrong or unwise in a guide.
#[derive(Debug, Clone)]
pub struct Finding {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
    at: Range<usize>,
    from: Place,
    to: Place,
    labels: Vec<LabeledSpan>,
    source: NamedSource<Arc<str>>,
}

impl Finding {
    /// Stable code: `guide::unknown_phrase`. Each has a page, `docs/lints/unknown_phrase.md`.
    pub fn code_name(&self) -> &str {
        &self.code
    }

    /// How bad it is.
    pub fn level(&self) -> Severity {
        self.severity
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where its words are, in bytes of the text; the empty range at its beginning when the whole file is meant.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Where its words begin.
    pub fn from(&self) -> Place {
        self.from
    }

    /// Behind its last character.
    pub fn to(&self) -> Place {
        self.to
    }

    fn new(diagnostic: &dyn Diagnostic, severity: Severity, text: &str, source: &NamedSource<Arc<str>>) -> Self {
        let mut labels: Vec<LabeledSpan> = diagnostic.labels().into_iter().flatten().collect();
        // The last label is the fault itself.
        if let Some(last) = labels.last_mut() {
            *last = LabeledSpan::new_primary_with_span(last.label().map(str::to_owned), *last.inner());
        }
        let at = labels
            .last()
            .map_or(0..0, |label| label.offset()..label.offset() + label.len());
        Self {
            code: diagnostic.code().map(|code| code.to_string()).unwrap_or_default(),
            severity,
            message: diagnostic.to_string(),
            help: diagnostic.help().map(|help| help.to_string()),
            from: Place::of(text, at.start),
            to: Place::of(text, at.end),
            at,
            labels,
            source: source.clone(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Finding {}

impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.labels.is_empty()).then_some(&self.source as &dyn SourceCode)
    }
}

/// One thing that a lint found.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub help: String,
    pub at: Range<usize>,
    pub label: String,
    /// Another place that has to do with it.
    pub other: Option<(Range<usize>, String)>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("guide::{}", self.code)))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |(at, words): (&Range<usize>, &String)| LabeledSpan::at(at.clone(), words);
        let other = self.other.iter().map(|(at, words)| (at, words));
        Some(Box::new(other.chain([(&self.at, &self.label)]).map(label)))
    }
}

pub(crate) fn of_faults(name: &str, text: &str, faults: &[Fault]) -> Vec<Finding> {
    let source = named_source(name, text);
    let finding = |fault: &Fault| Finding::new(fault, fault.severity, text, &source);
    faults.iter().map(finding).collect()
}

pub(crate) fn of_mistakes(mistakes: &Mistakes, text: &str, source: &NamedSource<Arc<str>>) -> Vec<Finding> {
    let finding = |mistake: &Mistake| Finding::new(mistake, Severity::Error, text, source);
    mistakes.iter().map(finding).collect()
}
