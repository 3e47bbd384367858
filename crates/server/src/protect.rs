//! What every request passes and every answer carries: who may ask, for how long, and what the page may do.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::connections::Reached;
use crate::entry::Entry;
use crate::error::{ApiError, Reason};
use crate::hosts::{Hosts, check_sender};

/// No request takes longer, its body included. The slowest, a save, takes milliseconds.
const LONGEST: Duration = Duration::from_secs(10);

/// The page runs its own scripts and WebAssembly, talks to this server only, and is shown in no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'; connect-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

/// The camera, and nothing else that a page has to ask for.
const PERMISSIONS_POLICY: &str = "camera=(self), microphone=(), geolocation=(), display-capture=(), \
    accelerometer=(), gyroscope=(), magnetometer=(), bluetooth=(), hid=(), midi=(), payment=(), serial=(), usb=(), \
    publickey-credentials-get=()";

/// Isolation from every other page (COOP, COEP, CORP), and no guessing of types, no address told elsewhere.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// Puts [`HEADERS`] on every answer, whatever made it.
pub(crate) async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What a request has to pass.
#[derive(Debug)]
pub(crate) struct Door {
    pub hosts: Hosts,
    pub entry: Entry,
}

/// Refuses requests under a foreign name, from a foreign page, or of a browser that is not known where it must be.
pub(crate) async fn admit(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let (request, body) = request.into_parts();
    match checked(&door, &request) {
        Ok(None) => next.run(Request::from_parts(request, body)).await,
        Ok(Some(answer)) => answer,
        Err(refused) => refused.into_response(),
    }
}

fn checked(door: &Door, request: &Parts) -> Result<Option<Response>, ApiError> {
    let (uri, headers) = (&request.uri, &request.headers);
    let reached = request.extensions.get::<Reached>().map(|Reached(address)| *address);
    let host = door.hosts.check_host(uri, headers, reached)?;
    check_sender(&request.method, uri, headers, host)?;
    door.entry.check(request)
}

/// Says in the terminal what was refused, and why: the way, the address as a pattern, the status, a reason. Nothing
/// that came with the request.
pub(crate) async fn note_refused(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    // What is not there is no refusal; of what the program could not do, the cause is said.
    if response.status().is_client_error() && response.status() != StatusCode::NOT_FOUND {
        let path = path.as_ref().map_or("a page", MatchedPath::as_str);
        eprintln!(
            "{}",
            refusal(&method, path, response.status(), response.extensions().get())
        );
    }
    response
}

fn refusal(method: &Method, path: &str, status: StatusCode, reason: Option<&Reason>) -> String {
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
        Method::PATCH,
    ];
    // A way of the sender's own making may say anything.
    let method = if known.contains(method) { method.as_str() } else { "?" };
    let reason = reason.map_or("refused", |Reason(reason)| reason);
    format!("unhunch: refused {method} {path}: {}, {reason}", status.as_u16())
}

/// Gives up on a request that takes too long.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::new(
            StatusCode::REQUEST_TIMEOUT,
            format!("The request took longer than {} seconds.", LONGEST.as_secs()),
            "Send it again.",
        )
        .into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_said_without_what_came_with_it() {
        let answer = ApiError::new(StatusCode::FORBIDDEN, "This request comes from another page.", "").into_response();
        let line = refusal(
            &Method::DELETE,
            "/api/sessions/{id}",
            answer.status(),
            answer.extensions().get(),
        );
        assert_eq!(
            line,
            "unhunch: refused DELETE /api/sessions/{id}: 403, This request comes from another page."
        );
        let telling = ApiError::new(StatusCode::BAD_REQUEST, format!("unknown field {:?}", "my secret"), "");
        let telling = telling.into_response();
        let own = Method::from_bytes(b"MY-SECRET").unwrap();
        let line = refusal(&own, "a page", telling.status(), telling.extensions().get());
        assert_eq!(line, "unhunch: refused ? a page: 400, Bad Request");
    }
}
