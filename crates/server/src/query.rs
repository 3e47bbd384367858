//! What stands behind the question mark of an address: fields that are known, each at most once.

use std::str::FromStr;

use axum::http::{StatusCode, Uri};

use crate::error::ApiError;

/// The fields of an address, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// The fields of `uri`, which may be these.
    ///
    /// # Errors
    /// [`ApiError`] 400 where one is not known, or is there twice.
    pub fn of(uri: &Uri, known: &[&'static str]) -> Result<Self, ApiError> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            if !known.contains(&&*name) || fields.iter().any(|(other, _)| *other == name) {
                let help = match known {
                    [] => "Nothing may stand behind the question mark.".to_owned(),
                    known => format!("Behind the question mark may stand, each once: {}.", known.join(", ")),
                };
                return Err(ApiError::new(
                    StatusCode::BAD_REQUEST,
                    "This address asks in a way that is not known here.",
                    help,
                ));
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(fields))
    }

    /// The field with this name, as it stands there.
    pub fn text(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.as_str())
    }

    /// The field with this name, read; `example` is one that can be.
    ///
    /// # Errors
    /// [`ApiError`] 400 where it can't be read, or `fits` does not take it.
    pub fn read<T: FromStr>(
        &self,
        name: &'static str,
        example: &'static str,
        fits: impl Fn(&T) -> bool,
    ) -> Result<Option<T>, ApiError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        match text.parse().ok().filter(fits) {
            Some(value) => Ok(Some(value)),
            None => Err(cannot_be(name, example)),
        }
    }

    /// As [`Self::read`], of a field that must be there.
    ///
    /// # Errors
    /// [`ApiError`] 400 where it is missing, too.
    pub fn must<T: FromStr>(
        &self,
        name: &'static str,
        example: &'static str,
        fits: impl Fn(&T) -> bool,
    ) -> Result<T, ApiError> {
        self.read(name, example, fits)?.ok_or_else(|| cannot_be(name, example))
    }
}

fn cannot_be(name: &str, example: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        format!("The address has no {name} that can be."),
        format!("Write it like this: {name}={example}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(of: &'static str) -> Result<Query, ApiError> {
        Query::of(&Uri::from_static(of), &["limit", "before"])
    }

    #[test]
    fn fields_are_decoded_and_read() {
        let asked = query("/api?before=2026-11-30T10:00:00%2B01:00&limit=5").unwrap();
        assert_eq!(asked.text("before"), Some("2026-11-30T10:00:00+01:00"));
        assert_eq!(asked.read("limit", "100", |limit: &u32| *limit > 0).unwrap(), Some(5));
        let none = query("/api").unwrap();
        assert_eq!(none.read("limit", "100", |_: &u32| true).unwrap(), None);
        assert!(none.must("limit", "100", |_: &u32| true).is_err());
    }

    #[test]
    fn what_is_not_known_or_can_not_be_is_refused() {
        for of in ["/api?limits=5", "/api?limit=5&limit=6", "/api?=", "/api?limit=5&%ff"] {
            assert!(query(of).is_err(), "{of}");
        }
        for of in [
            "/api?limit=",
            "/api?limit=0",
            "/api?limit=-1",
            "/api?limit=%00",
            "/api?limit=5.0",
        ] {
            let limit = query(of).unwrap().read("limit", "100", |limit: &u32| *limit > 0);
            assert!(limit.is_err(), "{of}");
        }
    }
}
