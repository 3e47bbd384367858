//! What stands on the page, before it is laid out.

use history::{Course, Range, RangePoint, courses, ranges};
use jiff::ToSpan;
use jiff::civil::Date;
use results::{Ending, Report, Rows, RuleRow, SessionRow, SideName, Source, Tables, UnitName};

use super::Asked;
use crate::wanted::day;

/// Most days of which it is asked what was planned: ten years.
const MOST_DAYS: i64 = 3660;

/// Everything on the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    pub from: Date,
    pub to: Date,
    pub all: Counts,
    /// The one with most sessions first.
    pub guides: Vec<GuideLine>,
    pub ranges: Vec<RangeLine>,
    /// Those of most sessions first.
    pub breaks: Vec<BreakLine>,
}

/// How often something was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// `None` where no plan says anything.
    pub planned: Option<u32>,
    pub sessions: u32,
    pub done: u32,
    pub seen: u32,
    pub self_reported: u32,
    pub stopped: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct GuideLine {
    pub title: String,
    pub counts: Counts,
    pub last: Option<Date>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct RangeLine {
    /// The guide, in words.
    pub guide: String,
    /// The step, in words.
    pub step: String,
    pub measure: String,
    pub unit: UnitName,
    pub error: Option<f64>,
    /// Left and right, or one without a side.
    pub sides: Vec<SideLine>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SideLine {
    pub side: Option<SideName>,
    pub median: f64,
    pub least: f64,
    pub most: f64,
    /// What the guide asked for last.
    pub asked: f64,
    /// Day and value, oldest first.
    pub points: Vec<(Date, f64)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BreakLine {
    pub text: String,
    pub sessions: u32,
    pub of: u32,
}

impl Figures {
    pub fn of(reports: &[Report], asked: &Asked<'_>) -> Self {
        let mut tables = Tables::default();
        for rows in reports.iter().filter_map(Rows::of) {
            tables.sessions.push(rows.session);
            tables.steps.extend(rows.steps);
            tables.rules.extend(rows.rules);
        }
        let days = || tables.sessions.iter().filter_map(|session| day(&session.started_at));
        let from = asked.from.or_else(|| days().min()).unwrap_or(asked.made_on);
        let to = asked.to.or_else(|| days().max()).unwrap_or(asked.made_on).max(from);
        let courses = courses(&tables.sessions, &tables.rules);
        let mut figures = Self {
            from,
            to,
            all: Counts::default(),
            guides: Vec::new(),
            ranges: Vec::new(),
            breaks: broken_most(&courses),
        };
        for course in &courses {
            figures.add(course, &tables, asked);
        }
        // Also of what was planned and never begun.
        figures.all.planned = planned(from, to, &|date| (asked.planned)(None, date));
        figures
    }

    fn add(&mut self, course: &Course, tables: &Tables, asked: &Asked<'_>) {
        let of_guide: Vec<SessionRow> = tables
            .sessions
            .iter()
            .filter(|session| session.guide == course.guide)
            .cloned()
            .collect();
        let ids: std::collections::HashSet<&str> = of_guide.iter().map(|session| session.session.as_str()).collect();
        let rules: Vec<RuleRow> = tables
            .rules
            .iter()
            .filter(|rule| ids.contains(rule.session.as_str()))
            .cloned()
            .collect();
        let mut counts = Counts::default();
        of_guide.iter().for_each(|session| counts.count(session));
        self.all.add(counts);
        counts.planned = planned(self.from, self.to, &|date| (asked.planned)(Some(&course.guide), date));
        self.guides.push(GuideLine {
            title: asked.titles.guide(&course.guide).to_owned(),
            counts,
            last: day(&course.last),
        });
        let step = |range: &Range| asked.titles.step(&course.guide, &range.step).to_owned();
        let lines = ranges(&of_guide, &rules).into_iter();
        self.ranges.extend(
            lines
                .map(|range| RangeLine::of(asked.titles.guide(&course.guide), step(&range), &range))
                .filter(|line| !line.sides.is_empty()),
        );
    }
}

impl Counts {
    fn count(&mut self, session: &SessionRow) {
        self.sessions += 1;
        match (session.ending, session.done, session.source) {
            (Ending::Stopped, _, _) => self.stopped += 1,
            (_, 0, _) => {}
            (_, _, Source::Camera) => (self.done, self.seen) = (self.done + 1, self.seen + 1),
            (_, _, Source::SelfReported) => (self.done, self.self_reported) = (self.done + 1, self.self_reported + 1),
        }
    }

    fn add(&mut self, other: Self) {
        self.sessions += other.sessions;
        self.done += other.done;
        self.seen += other.seen;
        self.self_reported += other.self_reported;
        self.stopped += other.stopped;
    }
}

/// In all these days; `None` where nothing is planned on any of them.
fn planned(from: Date, to: Date, on: &dyn Fn(Date) -> Option<u32>) -> Option<u32> {
    let days = from.series(1.day()).take_while(|date| *date <= to);
    let planned = days.take(MOST_DAYS as usize).filter_map(on);
    planned.fold(None, |all, day| Some(all.unwrap_or(0).saturating_add(day)))
}

fn broken_most(courses: &[Course]) -> Vec<BreakLine> {
    let all = courses.iter().flat_map(|course| &course.breaks);
    let mut lines: Vec<BreakLine> = all
        .map(|broken| BreakLine {
            text: broken.text.clone(),
            sessions: broken.sessions,
            of: broken.of,
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.sessions));
    lines
}

impl RangeLine {
    fn of(guide: &str, step: String, range: &Range) -> Self {
        let sides = [None, Some(SideName::Left), Some(SideName::Right)];
        Self {
            guide: guide.to_owned(),
            step,
            measure: range.measure.clone(),
            unit: range.unit,
            error: range.error,
            sides: sides
                .into_iter()
                .filter_map(|side| SideLine::of(side, &range.points))
                .collect(),
        }
    }
}

impl SideLine {
    /// `None` without a value on this side.
    fn of(side: Option<SideName>, points: &[RangePoint]) -> Option<Self> {
        let points: Vec<&RangePoint> = points.iter().filter(|point| point.side == side).collect();
        let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let dated = points
            .iter()
            .filter_map(|point| Some((day(&point.started_at)?, point.value)));
        Some(Self {
            side,
            median: (values[(values.len() - 1) / 2] + values[values.len() / 2]) / 2.0,
            least,
            most,
            asked: points.last()?.threshold,
            points: dated.collect(),
        })
    }
}
