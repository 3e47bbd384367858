//! What every request passes and every answer carries: who may ask, for how long, and what the page may do.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;
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

/// Refuses requests under a foreign name or from a foreign page.
pub(crate) async fn admit(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    let checked = hosts
        .check_host(uri, headers)
        .and_then(|host| check_sender(request.method(), uri, headers, host));
    match checked {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
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
