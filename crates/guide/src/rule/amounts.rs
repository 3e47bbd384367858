//! The numbers of rules: holds in seconds or breaths, repetitions, and the number behind a threshold.

use std::ops::Range;

use super::Reader;
use crate::at::span;
use crate::mistake::Mistake;
use crate::model::{Demand, Hold};
use crate::nearest::nearest;
use crate::syntax::{Amount, Amounts, is_of_count, unit_name, with_a_point};

/// Longest hold, seconds.
const LONGEST_HOLD_S: f64 = 600.0;
/// Most repetitions.
const MOST_REPEATS: f64 = 1000.0;
/// Most sets.
const MOST_SETS: f64 = 20.0;

pub(super) const HOLD_HELP: &str = "write for example `hold 20 s`, `hold 10 s to 30 s` or `hold 3 breaths`";
pub(super) const REPEAT_HELP: &str = "write for example `repeat 8` or `repeat 5 to 12`";
pub(super) const SETS_HELP: &str = "write for example `sets 3`";
pub(super) const REST_HELP: &str = "write for example `rest 30 s` or `rest 1 min`";

impl Reader<'_> {
    pub(super) fn hold(&mut self, verb: &Range<usize>, amounts: &Amounts) -> Option<Hold> {
        let Some(from) = &amounts.from else {
            self.mistakes.push(Mistake::MissingNumber {
                help: HOLD_HELP.to_owned(),
                at: span(verb),
            });
            return None;
        };
        let at_least = self.duration(from, HOLD_HELP);
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
        let at_most = self.duration(upper, HOLD_HELP);
        let ((at_least_s, breaths), (at_most_s, _)) = (at_least?, at_most?);
        self.in_order(at_least_s, from, at_most_s, upper)?;
        Some(Hold {
            at_least_s,
            at_most_s: Some(at_most_s),
            breaths,
        })
    }

    /// Seconds, and breaths when it was written in breaths.
    fn duration(&mut self, amount: &Amount, help: &str) -> Option<(f64, Option<u32>)> {
        let clock = amount.unit.is_none().then(|| minutes_and_seconds(amount.number.value));
        if let Some(seconds) = clock.flatten() {
            return self.of_a_hold(seconds, amount).map(|seconds| (seconds, None));
        }
        let number = self.number(amount, help)?;
        let Some(unit) = &amount.unit else {
            let written = amount.number.value;
            self.mistakes.push(Mistake::WrongUnit {
                found: format!("{written:?} needs a unit"),
                help: format!("write `{written} s` for seconds, or `{written} min` for minutes"),
                at: span(&amount.number.at),
            });
            return None;
        };
        let (seconds, breaths) = match unit_name(unit.value) {
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
                    "S" | "Sec" | "sec." | "s." | "Sek" | "Sek." | "Sekunden" | "segundos" | "segs" => {
                        format!("write `{} s`", amount.number.value)
                    }
                    "m" | "Min" | "min." | "Min." | "Minute" | "Minuten" | "minuto" | "minutos" => {
                        format!("write `{} min`", amount.number.value)
                    }
                    _ if nearest(other, ["breaths"]).is_some() => "did you mean \"breaths\"?".to_owned(),
                    _ => help.to_owned(),
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
            help: format!("write more than 0 and at most {LONGEST_HOLD_S} s"),
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

    pub(super) fn sets(&mut self, verb: &Range<usize>, amount: Option<&Amount>) -> Option<u32> {
        let amount = self.there(verb, amount, SETS_HELP)?;
        self.whole_number(amount, SETS_HELP, 2.0, MOST_SETS)
    }

    pub(super) fn rest(&mut self, verb: &Range<usize>, amount: Option<&Amount>) -> Option<f64> {
        let amount = self.there(verb, amount, REST_HELP)?;
        self.duration(amount, REST_HELP).map(|(seconds, _)| seconds)
    }

    fn there<'m, 's>(
        &mut self,
        verb: &Range<usize>,
        amount: Option<&'m Amount<'s>>,
        help: &str,
    ) -> Option<&'m Amount<'s>> {
        if amount.is_none() {
            self.mistakes.push(Mistake::MissingNumber {
                help: help.to_owned(),
                at: span(verb),
            });
        }
        amount
    }

    fn count(&mut self, amount: &Amount) -> Option<u32> {
        self.whole_number(amount, REPEAT_HELP, 1.0, MOST_REPEATS)
    }

    fn whole_number(&mut self, amount: &Amount, help: &str, fewest: f64, most: f64) -> Option<u32> {
        if let Some((sets, times)) = sets_of(amount.number.value) {
            self.mistakes.push(Mistake::BadNumber {
                found: amount.number.value.to_owned(),
                help: format!("write `sets {sets}` and `repeat {times}`, each in a code span of its own"),
                at: span(&whole(amount)),
            });
            return None;
        }
        let number = self.number(amount, help);
        let counts = amount.unit.as_ref().is_some_and(|unit| is_of_count(unit.value));
        let unit_fits = counts || self.unit_is(amount, "", help);
        let number = number.filter(|_| unit_fits)?;
        if number.fract() != 0.0 {
            let (found, help) = (
                amount.number.value.to_owned(),
                "what is counted is counted whole".to_owned(),
            );
            self.mistakes.push(Mistake::BadNumber {
                found,
                help,
                at: span(&amount.number.at),
            });
            return None;
        }
        if !(fewest..=most).contains(&number) {
            let help = format!("write a number from {fewest} to {most}");
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

/// Three sets of ten, as many write it: `3x10`.
fn sets_of(written: &str) -> Option<(&str, &str)> {
    let (sets, times) = written.split_once(['x', '×'])?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(sets) && is_number(times)).then_some((sets, times))
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
