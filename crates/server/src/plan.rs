//! The person's plan over HTTP: read, write. It is a file that is edited by hand as well, so what is written names the
//! version that it takes the place of, and what stands in the file beside the plan stays.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ::plan::{Break, Plan, PlanMistakes, Quiet};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guide::TimeOfDay;
use reading::{HowOften, Often};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::ApiError;
use crate::sessions::is_json;
use crate::shared::Shared;

/// The plan's file, in the folder of the saved sessions.
const FILE: &str = "plan.toml";

/// The plan's file.
#[derive(Debug)]
pub(crate) struct PlanFile {
    path: PathBuf,
    /// Held from the reading of a version to the writing of the next.
    writing: Mutex<()>,
}

/// The plan as the page shows it.
#[derive(Debug, Serialize)]
struct Shown {
    /// SHA-256 of the file, hexadecimal; empty when there is none.
    version: String,
    #[serde(flatten)]
    plan: PlanShape,
    /// What is wrong with the file; then the plan is empty.
    mistakes: Vec<MistakeShape>,
}

/// A plan.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanShape {
    quiet: Vec<QuietShape>,
    put_off_min: u32,
    breaks: Vec<BreakShape>,
}

/// From one time of the day to another: `22:00`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuietShape {
    from: String,
    to: String,
}

/// A guide in the plan.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BreakShape {
    guide: String,
    // The fields of `HowOften`, so that one that is unknown is told.
    often: Often,
    days: Vec<String>,
    #[serde(default)]
    text: String,
}

/// A mistake in the file.
#[derive(Debug, Serialize)]
struct MistakeShape {
    message: String,
    help: String,
    line: usize,
    column: usize,
}

/// `GET /api/plan`, and in `ETag` its version.
pub(crate) async fn get(State(shared): State<Arc<Shared>>) -> Result<Response, ApiError> {
    let read = tokio::task::spawn_blocking(move || shared.plan.read().map(|text| shown(text.as_deref())));
    Ok(read.await.map_err(ApiError::internal)??)
}

/// `PUT /api/plan` with JSON, over the version that `If-Match` names: `""` where there is no file yet.
pub(crate) async fn put(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A plan is sent as JSON.",
            "Send the header \"Content-Type: application/json\".",
        ));
    }
    let known = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let known = known.map(|known| known.trim().trim_matches('"').to_owned());
    let known = known.ok_or_else(|| {
        ApiError::new(
            StatusCode::PRECONDITION_REQUIRED,
            "It is not clear which plan this takes the place of.",
            "Send \"If-Match\" with the version that you read.",
        )
    })?;
    let body = body.map_err(|_| refused("The plan did not arrive whole, or is too large.", "Send it again."))?;
    let plan = read(&body)?;
    let written = tokio::task::spawn_blocking(move || shared.plan.write(&plan, &known).map(|text| shown(Some(&text))));
    Ok(written.await.map_err(ApiError::internal)??)
}

fn shown(text: Option<&str>) -> Response {
    let version = text.map(version).unwrap_or_default();
    let (plan, mistakes) = match Plan::read(text.unwrap_or_default()) {
        Ok(plan) => (plan, Vec::new()),
        Err(mistakes) => (Plan::default(), mistakes.iter().map(MistakeShape::of).collect()),
    };
    let tag = format!("\"{version}\"");
    let shown = Shown {
        version,
        plan: PlanShape::of(&plan),
        mistakes,
    };
    ([(header::ETAG, tag)], Json(shown)).into_response()
}

fn version(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a plan, which must be one that its file could say.
fn read(body: &[u8]) -> Result<Plan, ApiError> {
    const HELP: &str = "A plan has the form of what GET /api/plan answers, without \"version\" and \"mistakes\".";
    let mut json = serde_json::Deserializer::from_slice(body);
    let shape: PlanShape = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = match error.path().to_string().as_str() {
            "." | "?" => String::new(),
            at => format!(" at {at}"),
        };
        refused(format!("This is no plan{place}: {}.", error.inner()), HELP)
    })?;
    json.end()
        .map_err(|error| refused(format!("More stands behind the plan: {error}."), HELP))?;
    let mut plan = Plan {
        put_off_min: shape.put_off_min,
        ..Plan::default()
    };
    for QuietShape { from, to } in &shape.quiet {
        let quiet = Quiet::read(&format!("{from} to {to}"));
        plan.quiet
            .push(quiet.map_err(|why| refused(format!("These are no quiet hours: {why}."), HELP))?);
    }
    for planned in shape.breaks {
        let BreakShape {
            guide,
            often,
            days,
            text,
        } = planned;
        let cadence = HowOften { often, days, text }.cadence();
        let cadence = cadence.map_err(|mistake| {
            let error = format!("{guide:?} can't be planned so: {mistake}.");
            refused(error, sentence(&mistake.help()))
        })?;
        plan.breaks.push(Break { guide, cadence });
    }
    plan.check()
        .map_err(|mistakes| of_mistakes("This plan can't be", &mistakes, StatusCode::BAD_REQUEST))?;
    Ok(plan)
}

impl PlanFile {
    /// The plan's file in this folder.
    pub fn within(folder: &Path) -> Self {
        Self {
            path: folder.join(FILE),
            writing: Mutex::new(()),
        }
    }

    /// Its text; `None` when there is no such file.
    fn read(&self) -> Result<Option<String>, ApiError> {
        match fs::read(&self.path) {
            Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| {
                ApiError::new(
                    StatusCode::CONFLICT,
                    "The plan's file is no text.",
                    "Save plan.toml, in the folder of the saved sessions, as text in UTF-8.",
                )
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ApiError::internal(error)),
        }
    }

    /// Writes a plan over the version that is known; gives the file's text.
    fn write(&self, plan: &Plan, known: &str) -> Result<String, ApiError> {
        // Nothing is half done where somebody panicked with it.
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.read()?;
        if old.as_deref().map(version).unwrap_or_default() != known {
            return Err(ApiError::new(
                StatusCode::PRECONDITION_FAILED,
                "The plan is not the one that you read: it was changed meanwhile.",
                "Read it again, and make your change in that.",
            ));
        }
        let text = plan.written_over(old.as_deref().unwrap_or_default());
        let text =
            text.map_err(|mistakes| of_mistakes("The plan's file has mistakes", &mistakes, StatusCode::CONFLICT))?;
        self.replace(&text).map_err(|error| match error.kind() {
            ErrorKind::StorageFull => ApiError::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "The disk is full: the plan was not saved. The one before it is still there.",
                "Make room on the disk that unhunch keeps its data on, then send it again.",
            ),
            _ => ApiError::internal(error),
        })?;
        Ok(text)
    }

    /// Puts a text in place of the file, whole or not at all.
    fn replace(&self, text: &str) -> io::Result<()> {
        // A link stays a link.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".plan-").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        // On the disk before it has the name: a power cut would leave the name with nothing behind it.
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl PlanShape {
    fn of(plan: &Plan) -> Self {
        let digits = |time: TimeOfDay| format!("{:02}:{:02}", time.hour(), time.minute());
        let quiet = plan.quiet.iter().map(|quiet| QuietShape {
            from: digits(quiet.from),
            to: digits(quiet.to),
        });
        let breaks = plan.breaks.iter().map(|planned| {
            let how_often = HowOften::from(&planned.cadence);
            BreakShape {
                guide: planned.guide.clone(),
                often: how_often.often,
                days: how_often.days,
                text: how_often.text,
            }
        });
        Self {
            quiet: quiet.collect(),
            put_off_min: plan.put_off_min,
            breaks: breaks.collect(),
        }
    }
}

impl MistakeShape {
    fn of(mistake: &::plan::PlanMistake) -> Self {
        Self {
            message: mistake.message.clone(),
            help: mistake.help.clone(),
            line: mistake.line,
            column: mistake.column,
        }
    }
}

/// The first mistake stands for all: they come in the order of the file.
fn of_mistakes(what: &str, mistakes: &PlanMistakes, status: StatusCode) -> ApiError {
    let first = mistakes.iter().next();
    let place = first.map(|first| match status {
        // Of a plan that was sent there are no lines.
        StatusCode::BAD_REQUEST => format!(": {}", first.message),
        _ => format!(" in line {}: {}", first.line, first.message),
    });
    let help = first.map(|first| sentence(&first.help)).unwrap_or_default();
    ApiError::new(status, format!("{what}{}.", place.unwrap_or_default()), help)
}

/// With a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    let end = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

fn refused(error: impl Into<String>, help: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, error.into(), help)
}
