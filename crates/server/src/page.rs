//! The page's files, embedded in the program at build.
//!
//! The page finds its own way: every address that a browser opens and that is no file gets `index.html`.

use axum::body::Bytes;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;

use crate::content::{Cache, Content, Encoded};
use crate::error::ApiError;

/// Every file of the page. Made at build, or by a test.
#[derive(Debug, Clone, Copy)]
pub struct Page(&'static [File]);

/// One file of the page.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Path under the page's root, with `/` between folders and none in front: `assets/main-1a2b.js`.
    pub path: &'static str,
    /// SHA-256 of `bytes`, hexadecimal.
    pub sha256: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// The same, brotli-compressed.
    pub brotli: Option<&'static [u8]>,
}

const INDEX: &str = "index.html";
const BUILT_IN: &[File] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

impl Page {
    /// The page that this program was built with; `None` when it was built without one.
    pub fn built_in() -> Option<Self> {
        Self::new(BUILT_IN)
    }

    /// A page of these files; `None` when `index.html` is not among them.
    pub fn new(files: &'static [File]) -> Option<Self> {
        let page = Self(files);
        page.file(INDEX).map(|_| page)
    }

    fn file(&self, path: &str) -> Option<&'static File> {
        self.0.iter().find(|file| file.path == path)
    }

    /// The answer to a request for `uri`.
    ///
    /// # Errors
    /// 404 when there is no such file, and the address is none that a browser opens.
    pub(crate) fn answer(&self, uri: &Uri, headers: &HeaderMap) -> Result<Response, ApiError> {
        let path = uri.path().trim_start_matches('/');
        let file = match self.file(path) {
            Some(file) => file,
            None if path.is_empty() || (is_route(path) && is_opened(headers)) => {
                self.file(INDEX).ok_or_else(|| ApiError::not_found("page"))?
            }
            None => return Err(ApiError::not_found("page")),
        };
        let content = Content {
            bytes: Bytes::from_static(file.bytes),
            content_type: content_type(file.path),
            version: file.sha256.get(..16).unwrap_or(file.sha256),
            encoded: file.brotli.map(|bytes| Encoded {
                name: "br",
                bytes: Bytes::from_static(bytes),
            }),
            // Names under assets/ carry a hash of what is in them.
            cache: if file.path.starts_with("assets/") {
                Cache::Forever
            } else {
                Cache::Ask
            },
        };
        Ok(content.answer(headers))
    }
}

/// Whether a path may be one of the page's own addresses: those have no dot in their last part.
fn is_route(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    let of_files = path.starts_with("assets/") || path.starts_with("models/");
    !last.contains('.') && !of_files
}

/// Whether a browser opens the address as a page, rather than a script that looks for a file.
fn is_opened(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-mode") {
        Some(mode) => mode == "navigate",
        None => text(header::ACCEPT.as_str()).is_some_and(|accept| accept.contains("text/html")),
    }
}

fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
