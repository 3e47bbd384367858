//! What is said of a rule that is not as it should be: what was seen, what was asked, in words and units.

use std::fmt::Write;

use anstyle::Style;
use body::Unit;
use coach::{FigureUnit, Figures, RuleOutcome, RuleVerdict};
use guide::Verb;

use super::{AMBER, RED};
use crate::wording::clock;

/// What is to be said about a rule that is not as it should be.
pub fn amiss(rule: &RuleOutcome) -> Option<(String, Style)> {
    match rule.verdict {
        RuleVerdict::Broken => Some((broken(rule), RED)),
        RuleVerdict::NotReached if rule.is_of_no_movement() => {
            Some(("not judged: the movement did not come".to_owned(), AMBER))
        }
        RuleVerdict::NotReached if was_there(rule) => Some((
            match rule.verb {
                Verb::Return => "not counted: it came before the rest was done".to_owned(),
                _ => "not reached: it was there, but not together with the rest".to_owned(),
            },
            RED,
        )),
        RuleVerdict::NotReached => Some((rule.figures.map_or_else(|| "not reached".to_owned(), not_reached), RED)),
        RuleVerdict::Unseen => {
            let why = rule
                .unseen
                .map_or_else(String::new, |unseen| format!(": {}", unseen.reason()));
            Some((format!("not seen{why}"), AMBER))
        }
        RuleVerdict::Asked | RuleVerdict::Met | RuleVerdict::Note => None,
    }
}

/// Whether a position was there for as long as it takes, and still was not what was asked.
fn was_there(rule: &RuleOutcome) -> bool {
    let of_position = matches!(rule.verb, Verb::Start | Verb::Reach | Verb::Return);
    let enough = |figures: Figures| figures.decisive.is_some_and(|there| there >= figures.threshold);
    let in_seconds = rule.figures.filter(|figures| figures.unit == FigureUnit::Seconds);
    of_position && in_seconds.is_some_and(enough)
}

fn broken(rule: &RuleOutcome) -> String {
    let mut words = "broken".to_owned();
    if let Some(at) = rule.first_broken_at {
        let _ = write!(words, " at {}", clock(at.as_secs_f64()));
    }
    if rule.broken_s > 0.0 {
        let _ = write!(words, ", for {:.1} s in all", rule.broken_s);
    }
    if let Some(Figures {
        threshold,
        decisive: Some(worst),
        unit,
    }) = rule.figures
    {
        let (worst, threshold) = amounts(worst, threshold, unit);
        let _ = write!(words, ": {worst} where {threshold} is the limit");
    }
    words
}

fn not_reached(figures: Figures) -> String {
    let Figures {
        threshold,
        decisive,
        unit,
    } = figures;
    let Some(best) = decisive else {
        return format!("not reached: {} asked", amount(threshold, unit, 0));
    };
    match unit {
        // Half a second is what any position needs, a hold asks for whole ones.
        FigureUnit::Seconds if threshold < 1.0 => format!("not reached: there for {best:.1} s, {threshold:.1} s asked"),
        FigureUnit::Seconds => format!("not reached: held {best:.1} s of {threshold:.0} s"),
        FigureUnit::Reps => format!("not reached: {best:.0} of {}", times(threshold)),
        FigureUnit::Sets => format!("not reached: {best:.0} of {threshold:.0} sets"),
        FigureUnit::Measure(_) => {
            let (best, threshold) = amounts(best, threshold, unit);
            format!("not reached: the best was {best}, asked is {threshold}")
        }
    }
}

/// Two numbers, in whole units unless they would then look the same.
fn amounts(first: f64, second: f64, unit: FigureUnit) -> (String, String) {
    let whole = (amount(first, unit, 0), amount(second, unit, 0));
    if whole.0 == whole.1 {
        (amount(first, unit, 1), amount(second, unit, 1))
    } else {
        whole
    }
}

pub fn amount(value: f64, unit: FigureUnit, more_decimals: usize) -> String {
    match unit {
        FigureUnit::Measure(Unit::Degrees) => format!("{value:.more_decimals$}°"),
        FigureUnit::Measure(Unit::DegreesPerSecond) => format!("{value:.more_decimals$}° a second"),
        FigureUnit::Measure(Unit::ShoulderWidths) => {
            format!("{:.more_decimals$} % of your shoulder width", value * 100.0)
        }
        // An index is 1 at the whole of it.
        FigureUnit::Measure(Unit::Index) => format!("{:.more_decimals$} %", value * 100.0),
        FigureUnit::Seconds => format!("{value:.0$} s", more_decimals + 1),
        FigureUnit::Reps => times(value),
        FigureUnit::Sets => format!("{value:.0} sets"),
    }
}

pub fn times(count: f64) -> String {
    if count == 1.0 {
        "once".to_owned()
    } else {
        format!("{count:.0} times")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(verb: Verb, threshold: f64, decisive: Option<f64>, unit: FigureUnit) -> String {
        let rule = RuleOutcome {
            verb,
            rule: String::new(),
            verdict: RuleVerdict::NotReached,
            confidence: None,
            figures: Some(Figures {
                threshold,
                decisive,
                unit,
            }),
            broken_s: 0.0,
            first_broken_at: None,
            unseen: None,
            cue: None,
        };
        amiss(&rule).expect("it is not as it should be").0
    }

    /// "The best was 0 %, asked is 5 %" was once said of a way back that came too early.
    #[test]
    fn what_was_not_reached_says_what_was_missing() {
        let (index, seconds) = (FigureUnit::Measure(Unit::Index), FigureUnit::Seconds);
        let said = [
            said(Verb::Reach, 0.5, Some(0.3), index),
            said(Verb::Reach, 0.5, Some(0.2), seconds),
            said(Verb::Reach, 0.5, Some(0.5), seconds),
            said(Verb::Return, 0.5, Some(0.5), seconds),
            said(Verb::Return, 0.25, None, index),
            said(Verb::Keep, 12.0, None, index),
            said(Verb::Hold, 10.0, Some(4.0), seconds),
        ];
        insta::assert_snapshot!(said.join("\n"), @r"
        not reached: the best was 30 %, asked is 50 %
        not reached: there for 0.2 s, 0.5 s asked
        not reached: it was there, but not together with the rest
        not counted: it came before the rest was done
        not judged: the movement did not come
        not judged: the movement did not come
        not reached: held 4.0 s of 10 s
        ");
    }
}
