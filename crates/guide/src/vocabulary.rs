//! What the phrases of guides mean, and the coach's times: from `vocabulary.toml`. What is said for them in other
//! languages stands in files of texts beside it.
//!
//! Checked when it is read: an unknown key, a missing source or text, or a threshold on the wrong side is an error.

mod file;
mod spoken;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use body::{Language, Measure, Unit};

use crate::cue::Cue;
use crate::model::{Formula, SpeedLimit, Test};
use crate::timing::{NeutralLimits, SetUpLimits, Timing};

/// Phrases, times and limits that guides are read with.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    timing: Timing,
    neutral: NeutralLimits,
    set_up: SetUpLimits,
    one_breath_s: f64,
    slowly: SpeedLimit,
    entries: BTreeMap<String, Entry>,
}

/// What one phrase means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Whether it needs a side.
    pub sided: Sided,
    /// The verbs that it goes with.
    pub verbs: Vec<PhraseVerb>,
    /// Where it can be seen.
    pub views: Vec<View>,
    /// What is compared. At least one.
    pub tests: Vec<Test>,
    /// Which of the tests must hold together.
    pub formula: Formula,
    /// How to get there, for one who has not moved.
    pub begin: Option<Cue>,
    /// What to say to one who is under way, or has left it.
    pub cue: Cue,
    /// What is done instead, and what to say then.
    pub instead: Vec<(Test, Cue)>,
}

/// Whether a phrase has a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sided {
    /// It has none.
    None,
    /// It means nothing without one.
    Required,
}

/// A verb that takes a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PhraseVerb {
    Start,
    Reach,
    Keep,
    Return,
}

impl PhraseVerb {
    pub fn name(self) -> &'static str {
        match self {
            PhraseVerb::Start => "start",
            PhraseVerb::Reach => "reach",
            PhraseVerb::Keep => "keep",
            PhraseVerb::Return => "return",
        }
    }
}

/// From where the camera looks at the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// At the face.
    Front,
    /// At one ear.
    Side,
}

impl View {
    /// Whether what these tests ask for, so joined, can be seen from here.
    pub(crate) fn shows(self, tests: &[Test], formula: &Formula) -> bool {
        match formula {
            Formula::Test(place) => tests.get(*place).is_some_and(|test| match self {
                View::Front => test.measure.is_seen_from_the_front(),
                View::Side => test.measure.is_seen_from_the_side(),
            }),
            Formula::All(parts) => parts.iter().all(|part| self.shows(tests, part)),
            Formula::Any(parts) => parts.iter().any(|part| self.shows(tests, part)),
        }
    }

    /// As one says it: `from the front`.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            View::Front => "from the front",
            View::Side => "from the side",
        }
    }
}

impl Vocabulary {
    /// The vocabulary that comes with the program, in English.
    pub fn builtin() -> &'static Vocabulary {
        static BUILTIN: LazyLock<Vocabulary> = LazyLock::new(|| {
            Vocabulary::parse(include_str!("../../../vocabulary.toml")).expect("a test reads the built-in vocabulary")
        });
        &BUILTIN
    }

    /// The vocabulary that comes with the program, with what is said in this language.
    pub fn builtin_in(language: Language) -> &'static Vocabulary {
        static GERMAN: LazyLock<Vocabulary> = LazyLock::new(|| said(include_str!("../../../vocabulary.de.toml")));
        static SPANISH: LazyLock<Vocabulary> = LazyLock::new(|| said(include_str!("../../../vocabulary.es.toml")));
        match language {
            Language::English => Self::builtin(),
            Language::German => &GERMAN,
            Language::Spanish => &SPANISH,
        }
    }

    /// Reads a vocabulary.
    ///
    /// # Errors
    /// When it is no TOML, has unknown or missing keys, names an unknown measure, gives no source, or has a threshold
    /// that cannot be or a text that can't be said.
    pub fn parse(toml: &str) -> Result<Vocabulary, VocabularyError> {
        file::read(toml)
    }

    /// The coach's times.
    pub fn timing(&self) -> &Timing {
        &self.timing
    }

    /// What makes frames a neutral.
    pub fn neutral(&self) -> &NeutralLimits {
        &self.neutral
    }

    /// What the set-up look wants.
    pub fn set_up(&self) -> &SetUpLimits {
        &self.set_up
    }

    /// The names of all phrases, in alphabetical order.
    pub fn phrases(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.keys().map(String::as_str)
    }

    /// From where a phrase can be seen; `None` when there is no such phrase.
    pub fn views(&self, phrase: &str) -> Option<&[View]> {
        self.entries.get(phrase).map(|entry| entry.views.as_slice())
    }

    pub(crate) fn entry(&self, phrase: &str) -> Option<&Entry> {
        self.entries.get(phrase)
    }

    /// How far short of where it is done a comparison of a guide's own phrase is lost, in the measure's unit.
    ///
    /// 5 degrees for angles, as for a rule's own threshold; else the smallest distance that the vocabulary keeps for
    /// the same measure; and for a measure that it does not use 10 degrees a second, or 0.1 (design decision).
    pub(crate) fn leave_step(&self, measure: Measure) -> f32 {
        let of_unit = match measure.unit() {
            Unit::Degrees => return 5.0,
            Unit::DegreesPerSecond => 10.0,
            Unit::ShoulderWidths | Unit::Index => 0.1,
        };
        let tests = self.entries.values().flat_map(|entry| &entry.tests);
        let kept = tests
            .filter(|test| test.measure == measure)
            // 1.1 - 0.8 is not 0.3 in binary.
            .map(|test| ((test.met - test.lost).abs() * 1000.0).round() / 1000.0);
        kept.reduce(f32::min).unwrap_or(of_unit)
    }

    pub(crate) fn one_breath_s(&self) -> f64 {
        self.one_breath_s
    }

    pub(crate) fn slowly(&self) -> &SpeedLimit {
        &self.slowly
    }
}

fn said(texts: &str) -> Vocabulary {
    let vocabulary = Vocabulary::builtin().spoken_in(texts);
    vocabulary.expect("a test reads the built-in texts of every language")
}

/// Why a vocabulary can't be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// No TOML, or keys that are not ours, or a missing one.
    #[error("the vocabulary can't be read: {0}")]
    Unreadable(Box<toml::de::Error>),
    /// A number that can't be.
    #[error("{name} in the vocabulary is {value}: {why}")]
    Number {
        /// The key.
        name: String,
        /// What stands there.
        value: f64,
        /// What it should be.
        why: &'static str,
    },
    /// A phrase that can't be followed.
    #[error("the phrase {phrase:?} of the vocabulary {why}")]
    Phrase {
        /// Its name.
        phrase: String,
        /// What is wrong with it.
        why: String,
    },
    /// A measure that nobody computes.
    #[error(
        "the phrase {phrase:?} of the vocabulary uses the measure {measure:?}, which there is not; there are: {}",
        known_measures()
    )]
    UnknownMeasure {
        /// Its name.
        phrase: String,
        /// The measure's name.
        measure: String,
    },
}

fn known_measures() -> String {
    let names: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
    names.join(", ")
}
