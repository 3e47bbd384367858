//! Figures and names as both reports write them.

use crate::agreement::Agreement;
use crate::statistics::Interval;
use crate::tally::{OutOfPicture, Said, Wrong, WrongKind};
use crate::targets::{Better, Target};

/// `met`, `met~`, `missed` or `no clips`.
pub(crate) fn mark(target: &Target) -> &'static str {
    match (target.met, target.surely) {
        (Some(true), Some(false)) => "met~",
        (Some(true), _) => "met",
        (Some(false), _) => "missed",
        (None, _) => "no clips",
    }
}

pub(crate) fn wanted(target: &Target) -> String {
    let sign = match target.better {
        Better::Lower => "<=",
        Better::Higher => ">=",
    };
    format!("{sign} {} {}", target.target, target.unit)
        .trim_end()
        .to_owned()
}

/// "2 doses", "1 dose".
pub(crate) fn from(target: &Target) -> String {
    let one = target.of.strip_suffix('s').unwrap_or(target.of);
    count(target.n as usize, one)
}

pub(crate) fn wrong_in_words(wrong: &Wrong) -> String {
    let what = match wrong.kind {
        WrongKind::Missed => "missed in",
        WrongKind::MissedUnseen => "not seen in",
        WrongKind::FalseAlarm => "falsely said in",
    };
    let at = wrong.at_s.map_or_else(String::new, |at| format!(" at {at:.1} s"));
    format!("{what} {}{at}", wrong.clip)
}

/// "said to be unseen".
pub(crate) fn verdict_in_words(said: Said) -> &'static str {
    match said {
        Said::Fault => "found all the same",
        Said::Fine => "passed over",
        Said::Unseen => "said to be unseen",
    }
}

/// "out of the picture in CLIP (in it for 0 % of the dose), said to be unseen; counts nowhere".
pub(crate) fn out_in_words(dose: &OutOfPicture) -> String {
    format!(
        "out of the picture in {} (in it for {} of the dose), {}; counts nowhere",
        dose.clip,
        percent(Some(dose.in_picture)),
        verdict_in_words(dose.said)
    )
}

/// `neck_lateral_flexion_deg` is "neck lateral flexion": the unit stands beside it.
pub(crate) fn in_words(measure: &str) -> String {
    let name = measure.strip_suffix("_deg").or_else(|| measure.strip_suffix("_sw"));
    name.unwrap_or(measure).replace('_', " ")
}

/// Places after the point: a tenth of a degree, a thousandth of a shoulder's width or of an index.
pub(crate) fn places(measure: &Agreement) -> usize {
    if measure.unit == "deg" { 1 } else { 3 }
}

pub(crate) fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// "1 clip", "2 clips".
pub(crate) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

pub(crate) fn dash() -> String {
    "-".to_owned()
}

pub(crate) fn number(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| format!("{value:.places$}"))
}

/// With its sign; what rounds to nothing has none.
pub(crate) fn signed(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| {
        let text = format!("{value:+.places$}");
        let zero = text
            .trim_start_matches(['+', '-'])
            .chars()
            .all(|c| c == '0' || c == '.');
        if zero { text[1..].to_owned() } else { text }
    })
}

pub(crate) fn interval(interval: Option<Interval>, places: usize) -> String {
    interval.map_or_else(String::new, |[low, high]| format!("[{low:.places$}, {high:.places$}]"))
}

/// Rounded down: 100 % means all.
pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or_else(dash, |share| format!("{:.0} %", (share * 100.0).floor()))
}
