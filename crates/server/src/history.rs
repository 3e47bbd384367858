//! The look back over HTTP: sessions page by page, a week at a glance, the course of each guide, and how far each side
//! got.

use std::sync::Arc;

use ::history::{Course, Range, Week, courses, earliest, ranges, week};
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use records::Filter;
use results::{Ending, SessionRow, Source, VerbName};
use serde::Serialize;

use crate::error::ApiError;
use crate::planned::Planned;
use crate::query::Query;
use crate::shared::Shared;

/// Sessions of a page where the address does not say how many.
const A_PAGE: u32 = 100;
/// Most sessions of a page.
const LONGEST_PAGE: u32 = 1000;
/// Longest name of a guide in a session, characters: as a report may have it.
const LONGEST_NAME: usize = 100;

/// A session in the list: the `ListedSession` of the page.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    id: String,
    guide: String,
    started_at: String,
    source: Source,
    ending: Ending,
    parts: u32,
    done: u32,
    skipped: u32,
    hold_s: f64,
    duration_s: f64,
}

impl From<SessionRow> for Listed {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.session,
            guide: row.guide,
            started_at: row.started_at,
            source: row.source,
            ending: row.ending,
            parts: row.parts,
            done: row.done,
            skipped: row.skipped,
            hold_s: row.hold_s,
            duration_s: row.duration_s,
        }
    }
}

/// A week, and how far one can look back.
#[derive(Debug, Serialize)]
pub(crate) struct AtAGlance {
    #[serde(flatten)]
    week: Week,
    /// The day of the first session; null where there is none.
    earliest: Option<Date>,
}

/// `GET /api/history/sessions?before=…&limit=…`: newest first. `before` is the start of the last one that is known.
pub(crate) async fn sessions(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Json<Vec<Listed>>, ApiError> {
    let asked = Query::of(&uri, &["before", "limit"])?;
    let before = asked.read("before", "2026-11-30T09:00:00Z", |_: &Timestamp| true)?;
    let limit = asked.read("limit", "100", |limit| (1..=LONGEST_PAGE).contains(limit))?;
    let found = shared.records.newest_sessions(before, limit.unwrap_or(A_PAGE)).await?;
    Ok(Json(found.into_iter().map(Listed::from).collect()))
}

/// `GET /api/history/week?of=2026-11-30`: the week of that day, Monday to Sunday.
pub(crate) async fn at_a_glance(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Json<AtAGlance>, ApiError> {
    let asked = Query::of(&uri, &["of"])?;
    // Written in one way: a date with a time is none.
    let is_date = |date: &Date| asked.text("of") == Some(&*date.to_string());
    let example = "2026-11-30";
    let of = asked.must("of", example, is_date)?;
    let sessions = shared.records.session_rows(&Filter::default()).await?;
    let planned = Planned::read(&shared.data_folder).await;
    let week = week(&sessions, of, &|date| planned.on(date)).ok_or_else(|| ApiError::not_found("week"))?;
    Ok(Json(AtAGlance {
        week,
        earliest: earliest(&sessions),
    }))
}

/// `GET /api/history/courses`: the guide of most sessions first.
pub(crate) async fn each_course(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Json<Vec<Course>>, ApiError> {
    Query::of(&uri, &[])?;
    let (sessions, guards) = shared.records.rule_rows(&Filter::default(), VerbName::Keep).await?;
    Ok(Json(courses(&sessions, &guards)))
}

/// `GET /api/history/ranges?guide=upper-back`
pub(crate) async fn of_guide(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Json<Vec<Range>>, ApiError> {
    let asked = Query::of(&uri, &["guide"])?;
    let is_name = |name: &String| (1..=LONGEST_NAME).contains(&name.chars().count());
    let guide = asked.must("guide", "upper-back", is_name)?;
    let filter = Filter {
        guide: Some(guide),
        ..Filter::default()
    };
    let (sessions, reaches) = shared.records.rule_rows(&filter, VerbName::Reach).await?;
    Ok(Json(ranges(&sessions, &reaches)))
}
