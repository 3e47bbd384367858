//! The numbers of rules: holds in seconds or breaths, repetitions, and the number behind a threshold.

use std::ops::Range;

use super::Reader;
use crate::at::span;
use crate::mistake::Mistake;
use crate::model::{Demand, Hold};
use crate::nearest::nearest;
use crate::syntax::{Amount, Amounts, unit_name, with_a_point};

/// Longest hold, seconds.
const LONGEST_HOLD_S: f64 = 600.0;
/// Most repetitions.
const MOST_REPEATS: f64 = 1000.0;

pub(super) const HOLD_HELP: &str = "write for example `hold 20 s`, `hold 10 s to 30 s` or `hold 3 breaths`";
pub(super) const REPEAT_HELP: &str = "write for example `repeat 8` or `repeat 5 to 12`";

impl Reader<'_> {
    pub(super) fn hold(&mut self, verb: &Range<usize>, amounts: &Amounts) -> Option<Hold> {
        let Some(from) = &amounts.from else {
            self.mistakes.push(Mistake::MissingNumber {
                help: HOLD_HELP.to_owned(),
                at: span(verb),
            });
            return None;
        };
        let at_least = self.duration(from);
        let Some((to, upper)) = &amounts.to else {
            let (at_least_s, breaths) = at_least?;
            return Some(Hold {
                at_least_s,
                at_most_s: None,
                breaths,
            });
        };
        let Some(upper) = upper else {
            self.mistakes.push(Mistake::MissingNumber {
                help: HOLD_HELP.to_owned(),
                at: span(&to.at),
            });
            return None;
        };
        let at_most = self.duration(upper);
        let ((at_least_s, breaths), (at_most_s, _)) = (at_least?, at_most?);
        self.in_order(at_least_s, from, at_most_s, upper)?;
        Some(Hold {
            at_least_s,
            at_most_s: Some(at_most_s),
            breaths,
        })
    }

    /// Seconds, and breaths when it was written in breaths.
    fn duration(&mut self, amount: &Amount) -> Option<(f64, Option<u32>)> {
        let clock = amount.unit.is_none().then(|| minutes_and_seconds(amount.number.value));
        if let Some(seconds) = clock.flatten() {
            return self.of_a_hold(seconds, amount).map(|seconds| (seconds, None));
        }
        let number = self.number(amount, HOLD_HELP)?;
        let Some(unit) = &amount.unit else {
            let found = format!("{:?} needs a unit", amount.number.value);
            let at = span(&amount.number.at);
            self.mistakes.push(Mistake::WrongUnit {
                found,
                help: HOLD_HELP.to_owned(),
                at,
            });
            return None;
        };
        let (seconds, breaths) = match unit.value {
            "s" => (number, None),
            "min" => (number * 60.0, None),
            "breath" | "breaths" => {
                let count = number;
                if count.fract() != 0.0 || count > f64::from(u16::MAX) {
                    let (found, help) = (amount.number.value.to_owned(), "breaths are counted whole".to_owned());
                    self.mistakes.push(Mistake::BadNumber {
                        found,
                        help,
                        at: span(&amount.number.at),
                    });
                    return None;
                }
                (count * self.phrases.vocabulary.one_breath_s(), Some(count as u32))
            }
            other => {
                let help = match other {
                    "sec" | "secs" | "second" | "seconds" => "write `s` for seconds".to_owned(),
                    "mins" | "minute" | "minutes" => "write `min` for minutes".to_owned(),
                    _ if nearest(other, ["breaths"]).is_some() => "did you mean \"breaths\"?".to_owned(),
                    _ => HOLD_HELP.to_owned(),
                };
                self.mistakes.push(Mistake::WrongUnit {
                    found: format!("{other:?} is not a unit that fits here"),
                    help,
                    at: span(&unit.at),
                });
                return None;
            }
        };
        self.of_a_hold(seconds, amount).map(|seconds| (seconds, breaths))
    }

    /// The seconds, when a hold can be so long.
    fn of_a_hold(&mut self, seconds: f64, amount: &Amount) -> Option<f64> {
        if seconds > 0.0 && seconds <= LONGEST_HOLD_S {
            return Some(seconds);
        }
        self.mistakes.push(Mistake::OutOfRange {
            found: shown(amount),
            help: format!("a hold takes more than 0 and at most {LONGEST_HOLD_S} s"),
            at: span(&whole(amount)),
        });
        None
    }

    pub(super) fn repeat(&mut self, verb: &Range<usize>, amounts: &Amounts) -> Option<Demand> {
        let Some(from) = &amounts.from else {
            self.mistakes.push(Mistake::MissingNumber {
                help: REPEAT_HELP.to_owned(),
                at: span(verb),
            });
            return None;
        };
        let at_least = self.count(from);
        let Some((to, upper)) = &amounts.to else {
            return Some(Demand::Repeat {
                at_least: at_least?,
                at_most: None,
            });
        };
        let Some(upper) = upper else {
            self.mistakes.push(Mistake::MissingNumber {
                help: REPEAT_HELP.to_owned(),
                at: span(&to.at),
            });
            return None;
        };
        let at_most = self.count(upper);
        let (at_least, at_most) = (at_least?, at_most?);
        self.in_order(f64::from(at_least), from, f64::from(at_most), upper)?;
        Some(Demand::Repeat {
            at_least,
            at_most: Some(at_most),
        })
    }

    fn count(&mut self, amount: &Amount) -> Option<u32> {
        let number = self.number(amount, REPEAT_HELP);
        let unit_fits = self.unit_is(amount, "", REPEAT_HELP);
        let number = number.filter(|_| unit_fits)?;
        if number.fract() != 0.0 {
            let (found, help) = (
                amount.number.value.to_owned(),
                "repetitions are counted whole".to_owned(),
            );
            self.mistakes.push(Mistake::BadNumber {
                found,
                help,
                at: span(&amount.number.at),
            });
            return None;
        }
        if !(1.0..=MOST_REPEATS).contains(&number) {
            let help = format!("repeat 1 to {MOST_REPEATS} times");
            self.mistakes.push(Mistake::OutOfRange {
                found: shown(amount),
                help,
                at: span(&whole(amount)),
            });
            return None;
        }
        Some(number as u32)
    }

    /// A finite decimal number. Anything else that floats can be written as (`1e3`, `inf`) is a mistake.
    pub(super) fn number(&mut self, amount: &Amount, help: &str) -> Option<f64> {
        let written = amount.number.value;
        let plain = written
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'));
        let number = written.parse::<f64>().ok().filter(|number| plain && number.is_finite());
        if number.is_none() {
            self.mistakes.push(Mistake::BadNumber {
                found: written.to_owned(),
                help: with_a_point(written).unwrap_or_else(|| help.to_owned()),
                at: span(&amount.number.at),
            });
        }
        number
    }

    /// Whether the unit is `wanted`; the empty word is no unit.
    pub(super) fn unit_is(&mut self, amount: &Amount, wanted: &str, help: &str) -> bool {
        let written = amount.unit.as_ref().map_or("", |unit| unit.value);
        if unit_name(written) == wanted {
            return true;
        }
        let (found, at) = match &amount.unit {
            Some(unit) => (format!("{written:?} is not a unit that fits here"), &unit.at),
            None => (format!("{:?} needs a unit", amount.number.value), &amount.number.at),
        };
        self.mistakes.push(Mistake::WrongUnit {
            found,
            help: help.to_owned(),
            at: span(at),
        });
        false
    }

    fn in_order(&mut self, low: f64, from: &Amount, high: f64, to: &Amount) -> Option<()> {
        if low <= high {
            return Some(());
        }
        self.mistakes.push(Mistake::BackwardsRange {
            from: span(&whole(from)),
            at: span(&whole(to)),
        });
        None
    }
}

/// Seconds of a time as a clock shows it: `1:30`.
fn minutes_and_seconds(written: &str) -> Option<f64> {
    let (minutes, seconds) = written.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_clock = digits(minutes) && (1..=2).contains(&minutes.len()) && digits(seconds) && seconds.len() == 2;
    let count = |part: &str| part.parse::<u32>().ok();
    let (minutes, seconds) = (count(minutes)?, count(seconds)?);
    (is_clock && seconds < 60).then(|| f64::from(minutes * 60 + seconds))
}

pub(super) fn whole(amount: &Amount) -> Range<usize> {
    amount.number.at.start..amount.unit.as_ref().map_or(amount.number.at.end, |unit| unit.at.end)
}

pub(super) fn shown(amount: &Amount) -> String {
    let unit = amount.unit.as_ref().map_or("", |unit| unit.value);
    format!("{} {unit}", amount.number.value).trim_end().to_owned()
}
