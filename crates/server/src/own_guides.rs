//! The person's own guides over HTTP: list, one, write, delete. A guide with mistakes is kept, too: it may be
//! unfinished.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guide::{Vocabulary, text_of};
use reading::{Card, Page};
use records::{OwnGuide, Replaces, Saved, is_guide_name};
use serde::Serialize;

use crate::error::{ApiError, Named};
use crate::shared::Shared;

// What is written can be read again, and what is hidden from the list is named as damaged.
const _: () = assert!(records::LONGEST_TEXT == guide::LONGEST_BYTES);

/// One of the list: the `OwnCard` of the page.
#[derive(Debug, Serialize)]
pub(crate) struct OwnCard {
    #[serde(flatten)]
    card: Card,
    changed_at: String,
    /// It can't be coached as it is.
    has_mistakes: bool,
}

/// A guide to be edited: the `OwnText` of the page.
#[derive(Debug, Serialize)]
pub(crate) struct OwnText {
    name: String,
    version: i64,
    changed_at: String,
    text: String,
}

/// What a write is answered with.
#[derive(Debug, Serialize)]
struct Receipt {
    name: String,
    version: i64,
}

/// `GET /api/own-guides`: every guide, by name.
pub(crate) async fn list(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<OwnCard>>, ApiError> {
    let guides = shared.records.guides().await?;
    let cards = tokio::task::spawn_blocking(move || guides.into_iter().filter_map(card).collect());
    Ok(Json(cards.await.map_err(ApiError::internal)?))
}

/// `GET /api/own-guides/{name}`: its text, and in `ETag` its version.
pub(crate) async fn get(State(shared): State<Arc<Shared>>, Named(name): Named) -> Result<Response, ApiError> {
    let found = shared.records.guide(&name).await?;
    let OwnGuide {
        name,
        version,
        changed_at,
        text,
    } = found.ok_or_else(|| ApiError::not_found("guide"))?;
    let tag = [(header::ETAG, tag(version))];
    let guide = OwnText {
        name,
        version,
        changed_at,
        text,
    };
    Ok((tag, Json(guide)).into_response())
}

/// `PUT /api/own-guides/{name}` with Markdown: 201 when it is new, 200 when it was there. `If-None-Match: *` writes a
/// new one only, `If-Match: "3"` over that version only.
pub(crate) async fn put(
    State(shared): State<Arc<Shared>>,
    Named(name): Named,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    if !is_markdown(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A guide is sent as Markdown.",
            "Send the header \"Content-Type: text/markdown\".",
        ));
    }
    if shared.guides.page(&name, None).is_some() {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "A guide that comes with the program has this name.",
            "Choose another name.",
        ));
    }
    let replaces = replaces(&headers)?;
    let body = body.map_err(|_| too_large())?;
    if body.len() > guide::LONGEST_BYTES {
        return Err(too_large());
    }
    let text = text_of(&name, &body).map_err(|_| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            "A guide is text, and this is not.",
            "Send it in UTF-8.",
        )
    })?;
    let (saved, version) = shared.records.write_guide(&name, text, replaces).await?;
    let status = match saved {
        Saved::New => StatusCode::CREATED,
        Saved::Updated => StatusCode::OK,
    };
    let answered = [
        (header::LOCATION, format!("/api/own-guides/{name}")),
        (header::ETAG, tag(version)),
    ];
    Ok((status, answered, Json(Receipt { name, version })).into_response())
}

/// `DELETE /api/own-guides/{name}`; its rating goes with it, so that another guide of that name begins with none.
pub(crate) async fn delete(State(shared): State<Arc<Shared>>, Named(name): Named) -> Result<StatusCode, ApiError> {
    if shared.records.delete_guide(&name).await? {
        shared.records.delete_rating(&name).await?;
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found("guide"))
    }
}

/// `DELETE /api/own-guides`: all of them, and their ratings.
pub(crate) async fn delete_all(State(shared): State<Arc<Shared>>) -> Result<StatusCode, ApiError> {
    for rating in shared.records.ratings().await? {
        if shared.guides.page(&rating.guide, None).is_none() {
            shared.records.delete_rating(&rating.guide).await?;
        }
    }
    shared.records.delete_guides().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The page of an own guide, as of one that comes with the program.
///
/// # Errors
/// 404 when there is none, 409 when it has mistakes: it can't be coached then.
pub(crate) async fn page(shared: &Shared, name: &str) -> Result<Page, ApiError> {
    let found = if is_guide_name(name) {
        shared.records.guide(name).await?
    } else {
        None
    };
    let OwnGuide { name, text, .. } = found.ok_or_else(|| ApiError::not_found("guide"))?;
    let vocabulary = Vocabulary::builtin();
    match guide::parse(&name, &text, vocabulary) {
        Ok(guide) => Ok(Page::new(guide, &text, vocabulary)),
        Err(_) => Err(ApiError::new(
            StatusCode::CONFLICT,
            "This guide still has mistakes.",
            "Open it in the editor: it says which.",
        )),
    }
}

/// `None` for a text that no version of this program wrote.
fn card(own: OwnGuide) -> Option<OwnCard> {
    let vocabulary = Vocabulary::builtin();
    let (guide, has_mistakes) = match guide::parse(&own.name, &own.text, vocabulary) {
        Ok(guide) => (guide, false),
        Err(_) => (guide::draft(&own.name, &own.text, vocabulary)?, true),
    };
    Some(OwnCard {
        card: Page::new(guide, "", vocabulary).card(),
        changed_at: own.changed_at,
        has_mistakes,
    })
}

fn replaces(headers: &HeaderMap) -> Result<Replaces, ApiError> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default().trim());
    match (text(header::IF_NONE_MATCH), text(header::IF_MATCH)) {
        (None, None) => Ok(Replaces::Anything),
        (Some("*"), None) => Ok(Replaces::Nothing),
        (None, Some(known)) => match known.trim_matches('"').parse() {
            Ok(version) => Ok(Replaces::Version(version)),
            // No version of ours, so none that is there.
            Err(_) => Ok(Replaces::Version(0)),
        },
        _ => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "It is not clear what this guide takes the place of.",
            "Send \"If-None-Match: *\" for a new one, or \"If-Match\" with the version that you read.",
        )),
    }
}

fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

pub(crate) fn too_large() -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "This is too long for a guide.",
        format!("Send at most {} KiB.", guide::LONGEST_BYTES / 1024),
    )
}

pub(crate) fn is_markdown(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("text/markdown"))
}
