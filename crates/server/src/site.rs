//! Every address of the server and what answers to it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State as Extract};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use records::Records;
use serde::Serialize;

use crate::damaged;
use crate::entry::Entry;
use crate::error::{ApiError, Named};
use crate::exports;
use crate::guides::Guides;
use crate::history;
use crate::hosts::Hosts;
use crate::own_guides;
use crate::page::Page;
use crate::plan::{self, PlanFile};
use crate::protect::{Door, admit, harden, in_time, note_refused};
use crate::ratings;
use crate::routines;
use crate::sessions;
use crate::shared::Shared;
use crate::weights::{ModelAbout, Weights};

/// What the server needs to answer.
#[derive(Debug, Clone)]
pub struct State {
    /// Where sessions, ratings and own guides are kept.
    pub records: Records,
    /// The folder of `records`, to be shown to the person.
    pub data_folder: PathBuf,
    /// The names that it answers to.
    pub hosts: Hosts,
    /// Who may come in.
    pub entry: Entry,
    /// The page's files.
    pub page: Page,
}

/// `GET /api/about`
#[derive(Debug, Serialize)]
struct About {
    version: &'static str,
    models: BTreeMap<&'static str, ModelAbout>,
    data_folder: String,
}

/// Everything that the server answers, without a port: for tests, `oneshot` a request.
pub fn app(state: State) -> Router {
    with_weights(state, Arc::new(Weights::new()))
}

/// [`app`] with models that somebody else may compress meanwhile.
pub(crate) fn with_weights(state: State, weights: Arc<Weights>) -> Router {
    let door = Arc::new(Door {
        hosts: state.hosts,
        entry: state.entry,
    });
    let shared = Arc::new(Shared {
        records: state.records,
        plan: PlanFile::within(&state.data_folder),
        data_folder: state.data_folder,
        page: state.page,
        guides: Guides::builtin(),
        weights,
    });
    let api = Router::new()
        .route("/guides", get(guides))
        .route("/guides/{name}", get(guide))
        .route("/own-guides", get(own_guides::list).delete(own_guides::delete_all))
        .route(
            "/own-guides/{name}",
            get(own_guides::get).put(own_guides::put).delete(own_guides::delete),
        )
        .route("/own-guides/{name}/compare", post(routines::compare))
        .route("/routine", post(routines::compose))
        .route("/plan", get(plan::get).put(plan::put))
        .route("/about", get(about))
        .route(
            "/sessions",
            get(sessions::list).post(sessions::save).delete(sessions::delete_all),
        )
        .route("/sessions/{id}", get(sessions::get).delete(sessions::delete))
        .route("/sessions/{id}/raw", get(damaged::raw_session))
        .route("/history/sessions", get(history::sessions))
        .route("/history/week", get(history::at_a_glance))
        .route("/history/courses", get(history::each_course))
        .route("/history/ranges", get(history::of_guide))
        .route("/history/export", get(exports::export))
        .route(
            "/history/import",
            // A whole history is larger than one session.
            post(exports::import).layer(DefaultBodyLimit::max(exports::LARGEST)),
        )
        .route("/damaged", get(damaged::list))
        .route("/damaged/{of}/{row}", get(damaged::get).delete(damaged::delete))
        .route("/ratings", get(ratings::list).delete(ratings::delete_all))
        .route("/ratings/{guide}", put(ratings::save).delete(ratings::delete))
        .fallback(async || ApiError::not_found("address under /api"))
        .layer(DefaultBodyLimit::max(sessions::LARGEST))
        // What was done is for this moment and this page; nothing of it stays in a browser's store.
        .layer(map_response(never_kept));
    Router::new()
        .nest("/api", api)
        .route("/models/{file}", get(model))
        .fallback(get(page).fallback(not_that_way))
        .method_not_allowed_fallback(not_that_way)
        .with_state(shared)
        .layer(from_fn_with_state(door, admit))
        .layer(from_fn(in_time))
        .layer(from_fn(note_refused))
        .layer(from_fn(harden))
}

/// `?language=de`: what is translated comes in that language, the rest as it was written.
pub(crate) fn wished_language(uri: &Uri) -> Option<&str> {
    let fields = uri.query().unwrap_or_default().split('&');
    // Languages are two letters here, so nothing has to be decoded.
    fields.filter_map(|field| field.strip_prefix("language=")).next()
}

async fn guides(Extract(shared): Extract<Arc<Shared>>, uri: Uri) -> Response {
    Json(shared.guides.cards(wished_language(&uri))).into_response()
}

async fn guide(Extract(shared): Extract<Arc<Shared>>, Named(name): Named, uri: Uri) -> Result<Response, ApiError> {
    match shared.guides.page(&name, wished_language(&uri)) {
        Some(page) => Ok(Json(page).into_response()),
        None => Ok(Json(own_guides::page(&shared, &name).await?).into_response()),
    }
}

async fn about(Extract(shared): Extract<Arc<Shared>>) -> Response {
    Json(About {
        version: env!("CARGO_PKG_VERSION"),
        models: shared.weights.about(),
        data_folder: shared.data_folder.display().to_string(),
    })
    .into_response()
}

async fn model(
    Extract(shared): Extract<Arc<Shared>>,
    Named(file): Named,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = shared.weights.answer(&file, &headers);
    found.ok_or_else(|| ApiError::not_found("model"))
}

async fn page(Extract(shared): Extract<Arc<Shared>>, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    shared.page.answer(&uri, &headers)
}

async fn not_that_way() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address can't be used in this way.",
        "The answer's Allow header says which ways there are.",
    )
}

async fn never_kept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
