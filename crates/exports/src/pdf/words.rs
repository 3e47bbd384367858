//! The words of the page: data, in each language (`words/*.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use body::Language;
use jiff::civil::Date;
use results::UnitName;
use serde::Deserialize;

/// All that the page says. Names in braces are filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub title: String,
    period: String,
    one_day: String,
    pub planned: String,
    pub planned_since: String,
    pub done: String,
    pub seen: String,
    pub self_reported: String,
    pub stopped: String,
    pub guides: String,
    pub guide: String,
    pub step: String,
    pub sessions: String,
    pub last: String,
    pub ranges: String,
    pub left: String,
    pub right: String,
    pub middle: String,
    pub span: String,
    pub asked: String,
    pub error: String,
    pub over_time: String,
    pub breaks: String,
    pub broken: String,
    pub more_guides: String,
    pub more_ranges: String,
    pub none: String,
    pub no_ranges: String,
    pub plot: String,
    pub plot_alone: String,
    pub wellness: String,
    pub error_note: String,
    pub missing: String,
    pub made: String,
    date: String,
    short_date: String,
    months: [String; 12],
    short_months: [String; 12],
    decimal: String,
    degrees: String,
    shoulder_widths: String,
    degrees_per_second: String,
    other_unit: String,
    measures: BTreeMap<String, String>,
}

impl Words {
    /// In this language.
    pub fn of(language: Language) -> &'static Self {
        static ALL: OnceLock<[Words; 3]> = OnceLock::new();
        let read = |text| toml::from_str(text).expect("a test reads the words of every language");
        let all = ALL.get_or_init(|| {
            [
                include_str!("../../words/en.toml"),
                include_str!("../../words/de.toml"),
                include_str!("../../words/es.toml"),
            ]
            .map(read)
        });
        match language {
            Language::English => &all[0],
            Language::German => &all[1],
            Language::Spanish => &all[2],
        }
    }

    pub fn period(&self, from: Date, to: Date) -> String {
        let pattern = if from == to { &self.one_day } else { &self.period };
        filled(pattern, &[("from", &self.date(from)), ("to", &self.date(to))])
    }

    pub fn date(&self, date: Date) -> String {
        self.written(&self.date, &self.months, date)
    }

    /// Without the year.
    pub fn short_date(&self, date: Date) -> String {
        self.written(&self.short_date, &self.short_months, date)
    }

    fn written(&self, pattern: &str, months: &[String; 12], date: Date) -> String {
        // From 1 to 12.
        let month = &months[usize::from(date.month().unsigned_abs()) - 1];
        let (day, year) = (date.day().to_string(), date.year().to_string());
        filled(pattern, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// A value with its unit.
    pub fn value(&self, value: f64, unit: UnitName) -> String {
        let pattern = match unit {
            UnitName::Degrees => &self.degrees,
            UnitName::ShoulderWidths => &self.shoulder_widths,
            UnitName::DegreesPerSecond => &self.degrees_per_second,
            UnitName::Index | UnitName::Seconds | UnitName::Reps | UnitName::Sets => &self.other_unit,
        };
        filled(pattern, &[("value", &self.number(value, unit))])
    }

    /// As exact as the camera is: whole degrees, hundredths of a shoulder's width.
    pub fn number(&self, value: f64, unit: UnitName) -> String {
        let number = match unit {
            UnitName::Degrees | UnitName::DegreesPerSecond | UnitName::Seconds | UnitName::Reps | UnitName::Sets => {
                format!("{value:.0}")
            }
            UnitName::ShoulderWidths | UnitName::Index => format!("{value:.2}"),
        };
        // Nobody is at minus nothing.
        let number = if number.chars().all(|sign| matches!(sign, '-' | '0' | '.')) {
            number.trim_start_matches('-').to_owned()
        } else {
            number
        };
        self.with_sign(number)
    }

    /// An error: one decimal more than its value.
    pub fn error(&self, error: f64, unit: UnitName) -> String {
        let (number, pattern) = match unit {
            UnitName::Degrees => (format!("{error:.1}"), &self.degrees),
            UnitName::DegreesPerSecond => (format!("{error:.1}"), &self.degrees_per_second),
            _ => (format!("{error:.2}"), &self.other_unit),
        };
        format!("± {}", filled(pattern, &[("value", &self.with_sign(number))]))
    }

    fn with_sign(&self, number: String) -> String {
        number.replace('.', &self.decimal).replace('-', "−")
    }

    /// What a measure is called.
    pub fn measure<'a>(&'a self, name: &'a str) -> &'a str {
        self.measures.get(name).map_or(name, String::as_str)
    }
}

/// The pattern with what stands for its names.
pub(super) fn filled(pattern: &str, with: &[(&str, &str)]) -> String {
    with.iter().fold(pattern.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word_and_every_measure() {
        for language in Language::ALL {
            let words = Words::of(language);
            for measure in body::Measure::ALL {
                let known = words.measures.contains_key(measure.name());
                assert!(known, "{language:?} has no words for {}", measure.name());
            }
            assert!(words.more_guides.contains("{more}") && words.more_ranges.contains("{more}"));
            assert!(words.broken.contains("{sessions}") && words.broken.contains("{of}"));
            assert!(
                ["{what}", "{left}", "{right}"]
                    .iter()
                    .all(|name| words.plot.contains(name))
            );
        }
    }

    #[test]
    fn values_and_dates_are_written_as_in_the_language() {
        let date = jiff::civil::date(2026, 3, 1);
        let written = |language| {
            let words = Words::of(language);
            [
                words.date(date),
                words.short_date(date),
                words.value(-0.25, UnitName::ShoulderWidths),
                words.value(-0.3, UnitName::Degrees),
                words.error(1.44, UnitName::Degrees),
            ]
            .join(" | ")
        };
        assert_eq!(
            Language::ALL.map(written),
            [
                "1 March 2026 | 1 Mar | −0.25 shoulder widths | 0° | ± 1.4°",
                "1. März 2026 | 1. März | −0,25 Schulterbreiten | 0° | ± 1,4°",
                "1 de marzo de 2026 | 1 mar | −0,25 anchos de hombros | 0° | ± 1,4°",
            ]
        );
    }
}
