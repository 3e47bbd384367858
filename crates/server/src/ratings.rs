//! Ratings of guides over HTTP: list, save, take back.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use records::{Rating, Saved, Stars, is_guide_name};
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, Named};
use crate::sessions::is_json;
use crate::shared::Shared;

/// A rating as it is listed.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    guide: String,
    stars: u8,
    rated_at: String,
}

/// What is sent to rate a guide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    stars: u8,
}

/// `GET /api/ratings`: every rating, by the names of the guides.
pub(crate) async fn list(State(shared): State<Arc<Shared>>) -> Result<Json<Vec<Listed>>, ApiError> {
    let listed = |Rating { guide, stars, rated_at }| Listed {
        guide,
        stars: stars.get(),
        rated_at,
    };
    Ok(Json(shared.records.ratings().await?.into_iter().map(listed).collect()))
}

/// `PUT /api/ratings/{guide}`, of a guide that comes with the program or of an own one: 201 when the guide had no
/// rating, 204 when its rating was changed.
pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Named(guide): Named,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A rating is sent as JSON.",
            "Send the header \"Content-Type: application/json\".",
        ));
    }
    let is_there = shared.guides.page(&guide, None).is_some()
        || is_guide_name(&guide) && shared.records.guide(&guide).await?.is_some();
    if !is_there {
        return Err(ApiError::not_found("guide"));
    }
    let given = body.ok().and_then(|body| serde_json::from_slice::<Given>(&body).ok());
    let stars = given.and_then(|given| Stars::new(given.stars)).ok_or_else(|| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            "This is no rating.",
            "Send {\"stars\": 4}, a whole number from 1 to 5.",
        )
    })?;
    Ok(match shared.records.rate(&guide, stars).await? {
        Saved::New => StatusCode::CREATED,
        Saved::Updated => StatusCode::NO_CONTENT,
    })
}

/// `DELETE /api/ratings/{guide}`
pub(crate) async fn delete(State(shared): State<Arc<Shared>>, Named(guide): Named) -> Result<StatusCode, ApiError> {
    if shared.records.delete_rating(&guide).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::not_found("rating"))
    }
}

/// `DELETE /api/ratings`: all of them.
pub(crate) async fn delete_all(State(shared): State<Arc<Shared>>) -> Result<StatusCode, ApiError> {
    shared.records.delete_all_ratings().await?;
    Ok(StatusCode::NO_CONTENT)
}
