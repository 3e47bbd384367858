//! What can be wrong with the plan's file, with line and column.

use std::fmt;

/// One mistake in the plan's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMistake {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl PlanMistake {
    /// A mistake at a byte of `text`.
    pub(crate) fn at(text: &str, byte: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            message: message.into(),
            help: help.into(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
        }
    }
}

impl fmt::Display for PlanMistake {
    /// `line 4, column 9: "thrice a day" does not say how often; write …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            help,
            line,
            column,
        } = self;
        write!(f, "line {line}, column {column}: {message}; {help}")
    }
}

/// All mistakes of the plan's file, in the order of the text. At least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMistakes(Vec<PlanMistake>);

impl PlanMistakes {
    /// `None` where there is no mistake.
    pub(crate) fn of(mut found: Vec<PlanMistake>) -> Option<Self> {
        found.sort_by_key(|mistake| (mistake.line, mistake.column));
        (!found.is_empty()).then_some(Self(found))
    }

    /// In the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &PlanMistake> {
        self.0.iter()
    }
}

impl fmt::Display for PlanMistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, mistake) in self.0.iter().enumerate() {
            let end = if place + 1 < self.0.len() { "\n" } else { "" };
            write!(f, "{mistake}{end}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PlanMistakes {}
