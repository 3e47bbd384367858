//! What was done, out as files and in again, over HTTP.

use std::sync::Arc;

use ::exports::{Archive, Asked, Language, Signs, Table, Titles, Wanted};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::Zoned;
use jiff::civil::Date;
use records::TakenIn;
use serde::Serialize;

use crate::archive::{archive, take_in, titles};
use crate::error::ApiError;
use crate::query::Query;
use crate::sessions::is_json;
use crate::shared::Shared;

/// Largest body that is taken in, bytes: three years of three sessions a day.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;

/// What an import is answered with: the `TakenIn` of the page.
#[derive(Debug, Serialize)]
pub(crate) struct Receipt {
    /// Sessions that were not here.
    new: u64,
    /// Sessions that were.
    known: u64,
    /// Ratings of guides that had none.
    ratings: u64,
    /// Guides that were not here.
    own_guides: u64,
    refused: Vec<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    /// The session's id, or what and where in the file it is.
    id: String,
    /// In English.
    why: String,
}

/// In which form it goes out.
#[derive(Debug, Clone, Copy)]
enum Form {
    Json,
    Fhir,
    Pdf(Language, Option<Date>, Option<Date>),
    Csv(Table, Signs),
}

/// `GET /api/history/export?format=json|fhir|pdf|csv`, with `guide`, `from` and `to`; for CSV `table`, `separator`,
/// `decimal` and `bom`; for PDF `lang`.
pub(crate) async fn export(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Response, ApiError> {
    let known = [
        "format",
        "table",
        "guide",
        "from",
        "to",
        "separator",
        "decimal",
        "bom",
        "lang",
    ];
    let asked = Query::of(&uri, &known)?;
    let day = |name| {
        asked.read(name, "2026-11-30", |date: &Date| {
            asked.text(name) == Some(&*date.to_string())
        })
    };
    let wanted = Wanted {
        guide: asked.text("guide").map(str::to_owned),
        from: day("from")?,
        to: day("to")?,
    };
    let form = form(&asked, &wanted)?;
    let archive = archive(&shared.records, &wanted).await?;
    let language = match form {
        Form::Pdf(language, ..) => language,
        _ => Language::English,
    };
    let titles = titles(&shared.records, language).await?;
    // A year takes a moment.
    let written = tokio::task::spawn_blocking(move || written(form, &archive, &titles));
    let bytes = written.await.map_err(ApiError::internal)??;
    let (kind, name) = match form {
        Form::Json => ("application/json", "unhunch-history.json".to_owned()),
        Form::Fhir => ("application/fhir+json", "unhunch-history.fhir.json".to_owned()),
        Form::Pdf(..) => ("application/pdf", "unhunch-history.pdf".to_owned()),
        Form::Csv(table, _) => ("text/csv; charset=utf-8", format!("unhunch-{}.csv", table.name())),
    };
    let as_file = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, as_file),
    ];
    Ok((headers, bytes).into_response())
}

fn form(asked: &Query, wanted: &Wanted) -> Result<Form, ApiError> {
    match asked.text("format") {
        Some("json") => Ok(Form::Json),
        Some("fhir") => Ok(Form::Fhir),
        Some("pdf") => {
            let language = asked.text("lang").map_or(Some(Language::English), Language::of_tag);
            let language = language.ok_or_else(|| cannot_be("lang", "en, de or es"))?;
            Ok(Form::Pdf(language, wanted.from, wanted.to))
        }
        Some("csv") => {
            let named = asked.text("table").and_then(Table::named);
            let table = named.filter(|table| Table::CSV.contains(table));
            let tables = "sessions, steps, rules, answers or ratings";
            Ok(Form::Csv(
                table.ok_or_else(|| cannot_be("table", tables))?,
                signs(asked)?,
            ))
        }
        _ => Err(cannot_be("format", "json, fhir, pdf or csv")),
    }
}

fn signs(asked: &Query) -> Result<Signs, ApiError> {
    let separator = asked.text("separator").map_or(Some(b','), ::exports::separator_named);
    let separator = separator.ok_or_else(|| cannot_be("separator", "one sign such as ; or tab"))?;
    let decimal = match asked.text("decimal") {
        None | Some(".") => '.',
        Some(",") => ',',
        _ => return Err(cannot_be("decimal", "a point or a comma")),
    };
    if separator == decimal as u8 {
        return Err(cannot_be("separator", "another sign than the decimal's"));
    }
    let bom = match asked.text("bom") {
        None | Some("0") => false,
        Some("1") => true,
        _ => return Err(cannot_be("bom", "1, or nothing")),
    };
    Ok(Signs {
        separator,
        decimal,
        bom,
    })
}

fn cannot_be(name: &str, takes: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        format!("The address has no {name} that can be."),
        format!("Give {takes}."),
    )
}

fn written(form: Form, archive: &Archive, titles: &Titles) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    match form {
        Form::Json => ::exports::write_json(archive, &mut bytes).map_err(ApiError::internal)?,
        Form::Fhir => {
            let bundle = ::exports::bundle(&archive.sessions, titles);
            serde_json::to_writer(&mut bytes, &bundle).map_err(ApiError::internal)?;
        }
        Form::Csv(table, signs) => {
            ::exports::write_csv(table, archive, signs, &mut bytes).map_err(ApiError::internal)?;
        }
        Form::Pdf(language, from, to) => {
            let asked = Asked {
                titles,
                planned: &|_, _| None,
                language,
                from,
                to,
                made_on: Zoned::now().date(),
            };
            bytes = ::exports::page(&archive.sessions, &asked)
                .map_err(ApiError::internal)?
                .bytes;
        }
    }
    Ok(bytes)
}

/// `POST /api/history/import` with the JSON of an export, or the page's own list of sessions.
pub(crate) async fn import(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipt>, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A history is sent as JSON.",
            "Send the header \"Content-Type: application/json\".",
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is too large to be taken in here.",
            format!(
                "Send at most {} MiB, or take the file in with `unhunch history import FILE`.",
                LARGEST / 1024 / 1024
            ),
        ),
        _ => ApiError::new(
            StatusCode::BAD_REQUEST,
            "The file did not arrive whole.",
            "Send it again.",
        ),
    })?;
    let read = tokio::task::spawn_blocking(move || ::exports::read(body));
    let brought = read.await.map_err(ApiError::internal)?.map_err(|error| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            format!("This can't be taken in: {error}."),
            format!("{}.", error.help()),
        )
    })?;
    let TakenIn {
        new,
        known,
        ratings,
        own_guides,
        refused,
    } = take_in(&shared.records, brought).await?;
    let refused = refused.into_iter().map(|one| Refused {
        id: one.what,
        why: one.why,
    });
    Ok(Json(Receipt {
        new,
        known,
        ratings,
        own_guides,
        refused: refused.collect(),
    }))
}
