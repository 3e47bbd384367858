//! Numbers in the words of articles: seconds, minutes, breaths, repetitions, and ranges of them.
//!
//! "between ten and thirty seconds", "20–30 sec", "a few deep breaths", "half a minute", "8 to 12 reps", "twice".
//!
//! Must not know: what is done for so long or so often.

use std::ops::Range;

use crate::words::Word;

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
    /// "twice a day": how often the routine is done.
    OfADay,
    /// A number that no rule takes: "up to", sets, days.
    Other,
}

const NUMBERS: [(&str, f64); 28] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
];

/// Numbers that an article leaves open, and what we propose. Source: "a few breaths" is three in
/// `guides/upper-back.md`.
const VAGUE: [(&[&str], f64); 4] = [
    (&["a", "few"], 3.0),
    (&["few"], 3.0),
    (&["a", "couple", "of"], 2.0),
    (&["a", "couple"], 2.0),
];

/// How units are written, and how many seconds one of them has.
const UNITS: [(&[&str], Unit, f64); 6] = [
    (&["second", "seconds", "sec", "secs", "s"], Unit::Seconds, 1.0),
    (&["minute", "minutes", "min", "mins"], Unit::Seconds, 60.0),
    (&["breath", "breaths"], Unit::Breaths, 1.0),
    (
        &["time", "times", "x", "repetition", "repetitions", "rep", "reps"],
        Unit::Times,
        1.0,
    ),
    (
        &[
            "set", "sets", "round", "rounds", "day", "days", "week", "weeks", "hour", "hours",
        ],
        Unit::Other,
        1.0,
    ),
    (&["degrees", "inches", "inch", "cm", "percent"], Unit::Other, 1.0),
];

/// Words that may stand between a number and its unit.
const BETWEEN: [&str; 15] = [
    "deep", "slow", "full", "long", "easy", "gentle", "calm", "normal", "natural", "even", "steady", "relaxed",
    "whole", "or", "so",
];

/// What makes "5 times" say how often in a day: a word of the first list, and soon after it one of the second.
const PER: [&str; 8] = ["a", "per", "each", "every", "daily", "throughout", "during", "in"];
const OF_A_DAY: [&str; 9] = [
    "day", "week", "hour", "daily", "weekly", "workday", "days", "morning", "evening",
];

/// Every amount in a sentence, in its order.
pub(crate) fn amounts(words: &[Word]) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match amount(words, at) {
            Some(amount) => {
                at = amount.words.end.max(at + 1);
                found.push(amount);
            }
            None => at += 1,
        }
    }
    found
}

fn amount(words: &[Word], start: usize) -> Option<Amount> {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    if let Some(amount) = word_alone(words, start) {
        return Some(amount);
    }
    if let Some(count) = count_to(words, start) {
        return Some(count);
    }
    let (low, vague, at) = number(words, start)?;
    if low == 1.0 && matches!(word(at), Some("count")) {
        return None;
    }
    let (high, at) = match upper_end(words, start, at).filter(|_| vague.is_none()) {
        Some((high, at)) => (Some(high), at),
        None => (None, at),
    };
    let (unit, factor, at) = unit(words, at)?;
    let (half, at) = and_a_half(words, at, factor);
    let (unit, at) = of_what(words, start, at, unit);
    let (low, mut high) = (low * factor + half, high.map(|high| high * factor));
    let mut end = at;
    // "thirty seconds to a minute".
    if matches!(word(at), Some("to"))
        && high.is_none()
        && let Some(upper) = amount(words, at + 1)
        && upper.unit == unit
        && upper.high.is_none()
        && upper.vague.is_none()
    {
        high = Some(upper.low);
        end = upper.words.end;
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

/// The second number of "10 to 15", "10 or 15" or "between 10 and 15", and where it ends.
fn upper_end(words: &[Word], start: usize, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let is_range = match word(at)? {
        "to" | "or" => true,
        "and" => start.checked_sub(1).and_then(word) == Some("between"),
        _ => false,
    };
    match number(words, at + 1).filter(|_| is_range)? {
        (number, None, after) => Some((number, after)),
        _ => None,
    }
}

/// The unit, what one of it is in ours, and where it ends.
fn unit(words: &[Word], mut at: usize) -> Option<(Unit, f64, usize)> {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let mut more = false;
    for _ in 0..3 {
        match word(at) {
            Some("more") => more = true,
            Some(word) if BETWEEN.contains(&word) => {}
            _ => break,
        }
        at += 1;
    }
    let (_, unit, factor) = UNITS
        .into_iter()
        .find(|(names, ..)| word(at).is_some_and(|word| names.contains(&word)))?;
    let unit = match (unit, more) {
        (Unit::Times, true) => Unit::MoreTimes,
        // "two more breaths" adds to a hold that no rule can count on.
        (_, true) => Unit::Other,
        (unit, false) => unit,
    };
    Some((unit, factor, at + 1))
}

/// What "and a half" adds, and where it ends.
fn and_a_half(words: &[Word], at: usize, factor: f64) -> (f64, usize) {
    let has = ["and", "a", "half"]
        .into_iter()
        .enumerate()
        .all(|(index, said)| words.get(at + index).is_some_and(|word| word.text == said));
    if has && factor > 1.0 {
        (factor / 2.0, at + 3)
    } else {
        (0.0, at)
    }
}

/// The unit as what stands around the amount makes it, and where that ends: a limit or a rest is nothing to do, and
/// times a day are no repetitions.
fn of_what(words: &[Word], start: usize, mut at: usize, unit: Unit) -> (Unit, usize) {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let per_day = word(at).is_some_and(|word| PER.contains(&word))
        && (at..at + 3).filter_map(word).any(|word| OF_A_DAY.contains(&word));
    let before = |back: usize| start.checked_sub(back).and_then(word);
    let upper_bound = matches!(
        (before(2), before(1)),
        (Some("up" | "at"), Some("to" | "most"))
            | (Some("more" | "longer"), Some("than"))
            | (_, Some("every" | "under" | "within"))
    );
    if per_day {
        at = (at + 2).min(words.len());
    }
    // "10 seconds between repetitions" is a rest.
    let rest = word(at) == Some("between");
    let unit = if upper_bound || rest {
        Unit::Other
    } else if per_day {
        Unit::OfADay
    } else {
        unit
    };
    (unit, at)
}

/// "twice", "thrice", "x5".
fn word_alone(words: &[Word], at: usize) -> Option<Amount> {
    let times = words.get(at + 1).and_then(|word| word.text.parse::<u16>().ok());
    if let (Some(low), "x" | "×") = (times, words.get(at)?.text.as_str()) {
        return Some(Amount {
            low: f64::from(low),
            high: None,
            unit: Unit::Times,
            vague: None,
            words: at..at + 2,
        });
    }
    let low = match words.get(at)?.text.as_str() {
        "twice" => 2.0,
        "thrice" => 3.0,
        _ => return None,
    };
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let per_day = (at + 1..at + 3).filter_map(word).any(|word| OF_A_DAY.contains(&word));
    Some(Amount {
        low,
        high: None,
        unit: if per_day { Unit::OfADay } else { Unit::Times },
        vague: None,
        words: at..at + 1,
    })
}

/// "for a count of five", "count to 10", "for five counts": about a second each.
fn count_to(words: &[Word], start: usize) -> Option<Amount> {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    let (low, after) = match (word(start)?, word(start + 1)) {
        ("count" | "counts" | "counting", Some("of" | "to")) => {
            let (low, None, after) = number(words, start + 2)? else {
                return None;
            };
            (low, after)
        }
        _ => {
            // "a count of five" begins at "count".
            let (low, None, after) = number(words, start).filter(|_| !matches!(word(start), Some("a" | "an")))? else {
                return None;
            };
            (low, matches!(word(after)?, "count" | "counts").then_some(after + 1)?)
        }
    };
    Some(Amount {
        low,
        high: None,
        unit: Unit::Seconds,
        vague: Some("count".to_owned()),
        words: start..after,
    })
}

/// A number at this word: its value, the words that make it a guess, and the word after it.
fn number(words: &[Word], at: usize) -> Option<(f64, Option<String>, usize)> {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    for (names, value) in VAGUE {
        if names
            .iter()
            .enumerate()
            .all(|(place, name)| word(at + place) == Some(name))
        {
            return Some((value, Some(names.join(" ")), at + names.len()));
        }
    }
    let first = word(at)?;
    if first == "half" && matches!(word(at + 1), Some("a" | "of")) {
        return Some((0.5, None, at + 2));
    }
    if first == "half" && word(at + 1) == Some("minute") {
        return Some((0.5, None, at + 1));
    }
    if matches!(first, "a" | "an") {
        return Some((1.0, None, at + 1));
    }
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        let value = first.replace(',', ".").parse::<f64>().ok()?;
        let (half, after) = half_more(words, at + 1);
        return (value <= 10_000.0).then_some((value + half, None, after));
    }
    let spelled = |name: &str| {
        NUMBERS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    let value = spelled(first)?;
    // "twenty-five", "forty five".
    match word(at + 1).and_then(spelled) {
        Some(unit) if (20.0..100.0).contains(&value) && unit < 10.0 => Some((value + unit, None, at + 2)),
        _ => {
            let (half, after) = half_more(words, at + 1);
            Some((value + half, None, after))
        }
    }
}

/// The half behind a whole number, and the word after it: "1 1/2", "1½", "one and a half".
fn half_more(words: &[Word], at: usize) -> (f64, usize) {
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    match (word(at), word(at + 1), word(at + 2)) {
        (Some("0.5"), ..) => (0.5, at + 1),
        (Some("and"), Some("a"), Some("half")) => (0.5, at + 3),
        _ => (0.0, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn shown(text: &str) -> Vec<String> {
        let show = |amount: Amount| {
            let high = amount.high.map_or(String::new(), |high| format!("-{high}"));
            let vague = amount.vague.map_or(String::new(), |vague| format!(" ({vague})"));
            format!("{}{high} {:?}{vague}", amount.low, amount.unit)
        };
        amounts(&words(text)).into_iter().map(show).collect()
    }

    #[test]
    fn times_and_counts_are_found_as_articles_write_them() {
        let cases: [(&str, &[&str]); 33] = [
            ("Hold for between ten and thirty seconds.", &["10-30 Seconds"]),
            ("Hold 20–30 sec, 10 x", &["20-30 Seconds", "10 Times"]),
            ("hold 15s", &["15 Seconds"]),
            ("a 5-second hold", &["5 Seconds"]),
            ("one to two minutes", &["60-120 Seconds"]),
            ("a minute and a half", &["90 Seconds"]),
            ("half a minute", &["30 Seconds"]),
            ("for a few breaths", &["3 Breaths (a few)"]),
            ("three to five slow, deep breaths", &["3-5 Breaths"]),
            ("twenty-five seconds", &["25 Seconds"]),
            ("8 to 12 reps", &["8-12 Times"]),
            ("Repeat twice.", &["2 Times"]),
            ("two more times", &["2 MoreTimes"]),
            ("for a count of five", &["5 Seconds (count)"]),
            ("hold for 10 counts", &["10 Seconds (count)"]),
            ("three times a day", &["3 OfADay"]),
            ("twice daily", &["2 OfADay"]),
            ("every 20 minutes", &["1200 Other"]),
            ("up to 30 seconds", &["30 Other"]),
            ("no longer than a minute", &["60 Other"]),
            ("3 sets of 10 repetitions", &["3 Other", "10 Times"]),
            ("30 to 10 seconds", &["30 Other"]),
            ("thirty seconds to a minute", &["30-60 Seconds"]),
            ("Repeat x5.", &["5 Times"]),
            ("½ minute", &["30 Seconds"]),
            ("1 1/2 minutes", &["90 Seconds"]),
            ("1½ min", &["90 Seconds"]),
            ("one and a half minutes", &["90 Seconds"]),
            ("a half-minute hold", &["30 Seconds"]),
            ("5 sec. 10×.", &["5 Seconds", "10 Times"]),
            ("Pause for 10 seconds between repetitions.", &["10 Other"]),
            ("at least 20 seconds", &["20 Seconds"]),
            ("one shoulder and the other", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
