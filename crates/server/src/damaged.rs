//! Rows of the file that can't be read, over HTTP: which there are, one as it is, delete one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use records::{Damaged, Table};
use serde::Serialize;

use crate::error::{ApiError, Named};
use crate::shared::Shared;

/// A row that can't be read: the `DamagedRow` of the page.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    /// "sessions", "ratings", "own-guides".
    of: &'static str,
    row: i64,
    /// The session's id or the guide's name; null where that can't be read.
    name: Option<String>,
    /// What is wrong with it, in English.
    why: String,
}

/// `GET /api/damaged`: every row that is left out of the lists.
pub(crate) async fn list(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<Listed>>, ApiError> {
    let listed = |Damaged { table, row, name, why }| Listed {
        of: name_of(table),
        row,
        name,
        why,
    };
    Ok(Json(shared.records.damaged().await?.into_iter().map(listed).collect()))
}

/// `GET /api/damaged/{of}/{row}`: the row as it is in the file, to be kept as a file.
pub(crate) async fn get(State(shared): State<Arc<Shared>>, Row(table, row): Row) -> Result<Response, ApiError> {
    raw(shared.records.raw(table, row).await?)
}

/// `GET /api/sessions/{id}/raw`: the same of a session whose id is known, damaged or not.
pub(crate) async fn raw_session(State(shared): State<Arc<Shared>>, Named(id): Named) -> Result<Response, ApiError> {
    raw(shared.records.raw_session(&id).await?)
}

/// `DELETE /api/damaged/{of}/{row}`: a row that can be read stays.
pub(crate) async fn delete(State(shared): State<Arc<Shared>>, Row(table, row): Row) -> Result<StatusCode, ApiError> {
    if shared.records.delete_damaged(table, row).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found("damaged row"))
    }
}

fn raw(found: Option<serde_json::Value>) -> Result<Response, ApiError> {
    let row = found.ok_or_else(|| ApiError::not_found("row"))?;
    let as_file = HeaderValue::from_static("attachment; filename=\"unhunch-damaged.json\"");
    Ok(([(header::CONTENT_DISPOSITION, as_file)], Json(row)).into_response())
}

fn name_of(table: Table) -> &'static str {
    match table {
        Table::Sessions => "sessions",
        Table::Ratings => "ratings",
        Table::OwnGuides => "own-guides",
    }
}

/// The part of an address that names a row: "sessions/17".
#[derive(Debug)]
pub(crate) struct Row(Table, i64);

impl<S: Send + Sync> FromRequestParts<S> for Row {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let named = Path::<(String, i64)>::from_request_parts(parts, state).await;
        let Path((of, row)) = named.map_err(|_| ApiError::not_found("address"))?;
        let table = Table::ALL.into_iter().find(|table| name_of(*table) == of);
        table
            .map(|table| Self(table, row))
            .ok_or_else(|| ApiError::not_found("address"))
    }
}
