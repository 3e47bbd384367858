//! The columns of each table, out of the fields of its row. A field that a row gets anew does not compile until it is
//! named here.

use jiff::civil::Date;
use results::{
    AnswerWord, Ending, ModelName, Report, RuleRow, RuleVerdictName, SessionRow, SideName, Source, StepRow,
    StepVerdictName, StretchFelt, UnitName, VerbName, ViewName,
};

use crate::archive::{OwnGuide, Rating};
use crate::table::{Cell, Column, Holds};
use crate::wanted::day;

/// A row of a table.
pub(crate) trait Tabled {
    fn columns() -> Vec<Column>;
    /// In the order of the columns.
    fn cells(self) -> Vec<Cell>;
}

/// What can stand in a cell.
trait Value {
    const HOLDS: Holds;
    const OPTIONAL: bool = false;
    fn cell(self) -> Cell;
}

macro_rules! tabled {
    ($row:ty { $($field:ident: $type:ty),* $(,)? }) => {
        impl Tabled for $row {
            fn columns() -> Vec<Column> {
                vec![$(Column {
                    name: stringify!($field),
                    holds: <$type as Value>::HOLDS,
                    optional: <$type as Value>::OPTIONAL,
                }),*]
            }

            fn cells(self) -> Vec<Cell> {
                let Self { $($field),* } = self;
                vec![$(<$type as Value>::cell($field)),*]
            }
        }
    };
}

tabled!(SessionRow {
    session: String,
    guide: String,
    guide_sha256: String,
    started_at: String,
    source: Source,
    ending: Ending,
    model: Option<ModelName>,
    unhunch: String,
    duration_s: f64,
    coverage: Option<f64>,
    view: Option<ViewName>,
    view_turned_deg: Option<f64>,
    view_above_deg: Option<f64>,
    parts: u32,
    done: u32,
    skipped: u32,
    hold_s: f64,
    stretch_felt: Option<StretchFelt>,
    pain: Option<u8>,
    effort: Option<u8>,
});

tabled!(StepRow {
    session: String,
    part: u32,
    step: String,
    side: Option<SideName>,
    verdict: StepVerdictName,
    skipped: bool,
    hold_s: f64,
    reps: Option<u32>,
});

tabled!(RuleRow {
    session: String,
    part: u32,
    step: String,
    side: Option<SideName>,
    sentence: u32,
    place: u32,
    text: String,
    rule: String,
    verb: Option<VerbName>,
    verdict: RuleVerdictName,
    confidence: Option<f64>,
    measure: Option<String>,
    decisive: Option<f64>,
    threshold: Option<f64>,
    unit: Option<UnitName>,
    broken_s: Option<f64>,
});

tabled!(Answered {
    session: String,
    step: String,
    side: Option<SideName>,
    sentence: u32,
    text: String,
    answer: Option<AnswerWord>,
});

tabled!(Rating {
    guide: String,
    stars: u8,
    rated_at: String,
});

tabled!(OwnGuide {
    name: String,
    changed_at: Option<String>,
    text: String,
});

/// A session with the day on which it was done, which spreadsheets read as a date.
pub(crate) struct Told {
    day: Option<Date>,
    row: SessionRow,
}

impl Told {
    pub fn of(row: SessionRow) -> Self {
        Self {
            day: day(&row.started_at),
            row,
        }
    }
}

impl Tabled for Told {
    fn columns() -> Vec<Column> {
        let mut columns = SessionRow::columns();
        columns.push(Column {
            name: "day",
            holds: Holds::Day,
            optional: true,
        });
        columns
    }

    fn cells(self) -> Vec<Cell> {
        let mut cells = self.row.cells();
        cells.push(self.day.map_or(Cell::Empty, Cell::Day));
        cells
    }
}

/// A sentence that is asked, with its answer.
pub(crate) struct Answered {
    session: String,
    step: String,
    side: Option<SideName>,
    sentence: u32,
    text: String,
    answer: Option<AnswerWord>,
}

impl Answered {
    pub fn all(report: &Report) -> Vec<Self> {
        let Some(facts) = &report.session else {
            return Vec::new();
        };
        let answers = facts.answers.iter().map(|answer| Self {
            session: facts.id.clone(),
            step: answer.step.clone(),
            side: answer.side,
            sentence: answer.sentence,
            text: answer.text.clone(),
            answer: answer.answer,
        });
        answers.collect()
    }
}

impl<T: Value> Value for Option<T> {
    const HOLDS: Holds = T::HOLDS;
    const OPTIONAL: bool = true;
    fn cell(self) -> Cell {
        self.map_or(Cell::Empty, T::cell)
    }
}

impl Value for String {
    const HOLDS: Holds = Holds::Text;
    fn cell(self) -> Cell {
        Cell::Text(self)
    }
}

impl Value for f64 {
    const HOLDS: Holds = Holds::Number;
    fn cell(self) -> Cell {
        Cell::Number(self)
    }
}

impl Value for u32 {
    const HOLDS: Holds = Holds::Whole;
    fn cell(self) -> Cell {
        // Counts of what a checked report can hold.
        Cell::Whole(i32::try_from(self).unwrap_or(i32::MAX))
    }
}

impl Value for u8 {
    const HOLDS: Holds = Holds::Whole;
    fn cell(self) -> Cell {
        Cell::Whole(i32::from(self))
    }
}

impl Value for bool {
    const HOLDS: Holds = Holds::Flag;
    fn cell(self) -> Cell {
        Cell::Flag(self)
    }
}

macro_rules! names {
    ($($name:ty),*) => {
        $(impl Value for $name {
            const HOLDS: Holds = Holds::Name;
            fn cell(self) -> Cell {
                Cell::Name(self.name())
            }
        })*
    };
}

names!(
    Source,
    Ending,
    SideName,
    ViewName,
    StepVerdictName,
    RuleVerdictName,
    VerbName,
    UnitName
);

impl Value for ModelName {
    const HOLDS: Holds = Holds::Name;
    fn cell(self) -> Cell {
        Cell::Name(match self {
            Self::Full => "full",
            Self::Lite => "lite",
        })
    }
}

impl Value for StretchFelt {
    const HOLDS: Holds = Holds::Name;
    fn cell(self) -> Cell {
        Cell::Name(match self {
            Self::No => "no",
            Self::ALittle => "a_little",
            Self::Yes => "yes",
        })
    }
}

impl Value for AnswerWord {
    const HOLDS: Holds = Holds::Name;
    fn cell(self) -> Cell {
        Cell::Name(match self {
            Self::Yes => "yes",
            Self::No => "no",
        })
    }
}
