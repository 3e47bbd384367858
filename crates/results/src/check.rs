//! Whether a report that came from outside can be one: sizes, ranges, and the forms of ids and times.

use body::Measure;

use crate::next::Next;
use crate::report::{Report, Rule, SCHEMA, Step};
use crate::saved::SessionFacts;

/// Longest name, id, or version, characters.
const LONGEST_NAME: usize = 100;
/// Longest sentence, rule or cue, characters.
const LONGEST_TEXT: usize = 2000;
/// Most doubts: there are two kinds.
const MOST_DOUBTS: usize = 10;
/// Most steps and sides; a guide of an hour has some fifty.
const MOST_STEPS: usize = 1000;
/// Most sentences of a step, and rules of a sentence.
const MOST_LINES: usize = 1000;
/// Most stretches of hold in a step.
const MOST_HOLDS: usize = 10_000;
/// Most events; the first guide has about a hundred.
const MOST_EVENTS: usize = 20_000;
/// A day: no session lasts as long.
const LONGEST_S: f64 = 86_400.0;

/// What can't be in a report.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReportError {
    /// Another version of the shape.
    #[error("schema is {0}; this program reads {SCHEMA}")]
    Schema(u32),
    /// Not a hexadecimal SHA-256.
    #[error("guide.sha256 is not 64 hexadecimal digits")]
    Sha256,
    /// Too many of something.
    #[error("{count} {what} are too many: at most {most}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A text that is too long, or empty where it may not be.
    #[error("{field} has {length} characters: 1 to {most} are allowed")]
    Text {
        /// Where.
        field: &'static str,
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
    /// A number outside its range.
    #[error("{field} is {value}: {least} to {most} is allowed")]
    Range {
        /// Where.
        field: &'static str,
        /// What it is.
        value: f64,
        /// Least.
        least: f64,
        /// Most.
        most: f64,
    },
    /// Not the name of a measure.
    #[error("rules.measure is no measure of this program")]
    Measure,
    /// Not a UUID in small letters.
    #[error("session.id is not a UUID")]
    Id,
    /// Not a time.
    #[error("session.{field} is not a time of RFC 3339, like 2026-01-31T09:30:00Z")]
    Time {
        /// Which.
        field: &'static str,
    },
}

impl Report {
    /// Whether this can be a report, for one that came from outside.
    ///
    /// # Errors
    /// [`ReportError`]: the first thing that can't be.
    pub fn check(&self) -> Result<(), ReportError> {
        if self.schema != SCHEMA {
            return Err(ReportError::Schema(self.schema));
        }
        name("unhunch", &self.unhunch)?;
        name("guide.name", &self.guide.name)?;
        if self.guide.sha256.len() != 64 || !self.guide.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ReportError::Sha256);
        }
        if let Some(video) = &self.video {
            range("video.duration_s", video.duration_s, 0.0, LONGEST_S)?;
            range("video.coverage", video.coverage, 0.0, 1.0)?;
            if let Some(view) = &video.view {
                range("video.view.turned_deg", view.turned_deg, -180.0, 180.0)?;
                range("video.view.above_deg", view.above_deg, -90.0, 90.0)?;
            }
        }
        self.no_neutral
            .as_deref()
            .map_or(Ok(()), |why| text("no_neutral", why))?;
        count("doubts", self.doubts.len(), MOST_DOUBTS)?;
        self.doubts.iter().try_for_each(|doubt| text("doubts", doubt))?;
        count("steps", self.steps.len(), MOST_STEPS)?;
        self.steps.iter().try_for_each(check_step)?;
        count("events", self.events.len(), MOST_EVENTS)?;
        for event in &self.events {
            range("events.at_s", event.at_s, 0.0, LONGEST_S)?;
            event.step.as_deref().map_or(Ok(()), |step| name("events.step", step))?;
            event.rule.as_deref().map_or(Ok(()), |rule| text("events.rule", rule))?;
            event
                .text
                .as_deref()
                .map_or(Ok(()), |words| text("events.text", words))?;
        }
        self.next.as_ref().map_or(Ok(()), check_next)?;
        self.session.as_ref().map_or(Ok(()), check_session)
    }
}

fn check_step(step: &Step) -> Result<(), ReportError> {
    name("steps.step", &step.step)?;
    range("steps.hold_s", step.hold_s, 0.0, LONGEST_S)?;
    step.other_side
        .map_or(Ok(()), |best| range("steps.other_side", best, -LONGEST_S, LONGEST_S))?;
    count("holds", step.holds.len(), MOST_HOLDS)?;
    for hold in &step.holds {
        range("holds.start_s", hold.start_s, 0.0, LONGEST_S)?;
        range("holds.end_s", hold.end_s, hold.start_s, LONGEST_S)?;
    }
    count("sentences", step.sentences.len(), MOST_LINES)?;
    for sentence in &step.sentences {
        text("sentences.text", &sentence.text)?;
        count("rules", sentence.rules.len(), MOST_LINES)?;
        sentence.rules.iter().try_for_each(check_rule)?;
    }
    Ok(())
}

fn check_rule(rule: &Rule) -> Result<(), ReportError> {
    text("rules.rule", &rule.rule)?;
    if rule
        .measure
        .as_deref()
        .is_some_and(|name| Measure::named(name).is_none())
    {
        return Err(ReportError::Measure);
    }
    let within =
        |field, value: Option<f64>, least, most| value.map_or(Ok(()), |value| range(field, value, least, most));
    within("rules.confidence", rule.confidence, 0.0, 1.0)?;
    within("rules.threshold", rule.threshold, -LONGEST_S, LONGEST_S)?;
    within("rules.decisive", rule.decisive.flatten(), -LONGEST_S, LONGEST_S)?;
    within("rules.broken_s", rule.broken_s, 0.0, LONGEST_S)?;
    within(
        "rules.first_broken_at_s",
        rule.first_broken_at_s.flatten(),
        0.0,
        LONGEST_S,
    )?;
    rule.reason.as_deref().map_or(Ok(()), |why| text("rules.reason", why))
}

fn check_next(next: &Next) -> Result<(), ReportError> {
    let step = match next {
        Next::SitStill {} | Next::Watched {} | Next::Same {} => return Ok(()),
        Next::Keep {
            step,
            sentence,
            cue,
            broken_s,
            ..
        } => {
            text("next.sentence", sentence)?;
            cue.as_deref().map_or(Ok(()), |cue| text("next.cue", cue))?;
            range("next.broken_s", *broken_s, 0.0, LONGEST_S)?;
            step
        }
        Next::Reach {
            step, sentence, cue, ..
        } => {
            text("next.sentence", sentence)?;
            cue.as_deref().map_or(Ok(()), |cue| text("next.cue", cue))?;
            step
        }
        Next::Hold { step, missing_s, .. } => {
            range("next.missing_s", *missing_s, 0.0, LONGEST_S)?;
            step
        }
        Next::Show { step, reason, .. } => {
            reason.as_deref().map_or(Ok(()), |why| text("next.reason", why))?;
            step
        }
        Next::Repeat { step, .. } | Next::OtherSide { step, .. } | Next::Finish { step, .. } => step,
    };
    name("next.step", step)
}

fn check_session(session: &SessionFacts) -> Result<(), ReportError> {
    if !is_uuid(&session.id) {
        return Err(ReportError::Id);
    }
    time("started_at", &session.started_at)?;
    session.saved_at.as_deref().map_or(Ok(()), |at| time("saved_at", at))?;
    count("session.answers", session.answers.len(), MOST_LINES)?;
    for answer in &session.answers {
        name("session.answers.step", &answer.step)?;
        text("session.answers.text", &answer.text)?;
    }
    let skipped = session.skipped.as_deref().unwrap_or_default();
    count("session.skipped", skipped.len(), MOST_STEPS)?;
    for one in skipped {
        name("session.skipped.step", &one.step)?;
    }
    if let Some(feedback) = &session.feedback {
        for (field, value) in [
            ("session.feedback.pain", feedback.pain),
            ("session.feedback.effort", feedback.effort),
        ] {
            value.map_or(Ok(()), |value| range(field, f64::from(value), 0.0, 10.0))?;
        }
    }
    Ok(())
}

/// In small letters: one session has one way to write its id.
fn is_uuid(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

fn time(field: &'static str, value: &str) -> Result<(), ReportError> {
    // The form first: jiff also reads forms with notes in brackets, which may hold any words.
    if is_written_as_rfc_3339(value) && value.parse::<jiff::Timestamp>().is_ok() {
        Ok(())
    } else {
        Err(ReportError::Time { field })
    }
}

/// `2026-01-31T09:30:00`, a fraction of at most nine digits or none, and `Z` or an offset.
fn is_written_as_rfc_3339(value: &str) -> bool {
    let Some((until_seconds, rest)) = value.split_at_checked("0000-00-00T00:00:00".len()) else {
        return false;
    };
    let zone = rest.strip_prefix('.').map_or(rest, |fraction| {
        let digits = fraction.bytes().take(9).take_while(u8::is_ascii_digit).count();
        // No digit after the point leaves the point, which is no zone.
        if digits == 0 { rest } else { &fraction[digits..] }
    });
    has_form(until_seconds, "0000-00-00T00:00:00")
        && (zone == "Z" || has_form(zone, "+00:00") || has_form(zone, "-00:00"))
}

/// `0` in `form` stands for any digit, everything else for itself.
fn has_form(value: &str, form: &str) -> bool {
    value.len() == form.len()
        && value.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        })
}

fn name(field: &'static str, value: &str) -> Result<(), ReportError> {
    no_longer_than(field, value, LONGEST_NAME)
}

fn text(field: &'static str, value: &str) -> Result<(), ReportError> {
    no_longer_than(field, value, LONGEST_TEXT)
}

fn no_longer_than(field: &'static str, value: &str, most: usize) -> Result<(), ReportError> {
    let length = value.chars().count();
    if (1..=most).contains(&length) {
        Ok(())
    } else {
        Err(ReportError::Text { field, length, most })
    }
}

fn count(what: &'static str, count: usize, most: usize) -> Result<(), ReportError> {
    if count <= most {
        Ok(())
    } else {
        Err(ReportError::TooMany { what, count, most })
    }
}

/// NaN is in no range.
fn range(field: &'static str, value: f64, least: f64, most: f64) -> Result<(), ReportError> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(ReportError::Range {
            field,
            value,
            least,
            most,
        })
    }
}
