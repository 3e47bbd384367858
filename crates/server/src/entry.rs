//! Who may come in where other computers can reach the server: the browser that first brought the key.
//!
//! The key stands in the address that is printed. It is good once: it is taken for a cookie, which is good until the
//! program ends. Both are 128 random bits of the system.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::error::ApiError;

/// Name of the cookie.
const COOKIE: &str = "unhunch";
/// In seconds. The program ends sooner, and its next start makes another.
const KEPT: u32 = 365 * 24 * 60 * 60;

/// Who may come in. Clones share the key.
#[derive(Debug, Clone)]
pub struct Entry(Option<Arc<Keyed>>);

#[derive(Debug)]
struct Keyed {
    /// `None` once it was used.
    key: Mutex<Option<Secret>>,
    cookie: Secret,
}

/// Hexadecimal; never shown by accident.
#[derive(Clone)]
struct Secret(String);

impl Entry {
    /// Whoever reaches the server: for this computer alone.
    pub fn open() -> Self {
        Self(None)
    }

    /// One browser, with a new key.
    ///
    /// # Errors
    /// What the system said when it was asked for random bits.
    pub fn with_key() -> Result<Self, getrandom::Error> {
        Ok(Self(Some(Arc::new(Keyed {
            key: Mutex::new(Some(Secret::new()?)),
            cookie: Secret::new()?,
        }))))
    }

    /// What stands in the address behind `/?key=`; `None` when none is needed, or it was used.
    pub fn key(&self) -> Option<String> {
        let key = self.0.as_ref()?.key.lock().unwrap_or_else(PoisonError::into_inner);
        key.as_ref().map(|Secret(key)| key.clone())
    }

    /// Whether the request may come in. Gives an answer of its own to the one that brings the key.
    ///
    /// # Errors
    /// 401 when it brings neither cookie nor key.
    pub(crate) fn check(&self, request: &Parts) -> Result<Option<Response>, ApiError> {
        let Some(keyed) = &self.0 else { return Ok(None) };
        if cookies(&request.headers).any(|cookie| keyed.cookie.is(cookie)) {
            return Ok(None);
        }
        if request.method == Method::GET && request.uri.path() == "/" {
            let fields = request.uri.query().unwrap_or_default().split('&');
            let mut keys = fields.filter_map(|field| field.strip_prefix("key="));
            if keys.next().is_some_and(|key| keyed.takes(key)) {
                return Ok(Some(keyed.let_in()));
            }
        }
        Err(ApiError::new(
            StatusCode::UNAUTHORIZED,
            "unhunch does not know this browser.",
            "Open the address that unhunch printed when it started: it lets one browser in, once. If you just did, load \
             the page again; for another browser, start unhunch again.",
        ))
    }
}

impl Keyed {
    fn takes(&self, key: &str) -> bool {
        let mut wanted = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = wanted.as_ref().is_some_and(|wanted| wanted.is(key));
        if fits {
            *wanted = None;
            eprintln!("unhunch: a browser came in with the key");
        }
        fits
    }

    /// Sends the browser on to the page, without the key in its address.
    fn let_in(&self) -> Response {
        let Secret(cookie) = &self.cookie;
        let cookie = format!("{COOKIE}={cookie}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Strict");
        let headers = [
            (header::LOCATION, HeaderValue::from_static("/")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::SET_COOKIE,
                HeaderValue::from_str(&cookie).expect("digits and letters"),
            ),
        ];
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}

impl Secret {
    fn new() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits)?;
        Ok(Self(bits.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// In the same time whatever is given: nobody can find it out letter by letter.
    fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Secret")
    }
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let listed = headers.get_all(header::COOKIE).iter();
    let pairs = listed
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}
