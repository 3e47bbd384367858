//! Answers with bytes that are known beforehand: type, version, how long to keep them, compressed or not.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// How long a browser may keep an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cache {
    /// The address changes with what is in it: a year, and no question in between.
    Forever,
    /// Keep it, and ask each time whether it is still the same.
    Ask,
}

/// Bytes to answer with.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub bytes: Bytes,
    pub content_type: &'static str,
    /// Changes whenever `bytes` do; letters and digits.
    pub version: &'static str,
    pub encoded: Option<Encoded>,
    pub cache: Cache,
}

/// A compressed form of the same bytes.
#[derive(Debug, Clone)]
pub(crate) struct Encoded {
    /// As in `Accept-Encoding`: "br", "gzip".
    pub name: &'static str,
    pub bytes: Bytes,
}

impl Content {
    /// The answer to a request with these headers: 304 when it has the bytes already.
    pub fn answer(self, request: &HeaderMap) -> Response {
        let varies = self.encoded.is_some();
        let encoded = self.encoded.filter(|encoded| accepts(request, encoded.name));
        // A strong tag names bytes as they are sent, so each form has its own.
        let tag = match &encoded {
            Some(encoded) => format!("\"{}-{}\"", self.version, encoded.name),
            None => format!("\"{}\"", self.version),
        };
        let known = is_known(request, &tag);

        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(match self.cache {
                Cache::Forever => "public, max-age=31536000, immutable",
                Cache::Ask => "no-cache",
            }),
        );
        headers.insert(
            header::ETAG,
            HeaderValue::from_str(&tag).expect("versions are hexadecimal"),
        );
        if varies {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        let bytes = match encoded {
            Some(encoded) => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoded.name));
                encoded.bytes
            }
            None => self.bytes,
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        *response.body_mut() = Body::from(bytes);
        response
    }
}

/// Whether the request takes this encoding. `*` is no wish for a certain one.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let listed = request.get_all(header::ACCEPT_ENCODING).iter();
    let mut wishes = listed
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    wishes.any(|wish| {
        let (name, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_some_and(|weight| weight > 0.0)
    })
}

/// Whether the request names this version as the one that it has.
fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let listed = request.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = listed
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        // The comparison for a GET is the weak one.
        .map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn an_encoding_is_used_only_when_it_is_wished_for() {
        let takes_br = |value| accepts(&request(header::ACCEPT_ENCODING, value), "br");
        assert!(takes_br("br"));
        assert!(takes_br("gzip, deflate, br;q=0.5"));
        assert!(takes_br("gzip,BR"));
        assert!(!takes_br("gzip, deflate"));
        assert!(!takes_br("br;q=0, gzip"));
        assert!(!takes_br("brotli"));
        assert!(!takes_br("*"));
        assert!(!takes_br(""));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }

    #[test]
    fn a_version_is_known_by_its_tag_only() {
        let knows = |value| is_known(&request(header::IF_NONE_MATCH, value), "\"ab\"");
        assert!(knows("\"ab\""));
        assert!(knows("\"xy\", W/\"ab\""));
        assert!(knows("*"));
        assert!(!knows("\"ab-br\""));
        assert!(!knows("ab"));
    }
}
