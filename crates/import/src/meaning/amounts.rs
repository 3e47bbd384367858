//! The amounts of a sentence: numbers with what they count.
//!
//! Must not know: what is done for so long or so often.

use std::ops::Range;

use crate::meaning::numbers::{Amount, Number, Numbers, Rows, Unit};
use crate::meaning::words::Word;

impl Numbers {
    /// Every amount in a sentence, in its order.
    pub fn amounts(&self, words: &[Word]) -> Vec<Amount> {
        let mut found: Vec<Amount> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.amount(words, at) {
                Some(mut amount) => {
                    at = amount.words.end.max(at + 1);
                    if let Some(times) = self.sets_of(words, &mut amount) {
                        at = times.words.end;
                        found.push(amount);
                        found.push(times);
                    } else {
                        found.push(amount);
                    }
                }
                None => at += 1,
            }
        }
        found
    }

    /// The times of "2 sets of 12", "3 x 10", whose first number is one of sets.
    fn sets_of(&self, words: &[Word], sets: &mut Amount) -> Option<Amount> {
        let end = sets.words.end;
        let sign = words.get(end.checked_sub(1)?).is_some_and(|word| word.text == "x");
        // "2 rounds of 8 reps": the first number is one of sets, too.
        let rounds = sets.unit == Unit::Times && !sign;
        let of = if sets.unit == Unit::Sets || rounds {
            self.of.at(words, end)?
        } else {
            0
        };
        if sets.unit != Unit::Sets && sets.unit != Unit::Times {
            return None;
        }
        let (low, None, after) = self.number(words, end + of)? else {
            return None;
        };
        let (high, after) = match self.upper_end(words, end + of, after) {
            Some((high, after)) => (Some(high), after),
            None => (None, after),
        };
        let (unit, after) = match self.unit(words, after) {
            Some((Unit::Times, _, after)) => (Unit::Times, after),
            // "3 x 20 sec" is held three times.
            Some((Unit::Seconds | Unit::Breaths, ..)) => return None,
            _ if rounds => return None,
            _ => (Unit::Times, after),
        };
        sets.unit = Unit::Sets;
        Some(Amount {
            low,
            high: high.filter(|high| *high > low),
            unit,
            vague: None,
            words: end..after,
        })
    }

    fn amount(&self, words: &[Word], start: usize) -> Option<Amount> {
        if let Some(amount) = self.word_alone(words, start) {
            return Some(amount);
        }
        if let Some(amount) = self.labelled(words, start) {
            return Some(amount);
        }
        if let Some(count) = self.count_to(words, start) {
            return Some(count);
        }
        if let Some(count) = self.counted_out(words, start) {
            return Some(count);
        }
        let (low, vague, at) = self.number(words, start)?;
        let (high, at) = match self.upper_end(words, start, at).filter(|_| vague.is_none()) {
            Some((high, at)) => (Some(high), at),
            None => (None, at),
        };
        // "Acht- bis zehnmal".
        if high.is_none()
            && let Some(count) = self.range.at(words, at)
            && let Some(upper) = self.word_alone(words, at + count).filter(|upper| upper.high.is_none())
        {
            return Some(Amount {
                low,
                high: Some(upper.low).filter(|high| *high > low),
                words: start..upper.words.end,
                ..upper
            });
        }
        // "Do 3 on each side": the side is said by these words, and stays.
        let (unit, factor, at) = match self.unit(words, at) {
            Some(unit) => unit,
            // "Three big giraffe breaths".
            None if vague.is_none()
                && words.get(at).is_some_and(|word| !word.after_pause)
                && let Some((Unit::Breaths, factor, end)) =
                    self.unit(words, at + 1).or_else(|| self.unit(words, at + 2)) =>
            {
                (Unit::Breaths, factor, end)
            }
            // "Five looks each way".
            None if vague.is_none()
                && self.one.at(words, start).is_none()
                && words
                    .get(at)
                    .is_some_and(|word| !word.after_pause && word.text.ends_with('s'))
                && self.each.at(words, at + 1).is_some() =>
            {
                (Unit::Times, 1.0, at + 1)
            }
            // "Do 10."
            None if vague.is_none()
                && self.times_bare.before(words, start)
                && words.get(start).is_some_and(|word| !word.after_pause)
                && words.get(at).is_none_or(|word| word.after_pause) =>
            {
                (Unit::Times, 1.0, at)
            }
            None if self.each.at(words, at).is_some() && vague.is_none() && self.one.at(words, start).is_none() => {
                (Unit::Times, 1.0, at)
            }
            // "Hold for 5": who says no unit counts, a second each.
            None if vague.is_none()
                && self.count_bare.before(words, start)
                && words.get(start).is_some_and(|word| !word.after_pause)
                && self.ends_at(words, at) =>
            {
                return Some(Amount {
                    low,
                    high: high.filter(|high| *high > low),
                    unit: Unit::Seconds,
                    vague: words.get(start).map(|word| word.text.clone()),
                    words: start..at,
                });
            }
            None => return None,
        };
        // "Bring the two of them together" counts nothing.
        if unit == Unit::Times && self.named.before(words, start) {
            return None;
        }
        let (half, at) = match self.and_a_half.at(words, at) {
            Some(count) if factor > 1.0 => (factor / 2.0, at + count),
            _ => (0.0, at),
        };
        let (unit, at) = self.of_what(words, start, at, unit);
        let (low, mut high) = (low * factor + half, high.map(|high| high * factor));
        let mut end = at;
        // "thirty seconds to a minute".
        if let Some(count) = self.range.at(words, at)
            && high.is_none()
            && let Some(upper) = self.amount(words, at + count)
            && upper.unit == unit
            && upper.high.is_none()
            && upper.vague.is_none()
        {
            high = Some(upper.low);
            end = upper.words.end;
        }
        // "A second or two".
        if let Some(count) = self.range.at(words, end)
            && high.is_none()
            && let Some((upper, None, after)) = self.number(words, end + count)
            && upper * factor > low
            && self.ends_at(words, after)
        {
            high = Some(upper * factor);
            end = after;
        }
        Some(Amount {
            low,
            high: high.filter(|high| *high > low),
            // "30 to 10 seconds" is a slip: nobody knows which.
            unit: if high.is_some_and(|high| high < low) {
                Unit::Other
            } else {
                unit
            },
            vague,
            words: start..end,
        })
    }

    /// "Three, two, one" and "one, two, three, four": a second each.
    fn counted_out(&self, words: &[Word], start: usize) -> Option<Amount> {
        let (first, None, mut at) = self.number(words, start)? else {
            return None;
        };
        let (mut last, mut step, mut count) = (first, 0.0, 1.0);
        while let Some((next, None, after)) = self.number(words, at)
            && (next - last).abs() == 1.0
            && (step == 0.0 || next - last == step)
        {
            step = next - last;
            (last, at, count) = (next, after, count + 1.0);
        }
        let whole = count >= 3.0 && (first == 1.0 || last == 1.0);
        whole.then_some(Amount {
            low: count,
            high: None,
            unit: Unit::Seconds,
            vague: None,
            words: start..at,
        })
    }

    /// Whether what counts something has ended here: at a pause, at the sentence's end, before "and".
    fn ends_at(&self, words: &[Word], at: usize) -> bool {
        words.get(at).is_none_or(|word| word.after_pause) || self.ends.at(words, at).is_some()
    }

    /// The second number of "10 to 15", "10 or 15" or "between 10 and 15", and where it ends.
    fn upper_end(&self, words: &[Word], start: usize, at: usize) -> Option<(f64, usize)> {
        let between = self.between.before(words, start);
        let count = match (between, self.and.at(words, at)) {
            (true, Some(count)) => count,
            _ => self.range.at(words, at)?,
        };
        match self.number(words, at + count)? {
            (number, None, after) => Some((number, after)),
            _ => None,
        }
    }

    /// The unit, what one of it is in ours, and where it ends.
    fn unit(&self, words: &[Word], mut at: usize) -> Option<(Unit, f64, usize)> {
        let mut more = false;
        for _ in 0..3 {
            if let Some(count) = self.more.at(words, at) {
                more = true;
                at += count;
            } else if let Some(count) = self.within.at(words, at) {
                at += count;
            } else {
                break;
            }
        }
        let (count, unit, factor) = self
            .units
            .iter()
            .filter_map(|(rows, unit, factor)| Some((rows.at(words, at)?, *unit, *factor)))
            .max_by_key(|(count, ..)| *count)?;
        // A unit stands in the same breath as its number.
        let unit = match (unit, more) {
            (Unit::Times, true) => Unit::MoreTimes,
            // "two more breaths" adds to a hold that no rule can count on.
            (_, true) => Unit::Other,
            (unit, false) => unit,
        };
        Some((unit, factor, at + count))
    }

    /// The unit as what stands around the amount makes it, and where that ends: a limit or a rest is nothing to do,
    /// and times a day are no repetitions.
    fn of_what(&self, words: &[Word], start: usize, mut at: usize, unit: Unit) -> (Unit, usize) {
        let word = |at: usize| words.get(at).map(|word| word.text.as_str());
        let of_a_day = |range: Range<usize>| {
            range
                .filter_map(word)
                .any(|word| self.of_a_day.iter().any(|known| known == word))
        };
        let per_day = self.per.at(words, at).is_some() && of_a_day(at..at + 4)
            || word(at).is_some_and(|word| self.of_a_day.iter().any(|known| known == word));
        let mut first = start;
        while first > 0 && self.about.before(words, first) {
            first -= 1;
        }
        let upper_bound = self.limit.before(words, start) || self.limit.before(words, first);
        if per_day {
            at = (at + 2).min(words.len());
        }
        // "10 seconds between repetitions" is a rest.
        let rest = self.rest.at(words, at).is_some();
        let unit = if upper_bound || rest {
            Unit::Other
        } else if per_day {
            Unit::OfADay
        } else {
            unit
        };
        (unit, at)
    }

    /// "twice", "thrice", "x5", "dreimal".
    fn word_alone(&self, words: &[Word], at: usize) -> Option<Amount> {
        let here = words.get(at)?.text.as_str();
        let times = words.get(at + 1).and_then(|word| word.text.parse::<u16>().ok());
        if let (Some(low), "x") = (times, here) {
            let high = self.upper_end(words, at + 1, at + 2);
            return Some(Amount {
                low: f64::from(low),
                high: high.map(|(high, _)| high),
                unit: Unit::Times,
                vague: None,
                words: at..high.map_or(at + 2, |(_, end)| end),
            });
        }
        let spelled = |ending: &String| self.spelled.get(here.strip_suffix(ending.as_str())?).copied();
        let low = self
            .times
            .get(here)
            .copied()
            .or_else(|| self.times_ending.iter().find_map(spelled))?;
        let mut end = at + 1;
        let (mut high, mut of_a_day) = (None, false);
        // "ein- bis zweimal", "once or twice", "two or three times" is told elsewhere.
        if let Some(count) = self.range.at(words, end)
            && let Some(upper) = self.word_alone(words, end + count).filter(|upper| upper.high.is_none())
        {
            high = Some(upper.low);
            of_a_day = upper.unit == Unit::OfADay;
            end = upper.words.end;
        }
        let (unit, end) = self.of_what(words, at, end, Unit::Times);
        let unit = if of_a_day { Unit::OfADay } else { unit };
        Some(Amount {
            low,
            high: high.filter(|high| *high > low),
            unit,
            vague: None,
            words: at..end,
        })
    }

    /// "Reps: 10", "Repetitions = 5", "Sets: 3": a label at the start of a sentence or after a pause.
    fn labelled(&self, words: &[Word], at: usize) -> Option<Amount> {
        let label = |rows: &Rows, unit| Some((rows.at(words, at)?, unit));
        let (count, unit) = label(&self.times_label, Unit::Times).or_else(|| label(&self.sets_label, Unit::Sets))?;
        let marked = words
            .get(at + count)
            .is_some_and(|word| word.after_pause || word.after_equals);
        let (low, vague, after) = self.number(words, at + count).filter(|_| marked)?;
        let (high, after) = match self.upper_end(words, at + count, after) {
            Some((high, after)) => (Some(high), after),
            None => (None, after),
        };
        // "Sets: 2 | Reps: 12": the second label is no unit of the first.
        let pauses = words.get(after).is_some_and(|word| word.after_pause);
        // "Reps: 15 Sets: 2", and the same in columns.
        let another = |(.., end): &(Unit, f64, usize)| {
            words
                .get(*end)
                .is_some_and(|word| word.after_pause || word.after_equals)
                && self.number(words, *end).is_some()
        };
        let after = match self.unit(words, after).filter(|unit| !pauses && !another(unit)) {
            Some((Unit::Times, _, after)) => after,
            // "Repeat: 10 seconds", "Sets: 3 of 12 reps".
            Some(_) => return None,
            None => after,
        };
        Some(Amount {
            low,
            high: high.filter(|high| *high > low),
            unit,
            vague,
            words: at..after,
        })
    }

    /// "for a count of five", "count to 10", "for five counts": about a second each.
    fn count_to(&self, words: &[Word], start: usize) -> Option<Amount> {
        let (low, after) = if let Some(count) = self.count_before.at(words, start) {
            let (low, None, after) = self.number(words, start + count)? else {
                return None;
            };
            // "counts of ten" are how often, where no time is meant.
            (low, after)
        } else {
            // "a count of five" begins at "count".
            let article = self.one.at(words, start).is_some();
            let (low, None, after) = self.number(words, start).filter(|_| !article)? else {
                return None;
            };
            (low, after + self.count_after.at(words, after)?)
        };
        Some(Amount {
            low,
            high: None,
            unit: Unit::Seconds,
            vague: Some("count".to_owned()),
            words: start..after,
        })
    }

    fn number(&self, words: &[Word], at: usize) -> Option<Number> {
        for (rows, said, value) in &self.vague {
            if let Some(count) = rows.at(words, at) {
                return Some((*value, Some(said.clone()), at + count));
            }
        }
        let article = self.one.at(words, at);
        // "half a minute", "eine halbe Minute", "a half-minute hold".
        for skipped in [0, article.unwrap_or(0)] {
            if let Some(count) = self.half.at(words, at + skipped) {
                return Some((0.5, None, at + skipped + count));
            }
        }
        if let Some(count) = article {
            return Some((1.0, None, at + count));
        }
        let first = words.get(at)?.text.as_str();
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            let value = first.replace(',', ".").parse::<f64>().ok()?;
            let (half, after) = self.half_more(words, at + 1);
            return (value <= 10_000.0).then_some((value + half, None, after));
        }
        let spelled = |at: usize| self.spelled.get(&words.get(at)?.text).copied();
        let value = spelled(at)?;
        // "twenty-five", "forty five", "treinta y cinco".
        if (20.0..100.0).contains(&value) {
            let joins = self.tens_join.iter().filter_map(|rows| rows.at(words, at + 1));
            for skipped in joins.chain([0]) {
                if let Some(ones) = spelled(at + 1 + skipped).filter(|ones| *ones < 10.0) {
                    return Some((value + ones, None, at + 2 + skipped));
                }
            }
        }
        let (half, after) = self.half_more(words, at + 1);
        Some((value + half, None, after))
    }

    /// The half behind a whole number, and the word after it: "1 1/2", "1½", "one and a half".
    fn half_more(&self, words: &[Word], at: usize) -> (f64, usize) {
        if words.get(at).is_some_and(|word| word.text == "0.5") {
            return (0.5, at + 1);
        }
        match self.and_a_half.at(words, at) {
            Some(count) => (0.5, at + count),
            None => (0.0, at),
        }
    }
}

#[cfg(test)]
mod tests;
