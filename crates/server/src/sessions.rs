//! Saved sessions over HTTP: list, one, save, delete.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use records::Saved;
use results::Report;
use serde::Serialize;

use crate::error::{ApiError, Named};
use crate::shared::Shared;

/// Largest body that is taken, bytes. The routine's longest report is under a tenth of it.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// What a save is answered with.
#[derive(Debug, Serialize)]
struct Receipt {
    id: String,
}

/// `GET /api/sessions`: every session, newest first.
pub(crate) async fn list(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<Report>>, ApiError> {
    Ok(Json(shared.records.list().await?))
}

/// `GET /api/sessions/{id}`
pub(crate) async fn get(State(shared): State<Arc<Shared>>, Named(id): Named) -> Result<Json<Report>, ApiError> {
    let found = shared.records.get(&id).await?;
    found.map(Json).ok_or_else(|| ApiError::not_found("session"))
}

/// `POST /api/sessions`: 201 when it is new, 200 when it was there already.
pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A session is sent as JSON.",
            "Send the header \"Content-Type: application/json\".",
        ));
    }
    let body = body.map_err(too_large)?;
    let report = read(&body)?;
    let id = id_of(&report)?.to_owned();
    let status = match shared.records.save(&report).await? {
        Saved::New => StatusCode::CREATED,
        Saved::Updated => StatusCode::OK,
    };
    let at = format!("/api/sessions/{id}");
    Ok((status, [(header::LOCATION, at)], Json(Receipt { id })).into_response())
}

/// `DELETE /api/sessions/{id}`
pub(crate) async fn delete(State(shared): State<Arc<Shared>>, Named(id): Named) -> Result<StatusCode, ApiError> {
    if shared.records.delete(&id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found("session"))
    }
}

/// `DELETE /api/sessions`: all of them.
pub(crate) async fn delete_all(State(shared): State<Arc<Shared>>) -> Result<StatusCode, ApiError> {
    shared.records.delete_all().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a report, which takes no field that it does not know: no picture, no landmark.
fn read(body: &[u8]) -> Result<Report, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json);
    let report: Report = read.map_err(|error| {
        let at = error.path().to_string();
        // Of what is broken before its first field there is no place.
        let place = match at.as_str() {
            "." | "?" => String::new(),
            at => format!(" at {at}"),
        };
        refused(format!("This is no session{place}: {}.", error.inner()))
    })?;
    json.end()
        .map_err(|error| refused(format!("More stands behind the session: {error}.")))?;
    report
        .check()
        .map_err(|error| refused(format!("This session can't be: {error}.")))?;
    Ok(report)
}

fn id_of(report: &Report) -> Result<&str, ApiError> {
    let session = report.session.as_ref();
    let session =
        session.ok_or_else(|| refused("This report has no session: who, when and how is missing.".to_owned()))?;
    Ok(&session.id)
}

fn refused(error: String) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        error,
        "A session has the form of `unhunch check --format json` and a field \"session\".",
    )
}

fn too_large(rejection: BytesRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is too large for a session.",
            format!("Send at most {} KiB.", LARGEST / 1024),
        ),
        _ => refused("The session did not arrive whole.".to_owned()),
    }
}

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
