//! Numbers in the words of articles: seconds, minutes, breaths, repetitions, and ranges of them.
//!
//! "between ten and thirty seconds", "20–30 sec", "a few deep breaths", "half a minute", "8 to 12 reps", "twice",
//! "2 sets of 12", "Reps: 4-6". How a language says so is data, its `numbers.toml`.
//!
//! Must not know: what is done for so long or so often.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize;

use crate::meaning::words::Word;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    /// The number, or the smaller one of a range. In seconds where time is counted.
    pub low: f64,
    /// The larger number of a range.
    pub high: Option<f64>,
    pub unit: Unit,
    /// Why the number is a guess, when it is: the article's own word.
    pub vague: Option<String>,
    /// Which of the sentence's words it takes.
    pub words: Range<usize>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Breaths,
    Times,
    /// "two more times": so often besides the first.
    MoreTimes,
    /// "3 sets", "2 x 12": the first number.
    Sets,
    /// "twice a day": how often the routine is done.
    OfADay,
    /// A number that no rule takes: "up to", a rest, days.
    Other,
}

/// A language's `numbers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumbersFile {
    one: Vec<String>,
    half: Vec<String>,
    and_a_half: Vec<String>,
    range: Vec<String>,
    between: Vec<String>,
    and: Vec<String>,
    tens_join: Vec<String>,
    times_ending: Vec<String>,
    times: BTreeMap<String, f64>,
    spelled: BTreeMap<String, f64>,
    vague: BTreeMap<String, f64>,
    units: Units,
    around: Around,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    seconds: Vec<String>,
    minutes: Vec<String>,
    breaths: Vec<String>,
    times: Vec<String>,
    sets: Vec<String>,
    of: Vec<String>,
    rounds: Vec<String>,
    other: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    within: Vec<String>,
    more: Vec<String>,
    limit: Vec<String>,
    about: Vec<String>,
    rest: Vec<String>,
    per: Vec<String>,
    of_a_day: Vec<String>,
    each: Vec<String>,
    count_before: Vec<String>,
    count_after: Vec<String>,
    count_bare: Vec<String>,
    ends: Vec<String>,
    named: Vec<String>,
    times_bare: Vec<String>,
    times_label: Vec<String>,
    sets_label: Vec<String>,
}

/// Rows of words, longest first.
#[derive(Debug)]
pub(super) struct Rows(Vec<Vec<String>>);

impl Rows {
    pub(super) fn of(written: &[String]) -> Self {
        let mut rows: Vec<Vec<String>> = written
            .iter()
            .map(|row| row.split(' ').map(str::to_owned).collect())
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        Rows(rows)
    }

    /// How many words one of the rows takes here.
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<usize> {
        let here = words.get(at..)?;
        let fits = |row: &&Vec<String>| {
            row.len() <= here.len() && row.iter().zip(here).all(|(known, word)| *known == word.text)
        };
        self.0.iter().find(fits).map(Vec::len)
    }

    /// Whether one of the rows ends before this word.
    pub(super) fn before(&self, words: &[Word], at: usize) -> bool {
        self.0.iter().any(|row| {
            at.checked_sub(row.len())
                .and_then(|start| words.get(start..at))
                .is_some_and(|there| row.iter().zip(there).all(|(known, word)| *known == word.text))
        })
    }
}

/// How a language says numbers.
#[derive(Debug)]
pub(crate) struct Numbers {
    pub(super) one: Rows,
    pub(super) half: Rows,
    pub(super) and_a_half: Rows,
    pub(super) range: Rows,
    pub(super) between: Rows,
    pub(super) and: Rows,
    pub(super) times_ending: Vec<String>,
    pub(super) times: HashMap<String, f64>,
    pub(super) spelled: HashMap<String, f64>,
    /// "forty five" in two words, with or without one between them.
    pub(super) tens_join: Vec<Rows>,
    pub(super) vague: Vec<(Rows, String, f64)>,
    pub(super) units: Vec<(Rows, Unit, f64)>,
    pub(super) of: Rows,
    pub(super) within: Rows,
    pub(super) more: Rows,
    pub(super) limit: Rows,
    pub(super) about: Rows,
    pub(super) rest: Rows,
    pub(super) per: Rows,
    pub(super) of_a_day: Vec<String>,
    pub(super) each: Rows,
    pub(super) count_before: Rows,
    pub(super) count_after: Rows,
    /// Before a number that names no unit: "hold for 5".
    pub(super) count_bare: Rows,
    /// Words behind which a number has ended.
    pub(super) ends: Rows,
    /// Before a number at the end of a sentence, which counts: "do 10".
    pub(super) times_bare: Rows,
    /// Before a number that counts what was named: "the two of them".
    pub(super) named: Rows,
    pub(super) times_label: Rows,
    pub(super) sets_label: Rows,
}

/// A number at a place: its value, the words that make it a guess, and the word after it.
pub(super) type Number = (f64, Option<String>, usize);

impl Numbers {
    pub fn of(file: &NumbersFile) -> Self {
        let mut spelled: HashMap<String, f64> = file.spelled.clone().into_iter().collect();
        // "fünfundzwanzig" and "twenty-five" as one word.
        let small: Vec<(String, f64)> = file
            .spelled
            .iter()
            .filter(|(_, value)| **value < 10.0)
            .map(own)
            .collect();
        let tens: Vec<(String, f64)> = file
            .spelled
            .iter()
            .filter(|(_, value)| (20.0..100.0).contains(*value))
            .map(own)
            .collect();
        for (ten, tens) in &tens {
            for (one, ones) in &small {
                let glued = file.tens_join.iter().filter_map(|join| join.strip_prefix('-'));
                for join in glued {
                    spelled.entry(format!("{one}{join}{ten}")).or_insert(tens + ones);
                }
            }
        }
        let units = &file.units;
        let rows = |written: &Vec<String>| Rows::of(written);
        let mut vague: Vec<(Rows, String, f64)> = file
            .vague
            .iter()
            .map(|(words, value)| (Rows::of(std::slice::from_ref(words)), words.clone(), *value))
            .collect();
        vague.sort_by_key(|(_, words, _)| std::cmp::Reverse(words.len()));
        Self {
            one: rows(&file.one),
            half: rows(&file.half),
            and_a_half: rows(&file.and_a_half),
            range: rows(&file.range),
            between: rows(&file.between),
            and: rows(&file.and),
            times_ending: file.times_ending.clone(),
            times: file.times.clone().into_iter().collect(),
            spelled,
            tens_join: file
                .tens_join
                .iter()
                .filter(|join| !join.starts_with('-') && !join.is_empty())
                .map(|join| Rows::of(std::slice::from_ref(join)))
                .collect(),
            vague,
            units: vec![
                (rows(&units.seconds), Unit::Seconds, 1.0),
                (rows(&units.minutes), Unit::Seconds, 60.0),
                (rows(&units.breaths), Unit::Breaths, 1.0),
                (rows(&units.times), Unit::Times, 1.0),
                (rows(&units.rounds), Unit::Times, 1.0),
                (rows(&units.sets), Unit::Sets, 1.0),
                (rows(&units.other), Unit::Other, 1.0),
            ],
            of: rows(&units.of),
            within: rows(&file.around.within),
            more: rows(&file.around.more),
            limit: rows(&file.around.limit),
            about: rows(&file.around.about),
            rest: rows(&file.around.rest),
            per: rows(&file.around.per),
            of_a_day: file.around.of_a_day.clone(),
            each: rows(&file.around.each),
            count_before: rows(&file.around.count_before),
            count_after: rows(&file.around.count_after),
            count_bare: rows(&file.around.count_bare),
            ends: rows(&file.around.ends),
            times_bare: rows(&file.around.times_bare),
            named: rows(&file.around.named),
            times_label: rows(&file.around.times_label),
            sets_label: rows(&file.around.sets_label),
        }
    }

    /// The number that a word is: "one" to "hundred".
    pub fn spelled(&self, word: &str) -> Option<u32> {
        let value = self.spelled.get(word).copied().filter(|value| *value <= 100.0)?;
        // A whole number within 100.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(value as u32)
    }
}

fn own((name, value): (&String, &f64)) -> (String, f64) {
    (name.clone(), *value)
}
