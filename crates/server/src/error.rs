//! What a caller is told when a request can't be done: plain words, and the way out. Never the cause.

use std::borrow::Cow;
use std::error::Error;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use records::RecordsError;
use serde::Serialize;

/// A request that can't be done. Its cause is logged when it is answered, and not shown.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    error: Cow<'static, str>,
    help: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// Why a request was refused, in words that stand in this program: nothing of the request is in them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reason(pub &'static str);

#[derive(Serialize)]
struct Shown {
    error: Cow<'static, str>,
    help: String,
}

impl ApiError {
    /// `error` says what is wrong, `help` what to do.
    pub fn new(status: StatusCode, error: impl Into<Cow<'static, str>>, help: impl Into<String>) -> Self {
        Self {
            status,
            error: error.into(),
            help: help.into(),
            cause: None,
        }
    }

    /// 404: there is no such `what`.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("There is no such {what}."),
            "Check the address.",
        )
    }

    /// 500: the program's own fault, or its disk's.
    pub fn internal(cause: impl Error + Send + Sync + 'static) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The program could not do this.",
            "The terminal where unhunch runs says why.",
        )
        .because(cause)
    }

    /// Logs `cause` when it is answered.
    fn because(self, cause: impl Error + Send + Sync + 'static) -> Self {
        Self {
            cause: Some(Box::new(cause)),
            ..self
        }
    }
}

impl From<RecordsError> for ApiError {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Conflict { .. } => ApiError::new(
                StatusCode::CONFLICT,
                "Another result is saved under this id.",
                "Give each session an id of its own; only its answers and feedback may change.",
            ),
            RecordsError::GuideName { .. } => ApiError::new(
                StatusCode::BAD_REQUEST,
                "No guide can have this name.",
                format!(
                    "Use 1 to {} small letters, digits and single hyphens.",
                    records::LONGEST_NAME
                ),
            ),
            RecordsError::GuideChanged { .. } => ApiError::new(
                StatusCode::PRECONDITION_FAILED,
                "This guide is not the one that you read: it was written, changed or deleted meanwhile.",
                "Read it again, or keep yours under another name.",
            ),
            RecordsError::TooManyGuides => ApiError::new(
                StatusCode::CONFLICT,
                format!("No more than {} guides of your own are kept.", records::MOST_GUIDES),
                "Delete one that you no longer need.",
            ),
            RecordsError::Unreadable { .. } => ApiError::new(
                StatusCode::CONFLICT,
                "What is saved under this name is damaged and can't be read.",
                "GET /api/damaged says what is damaged; keep it as a file if you like, then delete it.",
            ),
            full @ RecordsError::Full { .. } => ApiError::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "The disk is full: this was not saved. Nothing that was saved before is lost.",
                "Make room on the disk that unhunch keeps its data on, then send it again.",
            )
            .because(full),
            gone @ RecordsError::Gone { .. } => ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The file with what was saved is gone: it was moved or deleted while unhunch ran.",
                "Put it back, or start unhunch again to begin a new one; then send this again.",
            )
            .because(gone),
            other => ApiError::internal(other),
        }
    }
}

/// The part of an address that the route names: an id, a file.
#[derive(Debug)]
pub(crate) struct Named(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(name)),
            // Its bytes are no text, so nothing has that name.
            Err(_) => Err(ApiError::not_found("address")),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Some(cause) = self.cause {
            log(cause.as_ref());
        }
        let shown = Shown {
            error: self.error,
            help: self.help,
        };
        // A sentence that was put together may tell what was sent.
        let reason = Reason(match shown.error {
            Cow::Borrowed(words) => words,
            Cow::Owned(_) => self.status.canonical_reason().unwrap_or_default(),
        });
        let never_kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (self.status, never_kept, Extension(reason), Json(shown)).into_response()
    }
}

/// Writes an error and what it comes from to the terminal. Neither a body nor a result is ever part of one.
fn log(error: &(dyn Error + 'static)) {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some errors already say what they come from.
        if !line.contains(&cause_text) {
            line.push_str(": ");
            line.push_str(&cause_text);
        }
        source = cause.source();
    }
    eprintln!("unhunch: {line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_file_that_is_gone_have_an_answer_of_their_own() {
        let path = std::path::PathBuf::from("sessions.db");
        let status = |error: RecordsError| ApiError::from(error).into_response().status();
        assert_eq!(
            status(RecordsError::Full { path: path.clone() }),
            StatusCode::INSUFFICIENT_STORAGE
        );
        assert_eq!(status(RecordsError::Gone { path }), StatusCode::SERVICE_UNAVAILABLE);
    }
}
