//! Reads a cadence word by word; the first mistake points at its word and says how it is written.

use std::ops::Range;

use thiserror::Error;

use super::{Cadence, Days, Often, TimeOfDay, Weekday};
use crate::nearest::nearest;

/// What is wrong with a cadence, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct CadenceMistake {
    /// What is wrong.
    pub fault: CadenceFault,
    /// Its words, in bytes of the text that was read.
    pub at: Range<usize>,
}

impl CadenceMistake {
    /// How it is written.
    pub fn help(&self) -> String {
        self.fault.help()
    }
}

/// What can be wrong with a cadence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[allow(missing_docs, reason = "the message of each variant says what it is")]
pub enum CadenceFault {
    #[error("this does not say how often")]
    Empty,
    #[error("{found:?} does not say how often")]
    Unknown { found: String },
    #[error("something is missing behind {after:?}")]
    Missing { after: String, help: &'static str },
    #[error("{found:?} does not fit here")]
    Wrong { found: String, help: &'static str },
    #[error("{found:?} is not a number that fits here")]
    Number {
        found: String,
        least: u32,
        most: u32,
        what: &'static str,
    },
    #[error("{found:?} is no time of the day")]
    Time { found: String },
    #[error("the time {time} stands there twice")]
    TimeTwice { time: TimeOfDay },
    #[error("there are more than {most} times of the day")]
    TooManyTimes { most: u8 },
    #[error("no day is called {found:?}")]
    Day {
        found: String,
        nearest: Option<&'static str>,
    },
    #[error("{found:?} is too much")]
    Trailing { found: String },
}

impl CadenceFault {
    fn help(&self) -> String {
        match self {
            Self::Empty | Self::Unknown { .. } => FORMS.to_owned(),
            Self::Missing { help, .. } | Self::Wrong { help, .. } => format!("write it as in `{help}`"),
            Self::Number { least, most, what, .. } => format!("it is a whole number, {least} to {most} {what}"),
            Self::Time { .. } => "write hours and minutes, 0:00 to 23:59: `9:00`, `14:30`".to_owned(),
            Self::TimeTwice { .. } => "keep one of them".to_owned(),
            Self::TooManyTimes { .. } => "for more, write `every 30 min at the desk`".to_owned(),
            Self::Day { nearest: Some(day), .. } => format!("did you mean {day:?}?"),
            Self::Day { nearest: None, .. } => {
                "write `on monday, wednesday`, `on monday to friday`, `on weekdays` or `on weekends`".to_owned()
            }
            Self::Trailing { .. } => {
                "behind how often only days may stand: `3 times a day on monday to friday`".to_owned()
            }
        }
    }
}

const FORMS: &str = "write `once a day`, `3 times a day`, `every 45 min at the desk` or `at 9:00, 12:30`; \
                     then, if it is not for every day, `on weekdays` or `on monday, wednesday`";
const TIMES: &str = "3 times a day";
const EVERY: &str = "every 45 min at the desk";
const AT: &str = "at 9:00, 12:30";
const ON: &str = "on monday to friday";

/// Reads a whole cadence.
pub(super) fn cadence(text: &str) -> Result<Cadence, CadenceMistake> {
    let mut words = Words::of(text);
    let Some(first) = words.next() else {
        return Err(mistake(CadenceFault::Empty, 0..text.len()));
    };
    let often = match first.lower.as_str() {
        "once" => times_a_day(1, &mut words)?,
        "twice" => times_a_day(2, &mut words)?,
        "every" => every(&mut words)?,
        "at" => at(&mut words)?,
        number if number.starts_with(|c: char| c.is_ascii_digit()) => {
            let times = first.number(1, u32::from(Often::MOST_TIMES), "times a day")?;
            let word = words.need(TIMES)?;
            if !matches!(word.lower.as_str(), "times" | "time") {
                return Err(word.unknown(&first));
            }
            times_a_day(times as u8, &mut words)?
        }
        _ => return Err(first.unknown(&first)),
    };
    let days = match words.next() {
        None => Days::EVERY_DAY,
        Some(on) if on.lower == "on" => days(&mut words)?,
        Some(word) => return Err(words.trailing(&word)),
    };
    Ok(Cadence { often, days })
}

/// `a day`, behind how many times.
fn times_a_day(times: u8, words: &mut Words) -> Result<Often, CadenceMistake> {
    words.expect("a", TIMES)?;
    words.expect("day", TIMES)?;
    Ok(Often::TimesADay(times))
}

/// `45 min at the desk`, behind `every`.
fn every(words: &mut Words) -> Result<Often, CadenceMistake> {
    let number = words.need(EVERY)?;
    if !number.lower.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(number.wrong(EVERY));
    }
    let unit = words.need(EVERY)?;
    let hours = match unit.lower.as_str() {
        "min" | "minute" | "minutes" => false,
        "h" | "hour" | "hours" => true,
        _ => return Err(unit.wrong(EVERY)),
    };
    let minutes = if hours {
        number.number(1, Often::MOST_MINUTES / 60, "hours")? * 60
    } else {
        number.number(Often::LEAST_MINUTES, Often::MOST_MINUTES, "minutes")?
    };
    words.expect("at", EVERY)?;
    words.expect("the", EVERY)?;
    words.expect("desk", EVERY)?;
    Ok(Often::EveryAtTheDesk(minutes))
}

/// `9:00, 12:30`, behind `at`.
fn at(words: &mut Words) -> Result<Often, CadenceMistake> {
    let mut times: Vec<TimeOfDay> = Vec::new();
    loop {
        let word = words.need(AT)?;
        let Some(time) = TimeOfDay::read(&word.lower) else {
            return Err(mistake(CadenceFault::Time { found: word.text }, word.at));
        };
        if times.contains(&time) {
            return Err(mistake(CadenceFault::TimeTwice { time }, word.at));
        }
        if times.len() == usize::from(Often::MOST_TIMES) {
            let most = Often::MOST_TIMES;
            return Err(mistake(CadenceFault::TooManyTimes { most }, word.at));
        }
        times.push(time);
        if !words.take_separator() {
            break;
        }
    }
    times.sort_unstable();
    Ok(Often::At(times))
}

/// `monday to friday, sunday`, behind `on`.
fn days(words: &mut Words) -> Result<Days, CadenceMistake> {
    let mut days: Option<Days> = None;
    loop {
        let word = words.need(ON)?;
        let some = match word.lower.as_str() {
            "weekdays" => Days::WEEKDAYS,
            "weekends" => Days::WEEKEND,
            _ => {
                let from = word.day()?;
                let to = if words.take("to") { words.need(ON)?.day()? } else { from };
                Days::range(from, to)
            }
        };
        days = Some(days.map_or(some, |days| days.with(some)));
        if !words.take_separator() {
            break;
        }
    }
    match words.next() {
        Some(word) => Err(words.trailing(&word)),
        None => Ok(days.unwrap_or(Days::EVERY_DAY)),
    }
}

fn mistake(fault: CadenceFault, at: Range<usize>) -> CadenceMistake {
    CadenceMistake { fault, at }
}

/// One word, or one comma.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    lower: String,
    at: Range<usize>,
}

impl Word {
    fn number(&self, least: u32, most: u32, what: &'static str) -> Result<u32, CadenceMistake> {
        let digits = self.text.bytes().all(|byte| byte.is_ascii_digit());
        let number = self.text.parse().ok().filter(|number| (least..=most).contains(number));
        number.filter(|_| digits).ok_or_else(|| {
            let found = self.text.clone();
            let fault = CadenceFault::Number {
                found,
                least,
                most,
                what,
            };
            mistake(fault, self.at.clone())
        })
    }

    fn day(&self) -> Result<Weekday, CadenceMistake> {
        Weekday::named(&self.lower).ok_or_else(|| {
            let names = Weekday::ALL
                .map(Weekday::name)
                .into_iter()
                .chain(["weekdays", "weekends"]);
            let fault = CadenceFault::Day {
                found: self.text.clone(),
                nearest: nearest(&self.lower, names),
            };
            mistake(fault, self.at.clone())
        })
    }

    /// Says that the words from `first` to this one are no cadence.
    fn unknown(&self, first: &Word) -> CadenceMistake {
        let found = if first.at == self.at {
            self.text.clone()
        } else {
            format!("{} {}", first.text, self.text)
        };
        mistake(CadenceFault::Unknown { found }, first.at.start..self.at.end)
    }

    /// Says that another word was wanted in this one's place.
    fn wrong(&self, help: &'static str) -> CadenceMistake {
        let found = self.text.clone();
        mistake(CadenceFault::Wrong { found, help }, self.at.clone())
    }
}

/// The words of a text; a comma is a word of its own.
struct Words {
    words: std::iter::Peekable<std::vec::IntoIter<Word>>,
    /// The last that was taken.
    last: Option<Word>,
    end: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut push = |at: Range<usize>| {
            if let Some(text) = text.get(at.clone()).filter(|text| !text.is_empty()) {
                words.push(Word {
                    text: text.to_owned(),
                    lower: text.to_lowercase(),
                    at,
                });
            }
        };
        let mut from = 0;
        for (at, sign) in text.char_indices() {
            let next = at + sign.len_utf8();
            if sign.is_whitespace() || sign == ',' {
                push(from..at);
                from = next;
            }
            if sign == ',' {
                push(at..next);
            }
        }
        push(from..text.len());
        Self {
            words: words.into_iter().peekable(),
            last: None,
            end: text.trim_end().len(),
        }
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.words.next()?;
        self.last = Some(word.clone());
        Some(word)
    }

    /// The next word, which must be there.
    fn need(&mut self, help: &'static str) -> Result<Word, CadenceMistake> {
        let after = self.last.as_ref().map_or_else(String::new, |word| word.text.clone());
        let at = self.last.as_ref().map_or(self.end..self.end, |word| word.at.clone());
        self.next()
            .ok_or_else(|| mistake(CadenceFault::Missing { after, help }, at))
    }

    /// The next word, which must be this one.
    fn expect(&mut self, wanted: &str, help: &'static str) -> Result<(), CadenceMistake> {
        let word = self.need(help)?;
        if word.lower == wanted {
            return Ok(());
        }
        Err(word.wrong(help))
    }

    /// Takes the next word where it is this one.
    fn take(&mut self, wanted: &str) -> bool {
        let found = self.words.peek().is_some_and(|word| word.lower == wanted);
        if found {
            self.next();
        }
        found
    }

    /// Takes a comma, an `and`, or both.
    fn take_separator(&mut self) -> bool {
        let comma = self.take(",");
        self.take("and") || comma
    }

    /// Says that everything from this word on is too much.
    fn trailing(&self, word: &Word) -> CadenceMistake {
        let mut found = word.text.clone();
        let mut end = word.at.end;
        for more in self.words.clone() {
            found.push_str(if more.text == "," { "" } else { " " });
            found.push_str(&more.text);
            end = more.at.end;
        }
        mistake(CadenceFault::Trailing { found }, word.at.start..end)
    }
}
