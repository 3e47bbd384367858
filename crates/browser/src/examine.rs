//! A guide that is being written: how it will read, and what is wrong or unwise in it.

use guide::{Finding, Severity, Vocabulary};
use reading::Page;
use serde::Serialize;

/// What an editor shows of a guide's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Examined {
    /// The guide as far as it can be read; `None` when the text is empty, too long, or no text at all.
    pub page: Option<Page>,
    /// A name to keep it under: its title in small letters, digits and hyphens. `None` when it has none of them.
    pub slug: Option<String>,
    /// Mistakes among the findings: with none the guide can be coached.
    pub mistakes: usize,
    /// In the order of the text, at most a hundred mistakes and a hundred warnings.
    pub findings: Vec<FindingView>,
}

/// One thing that is wrong or unwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingView {
    /// Its code: `guide::unknown_phrase`.
    pub code: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Characters that it is about; 0 when it is about the whole guide.
    pub length: usize,
    /// Where these begin, in UTF-16 units from the start of the text: what JavaScript counts in.
    pub start: usize,
    /// Where they end, in the same units: the first place behind them.
    pub end: usize,
}

/// Reads `text` as the guide called `name`, as far as it goes. Takes any bytes, in bounded time: what is longer than a
/// guide may be is not read.
pub fn examine(name: &str, text: &[u8]) -> Examined {
    let vocabulary = Vocabulary::builtin();
    let findings = guide::examine(name, text, vocabulary);
    let text = guide::text_of(name, text).unwrap_or_default();
    let page = guide::draft(name, text, vocabulary)
        .filter(|_| !text.is_empty())
        .map(|guide| Page::new(guide, text, vocabulary));
    let mut units = Units {
        text,
        byte: 0,
        units: 0,
    };
    Examined {
        slug: page.as_ref().and_then(|page| guide::slug(&page.about.title)),
        page,
        mistakes: findings.iter().filter(|found| found.level() == Severity::Error).count(),
        findings: findings.iter().map(|found| view(found, &mut units)).collect(),
    }
}

fn view(finding: &Finding, units: &mut Units<'_>) -> FindingView {
    let at = finding.at();
    let from = finding.from();
    let words = units.text.get(at.clone()).unwrap_or_default();
    let start = units.before(at.start);
    FindingView {
        code: finding.code_name().to_owned(),
        severity: finding.level().name(),
        message: finding.message().to_owned(),
        help: finding.advice().map(str::to_owned),
        line: from.line,
        column: from.column,
        length: words.chars().count(),
        start,
        end: start + words.encode_utf16().count(),
    }
}

/// Counts UTF-16 units from the place that was asked for last: findings come in the order of the text.
struct Units<'a> {
    text: &'a str,
    byte: usize,
    units: usize,
}

impl Units<'_> {
    fn before(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.units) = (0, 0);
        }
        self.units += self
            .text
            .get(self.byte..byte)
            .map_or(0, |words| words.encode_utf16().count());
        self.byte = byte;
        self.units
    }
}
