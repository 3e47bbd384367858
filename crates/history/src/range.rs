//! How far each side got over time: one value for each session, with its error and the camera's view beside it.

use results::{RuleRow, SessionRow, SideName, UnitName};
use serde::Serialize;

/// One reach over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// Id of the step.
    pub step: String,
    /// The rule without its side: `reach neck tilt`.
    pub rule: String,
    /// What is measured; of a pair the left one.
    pub measure: String,
    /// Unit of all its values.
    pub unit: UnitName,
    /// Mean absolute error of the measure, in `unit`; `None` where none is known.
    pub error: Option<f64>,
    /// Where the error stands; `None` together with it.
    pub error_source: Option<&'static str>,
    /// Whether the step has sides.
    pub sided: bool,
    /// Oldest first.
    pub points: Vec<RangePoint>,
    /// Of the left side; `None` without one, or without a value.
    pub left: Option<Median>,
    /// Of the right side.
    pub right: Option<Median>,
}

/// How far one side got in one session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RangePoint {
    /// The session's UUID.
    pub id: String,
    /// RFC 3339.
    pub started_at: String,
    /// `None` for a step without sides.
    pub side: Option<SideName>,
    /// The best value, in [`Range::unit`].
    pub value: f64,
    /// What the guide asked for, in the same unit.
    pub threshold: f64,
    /// 0..=1: how well it was seen; `None` where nothing says.
    pub confidence: Option<f64>,
    /// From where the camera looked; `None` in what older programs wrote.
    pub view: Option<results::ViewName>,
    /// How far the camera stood to the person's right of where the face looked, degrees; together with `view`.
    pub turned_deg: Option<f64>,
    /// How far the camera stood above where the face looked, degrees; together with `view`.
    pub above_deg: Option<f64>,
}

/// The middle value of one side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Median {
    /// In [`Range::unit`].
    pub median: f64,
    /// Of so many sessions.
    pub sessions: u32,
    /// Mean absolute error of each value, in the same unit; `None` where none is known.
    pub error: Option<f64>,
}

/// Every reach that was measured, in the order of the guide's last session. Rows of one guide, in any order.
pub fn ranges(sessions: &[SessionRow], rules: &[RuleRow]) -> Vec<Range> {
    let _ = (sessions, rules);
    Vec::new()
}
