//! The truth of one clip: what the person does (JSON), and the true angles of every frame (CSV).
//!
//! Columns and keys are described in `docs/validation.md`. Of the columns only `t` and `label` must be there: a measure
//! whose column is missing is not compared.

use std::collections::BTreeMap;

use body::Side;
use serde::Deserialize;

/// What a clip shows.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Who: clips of one person are not independent.
    pub person: String,
    /// Id of the guide's step, and its side; `None` when the clip shows the whole guide.
    pub step: Option<(String, Option<Side>)>,
    /// What was done wrong on purpose. Empty: all is right.
    pub faults: Vec<Fault>,
    /// Repetitions of the whole clip, where they were counted.
    pub reps: Option<u32>,
}

/// One thing done wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub name: String,
    /// The step in which it is done.
    pub step: String,
    /// The side of that step.
    pub side: Option<Side>,
}

/// What a person does in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// Sits at rest.
    Neutral,
    /// Is on the way.
    Moving,
    /// Stays in the position.
    Hold,
    /// Is out of the picture.
    Away,
}

impl Label {
    /// As in the CSV.
    pub fn name(self) -> &'static str {
        match self {
            Label::Neutral => "neutral",
            Label::Moving => "moving",
            Label::Hold => "hold",
            Label::Away => "away",
        }
    }
}

/// The rows of the CSV.
#[derive(Debug, Clone, Default)]
pub struct Track {
    /// Seconds, rising.
    pub times: Vec<f64>,
    /// One a row.
    pub labels: Vec<Label>,
    /// Step of each row, in a clip of the whole guide.
    pub steps: Option<Vec<Option<String>>>,
    /// Side of each row's step, in a clip of the whole guide that tells it.
    pub sides: Option<Vec<Option<Side>>>,
    columns: BTreeMap<String, Vec<f64>>,
}

/// Why a truth can't be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TruthError {
    /// No JSON of ours.
    #[error("{0}")]
    Json(String),
    /// A movement that no step of the guide is known for.
    #[error(
        "the movement {0:?} is not known: name the guide's step instead (\"step\": \"neck-tilt\"), or use one of \
         round_back, diag_look_down, lateral_neck, blade_squeeze, routine"
    )]
    Movement(String),
    /// A CSV that is none.
    #[error("{0}")]
    Csv(String),
    /// A column that must be there.
    #[error("it has no column {0:?}")]
    Column(&'static str),
    /// A cell that is no number, or no label.
    #[error("line {line}, column {column:?}: {cell:?} is not {expected}")]
    Cell {
        /// Line of the file, the head being 1.
        line: usize,
        /// Name of the column.
        column: String,
        /// What stands there.
        cell: String,
        /// What should.
        expected: &'static str,
    },
    /// Rows that go back in time.
    #[error("line {0}: its time is not later than that of the line before")]
    Time(usize),
    /// No rows.
    #[error("it has no rows")]
    Empty,
    /// No rest before the first movement, from which offsets could be taken.
    #[error("its first row is not labelled neutral: offsets need the person at rest before the first movement")]
    NoNeutral,
}

/// The keys that are read; others are passed over.
#[derive(Debug, Deserialize)]
struct File {
    movement: Option<String>,
    step: Option<String>,
    side: Option<String>,
    fault: Option<String>,
    faults: Option<Vec<FileFault>>,
    reps: Option<u32>,
    #[serde(default)]
    steps: Vec<FileStep>,
    seed: Option<u64>,
    person: Option<Person>,
}

/// A step of a clip of the whole guide, of which only the repetitions are read.
#[derive(Debug, Deserialize)]
struct FileStep {
    reps: Option<Vec<serde::de::IgnoredAny>>,
}

#[derive(Debug, Deserialize)]
struct FileFault {
    name: String,
    step: String,
    side: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Person {
    Name(String),
    Described { seed: Option<u64> },
}

/// Step of each movement of the rendered clips.
const STEPS: [(&str, &str); 4] = [
    ("round_back", "round-back"),
    ("diag_look_down", "look-down"),
    ("lateral_neck", "neck-tilt"),
    ("blade_squeeze", "shoulder-squeeze"),
];

impl About {
    /// Reads a clip's JSON.
    ///
    /// # Errors
    /// [`TruthError`] when it is no such JSON, or names a movement or side that there is not.
    pub fn from_json(text: &str) -> Result<Self, TruthError> {
        let file: File = serde_json::from_str(text).map_err(|error| TruthError::Json(error.to_string()))?;
        let side = side(file.side.as_deref())?;
        let step = match (file.step, file.movement.as_deref()) {
            (Some(step), _) => Some(step),
            (None, Some("routine")) => None,
            (None, Some(movement)) => Some(
                STEPS
                    .iter()
                    .find(|(name, _)| *name == movement)
                    .map(|(_, step)| (*step).to_owned())
                    .ok_or_else(|| TruthError::Movement(movement.to_owned()))?,
            ),
            (None, None) => return Err(TruthError::Json("it has neither \"step\" nor \"movement\"".to_owned())),
        };
        let faults = match (file.faults, file.fault, &step) {
            (Some(faults), ..) => faults
                .into_iter()
                .map(|fault| {
                    Ok(Fault {
                        side: self::side(fault.side.as_deref())?,
                        name: fault.name,
                        step: fault.step,
                    })
                })
                .collect::<Result<_, TruthError>>()?,
            (None, Some(name), Some(step)) => vec![Fault {
                name,
                step: step.clone(),
                side,
            }],
            (None, Some(_), None) => {
                return Err(TruthError::Json(
                    "a clip of the whole guide lists its faults in \"faults\", with their steps".to_owned(),
                ));
            }
            (None, None, _) => Vec::new(),
        };
        let seed = |seed: u64| format!("seed {seed}");
        let person = match file.person {
            Some(Person::Name(name)) => Some(name),
            Some(Person::Described { seed: own }) => own.or(file.seed).map(seed),
            None => file.seed.map(seed),
        };
        Ok(Self {
            person: person.ok_or_else(|| TruthError::Json("it does not say who the \"person\" is".to_owned()))?,
            step: step.map(|step| (step, side)),
            faults,
            reps: file.reps.or_else(|| {
                let counted: Vec<usize> = file
                    .steps
                    .iter()
                    .filter_map(|step| Some(step.reps.as_ref()?.len()))
                    .collect();
                (!counted.is_empty()).then(|| counted.iter().sum::<usize>() as u32)
            }),
        })
    }
}

fn side(name: Option<&str>) -> Result<Option<Side>, TruthError> {
    name.map(|name| {
        name.parse()
            .map_err(|error: body::UnknownSide| TruthError::Json(error.to_string()))
    })
    .transpose()
}

/// One row of a track's CSV.
struct Row<'a> {
    /// In the file, from 1.
    line: usize,
    head: &'a [String],
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// Empty where the row is too short.
    fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    fn wrong(&self, column: usize, expected: &'static str) -> TruthError {
        TruthError::Cell {
            line: self.line,
            column: self.head[column].clone(),
            cell: self.cell(column).to_owned(),
            expected,
        }
    }

    fn number(&self, column: usize, expected: &'static str) -> Result<f64, TruthError> {
        let read = self.cell(column).parse::<f64>().ok();
        read.filter(|value| value.is_finite())
            .ok_or_else(|| self.wrong(column, expected))
    }

    fn label(&self, column: usize) -> Result<Label, TruthError> {
        match self.cell(column) {
            "neutral" => Ok(Label::Neutral),
            "moving" => Ok(Label::Moving),
            "hold" => Ok(Label::Hold),
            "away" => Ok(Label::Away),
            _ => Err(self.wrong(column, "one of neutral, moving, hold, away")),
        }
    }

    /// An empty cell is a value that nobody knows; NaN is how the column says so inside.
    fn value(&self, column: usize) -> Result<f64, TruthError> {
        match self.cell(column) {
            "" => Ok(f64::NAN),
            _ => self.number(column, "a number"),
        }
    }

    fn side(&self, column: usize) -> Result<Option<Side>, TruthError> {
        match self.cell(column) {
            "" => Ok(None),
            name => name.parse().map(Some).map_err(|_| self.wrong(column, "left or right")),
        }
    }
}

impl Track {
    /// Reads a clip's CSV.
    ///
    /// # Errors
    /// [`TruthError`]: the first thing that can't be.
    pub fn from_csv(text: &[u8]) -> Result<Self, TruthError> {
        let mut reader = csv::Reader::from_reader(text);
        let broken = |error: csv::Error| TruthError::Csv(error.to_string());
        let head: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
        let place = |name: &'static str| {
            let found = head.iter().position(|column| column == name);
            found.ok_or(TruthError::Column(name))
        };
        let (time, label) = (place("t")?, place("label")?);
        let step = head.iter().position(|column| column == "step");
        let side = head.iter().position(|column| column == "side");
        let mut track = Track {
            steps: step.map(|_| Vec::new()),
            sides: side.map(|_| Vec::new()),
            ..Track::default()
        };
        let mut columns: Vec<Option<Vec<f64>>> = head
            .iter()
            .map(|name| (!WORDS.contains(&name.as_str())).then(Vec::new))
            .collect();
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(broken)?;
            let row = Row {
                line: index + 2,
                head: &head,
                record: &record,
            };
            for (column, values) in columns.iter_mut().enumerate() {
                if let Some(values) = values {
                    values.push(row.value(column)?);
                }
            }
            let at = row.number(time, "a number of seconds")?;
            if track.times.last().is_some_and(|&last| at <= last) {
                return Err(TruthError::Time(row.line));
            }
            track.times.push(at);
            track.labels.push(row.label(label)?);
            if let (Some(steps), Some(step)) = (&mut track.steps, step) {
                steps.push(Some(row.cell(step).to_owned()).filter(|step| !step.is_empty()));
            }
            if let (Some(sides), Some(side)) = (&mut track.sides, side) {
                sides.push(row.side(side)?);
            }
        }
        if track.times.is_empty() {
            return Err(TruthError::Empty);
        }
        if track.labels.first() != Some(&Label::Neutral) {
            return Err(TruthError::NoNeutral);
        }
        track.columns = head
            .into_iter()
            .zip(columns)
            .filter_map(|(name, values)| Some((name, values?)))
            .collect();
        Ok(track)
    }

    /// One column; `None` when the file does not have it. NaN where a cell is empty.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        self.columns.get(name).map(Vec::as_slice)
    }

    /// Whether a row of a clip of the whole guide belongs to this dose. Where the file does not tell sides, both do.
    pub fn is_of(&self, row: usize, step: &str, side: Option<Side>) -> bool {
        let of_step = self
            .steps
            .as_ref()
            .is_some_and(|steps| steps[row].as_deref() == Some(step));
        of_step && self.sides.as_ref().is_none_or(|sides| sides[row] == side)
    }

    /// Rows at rest before the first movement. At least one.
    pub fn rest(&self) -> usize {
        let moves = self.labels.iter().position(|&label| label != Label::Neutral);
        moves.unwrap_or(self.labels.len())
    }

    /// The row that belongs to a frame at this time; `None` when none is within half a frame of it.
    pub fn row_at(&self, seconds: f64) -> Option<usize> {
        let after = self.times.partition_point(|&time| time < seconds);
        let nearest = [after.checked_sub(1), Some(after)]
            .into_iter()
            .flatten()
            .filter(|&row| row < self.times.len())
            .min_by(|&one, &other| {
                let far = |row: usize| (self.times[row] - seconds).abs();
                far(one).total_cmp(&far(other))
            })?;
        let last = self.times.len() - 1;
        let spacing = (self.times[last] - self.times[0]) / last.max(1) as f64;
        ((self.times[nearest] - seconds).abs() <= spacing / 2.0 + ROUNDING_S).then_some(nearest)
    }
}

/// Columns that hold no number.
const WORDS: [&str; 5] = ["label", "step", "side", "fault", "posture"];
/// Times in the CSV have four places.
const ROUNDING_S: f64 = 1e-3;
