//! JSON: the file of `history export`, the page's list of sessions, or one session alone.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Brought, ReadError};

use crate::json::HISTORY;

type Fields<'a> = BTreeMap<String, &'a RawValue>;

pub(super) fn read(text: &[u8]) -> Result<Brought, ReadError> {
    let mut brought = Brought::default();
    if text.trim_ascii_start().first() == Some(&b'[') {
        sessions(&mut brought, whole(text)?);
        return Ok(brought);
    }
    let fields: Fields<'_> = whole(text)?;
    if fields.contains_key("resourceType") {
        return Err(ReadError::NotSupported { what: "FHIR" });
    }
    let Some(form) = fields.get("unhunch_history") else {
        if !fields.contains_key("schema") {
            return Err(ReadError::Unknown);
        }
        let text = str::from_utf8(text).map_err(|_| ReadError::Unknown)?;
        brought.session(text.trim(), 0);
        return Ok(brought);
    };
    match form.get().parse::<u64>() {
        Ok(form) if form == u64::from(HISTORY) => {}
        Ok(form) if form > u64::from(HISTORY) => return Err(ReadError::Newer(form)),
        _ => return Err(ReadError::Unknown),
    }
    for (name, value) in fields {
        match name.as_str() {
            "unhunch_history" => {}
            "sessions" => sessions(&mut brought, inner(value)?),
            "ratings" => each(&mut brought, "rating", inner(value)?, Brought::rating),
            "own_guides" => each(&mut brought, "own guide", inner(value)?, Brought::own_guide),
            // Nothing may be lost without a word.
            _ => brought.refuse(format!("field {name}"), "this program does not know it"),
        }
    }
    Ok(brought)
}

fn sessions(brought: &mut Brought, list: Vec<&RawValue>) {
    for (place, session) in list.into_iter().enumerate() {
        brought.session(session.get(), place);
    }
}

fn each<T: DeserializeOwned>(brought: &mut Brought, what: &str, list: Vec<&RawValue>, take: fn(&mut Brought, T)) {
    for (place, item) in list.into_iter().enumerate() {
        match serde_json::from_str(item.get()) {
            Ok(item) => take(brought, item),
            Err(error) => brought.refuse(format!("{what} {}", place + 1), &error.to_string()),
        }
    }
}

fn whole<'a, T: serde::Deserialize<'a>>(text: &'a [u8]) -> Result<T, ReadError> {
    serde_json::from_slice(text).map_err(|error| broken(&error))
}

/// A field that must be a list. Where in the file it is not is not known any more.
fn inner(value: &RawValue) -> Result<Vec<&RawValue>, ReadError> {
    serde_json::from_str(value.get()).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> ReadError {
    let why = error.to_string();
    // The place stands beside it.
    let why = why.split(" at line ").next().unwrap_or_default();
    ReadError::Json {
        line: error.line(),
        column: error.column(),
        why: why
            .chars()
            .filter(|letter| !letter.is_control())
            .take(super::LONGEST_REASON)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_and_guides_are_as_strict_as_sessions() {
        let brought = read(
            br##"{"unhunch_history":1,"sessions":[],"more":3,
            "ratings":[{"guide":"upper-back","stars":5,"rated_at":"2026-11-23T09:30:00Z"},{"guide":"upper-back","stars":6,"rated_at":"2026-11-23T09:30:00Z"},
                {"guide":"Upper","stars":1,"rated_at":"2026-11-23T09:30:00Z"},{"guide":"a","stars":1,"rated_at":"today"},{"guide":"a"}],
            "own_guides":[{"name":"my-neck","text":"# Neck"},{"name":"my neck","text":""},{"name":"a","text":"","picture":"x"}]}"##,
        )
        .unwrap();
        assert_eq!((brought.ratings.len(), brought.own_guides.len()), (1, 1));
        let refused: Vec<String> = brought
            .refused
            .iter()
            .map(|one| format!("{}: {}", one.what, one.why))
            .collect();
        let told: Vec<&str> = refused
            .iter()
            .map(|one| one.split(" at line ").next().unwrap())
            .collect();
        assert_eq!(
            told,
            [
                "field more: this program does not know it",
                "own guide my neck: its name is no guide's: small letters, digits and single hyphens",
                "own guide 3: unknown field `picture`, expected one of `name`, `changed_at`, `text`",
                "rating of upper-back: stars are 1 to 5",
                "rating of Upper: guide is no guide's name",
                "rating of a: rated_at is no time",
                "rating 5: missing field `stars`",
            ]
        );
    }
}
