//! The tables of an archive: their columns, and their rows as cells.

use jiff::civil::Date;
use results::Rows;

use crate::archive::Archive;
use crate::columns::{Answered, Tabled, Told};

/// A table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a session.
    Sessions,
    /// One row for each step and side of a session.
    Steps,
    /// One row for each rule of each sentence of each step and side.
    Rules,
    /// One row for each sentence that is asked, with its answer.
    Answers,
    /// One row for each guide that was rated.
    Ratings,
    /// One row for each guide that the person wrote, with its text. Not as CSV: a spreadsheet is no place for it.
    OwnGuides,
}

impl Table {
    /// Those that are written as CSV.
    pub const CSV: [Self; 5] = [Self::Sessions, Self::Steps, Self::Rules, Self::Answers, Self::Ratings];
    /// Those that are written as Parquet: all.
    pub const PARQUET: [Self; 6] = [
        Self::Sessions,
        Self::Steps,
        Self::Rules,
        Self::Answers,
        Self::Ratings,
        Self::OwnGuides,
    ];

    /// Its name, also of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Steps => "steps",
            Self::Rules => "rules",
            Self::Answers => "answers",
            Self::Ratings => "ratings",
            Self::OwnGuides => "own_guides",
        }
    }

    /// The table with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::PARQUET.into_iter().find(|table| table.name() == name)
    }

    /// Its columns, in order.
    pub(crate) fn columns(self) -> Vec<Column> {
        match self {
            Self::Sessions => Told::columns(),
            Self::Steps => results::StepRow::columns(),
            Self::Rules => results::RuleRow::columns(),
            Self::Answers => Answered::columns(),
            Self::Ratings => crate::Rating::columns(),
            Self::OwnGuides => crate::OwnGuide::columns(),
        }
    }

    /// Its rows, in the order of the sessions and then of their reports. A report without a session has none.
    pub(crate) fn rows(self, archive: &Archive) -> Box<dyn Iterator<Item = Vec<Cell>> + '_> {
        let rows = archive.sessions.iter().filter_map(Rows::of);
        match self {
            Self::Sessions => Box::new(rows.map(|rows| Told::of(rows.session).cells())),
            Self::Steps => Box::new(rows.flat_map(|rows| rows.steps).map(Tabled::cells)),
            Self::Rules => Box::new(rows.flat_map(|rows| rows.rules).map(Tabled::cells)),
            Self::Answers => Box::new(archive.sessions.iter().flat_map(Answered::all).map(Tabled::cells)),
            Self::Ratings => Box::new(archive.ratings.iter().cloned().map(Tabled::cells)),
            Self::OwnGuides => Box::new(archive.own_guides.iter().cloned().map(Tabled::cells)),
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: &'static str,
    pub holds: Holds,
    /// Whether a cell of it may be empty.
    pub optional: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Words of people: guides, sentences.
    Text,
    /// One of a fixed list of names.
    Name,
    Number,
    Whole,
    Flag,
    Day,
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Name(&'static str),
    Number(f64),
    Whole(i32),
    Flag(bool),
    Day(Date),
}
