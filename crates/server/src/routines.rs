//! A routine out of steps of several guides, and what is other in a new version of a guide, over HTTP. Neither is saved
//! here: the page shows it first, and saves it as it saves any guide of the person's own.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri};
use guide::{Change, ComposeMistake, Finding, Part, Severity, Vocabulary, text_of};
use reading::HowOften;
use records::{LONGEST_NAME, is_guide_name};
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, Named};
use crate::own_guides::{is_markdown, too_large};
use crate::plan::sentence;
use crate::sessions::is_json;
use crate::shared::Shared;
use crate::site::wished_language;

/// What a routine is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: String,
    parts: Vec<WantedPart>,
    /// How often the whole is meant to be done.
    #[serde(default)]
    plan: Option<HowOften>,
}

/// A step of a guide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedPart {
    guide: String,
    step: String,
}

/// A routine that was put together.
#[derive(Debug, Serialize)]
pub(crate) struct Routine {
    /// A name that no other guide has.
    name: String,
    text: String,
}

/// `POST /api/routine` with JSON; `?language=de` takes the steps of translated guides in that language.
pub(crate) async fn compose(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Routine>, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A routine is sent as JSON.",
            "Send the header \"Content-Type: application/json\".",
        ));
    }
    let refused = |error: String| {
        const HELP: &str = "Send {\"title\": …, \"parts\": [{\"guide\": …, \"step\": …}]}.";
        ApiError::new(StatusCode::BAD_REQUEST, error, HELP)
    };
    let body = body.map_err(|_| refused("The routine did not arrive whole, or is too large.".to_owned()))?;
    let wanted: Wanted =
        serde_json::from_slice(&body).map_err(|error| refused(format!("This is no routine: {error}.")))?;
    let plan = wanted.plan.as_ref().map(HowOften::cadence).transpose();
    let plan = plan.map_err(|mistake| {
        let help = sentence(&mistake.help());
        ApiError::new(
            StatusCode::BAD_REQUEST,
            format!("It can't be planned so: {mistake}."),
            help,
        )
    })?;
    if wanted.parts.len() > guide::MOST_STEPS {
        let steps = wanted.parts.len();
        return Err(cant_compose(&ComposeMistake::TooManySteps { steps }));
    }
    let mut texts = Vec::new();
    for part in &wanted.parts {
        texts.push(text(&shared, &part.guide, wished_language(&uri)).await?);
    }
    let made = tokio::task::spawn_blocking(move || {
        let parts: Vec<Part> = wanted
            .parts
            .iter()
            .zip(&texts)
            .map(|(WantedPart { guide, step }, text)| Part { guide, text, step })
            .collect();
        guide::compose(&wanted.title, plan.as_ref(), &parts, Vocabulary::builtin())
    });
    let made = made
        .await
        .map_err(ApiError::internal)?
        .map_err(|mistake| cant_compose(&mistake))?;
    let name = free_name(&shared, &made.name).await?;
    Ok(Json(Routine { name, text: made.text }))
}

fn cant_compose(mistake: &ComposeMistake) -> ApiError {
    let status = match mistake {
        ComposeMistake::Title | ComposeMistake::Name { .. } | ComposeMistake::Empty => StatusCode::BAD_REQUEST,
        ComposeMistake::UnknownStep { .. } => StatusCode::NOT_FOUND,
        _ => StatusCode::CONFLICT,
    };
    ApiError::new(status, sentence(&mistake.to_string()), sentence(&mistake.help()))
}

/// The text of a guide that comes with the program, or of an own one.
async fn text(shared: &Shared, name: &str, language: Option<&str>) -> Result<String, ApiError> {
    if let Some(page) = shared.guides.page(name, language) {
        return Ok(page.text.clone());
    }
    let found = match is_guide_name(name) {
        true => shared.records.guide(name).await?,
        false => None,
    };
    found.map(|own| own.text).ok_or_else(|| ApiError::not_found("guide"))
}

/// The name, with a number behind it where another guide has it.
async fn free_name(shared: &Shared, name: &str) -> Result<String, ApiError> {
    // Room for the number.
    let short = name.get(..LONGEST_NAME - 4).unwrap_or(name).trim_end_matches('-');
    let mut candidate = short.to_owned();
    let mut number = 1;
    while shared.guides.page(&candidate, None).is_some() || shared.records.guide(&candidate).await?.is_some() {
        number += 1;
        candidate = format!("{short}-{number}");
    }
    Ok(candidate)
}

/// A guide before it is taken: what it is, and what it changes.
#[derive(Debug, Serialize)]
pub(crate) struct Compared {
    /// Empty when it has none.
    title: String,
    plan: Option<HowOften>,
    /// The plan as the guide language writes it.
    text: Option<String>,
    /// Whether there is an own guide of this name, whose place it would take.
    replaces: bool,
    /// What keeps it from being followed.
    mistakes: Vec<MistakeShape>,
    /// Against the one before it; empty where there is none, or it can't be read.
    changes: Vec<ChangeShape>,
}

/// A mistake, as the page's own examiner gives it.
#[derive(Debug, Serialize)]
struct MistakeShape {
    code: String,
    severity: &'static str,
    message: String,
    help: Option<String>,
    line: usize,
    column: usize,
    length: usize,
    start: usize,
    end: usize,
}

/// One thing that is other.
#[derive(Debug, Serialize)]
struct ChangeShape {
    kind: &'static str,
    step: Option<String>,
    title: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// `POST /api/own-guides/{name}/compare` with the Markdown of a guide that may be taken under this name.
pub(crate) async fn compare(
    State(shared): State<Arc<Shared>>,
    Named(name): Named,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Compared>, ApiError> {
    if !is_markdown(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A guide is sent as Markdown.",
            "Send the header \"Content-Type: text/markdown\".",
        ));
    }
    let old = match is_guide_name(&name) {
        true => shared.records.guide(&name).await?,
        // As a write of it would say.
        false => return Err(records::RecordsError::GuideName { name }.into()),
    };
    let body = body.map_err(|_| too_large())?;
    let compared = tokio::task::spawn_blocking(move || compared(&name, &body, old.map(|old| old.text).as_deref()));
    Ok(Json(compared.await.map_err(ApiError::internal)?))
}

fn compared(name: &str, bytes: &[u8], old: Option<&str>) -> Compared {
    let vocabulary = Vocabulary::builtin();
    let text = text_of(name, bytes).unwrap_or_default();
    let found = guide::examine(name, bytes, vocabulary);
    let mistakes = found.iter().filter(|finding| finding.level() == Severity::Error);
    let new = guide::draft(name, text, vocabulary);
    let before = old.and_then(|old| guide::parse(name, old, vocabulary).ok());
    let changes = match (&before, &new) {
        (Some(before), Some(new)) => guide::changes(before, new),
        _ => Vec::new(),
    };
    let plan = new.as_ref().and_then(|new| new.plan.as_ref());
    Compared {
        title: new.as_ref().map(|new| new.title.clone()).unwrap_or_default(),
        text: plan.map(ToString::to_string),
        plan: plan.map(HowOften::from),
        replaces: old.is_some(),
        mistakes: mistakes.map(|finding| MistakeShape::of(finding, text)).collect(),
        changes: changes.into_iter().map(ChangeShape::from).collect(),
    }
}

impl MistakeShape {
    fn of(finding: &Finding, text: &str) -> Self {
        let at = finding.at();
        let units = |from: usize, to: usize| text.get(from..to).map_or(0, |words| words.encode_utf16().count());
        let start = units(0, at.start);
        Self {
            code: finding.code_name().to_owned(),
            severity: finding.level().name(),
            message: finding.message().to_owned(),
            help: finding.advice().map(str::to_owned),
            line: finding.from().line,
            column: finding.from().column,
            length: text.get(at.clone()).map_or(0, |words| words.chars().count()),
            start,
            end: start + units(at.start, at.end),
        }
    }
}

impl From<Change> for ChangeShape {
    fn from(change: Change) -> Self {
        let Change {
            kind,
            step,
            title,
            before,
            after,
        } = change;
        Self {
            kind: kind.name(),
            step,
            title,
            before,
            after,
        }
    }
}
