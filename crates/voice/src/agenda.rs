//! What is due: corrections first, the last seconds on their second, then the course of the session in its order.
//!
//! Must not know: words, how anything is seen.

use std::collections::VecDeque;
use std::time::Duration;

use body::SessionTime;
use guide::RuleId;

use crate::line::Line;
use crate::mouth::secs;

/// A correction is out of date after so long, seconds: the coach tells it again while it is needed.
const CORRECTION_WAITS_S: f64 = 3.0;
/// A number may come so late, seconds: the next one is a second away.
const COUNT_WAITS_S: f64 = 0.4;
/// The same correction comes at once, then once more as soon as it may, and from then on at this distance, seconds.
const CORRECTION_RESTS_S: f64 = 12.0;

/// What is due.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agenda {
    course: VecDeque<Due>,
    correction: Option<Correction>,
    count: Option<Due>,
    corrected: Option<Corrected>,
}

#[derive(Debug, Clone, PartialEq)]
struct Due {
    line: Line,
    until: SessionTime,
}

/// Something to do otherwise.
#[derive(Debug, Clone, PartialEq)]
struct Correction {
    due: Due,
    /// The rule that it is about: mended, it is not said any more.
    rule: Option<RuleId>,
}

/// The last correction that was said.
#[derive(Debug, Clone, PartialEq)]
struct Corrected {
    line: Line,
    times: u32,
    at: SessionTime,
}

impl Agenda {
    /// A line that is due in its turn, unless that takes longer than `waits_s`.
    pub fn push(&mut self, at: SessionTime, line: Line, waits_s: f64) {
        let until = later(at, waits_s);
        self.course.push_back(Due { line, until });
    }

    /// A correction, which takes the place of one that has not been said yet; `rule` is what it is about.
    pub fn correct(&mut self, at: SessionTime, line: Line, rule: Option<RuleId>) {
        if let Some(last) = &self.corrected
            && last.line == line
            && last.times >= 2
            && secs(last.at, at) < CORRECTION_RESTS_S
        {
            return;
        }
        let until = later(at, CORRECTION_WAITS_S);
        self.correction = Some(Correction {
            due: Due { line, until },
            rule,
        });
    }

    pub fn count(&mut self, at: SessionTime, line: Line) {
        let until = later(at, COUNT_WAITS_S);
        self.count = Some(Due { line, until });
    }

    /// Another step: what was due for the last one is not, but for the words about how it went.
    pub fn next_step(&mut self) {
        (self.correction, self.count, self.corrected) = (None, None, None);
        self.course.retain(|due| {
            matches!(
                due.line,
                Line::Praise(_) | Line::Rep { .. } | Line::Enough { .. } | Line::SeenAgain | Line::Known { .. }
            )
        });
    }

    /// The correction that is due; `mended` says whether a rule is as it should be.
    pub fn correction(&mut self, at: SessionTime, mended: impl Fn(RuleId) -> bool) -> Option<&Line> {
        let is_past = |correction: &Correction| at > correction.due.until || correction.rule.is_some_and(&mended);
        self.correction.take_if(|correction| is_past(correction));
        self.correction.as_ref().map(|correction| &correction.due.line)
    }

    /// That correction was said.
    pub fn corrected(&mut self, at: SessionTime) {
        let Some(said) = self.correction.take() else { return };
        let line = said.due.line;
        let before = self.corrected.take().filter(|last| last.line == line);
        self.corrected = Some(Corrected {
            line,
            times: before.map_or(1, |last| last.times + 1),
            at,
        });
    }

    /// The number that is due, once.
    pub fn take_count(&mut self, at: SessionTime) -> Option<Line> {
        self.count.take().filter(|due| at <= due.until).map(|due| due.line)
    }

    /// The next of the course that is still true, once.
    pub fn take_course(&mut self, at: SessionTime, stands: impl Fn(&Line) -> bool) -> Option<Line> {
        while let Some(due) = self.course.pop_front() {
            if at <= due.until && stands(&due.line) {
                return Some(due.line);
            }
        }
        None
    }
}

fn later(at: SessionTime, seconds: f64) -> SessionTime {
    at + Duration::from_secs_f64(seconds)
}
